"""What a person sees of a whole result at once, made from one search's counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from flask import url_for

from search.answer import page_of
from search.codes.dates import today
from search.model.facets import Selection
from search.model.fields import COUNTRY_FIELDS, NO_DATE, PERIOD_FACETS, UNRELIABLE_DATE
from search.model.hits import Facet, FacetValue
from search.request import NO_HITS, Counting

from ..i18n.formats import period_words
from ..i18n.translation import gettext
from ..results.filters import Choice, choice_of
from ..state import links
from ..state.hrefs import Hrefs, hrefs_of
from ..state.searching import Found, plan_of
from ..state.state import SearchState, pairs
from .buckets import Buckets, Counts, fill_bars, plan_bars, total_bars
from .link_names import Step
from .timeline import Timeline, timeline_view
from .units import month_after
from .world import World, world_view

__all__ = ["Dates", "Overview", "overview_of", "presets"]

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """How dates are chosen.

    Attributes:
        action: where the form leads.
        kept: parameters it keeps.
        first: the first day chosen, as the form has it; "" if none is.
        last: the last one.
        presets: the newest dates of what is found, whatever dates are chosen.
        undated: articles without a date, or a reliable one.
    """

    action: str
    kept: tuple[tuple[str, str], ...]
    first: str
    last: str
    presets: tuple[Step, ...]
    undated: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Timeline, map and the choice of dates.

    Attributes:
        timeline: ``None`` if no article found has a date.
        world: ``None`` if no article was found.
        path: from all dates to those shown, where dates are chosen.
        scales: numbers and shares, where both can be shown.
        unfold: the address with nothing left out, or with it again; else "".
        unfolded: whether nothing is left out because that was asked for.
    """

    timeline: Timeline | None
    world: World | None
    dates: Dates
    path: tuple[Step, ...]
    scales: tuple[Step, ...]
    unfold: str
    unfolded: bool


def overview_of(answer: Found) -> Overview | None:
    """Return the pictures of a result.

    Where nothing was found there are none, but the choice of dates that led there
    can be changed; without dates chosen the overview is ``None``.

    Raises:
        EngineError: if the index cannot be read.
    """
    state = answer.state
    here = url_for("pages.search")
    to = hrefs_of(state)
    if not answer.page.total:
        return _dates_alone(answer, to, here) if state.start or state.end else None
    made = _buckets(state, answer.counted)
    field = "country" if state.mentioned else "about"
    maps = {
        name: to.to(replace(state, mentioned=name == "country", page=1))
        for name in COUNTRY_FIELDS
    }
    foldable = state.whole or bool(made and made.folds)
    return Overview(
        timeline=_timeline(made, to),
        world=world_view(answer.counted[field], to, maps),
        dates=_dates(answer, to, here),
        path=tuple(_path(to)),
        scales=tuple(_scales(to)) if made and state.text else (),
        unfold=to.to(replace(state, whole=not state.whole, page=1)) if foldable else "",
        unfolded=state.whole,
    )


def _dates_alone(answer: Found, to: Hrefs, action: str) -> Overview:
    return Overview(
        timeline=None,
        world=None,
        dates=_dates(answer, to, action),
        path=tuple(_path(to)),
        scales=(),
        unfold="",
        unfolded=False,
    )


def _timeline(made: Buckets | None, to: Hrefs) -> Timeline | None:
    if made is None:
        return None
    state = to.state
    shares = state.share and state.text
    return timeline_view(made, to, _all_articles(state, made) if shares else None)


def _buckets(state: SearchState, facets: Mapping[str, Facet]) -> Buckets | None:
    counts = _counts(state, facets)
    made = plan_bars(counts, state.start, state.end, whole=state.whole)
    if made is None:
        return None
    if made.unit.facet == "day" and counts.days is None:
        counts = _counts(state, {**facets, **_asked_again(state, "day")})
        made = plan_bars(counts, state.start, state.end, whole=state.whole)
    return fill_bars(made, counts) if made else None


def _asked_again(state: SearchState, *names: str) -> dict[str, Facet]:
    page = page_of(plan_of(state), NO_HITS, Counting(facets=names))
    return {facet.field: facet for facet in page.facets}


