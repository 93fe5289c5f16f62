"""How articles spell the name of a person: the words each mention stands in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ..analysis.tokens import key
from ..answer import scan_plan
from ..plan import Plan
from ..request import Sort, Window

__all__ = ["NameSpelling", "NameSpellings", "count_spellings"]

_MOST_READ: Final = 500
"""Articles whose mentions are read, the newest."""

_BATCH: Final = 100


@dataclass(frozen=True, slots=True)
class NameSpelling:
    """A spelling: in how many of the articles read it is, and the newest of them."""

    text: str
    articles: int
    newest: str


@dataclass(frozen=True, slots=True)
class NameSpellings:
    """Spellings of a name, the most frequent first.

    Attributes:
        read: articles whose mentions were read.
        cut: whether there are older ones, which were not.
    """

    spellings: tuple[NameSpelling, ...]
    read: int
    cut: bool


def count_spellings(plan: Plan, name: str, *, most: int = 10) -> NameSpellings:
    """Return how the newest articles of a search spell a person's name.

    Args:
        name: as it is listed.
        most: how many spellings.

    Raises:
        EngineError: if the index cannot be read.
    """
    wanted = key(name)
    counts: Counter[str] = Counter()
    newest: dict[str, str] = {}
    read = 0
    articles = scan_plan(plan, Window(sort=Sort.NEWEST), _BATCH)
    for article in islice(articles, _MOST_READ):
        read += 1
        people = (one for one in article.facts.people if key(one.name) == wanted)
        mentions = [mention for person in people for mention in person.mentions]
        for text in {" ".join(mention.text.split()) for mention in mentions} - {""}:
            counts[text] += 1
            newest.setdefault(text, article.id)
    ordered = sorted(counts.items(), key=lambda found: (-found[1], found[0]))
    return NameSpellings(
        tuple(NameSpelling(text, n, newest[text]) for text, n in ordered[:most]),
        read,
        next(articles, None) is not None,
    )
