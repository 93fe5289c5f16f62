"""``suggest``, ``similar``, ``unusual`` and ``together``: help in asking."""

from __future__ import annotations

import click

from search.explore.completion import complete
from search.explore.cooccurrence import find_cooccurring
from search.explore.json import (
    cooccurrences_as_json,
    significant_as_json,
    similar_as_json,
    suggestions_as_json,
)
from search.explore.significant import (
    SignificantTerm,
    find_significant_people,
    find_significant_words,
)
from search.explore.similar import find_similar
from search.explore.spelling import suggest_correction
from search.model.fields import FIELDS
from search.plan import plan_search
from search.request import Criteria

from ..settings import Settings, as_json_option, print_json
from .searching import origin
from .words import Querying, QueryWord, limit_option

__all__ = ["similar_to", "suggest", "together_with", "unusual"]

_GROUPS = {"word": "Words", "title": "Articles"}


@click.command(cls=Querying)
@click.argument("text", nargs=-1, required=True, type=QueryWord())
@limit_option(1, 20, default=5)
@as_json_option
@click.pass_obj
def suggest(
    settings: Settings, text: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """Correct the spelling of TEXT, and complete its last words.

    \b
      dateline suggest terorism attack
      dateline suggest trum

    Only words and names in the index are suggested, each with the number of articles
    that have it.
    """
    query = " ".join(text)
    index = settings.searcher.snapshot()
    correction = suggest_correction(plan_search(Criteria(text=query), index))
    suggestions = complete(index, query, most=limit)
    if as_json:
        print_json(suggestions_as_json(query, correction, suggestions))
        return
    if correction is not None:
        click.echo(f"Did you mean: {correction.text} ({correction.total:,})")
    for kind, group in suggestions.groups:
        click.secho(_GROUPS.get(kind) or FIELDS[kind].label, bold=True)
        for found in group:
            count = found.value if kind == "title" else f"{found.count:,}"
            click.echo(f"  {found.label}  ({count})")
    if correction is None and not suggestions.groups:
        click.echo("Nothing to suggest.")


@click.command("similar", cls=Querying)
@click.argument("article_id", metavar="ID", type=QueryWord())
@limit_option(1, 20, default=5)
@as_json_option
@click.pass_obj
def similar_to(settings: Settings, article_id: str, limit: int, as_json: bool) -> None:
    """List the articles most similar to one, without copies of it."""
    found = find_similar(settings.searcher.snapshot(), article_id, most=limit)
    if as_json:
        print_json({"similar": similar_as_json(found)})
        return
    for one in found:
        click.echo(f"{one.score:>4.0%}  {one.article.title or '(no title)'}")
        click.secho(f"      {origin(one.article)}", dim=True)
    if not found:
        click.echo("No other article is similar.")


@click.command(cls=Querying)
@click.argument("query", nargs=-1, required=True, type=QueryWord())
@limit_option(1, 100, default=10)
@as_json_option
@click.pass_obj
def unusual(
    settings: Settings, query: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """List people and words that are unusually frequent in the hits.

    \b
      dateline unusual brexit published:2019

    They are unusual if a far greater share of the hits than of all articles has
    them, by the log-likelihood ratio. People are counted in all hits, words in the
    first 300.
    """
    index = settings.searcher.snapshot()
    plan = plan_search(Criteria(text=" ".join(query)), index)
    people = find_significant_people(plan, most=limit)
    words = find_significant_words(plan, most=limit)
    if as_json:
        print_json(
            {"people": significant_as_json(people), "words": significant_as_json(words)}
        )
        return
    _print_unusual("People", people)
    _print_unusual("Words", words)
    if not people and not words:
        click.echo("Nothing is unusual.")


def _print_unusual(heading: str, found: tuple[SignificantTerm, ...]) -> None:
    if found:
        click.secho(heading, bold=True)
    for one in found:
        click.echo(
            f"  {one.value}  ({one.hits:,} of {one.articles:,}, "
            f"{one.times:,.1f} times as often)"
        )


@click.command("together", cls=Querying)
@click.argument("name", nargs=-1, required=True, type=QueryWord())
@limit_option(1, 100, default=10)
@as_json_option
@click.pass_obj
def together_with(
    settings: Settings, name: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """List the people named in the same articles as NAME.

    \b
      dateline together Angela Merkel

    NAME is one person's full name, in any spelling. Those come first who are named
    with that person far more often than by chance, not those who are named everywhere.
    """
    index = settings.searcher.snapshot()
    found = find_cooccurring(index, " ".join(name), most=limit)
    if as_json:
        print_json(cooccurrences_as_json(found))
        return
    for one in found.people:
        click.echo(
            f"{one.score:>5.2f}  {one.name}  ({one.together:,} of {one.articles:,})"
        )
    if not found.articles:
        click.echo(f"No article names a person “{' '.join(name)}”.")
        if found.meant:
            click.echo(f"Did you mean: {found.meant}")
    elif not found.people:
        click.echo("Nobody is named together with that person more than once or twice.")
