"""What the corpus has most of, to fill in examples and to choose from in a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from search.analysis.tokens import terms
from search.answer import page_of
from search.codes.countries import country_code
from search.codes.languages import language_code, language_name
from search.codes.months import MONTHS
from search.model.article import Precision
from search.model.hits import FacetValue
from search.model.kinds import NAMED_KINDS
from search.plan import plan_search
from search.query.examples import DOCUMENTED
from search.query.syntax import quoted
from search.request import FIRST_HITS, Counting, Criteria
from search.snapshot import Snapshot

__all__ = ["Corpus", "CorpusCache", "corpus_of", "slots_of"]

_FACETS: Final = (*NAMED_KINDS, "country", "source", "section", "language")
_MOST: Final = 300
"""Values of a facet that a form lists; there are that many countries."""

_LEAST_LETTERS: Final = 4

_NAME: Final = re.compile(r"[\w .,'’&-]{3,40}")
"""A name that looks well as an example."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The most frequent values of facets; an author and a day of late articles."""

    values: Mapping[str, tuple[FacetValue, ...]]
    author: str
    day: date | None

    def top(self, field: str) -> tuple[FacetValue, ...]:
        """Return the values of a facet, the most frequent first."""
        return self.values.get(field, ())


class CorpusCache:
    """The corpus of one state of the index, kept until there is another state."""

    def __init__(self) -> None:
        self._kept: tuple[str, Corpus] | None = None

    def of(self, index: Snapshot) -> Corpus:
        """Return the corpus of an index.

        Raises:
            EngineError: if the index cannot be read.
        """
        kept = self._kept
        if kept is None or kept[0] != index.state:
            kept = self._kept = index.state, corpus_of(index)
        return kept[1]


def corpus_of(index: Snapshot) -> Corpus:
    """Ask for the values; the engine keeps the counts of all articles at hand.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    plan = plan_search(Criteria(), index)
    page = page_of(plan, FIRST_HITS, Counting(facets=_FACETS, size=_MOST))
    late = [hit.article for hit in page.hits]
    authors = [name for article in late for name in article.authors]
    dates = [article.published for article in late if article.published]
    days = [found.date for found in dates if found.precision is Precision.DAY]
    values = {facet.field: facet.values for facet in page.facets}
    return Corpus(values, next(iter(authors), ""), next(iter(days), None))


def slots_of(corpus: Corpus) -> dict[str, str]:
    """Return what fills the slots of the examples, of the corpus where it has any."""
    found: dict[str, str] = {}
    for slots, field in (
        (("surname", "person"), "person"),
        (("town", "place"), "place"),
        (("body", "organisation"), "organisation"),
        (("paper", ""), "source"),
        (("section", ""), "section"),
    ):
        word, whole = slots
        names = [value.value for value in corpus.top(field)]
        found[word] = next(filter(None, map(_word_of, names)), "")
        found[whole] = next(map(quoted, filter(_is_whole_name, names)), "")
    found |= _countries(corpus) | _languages(corpus) | _days(corpus.day)
    found["author"] = quoted(corpus.author) if terms(corpus.author) else ""
    return {slot: found.get(slot) or value for slot, value in DOCUMENTED.items()}


def _is_whole_name(name: str) -> bool:
    """Whether a name has several words, and looks well as an example."""
    return len(terms(name)) > 1 and _NAME.fullmatch(name) is not None


def _word_of(name: str) -> str:
    """The last word of a name that is telling by itself, in lower case; "" if none."""
    parts = (word.strip(".,") for word in name.lower().split())
    words = [word for word in parts if word.isalnum()]
    return next((w for w in reversed(words) if len(w) >= _LEAST_LETTERS), "")


def _countries(corpus: Corpus) -> dict[str, str]:
    known = [v for v in corpus.top("country") if country_code(v.value) == v.value][:3]
    names = [value.label.lower() for value in known]
    asked = [name if name.isalpha() else quoted(name) for name in names]
    if not known:
        return {}
    other = asked[2:] or asked[1:] or [DOCUMENTED["other"]]
    return {"country": asked[0], "code": known[0].value, "other": other[0]}


def _languages(corpus: Corpus) -> dict[str, str]:
    for value in corpus.top("language"):
        if language_code(value.value) == value.value:
            name = language_name(value.value).lower()
            return {
                "language": name if name.isalpha() else quoted(name),
                "tag": value.value,
            }
    return {}


def _days(day: date | None) -> dict[str, str]:
    if day is None:
        return {}
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return {
        "day": day.isoformat(),
        "month": f"{day:%Y-%m}",
        "written_day": f"{day.day} {month}",
        "written_month": month,
        "year": f"{day.year:04}",
        "next": f"{min(day.year + 1, date.max.year):04}",
    }
