"""What the corpus has most of, to fill in examples and to choose from in a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from search.analysis import terms
from search.countries import country_name
from search.examples import DOCUMENTED
from search.fields import NO_DATE, UNRELIABLE_DATE
from search.languages import language_name
from search.lexer import quoted
from search.model import FacetValue
from search.searcher import Ask, Searcher

__all__ = ["Corpus", "corpus_of", "slots_of"]

_FACETS: Final = (
    *("person", "place", "organisation", "country", "source"),
    *("section", "language", "year"),
)
_MOST: Final = 300
"""Values of a facet that a form lists; there are that many countries."""

_LEAST_LETTERS: Final = 4


@dataclass(frozen=True, slots=True)
class Corpus:
    """The most frequent values of facets, and the author of a late article."""

    values: Mapping[str, tuple[FacetValue, ...]]
    author: str

    def top(self, field: str) -> tuple[FacetValue, ...]:
        """Return the values of a facet, the most frequent first."""
        return self.values.get(field, ())


def corpus_of(searcher: Searcher) -> Corpus:
    """Ask for the values; the engine keeps the counts of all articles at hand.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    page = searcher.search(Ask(facets=_FACETS, facet_size=_MOST))
    authors = [name for hit in page.hits for name in hit.article.authors]
    values = {facet.field: facet.values for facet in page.facets}
    return Corpus(values, authors[0] if authors else "")


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
        for value in corpus.top(field):
            found.setdefault(word, _word_of(value.value))
            if len(terms(value.value)) > 1:
                found.setdefault(whole, quoted(value.value))
    found |= _countries(corpus) | _languages(corpus) | _years(corpus)
    found["author"] = quoted(corpus.author) if terms(corpus.author) else ""
    return {slot: found.get(slot) or value for slot, value in DOCUMENTED.items()}


def _word_of(name: str) -> str:
    """The last word of a name that is telling by itself, in lower case; "" if none."""
    words = [word for word in name.lower().split() if word.isalnum()]
    return next((w for w in reversed(words) if len(w) >= _LEAST_LETTERS), "")


def _countries(corpus: Corpus) -> dict[str, str]:
    codes = [value.value for value in corpus.top("country")][:3]
    names = [country_name(code).lower() for code in codes]
    asked = [name if name.isalpha() else quoted(name) for name in names]
    if not codes:
        return {}
    other = asked[2:] or asked[1:] or [DOCUMENTED["other"]]
    return {"country": asked[0], "code": codes[0], "other": other[0]}


def _languages(corpus: Corpus) -> dict[str, str]:
    for value in corpus.top("language"):
        return {
            "language": language_name(value.value).lower(),
            "tag": value.value,
        }
    return {}


def _years(corpus: Corpus) -> dict[str, str]:
    dated = [v for v in corpus.top("year") if v.value not in (NO_DATE, UNRELIABLE_DATE)]
    if not dated:
        return {}
    year = max(dated, key=lambda value: value.count).value
    return {"year": year, "next": f"{min(int(year) + 1, 9999):04}"}
