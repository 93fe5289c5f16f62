"""How fast an index helps in asking: corrections, completions, likenesses.

``python -m benchmarks.suggesting`` makes a lexicon of a million words and a
million names by chance, as long and as unevenly frequent as those of news, and
asks it. ``--index tantivy:FOLDER`` asks a real index instead.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from search.explore.completion import complete
from search.explore.cooccurrence import find_cooccurring
from search.explore.significant import find_significant_people, find_significant_words
from search.explore.similar import find_similar
from search.explore.spelling import suggest_correction
from search.lexicon.lexicon import NAME_KINDS, WORD
from search.lexicon.sqlite_reader import SqliteLexicon
from search.lexicon.sqlite_writer import FILE_NAME, refresh_lexicon
from search.model.facets import ValueCount
from search.plan import plan_search
from search.query.tree import MatchAll
from search.request import Criteria, SearchRequest, Sort
from search.searcher import Searcher
from search.snapshot import search_one

__all__ = ["main"]

_Asked = TypeVar("_Asked")

_ARTICLES = 1_000_000
_WORDS = 1_000_000
_NAMES = {
    "person": 600_000,
    "organisation": 250_000,
    "place": 150_000,
    "country": 200,
    "source": 2_000,
}
_ASKED = 300
_SYLLABLES = (
    "an ar ba be bo ca ce co da de di do el en er fa fe ga ge go ha he in is ja jo ka "
    "la le li lo ma me mi mo na ne ni no on or pa pe po ra re ri ro sa se si so sta ta "
    "te ti to tra tri tru un va ve vi wa we wi ya zo"
).split()


class Chance:
    """Words and names by chance, counted: the n-th most frequent 1/n as often."""

    def __init__(self) -> None:
        chance = random.Random(1)
        words: dict[str, None] = {}
        weights = [1 / n for n in range(1, len(_SYLLABLES) + 1)]
        sums = list(accumulate(weights))
        while len(words) < _WORDS:
            parts = chance.choices(_SYLLABLES, cum_weights=sums, k=chance.randint(2, 5))
            words["".join(parts)] = None
        self._words = list(words)
        self._chance = chance

    def revision(self) -> int:
        return 1

    def count(self) -> int:
        return _ARTICLES

    def words(self, most: int) -> Iterable[ValueCount]:
        return _counted(self._words[:most])

    def values(self, field: str, most: int) -> Iterable[ValueCount]:
        return _counted(list(self._names(min(most, _NAMES[field]))))

    def _names(self, most: int) -> Iterator[str]:
        families = self._words[:200_000]
        seen: set[str] = set()
        while len(seen) < most:
            # family names are many, given names few
            given = self._words[int(self._chance.paretovariate(0.6)) % 20_000]
            family = self._chance.choice(families)
            name = f"{given} {family}".title()
            if name not in seen:
                seen.add(name)
                yield name


def _counted(values: list[str]) -> list[ValueCount]:
    return [(value, 1 + _ARTICLES // 2 // n) for n, value in enumerate(values, 1)]


def by_chance() -> None:
    """Make a lexicon by chance and ask it."""
    source = Chance()
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        refresh_lexicon(Path(folder), source)  # a part of it goes into the names
        made = time.perf_counter() - started
        size = (Path(folder) / FILE_NAME).stat().st_size
        print(f"made in {made:.1f} s, {size / 1e6:.0f} MB")
        lexicon = SqliteLexicon(Path(folder))
        chance = random.Random(2)
        words = chance.choices(source._words, k=_ASKED)
        for letters in (1, 2, 3, 4, 6):
            beginnings = [word[:letters] for word in words]
            told(
                f"{letters} letters completed, {1 + len(NAME_KINDS)} kinds",
                lambda text: [
                    lexicon.beginning(kind, text, 5) for kind in (WORD, *NAME_KINDS)
                ],
                beginnings,
            )
        wrong = [_misspelt(word, chance) for word in words]
        told("one word corrected", lambda word: lexicon.near(WORD, word, 2), wrong)
        told("300 words counted", lambda _: lexicon.words(WORD, words), words[:50])
        lexicon.close()


def _misspelt(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        )
    )


def of_index(url: str) -> None:
    """Ask a real index about its own words, names and articles."""
    index = Searcher(url).snapshot()
    chance = random.Random(3)
    lexicon = index.lexicon
    letters = "abcdefghijklmnoprstuvwyz"
    words = [e.value for a in letters for e in lexicon.beginning(WORD, a, 20)]
    words = chance.sample([word for word in words if len(word) > 4], 60)
    people = [e.value for a in letters for e in lexicon.beginning("person", a, 3)]
    newest = SearchRequest(query=MatchAll(), sort=Sort.NEWEST, limit=60)
    articles = [article.id for article, _ in search_one(index, newest).hits]
    for length in (2, 3, 4):
        begun = [word[:length] for word in words]
        told(f"{length} letters completed", lambda t: complete(index, t), begun)
    asks = [plan_search(Criteria(text=word), index) for word in words]
    told("right words", lambda ask: suggest_correction(ask), asks)
    misspelt = [Criteria(text=_misspelt(word, chance)) for word in words]
    wrong = [plan_search(criteria, index) for criteria in misspelt]
    told("misspelt words", lambda ask: suggest_correction(ask), wrong)
    told("similar articles", lambda known: find_similar(index, known), articles)
    told("unusual people", lambda ask: find_significant_people(ask), asks)
    told("unusual words", lambda ask: find_significant_words(ask), asks[:20])
    told("people together", lambda name: find_cooccurring(index, name), people)
    right = sum(
        found is not None and found.text == ask.criteria.text
        for ask, bad in zip(asks, wrong, strict=True)
        if bad.criteria != ask.criteria
        for found in [suggest_correction(bad)]
    )
    print(f"of {len(asks)} frequent words misspelt, {right} are set right")


def told(what: str, ask: Callable[[_Asked], object], questions: list[_Asked]) -> None:
    """Print how long answers take: the median, 95 of 100 and the longest."""
    taken = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    late = taken[int(len(taken) * 0.95)]
    middle = statistics.median(taken)
    print(f"{what:36} {middle:8.2f} ms {late:8.2f} ms {taken[-1]:8.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", metavar="URL")
    arguments = parser.parse_args()
    print(f"{'':36} {'median':>11} {'95 %':>11} {'longest':>11}")
    if arguments.index:
        of_index(arguments.index)
    else:
        by_chance()


if __name__ == "__main__":
    main()
