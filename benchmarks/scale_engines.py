"""What is measured side by side: Dateline on its engines, and its peers.

Each builds an index in a folder and answers questions with the same work: the ten
best articles with passages, the total, the facets, all as JSON.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol

import tantivy
from tantivy import Document, Order, SnippetGenerator

from search.engines.engine import new_engine, open_engine
from search.engines.tantivy import schema as tantivy_schema
from search.engines.tantivy.compile import IndexTerms, compile_query
from search.engines.tantivy.facets.numbers import (
    VALUES_FOLDER,
    ValueNumbers,
    ValueWriter,
)
from search.engines.tantivy.facets.terms import MOST_VALUES, terms_of
from search.model.article import Article
from search.model.facets import Selection
from search.model.fields import LISTED_FACETS
from search.model.values import facet_values
from search.query.parser import parse
from search.query.tree import And, DateRange, Exact, simplify
from search.request import FIRST_HITS, Counting, Criteria
from search.results.json import page_as_json
from search.searcher import Searcher

from .scale_queries import FOUR, Question
from .scale_whoosh import Whoosh

__all__ = ["PEERS", "Peer"]

_BATCH: Final = 1_000


class Peer(Protocol):
    """One of those compared."""

    unmeasured: float
    """Seconds of processor time of a build that are not to be counted."""

    def build(self, articles: Iterator[Article]) -> None: ...

    def open(self) -> None:
        """Forget what is remembered of earlier questions."""

    def prepare(self, question: Question) -> Any:
        """What may be done before the clock starts."""

    def answer(self, prepared: Any) -> tuple[int, str]:
        """The total, and the answer as JSON."""


class Dateline:
    """The whole path: text, tree, engine, facets, passages, JSON."""

    unmeasured = 0.0

    def __init__(
        self, engine: str, folder: Path, facets: tuple[str, ...] = FOUR
    ) -> None:
        self.url = f"{engine}:{folder / engine}"
        self.facets = facets

    def build(self, articles: Iterator[Article]) -> None:
        engine = new_engine(self.url)
        with engine.writer() as writer:
            number = 0
            for article in articles:
                writer.add(article)
                number += 1
            writer.commit(number)
        engine.activate()
        engine.close()

    def open(self) -> None:
        self.searcher = Searcher(self.url)
        self.searcher.snapshot()

    def prepare(self, question: Question) -> Criteria:
        chosen = []
        if question.person:
            chosen.append(Selection("person", (question.person,)))
        if question.country:
            chosen.append(Selection("country", (question.country,)))
        return Criteria(
            text=question.text,
            selections=tuple(chosen),
            start=question.start,
            end=question.end,
        )

    def answer(self, prepared: Criteria) -> tuple[int, str]:
        counting = Counting(facets=self.facets)
        page = self.searcher.search(prepared, FIRST_HITS, counting)
        return page.total, json.dumps(page_as_json(page))


class Tantivy:
    """tantivy by itself, asked on Dateline's own index.

    The query is compiled before the clock starts, its counts may be inexact, and
    the values counted stay numbers: less work than Dateline does.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unmeasured = 0.0

    def build(self, articles: Iterator[Article]) -> None:
        """The same index of the same fields, on the thread Dateline takes."""
        path = self.folder / "raw"
        path.mkdir(parents=True)
        index = tantivy.Index(tantivy_schema.make_schema(), path=str(path))
        tantivy_schema.register_analyzers(index)
        writer = index.writer(heap_size=192 * 2**20, num_threads=1)
        values = ValueWriter(path / "values")
        while batch := list(islice(articles, _BATCH)):
            # What Dateline works out of an article is given to tantivy for nothing.
            started = time.thread_time()
            ready = [tantivy_schema.document(article, values) for article in batch]
            self.unmeasured += time.thread_time() - started
            for document in ready:
                writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        engine: Any = open_engine(f"tantivy:{self.folder / 'tantivy'}")
        self.index: tantivy.Index = engine._index
        self.index.reload()
        self.searcher = self.index.searcher()
        self.terms = IndexTerms(self.index.schema, self.searcher)

    def prepare(self, question: Question) -> Any:
        order: dict[str, Any] = {}
        if not question.text:
            order = {"order_by_field": "newest", "order": Order.Desc}
        return self.compiled(question), order, bool(question.text)

    def compiled(self, question: Question, without: str = "") -> tantivy.Query:
        """The whole question, or all of it but what is chosen in one facet."""
        parts: list[Any] = [parse(question.text).query]
        if question.person and without != "person":
            parts.append(Exact("person", question.person))
        if question.country and without != "country":
            parts.append(Exact("country", question.country))
        if question.start:
            parts.append(DateRange(question.start, question.end))
        return compile_query(self.terms, simplify(And(tuple(parts))))

    def answer(self, prepared: Any) -> tuple[int, str]:
        query, order, worded = prepared
        found: Any = self.searcher.search(query, 10, **order)
        counts = self.searcher.aggregate(
            query,
            {
                name: {"terms": {"field": name, "size": 30 if name == "year" else 10}}
                for name in FOUR
            },
        )
        hits = self.hits(found, query, worded)
        answer = {"total": found.count, "hits": hits, "facets": counts}
        return found.count, json.dumps(answer)

    def hits(self, found: Any, query: tantivy.Query, worded: bool) -> list[Any]:
        """The articles found, each with its best passage."""
        passages = None
        if worded:
            schema = self.index.schema
            passages = SnippetGenerator.create(self.searcher, query, schema, "body")
            passages.set_max_num_chars(240)
        hits = []
        for _, address in found.hits:
            raw: Any = self.searcher.doc(address)["article"][0]
            article = json.loads(raw)
            body = article.pop("body")
            passage = body[:240]
            if passages:
                shown = passages.snippet_from_doc(Document(body=body))
                passage = shown.fragment() or passage
            hits.append([article, passage])
        return hits


