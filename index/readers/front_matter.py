"""What the top of a Markdown file tells between two lines of ``---`` or ``+++``.

Names and values a line each, as site generators write them: YAML (``title: …``, with
lists below or in brackets) or TOML (``title = "…"``). No more of these languages is
read than news needs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["split_front_matter"]

_FENCES: Final = {"---": ("---", "..."), "+++": ("+++",)}
_MOST_LINES: Final = 200
_FIELD: Final = re.compile(r"([A-Za-z][\w-]{0,40})\s{0,9}[:=](?:\s(.*))?")
_ITEM: Final = re.compile(r"\s{0,9}-\s(.*)")
_QUOTES: Final = "\"'"


def split_front_matter(lines: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Return the lines below the front matter, and its values by lower-case name.

    Items of a list are apart by semicolons. Lines that begin like front matter and
    are none are all returned.
    """
    ends = _FENCES.get(lines[0].strip()) if lines else None
    if ends is None:
        return list(lines), {}
    told: dict[str, str] = {}
    name = ""
    for at, line in enumerate(lines[1:_MOST_LINES], start=1):
        if line.strip() in ends:
            return (list(lines[at + 1 :]), told) if told else (list(lines), {})
        if field := _FIELD.fullmatch(line):
            name = _plain(field[1])
            told[name] = _value(field[2] or "")
        elif item := _ITEM.fullmatch(line):
            if not name:
                break
            before = f"{told[name]}; " if told[name] else ""
            told[name] = before + _value(item[1])
        elif line.strip() and not line[0].isspace() and line[0] != "#":
            break
    return list(lines), {}


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _value(text: str) -> str:
    """A value without quotation marks; a list in brackets with semicolons."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        items = (item.strip().strip(_QUOTES) for item in text[1:-1].split(","))
        return "; ".join(filter(None, items))
    for mark in _QUOTES:
        if len(text) > 1 and text[0] == text[-1] == mark:
            return text[1:-1].replace(f"\\{mark}", mark)
    return text
