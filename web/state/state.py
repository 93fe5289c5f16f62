"""A search as its address states it: state ↔ query string.

The parameters: ``q``; the name of each facet, such as ``person`` or ``country``,
repeatable and with ``-`` in front to exclude; ``from`` and ``to``, the first and
the last day of publication; ``sort``; ``fold=no``; ``meaning=no``; ``size``, the hits
of a page; ``page``. How the pictures are drawn: ``scale=share``, ``span=all``,
``map=country``, ``draw=tiles``, ``zoom=europe``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from search.codes.dates import DateSpan, join_spans, parse_period
from search.messages import Message, english, said
from search.model.facets import Selection, canonicalise
from search.model.fields import FACETS, NO_DATE, UNRELIABLE_DATE
from search.model.hits import Notice, NoticeKind
from search.query.limits import MAX_LENGTH
from search.request import Criteria, Match, Sort

from .choices import chosen_in, selections

__all__ = [
    "CONTINENTS",
    "SAFE",
    "PAGE_SIZES",
    "SearchState",
    "pairs",
    "query_string",
    "read_state",
]

# Every link of a page repeats the whole state, so its size is bounded here.
_MOST_VALUES: Final = 30
_LONGEST_VALUE: Final = 300  # as long as a name can be

PAGE_SIZES: Final = (10, 25, 50)
"""How many hits a page may show; the first unless asked otherwise."""

SAFE: Final = ":/,"
"""Signs that stand in the values of an address as they are."""

_SHORT_DAYS: Final = 280
"""Days for which a timeline has bars enough to show weeks."""

_DRAWN: Final = {"scale": "share", "span": "all", "map": "country", "draw": "tiles"}
"""What says that a picture is drawn otherwise than usual."""

CONTINENTS: Final = (
    *("africa", "asia", "europe", "north-america", "oceania", "south-america"),
)
"""The parts of the world that a map may show."""

_BY_WORDS: Final = ("meaning", "no")
"""What says that hits are ordered by their words alone."""

_SINGLE: Final = frozenset(
    (
        *("q", "match", "from", "to", "sort", "fold", "meaning", "size", "page"),
        *("zoom", *_DRAWN),
    )
)
"""The parameters of which the first one counts."""

_PATTERNS: Final = {
    "year": re.compile(rf"[0-9]{{4}}|{NO_DATE}|{UNRELIABLE_DATE}"),
    "month": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
    "day": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
}

_NO_SUCH: Final = {
    "year": english("The year “%(value)s” was left out: there is no such year."),
    "month": english("The month “%(value)s” was left out: there is no such month."),
    "day": english("The day “%(value)s” was left out: there is no such day."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """One search as its address states it.

    Attributes:
        text: the query.
        selections: chosen and excluded values, in the order of ``FACETS``, none
            empty and no value in both.
        start: the first day of publication wanted, if any.
        end: the first day of publication no longer wanted, if any.
        match: how many of the words an article must have.
        sort: the order asked for; ``None`` means the natural one.
        fold: whether of each group of near-duplicates only one article is shown.
        by_words: whether hits by relevance are ordered by their words alone.
        size: hits of a page, one of ``PAGE_SIZES``.
        page: from 1.
        share: whether the timeline shows shares of all articles, not numbers.
        whole: whether it shows all dates, even far off ones with few articles.
        mentioned: whether the map shows countries mentioned, not written about.
        tiles: whether it is of tiles, not of outlines.
        zoom: the part of the world it shows, one of ``CONTINENTS``; "" for all of it.
    """

    text: str = ""
    selections: tuple[Selection, ...] = ()
    start: date | None = None
    end: date | None = None
    match: Match = Match.AUTO
    sort: Sort | None = None
    fold: bool = True
    by_words: bool = False
    size: int = PAGE_SIZES[0]
    page: int = 1
    share: bool = False
    whole: bool = False
    mentioned: bool = False
    tiles: bool = False
    zoom: str = ""

    @property
    def criteria(self) -> Criteria:
        """What is asked for, without how it is shown."""
        return Criteria(
            text=self.text,
            selections=self.selections,
            start=self.start,
            end=self.end,
            match=self.match,
        )

    def chosen_in(self, field: str) -> Selection:
        """Return what is chosen and excluded in a facet."""
        return chosen_in(self.selections, field)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked for: what the front page answers."""
        asked = self.text or self.filters or self.sort
        return not asked and self.page == 1

    @property
    def filters(self) -> int:
        """The number of filters: values chosen or excluded, and the dates."""
        values = sum(len(s.include) + len(s.exclude) for s in self.selections)
        return values + bool(self.start or self.end)

    @property
    def is_short(self) -> bool:
        """Whether its dates are so close that a timeline shows days or weeks."""
        start, end = self.start, self.end
        return bool(start and end and (end - start).days <= _SHORT_DAYS)