class TantivySameWork(Tantivy):
    """tantivy by itself, doing what Dateline does with as few calls as it can.

    The query is compiled on the clock, counts are exact, a chosen facet's own values
    are counted over the hits of all the rest, and numbers are told as names.
    """

    def open(self) -> None:
        super().open()
        (values,) = (self.folder / "tantivy").glob(f"*/{VALUES_FOLDER}")
        self.numbers = ValueNumbers(values)

    def prepare(self, question: Question) -> Question:
        return question

    def answer(self, prepared: Question) -> tuple[int, str]:
        query, order, worded = super().prepare(prepared)
        found: Any = self.searcher.search(query, 10, **order)
        chosen = [n for n in FOUR if getattr(prepared, n, "")]
        counts = self.counted(query, [name for name in FOUR if name not in chosen])
        for name in chosen:
            counts |= self.counted(self.compiled(prepared, without=name), [name])
        facets = {
            name: [
                (self.numbers.value(name, bucket["key"]), bucket["doc_count"])
                for bucket in counted["buckets"]
            ]
            for name, counted in counts.items()
        }
        hits = self.hits(found, query, worded)
        answer = {"total": found.count, "hits": hits, "facets": facets}
        return found.count, json.dumps(answer)

    def counted(self, query: tantivy.Query, names: list[str]) -> dict[str, Any]:
        """The most frequent values; each segment tells all it has, to be exact."""
        found: dict[str, Any] = self.searcher.aggregate(
            query,
            {n: terms_of(n, 30 if n == "year" else 10, MOST_VALUES) for n in names},
        )
        return found


