"""Patterns of dates as tables have them, and the regular expression made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

__all__ = ["SLOTS", "Pattern", "expression_of", "groups_of", "one_of"]

SLOTS: Final = {
    "day": r"(?:3[01]|[12]\d|0?[1-9])",
    "days": r"(?:(?:3[01]|[12]\d|0?[1-9])\.?(?:\s?[–-]\s?|,?\s\w{1,3}\s|,\s)){1,4}",
    "mm": r"(?:1[0-2]|0?[1-9])",
    "year": r"(?:1\d{3}|20\d\d)(?!\d|[.,]\d)",
    "yy": r"\d{2}",
    "figure": r"\d{1,3}",
    "decade": r"(?:1\d|20)?\d0",
    "century": r"(?:2[01]|1\d|[1-9]|X{0,2}(?:IX|IV|V?I{0,3})(?<=[IVX]))",
    "hour": r"(?:2[0-4]|1\d|0?\d)",
    "hours": r"(?:2[0-4]|1\d|0?\d)(?:[.:][0-5]\d)?\s?[–-]\s?",
    "minute": r"[0-5]\d",
}
"""The slots that hold figures; those of words are the kinds of a table."""

_PIECE = re.compile(r"<(\w+)>|([\[\]()|])|([^<\[\]()|]+)")
_SIGNS: Final = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}
_SPACE: Final = r"[ \n\xa0]\s?"
_LETTERS: Final = r"[^\W\d_]*"


class Pattern(NamedTuple):
    """A way to write a date.

    Attributes:
        number: its place among the patterns of the language.
        kind: what it names: ``day``, ``unit``, ``weekday`` …
        offset: how many of these before (negative) or after the day of publication;
            ``None`` if the pattern does not say.
        text: how it is written.
    """

    number: int
    kind: str
    offset: int | None
    text: str

    @classmethod
    def of(cls, number: int, head: str, text: str) -> Pattern:
        """Return the pattern of a line such as ``unit -1: letzte <unit>``."""
        kind, _, offset = head.partition(" ")
        return cls(number, kind, int(offset) if offset else None, text)


def expression_of(patterns: Iterable[Pattern], slots: Mapping[str, str]) -> str:
    """Return an expression for any of the patterns, the first that fits."""
    either = "|".join(
        f"(?P<p{pattern.number}>{_compiled(pattern, slots)})" for pattern in patterns
    )
    return rf"(?<![^\W_])(?<!\d[.,/:])(?<![-/])(?:{either})(?!\w)"


def _compiled(pattern: Pattern, slots: Mapping[str, str]) -> str:
    found = ""
    groups = iter(groups_of(pattern))
    for slot, sign, text in _PIECE.findall(pattern.text):
        if slot:
            found += f"(?P<{next(groups)[1]}>{slots[slot]})"
        elif sign:
            found += _SIGNS[sign]
        else:
            found += _literal(text)
    return found


def groups_of(pattern: Pattern) -> tuple[tuple[str, str], ...]:
    """Return the slots of a pattern, each with its group in the expression."""
    slots = [slot for slot, _, _ in _PIECE.findall(pattern.text) if slot]
    return tuple(
        (slot, f"{slot}_{pattern.number}_{at}") for at, slot in enumerate(slots)
    )


def _literal(text: str) -> str:
    return _SPACE.join(_word(word) if word else "" for word in text.split(" "))


def one_of(forms: Iterable[str]) -> str:
    """Return an expression for any of some words, the longest first."""
    longest = sorted(set(forms), key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(_form(form) for form in longest)})"


def _form(form: str) -> str:
    if form[:1] == "=":
        return re.escape(form[1:])
    return _literal(form)


def _word(word: str) -> str:
    """A word as it is in the table, begun by a capital, or in capitals."""
    plain = word.replace("*", "")
    if not plain[:1].isalpha():
        return _LETTERS.join(map(re.escape, word.split("*")))
    first = plain[0]
    head = f"[{first}{first.upper()}]" if first.islower() else re.escape(first)
    start = _LETTERS if word[0] == "*" else ""
    end = _LETTERS if word[-1] == "*" else ""
    own = f"{start}{head if not start else re.escape(first)}{re.escape(plain[1:])}{end}"
    shouted = plain.upper()
    if len(plain) > 3 and not start and shouted != plain:
        return f"(?:{own}|{re.escape(shouted)}{end})"
    return own
