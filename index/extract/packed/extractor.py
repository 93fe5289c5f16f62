"""Facts of an article in a language with a pack.

Places, countries and dates are found by tables, people and organisations by a model
where there is one for the language: without a model their names would be guesses.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from search.model.article import Article, Facts, TextField

from ..countries import find_countries
from ..dates.finder import find_packed_dates
from ..known.extractor import NO_CUES, places_of, sentence_starts
from ..texts import ArticleText
from .models import model_for, tells_places
from .places import find_packed_places

if TYPE_CHECKING:
    from ..tagger.tagger import NameTagger, Tagged

__all__ = ["PackedExtractor"]


_VERSION: Final = "packed-3"


class PackedExtractor:
    """Finds places and dates by the words of a language, and people by a model.

    Tables and model are loaded at first use. Any number of threads may share an
    extractor; each has a tagger of its own.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    @property
    def version(self) -> str:
        """Raised with the rules; it has the model of names that is in force."""
        model = model_for(self.language)
        return f"{_VERSION}-{model}" if model else _VERSION

    def extract(self, article: Article) -> Facts:
        """Return the facts of an article; see ``Extractor.extract``."""
        (facts,) = self.extract_all([article])
        return facts

    def extract_all(self, articles: Sequence[Article]) -> list[Facts]:
        """Return the facts of each article; see ``Extractor.extract_all``."""
        texts = [
            [
                ArticleText(field, content, (), shouts=False)
                for field, content in (
                    (TextField.TITLE, article.title),
                    (TextField.BODY, article.body),
                )
            ]
            for article in articles
        ]
        tagger = _tagger(self.language)
        if tagger is None:
            return [
                self._without_names(article, both)
                for article, both in zip(articles, texts, strict=True)
            ]
        tagged = tagger.read(
            [[(text.field, text.content) for text in both] for both in texts]
        )
        return list(map(self._facts, articles, texts, tagged))

    def _without_names(self, article: Article, texts: Sequence[ArticleText]) -> Facts:
        places = find_packed_places(texts, self.language)
        return Facts(
            places=places_of(places),
            countries=find_countries(texts, places, (), NO_CUES),
            dates=find_packed_dates(texts, article.published, self.language),
            sentences=sentence_starts(article.body),
        )

    def _facts(
        self, article: Article, texts: Sequence[ArticleText], tagged: Tagged
    ) -> Facts:
        from .organisations import find_packed_organisations
        from .people import find_packed_people
        from .tagged_places import find_tagged_places

        names, language = tagged.names, self.language
        places = find_tagged_places(
            texts, names, language, by_itself=tells_places(model_for(language))
        )
        organisations = find_packed_organisations(texts, names, language)
        return Facts(
            people=find_packed_people(texts, names, language),
            organisations=organisations,
            places=places_of(places),
            countries=find_countries(texts, places, organisations, NO_CUES),
            dates=find_packed_dates(texts, article.published, language),
            sentences=tuple(tagged.sentences[1]),
        )


_local = threading.local()


def _tagger(language: str) -> NameTagger | None:
    """This thread's tagger for a language, by the model in force."""
    model = model_for(language)
    if not model:
        return None
    from .tagging import packed_tagger

    taggers: dict[tuple[str, str], NameTagger] = _local.__dict__.setdefault(
        "taggers", {}
    )
    if (model, language) not in taggers:
        taggers[model, language] = packed_tagger(language, model)
    return taggers[model, language]
