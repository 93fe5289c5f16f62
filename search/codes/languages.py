"""Languages by their ISO 639-1 codes: what a person types, what a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

__all__ = [
    "NAMED_LANGUAGES",
    "NAMES_MODELS",
    "PACKED_LANGUAGES",
    "language_code",
    "language_codes",
    "language_name",
]

NAMED_LANGUAGES: Final = frozenset(("en",))
"""The languages in which the names and dates in a text are always found.

In :data:`PACKED_LANGUAGES` places and dates are, in others only countries, by the names
that the language has for them.
"""

PACKED_LANGUAGES: Final = frozenset(("de", "es", "fr", "it", "nl", "pl", "pt", "ru"))
"""The languages in which places and dates are found, and names by some models."""

NAMES_MODELS: Final[Mapping[str, frozenset[str]]] = {
    "open": frozenset(("de", "es", "fr", "it", "nl", "pt")),
    "research": frozenset(("de", "es", "fr", "it", "nl", "pt")),
}
"""Of each model of names the languages with a pack whose people and organisations it
finds; the first holds unless another is asked for."""


def language_code(text: str) -> str | None:
    """Return the code of a language that a code, tag or name means, or ``None``.

    Only the first part of a tag such as ``en-GB`` (RFC 5646) counts.
    """
    word = text.strip().casefold()
    known = _codes().get(word)
    return known or _codes().get(word.replace("_", "-").partition("-")[0])


def language_codes() -> tuple[str, ...]:
    """Return all codes, sorted."""
    return tuple(sorted(_names()))


def language_name(code: str) -> str:
    """Return a language's English name; an unknown code unchanged."""
    return _names().get(code, code)


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    text = (resources.files(__package__) / "languages.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line[0] != "#")
    next(rows)
    return tuple((code, name, other) for code, name, other in rows)


@cache
def _names() -> Mapping[str, str]:
    return {code: name for code, name, _ in _rows()}


@cache
def _codes() -> Mapping[str, str]:
    codes = {}
    for code, name, other in _rows():
        for word in (*other.split("|"), name, code):
            if word:
                codes[word.casefold()] = code
    return codes
