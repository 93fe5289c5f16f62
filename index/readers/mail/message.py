"""One message: its headers, its text, what is attached. Broken ones are read too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import Final

from ...errors import UnreadableSource
from ...records import Draft
from ..bytes.encoding import decode
from ..exports.blocks import blocks_of, page_tree
from ..html import decode_page

__all__ = [
    "Attachment",
    "attachments",
    "decoded",
    "draft_of_message",
    "header",
    "parsed",
    "texts",
]

_MOST_PARTS: Final = 500
_DEEPEST: Final = 20
_FEWEST: Final = 0.4
"""The share of the text of a page that the plain part must have to be the same."""
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0"
    r"(?:px|pt|em)?\s*(?:;|$)|max-height\s*:\s*0",
    re.IGNORECASE,
)
_FOOT: Final = re.compile(
    r"(?:to )?(?:unsubscribe|manage (?:your )?(?:subscription|preferences)|view "
    "(?:this|it)"
    r" (?:e-?mail |message |newsletter )?in (?:your|a) browser|se d[ée]sabonner"
    r"|abbestellen|im browser (?:ansehen|anzeigen)|darse de baja|cancelar "
    "suscripci[óo]n"
    r"|you (?:are receiving|received) this|sie erhalten diese)\b.{0,300}",
    re.IGNORECASE | re.DOTALL,
)
_SIGNATURE: Final = "-- "
_SKIPPED: Final = (
    *("image/", "audio/", "video/", "font/", "text/css", "text/calendar", "text/vcard"),
    *("text/x-vcard", "application/pgp", "application/pkcs7", "application/ms-tnef"),
    "message/delivery-status",
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message, or a message in it (``forwarded``)."""

    name: str
    data: bytes
    forwarded: bool = False


def parsed(data: bytes) -> Message:
    """Return a message; what is wrong with it shows in its parts."""
    return message_from_bytes(data)


def header(message: Message, name: str) -> str:
    """Return a header on one line, decoded; "" without it."""
    try:
        text = _words(str(message.get(name, "")))
    except Exception:  # encoded words that are none, of many kinds
        text = str(message.get(name, ""))
    return " ".join(text.split())


def _words(value: str) -> str:
    """The value of a header with its encoded words (RFC 2047) decoded."""
    return "".join(
        piece if isinstance(piece, str) else decoded(piece, charset or "")
        for piece, charset in decode_header(value)
    )


def decoded(data: bytes, charset: str) -> str:
    """Return the text of some bytes; a charset that is unknown or wrong is guessed."""
    name = {"iso-8859-1": "cp1252", "us-ascii": "utf-8"}.get(charset.lower(), charset)
    try:
        return data.decode(name or "utf-8")
    except (UnicodeError, LookupError, ValueError):
        return decode(data)


def draft_of_message(message: Message) -> Draft:
    """Return the article that a message is.

    Raises:
        UnreadableSource: if it has neither a subject nor a text.
    """
    title = header(message, "Subject")
    body = _text(message)
    if not title and not body.strip():
        raise UnreadableSource("there is no text in it")
    name, address = parseaddr(header(message, "From"))
    return Draft(
        title=title,
        body=body,
        url=header(message, "Archived-At").strip("<>"),
        source=name.strip("\"' ") or address.rpartition("@")[2],
        language=header(message, "Content-Language").partition(",")[0],
        source_id=header(message, "Message-ID").strip("<>"),
        published=header(message, "Date"),
    )


def attachments(message: Message) -> Iterator[Attachment]:
    """Yield the files in a message that may hold articles, and the messages in it."""
    forwarded = 0
    for part, depth in _parts(message):
        kind = part.get_content_type()
        if kind == "message/rfc822" and depth:
            forwarded += 1
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                name = f"forwarded message {forwarded}"
                yield Attachment(name, inner[0].as_bytes(), forwarded=True)
            continue
        name = _file_name(part)
        if name and part.get_content_disposition() != "inline":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data and not kind.startswith(_SKIPPED):
                yield Attachment(name, data)


def _file_name(part: Message) -> str:
    try:
        return _words(part.get_filename() or "")
    except Exception:  # as for headers
        return ""


def _parts(message: Message) -> Iterator[tuple[Message, int]]:
    """All parts with their depth, but not those of messages in the message."""
    stack = [(message, 0)]
    count = 0
    while stack and count < _MOST_PARTS:
        part, depth = stack.pop()
        count += 1
        yield part, depth
        inner = part.get_payload()
        is_open = part.is_multipart() and part.get_content_type() != "message/rfc822"
        if is_open and isinstance(inner, list) and depth < _DEEPEST:
            stack += [
                (one, depth + 1) for one in reversed(inner) if isinstance(one, Message)
            ]


def texts(message: Message) -> Iterator[tuple[str, str]]:
    """Yield what a message shows, each with its kind, as it was written."""
    for part, data in _shown(message):
        yield part.get_content_type(), _decoded_page(part, data)


def _shown(message: Message) -> Iterator[tuple[Message, bytes]]:
    """The parts that a reader of mail shows: plain texts and pages."""
    for part, _ in _parts(message):
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or part.is_multipart():
            continue
        data = part.get_payload(decode=True)
        is_plain = kind == "text/plain" and not _file_name(part)
        if isinstance(data, bytes) and (is_plain or kind == "text/html"):
            yield part, data


def _text(message: Message) -> str:
    """The plain text, unless a page says much more."""
    plain: list[str] = []
    pages: list[str] = []
    for part, data in _shown(message):
        if part.get_content_type() == "text/plain":
            plain.append(_plain(part, data))
        else:
            pages.append(_page(part, data))
    text = "\n\n".join(filter(None, plain))
    page = "\n\n".join(filter(None, pages))
    return page if len(text.strip()) < _FEWEST * len(page) else text


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except Exception:  # a parameter that is none
        return ""


def _plain(part: Message, data: bytes) -> str:
    text = decoded(data, _charset(part)).replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, delete=str(part.get_param("delsp", "")).lower() == "yes")
    lines = text.split("\n")
    if _SIGNATURE in lines:
        lines = lines[: lines.index(_SIGNATURE)]
    paragraphs = "\n".join(lines).split("\n\n")
    return "\n\n".join(one for one in paragraphs if not _FOOT.fullmatch(one.strip()))


def _unflowed(text: str, *, delete: bool) -> str:
    """Text whose lines go on after a blank at their end (RFC 3676)."""
    joined: list[str] = []
    flows = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")
        if flows and joined:
            before = joined[-1][:-1] if delete else joined[-1]
            joined[-1] = before + line
        else:
            joined.append(line)
        flows = line.endswith(" ") and line != _SIGNATURE
    return "\n".join(joined)


def _decoded_page(part: Message, data: bytes) -> str:
    charset = _charset(part)
    return decoded(data, charset) if charset else decode_page(data)


def _page(part: Message, data: bytes) -> str:
    """The text of a page, without what it hides and its foot."""
    try:
        tree = page_tree(_decoded_page(part, data))
    except UnreadableSource:
        return ""
    for one in [*tree.iter()]:
        hidden = isinstance(one.tag, str) and _HIDDEN.search(one.get("style") or "")
        if hidden and one.getparent() is not None:
            one.drop_tree()
    blocks = (" ".join(block.split("\n")) for block in blocks_of(tree))
    return "\n\n".join(one for one in blocks if not _FOOT.fullmatch(one))
