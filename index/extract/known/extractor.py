"""Facts of an article in a language that has no extractor of its own.

What a language's rules and model would have to tell is left out: people, organisations
and dates. Countries are found by the names that the language has for them, which are
evidence by themselves; nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from search.codes.countries import country_name
from search.model.article import Article, Facts, Place, PlaceKind, TextField

from ..countries import CountryCues, find_countries
from ..gazetteer.gazetteer import GazetteerEntry, Level
from ..texts import ArticleText
from ..toponyms import Toponym
from .country_names import find_country_names

__all__ = ["NO_CUES", "KnownNamesExtractor", "places_of", "sentence_starts"]

NO_CUES: Final = CountryCues({}, re.compile(r"(?!)"))
"""Nothing but their names tells of countries."""

_SENTENCE: Final = re.compile(
    r"(?:(?<![.!?…؟।])[.!?…؟।]++[\"'”’»)]{0,3}\s{1,9}|[。！？][」』”]{0,3}"
    r"|(?<!\s)\s{0,9}\n\s{0,9})(?=\S)"
)
"""What ends a sentence, where nothing is known of abbreviations."""


class KnownNamesExtractor:
    """Finds countries by their names in any language of the CLDR."""

    language: Final = "*"

    version: Final = "known-1"

    def extract(self, article: Article) -> Facts:
        """Return the facts of an article; see ``Extractor.extract``."""
        texts = [
            ArticleText(field, content, (), shouts=False)
            for field, content in (
                (TextField.TITLE, article.title),
                (TextField.BODY, article.body),
            )
        ]
        found = [one for text in texts for one in _toponyms(text, article.language)]
        return Facts(
            places=places_of(found),
            countries=find_countries(texts, found, (), NO_CUES),
            sentences=sentence_starts(article.body),
        )

    def extract_all(self, articles: Sequence[Article]) -> list[Facts]:
        """Return the facts of each article; see ``Extractor.extract_all``."""
        return list(map(self.extract, articles))


def _toponyms(text: ArticleText, language: str) -> Iterator[Toponym]:
    for start, end, code in find_country_names(text.content, language):
        yield Toponym(text, 0, 0, start, end, _entry(code), PlaceKind.PLACE)


@cache
def _entry(code: str) -> GazetteerEntry:
    return GazetteerEntry(country_name(code), Level.COUNTRY, code)


def places_of(found: Sequence[Toponym]) -> tuple[Place, ...]:
    """Return each place once, in the order of their first mentions."""
    by_entry: dict[GazetteerEntry, list[Toponym]] = {}
    for one in found:
        by_entry.setdefault(one.entry, []).append(one)
    return tuple(
        Place(
            entry.name,
            PlaceKind.PLACE,
            entry.country,
            tuple(one.mention for one in same),
            entry.geonames,
            entry.latitude,
            entry.longitude,
        )
        for entry, same in by_entry.items()
    )


def sentence_starts(body: str) -> tuple[int, ...]:
    """Return where the sentences of a text begin, as far as their signs tell."""
    starts = [0] if body else []
    return (*starts, *(end.end() for end in _SENTENCE.finditer(body)))
