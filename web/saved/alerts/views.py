"""The page on which a search is watched, and the feed of what is new in it."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from search.messages import english

from ...accounts import owner_id, the_identity
from ...http.refusals import NotAllowed
from ...i18n.languages import shown_language
from ...i18n.translation import gettext
from ...sharing.feed import Entry, FeedView, entry_of, urn_of
from ...state.permalinks import search_permalink
from ...state.searching import limit_articles, the_index
from ...state.state import SearchState
from ..errors import SavedError
from ..news import pack_articles, result_of
from ..views import MOST_SENT, may_watch, the_service
from .record import Alert, Period
from .runner import TOO_MANY, Alerts, articles_of, note_new, the_alerts
from .webhook import BadWebhook, check_address

__all__ = ["blueprint"]

blueprint = Blueprint("alerts", __name__)

_EMAIL: Final = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"]{1,190}")

PERIODS: Final[Mapping[Period, str]] = {
    Period.HOUR: english("every hour"),
    Period.DAY: english("every day"),
    Period.WEEK: english("every week"),
}


@blueprint.before_request
def _without_tokens() -> None:
    """Alerts outlast a token and have all that its owner may see, so none is shown one.

    Raises:
        NotAllowed: if a token is shown, unless it is for a feed, which needs none.
    """
    identity = the_identity()
    if identity is not None and identity.by == "token":
        raise NotAllowed("a search is watched by whoever has signed in")


@blueprint.before_request
def _longer_forms() -> None:
    request.max_content_length = MOST_SENT


@blueprint.after_request
def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.after_app_request
def _follow(response: Response) -> Response:
    """What is done with a saved search is done with its alerts.

    One that is deleted is watched no more, and one that is its owner's alone by nobody
    else; one with a new name has it.
    """
    if request.endpoint not in _FOLLOWED or not response.location:
        return response
    search_id = str((request.view_args or {})["search_id"])
    store = the_alerts().store
    if request.endpoint == "saved.delete":
        store.remove(search_id)
    elif request.endpoint == "saved.rename":
        store.rename(search_id, the_service().find(search_id).name)
    elif not the_service().find(search_id).shared:
        store.remove_others(search_id, owner_id())
    return response


_FOLLOWED: Final = ("saved.delete", "saved.rename", "saved.share")


@blueprint.errorhandler(SavedError)
def _explained(error: SavedError) -> tuple[str, int]:
    page = render_template("saved_error.html", error=error, state=SearchState())
    return page, error.status


@blueprint.get("/saved/<search_id>/alert")
def form(search_id: str) -> str:
    """How a saved search is watched, and the form to change that."""
    return _form(search_id)


@blueprint.post("/saved/<search_id>/alert")
def watch(search_id: str) -> AnyResponse | tuple[str, int]:
    """Watch a saved search, or change how."""
    if not may_watch():
        abort(403)
    alerts, saved = the_alerts(), the_service().find(search_id)
    before = alerts.store.of(owner_id(), search_id)
    wanted = _wanted(alerts)
    if isinstance(wanted, str):
        return _form(search_id, trouble=wanted), 400
    period, email, hook = wanted
    result = result_of(the_index(), saved.state)
    if result.ids is None:
        return _form(search_id, trouble=gettext(TOO_MANY)), 409
    alert = Alert(
        id=search_id,
        owner=owner_id(),
        name=saved.name,
        search=saved.search,
        period=period,
        email=email,
        webhook=hook,
        secret=before.secret if before else secrets.token_urlsafe(24),
        key=before.key if before else secrets.token_urlsafe(24),
        language=shown_language(),
        due=time.time() + period.seconds,
    )
    alerts.store.put(alert, pack_articles(result) or b"")
    return redirect(url_for("alerts.form", search_id=search_id, done="1"), 303)


@blueprint.post("/saved/<search_id>/alert/stop")
def stop(search_id: str) -> AnyResponse:
    """Watch a saved search no more."""
    if not may_watch():
        abort(403)
    the_alerts().store.remove(search_id, owner_id())
    return redirect(url_for("saved.listing"), 303)


@blueprint.get("/alerts/<secret>.atom")
def feed(secret: str) -> Response:
    """What is new in a watched search, for whoever has its private address."""
    alerts = the_alerts()
    alert = alerts.store.with_secret(secret)
    if alert is None or not alerts.is_alive(alert):
        abort(404)
    limit_articles(alerts.seen(alert))
    note_new(alerts, the_index(), alert)
    found = articles_of(the_index(), alerts.store.items(alert))
    entries = tuple(
        entry_of(article, datetime.fromtimestamp(at, UTC), "") for article, at in found
    )
    view = _feed(alert, entries)
    response = make_response(render_template("feed.xml", view=view))
    response.content_type = "application/atom+xml; charset=utf-8"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _feed(alert: Alert, entries: tuple[Entry, ...]) -> FeedView:
    return FeedView(
        id=urn_of(f"alert:{alert.secret}"),
        title=alert.name,
        updated=entries[0].updated if entries else "1970-01-01T00:00:00Z",
        href=url_for("alerts.feed", secret=alert.secret, _external=True),
        page_href=search_permalink(alert.state),
        entries=entries,
    )


def _wanted(alerts: Alerts) -> tuple[Period, str, str] | str:
    """What the form asks for; or what is wrong with it, in words."""
    period = next((p for p in Period if p == request.form.get("period")), Period.DAY)
    email, hook = request.form.get("email", ""), request.form.get("webhook", "").strip()
    if email and alerts.accounts is None and not _EMAIL.fullmatch(email):
        return gettext("This is no e-mail address.")
    try:
        if hook:
            check_address(hook)
    except BadWebhook:
        return gettext("Nothing can be sent to this address of a program.")
    return period, email, hook


def _form(search_id: str, *, trouble: str = "") -> str:
    alerts, identity = the_alerts(), the_identity()
    saved = the_service().find(search_id)
    alert = alerts.store.of(owner_id(), search_id)
    person = identity.person if identity else None
    feed_href = (
        url_for("alerts.feed", secret=alert.secret, _external=True) if alert else ""
    )
    return render_template(
        "alert.html",
        saved=saved,
        alert=alert,
        feed_href=feed_href,
        periods=[(one, gettext(words)) for one, words in PERIODS.items()],
        mail=alerts.sending.mail.is_set,
        person=person,
        trouble=trouble,
        done=request.args.get("done", ""),
        read_only=not may_watch(),
        state=SearchState(),
    )
