"""The seam between the pipeline and what finds facts: one extractor a language.

Facts are stored with a *stamp*: the language of the article, and the extractor that
looked at it with its version. An article is to be looked at again when its stamp is
not the one :func:`stamp_for` gives its language now.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from search.codes.languages import PACKED_LANGUAGES
from search.model.article import Article, Facts

from .english.extractor import EnglishExtractor
from .known.extractor import KnownNamesExtractor
from .packed.extractor import PackedExtractor

__all__ = [
    "EXTRACTORS",
    "Extractor",
    "extract_all",
    "extractor_for",
    "is_current",
    "stamp_for",
]


class Extractor(Protocol):
    """Finds who, where and when articles in one language are about."""

    @property
    def language(self) -> str:
        """The code of the language it is made for: ``en``; ``*`` for any other."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same article may give other facts."""
        ...

    def extract(self, article: Article) -> Facts:
        """Return the facts of a cleaned article, each with its mentions.

        Never raises for any text. Mentions of a fact are in reading order,
        title first, and their ``text`` is exactly the text at their offsets.
        """
        ...

    def extract_all(self, articles: Sequence[Article]) -> list[Facts]:
        """Return the facts of each article, the same as of each by itself.

        Several articles at a time take less time than one by one.
        """
        ...


_ALL: Final[tuple[Extractor, ...]] = (
    EnglishExtractor(),
    *map(PackedExtractor, sorted(PACKED_LANGUAGES)),
    KnownNamesExtractor(),
)

EXTRACTORS: Final = {extractor.language: extractor for extractor in _ALL}
"""Every extractor by its language; each loads its model when it is first used."""

_FOR_OTHERS: Final = "*"
_FOR_UNKNOWN: Final = "en"
"""An article whose language nobody knows is short; most such are English."""


def extractor_for(language: str) -> Extractor:
    """Return the extractor for articles in a language.

    Args:
        language: a code as articles have it. Languages without an extractor of their
            own share one that guesses nothing.
    """
    return EXTRACTORS.get(language or _FOR_UNKNOWN) or EXTRACTORS[_FOR_OTHERS]


def extract_all(articles: Sequence[Article]) -> list[Facts]:
    """Return the facts of each article, found by the extractor for its language."""
    by_language: dict[str, list[int]] = {}
    for at, article in enumerate(articles):
        language = extractor_for(article.language).language
        by_language.setdefault(language, []).append(at)
    found: dict[int, Facts] = {}
    for language, places in by_language.items():
        facts = EXTRACTORS[language].extract_all([articles[at] for at in places])
        found.update(zip(places, facts, strict=True))
    return [found[at] for at in range(len(articles))]


def stamp_for(language: str) -> str:
    """Return the stamp of facts that are found now in an article of a language."""
    extractor = extractor_for(language)
    return f"{language}:{extractor.language}:{extractor.version}"


def is_current(stamp: str) -> bool:
    """Return whether facts with a stamp would be found alike now."""
    language, _, _ = stamp.partition(":")
    return stamp == stamp_for(language)
