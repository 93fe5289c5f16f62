"""Every article found has one place in a timeline, and a timeline has room for few."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web import create_app
from web.charts.axes import NARROW, WIDE, levels
from web.charts.buckets import (
    MOST_BARS,
    Buckets,
    Counts,
    fill_bars,
    plan_bars,
    total_bars,
)
from web.charts.timeline import timeline_view
from web.charts.units import UNITS, intervals
from web.i18n.languages import LANGUAGES
from web.state.hrefs import Hrefs
from web.state.state import SearchState

APP = create_app({"DATELINE_ENGINE": "tantivy:nowhere"})

LENGTHS = {"year": 4, "month": 7, "day": 10}

known_dates = st.tuples(
    st.dates(date(1, 1, 1), date(9998, 12, 31))
    | st.dates(date(1980, 1, 1), date(2025, 12, 31)),
    st.sampled_from(list(LENGTHS)),
    st.integers(1, 500),
)


def counted(dates: list[tuple[date, str, int]]) -> Counts:
    """What an engine counts of articles whose dates are known so exactly."""
    found: dict[str, Counter[str]] = {name: Counter() for name in LENGTHS}
    for day, precision, number in dates:
        for name, length in LENGTHS.items():
            if length <= LENGTHS[precision]:
                found[name][day.isoformat()[:length]] += number
    return Counts(found["year"], found["month"], found["day"])


def sorted_into_bars(counts: Counts, *bounds: date, whole: bool = False) -> Buckets:
    made = plan_bars(counts, *bounds, whole=whole)
    assert made is not None
    return fill_bars(made, counts)


def days(*texts: str, number: int = 1) -> list[tuple[date, str, int]]:
    return [(date.fromisoformat(text), "day", number) for text in texts]


@pytest.mark.parametrize("precision", LENGTHS)
def test_dates_known_roughly_get_bars_as_long_as_that(precision: str) -> None:
    dates = [(date(2019, 3, 1), precision, 2), (date(2019, 5, 1), precision, 1)]
    made = sorted_into_bars(counted(dates))
    assert sum(bar.count for bar in made.bars) == 3
    assert made.by_year == made.by_month == 0


@given(st.lists(known_dates, min_size=1, max_size=30), st.booleans())
def test_each_article_is_in_one_bar_or_fold_or_known_too_roughly(
    dates: list[tuple[date, str, int]], whole: bool
) -> None:
    made = sorted_into_bars(counted(dates), whole=whole)
    placed = sum(part.count for part in (*made.bars, *made.folds))
    assert placed + made.by_year + made.by_month == sum(n for _, _, n in dates)
    assert len(made.bars) <= MOST_BARS
    parts = sorted([*made.bars, *made.folds], key=lambda part: part.start)
    for one, next_one in itertools.pairwise(parts):
        assert one.start < one.end == next_one.start
    if whole:
        assert all(not fold.count for fold in made.folds)


@given(st.lists(known_dates, min_size=1, max_size=20), st.data())
def test_a_bar_counts_what_appeared_in_it(
    dates: list[tuple[date, str, int]], data: st.DataObject
) -> None:
    made = sorted_into_bars(counted(dates))
    if not made.bars:
        return
    bar = data.draw(st.sampled_from(made.bars))
    least = LENGTHS[made.unit.facet]
    inside = (
        number
        for day, precision, number in dates
        if LENGTHS[precision] >= least and bar.start <= day < bar.end
    )
    assert bar.count == sum(inside)


@given(
    st.dates(date(1950, 1, 1), date(2030, 1, 1)),
    st.integers(1, 14_200),
    st.lists(st.integers(0, 14_999), max_size=20),
)
def test_dates_asked_for_are_shown_to_their_ends(
    start: date, length: int, offsets: list[int]
) -> None:
    end = start + timedelta(days=length)
    inside = [start + timedelta(days=offset % length) for offset in offsets] or [start]
    counts = counted([(day, "day", 1) for day in inside])
    made = sorted_into_bars(counts, start, end)
    parts = sorted([*made.bars, *made.folds], key=lambda part: part.start)
    assert (parts[0].start, parts[-1].end) == (start, end)
    assert sum(part.count for part in parts) == len(inside)
    if made.unit.days:
        assert SearchState(start=made.bars[0].start, end=made.bars[-1].end).is_short


@given(
    st.sampled_from(UNITS),
    st.dates(),
    st.integers(1, 3_000),
)
def test_intervals_of_a_unit_follow_each_other(
    unit: object, start: date, length: int
) -> None:
    end = min(start, date.max - timedelta(days=length)) + timedelta(days=length)
    if end <= start:
        return
    found = list(intervals(unit, start, end))  # type: ignore[arg-type]
    assert found[0][0] <= start
    assert found[-1][1] >= end or found[-1][1] == date.max
    assert all(one[1] == other[0] for one, other in itertools.pairwise(found))
    assert all(low < high for low, high in found)


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2015-03-05", "2015-03-05", "day"),
        ("2015-03-01", "2015-03-31", "day"),
        ("2015-01-01", "2015-06-30", "week"),
        ("2015-01-01", "2015-12-31", "month"),
        ("2012-01-01", "2020-12-31", "quarter"),
        ("2001-01-01", "2020-12-31", "half"),
        ("1985-01-01", "2020-12-31", "year"),
        ("1701-01-01", "2020-12-31", "years"),
    ],
)
def test_a_bar_is_as_short_as_there_is_room_for(
    first: str, last: str, unit: str
) -> None:
    assert sorted_into_bars(counted(days(first, last))).unit.name == unit


def test_one_article_of_long_ago_does_not_flatten_thousands() -> None:
    counts = counted(
        [
            *days("1890-05-01"),
            *((date(year, 6, 1), "day", 500) for year in range(2012, 2021)),
        ]
    )
    made = sorted_into_bars(counts)
    assert made.unit.name == "quarter"
    assert [fold.count for fold in made.folds] == [1]
    assert made.bars[0].start.year == 2012
    unfolded = sorted_into_bars(counts, whole=True)
    assert unfolded.bars[0].start.year == 1890
    assert not unfolded.folds


def test_a_long_gap_between_two_collections_is_marked() -> None:
    counts = counted(
        [
            *((date(1987, month, 1), "day", 900) for month in range(2, 11)),
            *days("1997-03-01", "2010-04-01"),
            *((date(year, 6, 1), "day", 500) for year in range(2012, 2021)),
        ]
    )
    made = sorted_into_bars(counts)
    assert [stretch[0].start.year for stretch in made.stretches] == [1987, 2012]
    assert [fold.count for fold in made.folds] == [2]


def test_a_gap_between_few_articles_stays_a_gap() -> None:
    made = sorted_into_bars(counted(days("1987-05-01", "2020-05-01")))
    assert not made.folds
    assert len(made.bars) == 34


@pytest.mark.parametrize(
    ("begin", "end", "folded"),
    [
        (2000, 2020, [(2000, 2015), (2017, 2020)]),
        (2015, 2020, [(2017, 2020)]),
        (2012, 2017, [(2012, 2015)]),
        (2014, 2018, []),
    ],
)
def test_long_empty_ends_of_dates_asked_for_are_folded(
    begin: int, end: int, folded: list[tuple[int, int]]
) -> None:
    bounds = date(begin, 1, 1), date(end, 1, 1)
    counts = counted(days("2015-03-01", "2016-11-01"))
    made = sorted_into_bars(counts, *bounds)
    assert [(fold.start.year, fold.end.year) for fold in made.folds] == folded
    unfolded = sorted_into_bars(counts, *bounds, whole=True)
    assert (unfolded.bars[0].start, unfolded.bars[-1].end) == bounds
    assert not unfolded.folds


def test_articles_known_by_the_year_are_told_apart_from_months() -> None:
    counts = counted(
        [(date(2015, 1, 1), "year", 12), *days("2015-03-01", "2015-05-01")]
    )
    made = sorted_into_bars(counts, date(2015, 1, 1), date(2016, 1, 1))
    assert made.unit.name == "month"
    assert (made.by_year, made.by_month) == (12, 0)
    assert [bar.count for bar in made.bars][:5] == [0, 0, 1, 0, 1]


def test_other_articles_are_counted_in_the_same_bars() -> None:
    made = sorted_into_bars(counted(days("2015-03-01", "2015-05-01")))
    everything = counted(days("2014-01-01", "2015-03-02", "2015-03-01", number=4))
    found = total_bars(made, everything)
    assert set(found) == {bar.start for bar in made.bars}
    assert sum(found.values()) == 8


def test_without_dates_there_is_no_timeline() -> None:
    assert plan_bars(Counts({}, {})) is None


@given(st.floats(0.001, 1e7))
def test_lines_stand_at_round_numbers_below_the_top(most: float) -> None:
    found = levels(most)
    assert 1 <= len(found) <= 3
    assert all(0 < level < most for level in found)


def test_there_is_no_line_at_half_an_article() -> None:
    assert levels(1.0, 1.0) == []
    assert levels(2.0, 1.0) == [1.0]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2020, 1, 1)),
    st.integers(1, 36_000),
    st.integers(0, 400),
)
def test_labels_below_the_bars_never_touch(
    language: str, start: date, length: int, offset: int
) -> None:
    dates = [start, start + timedelta(days=length), start + timedelta(days=offset)]
    made = sorted_into_bars(counted([(day, "day", 30) for day in dates]))
    with APP.test_request_context(headers={"Accept-Language": language}):
        line = timeline_view(made, Hrefs(SearchState()), None)
    assert line.ticks
    for pixels, other in ((NARROW, "wide"), (WIDE, "narrow")):
        shown = [tick for tick in line.ticks if tick[2] != other]
        spans = sorted(
            (float(at) / 100 * pixels, len(label) * 5.3) for at, label, _ in shown
        )
        ends = [(middle - size / 2, middle + size / 2) for middle, size in spans]
        for (_, end), (begin, _) in itertools.pairwise(ends):
            assert end + 1 < begin
        assert ends[-1][1] <= pixels + 20
