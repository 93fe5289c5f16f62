"""Wherever a reader goes, pages are there and links lead to what they promise."""

from __future__ import annotations

from pathlib import Path

from support.crawler import Crawler
from support.runs import run
from support.sampled import SAMPLES
from support.webapp import articles, index_in

from web import create_app

STARTS = (
    "/",
    "/search?sort=newest",
    "/search?q=the+OR+was",
    "/search?q=the&scale=share&span=all",
    "/search?q=budget+harbour+macron",
    "/search?q=budgte",
    "/search?q=budget&person=Nobody&country=IT",
    "/search?year=none",
    "/search?map=country&-about=FR",
    "/facet/person?order=name",
    "/facet/on",
    "/facet/month?q=budget",
    "/saved",
)


def crawled(folder: Path, seed: int) -> Crawler:
    client = create_app({"DATELINE_DATA": str(folder)}).test_client()
    crawler = Crawler(client, seed, STARTS)
    crawler.wander(200, thorough=0.3)
    return crawler


def test_links_between_the_samples_keep_their_promises(tmp_path: Path) -> None:
    run(tmp_path, SAMPLES)
    crawler = crawled(tmp_path / "data", 1987)
    assert crawler.faults == []
    assert crawler.kept > 100
    assert {"choice", "picture", "same", "turn", "facet"} <= crawler.kinds.keys()


def test_links_between_odd_articles_keep_their_promises(tmp_path: Path) -> None:
    index_in(tmp_path, articles())
    crawler = crawled(tmp_path, 2)
    assert crawler.faults == []
    assert crawler.kept > 100