def _counts(state: SearchState, facets: Mapping[str, Facet]) -> Counts:
    """The counts of dates, of those alone that are chosen."""
    found = {
        name: {
            value.value: value.count
            for value in _chosen(state.chosen_in(name), facets[name].values)
            if value.count and value.value[:1].isdecimal()
        }
        for name in PERIOD_FACETS
        if name in facets
    }
    return Counts(found["year"], found["month"], found.get("day"))


def _chosen(chosen: Selection, values: Iterable[FacetValue]) -> Iterable[FacetValue]:
    """Without what is not chosen: a facet's own counts ignore its own choice."""
    for value in values:
        if value.selected or not (chosen.include or value.excluded):
            yield value


def _all_articles(state: SearchState, made: Buckets) -> dict[date, int]:
    """The articles in each bar, whatever their words."""
    wordless = links.with_text(state, "")
    counts = _counts(state, _asked_again(wordless, *_facets_of(made)))
    return total_bars(made, counts)


def _facets_of(made: Buckets) -> tuple[str, ...]:
    return ("year", "month", "day") if made.unit.days else ("year", "month")


def _scales(to: Hrefs) -> Iterable[Step]:
    for share, label in ((False, gettext("Number")), (True, gettext("Share"))):
        href = to.to(replace(to.state, share=share, page=1))
        yield Step(label, href, current=share is to.state.share)


def _path(to: Hrefs) -> Iterable[Step]:
    """All dates, the year, the month, and what is shown."""
    start, end = to.state.start, to.state.end
    if not (start or end):
        return
    yield Step(gettext("All dates"), to.to(links.within(to.state, None, None)))
    if start and end:
        last = end - _DAY
        year = date(start.year, 1, 1), month_after(date(start.year, 12, 1))
        month = start.replace(day=1), month_after(start)
        for low, high in (year, month):
            if low <= start and last < high and (low, high) != (start, end):
                yield Step(period_words(low, high), to.within(low, high))
    yield Step(period_words(start, end), "", current=True)


def _dates(answer: Found, to: Hrefs, action: str) -> Dates:
    state = answer.state
    days = dict(pairs(state))
    years = answer.years
    had = {int(v.value) for v in years.values if v.count and v.value.isdecimal()}
    return Dates(
        action=action,
        kept=tuple(pairs(links.drop_dates(state))),
        first=days.get("from", ""),
        last=days.get("to", ""),
        presets=tuple(
            Step(
                label,
                to.within(low, high),
                current=(low, high) == (state.start, state.end),
            )
            for label, low, high in presets(_newest(answer), today())
            if any(low.year <= year <= (high - _DAY).year for year in had)
        ),
        undated=tuple(_undated(state, years)),
    )


def _undated(state: SearchState, years: Facet) -> Iterable[Choice]:
    undated = hrefs_of(links.within(state, None, None))
    for value in years.values:
        if value.value in (NO_DATE, UNRELIABLE_DATE) and (
            value.count or value.selected or value.excluded
        ):
            yield choice_of(undated, "year", value)


def _newest(answer: Found) -> date | None:
    """The last day of the newest article found, whatever dates are chosen."""
    published = answer.newest.published if answer.newest else None
    return published.end - _DAY if published else None


def presets(newest: date | None, day: date) -> list[tuple[str, date, date]]:
    """Return the dates that end with the newest article: name, first day, end.

    The past week ends with ``day``, which is today, and is left out without articles.
    """
    if newest is None:
        return []
    found = []
    week = day - timedelta(days=6)
    if week <= newest <= day:
        tomorrow = day + _DAY
        found.append((gettext("Past week"), week, tomorrow))
    first = newest.replace(day=1)
    year = date(newest.year, 1, 1)
    decade = date(max(newest.year // 10 * 10, 1), 1, 1)
    spans = [(first, month_after(first)), (year, month_after(date(newest.year, 12, 1)))]
    if newest.year > 1:
        spans.append((date(newest.year - 1, 1, 1), year))
    spans.append((decade, spans[1][1]))
    for low, high in dict.fromkeys(spans):
        found.append((period_words(low, high), low, high))
    return found
