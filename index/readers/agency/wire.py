"""What teleprinters received: IPTC 7901 and ANPA 1312, one message after another.

A message is a heading after SOH, a text after STX, and a time after ETX; or, where
those signs were lost, what is between the letters ZCZC and NNNN. The titles of IPTC
7901 end with ``=``; ANPA marks a title, a byline and what is for editors with
``^``, and writes quotation marks and dashes as signs that a teleprinter has.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from search.codes.months import MONTH_BEGINNINGS, MONTH_NUMBERS

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from .. import reader
from ..bylines import split_authors
from ..bytes.encoding import decode
from ..bytes.streams import CHUNK, read_some, with_head

__all__ = ["WireReader"]

_SOH: Final = b"\x01"
_MESSAGE: Final = re.compile(rb"[\s\x00\x16\x7f]*+\x01[^\x01\x02]{1,4000}\x02")
_ZCZC: Final = b"ZCZC"
_LETTERED: Final = re.compile(rb"\s*+ZCZC[ \t][^\n]{1,80}\n")
_HEAD_BYTES: Final = 8192
_LONGEST_HEAD: Final = 4000
_NOISE: Final = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")
_STX: Final = "\x02"
_ETX: Final = "\x03"

_ROUTING: Final = re.compile(rb"\s*+[A-Z]{1,4}(?: [A-Z]{1,4}){0,3}[ \t]*\n")
"""A line with the codes of services, below ZCZC."""
_TIME: Final = re.compile(
    r"\b(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d) ?(?P<zone>[A-Z]{1,5})? "
    rf"(?P<month>{MONTH_BEGINNINGS})[a-z]* (?P<year>\d\d(?:\d\d)?)\b",
    re.IGNORECASE,
)
_ANPA_TIME: Final = re.compile(
    r"\b(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d) (?P<hour>\d\d)(?P<minute>\d\d)"
    r"(?P<zone>[A-Z]{1,4})?"
)
_ZONES: Final = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "PST": -8, "PDT": -7}

_HEAD: Final = re.compile(r"(?P<service>[a-z]{1,4})(?P<number>\d{3,5})\b", re.I)
_KEYWORDS: Final = re.compile(r"(?<![^\s/])[^\s/]++(?:/[^/\n]*+)++")
_INDENT: Final = re.compile(r"\n(?:\t|[ \t]{2,}+)(?=\S)")
_BYLINE: Final = re.compile(
    r"(?:by|von|par|por|di|door|af|av)[:\s]\s*(?P<names>[^\n]{3,120})", re.IGNORECASE
)
_DATELINE: Final = re.compile(r"[^\n(]{2,60}\((?P<agency>[A-Za-z][\w/. -]{1,20})\)")
_FOR_EDITORS: Final = re.compile(
    r"(?:eds?[.:]|editors?[:'’]|(?:with )?ap photos?\b|a[mp]-|note to|#)",
    re.IGNORECASE,
)
_NOTEBOOK: Final = re.compile(
    r"\n(?:# (?:notebook|notizblock)\b|\* \* \* \*\n)", re.IGNORECASE
)
"""Where what is only for editors begins, after the text."""
_TAG: Final = re.compile(r"[A-Z0-9][A-Z0-9 ]{0,38}[.:]?")
"""A line in capitals above a title, such as ``1ST LEAD``."""
_MOST_TITLE_LINES: Final = 8
_RULE: Final = re.compile(r"_{3,}")
_SIGN_OFF: Final = re.compile(r"[a-zäöüß0-9/. -]{3,60}")
_ANPA_QUOTES: Final = (("``", "“"), ("''", "”"))
_OF_ANPA: Final = ("^", "``", "\n\t", "<\n")
_DASH: Final = re.compile(r"(?<= )_(?= )")
_SLUG: Final = re.compile(r"(?:[ABap]M|BC)-\S.*|.*,\s?\d{2,5}|[\w-]+ \d{1,5}")


class WireReader:
    """Messages of a news wire."""

    name = "wire"
    about = "IPTC 7901 and ANPA, messages of news wires"
    suffixes: tuple[str, ...] = (".iptc", ".anpa")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins with a heading between SOH and STX, or with ZCZC."""
        head = head[:_HEAD_BYTES]
        return bool(_MESSAGE.match(head) or _LETTERED.match(head))

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the messages.

        Raises:
            UnreadableSource: if there is none.
        """
        number = 0
        head, stream = with_head(stream)
        lettered = _LETTERED.match(head) is not None
        for message in _messages(stream, _ZCZC if lettered else _SOH):
            number += 1
            position = f"message {number}"
            if len(message) > reader.MAX_RECORD_BYTES:
                yield Problem(position, "longer than an article can be")
            else:
                yield Record(position, _signed(message) if lettered else message)
        if not number:
            raise UnreadableSource("no message of a wire in it")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take a message apart."""
        if not isinstance(record.content, bytes):
            raise UnreadableSource("not a message of a wire")
        message = decode(record.content).replace("\r\n", "\n").replace("\r", "\n")
        head, stx, rest = message.partition(_STX)
        text, _, tail = rest.partition(_ETX)
        if not stx:
            raise UnreadableSource("a message of a wire without a text")
        head, tail = head[:_LONGEST_HEAD], tail[:_LONGEST_HEAD]
        return _draft(_NOISE.sub("", head), _NOISE.sub("", text), _NOISE.sub("", tail))


