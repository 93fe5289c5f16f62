"""Nodes that die, hang or are full, while an index is written and searched.

Three real processes, each with a copy of what it is given.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
import urllib3
from support.engines import on_cluster
from support.helped import changed, made
from support.traffic import Traffic, lost, traffic

from search.engines.engine import new_engine, open_engine
from search.engines.url import EngineUrl, ServerOptions
from search.errors import EngineUnreachable, StorageError
from search.query.tree import MatchAll
from search.request import SearchRequest
from search.searcher import Searcher
from search.snapshot import search_one
from tools.cluster import Cluster, cluster_folder, free_ports

pytestmark = [on_cluster, pytest.mark.xdist_group("three nodes")]

ALL = SearchRequest(query=MatchAll(), limit=1)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster(cluster_folder() / f"three-{os.getpid()}", free_ports(6))
    with made.running(3):
        yield made


@pytest.fixture
def url(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[EngineUrl]:
    """An empty index of its own, with two copies of what is in it."""
    name = request.node.name.replace("_", "-")[:60]
    made = EngineUrl.of(f"opensearch+http://{','.join(cluster.addresses)}/{name}")
    with closing(new_engine(made)) as engine:
        with engine.writer() as writer:
            writer.commit(0)
        engine.activate()
    cluster.await_nodes(3, "green")
    yield made
    asked(cluster, "DELETE", f"/{name}-*,{name}.dateline")


def asked(cluster: Cluster, method: str, path: str, body: object = None) -> None:
    told = urllib3.request(
        method,
        f"http://{cluster.addresses[0]}{path}",
        body=json.dumps(body) if body else None,
        headers={"content-type": "application/json"},
        timeout=60.0,
    )
    assert told.status < 300, told.data


def held(url: EngineUrl) -> int:
    searcher = Searcher(url)
    total = searcher.ask(lambda index: search_one(index, ALL)).total
    searcher.close()
    return total


def write_until_refused(url: EngineUrl) -> None:
    for number in range(2, 100):
        changed(url, number, add=[made(number, "harbour")])
        time.sleep(1)


def expect_nothing_lost(url: EngineUrl, seen: Traffic) -> None:
    assert lost(url, seen) == set()
    assert len(seen.acknowledged) <= held(url)
    assert held(url) <= len(seen.acknowledged | seen.unsure)


def test_no_search_fails_when_the_manager_is_killed(
    cluster: Cluster, url: EngineUrl
) -> None:
    with traffic(url) as seen:
        seen.await_progress()
        killed = cluster.manager()
        cluster.kill(killed)
        seen.await_progress(20, 3)
        cluster.launch(killed)
        cluster.await_nodes(3, "green")
        seen.await_progress()
    assert seen.failed == []
    expect_nothing_lost(url, seen)


def test_no_search_fails_when_a_node_hangs(cluster: Cluster, url: EngineUrl) -> None:
    with traffic(url) as seen:
        seen.await_progress()
        frozen = cluster.manager()
        cluster.pause(frozen)
        try:
            seen.await_progress(20, 2)
        finally:
            cluster.resume(frozen)
        cluster.await_nodes(3, "green")
        seen.await_progress()
    assert seen.failed == []
    expect_nothing_lost(url, seen)


def test_two_killed_nodes_are_told_and_nothing_is_lost(
    cluster: Cluster, url: EngineUrl
) -> None:
    with traffic(url) as seen:
        seen.await_progress()
    before = held(url)
    for number in (0, 1):
        cluster.kill(number)
    # the third node may have a copy of all; if it has, it says no less than that
    impatient = replace(url, options=ServerOptions(patience=5))
    told = contextlib.suppress(EngineUnreachable)
    for _ in range(3):
        with told:
            assert held(impatient) == before
    with pytest.raises(EngineUnreachable, match="nothing is lost"):
        changed(impatient, 100_000, add=[made(0, "harbour")])
    for number in (0, 1):
        cluster.launch(number)
    cluster.await_nodes(3, "green")
    expect_nothing_lost(url, seen)
    changed(url, 100_000, add=[made(0, "harbour")])
    assert held(url) == before + 1


def test_nothing_acknowledged_is_lost_when_all_nodes_are_killed(
    cluster: Cluster, url: EngineUrl
) -> None:
    with traffic(url) as seen:
        seen.await_progress(5, 2)
        for number in range(3):
            cluster.kill(number)
        for number in range(3):
            cluster.launch(number)
        cluster.await_nodes(3, "green")
        seen.await_progress()
    assert seen.uncommitted or seen.failed
    expect_nothing_lost(url, seen)


def test_no_search_fails_while_indexes_are_switched(url: EngineUrl) -> None:
    with traffic(url) as first:
        first.await_progress(5, 2)
    articles = [made(number, "harbour", people=["Ada"]) for number in range(1, 400)]
    failed: list[str] = []
    readers = [Searcher(url) for _ in range(2)]
    for _ in range(3):
        with closing(new_engine(url)) as engine:
            with engine.writer() as writer:
                for article in articles:
                    writer.add(article)
                writer.commit(1)
            engine.activate()
        until = time.monotonic() + 2
        while time.monotonic() < until:
            for reader in readers:
                found = reader.ask(lambda index: search_one(index, ALL)).total
                if found not in (len(articles), len(first.acknowledged)):
                    failed.append(f"{found} articles")
    for reader in readers:
        reader.close()
    assert failed == []
    assert held(url) == len(articles)


def test_a_full_disk_is_told_searched_and_written_again_when_there_is_room(
    cluster: Cluster, url: EngineUrl
) -> None:
    changed(url, 1, add=[made(1, "harbour")])
    disk = "cluster.routing.allocation.disk"
    full = {f"{disk}.watermark.{name}": "1%" for name in ("low", "high", "flood_stage")}
    full |= {f"{disk}.threshold_enabled": "true", "cluster.info.update.interval": "10s"}
    asked(cluster, "PUT", "/_cluster/settings", {"transient": full})
    try:
        with pytest.raises(StorageError, match="disk"):
            write_until_refused(url)
        assert held(url) >= 1
    finally:
        roomy = dict.fromkeys([*full, "cluster.blocks.create_index"])
        asked(cluster, "PUT", "/_cluster/settings", {"transient": roomy})
        asked(
            cluster,
            "PUT",
            "/_all/_settings",
            {"index.blocks.read_only_allow_delete": None},
        )
    changed(url, 200, add=[made(200, "harbour")])
    with closing(open_engine(url)) as engine:
        assert engine.revision() == 200
        assert engine.snapshot().get("a200") is not None
