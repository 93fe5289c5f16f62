"""A search and its address say the same, whatever is in either."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.codes.countries import countries
from search.model.facets import Selection
from search.model.fields import FACETS
from search.model.hits import NoticeKind
from search.request import Sort
from web.state.links import (
    clear,
    drop,
    drop_dates,
    exclude,
    on_page,
    sized,
    sorted_by,
    toggle,
    with_text,
)
from web.state.state import PAGE_SIZES, SearchState, query_string, read_state

words = st.text(max_size=30).map(str.strip).filter(bool)
values = {
    "person": words,
    "country": st.sampled_from([entry.code for entry in countries()]),
    "about": st.sampled_from([entry.code for entry in countries()]),
    "place": words,
    "organisation": words,
    "on": st.from_regex(r"[1-9][0-9]{3}(-0[1-9](-[12][0-8])?)?", fullmatch=True),
    "source": words,
    "section": words,
    "language": st.sampled_from(["en", "de", "zh"]),
    "year": st.from_regex(r"[1-9][0-9]{3}", fullmatch=True) | st.just("none"),
    "month": st.from_regex(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])", fullmatch=True),
    "day": st.from_regex(
        r"[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9])", fullmatch=True
    ),
}


@st.composite
def states(draw: st.DrawFn) -> SearchState:
    selections = []
    for field in FACETS:
        chosen = draw(st.lists(values[field], max_size=2, unique=True))
        split = draw(st.integers(0, len(chosen)))
        if chosen:
            new = Selection(field, tuple(chosen[:split]), tuple(chosen[split:]))
            selections.append(new)
    start = draw(st.none() | st.dates(date(1, 1, 1), date(9000, 1, 1)))
    length = draw(st.none() | st.integers(1, 100_000))
    end = None if length is None else (start or date(1500, 1, 1)) + timedelta(length)
    return SearchState(
        text=draw(st.text(max_size=50).map(str.strip)),
        selections=tuple(selections),
        start=start,
        end=end,
        sort=draw(st.none() | st.sampled_from(list(Sort))),
        size=draw(st.sampled_from(PAGE_SIZES)),
        page=draw(st.integers(1, 10_000)),
        share=draw(st.booleans()),
        whole=draw(st.booleans()),
        mentioned=draw(st.booleans()),
    )


def parsed(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query.removeprefix("?"), keep_blank_values=True)


def read(query: str) -> SearchState:
    return read_state(parsed(query))[0]


@given(states())
def test_an_address_says_all_of_a_search(state: SearchState) -> None:
    assert read_state(parsed(query_string(state))) == (state, ())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "q",
                    "page",
                    "from",
                    "to",
                    "sort",
                    "size",
                    "-year",
                    "month",
                    "country",
                    "x",
                ]
            ),
            st.text(),
        )
    )
)
def test_any_parameters_are_read_and_settle(given: list[tuple[str, str]]) -> None:
    state, _ = read_state(given)
    assert read(query_string(state)) == state


@given(states(), st.sampled_from(FACETS), st.data())
def test_choosing_twice_and_excluding_twice_change_nothing_else(
    state: SearchState, field: str, data: st.DataObject
) -> None:
    value = data.draw(values[field])
    clean = drop(state, field, value)
    assert drop(toggle(clean, field, value), field, value) == clean
    assert toggle(toggle(clean, field, value), field, value) == clean
    assert exclude(exclude(clean, field, value), field, value) == clean


def test_the_empty_search_has_no_parameters() -> None:
    assert query_string(SearchState()) == ""


def test_an_address_is_readable() -> None:
    state = SearchState(
        text="budget",
        selections=(
            Selection("country", ("FR",), ("DE",)),
            Selection("year", ("2019",)),
        ),
        start=date(2015, 1, 1),
        end=date(2020, 1, 1),
        sort=Sort.OLDEST,
        size=25,
        page=3,
    )
    assert query_string(state) == (
        "?q=budget&country=FR&-country=DE&year=2019"
        "&from=2015-01-01&to=2019-12-31&sort=oldest&size=25&page=3"
    )
    assert query_string(state, rank=7).endswith("&page=3&rank=7")
    assert query_string(SearchState(), rank=0, find="") == ""


def test_excluding_a_chosen_value_no_longer_chooses_it() -> None:
    chosen = toggle(SearchState(), "country", "FR")
    assert exclude(chosen, "country", "FR").selections == (
        Selection("country", (), ("FR",)),
    )


def test_a_value_both_chosen_and_excluded_is_excluded() -> None:
    assert read("country=FR&-country=FR").selections == (
        Selection("country", (), ("FR",)),
    )


def test_every_step_but_turning_pages_goes_to_the_first_page() -> None:
    state = read("q=a&country=FR&from=2015&size=50&page=7")
    steps = [
        toggle(state, "person", "X"),
        exclude(state, "person", "X"),
        drop(state, "country", "FR"),
        drop_dates(state),
        sorted_by(state, Sort.OLDEST),
        sized(state, 25),
        with_text(state, "b"),
        clear(state),
    ]
    assert [step.page for step in steps] == [1] * len(steps)
    assert on_page(state, 8).page == 8
    assert [step.size for step in steps] == [50, 50, 50, 50, 50, 25, 50, 50]


def test_clearing_keeps_the_query_the_order_and_the_size() -> None:
    state = read("q=a&country=FR&from=2015&sort=oldest&size=50")
    assert clear(state) == SearchState(text="a", sort=Sort.OLDEST, size=50)


def test_only_a_search_for_nothing_is_empty() -> None:
    assert read("q=+&size=25").is_empty
    for asking in ("q=a", "country=FR", "from=2015", "sort=newest", "page=2"):
        assert not read(asking).is_empty


def test_another_year_drops_the_months_of_the_last() -> None:
    state = read("year=2019&month=2019-05")
    assert toggle(state, "year", "2019") == SearchState()
    assert toggle(state, "month", "2019-05") == read("year=2019")


def test_countries_and_dates_may_be_named() -> None:
    assert read("country=france&country=FR&about=french").selections == (
        Selection("about", ("FR",)),
        Selection("country", ("FR",)),
    )
    assert read("on=3 January 2020&on=2020-1-3&-on=June 1944").selections == (
        Selection("on", ("2020-01-03",), ("1944-06",)),
    )


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("from=2015&to=2019", date(2015, 1, 1), date(2020, 1, 1)),
        ("from=2019-06&to=2019", date(2019, 6, 1), date(2020, 1, 1)),
        ("from=2019&to=2015", date(2015, 1, 1), date(2020, 1, 1)),
        ("to=2019-06-05", None, date(2019, 6, 6)),
        ("from=9999-12-31&to=9999-12-31", date(9999, 12, 31), None),
    ],
)
def test_dates_are_the_first_and_the_last_day(
    query: str, start: date | None, end: date | None
) -> None:
    state = read(query)
    assert (state.start, state.end) == (start, end)


@pytest.mark.parametrize(
    "query",
    [
        "from=2019-13",
        "to=yesterday",
        "sort=best",
        "size=11",
        "size=²5",
        "year=19",
        "month=2019-13",
        "-month=2019",
        "day=2019-02-30",
        "-day=2019-02-29",
        "day=2019-04-31",
        "month=0000-05",
        "year=0000",
        "person=" + "x" * 301,
    ],
)
def test_what_is_malformed_is_left_out_and_said(query: str) -> None:
    state, notices = read_state(parsed(query))
    assert state == SearchState()
    assert [notice.kind for notice in notices] == [NoticeKind.BAD_FILTER]
    assert len(notices[0].text) < 150


def test_dates_the_wrong_way_round_are_swapped_and_that_is_said() -> None:
    _, notices = read_state(parsed("from=2019&to=2015"))
    assert [notice.kind for notice in notices] == [NoticeKind.SWAPPED_DATES]


def test_unknown_and_empty_parameters_are_ignored() -> None:
    given = parsed("q=&utm_source=x&person=&page=&author=x&-=1&--country=FR")
    assert read_state(given) == (SearchState(), ())


@pytest.mark.parametrize("page", ["0", "-3", "x", "1.5", "²"])
def test_a_page_that_is_no_number_is_the_first(page: str) -> None:
    assert read_state([("page", page)])[0].page == 1


def test_a_state_stays_small_whatever_is_sent() -> None:
    many = [("person", f"{n}") for n in range(9_000)] + [("q", "x" * 99_000)]
    state, notices = read_state(many)
    assert len(query_string(state)) < 3_000
    assert [n.kind for n in notices] == [NoticeKind.BAD_FILTER, NoticeKind.TOO_LONG]
