"""The query tree → JSON for a cluster: what finds articles, and scores nothing.

Only structured queries are sent. Nothing a person typed reaches a parser of the server.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final, assert_never

from ...analysis.analyzer import Analyzer
from ...analysis.registry import other_forms_of
from ...analysis.variants import lone_variant
from ...codes.periods import period_code
from ...model.facets import Selection, value_key
from ...model.fields import FIELDS, FieldKind
from ...query.tree import (
    And,
    AtLeast,
    DateRange,
    Exact,
    ExactForm,
    Filter,
    Fuzzy,
    MatchAll,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
    WordLeaf,
)
from ...query.word_leaves import fields_of
from ..ways import other_ways, stems_of
from .client import Json
from .schema import ANY, ANY_WORDS

__all__ = [
    "Analyzers",
    "EVERYTHING",
    "any_of",
    "compile_query",
    "has_value",
    "in_field",
    "is_text",
    "narrowed",
    "runs_of",
    "texts_of",
]

EVERYTHING: Final[Json] = {"match_all": {}}
_NOTHING: Final[Json] = {"match_none": {}}

Analyzers = Sequence[Analyzer]
"""Those of the languages that the articles of an index are in."""


def compile_query(query: Query, by: Analyzers) -> Json:
    """Return the query that finds what the tree describes."""
    match query:
        case Exact(field=field, value=value):
            return has_value(field, (value,))
        case DateRange(field="published"):
            return _published(query)
        case DateRange():
            return _mentioned(query)
        case And(parts=parts):
            wanted = [compile_query(p, by) for p in parts if not isinstance(p, Not)]
            unwanted = [compile_query(p.part, by) for p in parts if isinstance(p, Not)]
            return {"bool": {"filter": wanted, "must_not": unwanted}}
        case Or(parts=parts):
            return any_of(_alternatives(parts, by))
        case AtLeast(count=count, parts=parts):
            return _at_least(count, [compile_query(part, by) for part in parts])
        case Not(part=part):
            return {"bool": {"must_not": [compile_query(part, by)]}}
        case Filter(part=part):  # nothing here scores
            return compile_query(part, by)
        case MatchAll():
            return EVERYTHING
        case MatchNone():
            return _NOTHING
        case Term() | Phrase() | Prefix() | ExactForm() | Wildcard() | Fuzzy() | Near():
            return _words(query, by)
        case _:
            assert_never(query)


def narrowed(selections: Sequence[Selection], *queries: Json) -> Json:
    """Return the query that finds what selections leave of what all queries find."""
    wanted = [has_value(s.field, s.include) for s in selections if s.include]
    unwanted = [has_value(s.field, s.exclude) for s in selections if s.exclude]
    return {"bool": {"filter": [*queries, *wanted], "must_not": unwanted}}


def has_value(field: str, values: Sequence[str]) -> Json:
    """Return the query for any of some whole values of a field."""
    keys = sorted({value_key(field, value) for value in values})
    return {"terms": {f"{field}_key": keys}}


def any_of(queries: list[Json]) -> Json:
    """Return the query that finds what any of some queries does."""
    if len(queries) == 1:
        return queries[0]
    return {"bool": {"should": queries, "minimum_should_match": 1}}


def is_text(field: str) -> bool:
    """Tell whether a field holds running text, the words of which are stemmed."""
    return FIELDS[field].kind is FieldKind.TEXT


def texts_of(field: str, *, exact: bool = False) -> tuple[str, ...]:
    """Return where runs of words are looked for: in stems, however written, or words.

    Args:
        exact: whether the words stand in exactly these forms.
    """
    if exact or not is_text(field):
        return (f"{field}_words",)
    return (field, f"{field}_variants")


def runs_of(
    terms: Sequence[str], field: str, by: Analyzers, *, exact: bool = False
) -> list[str]:
    """Return a run of words as :func:`texts_of` has it, with a space between two.

    There is one for each language, or just one where words are not stemmed.
    """
    if exact or not is_text(field):
        return [" ".join(terms)]
    return [" ".join(map(analyzer.stem, terms)) for analyzer in by]


def _alternatives(parts: Sequence[Query], by: Analyzers) -> list[Json]:
    """Queries for the parts of an Or; all its plain words are looked up as one."""
    plain = [p.term for p in parts if isinstance(p, Term) and p.field is None]
    others = [p for p in parts if not (isinstance(p, Term) and p.field is None)]
    found = [compile_query(part, by) for part in others]
    return [*found, *_any_word(plain, by)]


def _any_word(words: Sequence[str], by: Analyzers) -> list[Json]:
    """Queries that together find any of some words, written in any way."""
    stems = sorted({analyzer.stem(word) for analyzer in by for word in words})
    forms = sorted(set(chain.from_iterable(map(other_forms_of, words))))
    ways = [*stems, *map(lone_variant, stems)]
    found: list[Json] = [{"terms": {ANY: ways}}] if ways else []
    return [*found, {"terms": {ANY_WORDS: forms}}] if forms else found


def _at_least(count: int, parts: list[Json]) -> Json:
    if count <= 0:
        return EVERYTHING
    if count > len(parts):
        return _NOTHING
    return {"bool": {"should": parts, "minimum_should_match": count}}


def _words(leaf: WordLeaf, by: Analyzers) -> Json:
    if leaf.field is None and isinstance(leaf, Term):
        return any_of(_any_word((leaf.term,), by))
    if leaf.field is None and not isinstance(leaf, Phrase | Near):
        return _unstemmed(leaf, ANY_WORDS)
    fields = fields_of(leaf)
    return any_of([one for field in fields for one in in_field(leaf, field, by)])


def in_field(leaf: WordLeaf, field: str, by: Analyzers) -> list[Json]:
    """Return queries that together find a leaf in one field, written in any way."""
    words = f"{field}_words"
    match leaf:
        case Term(term=term):
            if not is_text(field):
                return [{"term": {words: term}}]
            stems = stems_of(term, by)
            found = [{"term": {field: stem}} for stem in stems]
            others = other_ways(term, field, stems)
            return [*found, *({"term": {way.field: way.term}} for way in others)]
        case Phrase(terms=terms, exact=exact):
            runs = runs_of(terms, field, by, exact=exact)
            texts = texts_of(field, exact=exact)
            return [{"match_phrase": {text: run}} for text in texts for run in runs]
        case Near():
            return [_near(leaf, field, by)] if is_text(field) else [_NOTHING]
        case Prefix() | ExactForm() | Wildcard() | Fuzzy():
            return [_unstemmed(leaf, words)]
        case _:
            assert_never(leaf)


def _unstemmed(leaf: Prefix | ExactForm | Wildcard | Fuzzy | Term, words: str) -> Json:
    match leaf:
        case Prefix(prefix=prefix):
            return {"prefix": {words: {"value": prefix}}}
        case ExactForm(term=term) | Term(term=term):
            return {"term": {words: term}}
        case Wildcard(pattern=pattern):
            return {"wildcard": {words: {"value": pattern}}}
        case Fuzzy(term=term, distance=distance):
            # unless it is told so, a server looks for the 50 likeliest words alone
            return {
                "fuzzy": {
                    words: {
                        "value": term,
                        "fuzziness": distance,
                        "transpositions": True,
                        "rewrite": "constant_score",
                    }
                }
            }
        case _:
            assert_never(leaf)


def _near(near: Near, field: str, by: Analyzers) -> Json:
    """Intervals, which know where each run begins and ends.

    Phrases with slop do not: theirs counts moves, in which the other order costs two.
    """
    first, second = (
        [_run(run) for run in runs_of(terms, field, by, exact=near.exact)]
        for terms in (near.first, near.second)
    )
    found = []
    for one in zip(first, second, strict=True):
        # two words cannot overlap, so that either order is one rule: half the clauses
        # of which a server takes no more than a thousand
        either = len(near.first) == len(near.second) == 1 and one[0] != one[1]
        orders = [one] if near.ordered or either else [one, one[::-1]]
        apart = {"ordered": near.ordered or not either, "max_gaps": near.distance - 1}
        found += [{"all_of": {"intervals": list(order), **apart}} for order in orders]
    text = texts_of(field, exact=near.exact)[0]
    return {"intervals": {text: {"any_of": {"intervals": found}}}}


def _run(words: str) -> Json:
    return {"match": {"query": words, "max_gaps": 0, "ordered": True}}


def _published(dates: DateRange) -> Json:
    low: Json = {"gte": dates.start.toordinal() if dates.start else 0}
    high: Json = {"lte": dates.end.toordinal()} if dates.end else {"gte": 0}
    ranges = [{"range": {"published_start": low}}, {"range": {"published_end": high}}]
    return {"bool": {"filter": ranges}}


def _mentioned(dates: DateRange) -> Json:
    """Match a date mentioned within the range; whole periods have a key."""
    start, end = dates.start, dates.end
    code = period_code(start, end)
    if code is not None:
        return {"term": {f"{dates.field}_key": code}}
    if start is not None and end is not None and end <= start:
        return _NOTHING  # of ranges, a server calls that an error
    within: Json = {"relation": "within", "gte": start.toordinal() if start else 0}
    if end is not None:
        within["lt"] = end.toordinal()
    return {"range": {f"{dates.field}_spans": within}}
