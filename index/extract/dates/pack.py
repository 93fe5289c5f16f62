"""The words and patterns of dates in a language, read from ``packs/CODE/dates.txt``.

A speaker of the language can read and mend that file. A line is one of two:

- *words*: ``month 1: Januar, Jänner``, forms divided by ", ". A form in lower case may
  begin with a capital too, every form may stand in capitals, and one after "=" stands
  just so. "*" at an end is any letters;
- *patterns*: ``day = [<weekday>, ]<day>. <month>[ <year>]``, one a line; of two
  that fit the first counts. "[…]" may be missing, "(…|…)" is one of several, a word
  in "<…>" is a slot for the words of that kind.

``index.extract.dates.grammar`` has the slots, ``index.extract.dates.resolve`` what
each pattern means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from search.codes.languages import PACKED_LANGUAGES

from ...word_lists import lines
from .grammar import SLOTS, Pattern, expression_of, groups_of, one_of

__all__ = ["Pack", "pack_of"]

_PLAIN: Final = frozenset(("part", "future", "past", "not after", "hint", "plural"))
"""Kinds of words that mean nothing by themselves; others have their meaning after the
kind, a number or a name."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What is known of dates in a language.

    Attributes:
        plurals: units of which several are meant: "last weeks" are no week.
        values: of each kind of words what each form in lower case means.
        patterns: by their numbers in the expression.
        groups: of each pattern its slots and the groups of the expression they are.
        expression: finds any pattern; the group ``p7`` is that of pattern 7.
        anchors: finds the words that dates are built on.
        future: matches the verbs that put a date ahead.
        past: matches those that put it behind.
        no_year: matches what stands after a number that is no year.
    """

    language: str
    plurals: frozenset[str]
    values: Mapping[str, Mapping[str, str]]
    patterns: tuple[Pattern, ...]
    groups: tuple[tuple[tuple[str, str], ...], ...]
    expression: re.Pattern[str]
    anchors: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    no_year: re.Pattern[str]

    def value(self, kind: str, form: str) -> str | None:
        """Return what a form of a kind means, as the table has it."""
        return self.values.get(kind, {}).get(form.lower().rstrip("."))


@cache
def pack_of(language: str) -> Pack | None:
    """Return the pack of a language; ``None`` if it has none."""
    return _read(language) if language in PACKED_LANGUAGES else None


def _read(language: str) -> Pack:
    forms: dict[str, list[str]] = {}
    values: dict[str, dict[str, str]] = {}
    written: list[tuple[str, str]] = []
    for line in lines(f"extract/packs/{language}", "dates.txt"):
        head, is_words, rest = line.partition(": ")
        if not is_words:
            head, _, rest = line.partition(" = ")
            written.append((head, rest))
            continue
        kind, _, meaning = head.rpartition(" ")
        if head in _PLAIN:
            kind = head
        found = rest.split(", ")
        forms.setdefault(kind, []).extend(found)
        meant = {form.strip("=").lower().rstrip("."): meaning for form in found}
        values.setdefault(kind, {}).update(meant)
    slots = dict(SLOTS)
    slots |= {kind: one_of(found) for kind, found in forms.items()}
    patterns = tuple(
        Pattern.of(number, head, text) for number, (head, text) in enumerate(written)
    )
    return Pack(
        language,
        frozenset(forms.get("plural", ())),
        values,
        patterns,
        tuple(map(groups_of, patterns)),
        re.compile(expression_of(patterns, slots)),
        _anchors(forms),
        _cues(forms.get("future", ())),
        _cues(forms.get("past", ())),
        _cues(forms.get("not after", ())),
    )


_ANCHORS: Final = (
    "month",
    "weekday",
    "unit",
    "season",
    "today",
    "tens",
    "feast",
    "hint",
)


def _anchors(forms: Mapping[str, list[str]]) -> re.Pattern[str]:
    words = sorted({w for kind in _ANCHORS for w in forms.get(kind, ())})
    return re.compile(rf"(?<![^\W_])(?:{_by_first(words)}|\d\d[\d:.hH/-]|\d[:.hH/-])")


def _by_first(words: list[str]) -> str:
    """A pattern for any of the words, in which a first letter is looked at once."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word.strip("=")[0].lower(), []).append(word)
    return "|".join(
        f"(?=[{letter}{letter.upper()}]){one_of(of)}"
        for letter, of in by_letter.items()
    )


def _cues(words: Iterator[str] | list[str] | tuple[()]) -> re.Pattern[str]:
    found = list(words)
    return re.compile(rf"(?<!\w){one_of(found)}(?!\w)" if found else r"(?!)")
