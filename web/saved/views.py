"""The pages of saved searches, and the only requests that change anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Final, cast

from flask import (
    Blueprint,
    Flask,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from search.answer import article_of
from search.errors import ArticleMissing
from search.explore.comparison import MOST
from search.model.article import Article

from ..accounts import name_of_other, owner_id, the_accounts, the_identity
from ..accounts.people import Role
from ..exports.format import Format
from ..exports.plain import one_line
from ..exports.streaming import file_name
from ..exports.streaming import kept as file_to_keep
from ..http.refusals import NotAllowed
from ..results.filters import chips_of
from ..state.comparing import ComparisonState, asked_alone, comparison_href
from ..state.hrefs import search_href
from ..state.searching import the_index
from ..state.state import SearchState, query_string, read_state
from .errors import SavedError
from .files import write_searches
from .keeping import Store
from .listing import NewsCounter, listed
from .owned import OwnedStore
from .record import LONGEST_NAME, SavedSearch, canonical_search
from .service import KEPT_DAYS, SavedService

__all__ = [
    "MOST_SENT",
    "SaveForm",
    "blueprint",
    "register",
    "may_watch",
    "the_service",
]

MOST_SENT: Final = 8 * 1024
"""Bytes a form may send: a name of any letters, and some room."""

_MOST_NEW: Final = 100
"""New articles listed on their page."""

_EXTENSION: Final = "dateline-saved"

blueprint = Blueprint("saved", __name__, url_prefix="/saved")


@dataclass(frozen=True, slots=True)
class SaveForm:
    """The form that saves a search: where it is sent, and the name it proposes.

    Attributes:
        may_share: whether it may be shown to everybody.
    """

    action: str
    name: str
    longest: int
    may_share: bool


def register(app: Flask, store: Store) -> None:
    """Keep saved searches in a store; let templates ask for ``save_form(state)``."""
    app.extensions[_EXTENSION] = (store, NewsCounter())
    app.add_template_global(save_form)


def save_form(state: SearchState) -> SaveForm | None:
    """Return the form that saves a search, or ``None`` where nothing may be saved."""
    store, _ = _attached()
    if store.read_only or not (state.text or state.filters):
        return None
    words = [state.text, *(chip.words for chip in chips_of(state))]
    name = one_line(" · ".join(filter(None, words)))[:LONGEST_NAME]
    action = url_for("saved.add") + canonical_search(state)
    return SaveForm(action, name, LONGEST_NAME, _may_share())


@blueprint.before_request
def _longer_forms() -> None:
    request.max_content_length = MOST_SENT


@blueprint.before_request
def _tokens_of_readers_change_nothing() -> None:
    """A token that may only read changes nothing of its owner's either.

    Raises:
        NotAllowed: if one tries.
    """
    identity = the_identity()
    by_token = identity is not None and identity.by == "token"
    if request.method == "POST" and by_token and not _may_edit():
        raise NotAllowed("searches are saved by whoever has signed in")


@blueprint.after_request
def _unkept(response: Response) -> Response:
    """What somebody searches for stays in no cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.errorhandler(SavedError)
def _explained(error: SavedError) -> tuple[str, int]:
    page = render_template("saved_error.html", error=error, state=SearchState())
    return page, error.status


@blueprint.get("")
def listing() -> str:
    """All saved searches, each with how many articles are new in it."""
    store, counter = _attached()
    searches = store.read()
    kept = tuple(one for one in searches if not one.deleted)
    deleted = tuple(one for one in searches if one.deleted)
    just, again = request.args.get("deleted", ""), request.args.get("again", "")
    return render_template(
        "saved.html",
        searches=listed(counter, the_index, store, kept, cache(name_of_other)),
        deleted=tuple(filter(store.may_change, deleted))[::-1],
        just_deleted=next((one for one in deleted if one.id == just), None),
        just_saved=request.args.get("saved", again),
        saved_before=next((one for one in kept if one.id == again), None),
        read_only=store.read_only,
        may_watch=may_watch(),
        may_share=_may_share(),
        read_in=request.args.get("read", "") == "1",
        with_accounts=the_accounts() is not None,
        kept_days=KEPT_DAYS,
        longest=LONGEST_NAME,
        state=SearchState(),
    )


