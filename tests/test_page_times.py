"""Which of the times on a web page is that of its article."""

from __future__ import annotations

import pytest

from index.readers import READERS
from index.records import ReadOptions, Record

_SAID = "The clerk read the result to the hall, and the hall was silent for long. "
_TEXT = f"<p>{_SAID * 3}</p>" * 4
OWN = '<time datetime="2019-06-12">June 12, 2019</time>'
OTHER = '<time datetime="2019-06-20">June 20, 2019</time>'


def published(page: str) -> str:
    html = f"<html><body>{page}</body></html>"
    return READERS["html"].draft(Record("", html.encode()), ReadOptions()).published


@pytest.mark.parametrize(
    "times",
    [
        pytest.param(f"<p>Updated {OTHER}</p><p>Published {OWN}</p>", id="said before"),
        pytest.param(f"<p>Updated: {OTHER} Published: {OWN}</p>", id="in one line"),
        pytest.param(
            f'<div class="updated-at">{OTHER}</div><div class="published">{OWN}</div>',
            id="said by its box",
        ),
        pytest.param(
            '<time itemprop="dateModified" datetime="2019-06-20">x</time>'
            '<time itemprop="datePublished" datetime="2019-06-12">y</time>',
            id="said by itself",
        ),
        pytest.param(
            '<time class="entry-date updated" datetime="2019-06-20">x</time>'
            '<time class="entry-date published" datetime="2019-06-12">y</time>',
            id="class",
        ),
        pytest.param(
            '<time datetime="2019-06-20">Updated June 20</time>'
            '<time datetime="2019-06-12">June 12</time>',
            id="said in it",
        ),
        pytest.param(f"{OWN}<p>Last updated {OTHER}</p>", id="in order"),
    ],
)
def test_the_time_of_publication_counts_before_that_of_a_change(times: str) -> None:
    page = f"<article><h1>A vote</h1>{times}{_TEXT}</article>"
    assert published(page) == "2019-06-12"


@pytest.mark.parametrize(
    "page",
    [
        f'<div class="masthead">{OTHER}</div><article><h1>A</h1>{OWN}{{}}</article>',
        f'<div class="clock">{OTHER}</div><article><h1>A</h1>{OWN}{{}}</article>',
        f"<aside>{OTHER}</aside><article><h1>A</h1>{OWN}{{}}</article>",
        f"<article><p>Teaser</p>{OTHER}</article><article><h1>A</h1>{OWN}{{}}</article>",
        f'<ul><li>{OTHER}</li></ul><h1>A</h1>{OWN}<div class="text">{{}}</div>',
        f'<a href="/x">Teaser {OTHER}</a><h1>A</h1>{OWN}{{}}',
        f'<div class="comments">{OTHER}</div><h1>A</h1>{OWN}{{}}',
        f'<div class="related-items">{OTHER}</div><article>{OWN}{{}}</article>',
    ],
)
def test_the_time_of_something_else_on_the_page_is_not_its_date(page: str) -> None:
    assert published(page.format(_TEXT)) == "2019-06-12"


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>A</h1>{{}}<div class='comment'>{OTHER}</div>",
        f"<article><h1>A</h1>{{}}</article><article><p>Teaser</p>{OTHER}</article>",
        f"<nav>{OTHER}</nav><h1>A</h1>{{}}",
    ],
)
def test_no_date_is_better_than_that_of_something_else(page: str) -> None:
    assert published(page.format(_TEXT)) == ""


def test_the_only_time_is_believed_though_it_is_of_a_change() -> None:
    page = f"<article><h1>A</h1><p>Updated {OTHER}</p>{_TEXT}</article>"
    assert published(page) == "2019-06-20"


@pytest.mark.parametrize(
    "line",
    [
        "<p>12. Juni 2019</p>",
        '<div><span class="dateline">Published June 12, 2019</span></div>',
        "<div>Updated June 20, 2019<br>Published June 12, 2019</div>",
        '<div><b>News</b><span class="x">19.06.2019 klo 14.00</span></div>',
        '<a href="/self"><time>12 juin 2019</time></a>',
    ],
)
def test_a_date_that_stands_alone_below_the_heading_is_the_articles(line: str) -> None:
    page = f"<article><h1>A vote</h1>{line}{_TEXT}</article>"
    assert "2019" in published(page)


def test_a_calendar_and_a_teaser_give_no_date() -> None:
    page = "<h1>A</h1>{}<ul><li>June 20, 2019</li></ul><p>June 2019</p>"
    assert published(page.format(_TEXT)) == ""


@pytest.mark.parametrize("name", ["card", "latest-news", "listing", "current"])
def test_the_box_around_the_heading_is_the_articles_whatever_its_name(
    name: str,
) -> None:
    page = f'<div class="{name}"><h1>A vote</h1>{OWN}{_TEXT}</div>'
    assert published(page) == "2019-06-12"


@pytest.mark.parametrize(
    "page",
    [
        f'<h1>The Paper</h1><div class="clock">{OTHER}</div>'
        f"<article><h1>A vote</h1>{OWN}{_TEXT}</article>",
        f"<aside><h1>Headline of another</h1>{OTHER}</aside>"
        f"<article><header><h1>A vote</h1>{OWN}</header>{_TEXT}</article>",
        f"<article><h1>A vote</h1><aside class='author'>Ann Lee {OWN}</aside>{_TEXT}"
        "</article>",
        f"<article><header><h1>A vote</h1><section class='teaser-meta'>{OWN}</section>"
        f"</header>{_TEXT}</article>",
        f"<article><h1>A vote</h1><p class='meta'><span class='comments-link'>{OWN}"
        f"</span></p>{_TEXT}</article>",
    ],
)
def test_the_article_is_that_of_the_heading_the_page_is_called_by(page: str) -> None:
    assert published(f"<title>A vote - The Paper</title>{page}") == "2019-06-12"


def test_a_date_after_who_wrote_the_article_is_its_date() -> None:
    line = "<div>Written by <a href='/a'>Ann Lee</a> on June 12, 2019</div>"
    assert published(f"<article><h1>A vote</h1>{line}{_TEXT}</article>") == (
        "June 12, 2019"
    )


@pytest.mark.parametrize(
    "name",
    ["bi3dPubDate", "wire:recs:publishtime", "publication-date", "x.published_on"],
)
def test_a_date_of_publication_is_known_whatever_a_site_calls_it(name: str) -> None:
    meta = f'<meta name="{name}" content="2019-06-12"><meta name="public" content="x">'
    assert published(f"{meta}<h1>A vote</h1>{OTHER}{_TEXT}") == "2019-06-12"
