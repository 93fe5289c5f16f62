"""The one table of examples: what can be asked, and what it finds.

The help page and ``docs/query-language.md`` both show it. Names, places and years in
it are slots, written as gettext writes them, so that a page can fill in those of its
own corpus and a translator can move them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..messages import english

__all__ = ["DOCUMENTED", "EXAMPLES", "SLOTS", "TOPICS", "QueryExample"]


@dataclass(frozen=True, slots=True)
class QueryExample:
    """A query and what it finds.

    Attributes:
        topic: one of :data:`TOPICS`.
        query: with slots such as ``%(person)s``, each a whole value of a query.
        meaning: goes on from "finds articles"; parts of queries in it stand
            between backticks.
    """

    topic: str
    query: str
    meaning: str

    def asked(self, values: Mapping[str, str]) -> str:
        """Return the query with its slots filled."""
        return self.query % values


TOPICS: Final = (
    *("words", "phrases", "spelling", "logic", "parts", "names", "countries"),
    *("published", "mentioned", "others"),
)
"""What examples are about, in the order they are shown."""

DOCUMENTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "surname": "merkel",
        "person": '"Angela Merkel"',
        "town": "lisbon",
        "place": '"New York"',
        "body": "nato",
        "organisation": '"Bank of Spain"',
        "country": "portugal",
        "code": "PT",
        "other": "spanish",
        "paper": "gazette",
        "section": "sports",
        "language": "german",
        "tag": "de",
        "author": '"Jane Doe"',
        "day": "2019-06-05",
        "month": "2019-06",
        "written_day": "5 June 2019",
        "written_month": "June 2019",
        "year": "2019",
        "next": "2020",
    }
)
"""What the documentation fills the slots with."""

SLOTS: Final = tuple(DOCUMENTED)
"""Every slot that a query or a meaning may have."""


EXAMPLES: Final = (
    QueryExample(
        "words", "flood", english('with "flood", "floods", "flooded", "flooding"')
    ),
    QueryExample("words", "flood rain", english("with both words")),
    QueryExample(
        "words",
        "=attacks",
        english('with the word in exactly this form, not "attack" or "attacked"'),
    ),
    QueryExample("words", "sao", english('with "São", "são", "Sao"')),
    QueryExample("words", "don't", english('with "don\'t" or "don’t"')),
    QueryExample("words", "*", english("all of them")),
    QueryExample(
        "phrases",
        '"state of emergency"',
        english("with these words next to each other, in this order"),
    ),
    QueryExample(
        "phrases",
        '="oil prices"',
        english("with these words in these forms, next to each other"),
    ),
    QueryExample(
        "phrases",
        '"oil price"~5',
        english("with each of the words within five of the next, in any order"),
    ),
    QueryExample(
        "phrases",
        "oil NEAR/5 price",
        english("with the two at most five words apart, in any order"),
    ),
    QueryExample(
        "phrases",
        '"white house" NEAR/3 (budget OR spending)',
        english("the same with phrases and alternatives"),
    ),
    QueryExample(
        "phrases",
        "oil BEFORE/3 price",
        english("with the first at most three words before the second"),
    ),
    QueryExample("spelling", "infra*", english("with a word that begins like this")),
    QueryExample(
        "spelling",
        "colo?r",
        english('with a word so written, `?` for one letter: "colour"'),
    ),
    QueryExample(
        "spelling",
        "col*r",
        english('the same, `*` for any number of letters: "colour", "collector"'),
    ),
    QueryExample(
        "spelling",
        "colour~",
        english('with this word or one a letter off: "color", "colours"'),
    ),
    QueryExample(
        "spelling",
        "goverment~2",
        english('with this word or one up to two letters off: "government"'),
    ),
    QueryExample("logic", "flood OR drought", english("with either")),
    QueryExample("logic", "flood -rain", english("with the first but not the second")),
    QueryExample(
        "logic",
        "flood NOT (rain OR storm)",
        english("with the first and none of the others"),
    ),
    QueryExample(
        "logic",
        "(flood OR drought) harvest",
        english("with one of the two, and the third"),
    ),
    QueryExample("parts", "title:flood", english("with the word in the headline")),
    QueryExample(
        "parts",
        "lead:flood",
        english("with the word in the headline or the first 60 words below it"),
    ),
    QueryExample(
        "parts",
        "body:(flood OR drought)",
        english("with one of the words below the headline"),
    ),
    QueryExample(
        "names", "person:%(surname)s", english("that name anyone with this name")
    ),
    QueryExample(
        "names", "person:%(person)s", english("that name exactly this person")
    ),
    QueryExample(
        "names", "place:%(town)s", english("that name a place with this name")
    ),
    QueryExample("names", "place:%(place)s", english("that name exactly this place")),
    QueryExample(
        "names",
        "organisation:%(body)s",
        english("that name an organisation with this name"),
    ),
    QueryExample(
        "names",
        "organisation:%(organisation)s",
        english("that name exactly this organisation"),
    ),
    QueryExample(
        "countries",
        "about:%(country)s",
        english("about the country: a name, code or demonym"),
    ),
    QueryExample(
        "countries",
        "country:%(country)s",
        english("about the country, or only mentioning it"),
    ),
    QueryExample(
        "countries",
        "country:(%(code)s OR %(other)s)",
        english("about or mentioning one of two"),
    ),
    QueryExample("published", "published:%(year)s", english("published in %(year)s")),
    QueryExample("published", "published:%(month)s", english("in that month")),
    QueryExample("published", "published:%(day)s", english("on that day")),
    QueryExample(
        "published",
        "published:%(year)s..%(next)s-03",
        english("from the first day of the one to the last of the other"),
    ),
    QueryExample(
        "published", "published:..%(year)s", english("up to the end of %(year)s")
    ),
    QueryExample(
        "published",
        "published:>%(year)s-01-05",
        english("after that day; also `>=`, `<`, `<=`"),
    ),
    QueryExample(
        "published",
        'published:"%(written_month)s"',
        english("in that month, written out"),
    ),
    QueryExample(
        "published",
        'published:"last week"',
        english(
            "from Monday to Sunday; also `this month`, `last year`, `today`, "
            "`yesterday`"
        ),
    ),
    QueryExample(
        "published",
        'published:"last 30 days"',
        english("from then to today; also weeks, months, years"),
    ),
    QueryExample(
        "published",
        "published:none",
        english("without a reliable date; also `about:none`, `on:none`"),
    ),
    QueryExample(
        "mentioned",
        "on:%(day)s",
        english('that mention that day: "%(written_day)s", or "on Friday" meaning it'),
    ),
    QueryExample(
        "mentioned",
        "on:%(month)s",
        english("that mention the month, or a day or week in it"),
    ),
    QueryExample(
        "mentioned",
        'on:"%(written_day)s"',
        english("the same as `%(day)s`, written out"),
    ),
    QueryExample(
        "mentioned",
        "on:%(month)s-16..%(month)s-22",
        english("that mention days within these; also `..A`, `A..`, `>A`"),
    ),
    QueryExample(
        "mentioned",
        "on:1980s",
        english("that mention the decade, or any time in it; also `198X`"),
    ),
    QueryExample(
        "mentioned",
        "on:%(year)s-W42",
        english(
            "the same of an ISO week; also `%(year)s-Q4` (a quarter), "
            "`%(year)s-H2`, `19XX`"
        ),
    ),
    QueryExample(
        "others", "source:%(paper)s", english("of a source with this word in its name")
    ),
    QueryExample(
        "others",
        "section:%(section)s",
        english("from this part of the publication"),
    ),
    QueryExample("others", "author:%(author)s", english("by someone with this name")),
    QueryExample(
        "others",
        "language:%(language)s",
        english("in this language, by its text or its source; also `language:%(tag)s`"),
    ),
    QueryExample(
        "others", "url:example.org", english("with these words in its address")
    ),
    QueryExample(
        "others",
        "group:1671ea13cb0e4831",
        english("that are versions of one text; also `has:group`"),
    ),
    QueryExample(
        "others",
        "has:person",
        english("that name anyone; `has:` takes the name of any field, and `has:date`"),
    ),
    QueryExample("others", "-has:section", english("without a known section")),
)
"""Examples of every construct; each is understood without a notice."""
