"""The extractor for English: the tagger's names, and what rules make of them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from search.model.article import Article, Facts, Person, TextField

from ...published.dateline import read_dateline
from ..countries import find_countries
from ..spans import NamedSpan
from ..texts import ArticleText
from ..toponyms import Toponym
from .country_cues import country_cues
from .credits import Credits
from .dates import find_dates
from .organisations import find_organisations
from .people.people import find_people
from .places.country_names import settle_countries
from .places.namesakes import settle_namesakes
from .places.places import find_places, group_places
from .words import read_text

if TYPE_CHECKING:
    from ..tagger.tagger import NameTagger, Tagged

__all__ = ["EnglishExtractor"]


class EnglishExtractor:
    """Finds people, organisations, places, countries and dates in English articles.

    A trained tagger says which spans of an article are names, and of what kind. The
    rules of the other modules of this folder trim them, resolve them and look them up,
    and find the dates. Model and tables are loaded at first use. Any number of threads
    may share an extractor; each has a tagger of its own.
    """

    language: Final = "en"

    version: Final = "names-7"
    """Raised with the rules, so that ``dateline reindex`` finds facts anew."""

    def extract(self, article: Article) -> Facts:
        """Return the facts of an article; see ``Extractor.extract``."""
        (facts,) = self.extract_all([article])
        return facts

    def extract_all(self, articles: Sequence[Article]) -> list[Facts]:
        """Return the facts of each article; see ``Extractor.extract_all``."""
        texts = [
            (
                read_text(TextField.TITLE, article.title),
                read_text(TextField.BODY, article.body),
            )
            for article in articles
        ]
        tagged = _tagger().read(
            [[(text.field, text.content) for text in both] for both in texts]
        )
        return list(map(_facts, articles, texts, tagged))


def _facts(article: Article, texts: Sequence[ArticleText], tagged: Tagged) -> Facts:
    """The facts of an article, given what the tagger found in its texts."""
    credits = Credits(article.body)
    names = credits.without(tagged.names)
    names = list(settle_namesakes(texts, settle_countries(texts, names)))
    seen = credits.outside(find_places(texts, names, article.published))
    below = _below_dateline(names, article.body)
    people = find_people(texts, below)
    places = _not_in_people(seen, people)
    organisations = find_organisations(texts, below)
    return Facts(
        people=people,
        organisations=organisations,
        places=group_places(places),
        countries=find_countries(texts, places, organisations, country_cues()),
        dates=find_dates(texts, article.published),
        sentences=tuple(tagged.sentences[1]),
    )


def _below_dateline(named: Iterable[NamedSpan], body: str) -> list[NamedSpan]:
    """The names after the dateline, whose capitals look like an organisation's."""
    dateline = read_dateline(body)
    end = dateline.end if dateline is not None else 0
    return [n for n in named if n.field is not TextField.BODY or n.start >= end]


_local = threading.local()


def _tagger() -> NameTagger:
    """This thread's tagger."""
    if not hasattr(_local, "tagger"):
        from .tagger.default import default_tagger

        _local.tagger = default_tagger()
    tagger: NameTagger = _local.tagger
    return tagger


def _not_in_people(
    toponyms: Iterable[Toponym], people: Iterable[Person]
) -> list[Toponym]:
    """The toponyms that no person's name holds: not the London of Jack London."""
    title: set[int] = set()
    body: set[int] = set()
    for person in people:
        for mention in person.mentions:
            covered = title if mention.field is TextField.TITLE else body
            covered.update(range(mention.start, mention.end))
    return [
        toponym
        for toponym in toponyms
        if toponym.vouched
        or toponym.start
        not in (title if toponym.text.field is TextField.TITLE else body)
    ]
