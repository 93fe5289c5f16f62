"""The first extractor: rules and word lists over one pass of each text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from search.model import Article, Facts, Person, TextField

from ..resolve import resolve_people
from .about import find_countries
from .dates import find_dates
from .people import find_people
from .places import Sighting, find_places, group_places
from .sentences import sentence_starts
from .words import read_text

__all__ = ["Recipes"]


class Recipes:
    """Finds people, places, countries and dates by hand-written recipes.

    Needs nothing but the tables beside it, and loads those when it is first
    asked. Holds no state, so one may serve any number of threads.
    """

    version: Final = "recipes-1"

    def extract(self, article: Article) -> Facts:
        """Return the facts of an article; see ``Extractor.extract``."""
        texts = [
            read_text(TextField.TITLE, article.title),
            read_text(TextField.BODY, article.body),
        ]
        seen = find_places(texts, published=article.published)
        people = resolve_people(find_people(texts, seen))
        places = _not_in_people(seen, people)
        return Facts(
            people=people,
            places=group_places(places),
            countries=find_countries(texts, places),
            dates=find_dates(texts, article.published),
            sentences=sentence_starts(article.body),
        )


def _not_in_people(
    sightings: Iterable[Sighting], people: Iterable[Person]
) -> list[Sighting]:
    """The sightings that no person's name covers: not the London of Jack London."""
    covered = {
        (mention.field, offset)
        for person in people
        for mention in person.mentions
        for offset in range(mention.start, mention.end)
    }
    return [s for s in sightings if (s.text.field, s.start) not in covered]
