"""How good the people are: the most frequent ones, and those Reuters lists.

``python -m benchmarks.quality_people`` prints the 200 people in most articles of
the modern news, for a person to judge (are they real, is each there once?), and
the share of the people Reuters' editors listed that is found in the same article.
The data is in ``DATELINE_EVAL_DATA``, by default ``../shared/data``.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from index.archive.archive import ARCHIVE_NAME, open_archive
from index.extract.extractor import extractor_for
from index.pipeline.canonical import CanonicalNames
from index.pipeline.workers import GivenUp, Workers
from search.analysis.tokens import key
from search.model.article import Article, Facts
from training.corpora import data_folder

__all__ = ["Recall", "people_recall", "top_people"]


# ── the most frequent people ─────────────────────────────────────────────────


def news(data: Path) -> Iterator[Article]:
    """Yield the articles of the modern news."""
    with gzip.open(data / "news/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            raw = json.loads(line)
            title, body = raw.get("title") or "", raw.get("content_original") or ""
            yield Article(id=f"n{number}", title=title, body=body)


def top_people(
    data: Path, count: int = 200, jobs: int = os.cpu_count() or 1
) -> list[tuple[str, int]]:
    """Return the people in most articles of the news, with how many."""
    return most_named(found(news(data), jobs), count)


def found(articles: Iterable[Article], jobs: int) -> Iterator[Article]:
    """Yield articles with the facts extracted."""
    pending: list[list[Article]] = []

    def batches() -> Iterator[list[Article]]:
        source = iter(articles)
        while batch := list(islice(source, 50)):
            pending.append(batch)
            yield batch

    with Workers(jobs, _extraction) as workers:
        for results in workers.map(batches()):
            for article, facts in zip(pending.pop(0), results, strict=True):
                if not isinstance(facts, GivenUp):
                    yield replace(article, facts=facts)


def _extraction() -> Callable[[Sequence[Article]], list[Facts]]:
    return extractor_for("en").extract_all


def most_named(articles: Iterable[Article], count: int) -> list[tuple[str, int]]:
    """Return the people in most articles, as the facet would list them."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_archive(Path(folder) / ARCHIVE_NAME, create=True)) as archive,
    ):
        archive.db.execute(
            "INSERT INTO source VALUES (1, '/', 0, 0, 0, NULL, '', 'indexed', '', 1)"
        )
        kept: list[Article] = []
        for article in articles:
            revision = archive.next_revision()
            archive.db.execute(
                "INSERT INTO article VALUES (?, 1, '', 1, x'', ?, x'', x'', '', ?)",
                (article.id, revision.to_bytes(8), revision),
            )
            archive.name_registry.record(article.facts, revision)
            facts = Facts(people=article.facts.people)
            kept.append(replace(article, title="", body="", facts=facts))
        names = CanonicalNames(archive, Path(folder))
        names.compare(anew=True)
        people: Counter[str] = Counter()
        for article in kept:
            people.update({p.name for p in names.canonicalise(article).facts.people})
    return people.most_common(count)


# ── Reuters ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Recall:
    """How many of the people listed were found."""

    listed: int
    found: int

    @property
    def share(self) -> float:
        return self.found / self.listed if self.listed else 0.0


_STORY = re.compile(r"<REUTERS.*?</REUTERS>", re.DOTALL)
_PEOPLE = re.compile(r"<PEOPLE>(.*?)</PEOPLE>", re.DOTALL)
_ENTRY = re.compile(r"<D>(.*?)</D>")
_TITLE = re.compile(r"<TITLE>(.*?)</TITLE>", re.DOTALL)
_BODY = re.compile(r"<BODY>(.*?)(?:</BODY>|</TEXT>)", re.DOTALL)


def reuters(data: Path) -> Iterator[tuple[Article, list[str]]]:
    """Yield the stories with a body whose editors listed people, and whom."""
    for path in sorted((data / "reuters21578").glob("*.sgm*")):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="latin-1") as file:
            text = file.read()
        for number, story in enumerate(_STORY.findall(text)):
            listed = _PEOPLE.search(story)
            entries = _ENTRY.findall(listed[1]) if listed else []
            body = _BODY.search(story)
            if not entries or body is None:
                continue
            title = _TITLE.search(story)
            yield (
                Article(
                    id=f"{path.name}-{number}",
                    title=_plain(title[1]) if title else "",
                    body=_plain(body[1]),
                ),
                entries,
            )


def _plain(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return re.sub(r"&#\d+;", " ", text).strip()


def people_recall(data: Path, jobs: int = os.cpu_count() or 1) -> Recall:
    """Return how many people listed with Reuters stories are found in them."""
    stories = list(reuters(data))
    named = {
        article.id: [person.name for person in article.facts.people]
        for article in found((article for article, _ in stories), jobs)
    }
    return recall(stories, named)


def recall(
    stories: Iterable[tuple[Article, list[str]]], named: Mapping[str, list[str]]
) -> Recall:
    """Compare those listed with each story with those named, by the story's id.

    An entry such as "james-baker" is found if a person of the story has all of
    its words, or its last one where the story has no more of the name.
    """
    total = hits = 0
    for article, entries in stories:
        names = [set(key(name).split()) for name in named.get(article.id, ())]
        for entry in entries:
            words = entry.split("-")
            total += 1
            hits += any(set(words) <= name or name == {words[-1]} for name in names)
    return Recall(total, hits)


def main() -> None:
    data = data_folder()
    listed = people_recall(data)
    print(
        f"Reuters PEOPLE: {listed.found:,} of {listed.listed:,} found, "
        f"recall {listed.share:.3f}"
    )
    for place, (name, count) in enumerate(top_people(data), start=1):
        print(f"{place:>4} {count:>6,}  {name}")


if __name__ == "__main__":
    main()
