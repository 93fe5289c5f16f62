"""Plain text: one article a file, its parts told by how they look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from search.codes.months import MONTH_ABBREVIATIONS

from ..cleaning.boilerplate import is_boilerplate
from ..cleaning.characters import repair_encoding
from ..errors import UnreadableSource
from ..published.dateline import Dateline, read_dateline
from ..published.statements import read_statement
from ..records import Draft, Problem, ReadOptions, Record
from .bylines import split_authors
from .bytes.encoding import binary_kind, decode, opening
from .bytes.streams import read_whole
from .front_matter import split_front_matter
from .markdown import is_markdown, plain_text

__all__ = ["BYLINE", "LONGEST_BYLINE", "TextReader", "draft_of_text"]

_TITLE_LENGTH: Final = 150
_MADE_TITLE_LENGTH: Final = 100

_HEADER: Final = re.compile(
    r"\s*(title|headline|date|published|authors?|by|byline|source|url|link"
    r"|section|language|slug|keywords|category|publication|publisher|newspaper)"
    r"\s*:\s*(\S.*)",
    re.IGNORECASE,
)
_HEADER_FIELDS: Final = {
    "headline": "title",
    "date": "published",
    "pubdate": "published",
    "publishdate": "published",
    "author": "authors",
    "by": "authors",
    "byline": "authors",
    "link": "url",
    "category": "section",
    "publication": "source",
    "publisher": "source",
    "newspaper": "source",
}
_ADDRESS: Final = re.compile(r"\s*(https?://\S+)\s*", re.IGNORECASE)
BYLINE: Final = re.compile(
    r"\s*by\s++("
    r"[A-ZÀ-Þ][\w.'’-]*+(?:,? (?:and |& )?[A-ZÀ-Þdv][\w.'’-]*+){1,12}"
    r"|[A-ZÀ-Þ](?:[\w.'’]|-(?![A-ZÀ-Þdv]))*+-[A-ZÀ-Þdv][\w.'’-]*+"
    r")\s*+"
)
"""Two names at least, or one with a hyphen."""

LONGEST_BYLINE: Final = 120
_PERSON: Final = r"[A-ZÀ-Þ][\w.'’-]{0,30}(?: [A-ZÀ-Þdv][\w.'’-]{0,30}){1,3}"
_NAMES: Final = re.compile(
    rf"\s*{_PERSON}(?:(?:,| and| &) {_PERSON}){{0,3}}(?: in [A-Z][\w. -]{{1,30}})?\s*"
)
_NOTE: Final = re.compile(
    r"\W{0,3}(?:(?:strictly |under |not )?"
    r"(?:for (?:immediate )?release|embargo(?:ed)?)\b"
    r"|(?:editor|ed)s?['’]?s? note\b|(?:note|attention|advisory) (?:to )?editors\b)"
    r".{0,200}"
    r"|[A-Z0-9-]{3,40}/(?: \([^()]{1,40}\))?",
    re.IGNORECASE,
)
"""What may stand above a title: for editors, or the name that an agency's story has."""
_BY_SHOUTED: Final = re.compile(r"^\s*B[Yy]\b")
_LINE_END: Final = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_PARAGRAPH_END: Final = re.compile(r"\n\s*\n|\n {2,}")
_BY: Final = re.compile(r"^\s*B[Yy]\b|^\s*by\b")
_SENTENCE_END: Final = re.compile(r"(?<=[a-z0-9”\"')]{2}[.!?])[”\"')]?\s")

_ABBREVIATED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Rep|Sen|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Prof|Rev|Hon|St|Jr|Sr|Inc"
    r"|Corp|Co|Ltd|No|vs|" + "|".join(MONTH_ABBREVIATIONS) + r")\.$"
)


class TextReader:
    """An article as a person would save it."""

    name = "text"
    about = "plain text and Markdown, one article a file"
    suffixes: tuple[str, ...] = (".txt", ".text", ".md")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it is text, but not XML."""
        return not binary_kind(head) and not opening(head).startswith("<?xml")

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """The whole text."""
        yield Record("", read_whole(stream))

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Tell title, byline, date and body."""
        match record.content:
            case bytes(data):
                text = decode(data)
            case str(text):
                pass
            case _:
                raise UnreadableSource("not a text")
        return draft_of_text(text, file_name=options.file_name)


def draft_of_text(text: str, title: str = "", file_name: str = "") -> Draft:
    """Return the article in a text, its parts told by how they look.

    Args:
        title: its title, if that is known; else its first line may be it.
        file_name: of the file it is in; one of Markdown loses its marks.

    Raises:
        UnreadableSource: if there is no text.
    """
    parts = _Parts(_lines(text))
    if title:
        parts.found["title"] = " ".join(title.split())
    parts.read_front_matter()
    body = "\n".join(parts.lines)
    if is_markdown(body, file_name):
        parts.lines = plain_text(body).split("\n")
    parts.read_headers()
    parts.read_title()
    parts.read_below_title()
    return parts.draft()


