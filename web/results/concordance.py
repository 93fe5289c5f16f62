"""The places of a search as their page prints them, a part of them at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from search.answer import answer_plan
from search.explore.concordance import (
    FOR_PAGES,
    Line,
    LineOrder,
    asks_for_places,
    find_places,
)
from search.model.article import Article, Span, TextField
from search.model.hits import Notice
from search.request import NO_FACETS, NO_HITS, Sort

from ..i18n.formats import translate_message
from ..i18n.labels import sort_words
from ..i18n.translation import gettext
from ..markup.render import marked
from ..state.concordance import (
    SIDES,
    ConcordanceOptions,
    concordance_file_href,
    concordance_href,
)
from ..state.hrefs import article_href, search_href
from ..state.searching import plan_of
from ..state.state import SearchState, pairs
from .filters import clauses_of
from .paging import Option

__all__ = ["ConcordanceView", "concordance_view", "places_href"]

_EACH: Final = 50
"""Lines of a page."""


_ALIGNED: Final = 8
"""Words on either side up to which a line has room next to its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line; ``href`` leads to the place in its article."""

    article: Article
    before: Markup
    found: Markup
    after: Markup
    in_title: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcordanceView:
    """All that the page of a concordance shows.

    Attributes:
        clauses: the filters as parts of one sentence.
        loose: whether the articles have but most of the words asked for.
        hits: articles the search finds.
        read: those whose places were looked for.
        asks: whether the search asks for anything that has places.
        total: all lines there are; ``first`` is the number of the first one shown.
        cut: whether there may be more lines.
        aligned: whether the places stand below each other where there is room.
        fields: the search and the options as fields of a form.
    """

    notices: tuple[str, ...]
    clauses: tuple[str, ...]
    loose: bool
    hits: int
    read: int
    asks: bool
    total: int
    cut: bool
    lines: tuple[LineView, ...]
    first: int
    aligned: bool
    orders: tuple[Option, ...]
    sides: tuple[Option, ...]
    previous_href: str
    next_href: str
    file_href: str
    back_href: str
    fields: tuple[tuple[str, str], ...]


def places_href(state: SearchState) -> str:
    """Return the address of the places of a search, "" if it asks for nothing of any.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    return concordance_href(state) if asks_for_places(plan_of(state)) else ""


def concordance_view(
    state: SearchState, options: ConcordanceOptions, notices: tuple[Notice, ...]
) -> Mapping[str, object]:
    """Find the lines of a search and make a part of them ready to print.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    answer = answer_plan(plan_of(state), NO_HITS, NO_FACETS)
    found = find_places(answer, options.order, options.words, FOR_PAGES)
    last = max(1, -(-len(found.places) // _EACH))
    options = replace(options, part=min(options.part, last))
    first = (options.part - 1) * _EACH

    def there(part: int) -> str:
        at = replace(options, part=part)
        return concordance_href(state, at) if 1 <= part <= last else ""

    told = (*answer.notices, *notices)
    view = ConcordanceView(
        notices=tuple(translate_message(notice.message) for notice in told),
        clauses=clauses_of(state),
        loose=answer.relaxation is not None,
        hits=found.articles,
        read=found.read,
        asks=asks_for_places(answer.plan),
        total=len(found.places),
        cut=found.cut,
        lines=tuple(_line(line, state) for line in found.lines(first, _EACH)),
        first=first + 1,
        aligned=options.words <= _ALIGNED,
        orders=tuple(_orders(state, options)),
        sides=tuple(_sides(state, options)),
        previous_href=there(options.part - 1),
        next_href=there(options.part + 1),
        file_href=concordance_file_href(state, options),
        back_href=search_href(state),
        fields=tuple(pairs(state)),
    )
    return {"view": view, "state": state}


def _line(line: Line, state: SearchState) -> LineView:
    return LineView(
        article=line.article,
        before=marked(line.before.text, line.before.marks),
        found=marked(line.found, (Span(0, len(line.found)),)),
        after=marked(line.after.text, line.after.marks),
        in_title=line.part is TextField.TITLE,
        href=f"{article_href(line.article.id, state)}#m{line.number}",
    )


def _orders(state: SearchState, options: ConcordanceOptions) -> Iterator[Option]:
    for order, label in (
        (LineOrder.NEWEST, sort_words(Sort.NEWEST)),
        (LineOrder.OLDEST, sort_words(Sort.OLDEST)),
        (LineOrder.LEFT, gettext("Word before")),
        (LineOrder.RIGHT, gettext("Word after")),
    ):
        href = concordance_href(state, replace(options, order=order, part=1))
        yield Option(label, href, order is options.order)


def _sides(state: SearchState, options: ConcordanceOptions) -> Iterator[Option]:
    for words in sorted(SIDES):
        href = concordance_href(state, replace(options, words=words, part=1))
        yield Option(str(words), href, words == options.words)
