"""Help in asking: the search help, the advanced form and the keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, cast

from flask import (
    Blueprint,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from ..i18n.labels import shown_value
from ..state.hrefs import search_href
from ..state.searching import the_index
from ..state.state import SearchState, query_string, read_state
from .counts import ExampleCounts
from .fitting import Corpus, CorpusCache
from .form import filled_from, read_form, searched, sorts
from .guide import examples_for, guide

__all__ = ["blueprint"]

_EXTENSION: Final = "dateline-help"

blueprint = Blueprint("help", __name__)


@dataclass(frozen=True)
class _Kept:
    """What the help keeps of one state of the index."""

    counts: ExampleCounts = field(default_factory=ExampleCounts)
    corpora: CorpusCache = field(default_factory=CorpusCache)


def _kept() -> _Kept:
    return cast(_Kept, current_app.extensions[_EXTENSION])


def _corpus() -> Corpus:
    return _kept().corpora.of(the_index())


@blueprint.record
def _attach(setup: BlueprintSetupState) -> None:
    setup.app.extensions[_EXTENSION] = _Kept()


@blueprint.app_template_global()
def advanced_href(state: SearchState) -> str:
    """Return the address of the advanced form, filled with a search."""
    return url_for("help.advanced") + query_string(state)


@blueprint.app_template_global()
def example_searches() -> tuple[tuple[str, str], ...]:
    """Return a few queries that fit the corpus, each with its link."""
    return examples_for(_corpus())


@blueprint.get("/help")
def search() -> str:
    """How to ask, with examples that can be run."""
    found = guide(the_index(), _corpus(), _kept().counts)
    return render_template("help.html", guide=found, state=SearchState())


@blueprint.get("/advanced")
def advanced() -> str | Response:
    """The form, filled with the search it was opened from; what is sent is asked.

    What is not understood is said next to its field, and nothing is searched.
    """
    parameters = list(request.args.items(multi=True))
    state, _ = read_state(parameters)
    corpus = _corpus()
    mistakes = {}
    if "ask" in request.args:
        filled = read_form(parameters)
        found, wrong = searched(the_index(), filled)
        if not wrong:
            return redirect(search_href(found), 303)
        mistakes = {mistake.field: mistake.text for mistake in wrong}
    else:
        filled = filled_from(state, [v.value for v in corpus.top("language")])
    return render_template(
        "advanced.html",
        filled=filled,
        mistakes=mistakes,
        corpus=corpus,
        sorts=sorts(),
        label=shown_value,
        state=state,
    )
