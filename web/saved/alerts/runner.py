"""Looking for new articles in watched searches, and telling people of them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from flask import Flask, current_app

from search.errors import DatelineError
from search.messages import english
from search.model.article import Article
from search.query.tree import Query
from search.searcher import Searcher
from search.settings import table
from search.settings.values import Configuration
from search.snapshot import Snapshot

from ...accounts import Accounts
from ...accounts.guard import seen_by_person
from ...accounts.people import Person
from ...i18n.translation import in_language
from ..news import digest_of, pack_articles, result_of, unpack_articles
from . import webhook
from .mail import Mail, MailRefused
from .record import Alert, Digest
from .store import AlertStore
from .told import told_of

__all__ = ["Alerts", "Sending", "attach_alerts", "run_due", "the_alerts"]

_log = logging.getLogger(__name__)

_EXTENSION: Final = "dateline-alerts"

TOO_MANY: Final = english("This search finds too many articles to watch.")


@dataclass(frozen=True, slots=True)
class Sending:
    """How people are told.

    Attributes:
        public_url: where the page is, for links; "" if that is not known.
        private: whether webhooks may be in private networks.
    """

    mail: Mail
    public_url: str
    private: bool

    @classmethod
    def in_force(cls, settings: Configuration) -> Sending:
        """Return what holds under some settings."""
        return cls(
            mail=Mail.in_force(settings),
            public_url=settings[table.PUBLIC_URL] or "",
            private=settings[table.WEBHOOK_PRIVATE],
        )


@dataclass(frozen=True, slots=True)
class Alerts:
    """The alerts of an application.

    Attributes:
        accounts: whose they are; ``None`` where there are no accounts.
    """

    store: AlertStore
    sending: Sending
    accounts: Accounts | None

    def owner(self, alert: Alert) -> Person | None:
        """Return the person an alert is for, if they still may come in."""
        person = self.accounts.people.of_id(alert.owner) if self.accounts else None
        return person if person and not person.disabled else None

    def is_alive(self, alert: Alert) -> bool:
        """Tell whether there is somebody to tell."""
        if self.accounts is None:
            return alert.owner == 0
        return self.owner(alert) is not None

    def seen(self, alert: Alert) -> Query | None:
        """Return what finds the articles its owner may see; ``None`` if that is all."""
        person = self.owner(alert)
        if self.accounts is None or person is None:
            return None
        return seen_by_person(self.accounts, person)

    def email(self, alert: Alert) -> str:
        """Return where mail is sent; "" for nowhere."""
        if not (alert.email and self.sending.mail.is_set):
            return ""
        if self.accounts is None:
            return alert.email
        person = self.owner(alert)
        return person.email if person else ""

    def ways(self, alert: Alert) -> list[str]:
        """Return the ways in which something is sent."""
        told = {"email": self.email(alert), "webhook": alert.webhook}
        return [way for way, where in told.items() if where]


def attach_alerts(app: Flask, alerts: Alerts) -> None:
    """Give an application its alerts."""
    app.extensions[_EXTENSION] = alerts


def the_alerts(app: Flask | None = None) -> Alerts:
    """Return the alerts of an application, the current one's by default."""
    return cast(Alerts, (app or current_app).extensions[_EXTENSION])


def run_due(alerts: Alerts, searcher: Searcher, now: float | None = None) -> int:
    """Look at all alerts that are due; return how many were.

    What goes wrong with one is noted with it, and stops no other.
    """
    done = 0
    moment = time.time() if now is None else now
    for alert in alerts.store.all():
        if alert.due > moment or not alerts.is_alive(alert):
            continue
        if alerts.store.take_due(alert, moment):
            done += 1
            alerts.store.tell_trouble(alert, _looked_at(alerts, searcher, alert))
    return done


def _looked_at(alerts: Alerts, searcher: Searcher, alert: Alert) -> str:
    """Look for new articles and tell of them; return what went wrong."""
    try:
        index = searcher.snapshot(alerts.seen(alert))
        trouble = note_new(alerts, index, alert)
        alerts.store.make_digests(alert, alerts.ways(alert))
        return trouble or _send_all(alerts, index, alert)
    except DatelineError as error:
        _log.warning("the alert %r was not looked at: %s", alert.id, error)
        return english("The articles could not be searched.")
    except Exception:  # of one alert; the others are looked at all the same
        _log.exception("the alert %r failed", alert.id)
        return english("Something went wrong; the log says what.")


def note_new(alerts: Alerts, index: Snapshot, alert: Alert) -> str:
    """Note which articles of a watched search are new; return what went wrong."""
    before = alerts.store.seen(alert)
    result = result_of(index, alert.state)
    if result.ids is None:
        return TOO_MANY
    known = unpack_articles(before)
    new = [one for one in result.ids if digest_of(one) not in known]
    if new:
        packed = pack_articles(result) or b""
        seen = b"".join(sorted(known | unpack_articles(packed)))
        alerts.store.found(alert, before, seen, new)
    return ""


def _send_all(alerts: Alerts, index: Snapshot, alert: Alert) -> str:
    """Send what waits to be sent; return what went wrong."""
    trouble = ""
    for digest in alerts.store.take_digests(alert):
        try:
            _send(alerts, index.get, alert, digest)
        except (MailRefused, webhook.WebhookRefused) as error:
            alerts.store.refused(digest)
            trouble = str(error)
        except webhook.BadWebhook as error:
            alerts.store.sent(digest)  # it never will be
            trouble = f"webhook: {error}"
        else:
            alerts.store.sent(digest)
    if trouble:
        _log.warning("the alert %r was not sent: %s", alert.id, trouble)
    return trouble


def _send(
    alerts: Alerts,
    article_of: Callable[[str], Article | None],
    alert: Alert,
    digest: Digest,
) -> None:
    with in_language(alert.language):
        told = told_of(alert, digest, article_of, alerts.sending.public_url)
    if told is None:
        return
    if digest.way == "email" and (to := alerts.email(alert)):
        alerts.sending.mail.send(to, told, digest.id)
    if digest.way == "webhook" and alert.webhook:
        private = alerts.sending.private
        webhook.send(alert.webhook, alert.key, digest.id, told.data, private=private)


def articles_of(
    index: Snapshot, items: Sequence[tuple[str, float]]
) -> list[tuple[Article, float]]:
    """Return the articles of an alert that are left, each with when it was found."""
    return [(article, at) for one, at in items if (article := index.get(one))]