@blueprint.get("/compare")
def compare() -> Response:
    """Go to the comparison of the saved searches that are ticked."""
    wanted = request.args.getlist("id")
    kept = [one for one in _attached()[0].read() if not one.deleted]
    ticked = tuple(asked_alone(one.state) for one in kept[::-1] if one.id in wanted)
    there = comparison_href(ComparisonState(ticked[:MOST])) if ticked else None
    return redirect(there or url_for("saved.listing"), 303)


@blueprint.get("/<search_id>/new")
def news(search_id: str) -> str:
    """The articles of a saved search that are new, the newest first."""
    store, counter = _attached()
    saved = the_service().find(search_id)
    found = counter.news(the_index(), store, saved)
    return render_template(
        "saved_news.html",
        saved=saved,
        news=found,
        articles=_articles((found.ids or ())[:_MOST_NEW]),
        href=search_href(saved.state),
        query=query_string(saved.state),
        read_only=not store.may_change(saved),
        state=SearchState(),
    )


def _articles(ids: tuple[str, ...]) -> list[Article]:
    found = []
    for article_id in ids:
        try:
            found.append(article_of(the_index(), article_id))
        except ArticleMissing:  # removed just now
            continue
    return found


@blueprint.post("")
def add() -> Response:
    """Save the search of the address under the name that is sent, if it is not yet."""
    state, _ = read_state(request.args.items(multi=True))
    name, shared = request.form.get("name", ""), request.form.get("shared") == "1"
    kept = the_service().save(name, state, shared=shared)
    there = kept.search.id
    if kept.before:
        return _back(kept.search, again=there)
    return _back(kept.search, saved=there)


@blueprint.get("/searches.json")
def export() -> Response:
    """All saved searches that whoever asks may see, in a file to be read in again."""
    store, _ = _attached()
    text = write_searches(one for one in store.read() if not one.deleted)
    format = Format(
        "json", "JSON", "application/json", lambda about, articles: iter(())
    )
    name = file_name("saved searches", datetime.now(UTC).date(), "json")
    return file_to_keep(text, format, name)


@blueprint.post("/<search_id>/open")
def look(search_id: str) -> Response:
    """Go to the result of a saved search, which is then looked at."""
    return redirect(search_href(the_service().look(search_id).state), 303)


@blueprint.post("/<search_id>/seen")
def seen(search_id: str) -> Response:
    """Note that what is new was seen, and go back to the list."""
    return _back(the_service().look(search_id))


@blueprint.post("/<search_id>/rename")
def rename(search_id: str) -> Response:
    """Give a saved search the name that is sent."""
    return _back(the_service().rename(search_id, request.form.get("name", "")))


@blueprint.post("/<search_id>/share")
def share(search_id: str) -> Response:
    """Show a saved search to everybody, or to its owner alone."""
    on = request.form.get("shared") == "1"
    return _back(the_service().share(search_id, on=on))


@blueprint.post("/<search_id>/delete")
def delete(search_id: str) -> Response:
    """Delete a saved search; the list then offers to put it back."""
    return _back(the_service().delete(search_id), deleted=search_id)


@blueprint.post("/<search_id>/restore")
def restore(search_id: str) -> Response:
    """Put a deleted search back, if it was not saved anew since."""
    kept = the_service().put_back(search_id)
    return _back(kept.search, again=kept.search.id if kept.before else "")


def _back(
    found: SavedSearch, *, saved: str = "", again: str = "", deleted: str = ""
) -> Response:
    """Go back to the list, which tells what was just done."""
    anchor = None if found.deleted else f"saved-{found.id}"
    address = url_for(
        "saved.listing",
        _anchor=anchor,
        saved=saved or None,
        again=again or None,
        deleted=deleted or None,
    )
    return redirect(address, 303)


def the_service() -> SavedService:
    """Return what changes saved searches, as of now."""
    store, _ = _attached()
    return SavedService(store, the_index(), datetime.now(UTC))


def may_watch() -> bool:
    """Tell whether saved searches may be watched here, by whoever may see them."""
    return not _kept()[0].read_only


def _attached() -> tuple[OwnedStore, NewsCounter]:
    """The store, of which whoever asks sees what is theirs or everybody's."""
    store, counter = _kept()
    return OwnedStore(store, owner_id(), _may_edit()), counter


def _may_edit() -> bool:
    identity = the_identity()
    return identity is not None and identity.may(Role.EDITOR)


def _may_share() -> bool:
    return the_accounts() is not None and _may_edit()


def _kept() -> tuple[Store, NewsCounter]:
    return cast(tuple[Store, NewsCounter], current_app.extensions[_EXTENSION])
