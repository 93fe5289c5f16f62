"""``search`` and ``show``: asking the index from a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import click

from search.codes.dates import DateSpan, join_spans, parse_period
from search.explore.spelling import Correction, suggest_correction
from search.explore.versions import count_versions
from search.model.article import Article, Span
from search.model.facets import Selection, pick_values
from search.model.fields import FIELDS, LISTED_FACETS
from search.model.hits import Facet, Hit, ResultPage
from search.plan import plan_search
from search.request import NO_FACETS, NO_HITS, Counting, Criteria, Match, Sort, Window
from search.results.json import article_as_json, page_as_json

from ..cleaning.printable import printable
from ..settings import Settings, as_json_option, print_json
from .words import Querying, QueryWord, limit_option

__all__ = ["origin", "search", "show"]

_VALUES_SHOWN = 5
_LABEL_WIDTH = 1 + max(len(FIELDS[name].label + ":") for name in LISTED_FACETS)


def _period(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> DateSpan | None:
    if value is None:
        return None
    period = parse_period(value)
    if period is None:
        raise click.BadParameter(
            f"{value!r} is no date; write 2019, 2019-06 or 2019-06-05"
        )
    return period


def _facet_option(name: str, help: str, what: str = "NAME") -> Callable[..., Any]:
    return click.option(
        f"--{name}", multiple=True, metavar=what, help=f"{help}; may be repeated."
    )


@click.command(cls=Querying)
@click.argument("query", nargs=-1, type=QueryWord())
@_facet_option("person", "Only articles that name this person, in full")
@_facet_option("about", "Only articles about this country (code, name or demonym)")
@_facet_option("country", "Only articles about or mentioning this country")
@_facet_option("place", "Only articles that name this place, in full")
@_facet_option("organisation", "Only articles that name this organisation, in full")
@_facet_option("on", "Only articles that mention this day, month or year", "DATE")
@_facet_option("source", "Only articles of this source, in full")
@_facet_option("section", "Only articles of this section, in full")
@_facet_option("language", "Only articles in this language (code or name)", "LANGUAGE")
@click.option("--from", "start", metavar="DATE", callback=_period, help="First date.")
@click.option("--to", "end", metavar="DATE", callback=_period, help="Last date.")
@click.option(
    "--sort",
    type=click.Choice([sort.value for sort in Sort]),
    help="Order of the hits.  [default: relevance, without words newest]",
)
@click.option(
    "--match",
    type=click.Choice([match.value for match in Match]),
    default=Match.AUTO.value,
    help="How many of the words an article must have; auto: all, or most of them "
    "where hardly any article has all.",
)
@click.option(
    "--fresh", is_flag=True, help="When sorting by relevance, prefer newer articles."
)
@click.option(
    "--fold/--no-fold",
    default=None,
    help="Show one version of each text; totals count all articles either way.  "
    "[default: fold, but not in JSON]",
)
@click.option(
    "--meaning/--no-meaning",
    default=True,
    help="Order the first 50 hits of a question by meaning as well, where the articles "
    "have vectors (dateline meaning).  [default: meaning]",
)
@limit_option(0, 1000, default=10)
@click.option("--offset", type=click.IntRange(min=0), default=0, show_default=True)
@click.option(
    "--facet-size",
    type=click.IntRange(0, 10_000),
    default=100,
    show_default=True,
    help="Values of each facet in JSON.",
)
@click.option(
    "--count",
    is_flag=True,
    help="Print only the number of articles that match.",
)
@as_json_option
@click.pass_obj
def search(
    settings: Settings,
    /,
    query: tuple[str, ...],
    start: DateSpan | None,
    end: DateSpan | None,
    sort: str | None,
    match: str,
    fresh: bool,
    fold: bool | None,
    meaning: bool,
    limit: int,
    offset: int,
    facet_size: int,
    count: bool,
    as_json: bool,
    **chosen: tuple[str, ...],
) -> None:
    """Search the index; without a QUERY, everything.

    \b
      dateline search flood -lisbon
      dateline search 'person:"Angela Merkel" published:2013' --country Greece

    Words are all wanted. "A phrase", OR, NOT or -word, ( ), word*, colo?r,
    word~, =form, "two words"~5, a NEAR/5 b, and fields such as title:flood,
    person:"Angela Merkel", about:iran, on:2020-01-03 (a date mentioned) or
    published:2019-06..2020 are understood.
    """
    if start and end and join_spans(start, end).swapped:
        raise click.BadParameter("--to is before --from")
    criteria = Criteria(
        text=" ".join(query),
        selections=tuple(
            Selection(field, include=values)
            for field, values in chosen.items()
            if values
        ),
        start=start.start if start else None,
        end=_day_after(end),
        match=Match.ALL if count else Match(match),
    )
    window = Window(
        sort=Sort(sort) if sort else None,
        fresh=fresh,
        fold=not as_json if fold is None else fold,
        meaning=meaning,
        offset=offset,
        limit=limit,
    )
    counting = Counting(size=facet_size if as_json else None, groups=True)
    if count:
        window, counting = NO_HITS, NO_FACETS
    searcher = settings.searcher
    page = searcher.search(criteria, window, counting)
    page = searcher.ask(lambda index: count_versions(index, page))
    if as_json:
        print_json(page_as_json(page))
    elif count:
        _print_notices(page, criteria.text)
        click.echo(page.total)
    else:
        _print_page(page, criteria.text)
        _print_correction(
            searcher.ask(lambda index: suggest_correction(plan_search(criteria, index)))
        )


def _day_after(period: DateSpan | None) -> date | None:
    return period.end if period else None


def _print_notices(page: ResultPage, query: str) -> None:
    for notice in page.notices:
        where = query[notice.start : notice.end][:40]
        place = f"  ({notice.start + 1}: {where})" if where else ""
        click.secho(f"{notice.text}{place}", fg="yellow", err=True)


def _print_page(page: ResultPage, query: str) -> None:
    _print_notices(page, query)
    if not page.total:
        click.echo("No article matches.")
        return
    noun = "article" if page.total == 1 else "articles"
    apart = ""
    if page.groups is not None and page.groups < page.total:
        apart = f", {page.groups:,} without their other versions"
    order = ", the first 50 by words and meaning" if page.by_meaning else ""
    click.echo(f"{page.total:,} {noun}{apart}{order}, {page.milliseconds:,.0f} ms")
    for number, hit in enumerate(page.hits, start=page.offset + 1):
        _print_hit(number, hit)
    click.echo()
    for facet in page.facets:
        if facet.values:
            _print_facet(facet)


def _print_correction(correction: Correction | None) -> None:
    if correction is not None:
        noun = "article" if correction.total == 1 else "articles"
        text = f"Did you mean: {correction.text}  ({correction.total:,} {noun})"
        click.secho(text, fg="yellow", err=True)


def _print_hit(number: int, hit: Hit) -> None:
    article = hit.article
    title = _marked(article.title or "(no title)", hit.title_marks, bold=True)
    click.echo(f"\n{number:>3}. {title}")
    click.secho(f"     {origin(article)}", dim=True)
    if hit.versions:
        noun = "version" if hit.versions == 1 else "versions"
        told = f"+{hit.versions:,} {noun}: dateline search group:{article.group}"
        click.secho(f"     {told} --no-fold", dim=True)
    if hit.snippet.text:
        click.echo(f"     {_marked(hit.snippet.text, hit.snippet.marks)}")


def origin(article: Article) -> str:
    """Return where an article is from, when, by whom, and its id, on one line."""
    parts = (
        article.source,
        str(article.published or "no date"),
        ", ".join(article.authors),
        article.id,
    )
    return " · ".join(filter(None, parts))


def _marked(text: str, marks: Iterable[Span], **style: Any) -> str:
    pieces = []
    at = 0
    for mark in marks:
        pieces.append(click.style(text[at : mark.start], **style))
        found = text[mark.start : mark.end]
        pieces.append(click.style(found, fg="yellow", underline=True, **style))
        at = mark.end
    pieces.append(click.style(text[at:], **style))
    return "".join(pieces)


def _print_facet(facet: Facet) -> None:
    shown = pick_values(facet, _VALUES_SHOWN)
    values = ", ".join(f"{value.label} ({value.count:,})" for value in shown)
    more = ", …" if facet.more or len(facet.values) > len(shown) else ""
    _print_values(facet.field, values + more)


@click.command()
@click.argument("article_id", metavar="ID")
@as_json_option
@click.pass_obj
def show(settings: Settings, article_id: str, as_json: bool) -> None:
    """Show one article, with the people, places and dates found in it."""
    article = settings.searcher.article(article_id)
    if as_json:
        print_json(article_as_json(article))
        return
    click.secho(article.title or "(no title)", bold=True)
    click.secho(origin(article), dim=True)
    if article.url:
        click.secho(article.url, dim=True)
    if found := article.found:
        where = ", ".join(filter(None, (found.file, found.position)))
        click.secho(f"{printable(where)} ({found.format})", dim=True)
    click.echo(f"\n{article.body}\n")
    facts = article.facts
    for name, values in (
        ("person", [person.name for person in facts.people]),
        ("about", [country.name for country in facts.countries if country.about]),
        ("country", [country.name for country in facts.countries]),
        ("place", [place.name for place in facts.places]),
        ("organisation", [found.name for found in facts.organisations]),
        ("on", [found.value for found in facts.dates]),
    ):
        if values:
            _print_values(name, ", ".join(dict.fromkeys(values)))


def _print_values(field: str, values: str) -> None:
    click.echo(f"{FIELDS[field].label + ':':<{_LABEL_WIDTH}}{values}")
