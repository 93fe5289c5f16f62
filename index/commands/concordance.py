"""``concordance``: every place of what a query asks for, with the words around it."""

from __future__ import annotations

import click

from search.answer import answer_plan
from search.explore.concordance import (
    MOST_WORDS,
    Line,
    LineOrder,
    asks_for_places,
    find_places,
)
from search.explore.json import concordance_as_json
from search.plan import plan_search
from search.request import NO_FACETS, NO_HITS, Criteria

from ..cleaning.printable import printable
from ..settings import Settings, as_json_option, print_json
from .words import Querying, QueryWord, limit_option

__all__ = ["concordance"]

_LETTERS = 7
"""Columns of the terminal for one of the words before a place, about."""


@click.command(cls=Querying)
@click.argument("query", nargs=-1, required=True, type=QueryWord())
@click.option(
    "--order",
    type=click.Choice([order.value for order in LineOrder]),
    default=LineOrder.NEWEST.value,
    show_default=True,
    help="By the dates of the articles, or by the nearest word on the left or right.",
)
@click.option(
    "--words",
    type=click.IntRange(1, MOST_WORDS),
    default=6,
    show_default=True,
    help="How many words on either side.",
)
@limit_option(1, 5000, default=50)
@as_json_option
@click.pass_obj
def concordance(
    settings: Settings,
    query: tuple[str, ...],
    order: str,
    words: int,
    limit: int,
    as_json: bool,
) -> None:
    """List every place of the words of a QUERY, with the words around them.

    \b
      dateline concordance ferry --order right
      dateline concordance '"climate accord"' published:2019 --words 10

    Each line ends with the id of its article. If there are too many places, some
    articles are not looked through; it is said then.
    """
    criteria = Criteria(text=" ".join(query))
    index = settings.searcher.snapshot()
    answer = answer_plan(plan_search(criteria, index), NO_HITS, NO_FACETS)
    found = find_places(answer, LineOrder(order), words)
    if as_json:
        print_json(concordance_as_json(found, 0, limit, answer.notices))
        return
    for notice in answer.notices:
        click.secho(notice.text, fg="yellow", err=True)
    if not asks_for_places(answer.plan):
        click.secho("The query asks for no words of a text.", fg="yellow", err=True)
    for line in found.lines(0, limit):
        _print_line(line, words * _LETTERS)
    cut = f", in {found.read:,} of {found.articles:,} articles" if found.cut else ""
    noun = "place" if len(found.places) == 1 else "places"
    click.secho(f"{len(found.places):,} {noun}{cut}", err=True)


def _print_line(line: Line, width: int) -> None:
    before = " ".join(printable(line.before.text).split())
    found = click.style(printable(line.found), fg="yellow", underline=True)
    after = " ".join(printable(line.after.text).split())
    lead = before + " " * line.before.text[-1:].isspace()
    follow = " " * line.after.text[:1].isspace() + after
    where = click.style(line.article.id, dim=True)
    click.echo(f"{lead[-width:].rjust(width)}{found}{follow}  {where}")
