"""Word lists in text files next to the code: lines, "#" comments, named parts.

Lists that several rooms read are in ``index/lists``; a list that one room reads is
in its folder.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from search.analysis.fold import fold_name

__all__ = ["SHARED", "heads", "lines", "list_key", "listed_words", "parts"]

SHARED = "lists"
"""The folder of the lists that several rooms read."""


@lru_cache(maxsize=65536)
def list_key(text: str) -> str:
    """Return the form in which words are looked up in a list.

    It is in lower case, without accents, dots and typographic apostrophes; runs of
    white space become single spaces. Hyphens and apostrophes stay, unlike in
    :func:`search.analysis.tokens.key`: "al-Sadr" and "McDonald's" are words of lists.
    """
    return fold_name(text)


def lines(folder: str, name: str) -> list[str]:
    """Return the lines of a file in a folder of ``index``; "#" lines are comments."""
    text = (resources.files(__package__) / folder / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and line[0] != "#"]


@cache
def listed_words(name: str, folder: str = SHARED) -> frozenset[str]:
    """Return the words of a file, as :func:`list_key` makes them."""
    return frozenset(
        list_key(word) for line in lines(folder, name) for word in line.split()
    )


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
