"""Weekdays and the days said from today: "Friday night", "last Monday", "yesterday".

A weekday is the last one up to and including the day of publication, as in news,
unless the words around it speak of the future.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from search.codes.months import MONTH_BEGINNINGS

from ..words import vocabulary
from . import intervals
from .calendar_words import WEEKDAYS
from .placed_weekdays import is_numbered, read_placed
from .reader import DatedText, DateSpot, Lead, extend
from .relative.repeated import read_before_last, read_nights, read_week_on
from .tense import FUTURE, UNKNOWN, tense

__all__ = ["read_day_word", "read_part_of_day", "read_weekday"]

_PART = re.compile(r"\s(?:early\s|late\s)?(?:morning|afternoon|evening|night)\b(?!s)")
_NAMED_MONTH = re.compile(
    r"(?:(?:,\s|\s?-\s?|,?\s(?:and|or|to|through)\s)[MTWFS][a-z]{2,5}day)?\.?,?\s{1,2}"
    r"(?:the\s)?(?:[0-3]?[0-9](?:st|nd|rd|th)?\s(?:of\s)?)?"
    rf"(?:{MONTH_BEGINNINGS})[a-z]*\b"
)
_NUMBERED = re.compile(
    r",?\s(?:the\s)?([0-3]?[0-9])(?:st|nd|rd|th)\b(?!\s(?:of|century|[A-Z])|-)"
)
"""After "Friday": "the 13th", of a month that is not named."""
_FARTHEST: Final = 430
"""Days within which every such day comes."""
_CAPITAL_BEHIND = re.compile(r"[\s-]([A-Z][A-Za-z]+)")
_WORD_BEHIND = re.compile(r"(?:\s(?:morning|afternoon|evening|night))?\s([A-Za-z]+)")
_LEADS: Final = frozenset(["late", "early", "earlier", "later", "noon", "midnight"])
_SETS: Final = frozenset(["every", "each", "most", "a", "one", "any", "per", "some"])
_REACHING: Final = frozenset(["through", "until", "till"])
_CLOSE: Final = 60
"""Characters between "opens Monday" and "runs through Thursday", at most."""

_NAMES: Final = tuple(WEEKDAYS)
_PUT_OFF: Final = ("postponed", "delayed", "moved", "rescheduled", "deferred")
_AHEAD: Final = frozenset(
    [
        ("ahead", "of"),
        ("advance", "of"),
        ("eve", "of"),
        ("up", "to"),
        ("runup", "to"),
        ("forward", "to"),
        ("later", "than"),
        *((verb, to) for verb in _PUT_OFF for to in ("to", "for")),
    ]
)
_LINK = re.compile(r"\s?[-–—]\s?|,?\s(?:and|or|to|through|until)\s(?:on\s)?|,\s")
_TO = re.compile(r"\s?[-–—]\s?|,?\s(?:to|through|until)\s(?:on\s)?")
"""Between the first and the last day of a stretch."""
_EVENT_AFTER = re.compile(r"(?:['’]s)?(?:\s[A-Za-z-]+){1,3}")
_DAYS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0}
_DOUBLED: Final = {"day before yesterday": -2, "day after tomorrow": 2}


def read_weekday(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read a weekday, unless it is part of a full date or of a name."""
    content, base = reading.content, reading.base
    if base is None or _NAMED_MONTH.match(content, end):
        return None
    lead = reading.before(start)
    word = lead.word(0)
    if word in _SETS and not (word == "a" and _describes(content, end)):
        return None
    if word in vocabulary("festive"):
        return None
    name = _CAPITAL_BEHIND.match(content, end)
    if name is not None and name[1].lower() in (
        vocabulary("weekday_tails") | vocabulary("papers")
    ):
        return None  # "Sunday Times", "Friday Night Lights"
    number = WEEKDAYS[content[start:end].lower()]
    if placed := read_placed(reading, number, start, end):
        return placed
    if counted := (
        read_before_last(reading, number, start, end)
        or read_week_on(reading, number, start, end)
    ):
        return counted
    if is_numbered(word):
        return None  # "the second Tuesday" is one of a month that is not named
    if numbered := _NUMBERED.match(content, end):
        day = _nearest(base, number, int(numbered[1]))
        interval = intervals.day_after(day, 0) if day else None
        return DateSpot(start, numbered.end(), interval) if interval else None
    days, start = _days(reading, base, number, lead, start, end)
    if part := _PART.match(content, end):
        end = part.end()
    start = extend(reading, start, _LEADS)
    interval = intervals.day_after(base, days)
    return DateSpot(start, end, interval) if interval else None


def _nearest(base: date, weekday: int, number: int) -> date | None:
    """The day of a month that is on a weekday, nearest to a day; before it if two."""
    first = base.toordinal()
    for apart in range(_FARTHEST):
        for ordinal in (first - apart, first + apart):
            if 0 < ordinal <= date.max.toordinal():
                day = date.fromordinal(ordinal)
                if (day.weekday(), day.day) == (weekday, number):
                    return day
    return None