def _messages(stream: BinaryIO, mark: bytes) -> Iterator[bytes]:
    """The messages, each from its mark to the next; one too long only to its limit."""
    pending = b""
    limit = reader.MAX_RECORD_BYTES + 1
    while chunk := read_some(stream, CHUNK):
        *whole, last = (pending + chunk).split(mark)
        for message in whole:
            if message.strip(b"\x16\x00\x7f \r\n"):
                yield message
        pending = last[:limit]
    if pending.strip(b"\x16\x00\x7f \r\n"):
        yield pending


def _signed(message: bytes) -> bytes:
    """A message between ZCZC and NNNN, with the signs that divide its parts."""
    head, _, text = message.replace(b"\r\n", b"\n").partition(b"\n")
    while found := _ROUTING.match(text):
        head, text = head + b" " + found[0].strip(), text[found.end() :]
    text, _, tail = text.partition(b"\nNNNN")
    return head + _STX.encode() + text + _ETX.encode() + tail


def _draft(head: str, text: str, tail: str) -> Draft:
    found = _HEAD.search(head)
    keywords = _KEYWORDS.search(head)
    story = _Story(_headings_of(head, keywords) + text)
    published = _time(tail) or _time(text[-300:])
    agency = _DATELINE.match(story.body.lstrip())
    number = (found["service"] + found["number"]).lower() if found else ""
    return Draft(
        title=story.title or (keywords[0].strip("/ ") if keywords else ""),
        body=story.body,
        source=agency["agency"].strip() if agency else "",
        section=_section(head, keywords) if keywords else "",
        # the same number comes again another day
        source_id=f"{number} {published}" if number and published else "",
        authors=story.authors,
        published=published,
    )


def _section(head: str, keywords: re.Match[str]) -> str:
    """The first keyword; it may be several words, on a line without numbers."""
    before = head[: keywords.start()].rpartition("\n")[2]
    words = "" if any(map(str.isdigit, before)) else before
    return (words + keywords[0]).partition("/")[0].strip()


def _headings_of(head: str, keywords: re.Match[str] | None) -> str:
    """The lines of a heading that are of the story: those marked, and after a subject.

    Some send the sign of the beginning of the text only after them.
    """
    after = head[keywords.end() :].split("\n")[1:] if keywords else []
    lines = after or [line for line in head.split("\n") if line.startswith("^")]
    return "".join(f"{line}\n" for line in lines if line.strip())


