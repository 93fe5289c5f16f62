"""``compare``: two to five searches next to each other."""

from __future__ import annotations

import click

from search.explore.comparison import (
    COMPARED,
    FEWEST,
    MOST,
    Comparison,
    Contrast,
    compare_plans,
)
from search.explore.json import comparison_as_json
from search.model.fields import FIELDS
from search.plan import plan_search
from search.request import Criteria
from search.results.page import value_label

from ..cleaning.printable import printable
from ..settings import Settings, as_json_option, print_json
from .words import Querying, QueryWord, limit_option

__all__ = ["compare"]

_LABEL = 32
"""Columns of the terminal for what the numbers are of."""


@click.command(cls=Querying)
@click.argument("queries", metavar="QUERY QUERY...", nargs=-1, type=QueryWord())
@limit_option(1, 50, default=5)
@as_json_option
@click.pass_obj
def compare(
    settings: Settings, queries: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """Put two to five searches next to each other, each QUERY in quotation marks.

    \b
      dateline compare flood drought
      dateline compare 'person:merkel election' 'person:macron election'

    Counts how many articles each finds by year, and of which people, countries,
    organisations, places and sources; then lists what is unusual in each: what a far
    greater share of its articles has than of those that only the others find. Words
    are counted in the first 60 articles of each.
    """
    if not FEWEST <= len(queries) <= MOST:
        raise click.UsageError(f"Give {FEWEST} to {MOST} queries, each in quotes.")
    index = settings.searcher.snapshot()
    plans = [plan_search(Criteria(text=query), index) for query in queries]
    found = compare_plans(plans, values=limit, most=limit)
    if as_json:
        print_json(comparison_as_json(found))
        return
    for query, one in zip(queries, found.searches, strict=True):
        for notice in one.answer.notices:
            click.secho(f"{printable(query)}: {notice.text}", fg="yellow", err=True)
    _print_counts(found, queries)
    for query, one in zip(queries, found.searches, strict=True):
        click.secho(f"Unusual in {printable(query)}", bold=True)
        _print_unusual((*one.names, *one.words))


def _print_counts(found: Comparison, queries: tuple[str, ...]) -> None:
    heads = "".join(f"{printable(query)[:14]:>16}" for query in queries)
    click.secho(f"{'':{_LABEL}}{heads}", bold=True)
    _print_row("articles", [one.total for one in found.searches])
    years = sorted({year for one in found.searches for year in one.periods["year"]})
    for year in years:
        label = value_label("year", year)
        _print_row(label, [one.periods["year"].get(year, 0) for one in found.searches])
    for field in COMPARED:
        if found.facets[field]:
            click.secho(FIELDS[field].label, bold=True)
        for value, counts in found.facets[field]:
            _print_row(f"  {value_label(field, value)}", counts)


def _print_row(label: str, counts: list[int] | tuple[int, ...]) -> None:
    shown = printable(label)[: _LABEL - 1]
    click.echo(f"{shown:{_LABEL}}" + "".join(f"{count:>16,}" for count in counts))


def _print_unusual(found: tuple[Contrast, ...]) -> None:
    for one in found:
        known = one.field in FIELDS
        label = value_label(one.field, one.value) if known else one.value
        mine, others = one.hits / one.size, one.others / max(one.others_size, 1)
        told = f"{mine:.0%} here, {others:.0%} of what only the others find"
        click.echo(f"  {printable(label)}  ({told})")
    if not found:
        click.echo("  nothing")
