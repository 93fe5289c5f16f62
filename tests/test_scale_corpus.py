"""The articles the scale benchmark makes are articles, and the same every time."""

from __future__ import annotations

import gzip
import json

import pytest

from benchmarks.scale_corpus import Corpus
from benchmarks.scale_queries import CLASSES
from search.model.article import TextField


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("sets")
    (folder / "news").mkdir()
    sentence = "The ministers of both countries met in the capital on Monday."
    with gzip.open(folder / "news" / "articles.jsonl.gz", "wt") as file:
        for number in range(5):
            row = {
                "title": f"Title {number}",
                "source": f"Paper {number % 2}",
                "content_original": f"{sentence} {number} of them left. {sentence}",
            }
            file.write(json.dumps(row) + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_EVAL_DATA", str(folder))
        return Corpus()


def test_every_mention_is_the_text_it_points_at(corpus: Corpus) -> None:
    for article in corpus.articles(200):
        facts = article.facts
        found = [
            *(m for person in facts.people for m in person.mentions),
            *(m for body in facts.organisations for m in body.mentions),
            *(m for place in facts.places for m in place.mentions),
            *(m for day in facts.dates for m in day.mentions),
        ]
        assert found
        for mention in found:
            assert mention.field is TextField.BODY
            assert article.body[mention.start : mention.end] == mention.text


def test_an_article_depends_on_its_number_alone(corpus: Corpus) -> None:
    few, many = list(corpus.articles(5)), list(corpus.articles(50))
    assert few == many[:5]
    assert len({article.id for article in many}) == 50


def test_another_edition_keeps_the_id_and_changes_the_text(corpus: Corpus) -> None:
    old, new = corpus.article(3), corpus.article(3, edition=1)
    assert old.id == new.id
    assert old.body != new.body


def test_dates_mentioned_are_whole_days_months_or_years(corpus: Corpus) -> None:
    for article in corpus.articles(100):
        for found in article.facts.dates:
            assert found.start.isoformat().startswith(found.value)
            days = (found.end - found.start).days
            assert {4: days > 360, 7: 27 < days < 32, 10: days == 1}[len(found.value)]


def test_classes_of_questions_have_names_of_their_own() -> None:
    assert len(set(CLASSES)) == len(CLASSES)
