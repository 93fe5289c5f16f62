"""A value of a field of codes or dates → the leaf that asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Final

from ..codes.dates import find_date, parse_dates
from ..codes.periods import period_code
from ..messages import Message, english, said
from ..model.facets import canonicalise
from ..model.fields import COUNTRY_FIELDS, FIELDS, PRESENCE, FieldKind
from ..model.hits import NoticeKind
from .limits import MAX_RANGES, QueryLimits
from .syntax import Lexeme, quoted
from .tree import DateRange, Exact, Not, Query

__all__ = ["Unknown", "Values"]

_NO_DATE: Final = english(
    "“%(value)s” is not a known date; write 2019, 2019-06, 2019..2020. "
    "It was searched as words."
)
_DATE_OF_WORDS: Final = english(
    "“%(value)s” is not a known date and was searched as words; a date of several "
    "words needs quotation marks: %(quoted)s"
)
_NO_COUNTRY: Final = english(
    "“%(value)s” is not a known country. It was searched as words."
)
_NO_LANGUAGE: Final = english(
    "“%(value)s” is not a known language. It was searched as words."
)
_NO_FIELD: Final = english(
    "“%(value)s” is not a known field. It was searched as words."
)
_UNKNOWN: Final = {
    **dict.fromkeys(COUNTRY_FIELDS, (NoticeKind.UNKNOWN_COUNTRY, _NO_COUNTRY)),
    "language": (NoticeKind.UNKNOWN_LANGUAGE, _NO_LANGUAGE),
    PRESENCE: (NoticeKind.UNKNOWN_FIELD, _NO_FIELD),
}


class Unknown(Exception):
    """A field has no such value; a notice says so, and it is searched as words."""


class Values:
    """Makes the leaves for the codes and dates of one query.

    Args:
        limits: takes the notices of what was cut or understood differently.
    """

    def __init__(self, limits: QueryLimits) -> None:
        self._limits = limits
        self._ranges: set[DateRange] = set()

    def leaf(
        self, lexeme: Lexeme, field: str, following: Iterable[str] = ()
    ) -> Query | None:
        """Return the leaf for a value, or ``None`` if the query has too many like it.

        Args:
            following: the words after it, which may belong to a date.

        Raises:
            Unknown: if the field has no such value.
        """
        if lexeme.text.strip().lower() == "none" and field != PRESENCE:
            return Not(Exact(PRESENCE, field))
        if FIELDS[field].kind is FieldKind.DATE:
            return self._date(lexeme, field, following)
        code = canonicalise(field, lexeme.text)
        if code is not None:
            return Exact(field, code)
        kind, template = _UNKNOWN[field]
        self._limits.add_notice(kind, lexeme, Message(template, {"value": lexeme.text}))
        raise Unknown(lexeme.text)

    def _date(
        self, lexeme: Lexeme, field: str, following: Iterable[str]
    ) -> DateRange | None:
        dates = parse_dates(lexeme.text)
        if dates is not None:
            if dates.swapped:
                self._swapped(lexeme)
            return self._range(lexeme, DateRange(dates.start, dates.end, field))
        if date := find_date(chain([lexeme.text], following)):
            written = f"{field}:{quoted(date)}"
            values = {"value": lexeme.text, "quoted": written}
            message = Message(_DATE_OF_WORDS, values)
        else:
            message = Message(_NO_DATE, {"value": lexeme.text})
        self._limits.add_notice(NoticeKind.BAD_DATE, lexeme, message)
        raise Unknown(lexeme.text)

    def _range(self, lexeme: Lexeme, dates: DateRange) -> DateRange | None:
        """A range of dates; ``None`` if the query compares too many already."""
        if dates.field != "published" and not period_code(dates.start, dates.end):
            self._ranges.add(dates)
            if len(self._ranges) > MAX_RANGES:
                self._ranges.remove(dates)
                self._limits.add_notice(
                    NoticeKind.TOO_MANY_WORDS,
                    lexeme,
                    said(
                        "Only %(most)s ranges of dates mentioned are searched; "
                        "this one was left out.",
                        most=MAX_RANGES,
                    ),
                )
                return None
        return dates

    def _swapped(self, lexeme: Lexeme) -> None:
        first, _, last = lexeme.text.partition("..")
        value = f"{last.strip(' .')}..{first.strip()}"
        self._limits.add_notice(
            NoticeKind.SWAPPED_DATES,
            lexeme,
            said(
                "The dates were the wrong way round; “%(value)s” was searched.",
                value=value,
            ),
        )
