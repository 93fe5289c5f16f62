"""The counts of an index without those of some of its articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..analysis.tokens import words
from ..model.article import Article
from ..model.facets import ValueCount, value_key
from ..model.values import facet_values
from .sqlite_writer import Counted

__all__ = ["without"]


def without(counted: Counted, articles: Sequence[Article]) -> Counted:
    """Return the counts of an index without those of some articles, a few.

    A word counts a little less than it should where it is in the title of some of the
    articles left and in the text of others.
    """
    return _Without(counted, articles) if articles else counted


class _Without:
    """See :func:`without`."""

    def __init__(self, counted: Counted, articles: Sequence[Article]) -> None:
        self._counted = counted
        self._articles = articles

    def revision(self) -> int:
        """See :meth:`.Counted.revision`."""
        return self._counted.revision()

    def count(self) -> int:
        """See :meth:`.Counted.count`."""
        return self._counted.count() - len(self._articles)

    def words(self, most: int) -> Iterable[ValueCount]:
        """See :meth:`.Counted.words`."""
        held = Counter(
            word
            for article in self._articles
            for word in {*words(article.title), *words(article.body)}
        )
        return _left(self._counted.words(most), lambda word: held[word])

    def values(self, field: str, most: int) -> Iterable[ValueCount]:
        """See :meth:`.Counted.values`."""
        held = Counter(
            value_key(field, value)
            for article in self._articles
            for value in facet_values(article, field)
        )
        counted = self._counted.values(field, most)
        return _left(counted, lambda value: held[value_key(field, value)])


def _left(
    counted: Iterable[ValueCount], held: Callable[[str], int]
) -> Iterator[ValueCount]:
    """What is left of counts, the most frequent first as before."""
    left = ((value, count - held(value)) for value, count in counted)
    return iter(sorted((one for one in left if one[1] > 0), key=lambda one: -one[1]))
