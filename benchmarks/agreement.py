"""Whether engines agree: ``python -m benchmarks.agreement ENGINE ENGINE …``.

Asks the same 200 questions of all kinds of indexes of the same articles, made from an
archive by ``--fill DATA`` or by ``dateline reindex``, and compares what each answers
with the first:

- the total, the counts of every facet and how many hits are left if they are folded;
- the first hundred articles, newest and oldest first, one after the other;
- how many of the first ten by relevance are the same, and in the same place.

Questions are drawn by chance, the same each time, from articles of the first index.
Exits with 1 where totals, facets or orders by date differ, or where less than .95 of
the first ten by relevance are the same.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from index.archive.archive import ARCHIVE_NAME, open_archive
from search.analysis.tokens import terms
from search.engines.engine import new_engine
from search.model.article import Article
from search.model.facets import Selection
from search.model.fields import FACETS
from search.request import NO_FACETS, NO_HITS, Counting, Criteria, Sort, Window
from search.results.json import page_as_json
from search.searcher import Searcher

_QUESTIONS: Final = 200
_COMPARED: Final = 100
_TEN: Final = 10
_LEAST: Final = 0.95
"""Of the first ten by relevance that two engines have in common."""

_DRAWN_FROM: Final = 2_000
_EVERYTHING: Final = Counting(facets=tuple(FACETS), size=50, groups=True)


@dataclass(slots=True)
class Compared:
    """What one engine answers, next to the first."""

    totals: int = 0
    facets: int = 0
    orders: int = 0
    tens: list[float] = field(default_factory=list)
    places: list[float] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    def agrees(self) -> bool:
        """Return whether all that has to be the same is."""
        differ = self.totals or self.facets or self.orders
        return not differ and _mean(self.tens) >= _LEAST


def main() -> int:
    """Ask all engines, print the table, return the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("engines", nargs="+", metavar="ENGINE")
    options.add_argument("--questions", type=int, default=_QUESTIONS)
    options.add_argument(
        "--fill", type=Path, metavar="DATA", help="first fill them from this archive"
    )
    wanted = options.parse_args()
    if wanted.fill:
        for url in wanted.engines:
            with closing(open_archive(wanted.fill / ARCHIVE_NAME)) as archive:
                fill(url, (archived.article for archived in archive.articles()))
    first, *others = (Searcher(url) for url in wanted.engines)
    asked = questions(first, wanted.questions)
    print(f"{first.snapshot().articles:,} articles, {len(asked)} questions")
    code = 0
    for other in others:
        found = compared(first, other, asked)
        code = code or int(not found.agrees())
        print(
            f"{other.url}: totals differ in {found.totals}, facets in "
            f"{found.facets}, orders by date in {found.orders}; of the first ten by "
            f"relevance {_mean(found.tens):.4f} are the same, "
            f"{_mean(found.places):.4f} in the same place"
        )
        for line in found.differing:
            print(f"  {line}")
    return code


def fill(url: str, articles: Iterable[Article]) -> None:
    """Write articles to a new index, which takes the place of any that is there."""
    engine = new_engine(url)
    with engine.writer() as writer:
        for article in articles:
            writer.add(article)
        writer.commit(1)
    engine.activate()
    engine.close()


def compared(one: Searcher, other: Searcher, asked: Sequence[Criteria]) -> Compared:
    """Return in how many questions the other engine answers something else."""
    found = Compared()
    for criteria in asked:
        wrong = []
        expected = one.search(criteria, NO_HITS, _EVERYTHING)
        given = other.search(criteria, NO_HITS, _EVERYTHING)
        if expected.total != given.total:
            found.totals += 1
            wrong.append(f"total {expected.total} and {given.total}")
        facets = [page_as_json(page)["facets"] for page in (expected, given)]
        if facets[0] != facets[1] or expected.groups != given.groups:
            found.facets += 1
            wrong.append("facets")
        for sort in (Sort.NEWEST, Sort.OLDEST):
            ids = [_first(s, criteria, sort, _COMPARED) for s in (one, other)]
            if ids[0] != ids[1]:
                found.orders += 1
                wrong.append(sort.value)
        best, theirs = (_first(s, criteria, None, _TEN) for s in (one, other))
        if best and criteria.text:
            found.tens.append(len({*best} & {*theirs}) / len(best))
            same = sum(a == b for a, b in zip(best, theirs, strict=False))
            found.places.append(same / len(best))
        if wrong:
            found.differing.append(f"{criteria}: {', '.join(wrong)}")
    return found


