"""The questions of the scale benchmark, by class, drawn from the corpus itself.

How common a word, a pair of words or a person is, is told by a sample of the
articles; what is asked is drawn from a band of it. So a class means the same at
every size: so many of a hundred articles match.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from typing import Final

from search.analysis.tokens import terms

from .scale_corpus import FIRST_DAY, YEARS, Corpus

__all__ = ["CLASSES", "FOUR", "Question", "questions"]

CLASSES: Final = (
    *("rare word", "common word", "commonest words", "AND of two", "OR of three"),
    *("phrase", "prefix", "person and word", "country and years", "everything"),
    *("frequent phrase", "short prefix", "eight words"),
)

FOUR: Final = ("person", "country", "place", "organisation", "year")
"""The facets of every peer: four, and the years."""

_SAMPLE: Final = 4_000

_ROW: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One search, in our query language and as SQLite's FTS5 is asked for it."""

    kind: str
    text: str = ""
    match: str = ""
    person: str = ""
    country: str = ""
    start: date | None = None
    end: date | None = None


def questions(corpus: Corpus, each: int, seed: int = 11) -> list[Question]:
    """Return that many questions of each class, in an order by chance."""
    chance = random.Random(seed)
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    people: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for article in islice(corpus.articles(_SAMPLE), _SAMPLE):
        found = terms(article.body)
        words.update({word for word in found if word.isalpha()})
        pairs.update({p for p in pairwise(found) if "".join(p).isalpha()})
        people.update(person.name for person in article.facts.people)
        countries.update(country.code for country in article.facts.countries)

    rare = _band(words, 0.0008, 0.004)
    middling = _band(words, 0.01, 0.05)
    common = _band(words, 0.05, 0.3)
    commonest = _band(words, 0.5, 1.01)
    phrases = _band(pairs, 0.002, 0.05)
    known = _band(people, 0.001, 0.05)
    lands = _band(countries, 0.005, 0.2)
    made: list[Question] = []
    for _ in range(each):
        one, two, three = chance.sample(middling, 3)
        pair = chance.choice(phrases)
        prefix = chance.choice(common)[:4]
        who, word = chance.choice(known), chance.choice(common)
        year = FIRST_DAY.year + chance.randrange(YEARS - 3)
        made += [
            _word("rare word", chance.choice(rare)),
            _word("common word", chance.choice(common)),
            _word("commonest words", chance.choice(commonest)),
            Question(
                kind="AND of two",
                text=f"{word} {one}",
                match=f'"{word}" AND "{one}"',
            ),
            Question(
                kind="OR of three",
                text=f"{one} OR {two} OR {three}",
                match=f'"{one}" OR "{two}" OR "{three}"',
            ),
            Question(
                kind="phrase",
                text=f'"{pair[0]} {pair[1]}"',
                match=f'"{pair[0]} {pair[1]}"',
            ),
            Question(kind="prefix", text=f"{prefix}*", match=f'"{prefix}"*'),
            Question(kind="person and word", text=word, match=f'"{word}"', person=who),
            Question(
                kind="country and years",
                country=chance.choice(lands),
                start=date(year, 1, 1),
                end=date(year + 3, 1, 1),
            ),
            Question(kind="everything"),
        ]
    made += _slow_ones(corpus, each, pairs, words, random.Random(seed + 1))
    chance.shuffle(made)
    return made


def _slow_ones(
    corpus: Corpus,
    each: int,
    pairs: Counter[tuple[str, str]],
    words: Counter[str],
    chance: random.Random,
) -> list[Question]:
    """What makes an engine look at the most: of each class the likeliest to be slow.

    Phrases whose words most articles have, though few have the phrase; the beginnings
    of two letters that the most words have; eight words in a row, as from a sentence.
    """
    least = {pair: min(map(words.__getitem__, pair)) for pair in pairs}
    phrases = sorted(pairs, key=lambda pair: (-least[pair], pair))
    starts: Counter[str] = Counter()
    for word, count in words.items():
        starts[word[:2]] += count
    made = []
    for (one, two), (start, _) in zip(
        phrases[:each], starts.most_common(each), strict=False
    ):
        phrase = f'"{one} {two}"'
        made += [
            Question(kind="frequent phrase", text=phrase, match=phrase),
            Question(kind="short prefix", text=f"{start}*", match=f'"{start}"*'),
        ]
        row: list[str] = []
        while len(row) < _ROW:
            row = terms(chance.choice(chance.choice(corpus.texts)))
        at = chance.randrange(len(row) - _ROW + 1)
        row = row[at : at + _ROW]
        made.append(
            Question(
                kind="eight words",
                text=" ".join(row),
                match=" OR ".join(f'"{word}"' for word in row),
            )
        )
    return made


def _word(kind: str, word: str) -> Question:
    return Question(kind=kind, text=word, match=f'"{word}"')


def _band(counts: Counter, least: float, most: float) -> list:  # type: ignore[type-arg]
    found = [thing for thing, n in counts.items() if least <= n / _SAMPLE < most]
    return sorted(found)
