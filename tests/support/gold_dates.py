"""The dates marked in ``gold/dates.txt``, and how what is found agrees with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from support.dates_of import dates

GOLD = Path(__file__).parent.parent / "gold" / "dates.txt"

_MARKED = re.compile(r"\{([^|}]+)\|([^}]+)\}")


class Marked(NamedTuple):
    """A date at ``[start, end)`` of a sentence, and the value it has."""

    start: int
    end: int
    value: str


class Sentence(NamedTuple):
    """A sentence of a kind, its day of publication and the dates it names."""

    kind: str
    published: date
    text: str
    dates: tuple[Marked, ...]


class Agreement(NamedTuple):
    """How many dates were right, missed (or wrong) and invented."""

    right: int
    missed: int
    invented: int

    @property
    def f1(self) -> float:
        """Of precision and recall; a wrong value counts against both."""
        return 2 * self.right / (2 * self.right + self.missed + self.invented)


def gold_dates() -> Iterator[Sentence]:
    """Yield the sentences of the file in its order."""
    kind, day = "", date.min
    for line in GOLD.read_text("utf-8").splitlines():
        if line.startswith("@"):
            kind, _, written = line[1:].partition(" ")
            day = date.fromisoformat(written)
        elif not line.startswith("#"):
            yield _sentence(kind, day, line)


def _sentence(kind: str, day: date, line: str) -> Sentence:
    marked, text, at = [], "", 0
    for match in _MARKED.finditer(line):
        text += line[at : match.start()]
        marked.append(Marked(len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return Sentence(kind, day, text + line[at:], tuple(marked))


def agreement(sentence: Sentence) -> Agreement:
    """Compare the dates found with those marked; spans need only overlap."""
    found = [
        Marked(mention.start, mention.end, named.value)
        for named in dates(sentence.text, sentence.published)
        for mention in named.mentions
    ]
    right = sum(
        any(
            one.value == other.value and one.start < other.end and other.start < one.end
            for other in found
        )
        for one in sentence.dates
    )
    return Agreement(right, len(sentence.dates) - right, len(found) - right)
