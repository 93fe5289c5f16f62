"""RIS: references, as databases give them to programs that manage literature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from .. import reader
from ..bytes.encoding import opening
from ..bytes.lines import text_lines
from .sheet import Sheet

__all__ = ["RisReader"]

_LINE: Final = re.compile(r"\s*([A-Z][A-Z0-9])\s{1,3}-(?:\s(.*))?")
_BEGINNING: Final = re.compile(
    r"TY\s{1,3}- {0,2}[A-Z]{2,8}\s*\n(?:[A-Z][A-Z0-9]\s{1,3}-|\s)"
)
_FIELDS: Final = {
    "TI": "title", "T1": "title", "CT": "title",
    "JF": "source", "JO": "source", "T2": "source", "SO": "source", "BT": "source",
    "PB": "publisher",
    "DA": "published", "Y1": "published", "PY": "published",
    "LA": "language",
    "UR": "url",
    "ID": "id", "AN": "id",
    "SE": "section",
}  # fmt: skip
_AUTHORS: Final = ("AU", "A1")
_TEXTS: Final = ("N2", "AB", "N1", "FT")
_PARTS: Final = re.compile(r"(\d{4})(?:/(\d{1,2})(?:/(\d{1,2}))?)?")


class RisReader:
    """References with what they have of the texts."""

    name = "ris"
    about = "RIS, references of ProQuest and other databases"
    suffixes: tuple[str, ...] = (".ris",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins as a reference does."""
        return _BEGINNING.match(opening(head).replace("\r", "")) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the references.

        Raises:
            UnreadableSource: if there is none.
        """
        number, size = 0, 0
        lines: list[list[str]] = []
        for line in text_lines(stream):
            found = _LINE.fullmatch(line.rstrip("\n"))
            if found and found[1] == "TY" and lines:
                number, size = number + 1, 0
                yield Record(f"article {number}", {"lines": lines})
                lines = []
            size += len(line)
            if size > reader.MAX_RECORD_BYTES:
                raise UnreadableSource(f"a part longer than an article, after {number}")
            if found and found[1] == "ER":
                number, size = number + 1, 0
                yield Record(f"article {number}", {"lines": lines})
                lines = []
            elif found and (lines or found[1] == "TY"):
                lines.append([found[1], (found[2] or "").strip()])
            elif lines and line.strip():
                lines[-1][1] += " " + line.strip()
            elif lines and lines[-1][0] in _TEXTS:
                lines[-1][1] += "\n\n"
        if lines:
            number += 1
            yield Record(f"article {number}", {"lines": lines})
        if not number:
            raise UnreadableSource("there is no reference in it")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Put the fields together; the longest text counts."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not a reference")
        lines = record.content["lines"]
        assert isinstance(lines, list)
        sheet = Sheet()
        for tag, value in lines:
            name = _FIELDS.get(tag, "")
            sheet.tell(name, _date(value) if name == "published" else value)
        authors = [value for tag, value in lines if tag in _AUTHORS and value]
        sheet.tell("authors", "; ".join(authors))
        sheet.tell("source", sheet.fields.get("publisher", ""))
        text = max(
            (value for tag, value in lines if tag in _TEXTS), key=len, default=""
        )
        sheet.body = [part.strip() for part in text.split("\n\n") if part.strip()]
        return sheet.draft()


def _date(value: str) -> str:
    """A date in slashes, which may have no day and something after it, as ISO."""
    found = _PARTS.match(value)
    if found is None:
        return value
    return "-".join(part.zfill(2) for part in found.groups() if part)
