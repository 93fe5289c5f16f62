"""Judged sets: articles, questions, and which articles answer which question.

Read from ``relevance/SET`` in ``DATELINE_EVAL_DATA``; they are not part of this
repository. Each set has ``docs.jsonl.gz`` (id, title, body), ``queries.tsv`` (id, tab,
question) and ``qrels.tsv`` (question, tab, article, tab, 1).
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.model.article import Article

__all__ = ["NEWS", "JudgedSet", "Question", "judged_sets"]

NEWS: Final = ("time", "fnc1", "basil", "reuters", "allsides-known", "checkthat20")
"""The sets of news in English; the others are abstracts, or in other languages."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed, the articles that answer it, and those that do not count."""

    id: str
    text: str
    answers: frozenset[str]
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """One set, in its folder."""

    name: str
    folder: Path

    def articles(self) -> Iterator[Article]:
        """Yield the articles, without facts."""
        with gzip.open(self.folder / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield Article(id=row["id"], title=row["title"], body=row["body"])

    def questions(self) -> list[Question]:
        """Return the questions that some article answers."""
        answers: dict[str, set[str]] = {}
        for asked, article, *_ in _rows(self.folder / "qrels.tsv"):
            answers.setdefault(asked, set()).add(article)
        return [
            Question(asked, text, frozenset(answers[asked]), self._left_out(asked))
            for asked, text in _rows(self.folder / "queries.tsv")
            if asked in answers
        ]

    def _left_out(self, question: str) -> frozenset[str]:
        """The article whose own headline is the question, in the set that has such."""
        own = self.name == "basil" and question.startswith("t-")
        return frozenset((question[2:],)) if own else frozenset()


def judged_sets(folder: Path) -> list[JudgedSet]:
    """Return the sets below a folder, by name."""
    return [
        JudgedSet(path.name, path)
        for path in sorted(folder.iterdir())
        if (path / "qrels.tsv").exists()
    ]


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
