"""The TIME collection: 423 articles of 1963, questions, and which articles answer them.

Read from ``time/`` in ``DATELINE_EVAL_DATA``; it is not part of this repository.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from index.extract.extractor import extractor_for
from search.model.article import Article, Precision, Published

__all__ = ["Question", "articles", "questions"]

# Some have a space in the date, some several between the parts.
_HEADER: Final = re.compile(r"\*TEXT\s+(\d+)\s+(\d\d)/(\d\d)[/ ](\d\d)\s+PAGE")


class Question(NamedTuple):
    """A question as typed, and the ids of the articles that answer it."""

    id: str
    text: str
    answers: frozenset[str]


def articles(folder: Path, headline: int = 0) -> Iterator[Article]:
    """Yield the articles with their facts; their id is their number.

    Their headline runs into the first sentence, and nothing tells where it ends.

    Args:
        headline: so many words of each are made its title; they are about right at 8.
    """
    extractor = extractor_for("en")
    with gzip.open(folder / "TIME.ALL.gz", "rt", encoding="latin-1") as stream:
        text = stream.read().partition("*STOP")[0]
    pieces = _HEADER.split(text)[1:]
    for number, month, day, year, body in zip(*[iter(pieces)] * 5, strict=True):
        published = date(1900 + int(year), int(month), int(day))
        # the rest of the header's line is a page
        words = body.partition("\n")[2].split()
        article = Article(
            id=number,
            title=" ".join(words[:headline]),
            body=" ".join(words[headline:]),
            source="TIME",
            published=Published(published, Precision.DAY, "metadata", 1.0),
        )
        yield replace(article, facts=extractor.extract(article))


def questions(folder: Path, part: str = "dev") -> list[Question]:
    """Return the questions of one part, in the order of the file.

    They are printed in capitals; in small letters "and" and "or" are words again.
    """
    answers: dict[str, set[str]] = {}
    for line in (folder / f"qrels_{part}.txt").read_text("utf-8").splitlines():
        question, _, article, grade = line.split()
        if int(grade) > 0:
            answers.setdefault(question, set()).add(article)
    rows = (folder / f"queries_{part}.tsv").read_text("utf-8").splitlines()
    return [
        Question(number, text.lower(), frozenset(answers[number]))
        for number, _, text in (row.partition("\t") for row in rows)
    ]
