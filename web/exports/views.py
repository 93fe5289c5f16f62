"""The addresses files are fetched from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from search.answer import Answer, answer_plan, article_of, scan_answer
from search.explore.comparison import FEWEST, compare_plans
from search.explore.concordance import Line, asks_for_places, window_for
from search.explore.network import find_network
from search.model.hits import Notice
from search.request import NO_FACETS, NO_HITS

from ..accounts import the_identity, whom
from ..i18n.translation import in_language
from ..results.filters import chips_of, clauses_of
from ..state.comparing import comparison_href, read_comparison
from ..state.concordance import read_concordance_options
from ..state.links import whole
from ..state.permalinks import article_permalink, search_permalink
from ..state.searching import plan_of, stated, the_index, window_of
from ..state.state import SearchState, query_string
from .about import About
from .comparison import comparison_table
from .concordance import concordance_table
from .formats import CITING, FORMATS
from .network import NETWORK_FILES
from .streaming import file_name, kept, sent, with_addresses
from .table import table
from .turns import the_turns

__all__ = ["ExportLink", "blueprint", "exports_of", "register"]

blueprint = Blueprint("exports", __name__)


@dataclass(frozen=True, slots=True)
class ExportLink:
    """Where a result is fetched as a file: ``label`` is "CSV"."""

    kind: str
    label: str
    href: str


def register(app: Flask) -> None:
    """Let templates ask for the files of a search: ``exports_of(state)``."""
    app.add_template_global(exports_of)


def exports_of(state: SearchState) -> tuple[ExportLink, ...]:
    """Return the links to a whole result in each format."""
    address = query_string(whole(state))
    return tuple(
        ExportLink(kind, format.label, url_for("exports.search", kind=kind) + address)
        for kind, format in FORMATS.items()
    )


@blueprint.get(f"/search.<any({','.join(FORMATS)}):kind>")
def search(kind: str) -> Response:
    """Every article of a search; in a table, ``text=1`` and ``remarks=1`` add."""
    state, notices = stated(request.args.items(multi=True))
    format = FORMATS[kind]
    if kind == "csv":
        flags = {name: request.args.get(name) == "1" for name in ("text", "remarks")}
        write = table(text=flags["text"], remarks=flags["remarks"])
        format = replace(format, write=write)
    answer = answer_plan(plan_of(state), NO_HITS, NO_FACETS)
    articles = scan_answer(answer, window_of(state))
    about = _about(state, answer, notices)
    name = file_name(about.query or " ".join(about.filters), about.day, kind)
    pairs = with_addresses(articles, _base())
    return sent(format, about, pairs, name, the_turns().one(whom(the_identity())))


@blueprint.get("/concordance.csv")
def concordance() -> Response:
    """Every place of what a search asks for, with the words around it."""
    state, notices = stated(request.args.items(multi=True))
    options = read_concordance_options(request.args)
    answer = answer_plan(plan_of(state), NO_HITS, NO_FACETS)
    articles = scan_answer(answer, window_for(options.order))
    if not asks_for_places(answer.plan):
        articles = iter(())
    about = _about(state, answer, notices)
    asked = about.query or " ".join(about.filters)
    name = file_name(f"concordance {asked}", about.day, "csv")
    base, query = _base(), query_string(whole(state))

    def address(line: Line) -> str:
        return f"{base}{line.article.id}{query}#m{line.number}"

    format = concordance_table(answer, options.order, options.words, address)
    turn = the_turns().one(whom(the_identity()))
    return sent(format, about, with_addresses(articles, base), name, turn)


@blueprint.get("/compare.csv")
def comparison() -> AnyResponse:
    """The numbers of some searches next to each other; of one alone there are none."""
    asked, _, _ = read_comparison(request.query_string)
    if len(asked.searches) < FEWEST:
        return redirect(comparison_href(asked))
    with the_turns().one(whom(the_identity())):
        found = compare_plans([plan_of(state) for state in asked.searches])
    with in_language("en"):
        filters = ["; ".join(c.words for c in chips_of(s)) for s in asked.searches]
    queries = [state.text for state in asked.searches]
    rows = comparison_table(found, list(zip(queries, filters, strict=True)))
    name = file_name(" ".join(["compare", *queries]), datetime.now(UTC).date(), "csv")
    return kept("".join(rows), FORMATS["csv"], name)


@blueprint.get(f"/network.<any({','.join(NETWORK_FILES)}):kind>")
def network(kind: str) -> Response:
    """Who is named together with whom."""
    state, _ = stated(request.args.items(multi=True))
    with the_turns().one(whom(the_identity())):
        found = find_network(plan_of(state))
    mimetype, write = NETWORK_FILES[kind]
    with in_language("en"):
        asked = state.text or " ".join(clauses_of(state))
    name = file_name(f"network {asked}", datetime.now(UTC).date(), kind)
    format = replace(FORMATS["csv"], mimetype=mimetype)
    return kept(write(found), format, name)


@blueprint.get(f"/article/<article_id>.<any({','.join(CITING)}):kind>")
def article(article_id: str, kind: str) -> Response:
    """One article, to be cited."""
    found = article_of(the_index(), article_id)
    today = datetime.now(UTC).date()
    text = CITING[kind](found, article_permalink(found), today)
    return kept(text, FORMATS[kind], file_name(found.title, today, kind))


def _about(state: SearchState, answer: Answer, notices: tuple[Notice, ...]) -> About:
    with in_language("en"):
        filters = tuple(chip.words for chip in chips_of(state))
    said = (*answer.notices, *notices)
    return About(
        query=state.text,
        filters=filters,
        permalink=search_permalink(state),
        made=datetime.now(UTC),
        corpus=answer.plan.index.articles,
        total=answer.result.total,
        notices=tuple(notice.text for notice in said),
    )


def _base() -> str:
    """What stands before the id in the address of any article."""
    return url_for("pages.article", article_id="x", _external=True).removesuffix("x")
