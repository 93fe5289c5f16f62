"""Figures for Prometheus, at ``/metrics``: only for addresses that were named.

Requests are counted by the rule of their address (``/article/<article_id>``), never by
what was asked for, so nobody's searches are in the figures and their number is bounded.
Where a server has several processes, their counts are added up: each writes its own
into a file of a folder, and whichever is asked reads them all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Flask, Response, abort, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
    values,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from search.errors import DatelineError

from ..state.searching import the_searcher
from .proxies import BEHIND_PROXY, is_among, networks_of
from .shared import Shared

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

__all__ = ["Metrics", "count_together", "register"]

_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which the library knows where processes write what they count."""

_ROUTE: Final = "dateline.route"
_NO_ROUTE: Final = "none"
"""The route of addresses that there are not."""

_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60)
"""Seconds."""


def count_together(folder: Path, number: int) -> None:
    """Let this process count together with others, before there are :class:`Metrics`.

    Args:
        folder: where each writes what it counts.
        number: this process's; no other that lives has it. The counts of the one that
            had it before go on.
    """
    os.environ[_FOLDER] = str(folder)
    made = values.MultiProcessValue(lambda: number)  # type: ignore[no-untyped-call]
    values.ValueClass = made


class Metrics:
    """Counts requests, and tells the figures.

    Args:
        app: whose index is looked at.
        shared: what its processes know together.
    """

    def __init__(self, app: Flask, shared: Shared) -> None:
        self._registry = CollectorRegistry()
        together = _FOLDER in os.environ
        counting = None if together else self._registry
        self._requests = Counter(
            "dateline_requests",
            "Requests answered.",
            ("route", "status"),
            registry=counting,
        )
        self._seconds = Histogram(
            "dateline_request_seconds",
            "Seconds from a request until its answer was made.",
            ("route",),
            registry=counting,
            buckets=_BUCKETS,
        )
        self._registry.register(_State(app, shared))
        if together:
            MultiProcessCollector(self._registry)  # type: ignore[no-untyped-call]
            self._registry.register(_Processes(shared))
        else:
            ProcessCollector(registry=self._registry)

    def count(self, environ: WSGIEnvironment, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        route = environ.get(_ROUTE, _NO_ROUTE)
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def told(self) -> bytes:
        """Return the figures in Prometheus' text format."""
        return generate_latest(self._registry)


class _State(Collector):
    """What is so at the moment it is asked for."""

    def __init__(self, app: Flask, shared: Shared) -> None:
        self._app = app
        self._shared = shared

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Yield the figures; there is no number of articles without an index."""
        articles = self._articles()
        yield GaugeMetricFamily(
            "dateline_ready",
            "Whether the index can be read.",
            value=float(articles is not None),
        )
        if articles is not None:
            yield GaugeMetricFamily(
                "dateline_articles", "Articles in the index.", value=articles
            )
        yield GaugeMetricFamily(
            "dateline_exports", "Exports under way.", value=self._shared.exports.held()
        )

    def _articles(self) -> int | None:
        try:
            return the_searcher(self._app).snapshot().articles
        except DatelineError:
            return None


class _Processes(Collector):
    """Memory, time and files of each process of ``dateline serve``, by its number."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared

    def collect(self) -> Iterable[Metric]:
        """Yield the figures that one process has, with a label more."""
        found: dict[str, Metric] = {}
        for number, process in self._shared.workers.owners().items():
            for one in _figures_of(process):
                family = _FAMILIES[one.type]
                told = found.setdefault(
                    one.name, family(one.name, one.documentation, labels=("worker",))
                )
                for sample in one.samples:
                    told.add_sample(sample.name, {"worker": str(number)}, sample.value)
        return found.values()


_FAMILIES: Final[dict[str, Callable[..., Metric]]] = {
    "counter": CounterMetricFamily,
    "gauge": GaugeMetricFamily,
}


def _figures_of(process: int) -> Iterable[Metric]:
    return ProcessCollector(pid=lambda: process, registry=None).collect()


def register(app: Flask, metrics: Metrics, readers: tuple[str, ...]) -> None:
    """Serve the figures to some addresses and networks; others find no such page.

    Raises:
        ConfigError: if one is neither.
    """
    allowed = networks_of(readers, "metrics")
    blueprint = Blueprint("metrics", __name__)

    def note_route() -> None:
        if request.url_rule is not None:
            request.environ[_ROUTE] = request.url_rule.rule

    @blueprint.get("/metrics")
    def figures() -> Response:
        if not _is_allowed(request.environ):
            abort(404)
        response = Response(metrics.told(), content_type=CONTENT_TYPE_LATEST)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _is_allowed(environ: WSGIEnvironment) -> bool:
        # A proxy nobody named: whoever asks it would look like this machine.
        if "HTTP_X_FORWARDED_FOR" in environ and BEHIND_PROXY not in environ:
            return False
        return is_among(environ.get("REMOTE_ADDR", ""), allowed)

    app.before_request_funcs.setdefault(None, []).insert(0, note_route)
    app.register_blueprint(blueprint)