class Sqlite:
    """SQLite: FTS5 for the words, one table a facet, clustered by article."""

    unmeasured = 0.0

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fts5.sqlite"

    def build(self, articles: Iterator[Article]) -> None:
        db = sqlite3.connect(self.path)
        db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "PRAGMA cache_size = -262144;"
            "CREATE VIRTUAL TABLE fts USING"
            " fts5(title, body, tokenize = 'porter unicode61');"
            "CREATE TABLE article (doc INTEGER PRIMARY KEY, id TEXT, url TEXT,"
            " source TEXT, day INTEGER);"
        )
        for name in FOUR:
            db.executescript(
                f"CREATE TABLE {name}_value (n INTEGER PRIMARY KEY, value TEXT);"
                f"CREATE TABLE {name} (doc INTEGER, n INTEGER,"
                " PRIMARY KEY (doc, n)) WITHOUT ROWID;"
            )
        numbers: dict[str, dict[str, int]] = {name: {} for name in FOUR}
        for doc, article in enumerate(articles):
            db.execute(
                "INSERT INTO fts (rowid, title, body) VALUES (?, ?, ?)",
                (doc, article.title, article.body),
            )
            assert article.published
            day = article.published.date.toordinal()
            db.execute(
                "INSERT INTO article VALUES (?, ?, ?, ?, ?)",
                (doc, article.id, article.url, article.source, day),
            )
            for name in FOUR:
                known = numbers[name]
                db.executemany(
                    f"INSERT INTO {name} VALUES (?, ?)",
                    [
                        (doc, known.setdefault(value, len(known)))
                        for value in facet_values(article, name)
                    ],
                )
        for name, known in numbers.items():
            db.executemany(
                f"INSERT INTO {name}_value VALUES (?, ?)",
                [(n, value) for value, n in known.items()],
            )
        db.executescript(
            "CREATE INDEX by_day ON article (day);"
            "CREATE INDEX by_person ON person (n, doc);"
            "CREATE INDEX by_country ON country (n, doc);"
            "ANALYZE;"
        )
        db.commit()
        db.close()

    def open(self) -> None:
        self.db = sqlite3.connect(self.path)
        self.db.executescript(
            "PRAGMA cache_size = -262144; PRAGMA mmap_size = 4000000000;"
            "PRAGMA temp_store = MEMORY;"
        )

    def prepare(self, question: Question) -> Any:
        return question

    def answer(self, prepared: Question) -> tuple[int, str]:
        where: list[str] = []
        values: list[str | int] = []
        if prepared.match:
            where.append("doc IN (SELECT rowid FROM fts WHERE fts MATCH ?)")
            values.append(prepared.match)
        for name in ("person", "country"):
            if chosen := getattr(prepared, name):
                where.append(
                    f"doc IN (SELECT doc FROM {name} WHERE n ="
                    f" (SELECT n FROM {name}_value WHERE value = ?))"
                )
                values.append(chosen)
        if prepared.start and prepared.end:
            where.append("day >= ? AND day < ?")
            values += [prepared.start.toordinal(), prepared.end.toordinal()]
        db = self.db
        db.execute("DROP TABLE IF EXISTS temp.hit")
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        if prepared.match and len(where) == 1:
            made = "SELECT rowid AS doc FROM fts WHERE fts MATCH ?"
        else:
            made = f"SELECT doc FROM article {condition}"
        db.execute("CREATE TEMP TABLE hit (doc INTEGER PRIMARY KEY)")
        db.execute(f"INSERT INTO hit {made}", values)
        (total,) = db.execute("SELECT count(*) FROM hit").fetchone()
        facets = {
            name: db.execute(
                f"SELECT value, c FROM (SELECT n, count(*) AS c FROM hit"
                f" CROSS JOIN {name} USING (doc) GROUP BY n"
                " ORDER BY c DESC LIMIT 30)"
                f" JOIN {name}_value USING (n)"
            ).fetchall()
            for name in FOUR
        }
        if prepared.match:
            narrowed = "" if len(where) == 1 else " AND +fts.rowid IN temp.hit"
            best = db.execute(
                "SELECT fts.rowid, title, snippet(fts, 1, '[', ']', '…', 40)"
                f" FROM fts WHERE fts MATCH ?{narrowed} ORDER BY rank LIMIT 10",
                (prepared.match,),
            ).fetchall()
        else:
            best = db.execute(
                "SELECT doc, title, substr(body, 1, 240) FROM"
                " (SELECT doc FROM article"
                f" {'WHERE doc IN temp.hit' if where else ''}"
                " ORDER BY day DESC LIMIT 10) JOIN fts ON fts.rowid = doc"
            ).fetchall()
        hits = [
            [db.execute("SELECT * FROM article WHERE doc = ?", hit[:1]).fetchone(), hit]
            for hit in best
        ]
        return total, json.dumps({"total": total, "hits": hits, "facets": facets})


PEERS: Final[dict[str, Callable[[Path], Peer]]] = {
    "dateline": lambda folder: Dateline("tantivy", folder),
    "all facets": lambda folder: Dateline("tantivy", folder, LISTED_FACETS),
    "tantivy": Tantivy,
    "same work": TantivySameWork,
    "fts5": Sqlite,
    "whoosh": lambda folder: Dateline("whoosh", folder),
    "whoosh alone": Whoosh,
}
