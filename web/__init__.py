"""Showing; stands on search and never meets index."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import Any, Final

from flask import Flask
from jinja2 import StrictUndefined

from search.settings import table
from search.settings.values import gather

from . import accounts, api, exports, help, pages, saved
from .accounts import admin, auditing, oidc
from .accounts.audit import AuditLog
from .accounts.oidc import OidcConfig
from .api import manual
from .article.article import NAMES_MODEL
from .config import WebConfig
from .exports import citing
from .exports.turns import Turns, attach_turns
from .http import assets, early, errors, headers, health, hosts
from .http.access_log import AccessLog, Counted
from .http.proxies import TrustedProxies
from .http.rates import Rates
from .http.shared import Shared
from .i18n import formats, languages
from .markup import tongues
from .markup.templates import Unindented
from .results import facet_pages, filters, naming
from .saved import kept
from .saved.alerts import views as alerts
from .saved.alerts.runner import Alerts, Sending, attach_alerts
from .saved.alerts.store import AlertStore
from .sharing import describing, feed, opensearch
from .state.searching import attach_searcher

__all__ = ["WebConfig", "create_app"]

logging.getLogger(__name__).addHandler(logging.NullHandler())


_SERVED: Final = (
    *(pages, facet_pages, help, api, manual, languages),
    *(exports, feed, opensearch, assets, saved, alerts, kept, health),
    *(accounts, oidc, naming, admin),
)
"""What has addresses of its own."""


def create_app(
    config: WebConfig | Mapping[str, Any] | None = None, shared: Shared | None = None
) -> Flask:
    """Return the application; the index is opened by the first request.

    Args:
        config: settings, or a mapping with ``DATELINE_DATA``, ``DATELINE_ENGINE``,
            ``DATELINE_HOSTS`` and any of Flask's own; ``None`` means the
            environment and the files of settings.
        shared: what it knows together with other processes, if there are any.

    Raises:
        ConfigError: if a setting is wrong.
    """
    app = Flask(__name__)
    shared = shared or Shared()
    if not isinstance(config, WebConfig):
        app.config.update(config or {})
        config = (
            WebConfig.in_force(gather({}, os.environ))
            if config is None
            else WebConfig.of(config)
        )
        app.config["DATELINE_ENGINE"] = config.engine  # which hides its password
    app.config[NAMES_MODEL] = config.names_model
    # Nothing is sent to us but an address, and the small forms of saved searches.
    app.config["MAX_CONTENT_LENGTH"] = 1024
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    hosts.register(app, config.hosts)
    app.jinja_env.add_extension(Unindented)
    attach_searcher(app, config.engine, config.data)
    app.context_processor(lambda: {"blueprints": app.blueprints})
    languages.register(app)
    formats.register(app)
    tongues.register(app)
    headers.register(app)
    known_people = accounts.attach_accounts(
        app,
        config.data,
        wanted=config.accounts,
        identity_header=config.identity_header,
    )
    rates = Rates(config.requests_per_minute, shared.buckets)
    accounts.register(app, known_people, rates)
    settings = config.alerts
    oidc.attach_provider(app, OidcConfig.in_force(settings) if settings else None)
    admin.register(app, config)
    audit = AuditLog(config.data, config.audit, config.audit_days)
    auditing.register(app, audit)
    early.register(app)
    for part in (api, citing, describing, exports, feed, assets, filters):
        part.register(app)
    errors.register(app)
    turns = Turns(
        config.exports, config.exports_per_client, config.export_seconds, shared.exports
    )
    attach_turns(app, turns)
    store = saved.store_for(config.data, config.engine, read_only=config.read_only)
    saved.register(app, store)
    told = config.alerts[table.CONFIG] if config.alerts is not None else None
    changing = naming.NamesCommand(config.data, config.engine, told)
    naming.register(app, changing, read_only=config.read_only)
    kept.register(app, kept.KeptStore(config.data, config.read_only))
    if config.alerts is not None:
        sending = Sending.in_force(config.alerts)
        attach_alerts(app, Alerts(AlertStore(config.data), sending, known_people))
    for part in _SERVED:
        app.register_blueprint(part.blueprint)
    known = TrustedProxies(app.wsgi_app, config.trusted_proxies)
    counted = _counted(app, config.metrics, shared) if config.metrics else None
    logged = AccessLog(known, quiet=health.WATCHED, counted=counted)
    app.wsgi_app = logged  # type: ignore[method-assign]  # Flask's own way
    return app


def _counted(app: Flask, readers: tuple[str, ...], shared: Shared) -> Counted:
    """Serve figures to some addresses; return what counts requests for them."""
    from .http import metrics  # takes time to import, and few want it

    told = metrics.Metrics(app, shared)
    metrics.register(app, told, readers)
    return told.count
