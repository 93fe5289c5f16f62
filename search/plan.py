"""A search understood once: what a person typed → what an engine is asked.

The query is cut, parsed and kept within its budget, names in other spellings are
resolved, countries and dates become codes. The :class:`Plan` that comes of it is
carried through hits, facets, pictures, exports and suggestions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from .analysis.tokens import terms
from .codes.dates import today
from .lexicon.lexicon import Lexicon
from .lexicon.resolve import resolve_leaves, resolve_selections
from .lexicon.wordings import expand_with, respell_with, word_counts
from .messages import Message, said
from .model.facets import FacetRequest, Selection, canonicalise
from .model.fields import COUNTRY_FIELDS, FIELDS, FacetOrder
from .model.hits import Notice, NoticeKind
from .query.budget import fit_budget
from .query.interpretation import Interpretation
from .query.parser import Lexed, lex_query, parse
from .query.syntax import LexemeKind
from .query.tree import (
    And,
    DateRange,
    Or,
    Phrase,
    Query,
    Term,
    WordLeaf,
    simplify,
    wanted,
)
from .query.word_leaves import asks_for_text
from .ranking.relax import MANY_WORDS
from .ranking.scoring import scoring_clauses, telling_leaves, words_wanted
from .request import (
    NO_FACETS,
    NO_HITS,
    Counting,
    Criteria,
    SearchRequest,
    Sort,
    Window,
    encodable,
)
from .snapshot import Snapshot, count_hits

__all__ = [
    "Plan",
    "basis_of",
    "count_plans",
    "natural_sort",
    "plan_search",
    "request_of",
]

_OF_PROSE: Final = frozenset(
    (
        *(LexemeKind.WORD, LexemeKind.PHRASE, LexemeKind.OPEN, LexemeKind.CLOSE),
        LexemeKind.FIELD,
    )
)
"""What a sentence may hold as well as a query."""

_AFTER_FIELD: Final = 6
"""The same of a text that seems to name a field."""

_PROSE: Final = 8
"""Words from which on a text with signs of a query is a sentence."""

_ENDED_PROSE: Final = 5
"""The same of a text that ends as a sentence does."""

_ENDED: Final = re.compile(r"""[\w"'”“»’)]\s?[.!…]\s*\Z|["'”“»’)\s][?]\s*\Z""")
"""The end of a sentence; a "?" right after a letter stands for a letter of a query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A search as it was understood, on one state of the index.

    Attributes:
        criteria: the search as it was stated.
        lexed: its query, cut into lexemes.
        words: its query as understood: what is scored.
        wanted: what finds hits, whatever their dates: the same, or fewer of the words.
        loose: the words of which an article may lack some, if the query is of words
            alone and has two or more with a meaning of their own; else none.
        selections: its filters, with the codes and names the index has.
        query_notices: what its author should know about how the query was read.
        filter_notices: the same of its filters and dates.
        index: the state of the index it was understood on.
    """

    criteria: Criteria
    lexed: Lexed
    words: Query
    wanted: Query
    loose: tuple[WordLeaf, ...]
    selections: tuple[Selection, ...]
    query_notices: tuple[Notice, ...]
    filter_notices: tuple[Notice, ...]
    index: Snapshot

    @property
    def marked(self) -> Query:
        """What is marked: of a sentence, the words that have a meaning of their own."""
        return Or(self.loose) if len(self.loose) >= MANY_WORDS else self.words

    @property
    def query(self) -> Query:
        """What finds hits, within the dates of the search."""
        start, end = self.criteria.start, self.criteria.end
        if start is None and end is None:
            return self.wanted
        return simplify(And((self.wanted, DateRange(start, end))))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All notices: of the query, then of the filters."""
        return (*self.query_notices, *self.filter_notices)


def plan_search(criteria: Criteria, index: Snapshot, like: Plan | None = None) -> Plan:
    """Understand a search; whatever the text says, it is understood somehow.

    Args:
        like: a plan of a search of the same index, whose query is not understood
            again where it is the same.

    Raises:
        EngineError: if the index has to be asked and cannot be read.
    """
    if like is not None and like.criteria.text == criteria.text:
        lexed, words, told = like.lexed, like.words, like.query_notices
    else:
        lexed = lex_query(encodable(criteria.text))
        words, told = _understand_query(lexed, index)
    coded, unknown = _code_selections(criteria.selections)
    selections, respelt = resolve_selections(
        coded, lambda: index.lexicon, lambda queries: count_hits(index, queries)
    )
    return Plan(
        criteria=criteria,
        lexed=lexed,
        words=words,
        wanted=words,
        loose=_loose_words(lexed, words),
        selections=selections,
        query_notices=told,
        filter_notices=(*unknown, *respelt, *_empty_dates(criteria)),
        index=index,
    )


def request_of(plan: Plan, window: Window, counting: Counting) -> SearchRequest:
    """Return what an engine is asked for a part of a search, with its scoring."""
    sort = window.sort or natural_sort(plan.words)
    by_relevance = sort is Sort.RELEVANCE and window.limit > 0
    day = today() if window.fresh else None
    return SearchRequest(
        query=plan.query,
        scoring=scoring_clauses(plan.words, day) if by_relevance else (),
        selections=plan.selections,
        facets=_facet_requests(counting, plan.selections),
        sort=sort,
        after=window.after,
        offset=window.offset,
        limit=window.limit,
        fold=window.fold,
        groups=counting.groups,
    )


def basis_of(index: Snapshot) -> str:
    """Return a name of all that answers of an index are made from.

    That is its state, the words and names it knows, and the day, for "last week" is
    another then. As long as the name is the same, so are the answers; whoever keeps
    one keeps it under this name.
    """
    return f"{index.state}/{index.lexicon.state()}/{today().isoformat()}"


def count_plans(plans: Sequence[Plan]) -> list[int]:
    """Return how many articles each of some plans of one index finds, exactly."""
    requests = [request_of(plan, NO_HITS, NO_FACETS) for plan in plans]
    if not requests:
        return []
    return [result.total for result in plans[0].index.search_all(requests)]


def _understand_query(
    lexed: Lexed, index: Snapshot
) -> tuple[Query, tuple[Notice, ...]]:
    """The tree, with names as the index has them, as far as it can be afforded."""
    leaves: dict[Query, Interpretation] = {}

    def note(leaf: Query) -> Interpretation:
        return leaves.setdefault(leaf, Interpretation(leaf))

    def lexicon() -> Lexicon:
        return index.lexicon

    count = partial(count_hits, index)
    expand, respell = expand_with(lexicon), respell_with(lexicon, count)
    parsed = parse(lexed, note, expand, respell)
    resolved = resolve_leaves(list(leaves), lexicon, count)
    if resolved != leaves:
        parsed = parse(lexed, resolved.__getitem__, expand, respell)
    query, cut = fit_budget(parsed.query, lambda: index.articles, word_counts(lexicon))
    return query, (*parsed.notices, *cut)


def _loose_words(lexed: Lexed, query: Query) -> tuple[WordLeaf, ...]:
    """The words that may be given up: none where a person wrote more than words.

    Function words are no part of it, so they never decide what is found. A word with a
    hyphen is a phrase in the tree.
    """
    leaves: list[WordLeaf]
    if all(lex.kind is LexemeKind.WORD and not lex.exact for lex in lexed.lexemes):
        leaves = [leaf for leaf in wanted(query) if isinstance(leaf, Term | Phrase)]
        if len(leaves) < sum(1 for _ in wanted(query)):
            leaves = []
    else:
        leaves = []
    if not leaves and _is_prose(lexed):
        leaves = [Term(word) for word in terms(lexed.text)]
    telling = tuple(telling_leaves(list(dict.fromkeys(leaves))))
    return telling if len(leaves) > 1 else ()


def _is_prose(lexed: Lexed) -> bool:
    """Whether a text is a sentence that was pasted, for all the signs it has.

    Sentences have quotation marks, brackets, asterisks, a "NOT" in capitals, and words
    such as "Source:" in front. A query has fewer words, or more operators, and no space
    after the name of a field.
    """
    least = _ENDED_PROSE if _ENDED.search(lexed.text) else _PROSE
    operators = 0
    for lexeme in lexed.lexemes:
        if lexeme.kind is LexemeKind.FIELD:
            if not lexed.text[lexeme.end : lexeme.end + 1].isspace():
                return False
            least = _AFTER_FIELD
        elif lexeme.exact:
            return False
        operators += lexeme.kind not in _OF_PROSE
    return operators <= 1 and len(terms(lexed.text)) >= least


def _empty_dates(criteria: Criteria) -> tuple[Notice, ...]:
    if not criteria.start or not criteria.end or criteria.end > criteria.start:
        return ()
    message = said("The last date lies before the first, so nothing can be found.")
    return (Notice(NoticeKind.BAD_FILTER, 0, 0, message),)


def natural_sort(query: Query) -> Sort:
    """Return the order of hits unless another is asked for.

    It is the newest first where no words of texts are looked for: every article of a
    person or a country has it just as much.
    """
    by_words = any(map(asks_for_text, words_wanted(query)))
    return Sort.RELEVANCE if by_words else Sort.NEWEST


def _code_selections(
    selections: Sequence[Selection],
) -> tuple[tuple[Selection, ...], list[Notice]]:
    """Return selections with codes of countries and dates; and notices of what is none.

    That is kept as it was written, and finds nothing.
    """
    notices: list[Notice] = []

    def understood(field: str, values: tuple[str, ...]) -> tuple[str, ...]:
        found = []
        for value in map(encodable, values):
            known = canonicalise(field, value)
            if known is None:
                message = _unknown(field, value[:40])
                notices.append(Notice(NoticeKind.BAD_FILTER, 0, 0, message))
            found.append(known or value)
        return tuple(found)

    done = tuple(
        Selection(
            s.field, understood(s.field, s.include), understood(s.field, s.exclude)
        )
        for s in selections
    )
    return done, notices


def _unknown(field: str, value: str) -> Message:
    if field in COUNTRY_FIELDS:
        return said("“%(value)s” is not a known country.", value=value)
    if field == "language":
        return said("“%(value)s” is not a known language.", value=value)
    return said("“%(value)s” is not a date.", value=value)


def _facet_requests(
    counting: Counting, selections: tuple[Selection, ...]
) -> tuple[FacetRequest, ...]:
    chosen = {s.field: (*s.include, *s.exclude) for s in selections}
    return tuple(
        FacetRequest(
            name,
            _facet_size(name, counting.sizes.get(name, counting.size)),
            chosen.get(name, ()),
        )
        for name in counting.facets
    )


def _facet_size(name: str, asked: int | None) -> int:
    field = FIELDS[name]
    if asked is None or field.facet is FacetOrder.NEWEST:
        return field.facet_size  # a list of years is not cut
    return asked
