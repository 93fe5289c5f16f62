"""What the top of a Markdown file tells between two lines of ``---``, ``+++`` and such.

Names and values a line each, as site generators write them: YAML (``title: …``, with
lists below or in brackets), TOML (``title = "…"``), JSON, and the three lines with a
``%`` that Pandoc has. No more of these languages is read than news needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

__all__ = ["split_front_matter"]

_FENCES: Final = {"---": ("---", "..."), "+++": ("+++",)}
_JSON_FENCES: Final = {"---json": "---", ";;;": ";;;", "{": "}"}
_MOST_LINES: Final = 200
_FIELD: Final = re.compile(r"([A-Za-z][\w-]{0,40})\s{0,9}[:=](?:\s(.*))?")
_PART: Final = re.compile(r"\s{1,9}name\s{0,9}[:=]\s(.*)", re.IGNORECASE)
_ITEM: Final = re.compile(r"\s{0,9}-\s(?:name:\s)?(.*)")
_COMMENT: Final = re.compile(r"\s#.*")
_FOLDED: Final = frozenset([">", "|", ">-", "|-", ">+", "|+"])
_QUOTES: Final = "\"'"
_PANDOC: Final = ("title", "authors", "date")


def split_front_matter(lines: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Return the lines below the front matter, and its values by lower-case name.

    Items of a list are apart by semicolons. Lines that begin like front matter and
    are none are all returned.
    """
    first = lines[0].strip() if lines else ""
    if first in _FENCES:
        return _fenced(lines, _FENCES[first])
    if first in _JSON_FENCES:
        return _of_json(lines, first)
    if first.startswith("% "):
        return _of_pandoc(lines)
    return list(lines), {}


def _fenced(
    lines: Sequence[str], ends: tuple[str, ...]
) -> tuple[list[str], dict[str, str]]:
    """Lines of YAML or TOML."""
    told: dict[str, str] = {}
    folded: set[str] = set()
    name = ""
    for at, line in enumerate(lines[1:_MOST_LINES], start=1):
        if line.strip() in ends:
            return (list(lines[at + 1 :]), told) if told else (list(lines), {})
        if field := _FIELD.fullmatch(line):
            name, value = _plain(field[1]), (field[2] or "").strip()
            if value in _FOLDED:
                folded.add(name)
            told[name] = "" if value in _FOLDED else _value(value)
        elif part := _PART.fullmatch(line):
            if name and not told[name]:  # "author:" with a name of its own below
                told[name] = _value(part[1])
        elif item := _ITEM.fullmatch(line):
            if not name:
                break
            before = f"{told[name]}; " if told[name] else ""
            told[name] = before + _value(item[1])
        elif line.strip() and line[0].isspace() and name in folded:
            told[name] = f"{told[name]} {line.strip()}".strip()
        elif line.strip() and not line[0].isspace() and line[0] != "#":
            break
    return list(lines), {}


def _of_json(lines: Sequence[str], first: str) -> tuple[list[str], dict[str, str]]:
    """An object between fences, or between its own braces."""
    end = _JSON_FENCES[first]
    stripped = [line.rstrip() for line in lines[1:_MOST_LINES]]
    if end not in stripped:
        return list(lines), {}
    at = stripped.index(end)
    inside = "\n".join(stripped[:at])
    try:
        values = json.loads(f"{{{inside}}}" if first == "{" else inside)
    except (ValueError, RecursionError):
        return list(lines), {}
    if not isinstance(values, dict):
        return list(lines), {}
    told = {_plain(str(name)): _told(value) for name, value in values.items()}
    return list(lines[at + 2 :]), {name: value for name, value in told.items() if value}


def _told(value: object) -> str:
    """A value of JSON as text: of an object its name."""
    match value:
        case str() | int() | float():
            return str(value)
        case list():
            return "; ".join(filter(None, map(_told, value)))
        case dict():
            return _told(value.get("name"))
        case _:
            return ""


def _of_pandoc(lines: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Title, authors and date, a line each."""
    told: dict[str, str] = {}
    for at, name in enumerate(_PANDOC):
        if at >= len(lines) or lines[at][:1] != "%":
            return list(lines[at:]), told
        told[name] = lines[at][1:].strip()
    return list(lines[len(_PANDOC) :]), told


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
    return _COMMENT.sub("", text)
