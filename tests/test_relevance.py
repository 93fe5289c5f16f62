"""How the order of hits is measured."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.judged import judged_sets
from benchmarks.relevance import ask_product, filled, interval, ndcg, widened
from search.query.parser import parse
from search.query.tree import Or, Term


def test_the_best_order_has_the_best_figure() -> None:
    assert ndcg(["a", "b", "c"], frozenset("ab")) == 1.0


def test_what_is_not_found_counts_against() -> None:
    assert ndcg(["x", "y"], frozenset("a")) == 0.0
    assert ndcg(["a"], frozenset("ab")) < 1.0


def test_an_answer_further_down_is_worth_less() -> None:
    assert ndcg(["x", "a"], frozenset("a")) == pytest.approx(0.6309, abs=1e-4)


def test_a_question_is_asked_for_any_of_its_words() -> None:
    assert widened(parse("wheat deals").query) == Or((Term("wheat"), Term("deals")))


def test_an_interval_leaves_out_0_only_where_sets_agree() -> None:
    low, high = interval([np.full(50, 0.1), np.full(50, 0.2)])
    assert low == high == pytest.approx(0.15)
    low, high = interval([np.array([-1.0, 1.0] * 25)])
    assert low < 0 < high


def test_a_judged_set_is_read_asked_and_measured(tmp_path: Path) -> None:
    folder = tmp_path / "sets" / "basil"
    folder.mkdir(parents=True)
    rows = [
        {"id": "1", "title": "Wheat deals", "body": "Talks on wheat."},
        {"id": "2", "title": "", "body": "Wheat deals are near."},
    ]
    with gzip.open(folder / "docs.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    (folder / "queries.tsv").write_text('t-1\tWheat "deals\ne-9\tunanswered\n')
    (folder / "qrels.tsv").write_text("t-1\t2\t1\n")
    (judged,) = judged_sets(tmp_path / "sets")
    (question,) = judged.questions()
    assert (question.text, question.left_out) == ('Wheat "deals', frozenset("1"))
    engine = filled("tantivy", tmp_path, judged)
    assert ask_product(engine.snapshot(), [question]).tolist() == [1.0]
    engine.close()
