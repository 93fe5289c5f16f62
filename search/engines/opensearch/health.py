"""How the cluster of an index is: its nodes, copies, disks and settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..servers import Finding, ServerReport
from .client import Client, Json
from .generations import Generations

__all__ = ["examine_cluster"]

_OLDEST: Final = (2, 11)
"""The first versions that have points in time and all the queries that are asked."""

_ADVISED: Final = {
    "action.auto_create_index": "false",
    "cluster.fault_detection.leader_check.timeout": "2s",
    "cluster.fault_detection.leader_check.retry_count": "2",
    "cluster.fault_detection.follower_check.timeout": "2s",
    "cluster.fault_detection.follower_check.retry_count": "2",
    "cluster.publish.timeout": "5s",
}
"""Setting → what it should be; docs/cluster.md says why."""

_FULL: Final = 80
"""Percent of a disk above which its node is told of; at 85 it gets no more shards."""


def examine_cluster(client: Client, generations: Generations) -> ServerReport:
    """Look at the cluster of an index.

    Raises:
        NodeRefusal, Unanswered: if it cannot tell.
    """
    about = client.ask("GET", "/")["version"]
    version = str(about["number"])
    ours = ",".join(f"{generations.name}{end}" for end in ("-*", ".dateline"))
    options = "ignore_unavailable=true&expand_wildcards=all"
    health = client.ask("GET", f"/_cluster/health/{ours}?{options}&local=true")
    return ServerReport(
        version=version,
        status=str(health["status"]),
        nodes=int(health["number_of_nodes"]),
        bytes=_bytes(client, f"{ours}?{options}"),
        findings=(
            _of_version(about),
            _of_copies(health),
            *_of_disks(client),
            _of_settings(client),
        ),
    )


def _bytes(client: Client, indexes: str) -> int:
    path = f"/_cat/indices/{indexes}&format=json&bytes=b&h=store.size"
    rows: list[Json] = client.ask("GET", path).get("", [])
    return sum(int(row["store.size"] or 0) for row in rows)


def _of_version(about: Json) -> Finding:
    told = f"{about.get('distribution', 'not OpenSearch but')} {about['number']}"
    numbers = [int(n) for n in str(about["number"]).split(".")[:2] if n.isdigit()]
    if "distribution" not in about or tuple(numbers) < _OLDEST:
        oldest = ".".join(map(str, _OLDEST))
        return Finding("servers", told, f"use OpenSearch {oldest} or later")
    return Finding("servers", told)


def _of_copies(health: Json) -> Finding:
    missing = int(health["unassigned_shards"])
    told = (
        f"{health['status']}: {health['number_of_nodes']} nodes, "
        f"{health['active_primary_shards']} shards, "
        f"{health['active_shards'] - health['active_primary_shards']} further copies"
    )
    if health["status"] == "red":
        remedy = "start the nodes that are missing: not all articles can be reached"
        return Finding("copies", told, remedy)
    if missing:
        remedy = f"start the nodes that are missing: {missing} copies are nowhere"
        return Finding("copies", told, remedy)
    if health["number_of_nodes"] < 2:
        return Finding("copies", f"{told}; if this node is lost, run: reindex")
    return Finding("copies", told)


def _of_disks(client: Client) -> Iterator[Finding]:
    rows: list[Json] = client.ask(
        "GET", "/_cat/allocation?format=json&bytes=b&h=node,disk.percent,disk.avail"
    ).get("", [])
    for row in rows:
        if row.get("disk.percent") is None:  # of shards that no node has
            continue
        free = int(row["disk.avail"]) / 1e9
        told = f"{row['node']}: {row['disk.percent']} % used, {free:,.1f} GB free"
        remedy = "make room: at 95 % nothing more can be written"
        full = int(row["disk.percent"]) > _FULL
        yield Finding("node disk", told, remedy if full else "")


def _of_settings(client: Client) -> Finding:
    told = client.ask("GET", "/_cluster/settings?include_defaults=true&flat_settings")
    in_force: dict[str, Any] = {}
    for layer in ("defaults", "persistent", "transient"):
        in_force |= told.get(layer, {})
    other = [
        f"{name}: {wanted}"
        for name, wanted in _ADVISED.items()
        if str(in_force.get(name, "")) != wanted
    ]
    if not other:
        return Finding("node settings", "as advised")
    return Finding(
        "node settings",
        f"{len(other)} of {len(_ADVISED)} are not as advised",
        f"set in opensearch.yml: {', '.join(other)}",
    )
