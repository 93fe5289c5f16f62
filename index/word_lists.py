"""Word lists in text files beside the code: lines, "#" comments, named parts."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

__all__ = ["heads", "lines", "parts"]


def lines(folder: str, name: str) -> list[str]:
    """Return the lines of a file in a folder of ``index``; "#" lines are comments."""
    text = (resources.files(__package__) / folder / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and line[0] != "#"]


def heads(rows: Iterable[str]) -> dict[str, str]:
    """Return the head of each name of lines such as "head: a name, another"."""
    found = {}
    for row in rows:
        head, _, names = row.partition(": ")
        found.update(dict.fromkeys(names.split(", "), head))
    return found


def parts(rows: Iterable[str]) -> dict[str, list[str]]:
    """Return the words under each head; "head: " begins a part, other lines go on."""
    found: dict[str, list[str]] = {}
    head = ""
    for row in rows:
        start, colon, rest = row.partition(": ")
        head = start if colon else head
        found.setdefault(head, []).extend((rest if colon else row).split())
    return found
