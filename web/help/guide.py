"""The search help as its template prints it, from the tables the parser goes by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from search.messages import english
from search.model.fields import FIELDS
from search.query.examples import EXAMPLES, TOPICS, QueryExample
from search.query.limits import (
    MAX_DEPTH,
    MAX_DISTANCE,
    MAX_LEAVES,
    MAX_LENGTH,
    MAX_PHRASE,
    MAX_WILDCARDS,
    MIN_PREFIX,
)
from search.snapshot import Snapshot

from ..i18n.formats import grouped
from ..i18n.labels import help_words
from ..i18n.translation import gettext
from ..state.hrefs import search_href
from ..state.state import SearchState
from .counts import ExampleCounts
from .fitting import Corpus, slots_of

__all__ = ["Guide", "ExampleRow", "Topic", "examples_for", "guide"]

_FOR_A_START: Final = (
    "person:%(person)s",
    "about:%(country)s",
    "flood OR drought",
    "published:%(year)s",
)

_TITLES: Final = {
    "words": english("Words"),
    "phrases": english("Phrases and nearness"),
    "spelling": english("Wildcards and spelling"),
    "logic": english("And, or, not"),
    "parts": english("Headline and text"),
    "names": english("People, places, organisations"),
    "countries": english("Countries"),
    "published": english("When it appeared"),
    "mentioned": english("Dates it mentions"),
    "others": english("Source, author, language"),
}


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """An example that can be run; ``meaning`` alternates text and parts of queries.

    ``count`` is of the articles it finds, ``None`` where that is not counted yet.
    """

    query: str
    href: str
    meaning: tuple[str, ...]
    count: int | None


@dataclass(frozen=True, slots=True)
class Topic:
    """Examples of one kind."""

    name: str
    title: str
    rows: tuple[ExampleRow, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """All the help shows that depends on the program and the corpus.

    Attributes:
        fields: the name of each field and what it holds.
        limits: what a query may hold at most.
    """

    topics: tuple[Topic, ...]
    fields: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    least_letters: int


def guide(index: Snapshot, corpus: Corpus, counts: ExampleCounts) -> Guide:
    """Make the help, with examples of this corpus.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    slots = slots_of(corpus)
    found = counts.of(index, [example.asked(slots) for example in EXAMPLES])
    rows: dict[str, list[ExampleRow]] = {topic: [] for topic in TOPICS}
    for example in EXAMPLES:
        rows[example.topic].append(_row(example, slots, found))
    return Guide(
        topics=tuple(
            Topic(name, gettext(_TITLES[name]), tuple(of_topic))
            for name, of_topic in rows.items()
        ),
        fields=tuple(
            (field.name, help_words(field.name))
            for field in FIELDS.values()
            if field.in_query
        ),
        limits=tuple(_limits()),
        least_letters=MIN_PREFIX,
    )


def examples_for(corpus: Corpus) -> tuple[tuple[str, str], ...]:
    """Return a few queries to begin with, each with its link."""
    slots = slots_of(corpus)
    queries = [query % slots for query in _FOR_A_START]
    return tuple((query, search_href(SearchState(text=query))) for query in queries)


def _row(
    example: QueryExample, slots: Mapping[str, str], counts: Mapping[str, int]
) -> ExampleRow:
    query = example.asked(slots)
    return ExampleRow(
        query=query,
        href=search_href(SearchState(text=query)),
        meaning=tuple(gettext(example.meaning, **slots).split("`")),
        count=counts.get(query),
    )


def _limits() -> Iterator[str]:
    yield gettext("%(num)s characters", num=grouped(MAX_LENGTH))
    yield gettext("%(num)s words, phrases and values", num=grouped(MAX_LEAVES))
    yield gettext("%(num)s words in one phrase", num=grouped(MAX_PHRASE))
    yield gettext("%(num)s words with *, ? or ~", num=grouped(MAX_WILDCARDS))
    yield gettext(
        "%(num)s words between two that are near each other", num=grouped(MAX_DISTANCE)
    )
    yield gettext("%(num)s brackets inside brackets", num=grouped(MAX_DEPTH))
