"""How well hits are ordered, beside plain BM25: ``python -m benchmarks.relevance``.

Asks the TIME collection's questions of an index made for the purpose. Prints three
tables, all from one run: plain BM25 and ours on each engine; ours with each part
taken away, and plain BM25 with each part added; and whether the weights hold for
questions they were not chosen on.

Measures (each a mean over questions): MAP, the mean of the precision at each article
that answers; nDCG@10, the gain of the first ten against the best order (Järvelin and
Kekäläinen 2002); recall@100, the share of the answers among the first hundred.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import log2
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks import floors
from benchmarks.time_collection import Question, articles, questions
from search.engines.engine import Engine, new_engine
from search.engines.url import ENGINES, Location
from search.model.article import Article
from search.query.parser import parse
from search.query.tree import And, Or, Query
from search.ranking.feedback import add_feedback, best_hits_request
from search.ranking.scoring import EVERY_PART, Parts, scoring_clauses
from search.request import SearchRequest, Sort
from search.snapshot import search_one
from training.corpora import data_folder

_ENGINES: Final = [
    name for name, entry in ENGINES.items() if entry.location is Location.FOLDER
]
"""The engines that are measured."""

PAGE: Final = Path(__file__).parent.parent / "docs" / "ranking.md"
_BEGIN, _END = "<!-- measured -->", "<!-- /measured -->"
_DEEP: Final = 100
"""Hits looked at; an answer further down counts as not found."""

_FOLDS: Final = 6
_HEADLINE: Final = 8

PLAIN: Final = Parts(topical=False, title=0, lead=0, near=0, person=0, feedback=0)
_ONE_PART: Final[Mapping[str, Callable[[Parts, Parts], Parts]]] = {
    "weights of words": lambda to, of: replace(to, topical=of.topical),
    "lead": lambda to, of: replace(to, lead=of.lead),
    "neighbours": lambda to, of: replace(to, near=of.near),
    "people": lambda to, of: replace(to, person=of.person),
    "feedback_clauses": lambda to, of: replace(to, feedback=of.feedback),
}
_GRID: Final = [
    replace(EVERY_PART, topical=topical, lead=lead, near=near, feedback=feedback)
    for topical, lead, near, feedback in product(
        (False, True), (0, 0.15, 0.25, 0.4), (0, 0.15, 0.3), (0, 0.2, 0.3, 0.4)
    )
]
"""What the weights are chosen from when they are chosen anew."""


class Figures(NamedTuple):
    """The measures, of one question or as means over several."""

    map: float
    ndcg: float
    recall: float

    def __str__(self) -> str:
        return f"{self.map:.3f} | {self.ndcg:.3f} | {self.recall:.3f}"


def figures(found: Sequence[str], answers: frozenset[str]) -> Figures:
    """Measure one list of ids, best first, against those that answer."""
    ranks = [rank for rank, one in enumerate(found, 1) if one in answers]
    precision = sum(right / rank for right, rank in enumerate(ranks, 1))
    gain = sum(1 / log2(rank + 1) for rank in ranks if rank <= 10)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(len(answers), 10) + 1))
    within = sum(rank <= 100 for rank in ranks)
    return Figures(precision / len(answers), gain / best, within / len(answers))


def mean(measured: Iterable[Figures]) -> Figures:
    """Return the mean of each measure."""
    return Figures(*(sum(each) / len(each) for each in zip(*measured, strict=True)))


def widened(query: Query) -> Query:
    """Return what finds the articles with any word of a question."""
    return Or(query.parts) if isinstance(query, And) else query


def asked(engine: Engine, question: Question, parts: Parts | None) -> Figures:
    """Ask a question; ``None`` as parts leaves the score to the engine's BM25."""
    query = parse(question.text).query
    request = SearchRequest(
        query=widened(query),
        scoring=() if parts is None else scoring_clauses(query, parts=parts),
        sort=Sort.RELEVANCE,
        limit=_DEEP,
    )
    index = engine.snapshot()
    first = best_hits_request(request, query)
    if parts is not None and parts.feedback and first is not None:
        best = search_one(index, first).hits
        request = add_feedback(request, query, best, index, parts.feedback)
    found = [article.id for article, _ in search_one(index, request).hits]
    return figures(found, question.answers)


