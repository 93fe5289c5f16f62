"""The page of kept articles, and the forms that star, tag and note them."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Final, cast

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from search.answer import article_of
from search.model.article import Article

from ...accounts import name_of_other, owner_id, the_accounts, the_identity, whom
from ...accounts.people import Role
from ...exports.format import Format
from ...exports.streaming import file_name
from ...exports.streaming import kept as file_to_keep
from ...exports.turns import the_turns
from ...http.refusals import NotAllowed
from ...i18n.languages import own_path
from ...state.searching import the_index
from ...state.state import SearchState
from ..errors import SavedError
from ..views import the_service
from . import errors
from .files import FILES, read_file
from .keeping import KeptService, Written
from .listing import KeptAsk, chosen, kept_list
from .record import LONGEST_NOTE, LONGEST_TAG, MOST_TAGS, KeptArticle
from .store import KEPT_DAYS, KeptStore

__all__ = ["MOST_SENT", "blueprint", "register"]

_log = logging.getLogger(__name__)

MOST_SENT: Final = 256 * 1024
"""Bytes a form may send: a note of any letters, and where it came from."""

_MOST_READ: Final = 32 * 1024 * 1024
"""Bytes of a file that is read in."""

_EXTENSION: Final = "dateline-kept"

blueprint = Blueprint("kept", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptHere:
    """What the page of an article shows of what is kept of it.

    Attributes:
        kept: by whoever asks; ``None`` if nothing is.
        seen: when that was changed last, for the form.
        others: what others share of it, each with their name.
    """

    kept: KeptArticle | None
    seen: str
    others: tuple[tuple[str, KeptArticle], ...]
    may_change: bool
    may_share: bool
    longest_note: int = LONGEST_NOTE
    longest_tags: int = MOST_TAGS * (LONGEST_TAG + 2)


def register(app: Flask, store: KeptStore) -> None:
    """Let templates ask which articles are starred, and what is kept of one."""
    app.extensions[_EXTENSION] = store
    app.add_template_global(starred_among)
    app.add_template_global(kept_here)
    app.add_template_global(may_keep)


def may_keep() -> bool:
    """Tell whether whoever asks can keep articles here."""
    identity = the_identity()
    if identity is None or identity.by == "token":
        return False
    return not _store().read_only


def starred_among(articles: Iterable[Article]) -> frozenset[str] | None:
    """Return the ids of those that are starred; ``None`` where none may be.

    A file that cannot be read takes no page of hits away.
    """
    if not may_keep():
        return None
    try:
        return _store().starred(owner_id(), [article.id for article in articles])
    except SavedError as error:
        _log.warning("%s", error)
        return None


def kept_here(article_id: str) -> KeptHere | None:
    """Return what is kept of an article; ``None`` where nothing is shown."""
    if _is_hidden():
        return None
    try:
        kept = _store().get(owner_id(), article_id)
        shared = _store().shared(owner_id(), article_id) if the_accounts() else ()
    except SavedError as error:
        _log.warning("%s", error)
        return None
    named = ((name_of_other(one.owner), one) for one in shared)
    return KeptHere(
        kept=kept,
        seen=kept.changed.isoformat() if kept else "",
        others=tuple((name, one) for name, one in named if name),
        may_change=may_keep(),
        may_share=_may_share(),
    )


@blueprint.before_request
def _for_whom() -> None:
    """Show nothing to everybody; change nothing for a token.

    Raises:
        NotAllowed: if a token wants to change something.
        SavedError: if this page is open to everybody.
    """
    identity = the_identity()
    if request.method == "POST":
        request.max_content_length = (
            _MOST_READ if request.endpoint == "kept.read_in" else MOST_SENT
        )
        request.max_form_memory_size = MOST_SENT
        if identity is not None and identity.by == "token":
            raise NotAllowed("articles are kept by whoever has signed in")
    if _is_hidden():
        raise errors.hidden()


@blueprint.after_request
def _unkept(response: Response) -> Response:
    """What somebody notes stays in no cache."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.errorhandler(SavedError)
def _explained(error: SavedError) -> tuple[str, int]:
    page = render_template("saved_error.html", error=error, state=SearchState())
    return page, error.status


