"""whoosh by itself: its own analysis, parser, grouping by fields and highlights."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser import MultifieldParser
from whoosh.query import And, Every, NumericRange, Query, Term
from whoosh.sorting import Count, FieldFacet

from search.model.article import Article
from search.model.values import facet_values

from .scale_queries import FOUR, Question

__all__ = ["Whoosh"]

_SEVERAL: Final = tuple(name for name in FOUR if name != "year")
"""The facets an article may have several values of."""


class Whoosh:
    """An index as whoosh's own documentation makes one.

    Words in ``title`` and ``body`` with stems, values of facets as keywords, which
    whoosh groups hits by. A chosen facet is counted like all others.
    """

    unmeasured = 0.0

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "whoosh-alone"

    def build(self, articles: Iterator[Article]) -> None:
        words = StemmingAnalyzer(stoplist=None, minsize=1)
        schema = Schema(
            id=ID(stored=True, unique=True),
            title=TEXT(analyzer=words, stored=True),
            body=TEXT(analyzer=words, stored=True),
            url=STORED,
            source=STORED,
            day=NUMERIC(sortable=True),
            year=ID(sortable=True),
            **{name: KEYWORD(commas=True) for name in _SEVERAL},
        )
        self.folder.mkdir(parents=True)
        writer = create_in(str(self.folder), schema).writer(limitmb=512)
        for article in articles:
            assert article.published
            writer.add_document(
                id=article.id,
                title=article.title,
                body=article.body,
                url=article.url,
                source=article.source,
                day=article.published.date.toordinal(),
                year=str(article.published.date.year),
                **{name: _keywords(facet_values(article, name)) for name in _SEVERAL},
            )
        writer.commit()

    def open(self) -> None:
        index = open_dir(str(self.folder))
        self.searcher = index.searcher()
        self.parser = MultifieldParser(["title", "body"], index.schema)

    def prepare(self, question: Question) -> Question:
        return question

    def answer(self, prepared: Question) -> tuple[int, str]:
        facets = {
            name: FieldFacet(name, allow_overlap=name in _SEVERAL, maptype=Count)
            for name in FOUR
        }
        order: dict[str, Any] = {} if prepared.text else {"sortedby": "day"}
        found = self.searcher.search(
            self._query(prepared), limit=10, groupedby=facets, **order
        )
        counts = {
            name: sorted(found.groups(name).items(), key=lambda pair: -pair[1])[:30]
            for name in FOUR
        }
        hits = [[hit.fields(), hit.highlights("body")] for hit in found]
        total = len(found)
        return total, json.dumps({"total": total, "hits": hits, "facets": counts})

    def _query(self, question: Question) -> Query:
        parts: list[Query] = []
        if question.text:
            parts.append(self.parser.parse(question.text))
        for name in ("person", "country"):
            if chosen := getattr(question, name):
                parts.append(Term(name, _keywords([chosen])))
        if question.start and question.end:
            first, end = question.start.toordinal(), question.end.toordinal()
            parts.append(NumericRange("day", first, end, endexcl=True))
        return And(parts) if parts else Every()


def _keywords(values: Iterable[str]) -> str:
    """The values as a keyword field takes them, which commas divide."""
    return ",".join(value.replace(",", " ") for value in values)
