"""Any number of made-up articles that look like news to an engine.

Sentences and headlines are real ones of the sets in ``DATELINE_EVAL_DATA``; who,
where and when is made up. Articles belong to *stories*: a story has its own cast of
people, places, organisations and countries, and takes its sentences from a few real
articles, so that names go together with each other and with words. How often a
story, and within it a name, comes up follows Zipf's law. The same seed gives the same
articles, and the first thousand of a million are those of a thousand.
"""

from __future__ import annotations

import gzip
import html
import json
import random
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from search.codes.countries import countries, country_name
from search.codes.months import MONTHS
from search.model.article import (
    Article,
    Country,
    Facts,
    Mention,
    MentionedDate,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Precision,
    Published,
    TextField,
)
from training.corpora import data_folder

__all__ = ["FIRST_DAY", "YEARS", "Corpus"]

YEARS: Final = 20
FIRST_DAY: Final = date(2006, 1, 1)

_STORIES: Final = 20_000
_PEOPLE: Final = 150_000
_PLACES: Final = 15_000
_ORGANISATIONS: Final = 40_000
_SENTENCES: Final = 7
"""Of the real ones, in a body; some 900 characters with the made-up ones."""

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[A-Z“\"])")
_ENDINGS: Final = (
    *("Bank", "Group", "University", "Council", "Party", "Institute", "Union"),
    *("Airlines", "Foundation", "Agency", "Motors", "Association", "Energy"),
)


class _Zipf:
    """Draws numbers below ``size``, number n as often as 1 / (n + 1) ** skew."""

    def __init__(self, size: int, skew: float) -> None:
        self._sums = list(accumulate((n + 1) ** -skew for n in range(size)))

    def draw(self, chance: random.Random) -> int:
        return bisect(self._sums, chance.random() * self._sums[-1])


@dataclass(frozen=True, slots=True)
class _Story:
    """Whom, where and what a run of articles is about."""

    people: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    organisations: tuple[str, ...]
    country: str
    home: int
    start: int


class Corpus:
    """A source of articles, the same for one seed.

    Args:
        seed: what all chance follows from.

    Raises:
        OSError: if the sets cannot be read.
    """

    def __init__(self, seed: int = 7) -> None:
        self._seed = seed
        chance = random.Random(seed)
        self.texts, self.titles, self.sources = _real()
        self._codes = [entry.code for entry in countries()]
        chance.shuffle(self._codes)
        self.people = _people(chance)
        self._towns = _towns(chance, self._codes)
        self._bodies = _bodies(chance, self._towns)
        self._stories = self._made_stories(chance)
        self._story = _Zipf(_STORIES, 0.75)
        self._in_cast = _Zipf(12, 1.1)
        self._source = _Zipf(len(self.sources), 0.9)
        self._anyone = _Zipf(_PEOPLE, 0.9)
        self._anywhere = _Zipf(len(self._codes), 1.0)

    def articles(self, number: int) -> Iterator[Article]:
        """Yield that many articles."""
        for index in range(number):
            yield self.article(index)

    def article(self, index: int, *, edition: int = 0) -> Article:
        """Return one article; another edition has another text and the same id."""
        chance = random.Random(f"{self._seed} {index} {edition}")
        story = self._stories[self._story.draw(chance)]
        day = FIRST_DAY + timedelta(
            days=int(story.start + chance.expovariate(1 / 300)) % (YEARS * 365)
        )
        writer = _Writer(chance, day)
        title = chance.choice(self.titles)
        self._write(writer, story)
        return Article(
            id=f"{index:08x}",
            title=title,
            body=writer.body(),
            source_id=str(index),
            url=f"https://news.example/{day:%Y/%m/%d}/{index}",
            source=self.sources[self._source.draw(chance)],
            authors=(self.people[self._anyone.draw(chance)],),
            published=Published(day, Precision.DAY, "metadata", 1.0),
            facts=writer.facts(),
        )

    def _write(self, writer: _Writer, story: _Story) -> None:
        chance = writer.chance
        for _ in range(min(1 + int(chance.expovariate(0.5)), 8)):
            writer.name(self._person(chance, story), self._body(chance, story))
            if chance.random() < 0.6:
                writer.locate(*self._place(chance, story))
            if chance.random() < 0.5:
                writer.date()
        writer.country(story.country, about=True)
        if chance.random() < 0.5:
            writer.country(self._codes[self._anywhere.draw(chance)], about=False)
        for _ in range(_SENTENCES):
            number = story.home + chance.randrange(3)
            if chance.random() < 0.25:
                number = chance.randrange(len(self.texts))
            writer.say(chance.choice(self.texts[number % len(self.texts)]))

    def _person(self, chance: random.Random, story: _Story) -> str:
        if chance.random() < 0.15:
            return self.people[self._anyone.draw(chance)]
        return story.people[self._in_cast.draw(chance)]

    def _body(self, chance: random.Random, story: _Story) -> str:
        return story.organisations[self._in_cast.draw(chance) % 5]

    def _place(self, chance: random.Random, story: _Story) -> tuple[str, str]:
        return story.places[self._in_cast.draw(chance) % len(story.places)]

    def _made_stories(self, chance: random.Random) -> list[_Story]:
        people = _Zipf(_PEOPLE, 0.75)
        towns = _Zipf(_PLACES, 0.75)
        bodies = _Zipf(_ORGANISATIONS, 0.75)
        lands = _Zipf(len(self._codes), 0.9)
        return [
            _Story(
                tuple(self.people[people.draw(chance)] for _ in range(12)),
                tuple(self._towns[towns.draw(chance)] for _ in range(6)),
                tuple(self._bodies[bodies.draw(chance)] for _ in range(5)),
                self._codes[lands.draw(chance)],
                chance.randrange(len(self.texts)),
                chance.randrange(YEARS * 365),
            )
            for _ in range(_STORIES)
        ]


