"""How the order of hits is measured."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from benchmarks.relevance import figures, mean, widened
from benchmarks.time_collection import articles, questions
from search.query.parser import parse
from search.query.tree import Or, Term


def test_the_best_order_has_the_best_figures() -> None:
    assert figures(["a", "b", "c"], frozenset("ab")) == (1.0, 1.0, 1.0)


def test_what_is_not_found_counts_against() -> None:
    assert figures(["x", "y"], frozenset("a")) == (0.0, 0.0, 0.0)
    assert figures(["a"], frozenset("ab")).map == 0.5


def test_an_answer_further_down_is_worth_less() -> None:
    found = figures(["x", "a"], frozenset("a"))
    assert found.map == 0.5
    assert found.ndcg == pytest.approx(0.6309, abs=1e-4)
    assert found.recall == 1.0


def test_the_mean_is_over_questions() -> None:
    measured = [figures(["a"], frozenset("a")), figures(["x"], frozenset("a"))]
    assert mean(measured) == (0.5, 0.5, 0.5)


def test_a_question_is_asked_for_any_of_its_words() -> None:
    assert widened(parse("wheat deals").query) == Or((Term("wheat"), Term("deals")))


def test_irregular_headers_and_questions_in_capitals_are_read(tmp_path: Path) -> None:
    text = (
        "*TEXT 017 01/04/63 PAGE 020\n\nTHE ALLIES\n\nAFTER NASSAU\n"
        "*TEXT 431 08/30 63 PAGE 026\nSYRIA\n*TEXT 503  11/15/63  PAGE 045\nIRAQ\n*STOP"
    )
    with gzip.open(tmp_path / "TIME.ALL.gz", "wt") as file:
        file.write(text)
    (tmp_path / "queries_dev.tsv").write_text("1\tTHE ALLIES AND NASSAU .\n")
    (tmp_path / "qrels_dev.txt").write_text("1 0 017 1\n1 0 431 0\n")
    found = list(articles(tmp_path, headline=2))
    assert [article.id for article in found] == ["017", "431", "503"]
    assert (found[0].title, found[0].body) == ("THE ALLIES", "AFTER NASSAU")
    assert str(found[1].published) == "1963-08-30"
    assert questions(tmp_path) == [("1", "the allies and nassau .", frozenset({"017"}))]
