"""Facts of an article in a language with a pack: places, countries and dates.

People and organisations are left out: without a model their names would be guesses.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.model.article import Article, Facts, TextField

from ..countries import find_countries
from ..dates.finder import find_packed_dates
from ..known.extractor import NO_CUES, places_of, sentence_starts
from ..texts import ArticleText
from .places import find_packed_places

__all__ = ["PackedExtractor"]


class PackedExtractor:
    """Finds places by their names, and dates by the words of a language."""

    version = "packed-1"

    def __init__(self, language: str) -> None:
        self.language = language

    def extract(self, article: Article) -> Facts:
        """Return the facts of an article; see ``Extractor.extract``."""
        texts = [
            ArticleText(field, content, (), shouts=False)
            for field, content in (
                (TextField.TITLE, article.title),
                (TextField.BODY, article.body),
            )
        ]
        places = find_packed_places(texts, self.language)
        return Facts(
            places=places_of(places),
            countries=find_countries(texts, places, (), NO_CUES),
            dates=find_packed_dates(texts, article.published, self.language),
            sentences=sentence_starts(article.body),
        )

    def extract_all(self, articles: Sequence[Article]) -> list[Facts]:
        """Return the facts of each article; see ``Extractor.extract_all``."""
        return list(map(self.extract, articles))