def read_state(
    parameters: Iterable[tuple[str, str]],
) -> tuple[SearchState, tuple[Notice, ...]]:
    """Read parameters in order; what is malformed is left out and said.

    Unknown and empty parameters are ignored; of ``q``, ``from``, ``to``,
    ``match``, ``sort``, ``fold``, ``meaning``, ``size`` and ``page`` the first one
    counts.
    """
    reader = _Reader()
    for name, value in parameters:
        reader.take(name, value.strip())
    return reader.state(), tuple(reader.notices)


class _Reader:
    """Collects parameters, and notices about them."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self._single: dict[str, str] = {}
        self._include: dict[str, list[str]] = {name: [] for name in FACETS}
        self._exclude: dict[str, list[str]] = {name: [] for name in FACETS}
        self._values = 0

    def take(self, name: str, value: str) -> None:
        if not value:
            return
        if name in _SINGLE:
            self._single.setdefault(name, value)
        elif name.removeprefix("-") in FACETS:
            self._take_value(name, value)

    def _take_value(self, name: str, value: str) -> None:
        field = name.removeprefix("-")
        pattern = _PATTERNS.get(field)
        if len(value) > _LONGEST_VALUE:
            self._bad(
                said(
                    "The %(field)s “%(value)s…” was left out: it is too long.",
                    field=field,
                    value=value[:40],
                )
            )
            return
        if pattern and not (pattern.fullmatch(value) and _exists(value)):
            self._bad(Message(_NO_SUCH[field], {"value": value[:40]}))
            return
        value = canonicalise(field, value) or value
        values = (self._exclude if name[0] == "-" else self._include)[field]
        if value in values:
            return
        self._values += 1
        if self._values <= _MOST_VALUES:
            values.append(value)
        elif self._values == _MOST_VALUES + 1:
            self._bad(
                said("Only the first %(most)s filters were used.", most=_MOST_VALUES)
            )

    def state(self) -> SearchState:
        start, end = self._dates()
        return SearchState(
            text=self._text(),
            selections=selections(self._include, self._exclude),
            start=start,
            end=end,
            match=self._match(),
            sort=self._sort(),
            fold=self._fold(),
            by_words=self._single.get(_BY_WORDS[0]) == _BY_WORDS[1],
            size=self._size(),
            page=_page(self._single.get("page", "")),
            share=self._drawn("scale"),
            whole=self._drawn("span"),
            mentioned=self._drawn("map"),
            tiles=self._drawn("draw"),
            zoom=self._zoom(),
        )

    def _drawn(self, name: str) -> bool:
        return self._single.get(name) == _DRAWN[name]

    def _zoom(self) -> str:
        zoom = self._single.get("zoom", "")
        return zoom if zoom in CONTINENTS else ""

    def _text(self) -> str:
        text = self._single.get("q", "")
        if len(text) > MAX_LENGTH:
            self.notices.append(
                Notice(
                    NoticeKind.TOO_LONG,
                    0,
                    0,
                    said(
                        "Only the first %(most)s characters were searched.",
                        most=MAX_LENGTH,
                    ),
                )
            )
        return text[:MAX_LENGTH].rstrip()

    def _dates(self) -> tuple[date | None, date | None]:
        periods = []
        for name in ("from", "to"):
            value = self._single.get(name, "")
            period = parse_period(value)
            if value and period is None:
                self._bad(
                    said(
                        "The date “%(value)s” was left out; "
                        "write it as 2019, 2019-06 or 2019-06-05.",
                        value=value[:40],
                    )
                )
            periods.append(period)
        low, high = (period or DateSpan(None, None) for period in periods)
        span = join_spans(low, high)
        if span.swapped:
            message = said("The dates were the wrong way round and were swapped.")
            self.notices.append(Notice(NoticeKind.SWAPPED_DATES, 0, 0, message))
        return span.start, span.end

    def _match(self) -> Match:
        value = self._single.get("match", Match.AUTO.value)
        if value in tuple(Match):
            return Match(value)
        self._bad(
            said(
                "“%(value)s” was left out: the words are matched by %(known)s.",
                value=value[:40],
                known=", ".join(Match),
            )
        )
        return Match.AUTO

    def _sort(self) -> Sort | None:
        value = self._single.get("sort", "")
        if not value or value in tuple(Sort):
            return Sort(value) if value else None
        known = ", ".join(Sort)
        self._bad(
            said(
                "“%(value)s” is not a sort order; the orders are %(known)s.",
                value=value[:40],
                known=known,
            )
        )
        return None

    def _fold(self) -> bool:
        value = self._single.get("fold", "yes")
        if value not in ("yes", "no"):
            message = said(
                "“%(value)s” was left out: fold is yes or no.", value=value[:40]
            )
            self._bad(message)
        return value != "no"

    def _size(self) -> int:
        value = self._single.get("size", "")
        known = {str(size): size for size in PAGE_SIZES}
        if value and value not in known:
            self._bad(
                said(
                    "“%(value)s” is not a page size; the sizes are %(known)s.",
                    value=value[:40],
                    known=", ".join(known),
                )
            )
        return known.get(value, PAGE_SIZES[0])

    def _bad(self, message: Message) -> None:
        self.notices.append(Notice(NoticeKind.BAD_FILTER, 0, 0, message))


def _exists(value: str) -> bool:
    """Whether a value written like a period is one: no 30 February."""
    return value in (NO_DATE, UNRELIABLE_DATE) or parse_period(value) is not None


def _page(value: str) -> int:
    """Return the page meant; the nearest there is will be shown."""
    if not value.isdecimal():
        return 1
    return max(int(value[:9]), 1)


def pairs(state: SearchState) -> list[tuple[str, str]]:
    """Return the parameters that :func:`read_state` reads as this state."""
    found = [("q", state.text)] if state.text else []
    for chosen in state.selections:
        found += [(chosen.field, value) for value in chosen.include]
        found += [(f"-{chosen.field}", value) for value in chosen.exclude]
    if state.match is not Match.AUTO:
        found.append(("match", state.match.value))
    if state.start:
        found.append(("from", state.start.isoformat()))
    if state.end:
        found.append(("to", (state.end - timedelta(days=1)).isoformat()))
    if state.sort:
        found.append(("sort", state.sort.value))
    if not state.fold:
        found.append(("fold", "no"))
    if state.by_words:
        found.append(_BY_WORDS)
    if state.size != PAGE_SIZES[0]:
        found.append(("size", str(state.size)))
    drawn = {
        "scale": state.share,
        "span": state.whole,
        "map": state.mentioned,
        "draw": state.tiles,
    }
    if state.zoom:
        found.append(("zoom", state.zoom))
    found += [(name, _DRAWN[name]) for name, otherwise in drawn.items() if otherwise]
    if state.page > 1:
        found.append(("page", str(state.page)))
    return found


def query_string(state: SearchState, **others: str | int) -> str:
    """Return the state as ``?…``, or "" if it is the empty search.

    Args:
        others: further parameters of the page it leads to, no part of the search;
            those that are empty or 0 are left out.
    """
    query = _encoded(state)
    found = [(name, str(value)) for name, value in others.items() if value]
    if found:
        query += ("&" if query else "?") + urlencode(found, safe=SAFE)
    return query


@lru_cache(maxsize=1024)  # a page has the same state in many of its links
def _encoded(state: SearchState) -> str:
    found = pairs(state)
    return "?" + urlencode(found, safe=SAFE) if found else ""
