"""Links of a page are those that working out each search alone would give."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from search.model.facets import Selection
from search.request import Sort
from web.markup import rows
from web.state import links
from web.state.choices import selections
from web.state.hrefs import Hrefs
from web.state.state import SearchState, query_string

FIELDS = ("person", "about", "source", "year", "month", "on")
VALUES = st.sampled_from(["2015", "US", "A & B", 'José "x" <y>', "a=b;c", "2015-03"])
CHOSEN = st.dictionaries(st.sampled_from(FIELDS), st.lists(VALUES, max_size=2))
STATES = st.builds(
    lambda text, include, exclude, sort, size, page, start: SearchState(
        text=text,
        selections=selections(include, exclude),
        start=start,
        end=start and date(2016, 1, 1),
        sort=sort,
        size=size,
        page=page,
    ),
    st.sampled_from(["", "budget", 'a&b <c> "d"']),
    CHOSEN,
    CHOSEN,
    st.sampled_from([None, *Sort]),
    st.sampled_from([10, 25]),
    st.integers(1, 3),
    st.sampled_from([None, date(2015, 1, 1)]),
)


@given(STATES, st.sampled_from(FIELDS), VALUES)
def test_a_link_chooses_and_excludes_as_the_search_would(
    state: SearchState, field: str, value: str
) -> None:
    hrefs = Hrefs(state, "/search")
    chosen = query_string(links.toggle(state, field, value))
    excluded = query_string(links.exclude(state, field, value))
    assert hrefs.choosing(field, value) == f"/search{chosen or '?q='}"
    assert hrefs.excluding(field, value) == f"/search{excluded or '?q='}"


@given(STATES, st.sampled_from(FIELDS), VALUES)
def test_no_address_holds_a_sign_that_could_end_an_attribute(
    state: SearchState, field: str, value: str
) -> None:
    hrefs = Hrefs(state)
    addresses = [hrefs.choosing(field, value), hrefs.excluding(field, value)]
    addresses.append(hrefs.within(date(2015, 1, 1), date(2015, 2, 1)))
    for address in addresses:
        assert not set(address) & set("\"'<>;` \n")


def test_dates_of_a_link_replace_those_that_hold_them() -> None:
    year = (Selection("year", ("2015",)),)
    state = SearchState(text="x", selections=year, page=3)
    march = Hrefs(state).within(date(2015, 3, 1), date(2015, 4, 1))
    assert march == "?q=x&from=2015-03&to=2015-03"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x>', "a & b", "' onclick='x"]
)
def test_words_in_rows_become_no_markup(text: str) -> None:
    made = [
        rows.choice_row(text, text, "?q=x", spoken=text, other=("?q=y", text, text)),
        rows.choice_row("x", "1", "?q=x", anchor=text),
        rows.narrowing_chip("person", text, "?q=x", text),
        rows.row(text, "?q=x", text),
        rows.bar("?q=x", text, 0, 0),
        rows.tile("?q=x", text, (1, 1), (1, 1), ""),
    ]
    for markup in made:
        tree = html.fragment_fromstring(f"<ul>{markup}</ul>")
        names = {name for element in tree.iter() for name in element.attrib}
        assert not {"script", "img"} & {str(element.tag) for element in tree.iter()}
        assert not {"onclick", "src"} & names
        said = [*tree.itertext(), *(v for e in tree.iter() for v in e.values())]
        assert any(text in words for words in said)
