"""The words of a query → whoosh queries, and positions where whoosh has no query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from whoosh import query as native

from ...analysis.analyzer import Analyzer
from ...model.fields import FIELDS, FieldKind
from ...query.proximity import stand_near
from ...query.tree import ExactForm, Fuzzy, Near, Phrase, Prefix, Term, Wildcard
from ...query.word_leaves import MarkedLeaf, find_word
from ...ranking.scoring import TITLE
from ..ways import Rarities, ways_of

__all__ = ["documents_near", "word_query"]


def word_query(
    leaf: MarkedLeaf,
    field: str,
    analyzers: Sequence[Analyzer],
    rarities: Rarities,
    slop: int = 1,
) -> Any:
    """Return the whoosh query of a leaf in one field.

    Args:
        analyzers: those of the languages that the articles are in.
        rarities: of the terms of the index.
        slop: steps from one word of a phrase to the next.
    """
    is_text = FIELDS[field].kind is FieldKind.TEXT
    words = f"{field}_words"
    boost = TITLE if field == "title" else 1.0
    match leaf:
        case Term(term=word):
            if is_text:
                return native.Or(
                    [
                        native.Term(way.field, way.term, boost=boost * way.weight)
                        for way in ways_of(word, field, analyzers, rarities)
                    ]
                )
            return native.Term(words, word, boost=boost)
        case Phrase(terms=terms, exact=exact):
            if is_text and not exact:
                return native.Or(
                    [
                        native.Phrase(
                            text, list(map(by.stem, terms)), slop=slop, boost=boost
                        )
                        for by in analyzers
                        for text in (field, f"{field}_variants")
                    ]
                )
            return native.Phrase(words, list(terms), slop=slop, boost=boost)
        case Prefix(prefix=prefix):
            return native.Prefix(words, prefix, boost=boost)
        case ExactForm(term=word):
            return native.Term(words, word, boost=boost)
        case Wildcard() | Fuzzy():
            return _Several(words, find_word(leaf), boost)


class _Several(native.MultiTerm):  # type: ignore[misc]  # whoosh has no types
    """The words of a field that a function finds."""

    def __init__(
        self, fieldname: str, finds: Callable[[str], bool], boost: float
    ) -> None:
        self.fieldname = fieldname
        self.boost = boost
        self.constantscore = True
        self._finds = finds

    def _btexts(self, ixreader: Any) -> Iterator[bytes]:
        for text in ixreader.lexicon(self.fieldname):
            if self._finds(text.decode()):
                yield text


def documents_near(
    searcher: Any, near: Near, field: str, analyzers: Sequence[Analyzer]
) -> Iterator[int]:
    """Yield the documents of a segment in which two runs of words stand near."""
    if near.exact:
        yield from _documents_near(searcher, near, f"{field}_words", str)
        return
    for by in analyzers:  # an article is in one language
        yield from _documents_near(searcher, near, field, by.stem)


def _documents_near(
    searcher: Any, near: Near, field: str, stem: Callable[[str], str]
) -> Iterator[int]:
    runs = [tuple(map(stem, run)) for run in (near.first, near.second)]
    places = {word: _positions(searcher, field, word) for run in runs for word in run}
    lengths = (len(runs[0]), len(runs[1]))
    both: set[int] = set.intersection(*(set(found) for found in places.values()))
    for document in sorted(both):
        here = {word: found[document] for word, found in places.items()}
        first, second = (_starts(run, here) for run in runs)
        if stand_near(first, second, near, lengths):
            yield document


def _positions(searcher: Any, field: str, word: str) -> Mapping[int, Sequence[int]]:
    """The documents with a word → where it stands in each."""
    matcher = native.Term(field, word).matcher(searcher)
    found = {}
    while matcher.is_active():
        found[matcher.id()] = matcher.value_as("positions")
        matcher.next()
    return found


def _starts(run: Sequence[str], here: Mapping[str, Sequence[int]]) -> Iterable[int]:
    """Where all the words of a run stand next to each other, in order."""
    starts = set(here[run[0]])
    for at, word in enumerate(run[1:], 1):
        starts &= {position - at for position in here[word]}
    return sorted(starts)
