"""How well a typed question is answered: ``python -m benchmarks.relevance``.

Asks the questions of judged sets of an index made for each, and prints nDCG@10, the
gain of the first ten hits against the best order (Järvelin and Kekäläinen 2002):

- what the product answers to a question typed as it is, and what it answers where the
  articles have vectors, if the extra ``meaning`` is installed;
- plain BM25 with any of the words, and what each part of the score adds to it;
- whether a part holds where it was not chosen: each set is measured with the weights
  that are best on the mean of all others.

A part is worth having where the interval of its difference leaves out 0: paired
bootstrap over questions, each set counting the same, 95 %.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import log2
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks import floors
from benchmarks.judged import NEWS, JudgedSet, Question, judged_sets
from benchmarks.meaning import VectorsOnDemand, can_be_measured
from search.answer import answer_plan
from search.engines.engine import Engine, new_engine
from search.engines.url import EngineUrl
from search.plan import plan_search
from search.query.parser import parse
from search.query.tree import And, Or, Query
from search.ranking.meaning.snapshot import with_vectors
from search.ranking.scoring import EVERY_PART, Parts, scoring_clauses
from search.request import NO_FACETS, Criteria, SearchRequest, Sort, Window
from search.snapshot import Snapshot, search_one
from training.corpora import data_folder

PAGE: Final = Path(__file__).parent.parent / "docs" / "ranking.md"
_BEGIN, _END = "<!-- measured -->", "<!-- /measured -->"
_TEN: Final = 10
_SAMPLES: Final = 2_000

PLAIN: Final = Parts(function_words=True, lead=0, form=0, near=0)
_WAYS: Final[Mapping[str, Parts]] = {
    "plain BM25, any of the words": PLAIN,
    "… without function words": replace(PLAIN, function_words=False),
    "… and the lead": replace(EVERY_PART, form=0, near=0),
    "… and the form typed": replace(EVERY_PART, lead=0, near=0),
    "… and neighbours": replace(EVERY_PART, lead=0, form=0),
    "all parts": EVERY_PART,
}
_PRODUCT: Final = "as the product answers"
_MEANING: Final = "… and by meaning"
_GRID: Final = [
    Parts(function_words=function_words, lead=lead, form=form, near=near)
    for function_words, lead, form, near in product(
        (False, True), (0, 0.1), (0, 0.4), (0, 0.15)
    )
]
"""What the weights are chosen from when they are chosen anew."""

Gains = NDArray[np.float64]
"""The nDCG@10 of each question of a set."""


def ndcg(found: Sequence[str], answers: frozenset[str]) -> float:
    """Return nDCG@10 of a list of ids, best first."""
    gain = sum(1 / log2(n + 2) for n, one in enumerate(found[:_TEN]) if one in answers)
    best = sum(1 / log2(n + 2) for n in range(min(len(answers), _TEN)))
    return gain / best if best else 0.0


def widened(query: Query) -> Query:
    """Return what finds the articles with any word of a question."""
    return Or(query.parts) if isinstance(query, And) else query


def gains(found: Iterator[tuple[Question, list[str]]]) -> Gains:
    """Measure answers; what does not count for a question is passed over."""
    return np.array(
        [
            ndcg([one for one in ids if one not in question.left_out], question.answers)
            for question, ids in found
        ]
    )


def ask_parts(index: Snapshot, questions: Sequence[Question], parts: Parts) -> Gains:
    """Ask questions for any of their words, scored by some parts."""

    def answers() -> Iterator[tuple[Question, list[str]]]:
        for question in questions:
            query = parse(question.text).query
            request = SearchRequest(
                query=widened(query),
                scoring=scoring_clauses(query, parts=parts),
                sort=Sort.RELEVANCE,
                limit=_TEN + 1,
            )
            hits = search_one(index, request).hits
            yield question, [article.id for article, _ in hits]

    return gains(answers())


def ask_product(index: Snapshot, questions: Sequence[Question]) -> Gains:
    """Ask questions as a person who types them is answered."""
    window = Window(sort=Sort.RELEVANCE, limit=_TEN + 1)

    def answers() -> Iterator[tuple[Question, list[str]]]:
        for question in questions:
            plan = plan_search(Criteria(text=question.text), index)
            hits = answer_plan(plan, window, NO_FACETS).result.hits
            yield question, [article.id for article, _ in hits]

    return gains(answers())


def interval(differences: Sequence[Gains]) -> tuple[float, float]:
    """Return the 95 % interval of the mean over sets, by bootstrap over questions."""
    chance = np.random.default_rng(1)
    means = [
        chance.choice(each, (_SAMPLES, len(each))).mean(axis=1) for each in differences
    ]
    low, high = np.percentile(np.mean(means, axis=0), (2.5, 97.5))
    return float(low), float(high)


def filled(engine: str, folder: Path, judged: JudgedSet) -> Engine:
    """Return a new index that holds the articles of a set."""
    made = new_engine(EngineUrl.of(f"{engine}:{folder / judged.name}"))
    with made.writer() as writer:
        for article in judged.articles():
            writer.add(article)
        writer.commit(1)
    return made


def measure(engine: str, sets: Sequence[JudgedSet]) -> dict[str, dict[str, Gains]]:
    """Return the gains of each way of asking, by set."""
    asked = (*_WAYS, _PRODUCT, *([_MEANING] if can_be_measured() else []))
    table: dict[str, dict[str, Gains]] = {name: {} for name in asked}
    table |= {str(parts): {} for parts in _GRID}
    with tempfile.TemporaryDirectory() as place:
        for judged in sets:
            made = filled(engine, Path(place), judged)
            index, questions = made.snapshot(), judged.questions()
            for parts in {*_WAYS.values(), *_GRID}:
                found = ask_parts(index, questions, parts)
                for name, of in _WAYS.items():
                    if of == parts:
                        table[name][judged.name] = found
                if parts in _GRID:
                    table[str(parts)][judged.name] = found
            table[_PRODUCT][judged.name] = ask_product(index, questions)
            if _MEANING in table:
                meant = with_vectors(index, VectorsOnDemand(judged.articles()))
                table[_MEANING][judged.name] = ask_product(meant, questions)
            made.close()
            print(f"{judged.name}: {len(questions)} questions", file=sys.stderr)
    return table


def report(table: Mapping[str, Mapping[str, Gains]]) -> Iterator[str]:
    """Yield the lines of the page."""
    with_meaning = _MEANING in table
    ways = [*_WAYS, _PRODUCT, *([_MEANING] if with_meaning else [])]
    sets = list(table[_PRODUCT])
    short = (
        "plain",
        "no function words",
        "+ lead",
        "+ form",
        "+ neighbours",
        "all parts",
        "product",
        *(["+ meaning"] if with_meaning else []),
    )
    yield f"| set | {' | '.join(short)} |"
    yield f"|---|{'---|' * len(short)}"
    for name in sets:
        figures = " | ".join(f"{table[way][name].mean():.3f}" for way in ways)
        yield f"| {name} | {figures} |"
    for label, some in (("mean of the news", NEWS), ("mean of all", sets)):
        known = [name for name in some if name in sets]
        if known:
            means = (np.mean([table[way][n].mean() for n in known]) for way in ways)
            yield f"| **{label}** | {' | '.join(f'{one:.3f}' for one in means)} |"
    yield ""
    yield "| against plain BM25 | mean of all sets | 95 % |"
    yield "|---|---|---|"
    plain = table[ways[0]]
    for way in list(_WAYS)[1:]:
        apart = [table[way][name] - plain[name] for name in sets]
        low, high = interval(apart)
        gain = np.mean([each.mean() for each in apart])
        yield f"| {way} | {gain:+.4f} | {low:+.4f} … {high:+.4f} |"
    gain = np.mean([_chosen_elsewhere(table, name) for name in sets])
    yield f"| parts chosen on all other sets | {gain:+.4f} | |"
    if with_meaning:
        apart = [table[_MEANING][name] - table[_PRODUCT][name] for name in sets]
        low, high = interval(apart)
        gain = np.mean([each.mean() for each in apart])
        yield f"| meaning, over the product | {gain:+.4f} | {low:+.4f} … {high:+.4f} |"


def _chosen_elsewhere(table: Mapping[str, Mapping[str, Gains]], left_out: str) -> float:
    """What a set gains over plain BM25 with the parts that are best on the others."""
    others = [name for name in table[_PRODUCT] if name != left_out]
    best = max(
        map(str, _GRID),
        key=lambda parts: np.mean([table[parts][name].mean() for name in others]),
    )
    return float((table[best][left_out] - table[str(PLAIN)][left_out]).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="tantivy", choices=("tantivy", "whoosh"))
    parser.add_argument("--set", action="append", help="only this set; repeatable")
    parser.add_argument("--write", action="store_true", help="the page, and the floors")
    arguments = parser.parse_args()
    every = judged_sets(data_folder() / "relevance")
    sets = [one for one in every if not arguments.set or one.name in arguments.set]
    table = measure(arguments.engine, sets)
    text = "\n".join(report(table))
    print(text)
    if arguments.set:
        return
    news = [table[_PRODUCT][name].mean() for name in NEWS]
    measured = {"questions as typed, news, nDCG@10": float(np.mean(news))}
    if _MEANING in table:
        news = [table[_MEANING][name].mean() for name in NEWS]
        measured["questions by meaning, news, nDCG@10"] = float(np.mean(news))
    fallen = floors.below(measured)
    if fallen:
        sys.exit("\n".join(fallen))
    if arguments.write:
        head, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
        _, _, tail = rest.partition(_END)
        PAGE.write_text(f"{head}{_BEGIN}\n\n{text}\n\n{_END}{tail}", "utf-8")
        floors.raised(measured)


if __name__ == "__main__":
    main()