def questions(searcher: Searcher, number: int) -> list[Criteria]:
    """Return questions of every kind in turn, drawn from articles of an index."""
    chance = random.Random(number)
    newest = Window(sort=Sort.NEWEST, limit=_DRAWN_FROM)
    hits = searcher.search(Criteria(), newest, NO_FACETS).hits
    ids = [hit.article.id for hit in hits]
    kinds = islice(cycle(_KINDS), number)
    return [ask(_draw(searcher, chance, ids)) for ask in kinds]


@dataclass(slots=True)
class _Drawn:
    """An article, and words of it by chance."""

    article: Article
    words: Sequence[str]
    chance: random.Random

    def word(self, least: int = 4) -> str:
        long = [w for w in self.words if len(w) >= least and w.isalpha()]
        return self.chance.choice(long or ["news"])

    def run(self, length: int) -> str:
        start = self.chance.randrange(max(1, len(self.words) - length))
        return " ".join(self.words[start : start + length])

    def person(self) -> str:
        people = [person.name for person in self.article.facts.people]
        return self.chance.choice(people or ["Ada Byron"])

    def country(self) -> str:
        codes = [country.code for country in self.article.facts.countries]
        return self.chance.choice(codes or ["US"])

    def year(self) -> int:
        published = self.article.published
        return published.date.year if published else 2016


def _draw(searcher: Searcher, chance: random.Random, ids: Sequence[str]) -> _Drawn:
    article = searcher.article(chance.choice(ids))
    words = terms(f"{article.title} {article.body}")[:400]
    return _Drawn(article, words or ["news"], chance)


def _asking(text: Callable[[_Drawn], str]) -> Callable[[_Drawn], Criteria]:
    return lambda drawn: Criteria(text=text(drawn))


def _choosing(drawn: _Drawn) -> Criteria:
    chosen = Selection("person", (drawn.person(),))
    return Criteria(text=drawn.word(), selections=(chosen,))


def _excluding(drawn: _Drawn) -> Criteria:
    excluded = Selection("about", exclude=(drawn.country(),))
    return Criteria(text=drawn.word(), selections=(excluded,))


_KINDS: Final[Sequence[Callable[[_Drawn], Criteria]]] = (
    _asking(lambda d: d.word()),
    _asking(lambda d: f"{d.word()} {d.word()}"),
    _asking(lambda d: " OR ".join(d.word() for _ in range(3))),
    _asking(lambda d: f"{d.word()} -{d.word()}"),
    _asking(lambda d: f'"{d.run(2)}"'),
    _asking(lambda d: f'"{d.run(4)}"'),
    _asking(lambda d: f'="{d.run(3)}"'),
    _asking(lambda d: f"{d.word()[:4]}*"),
    _asking(lambda d: f"{d.word(6)[:3]}*{d.word(6)[-2:]}"),
    _asking(lambda d: f"{d.word(6)}~"),
    _asking(lambda d: f"{d.word()} NEAR/5 {d.word()}"),
    _asking(lambda d: d.run(8)),
    _asking(lambda d: f"title:{d.word()} ({d.word()} OR {d.word()})"),
    _asking(lambda d: f'person:"{d.person()}" OR country:{d.country()}'),
    _asking(lambda d: f"country:{d.country()} NOT {d.word()}"),
    _asking(lambda d: f"published:{d.year()} {d.word()}"),
    _asking(lambda d: f"={d.word()}"),
    _choosing,
    _excluding,
    lambda d: Criteria(selections=(Selection("country", (d.country(),)),)),
)


def _first(
    searcher: Searcher, criteria: Criteria, sort: Sort | None, limit: int
) -> list[str]:
    window = Window(sort=sort, limit=limit, meaning=False)
    page = searcher.search(criteria, window, NO_FACETS)
    return [hit.article.id for hit in page.hits]


def _mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares) if shares else 1.0


if __name__ == "__main__":
    sys.exit(main())
