"""Reuters-21578: newswire of 1987 in SGML (``.sgm``, ``.sgml``)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from ..errors import UnreadableSource
from ..records import Draft, Problem, ReadOptions, Record
from . import reader
from .bylines import split_authors
from .bytes.encoding import opening
from .bytes.streams import CHUNK, read_some

__all__ = ["ReutersReader"]

_BEGINNING: Final = re.compile(r"(?:<!DOCTYPE lewis\b[^>]*>\s*)?<REUTERS\b")
_OPEN: Final = b"<REUTERS"
_CLOSE: Final = b"</REUTERS>"
_NEWID: Final = re.compile(rb'NEWID="?(\d{1,18})')

_BESIDE_BODY: Final = re.compile(
    r"<(TITLE|AUTHOR|DATELINE)>(?:[^<]++|<(?!/?\1>))*+</\1>|^\s*\*+|</?[A-Z][^<>]*+>"
)
_CONTROL: Final = re.compile(r"&#(?:[0-9]|1[0-9]|2[0-9]|3[01]|127);")
_SIGN_OFF: Final = re.compile(r"(?:\A|\n)[ \t]*reuters?\W*\Z", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"(?:\W++halb)++\s*+", re.IGNORECASE)
"""``blah blah blah.`` at the end of a text, written backwards."""
_AGENCY: Final = re.compile(r",? reuters?\W*\Z", re.IGNORECASE)
_BY: Final = re.compile(r"\Aby ", re.IGNORECASE)


class ReutersReader:
    """Articles between ``<REUTERS …>`` and ``</REUTERS>``."""

    name = "reuters"
    about = "Reuters-21578, newswire of 1987 in SGML"
    suffixes: tuple[str, ...] = (".sgm", ".sgml")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins with such an article, or declares that it does."""
        return _BEGINNING.match(opening(head)) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the articles.

        Raises:
            UnreadableSource: if there is none.
        """
        number, last_id = 0, -1
        for content in _cut(stream):
            number += 1
            found = _NEWID.search(content, 0, 1000)
            new_id = int(found[1]) if found else -1
            position = f"NEWID {new_id}" if found else f"article {number}"
            if found and new_id <= last_id:
                # ids rise; only one that does not may have stood before
                position += f" (article {number})"
            last_id = max(last_id, new_id)
            if content.endswith(_CLOSE):
                yield Record(position, content)
            else:
                yield Problem(position, "no </REUTERS> where an article should end")
        if not number:
            raise UnreadableSource(
                "no <REUTERS> article in it; of SGML only Reuters-21578 is read"
            )

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take an article apart."""
        if not isinstance(record.content, bytes):
            raise UnreadableSource("not a Reuters article")
        text = _CONTROL.sub("", _decoded(record.content))
        found = _NEWID.search(record.content, 0, 1000)
        title, body = _title(text), _body(text)
        if not title:
            # an UNPROC text begins with its title
            title, _, rest = body.lstrip("\n").partition("\n")
            body = rest if rest.strip() else body
        if not title.strip() and not body.strip():
            raise UnreadableSource("neither a title nor a text in it")
        return Draft(
            title=title.strip(),
            body=body,
            source="Reuters",
            source_id=found[1].decode() if found else "",
            authors=_authors(text),
            published=_tag("DATE", text).strip(),
        )


def _cut(stream: BinaryIO) -> Iterator[bytes]:
    """The articles; the beginning of one that does not end in time."""
    pending = b""
    while chunk := read_some(stream, CHUNK):
        searched = max(0, len(pending) - len(_CLOSE))
        pending += chunk
        while (end := pending.find(_CLOSE, searched)) >= 0:
            article, pending = (
                pending[: end + len(_CLOSE)],
                pending[end + len(_CLOSE) :],
            )
            searched = 0
            yield from _opened(article)
        start = pending.find(_OPEN)
        if start < 0:
            pending = pending[-len(_OPEN) :]
        elif len(pending) - start > reader.MAX_RECORD_BYTES:
            yield pending[start : start + 1000]
            pending = pending[-len(_CLOSE) :]
    if (start := pending.find(_OPEN)) >= 0:
        yield pending[start : start + 1000]


def _opened(article: bytes) -> Iterator[bytes]:
    """An article without what stands before; one left open before it, too."""
    start = article.rfind(_OPEN)
    before = article.find(_OPEN, 0, max(start, 0))
    if before >= 0:
        yield article[before : min(start, before + 1000)]
    if start >= 0:
        too_long = len(article) - start > reader.MAX_RECORD_BYTES
        yield article[start : start + 1000] if too_long else article[start:]


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _between(name: str, text: str) -> str:
    """What stands between the first tag of a name and its end; "" without one.

    The articles hold ``<`` only as ``&lt;``, so tags can be looked for.
    """
    opened = text.find(">", text.find(f"<{name}")) if f"<{name}" in text else -1
    end = text.find(f"</{name}>", opened + 1) if opened >= 0 else -1
    return text[opened + 1 : end] if end >= 0 else ""


def _tag(name: str, text: str) -> str:
    return html.unescape(_between(name, text))


def _title(text: str) -> str:
    return " ".join(_tag("TITLE", text).split()).strip("* ")


def _body(text: str) -> str:
    """The body after its dateline, as newspapers print it."""
    dateline = _tag("DATELINE", text).rstrip()
    body = _tag("BODY", text)
    if not body:
        body = html.unescape(_BESIDE_BODY.sub("", _between("TEXT", text)))
        if placeholder := _PLACEHOLDER.match(body[::-1]):
            body = body[: len(body) - placeholder.end()]
    body = _SIGN_OFF.sub("", body.rstrip()).rstrip()
    if not body or not dateline:
        return body
    return f"{dateline.lstrip(chr(10))} {body.lstrip()}"


def _authors(text: str) -> tuple[str, ...]:
    """The names in ``by Janie Gabbett, Reuters``."""
    line = " ".join(_tag("AUTHOR", text).split())
    return split_authors(_AGENCY.sub("", _BY.sub("", line)))