@blueprint.get("/kept")
def listing() -> str:
    """All articles that whoever asks keeps, or that others share."""
    ask = KeptAsk.read(request.args)
    view = kept_list(
        _store(),
        owner_id(),
        the_index,
        ask,
        cache(name_of_other),
        taken=request.args.get("taken", ""),
    )
    admin = the_accounts() is not None and _may(Role.ADMIN)
    return render_template(
        "kept.html",
        view=view,
        files=[
            (label, ask.href("kept.export", kind=kind))
            for kind, (label, _, _) in FILES.items()
        ],
        may_change=may_keep(),
        may_share=_may_share(),
        with_accounts=the_accounts() is not None,
        orphans=len(_store().of(0)) if admin else 0,
        read_in=request.args.get("read", ""),
        kept_days=KEPT_DAYS,
        longest_note=LONGEST_NOTE,
        longest_tags=MOST_TAGS * (LONGEST_TAG + 2),
        state=SearchState(),
    )


@blueprint.get(f"/kept.<any({','.join(FILES)}):kind>")
def export(kind: str) -> Response:
    """One's own kept articles, as they are filtered, in a file."""
    ask = replace(KeptAsk.read(request.args), others=False)
    own = tuple(one for one in _store().of(owner_id()) if not one.deleted)
    _, mimetype, write = FILES[kind]
    with the_turns().one(whom(the_identity())):
        found, _ = chosen(own, ask, the_index)
        text = write(found, _address)
    format = Format(kind, kind, mimetype, lambda about, articles: iter(()))
    name = file_name("kept articles", datetime.now(UTC).date(), kind)
    return file_to_keep(text, format, name)


@blueprint.post("/kept/star")
def star() -> Response:
    """Star an article, or take its star away, and go back to where it was done."""
    starred, unstarred = request.form.get("star", ""), request.form.get("unstar", "")
    if starred:
        _service().star(article_of(the_index(), starred), on=True)
    elif unstarred:
        _service().unstar(unstarred)
    return _back(starred or unstarred)


@blueprint.post("/kept/import")
def read_in() -> Response:
    """Add the kept articles and the saved searches of a file."""
    sent = request.files.get("file")
    found = read_file(sent.read() if sent else b"", owner_id())
    if found.articles:
        _service().add_all(found.articles)
    if found.searches:
        the_service().add_all(found.searches)
    there = "saved.listing" if found.searches and not found.articles else "kept.listing"
    return redirect(url_for(there, read="1"), 303)


@blueprint.post("/kept/adopt")
def adopt() -> Response:
    """Take over what was kept before there were accounts; for administrators."""
    if the_accounts() is None:
        abort(404)
    _service().adopt()
    return redirect(url_for("kept.listing"), 303)


@blueprint.post("/kept/<article_id>")
def write(article_id: str) -> Response:
    """Keep the tags and the note that are sent."""
    form = request.form
    written = Written(
        tags=form.get("tags", ""),
        note=form.get("note", ""),
        shared=form.get("shared") == "1",
        seen=form.get("seen", ""),
    )
    _service().write(article_id, written, the_index().get(article_id))
    return _back(article_id)


@blueprint.post("/kept/<article_id>/remove")
def take_off(article_id: str) -> Response:
    """Keep an article no more; the list then offers to put it back."""
    _service().take_off(article_id)
    return redirect(url_for("kept.listing", taken=article_id), 303)


@blueprint.post("/kept/<article_id>/restore")
def put_back(article_id: str) -> Response:
    """Put an article back that was taken off."""
    _service().put_back(article_id)
    return redirect(url_for("kept.listing", _anchor=f"kept-{article_id}"), 303)


def _back(article_id: str) -> Response:
    """Go back to the page the form was on."""
    path = own_path(request.form.get("back", "") or url_for("kept.listing"))
    anchor = request.form.get("at", "")
    return redirect(path + (f"#{anchor}{article_id}" if anchor in _AT else ""), 303)


_AT: Final = ("hit-", "kept-")
"""What an article may be found by on the page."""


def _service() -> KeptService:
    return KeptService(_store(), owner_id(), datetime.now(UTC), _may_share())


def _store() -> KeptStore:
    return cast(KeptStore, current_app.extensions[_EXTENSION])


def _is_hidden() -> bool:
    """Whether everybody can reach this page, and nobody says who they are."""
    return the_accounts() is None and _store().read_only


def _may(role: Role) -> bool:
    identity = the_identity()
    return identity is not None and identity.may(role)


def _may_share() -> bool:
    return the_accounts() is not None and _may(Role.EDITOR)


def _address(article_id: str) -> str:
    return url_for("pages.article", article_id=article_id, _external=True)