@dataclass(slots=True)
class _Parts:
    """What has been told so far.

    Attributes:
        lines: those still to be read.
        above: notes for editors above the title, which belong to the text.
    """

    lines: list[str]
    above: list[str] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)
    origin: str = "metadata"

    def read_front_matter(self) -> None:
        """Take what stands between two fences at the very top."""
        self._skip(blank_only=True)
        self.lines, told = split_front_matter(self.lines)
        for name, value in told.items():
            self.found.setdefault(_HEADER_FIELDS.get(name, name), value)

    def read_headers(self) -> None:
        """Take an address, ``Title: …`` and the like from the top."""
        self._skip(blank_only=True)
        if self.lines and (address := _ADDRESS.fullmatch(self.lines[0])):
            self.found["url"] = address[1]
            del self.lines[0]
            self._skip(blank_only=True)
        while self.lines and (header := _HEADER.fullmatch(self.lines[0])):
            name = header[1].lower()
            self.found.setdefault(_HEADER_FIELDS.get(name, name), header[2].strip())
            del self.lines[0]

    def read_title(self) -> None:
        """Take the first line that is no boilerplate, if it looks like a title."""
        self._skip()
        while len(self.lines) > 1 and _NOTE.fullmatch(self.lines[0]):
            self.above.append(self.lines.pop(0).strip())
            self._skip()
        if not self.lines:
            return
        heading = self.lines[0].strip().lstrip("# ")
        if self.found.get("title") == heading:
            del self.lines[0]
        elif "title" not in self.found and _is_title(self.lines):
            self.found["title"] = heading
            del self.lines[0]

    def read_below_title(self) -> None:
        """Take a byline and a date that stand between title and body."""
        dated = False
        for _ in range(5):
            self._skip()
            if not self.lines:
                return
            line = self.lines[0]
            if "authors" not in self.found and (author := _byline(line)):
                self.found["authors"] = author
            elif "authors" not in self.found and (both := _byline_and_date(line)):
                self.found["authors"] = both[0]
                self.found.setdefault("published", both[1])
                self.origin = "text"
            elif address := _ADDRESS.fullmatch(line):
                self.found.setdefault("url", address[1])
            elif "authors" not in self.found and _are_names(line, self.lines[1:3]):
                self.found["authors"] = line.strip()
            elif _is_date(line) and ("published" not in self.found or dated):
                # the date of a change may come first: which counts is decided later
                before = f"{self.found['published']}\n" if dated else ""
                self.found["published"] = before + line.strip()
                self.origin = "text"
                dated = True
            else:
                return
            del self.lines[0]

    def draft(self) -> Draft:
        """The article.

        Raises:
            UnreadableSource: if no text is left.
        """
        body = "\n\n".join([*self.above, "\n".join(self.lines).strip("\n")])
        dateline = read_dateline(body)
        if dateline is not None and dateline.agency:
            self.found.setdefault("source", dateline.agency)
        title = self.found.get("title") or _made_title(body, dateline)
        if not title and not body:
            raise UnreadableSource("the file holds no text")
        return Draft(
            title=title,
            body=body,
            url=self.found.get("url", ""),
            source=self.found.get("source", ""),
            section=self.found.get("section", ""),
            language=self.found.get("language", ""),
            authors=split_authors(self.found.get("authors", "")),
            published=self.found.get("published", ""),
            published_origin=self.origin,
        )

    def _skip(self, *, blank_only: bool = False) -> None:
        """Drop blank lines and boilerplate."""
        count = 0
        for line in self.lines:
            if line.strip() and (blank_only or not is_boilerplate(line)):
                break
            count += 1
        del self.lines[:count]


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in _LINE_END.split(repair_encoding(text))]


def _is_title(lines: list[str]) -> bool:
    """Whether the first of some lines is a title and not a paragraph."""
    line = lines[0].strip()
    if len(line) > _TITLE_LENGTH or read_dateline(line) or _byline(line):
        return False
    following = lines[1].strip() if len(lines) > 1 else ""
    is_sentence = line.rstrip("”\"')").endswith((".", ",", ";"))
    if not following:
        return not is_sentence or (len(line.split()) <= 8 and any(lines[1:]))
    if is_sentence or lines[0].startswith(("  ", "\t")):
        return False
    # a first line among others as long is one line of a wrapped paragraph
    wrapped = 50 <= len(line) <= 80 and len(following) <= 80
    apart = _byline(following) or _is_date(following) or _ADDRESS.fullmatch(following)
    return bool(apart) or not (wrapped or following[0].islower())


def _byline(line: str) -> str:
    """The names in ``By Jane Doe``, or ""."""
    if len(line) > LONGEST_BYLINE or not _BY.match(line):
        return ""
    found = BYLINE.fullmatch(_BY_SHOUTED.sub("by", line))
    return found[1] if found else ""


def _are_names(line: str, following: list[str]) -> bool:
    """Whether a line names who wrote, with no "By", above a date."""
    below = next((one for one in following if one.strip()), "")
    return bool(below) and _NAMES.fullmatch(line) is not None and _is_date(below)


def _byline_and_date(line: str) -> tuple[str, str] | None:
    """The two parts of ``By Jane Doe, March 4, 2020``."""
    for comma in range(len(line[:LONGEST_BYLINE])):
        if line[comma] in ",|•·" and (author := _byline(line[:comma])):
            date = line[comma + 1 :].strip()
            if _is_date(date):
                return author, date
    return None


def _is_date(line: str) -> bool:
    """Whether a line is only a date; a bare number is none."""
    found = read_statement(line.strip())
    return found is not None and not line.strip().isdigit()


def _made_title(body: str, dateline: Dateline | None) -> str:
    """The first sentence after the dateline, cut at a word."""
    start = dateline.end if dateline is not None else 0
    paragraph = _PARAGRAPH_END.split(body[start : start + 2000].strip())[0]
    text = " ".join(paragraph.split())
    ends = (end.start() for end in _SENTENCE_END.finditer(text))
    sentence = text[
        : next((e for e in ends if not _ABBREVIATED.search(text, 0, e)), None)
    ]
    if len(sentence) <= _MADE_TITLE_LENGTH:
        return sentence.rstrip(".")
    cut = sentence[: _MADE_TITLE_LENGTH - 1]
    at_word = cut.rpartition(" ")[0] or cut
    return at_word.rstrip(" ,;:–—-") + "…"