def filled(url: str, stories: Iterable[Article]) -> Engine:
    """Return a new index that holds the articles."""
    engine = new_engine(url)
    with engine.writer() as writer:
        for story in stories:
            writer.add(story)
        writer.commit(1)
    return engine


def against_plain(
    engines: Iterable[Engine], asking: Sequence[Question]
) -> Iterator[tuple[str, Figures, float]]:
    """Yield plain BM25 and ours on each engine, with milliseconds a question."""
    for engine in engines:
        for name, parts in (("plain BM25", None), ("Dateline", EVERY_PART)):
            started = time.perf_counter()
            found = mean(asked(engine, question, parts) for question in asking)
            took = (time.perf_counter() - started) * 1000 / len(asking)
            yield f"{name}, {engine.name}", found, took


def ablation(
    engine: Engine, asking: Sequence[Question]
) -> Iterator[tuple[str, Figures]]:
    """Yield the figures without each part, and with that part alone."""
    ways: dict[str, Parts | None] = {"all parts": EVERY_PART}
    for name, change in _ONE_PART.items():
        ways[f"without {name}"] = change(EVERY_PART, PLAIN)
    ways["plain BM25"] = None
    ways["plain, function words left out"] = PLAIN
    for name, change in _ONE_PART.items():
        ways[f"… and {name}"] = change(PLAIN, EVERY_PART)
    for name, parts in ways.items():
        yield name, mean(asked(engine, question, parts) for question in asking)


def chosen_elsewhere(engine: Engine, asking: Sequence[Question]) -> Figures:
    """Measure each sixth of the questions with weights chosen on the others."""
    tried = [[asked(engine, q, parts) for q in asking] for parts in _GRID]
    held_out = []
    for fold in range(_FOLDS):
        others = [i for i in range(len(asking)) if i % _FOLDS != fold]
        best = max(tried, key=lambda row: _both(mean(row[i] for i in others)))
        held_out += [best[i] for i in range(len(asking)) if i % _FOLDS == fold]
    return mean(held_out)


def _both(found: Figures) -> float:
    return found.map + found.ndcg


def report(
    engines: Sequence[Engine], titled: Engine, asking: Sequence[Question]
) -> Iterator[str]:
    """Yield the lines of the page."""
    yield "| | MAP | nDCG@10 | recall@100 | ms a question |"
    yield "|---|---|---|---|---|"
    for name, found, took in against_plain(engines, asking):
        yield f"| {name} | {found} | {took:.1f} |"
    for name, found, took in against_plain([titled], asking):
        yield f"| {name}, first {_HEADLINE} words as title | {found} | {took:.1f} |"
    yield ""
    yield "| | MAP | nDCG@10 | recall@100 |"
    yield "|---|---|---|---|"
    for name, found in ablation(engines[0], asking):
        yield f"| {name} | {found} |"
    chosen = chosen_elsewhere(engines[0], asking)
    yield f"| weights chosen on the other questions, {_FOLDS} folds | {chosen} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--part", default="dev", help="queries_PART.tsv, qrels_PART.txt"
    )
    parser.add_argument("--engine", choices=_ENGINES, action="append")
    parser.add_argument("--write", action="store_true", help="the page, and the floors")
    arguments = parser.parse_args()
    folder = data_folder() / "time"
    stories = list(articles(folder))
    asking = questions(folder, arguments.part)
    with tempfile.TemporaryDirectory() as place:
        engines = [
            filled(f"{name}:{place}/{name}", stories)
            for name in arguments.engine or _ENGINES
        ]
        headed = articles(folder, _HEADLINE)
        titled = filled(f"{engines[0].name}:{place}/titled", headed)
        text = "\n".join(report(engines, titled, asking))
        ours = mean(asked(engines[0], question, EVERY_PART) for question in asking)
        for engine in (*engines, titled):
            engine.close()
    print(text)
    if arguments.part != "dev":
        return
    measured = {"TIME MAP": ours.map, "TIME nDCG@10": ours.ndcg}
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