class _Writer:
    """One article while it is written: its sentences, and where its names stand."""

    def __init__(self, chance: random.Random, day: date) -> None:
        self.chance = chance
        self._day = day
        self._pieces: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._people: dict[str, list[Mention]] = {}
        self._bodies: dict[str, list[Mention]] = {}
        self._places: dict[tuple[str, str], list[Mention]] = {}
        self._countries: dict[str, bool] = {}
        self._dates: dict[tuple[str, date, date], list[Mention]] = {}

    def say(self, sentence: str) -> None:
        self._starts.append(self._length)
        self._text(sentence + " ")

    def name(self, person: str, body: str) -> None:
        self._starts.append(self._length)
        self._people.setdefault(person, []).append(self._text(person))
        self._text(" of ")
        self._bodies.setdefault(body, []).append(self._text(body))
        self._text(" spoke. ")

    def locate(self, place: str, country: str) -> None:
        self._starts.append(self._length)
        self._text("It happened in ")
        self._places.setdefault((place, country), []).append(self._text(place))
        self._text(". ")
        self.country(country, about=False)

    def date(self) -> None:
        day = self._day - timedelta(days=int(self.chance.expovariate(1 / 60)))
        month = MONTHS[day.month - 1]
        match self.chance.choice((4, 7, 10, 10)):
            case 4:
                words, precision = str(day.year), Precision.YEAR
                day = day.replace(month=1, day=1)
            case 7:
                words, precision = f"{month} {day.year}", Precision.MONTH
                day = day.replace(day=1)
            case _:
                words, precision = f"{day.day} {month} {day.year}", Precision.DAY
        meant = Published(day, precision, "", 1.0)
        self._starts.append(self._length)
        self._text("That was in ")
        key = (str(meant), meant.date, meant.end)
        self._dates.setdefault(key, []).append(self._text(words))
        self._text(". ")

    def country(self, code: str, *, about: bool) -> None:
        self._countries[code] = self._countries.get(code, False) or about

    def _text(self, text: str) -> Mention:
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        return Mention(TextField.BODY, start, self._length, text)

    def body(self) -> str:
        return "".join(self._pieces)

    def facts(self) -> Facts:
        share = 1 / max(1, len(self._countries))
        return Facts(
            people=tuple(Person(n, tuple(m)) for n, m in self._people.items()),
            organisations=tuple(
                Organisation(n, tuple(m)) for n, m in self._bodies.items()
            ),
            places=tuple(
                Place(name, PlaceKind.PLACE, code, tuple(m))
                for (name, code), m in self._places.items()
            ),
            countries=tuple(
                Country(code, country_name(code), about, share)
                for code, about in self._countries.items()
            ),
            dates=tuple(
                MentionedDate(value, start, end, tuple(m))
                for (value, start, end), m in self._dates.items()
            ),
            sentences=tuple(self._starts),
        )


def _real() -> tuple[list[list[str]], list[str], list[str]]:
    """The sentences of each real article, the headlines, and the publications."""
    texts, titles = [], []
    sources: dict[str, int] = {}
    path = data_folder() / "news" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            texts.append(_sentences(row["content_original"] or ""))
            titles.append((row["title"] or "Untitled").strip())
            sources[row["source"]] = sources.get(row["source"], 0) + 1
    for path in sorted((data_folder() / "reuters21578").glob("*.sgm.gz")):
        with gzip.open(path, "rt", encoding="latin-1") as file:
            for found in re.findall(r"<BODY>(.*?)</BODY>", file.read(), re.DOTALL):
                text = re.sub(r"&#\d+;", " ", found)
                texts.append(_sentences(html.unescape(text)))
    by_use = sorted(sources, key=lambda name: (-sources[name], name))
    return [text for text in texts if text], titles, by_use


def _sentences(text: str) -> list[str]:
    found = _SENTENCE.split(" ".join(text.split()))
    return [sentence for sentence in found if 30 < len(sentence) < 400]


def _people(chance: random.Random) -> list[str]:
    """Names by how often they come up: given and family name put together."""
    given = [_word(chance, 2) for _ in range(1_500)]
    family = [_word(chance, 3) for _ in range(12_000)]
    names: dict[str, None] = {}
    while len(names) < _PEOPLE:
        names[f"{chance.choice(given)} {chance.choice(family)}"] = None
    return list(names)


def _towns(chance: random.Random, codes: Sequence[str]) -> list[tuple[str, str]]:
    lands = _Zipf(len(codes), 0.9)
    names: dict[str, str] = {}
    while len(names) < _PLACES:
        names.setdefault(_word(chance, 3), codes[lands.draw(chance)])
    return list(names.items())


def _bodies(chance: random.Random, towns: Sequence[tuple[str, str]]) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < _ORGANISATIONS:
        names[f"{chance.choice(towns)[0]} {chance.choice(_ENDINGS)}"] = None
    return list(names)


def _word(chance: random.Random, syllables: int) -> str:
    made = "".join(
        chance.choice("bcdfghjklmnprstvwz") + chance.choice("aeiou")
        for _ in range(syllables)
    )
    return made.capitalize() + chance.choice(("", "", "n", "r", "s", "th", "ck"))
