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

__all__ = ["DOCUMENTED", "EXAMPLES", "SLOTS", "TOPICS", "Example"]


@dataclass(frozen=True, slots=True)
class Example:
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


def N_(text: str) -> str:
    """Mark a sentence for translation; it is translated where it is shown."""
    return text


EXAMPLES: Final = (
    Example("words", "flood", N_('with "flood", "floods", "flooded", "flooding"')),
    Example("words", "flood rain", N_("with both words")),
    Example(
        "words",
        "=attacks",
        N_('with the word in this very form, not "attack" or "attacked"'),
    ),
    Example("words", "sao", N_('with "São", "são", "Sao"')),
    Example("words", "don't", N_('with "don\'t" or "don’t"')),
    Example("words", "*", N_("all of them")),
    Example(
        "phrases",
        '"state of emergency"',
        N_("with these words next to each other, in this order"),
    ),
    Example(
        "phrases",
        '="oil prices"',
        N_("with these words in these forms, next to each other"),
    ),
    Example(
        "phrases",
        '"oil price"~5',
        N_("with each of the words within five of the next, in any order"),
    ),
    Example(
        "phrases",
        "oil NEAR/5 price",
        N_("with the two at most five words apart, in any order"),
    ),
    Example(
        "phrases",
        '"white house" NEAR/3 (budget OR spending)',
        N_("the same with phrases and alternatives"),
    ),
    Example(
        "phrases",
        "oil BEFORE/3 price",
        N_("with the first at most three words before the second"),
    ),
    Example("spelling", "infra*", N_("with a word that begins so")),
    Example(
        "spelling",
        "colo?r",
        N_('with a word so written, `?` for one letter: "colour"'),
    ),
    Example(
        "spelling",
        "col*r",
        N_('the same, `*` for any number of letters: "colour", "collector"'),
    ),
    Example(
        "spelling",
        "colour~",
        N_('with this word or one a letter off: "color", "colours"'),
    ),
    Example(
        "spelling",
        "goverment~2",
        N_('with this word or one up to two letters off: "government"'),
    ),
    Example("logic", "flood OR drought", N_("with either")),
    Example("logic", "flood -rain", N_("with the first but not the second")),
    Example(
        "logic",
        "flood NOT (rain OR storm)",
        N_("with the first and none of the others"),
    ),
    Example(
        "logic",
        "(flood OR drought) harvest",
        N_("with one of the two, and the third"),
    ),
    Example("parts", "title:flood", N_("with the word in the headline")),
    Example(
        "parts",
        "lead:flood",
        N_("with the word in the headline or the first 60 words below it"),
    ),
    Example(
        "parts",
        "body:(flood OR drought)",
        N_("with one of the words below the headline"),
    ),
    Example("names", "person:%(surname)s", N_("that name anyone so called")),
    Example("names", "person:%(person)s", N_("that name this very person")),
    Example("names", "place:%(town)s", N_("that name a place so called")),
    Example("names", "place:%(place)s", N_("that name this very place")),
    Example(
        "names", "organisation:%(body)s", N_("that name an organisation so called")
    ),
    Example(
        "names",
        "organisation:%(organisation)s",
        N_("that name this very organisation"),
    ),
    Example(
        "countries",
        "about:%(country)s",
        N_("about the country: a name, code or demonym"),
    ),
    Example(
        "countries",
        "country:%(country)s",
        N_("about the country, or only mentioning it"),
    ),
    Example(
        "countries",
        "country:(%(code)s OR %(other)s)",
        N_("about or mentioning one of two"),
    ),
    Example("published", "published:%(year)s", N_("published in %(year)s")),
    Example("published", "published:%(month)s", N_("in that month")),
    Example("published", "published:%(day)s", N_("on that day")),
    Example(
        "published",
        "published:%(year)s..%(next)s-03",
        N_("from the first day of the one to the last of the other"),
    ),
    Example("published", "published:..%(year)s", N_("up to the end of %(year)s")),
    Example(
        "published",
        "published:>%(year)s-01-05",
        N_("after that day; also `>=`, `<`, `<=`"),
    ),
    Example(
        "published", 'published:"%(written_month)s"', N_("in that month, written out")
    ),
    Example(
        "published",
        'published:"last week"',
        N_(
            "from Monday to Sunday; also `this month`, `last year`, `today`, "
            "`yesterday`"
        ),
    ),
    Example(
        "published",
        'published:"last 30 days"',
        N_("from then to today; also weeks, months, years"),
    ),
    Example(
        "published",
        "published:none",
        N_("without a date that is believed; also `about:none`, `on:none`"),
    ),
    Example(
        "mentioned",
        "on:%(day)s",
        N_('that mention that day: "%(written_day)s", or "on Friday" meaning it'),
    ),
    Example(
        "mentioned",
        "on:%(month)s",
        N_("that mention the month, or a day or week in it"),
    ),
    Example(
        "mentioned",
        'on:"%(written_day)s"',
        N_("the same as `%(day)s`, written out"),
    ),
    Example(
        "mentioned",
        "on:%(month)s-16..%(month)s-22",
        N_("that mention days within these; also `..A`, `A..`, `>A`"),
    ),
    Example(
        "mentioned",
        "on:1980s",
        N_("that mention the decade, or any time in it; also `198X`"),
    ),
    Example(
        "mentioned",
        "on:%(year)s-W42",
        N_(
            "the same of an ISO week; also `%(year)s-Q4` (a quarter), "
            "`%(year)s-H2`, `19XX`"
        ),
    ),
    Example("others", "source:%(paper)s", N_("of a source with this word in its name")),
    Example(
        "others",
        "section:%(section)s",
        N_("of the part of the publication so called"),
    ),
    Example("others", "author:%(author)s", N_("by someone so called")),
    Example(
        "others",
        "language:%(language)s",
        N_("in this language, where the source says so; also `language:%(tag)s`"),
    ),
    Example("others", "url:example.org", N_("with these words in its address")),
    Example(
        "others",
        "has:person",
        N_("that name anyone; `has:` takes the name of any field, and `has:date`"),
    ),
    Example("others", "-has:section", N_("of which no section is known")),
)
"""Examples of every construct; each is understood without a notice."""
