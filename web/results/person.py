"""The page of one person: when, where, with whom, in which sources, how spelt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from search.analysis.tokens import key
from search.explore.cooccurrence import find_cooccurring
from search.explore.name_spellings import count_spellings

from ..state.choices import selections
from ..state.hrefs import (
    article_href,
    network_href,
    person_href,
    search_href,
)
from ..state.searching import Found, the_index
from ..state.state import SearchState
from .top_lists import TopList, top_lists

__all__ = ["PersonView", "person_view"]

_LISTS: Final = ("about", "source", "organisation", "place")
_TOP: Final = 8
_TIES: Final = 12


@dataclass(frozen=True, slots=True)
class TieView:
    """Somebody named together with the person; ``both_href`` finds where."""

    name: str
    href: str
    together: int
    both_href: str


@dataclass(frozen=True, slots=True)
class SpellingView:
    """A spelling of the name; ``href`` leads to the newest article that has it."""

    text: str
    articles: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """All that the page of a person shows.

    Attributes:
        total: articles that name the person.
        meant: if there is none, somebody with a name like it, and that page.
        read: articles whose spellings were counted.
        cut: whether there are older ones.
    """

    name: str
    total: int
    search_href: str
    meant: tuple[str, str] | None
    ties: tuple[TieView, ...]
    network_href: str
    lists: tuple[TopList, ...]
    spellings: tuple[SpellingView, ...]
    read: int
    cut: bool


def person_view(found: Found) -> PersonView:
    """Make the page of a person ready to print.

    Args:
        found: the answer to the search for the person alone.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    state = found.state
    name = _listed(found)
    known = find_cooccurring(the_index(), name, most=_TIES)
    spelt = count_spellings(found.plan, name)
    return PersonView(
        name=name,
        total=found.page.total,
        search_href=search_href(state),
        meant=(known.meant, person_href(known.meant)) if known.meant else None,
        ties=tuple(
            TieView(
                tie.name, person_href(tie.name), tie.together, _both(name, tie.name)
            )
            for tie in known.people
        ),
        network_href=network_href(state),
        lists=top_lists(found, state, _LISTS, _TOP),
        spellings=tuple(
            SpellingView(one.text, one.articles, article_href(one.newest, state))
            for one in spelt.spellings
        ),
        read=spelt.read,
        cut=spelt.cut,
    )


def _listed(found: Found) -> str:
    """The name as articles have it, whatever capitals and accents it was asked in."""
    asked = found.state.selections[0].include[0]
    named = (one.name for hit in found.page.hits for one in hit.article.facts.people)
    return next((name for name in named if key(name) == key(asked)), asked)


def _both(one: str, other: str) -> str:
    """The articles that name both: two values of a facet would be one or the other."""
    chosen = selections({"person": (one,)}, {})
    quoted = other.replace('"', " ")
    return search_href(SearchState(text=f'person:"{quoted}"', selections=chosen))
