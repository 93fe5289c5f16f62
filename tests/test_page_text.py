"""What of a web page is its article's text: no paragraph less, no headline more."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from index.readers import READERS
from index.readers.surplus_text import remove_surplus
from index.records import ReadOptions, Record

_SAID = "The clerk read the result to the hall, and the hall was silent for long."
TEXT = "".join(f"<p>{_SAID} {_SAID} It was part {n} of it.</p>" for n in range(6))
LEDE = "The council of Hartwell will vote again next week, said the clerk Ann Lee."
BOX = f'<div class="article-body">{TEXT}</div>'


def paragraphs(page: str) -> list[str]:
    html = f"<html><body>{page}</body></html>"
    draft = READERS["html"].draft(Record("", html.encode()), ReadOptions())
    return [line for line in draft.body.split("\n") if line]


@pytest.mark.parametrize(
    "page",
    [
        f"<article><h1>A vote</h1><p>{LEDE}</p>{BOX}</article>",
        f'<article><h1>A vote</h1><h2 class="standfirst">{LEDE}</h2>{BOX}</article>',
        f"<article><header><h1>A vote</h1><p>{LEDE}</p></header>{BOX}</article>",
        f"<header><h1>A vote</h1><p class='dek'>{LEDE}</p></header>{BOX}",
        f'<article><h1>A vote</h1><div class="intro"><strong>{LEDE}</strong></div>'
        f"{BOX}</article>",
        f'<h1>A vote</h1><p class="byline">By Ann Lee</p>'
        f'<p class="subtitle">{LEDE}</p>'
        f"<figure><img><figcaption>The hall, in May.</figcaption></figure>{BOX}",
        f"<main><h1>A vote</h1><strong class='intro'>{LEDE}</strong>{BOX}</main>",
        f"<article><h1>A vote</h1><section class='summary'><p>{LEDE}</p></section>"
        f"{BOX}</article>",
    ],
)
def test_a_lede_outside_the_box_of_the_text_comes_first(page: str) -> None:
    found = paragraphs(page)
    assert found[0] == LEDE
    assert found.count(LEDE) == 1
    assert len(found) == 7


@pytest.mark.parametrize(
    "block",
    [
        f"<div>{LEDE}</div>",
        f"<div><div>{LEDE}</div></div>",
        f"<div><span>{LEDE}</span></div>",
        f"<section><p>{LEDE}</p></section>",
        f"<section><div>{LEDE}</div></section>",
        f"<center>{LEDE}</center>",
        f"<x-paragraph>{LEDE}</x-paragraph>",
        f"<span>{LEDE}</span>",
        f"<p class='share'>{LEDE}</p>",
        f"<p class='related-text'>{LEDE}</p>",
        f"<p class='footer-note'>{LEDE}</p>",
        f"<div class='no-sidebar'>{LEDE}</div>",
        f"<figure><blockquote>{LEDE}</blockquote></figure>",
        f"<figure><blockquote><p>{LEDE}</p></blockquote></figure>",
        LEDE,
    ],
)
def test_a_paragraph_of_another_kind_keeps_its_place(block: str) -> None:
    page = f"<article><h1>A vote</h1><p>{_SAID} First.</p>{block}{TEXT}</article>"
    found = paragraphs(page)
    assert found.index(LEDE) == 1
    assert found.count(LEDE) == 1


@pytest.mark.parametrize(
    "block",
    [
        f"<p class='caption'>{LEDE}</p>",
        f"<p class='author-bio'>{LEDE}</p>",
        f"<p class='share' hidden>{LEDE}</p>",
        "<p class='share'>Share this with everybody you know, on Facebook too.</p>",
        f"<figure><img src='a.png'><blockquote>{LEDE}</blockquote></figure>",
    ],
)
def test_what_is_called_like_furniture_and_reads_like_it_is_none(block: str) -> None:
    page = f"<article><h1>A vote</h1>{TEXT}{block}{TEXT}</article>"
    assert len(paragraphs(page)) == 12


def test_a_last_paragraph_in_a_box_of_its_own_is_read() -> None:
    page = f"<article><h1>A vote</h1><div>{TEXT}<div>{LEDE}</div></div></article>"
    assert paragraphs(page)[-1] == LEDE


def test_paragraphs_below_the_box_of_the_text_are_read() -> None:
    more = f"<p>{LEDE}</p><p>{_SAID} At last.</p>"
    page = f"<article><h1>A vote</h1>{BOX}{more}<p class='tags'>Hartwell.</p></article>"
    assert paragraphs(page)[-2:] == [LEDE, f"{_SAID} At last."]


def test_a_quotation_in_a_sentence_stays_in_it() -> None:
    told = "<p><q>No <b>more</b></q>, said the clerk, <q>today</q>.</p>"
    page = f"<article><h1>A vote</h1>{TEXT}{told}{TEXT}</article>"
    assert "“No more”, said the clerk, “today”." in paragraphs(page)


@pytest.mark.parametrize("tag", ["time", "label", "output", "abbr", "mark", "data"])
def test_words_of_a_sentence_stay_in_it_whatever_holds_them(tag: str) -> None:
    told = (
        f"<p>The vote on <{tag}>Monday <b>night</b></{tag}> failed, said a clerk.</p>"
    )
    page = f"<article><h1>A vote</h1>{TEXT}{told}{TEXT}</article>"
    assert "The vote on Monday night failed, said a clerk." in paragraphs(page)


def test_a_line_of_when_is_no_sentence() -> None:
    when = "<p>Last changed <time>12 June 2019</time></p>"
    page = f"<article><h1>A vote</h1>{when}{TEXT}</article>"
    assert not [line for line in paragraphs(page) if "2019" in line]


def test_a_template_is_no_text() -> None:
    page = f"<article><h1>A vote</h1>{TEXT}<template>{LEDE}</template></article>"
    assert LEDE not in paragraphs(page)


def test_the_heading_is_no_paragraph_after_a_lede() -> None:
    lede = f"<div class='article-body'><p>{LEDE}</p></div>"
    page = f"<article><h1>A vote in town</h1>{lede}<div>Advertisement</div>{BOX}"
    assert "A vote in town" not in paragraphs(f"{page}</article>")


@pytest.mark.parametrize(
    "block",
    [
        f'<p class="caption">{LEDE}</p>',
        f'<div class="author-bio">{LEDE}</div>',
        f"<aside><p>{LEDE}</p></aside>",
        f'<div class="newsletter-signup"><p>{LEDE}</p></div>',
        f'<p style="display: none">{LEDE}</p>',
        f'<p><a href="/other">{LEDE}</a></p>',
        f"<script>{LEDE}</script>",
        f"<div><script>{LEDE}</script></div>",
    ],
)
def test_what_belongs_to_something_else_is_no_lede(block: str) -> None:
    page = f"<article><h1>A vote</h1>{block}{BOX}</article>"
    assert LEDE not in paragraphs(page)


def test_a_heading_of_another_article_gives_no_lede() -> None:
    other = f"<div><h1>The Paper</h1></div><p>{LEDE}</p>" + "<p>Menu</p>" * 30
    assert LEDE not in paragraphs(f"{other}<article>{TEXT}</article>")


def test_headlines_of_other_articles_are_no_text() -> None:
    links = "".join(
        f'<li><a href="/{n}">Council of Hartwell meets for the {n}th time</a></li>'
        for n in range(4, 7)
    )
    page = f"<article><h1>A vote</h1><div>{TEXT}<ul>{links}</ul></div></article>"
    assert not [line for line in paragraphs(page) if "meets" in line]


def test_the_only_link_among_paragraphs_may_be_text() -> None:
    text = f"{_SAID}\nThe council’s report\n{_SAID}"
    tree = lxml_html.fromstring(f'<p>{_SAID}</p><a href="/r">The council’s report</a>')
    assert remove_surplus(tree, text) == text


@pytest.mark.parametrize(
    "box",
    [
        '<span class="rollover-people-block"><a href="/a">Ann Lee</a>'
        '<a href="/b">Mayor loses vote</a></span>',
        '<span style="display: none">Mayor loses vote</span>',
        '<span class="tooltip-content">Mayor loses vote</span>',
        '<span class="visually-hidden">Mayor loses vote</span>',
        "<span hidden>Mayor loses vote</span>",
    ],
)
def test_what_pops_up_is_no_part_of_a_sentence(box: str) -> None:
    shown = "The clerk Ann Lee of Hartwell said that all of the votes would be counted."
    told = shown.replace("Ann Lee", f'<a href="/ann">Ann Lee</a>{box}')
    page = f"<article><h1>A vote</h1><div>{TEXT}<p>{told}</p>{TEXT}</div></article>"
    assert shown in paragraphs(page)
    assert "loses" not in " ".join(paragraphs(page))


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<h1>The Gazette</h1><article><h2>A vote in town</h2>", "A vote in town"),
        ("<article><h1>The Gazette</h1><h2>Other news</h2>", "The Gazette"),
        ("<article><h1>A vote in town</h1><h2>The Gazette</h2>", "A vote in town"),
    ],
)
def test_a_heading_that_is_a_sites_name_is_no_title(page: str, title: str) -> None:
    html = f"<html><title>A vote in town - The Gazette</title><body>{page}{TEXT}"
    draft = READERS["html"].draft(Record("", html.encode()), ReadOptions())
    assert draft.title == title