class _Story:
    """What stands in the text of a message.

    Attributes:
        body: its paragraphs, as they are wrapped.
    """

    def __init__(self, text: str) -> None:
        self.title = ""
        self.authors: tuple[str, ...] = ()
        anpa = any(sign in text for sign in _OF_ANPA)
        lines = [line.rstrip() for line in text.split("\n")]
        rest = self._headings(lines, anpa=anpa)
        body = "\n".join(rest).strip("\n")
        body = _NOTEBOOK.split(f"\n{body}", maxsplit=1)[0].strip("\n")
        self.body = _as_printed(body) if anpa else _without_sign_off(body)

    def _headings(self, lines: list[str], *, anpa: bool) -> list[str]:
        """Read the headings; return the lines after them."""
        title: list[str] = []
        at = 0
        for at, line in enumerate(lines):
            told = line.strip().lstrip("^").rstrip("<=").strip()
            marked = line.lstrip().startswith("^")
            if not told or _FOR_EDITORS.match(told):
                continue
            by = _BYLINE.fullmatch(told)
            if by and (title or marked):
                self.title = self.title or " ".join(title)
                self.authors = split_authors(by["names"])
            elif anpa and not self.title and _SLUG.fullmatch(told):
                continue
            elif anpa and marked:
                self.title = self.title or ("" if self.authors else told)
                title = [self.title]
            elif not anpa and not self.title:
                if _TAG.fullmatch(told) and _goes_on(lines[at:]):
                    continue
                title.append(told)
                if line.rstrip().endswith("=") or not _goes_on(lines[at:]):
                    self.title = " ".join(title)
            else:
                break
        else:
            at = len(lines)
        return lines[at:]


def _goes_on(lines: list[str]) -> bool:
    """Whether a title goes on in the next line: a later one ends with its mark."""
    for line in lines[1:_MOST_TITLE_LINES]:
        if not line.strip():
            return False
        if line.rstrip().endswith("="):
            return True
    return False


def _without_sign_off(body: str) -> str:
    """A text without its last line, the signs of those who sent it."""
    before, _, last = body.rstrip().rpartition("\n\n")
    return before if before and _SIGN_OFF.fullmatch(last) else body


def _as_printed(body: str) -> str:
    """A text with the marks of ANPA as papers print them."""
    lines = [line for line in body.split("\n") if not _is_mark(line)]
    text = "\n".join(line.removesuffix("<").lstrip("^") for line in lines)
    for sign, quote in _ANPA_QUOTES:
        text = text.replace(sign, quote)
    # paragraphs begin with blanks, and no empty line
    text = _INDENT.sub("\n\n", _DASH.sub("—", text))
    return text.strip()


def _is_mark(line: str) -> bool:
    """Whether a line is the last one, with the time, or for editors."""
    bare = line.strip().lstrip("^")
    if _RULE.fullmatch(bare):
        return True
    return bool(_FOR_EDITORS.match(bare)) or bool(
        _ANPA_TIME.search(bare) and bare.startswith(("AP-", "UPI-", "NYT-", "end-"))
    )


def _time(text: str) -> str:
    """The moment that ends a message, in ISO 8601; "" without one."""
    found = _TIME.search(text) or _ANPA_TIME.search(text)
    if found is None:
        return ""
    month = found["month"]
    year = int(found["year"])
    year += 0 if year > 99 else 1900 if year > 69 else 2000
    zone = datetime.timedelta(hours=_ZONES.get(found["zone"] or "", 0))
    try:
        return datetime.datetime(
            year,
            int(month) if month.isdigit() else MONTH_NUMBERS[month.lower()[:3]],
            int(found["day"]),
            int(found["hour"]),
            int(found["minute"]),
            tzinfo=datetime.timezone(zone),
        ).isoformat()
    except (ValueError, KeyError):
        return ""