def _describes(content: str, end: int) -> bool:
    """Whether "a Wednesday" is one day, as in "a Wednesday statement"."""
    match = _WORD_BEHIND.match(content, end)
    return match is not None and match[1] not in vocabulary("no_nouns")


def _days(
    reading: DatedText, base: date, number: int, lead: Lead, start: int, end: int
) -> tuple[int, int]:
    """The days from publication to a weekday, and where its words begin."""
    back = (base.weekday() - number) % 7
    word, next_word = lead.word(0), lead.word(1)
    if word in ("last", "past", "previous", "this", "next", "coming", "following"):
        start = lead.start(0)
        if next_word in ("this", "the"):
            start = lead.start(1)
    if word == "next" or (word in ("coming", "following") and next_word != "of"):
        return 7 - back, start
    if word == "last" or (word == "past" and next_word == "this"):
        return -(back or 7), start
    if word == "previous":
        return -back - 7, start
    if word == "this" and back:
        said = tense(reading.content, start, end)
        return (-back if said < 0 else 7 - back), start
    if (joined := _joined(reading, base, number, lead, start)) is not None:
        return joined, start
    if back and _is_ahead(reading, lead, start, end, back):
        return 7 - back, start
    return -back, start


def _joined(
    reading: DatedText, base: date, number: int, lead: Lead, start: int
) -> int | None:
    """The days to a weekday joined to another: the Sunday of "Saturday and Sunday"."""
    latest, content = reading.latest, reading.content
    if latest is None:
        return None
    between = content[latest.end : min(start, latest.end + _CLOSE)]
    if not _LINK.fullmatch(between) and not (
        lead.word(0) in _REACHING and len(between) < _CLOSE and ". " not in between
    ):
        return None
    there = latest.interval.start
    if _NAMES[there.weekday()] not in content[latest.start : latest.end].lower():
        return None
    days = (there - base).days + ((number - there.weekday()) % 7 or 7)
    return days if there > base or days <= 0 or _TO.fullmatch(between) else None


def _is_ahead(reading: DatedText, lead: Lead, start: int, end: int, back: int) -> bool:
    """Whether the next such weekday is meant; ``back``: days since the last one."""
    if lead.word(0) in ("since", "after", "following"):
        return lead.word(0) == "after" and tense(reading.content, start, end) is FUTURE
    if back > 1 and _looks_ahead(lead):
        return True
    # what the present tense says of the day before is mostly a caption's
    said = tense(reading.content, start, end, outings=back > 1)
    if said is UNKNOWN and back > 1 and _may_name_event(lead):
        event = _EVENT_AFTER.match(reading.content, end)
        return event is not None and not vocabulary("events").isdisjoint(
            event[0].lower().split()
        )
    return said is FUTURE


def _may_name_event(lead: Lead) -> bool:
    """Whether an event may lie ahead, unlike that of "from Sunday's vote"."""
    return lead.word(0) not in ("the", "from") or lead.word(1) in ("before", "until")


def _looks_ahead(lead: Lead) -> bool:
    """Whether the words before say so: "ahead of", "in the run-up to", "starting"."""
    at = 1 if lead.word(0) in ("the", "this", "on") else 0
    pair = (lead.word(at + 1), lead.word(at))
    if lead.word(0) == "come":
        return lead.word(1) not in vocabulary("past_auxiliaries") | {"have", "has"}
    return pair in _AHEAD or lead.word(at) in ("starting", "beginning", "effective")


def read_day_word(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read "yesterday", "today", "tomorrow", "tonight"."""
    content, base = reading.content, reading.base
    if base is None:
        return None
    text = content[start:end]
    if text[0].isupper() and content[max(0, start - 2) : start][:1].isalpha():
        return None  # "USA Today"
    days = _DAYS[text.lower()]
    lead = reading.before(start)
    if text == "tomorrow" and lead.word(0) == "of":
        return None  # "the leaders of tomorrow"
    if " ".join([lead.word(1), lead.word(0), text.lower()]) in _DOUBLED:
        days, start = 2 * days, lead.start(1)
        if lead.word(2) == "the":
            start = lead.start(2)
    elif part := _PART.match(content, end):
        end = part.end()
    start = extend(reading, start, _LEADS)
    interval = intervals.day_after(base, days)
    return DateSpot(start, end, interval) if interval else None


def read_part_of_day(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read "last night", "this morning", "later this afternoon"."""
    if reading.content.startswith("night", start) and (
        nights := read_nights(reading, start, end)
    ):
        return nights
    base, lead = reading.base, reading.before(start)
    word = lead.word(0)
    last_night = word == "last" and reading.content[start:end] == "night"
    if base is None or not (last_night or word == "this"):
        return None
    interval = intervals.day_after(base, -1 if last_night else 0)
    start = extend(reading, lead.start(0), _LEADS)
    return DateSpot(start, end, interval) if interval else None
