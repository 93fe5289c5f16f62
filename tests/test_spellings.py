"""Whichever way a word is written, it finds what was written in another way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from support.asking import Ask, page_for, plan_for
from support.engines import EVERY_ENGINE, url_in
from support.helped import indexed

from search.explore.spelling import suggest_correction
from search.model.article import Article
from search.request import Match
from search.searcher import Searcher

TEXTS: Mapping[str, str] = {
    "acronym": "The C.I.A. director met the F.B.I. in a U.S. town.",
    "plain": "The CIA director met the FBI in a US town.",
    "us": "They told us of a town.",
    "hyphen": "Her re-election campaign and the G-20 summit during COVID-19.",
    "joined": "Her reelection campaign and the G20 summit during covid19.",
    "grouped": "Some 10,000 people came to the women's march on New Year's Eve.",
    "spaced": "Some 60\u202f000 people and 7\xa0000 others.",
    "bare": "Some 10000 people came to the womens march on new years eve.",
    "umlaut": "Der Düsseldorfer Müller kam aus Köln.",
    "spelt": "Der Duesseldorfer Mueller kam aus Koeln.",
    "film": "A color film, a colour film and a white house.",
    "shop": "They owe E*Trade and M*A*S*H a debt.",
    "soft": "The impeach\u00adment of a re\u200bal mayor.",
    "arabic": "القـــاهرة على مدرسة",
    "half": "It took 2½ hours.",
    "built": "A building was built; they went home and built buildings.",
    "list": "Sections 1,2,3 and 3,14.",
    "signs": "A Ph.D. lost €70,000 →N.A.T.O. in Hawai‘i’s B-52s, F-16s, 90s.",
    "bare signs": "A PhD lost 70000: NATO in Hawaii, a B52 and an F16, 747s.",
    "composed": "カ\u3099ス 한국 cafe\u0301 e\u0302\u0301t",
    "quote": "He said a thing, then another thing.",
    "blanks": "It cost 45 000 dollars or 1 250 000 yen, said Marks & Park.",
    "commas": "It cost 45,000 dollars or 1250000 yen, said Marks and Park.",
    "prices": "Cruel prices: a price of cruel oats. The prices rise.",
    "price": "Oat price: prices of oat. The oats and a rising price.",
}


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("spellings")
    articles = [Article(id=name, title="", body=text) for name, text in TEXTS.items()]
    searcher = indexed(url_in(request.param, folder / "index"), articles)
    yield searcher
    searcher.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("CIA", "acronym plain"),
        ("C.I.A.", "acronym plain"),
        ("c.i.a", "acronym plain"),
        ('"F.B.I. in"', "acronym plain"),
        ('"cia director"', "acronym plain"),
        ("U.S.", "acronym plain"),
        ("US", "acronym plain"),
        ('"US town"', "acronym plain"),
        ('"us town"', "acronym plain"),
        ("us", "acronym plain us"),
        ("reelection", "hyphen joined"),
        ("re-election", "hyphen joined"),
        ('"re-election campaign"', "hyphen joined"),
        ('"her reelection campaign"', "hyphen joined"),
        ("election", "hyphen"),
        ("G20", "hyphen joined"),
        ("g-20 summit", "hyphen joined"),
        ("covid19", "hyphen joined"),
        ("COVID-19", "hyphen joined"),
        ("covid", "hyphen"),
        ("10000", "grouped bare"),
        ("10,000", "grouped bare"),
        ("10.000.000", ""),
        ('"womens march"', "grouped bare"),
        ('"women’s march"', "grouped bare"),
        ('"new years eve"', "grouped bare"),
        ("new year's eve", "grouped bare"),
        ("Düsseldorfer", "umlaut spelt"),
        ("duesseldorfer", "umlaut spelt"),
        ("dusseldorfer", "umlaut"),
        ('"Duesseldorfer Müller"', "umlaut spelt"),
        ("Mueller Koeln", "umlaut spelt"),
        ('"colo?r film"', "film"),
        ("re-elect*", "hyphen joined"),
        ("re-elect???", ""),
        ("campaign???", "hyphen joined"),
        ("düss*", "umlaut spelt"),
        ("=düss*", "umlaut"),
        ("COVI?-19", "hyphen joined"),
        ("60\xa0000", "spaced"),
        ('"col* film"', "film"),
        ('title:"whit* house"', ""),
        ('"whit* house"', "film"),
        ("E*Trade", "shop"),
        ("M*A*S*H", "shop"),
        ("impeachment real", "soft"),
        ("impeach\u00adment", "soft"),
        ("\u200breal OR\u200b nothing", "soft"),
        ("القاهرة", "arabic"),
        ("علي مدرسه", "arabic"),
        ("212", ""),
        ("2½", "half"),
        ("build", "built"),
        ("building", "built"),
        ("go", "built"),
        ("reelection||building", "hyphen joined built"),
        ("reelection|nothing", "hyphen joined"),
        ("123", ""),
        ("314", ""),
        ("=reelection", "joined"),
        ('="re-election campaign"', "hyphen"),
        ('="building was built"', "built"),
        ('="building builds"~3', ""),
        ('="building built"~3', "built"),
        ("=building NEAR/3 =builds", ""),
        ("=building NEAR/3 =built", "built"),
        ('="was built" NEAR/3 =building', "built"),
        ('="were built" NEAR/3 =building', ""),
        ("PhD", "signs bare-signs"),
        ("Ph.D.", "signs bare-signs"),
        ("phd", "signs bare-signs"),
        ("70000", "signs bare-signs"),
        ("€70,000", "signs bare-signs"),
        ("NATO", "signs bare-signs"),
        ("Hawaii", "signs bare-signs"),
        ("Hawai‘i", "signs bare-signs"),
        ("B52", "signs bare-signs"),
        ("b-52", "signs bare-signs"),
        ("f16s", "signs bare-signs"),
        ("747", "bare-signs"),
        ("90", ""),
        ("ガス", "composed"),
        ("カ\u3099ス", "composed"),
        ("한국", "composed"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "composed"),
        ("café", "composed"),
        ("‹thing then another›", "quote"),
        ("「thing then another」", "quote"),
        ("❝then thing❞", ""),
        ("thing,another", "quote"),
        ("another;thing", "quote"),
        ("another+thing", "quote"),
        ("thing \u200e-another", ""),
        ("-\u200bthing another", ""),
        ("body\u200b:another", "quote"),
        ("reelection NEAR/2 campaign", "hyphen joined"),
        ("re-election NEAR/2 campaign", "hyphen joined"),
        ("reelection BEFORE/6 summit", "hyphen joined"),
        ("campaign BEFORE/5 reelection", ""),
        ('"reelection summit"~6', "hyphen joined"),
        ('"re-election summit"~6', "hyphen joined"),
        ('"her reelection" NEAR/5 summit', "joined"),
        ("g20 NEAR/3 covid19", "hyphen joined"),
        ("body:g20 NEAR/1 summit", "hyphen joined"),
        ("(g20 OR nothing) NEAR/1 summit", "hyphen joined"),
        ("=g20 NEAR/1 summit", "joined"),
        ("-(g20 NEAR/1 summit) campaign", ""),
        ("CIA NEAR/4 FBI", "acronym plain"),
        ('"c.i.a. fbi"~4', "acronym plain"),
        ("us NEAR/1 town", "acronym plain"),
        ('"us town"~3', "acronym plain us"),
        ("womens NEAR/1 march", "grouped bare"),
        ("women’s NEAR/1 march", "grouped bare"),
        ('"years\' eve"~1', "grouped bare"),
        ("10000 NEAR/1 people", "grouped bare"),
        ('"10,000 people"~1', "grouped bare"),
        ("duesseldorfer NEAR/1 mueller", "umlaut spelt"),
        ('"Düsseldorfer Köln"~4', "umlaut spelt"),
        ("build NEAR/1 went", ""),
        ("build NEAR/3 went", "built"),
        ('"a build was"', "built"),
        ('"builds was"~1', "built"),
        ('="colo?r films"', ""),
        ('="cruel prices"', "prices"),
        ('="CRUEL price"', ""),
        ('="oat price"', "price"),
        ('="oat prices"', ""),
        ('body:="prices of oat"', "price"),
        ('lead:="price of oat"', ""),
        ('="cruel pric*"', "prices"),
        ('="the pric* rise"', "prices"),
        ('="o?t prices"', ""),
        ('="oat price"~3', "price"),
        ('="oats prices"~3', "prices"),
        ('="cruel price"~1', ""),
        ("=cruel NEAR/1 =prices", "prices"),
        ("=cruel NEAR/1 =price", ""),
        ("=cruel NEAR/1 price", "prices"),
        ("=oat NEAR/1 prices", "price"),
        ("=oats BEFORE/1 price", ""),
        ("=oats BEFORE/9 price", "price prices"),
        ('="the prices" NEAR/2 rising', "prices"),
        ('(="oat price" OR ="cruel price") -nothing', "price"),
        ('="colo?r film"', "film"),
        ("=colo?r", "film"),
        ("=colo*", "film"),
        ("45000", "blanks commas"),
        ("45 000", "blanks commas"),
        ("45,000", "blanks commas"),
        ("1 250 000 yen", "blanks commas"),
        ('"45 000 dollars"', "blanks commas"),
        ('"45000 dollars"', "blanks commas"),
        ("=45000", "commas"),
        ('"Marks & Park"', "blanks commas"),
        ('"Marks and Park"', "blanks commas"),
        ("reelect*", "hyphen joined"),
        ("reelec*n", "hyphen joined"),
        ("duess*", "umlaut spelt"),
        ("muell*", "umlaut spelt"),
        ("=reelect*", "joined"),
    ],
)
def test_a_query_finds(searcher: Searcher, query: str, expected: str) -> None:
    page = page_for(searcher, Ask(text=query, match=Match.ALL, strict=True))
    found = {hit.article.id.replace(" ", "-") for hit in page.hits}
    assert found == set(expected.split())


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("CIA", ["C.I.A.", "CIA"]),
        ("reelection", ["re-election", "reelection"]),
        ('"reelection campaign"', ["re-election campaign", "reelection campaign"]),
        ("duesseldorfer", ["Duesseldorfer", "Düsseldorfer"]),
        ("10000", ["10,000", "10000"]),
        ("women", ["women's", "womens"]),
        ("45000", ["45 000", "45,000"]),
        ("reelect*", ["re-election", "reelection"]),
        ("duess*", ["Duesseldorfer", "Düsseldorfer"]),
        ("go", ["went"]),
        ("impeachment", ["impeach\u00adment"]),
        ('="oat price"', ["Oat price"]),
        ("=oat NEAR/1 =price", ["Oat", "price"]),
        ("reelection NEAR/1 campaign", ["re-election", "reelection", "campaign"]),
    ],
)
def test_what_was_found_is_marked(
    searcher: Searcher, query: str, marked: list[str]
) -> None:
    page = page_for(searcher, Ask(text=query, match=Match.ALL, strict=True))
    snippets = [hit.snippet for hit in page.hits]
    found = {one.text[m.start : m.end] for one in snippets for m in one.marks}
    assert found == set(marked)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?eal", "cannot begin with"),
        ('"*ite house"', "mean nothing here"),
        ('person:"whit* house"', "mean nothing here"),
        ('"white * house"', "mean nothing here"),
    ],
)
def test_a_sign_that_means_nothing_is_said(
    searcher: Searcher, query: str, said: str
) -> None:
    page = page_for(searcher, Ask(text=query))
    assert any(said in str(notice.message) for notice in page.notices)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("health care", "healthcare (6)"),
        ("Health care reform", "healthcare reform (6)"),
        ("schoolbook", '"school book" (7)'),
        ("schoolbook reform", ""),
        ('"health care"', ""),
        ("maybe", ""),
        ("school book", ""),
    ],
)
def test_what_others_write_as_one_word_or_two_is_offered(
    tmp_path: Path, query: str, meant: str
) -> None:
    texts = [
        *["a healthcare reform"] * 6,
        "health care reform",
        *["a school book that may be read"] * 7,
        "a schoolbook, maybe",
    ]
    articles = [Article(id=str(n), title="", body=t) for n, t in enumerate(texts)]
    searcher = indexed(url_in("memory", tmp_path / "index"), articles)
    found = suggest_correction(plan_for(searcher, Ask(text=query, match=Match.ALL)))
    assert (f"{found.text} ({found.total})" if found else "") == meant
    searcher.close()
