"""The yardstick for countries, on a small file of Reuters' form."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality_places import gazetteer_rule, labelled, score
from index.extract.extractor import extractor_for
from search.model.article import Article, Country, Facts

ARTICLE = """<REUTERS NEWID="{}"><DATE>26-FEB-1987 15:01:01.79</DATE>
<PLACES>{}</PLACES><TEXT><TITLE>{}</TITLE><DATELINE>    {}, Feb 26 - </DATELINE>
<BODY>{}
 Reuter
</BODY></TEXT></REUTERS>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = "<!DOCTYPE lewis SYSTEM 'lewis.dtd'>\n"
    text += ARTICLE.format(
        1, "<D>ussr</D><D>uk</D>", "ROBOTS FOR USSR", "LONDON", "It was sold."
    )
    text += ARTICLE.format(2, "<D>west-germany</D>", "A BOND", "BONN", "It was sold.")
    text += '<REUTERS NEWID="3"><PLACES><D>usa</D></PLACES>'
    text += "<TEXT><TITLE>NO BODY</TITLE></TEXT></REUTERS>\n"
    (tmp_path / "reut2-000.sgm").write_text(text, encoding="latin-1")
    return tmp_path


def test_articles_with_a_body_come_with_the_codes_of_their_countries(
    folder: Path,
) -> None:
    first, second = labelled(folder)
    assert first[0].body == "LONDON, Feb 26 - It was sold."
    assert first[1] == {"SU", "GB"}
    assert second[1] == {"XW"}


def test_the_extractor_of_the_program_finds_them(folder: Path) -> None:
    figures = score(extractor_for("en").extract, folder)
    assert figures["about"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_an_extractor_of_today_is_measured_by_the_countries_of_today(
    folder: Path,
) -> None:
    def extract(article: Article) -> Facts:
        return Facts(
            countries=(
                Country("RU", "Russia", True, 0.5),
                Country("DE", "Germany", False, 0.5),
            )
        )

    about = score(extract, folder, as_today=True)["about"]
    assert about == {"precision": 0.5, "recall": 0.3333, "f1": 0.4}
    assert score(extract, folder)["about"]["f1"] == 0.0


def test_the_plain_way_counts_every_name(folder: Path) -> None:
    found = [gazetteer_rule(article).countries for article, _ in labelled(folder)]
    assert [{c.code for c in countries if c.about} for countries in found] == [
        {"GB", "SU"},
        {"DE"},
    ]
