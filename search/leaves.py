"""The words, phrases and values of a query → leaves of the tree, within limits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Final

from . import analysis
from .dates import date_of_words, parse_dates
from .facets import canonical
from .fields import COUNTRY_FIELDS, FIELDS, PRESENCE, FieldKind
from .lexer import Lexeme, quoted
from .messages import Message, Value, english, said, said_of
from .model import Notice, NoticeKind
from .nearness import has_positions, limited, together
from .patterns import MAX_SIGNS, folded_pattern
from .query import (
    And,
    DateRange,
    Everything,
    Exact,
    Form,
    Fuzzy,
    Not,
    Nothing,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)

__all__ = ["MAX_LEAVES", "MAX_PHRASE", "MAX_WILDCARDS", "MIN_PREFIX", "Leaves"]

MAX_LEAVES: Final = 64
"""Words, phrases and values in one query."""

MAX_WILDCARDS: Final = 5
"""Words with ``*``, ``?`` or ``~`` in one query."""

MAX_PHRASE: Final = 50
"""Words in one phrase."""

MIN_PREFIX: Final = 2
"""Letters beside a ``*`` or ``?``; fewer stand for too many words."""

MIN_FUZZY: Final = {1: 3, 2: 5}
"""Letters of a word that may be so many letters off."""

# "flood^2", "/fl.*d/" mean something to other engines.
_OTHER_SIGNS: Final = re.compile(r"\w\^[\d.]*$|^/.+/$")
_FUZZY: Final = re.compile(r"(.*\w)~(\d*)")

# Fields whose quoted value is one entity, not a run of words in its name.
_ENTITY_FIELDS: Final = ("person", "place", "organisation")


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


class Leaves:
    """Makes the leaves of one query and counts them.

    Attributes:
        count: leaves made so far.
        notices: what was cut, ignored or taken otherwise.
    """

    def __init__(self) -> None:
        self.count = 0
        self.notices: list[Notice] = []
        self._wildcards = 0
        self._full = False

    def word(
        self, lexeme: Lexeme, field: str | None, behind: Iterable[str] = ()
    ) -> Query | None:
        """Return the leaf of an unquoted word, or ``None`` if it has no letters.

        Args:
            behind: the words behind it, which may belong to a date.
        """
        if field is not None and FIELDS[field].kind in (FieldKind.CODE, FieldKind.DATE):
            return self._value(lexeme, field, behind)
        text = lexeme.text
        if set(text) == {"*"}:
            self.count += 1
            return Everything()
        if text.startswith("=") and len(text) > 1:
            return self._form(lexeme, field)
        if _FUZZY.fullmatch(text):
            return self._fuzzy(lexeme, field)
        if text.startswith("*") and text.strip("*"):
            self._notice(
                NoticeKind.WILDCARD,
                lexeme,
                said("A word cannot begin with a *; it was left out."),
            )
            text = text.lstrip("*")
            lexeme = replace(lexeme, text=text)
        if "*" in text.rstrip("*") or re.search(r"\w\?[\w*?]", text):
            return self._pattern(lexeme, field)
        if text.endswith("*"):
            return self._prefix(lexeme, field)
        if _OTHER_SIGNS.search(text):
            self._notice(
                NoticeKind.WILDCARD,
                lexeme,
                said(
                    "The sign ^ and regular expressions mean nothing here; "
                    "this was searched as words."
                ),
            )
        return self._words(lexeme, field)

    def phrase(self, lexeme: Lexeme, field: str | None) -> Query | None:
        """Return the leaf of a quoted phrase, or ``None`` if it has no letters."""
        if field is not None and FIELDS[field].kind in (FieldKind.CODE, FieldKind.DATE):
            return self._value(lexeme, field)
        if lexeme.exact:
            return self._form(lexeme, field)
        if lexeme.distance is not None:
            return self._apart(lexeme, lexeme.distance, field)
        if field in _ENTITY_FIELDS and len(analysis.terms(lexeme.text)) > 1:
            taken = self.take(lexeme)
            return Exact(field, analysis.key(lexeme.text)) if taken else None
        return self._words(lexeme, field)

    def _notice(self, kind: NoticeKind, lexeme: Lexeme, message: Message) -> None:
        self.notices.append(Notice(kind, lexeme.start, lexeme.end, message))

    def take(self, lexeme: Lexeme, leaves: int = 1) -> bool:
        """Count so many leaves more; false where that would be too many."""
        if self.count + leaves <= MAX_LEAVES:
            self.count += leaves
            return True
        if not self._full:
            self._full = True
            self._notice(
                NoticeKind.TOO_MANY_WORDS,
                lexeme,
                said("Only the first %(most)s words were searched.", most=MAX_LEAVES),
            )
        return False

    def _words(self, lexeme: Lexeme, field: str | None) -> Query | None:
        terms = analysis.terms(lexeme.text)
        if not terms:
            # letters without a word: longer than anything that is indexed
            too_long = any(map(str.isalnum, lexeme.text))
            return Nothing() if too_long and self.take(lexeme) else None
        if not self.take(lexeme):
            return None
        if len(terms) == 1:
            return Term(terms[0], field)
        if len(terms) > MAX_PHRASE:
            self._notice(
                NoticeKind.TOO_MANY_WORDS,
                lexeme,
                said(
                    "Only the first %(most)s words of the phrase were searched.",
                    most=MAX_PHRASE,
                ),
            )
        return Phrase(tuple(terms[:MAX_PHRASE]), field)

    def _form(self, lexeme: Lexeme, field: str | None) -> Query | None:
        """Words in these very forms; several stand next to each other."""
        found = self._words(replace(lexeme, text=lexeme.text.removeprefix("=")), field)
        match found:
            case Term(term=term):
                return Form(term, field)
            case Phrase(terms=terms) if self.take(lexeme, len(terms)):
                return And((found, *(Form(term, field) for term in terms)))
            case _:
                return found

    def _apart(self, lexeme: Lexeme, asked: int, field: str | None) -> Query | None:
        found = self._words(lexeme, field)
        if not isinstance(found, Phrase):
            return found
        if not has_positions(field):
            self._notice(
                NoticeKind.NEARNESS,
                lexeme,
                said(
                    "Nearness counts in texts only; "
                    "names with all of the words are found."
                ),
            )
            return And(tuple(Term(term, field) for term in found.terms))
        if not self.take(lexeme, len(found.terms) - 2):
            return found
        distance = limited(asked, found.terms[:1])
        self.tell_distance(lexeme, asked, distance)
        return together(found.terms, distance, field)

    def tell_distance(self, lexeme: Lexeme, asked: int, searched: int) -> None:
        """Say that another distance is searched than was asked for."""
        if searched != asked:
            self._notice(
                NoticeKind.NEARNESS,
                lexeme,
                said(
                    "Words may be 1 to %(most)s apart here; %(most)s was taken.",
                    most=searched,
                )
                if asked > searched
                else said("Words are at least 1 apart; 1 was taken."),
            )

    def _stands_for_several(self, lexeme: Lexeme) -> bool:
        """Count one word more that does; false once there are too many."""
        if self._wildcards >= MAX_WILDCARDS:
            self._notice(
                NoticeKind.TOO_MANY_WILDCARDS,
                lexeme,
                said(
                    "Only %(most)s words may hold *, ? or ~; "
                    "here the sign was left out.",
                    most=MAX_WILDCARDS,
                ),
            )
            return False
        if not self.take(lexeme):
            return False
        self._wildcards += 1
        return True

    def _fuzzy(self, lexeme: Lexeme, field: str | None) -> Query | None:
        found = _FUZZY.fullmatch(lexeme.text)
        assert found is not None
        word = replace(lexeme, text=found[1])
        terms = analysis.terms(found[1])
        asked = min(int(found[2][:4] or 1), 9)
        if len(terms) != 1 or "*" in found[1]:
            self._notice(
                NoticeKind.WILDCARD,
                lexeme,
                said("A ~ is understood behind a single word only; it was left out."),
            )
            return self._words(word, field)
        fitting = [n for n, least in MIN_FUZZY.items() if len(terms[0]) >= least]
        distance = min(asked, max(fitting, default=0))
        if distance != asked:
            self._notice(
                NoticeKind.WILDCARD,
                lexeme,
                said_of(
                    distance,
                    "“%(word)s” may be %(number)s letter off at most.",
                    "“%(word)s” may be %(number)s letters off at most.",
                    word=found[1],
                )
                if distance
                else said("“%(word)s” may be no letters off at most.", word=found[1]),
            )
        if not distance:
            return self._words(word, field)
        if not self._stands_for_several(lexeme):
            return self._words(word, field)
        return Fuzzy(terms[0], distance, field)

    def _pattern(self, lexeme: Lexeme, field: str | None) -> Query | None:
        pattern = folded_pattern(lexeme.text)
        letters = pattern.translate({ord("*"): None, ord("?"): None}) if pattern else ""
        if pattern is None or len(letters) < MIN_PREFIX or pattern[0] in "*?":
            message = said(
                "The signs * and ? need %(least)s letters of one word beside them; "
                "this was searched as words.",
                least=MIN_PREFIX,
            )
        elif len(pattern) - len(letters) > MAX_SIGNS:
            message = said(
                "The signs * and ? may stand %(most)s times in a word; "
                "this was searched as words.",
                most=MAX_SIGNS,
            )
        elif self._stands_for_several(lexeme):
            return Wildcard(pattern, field)
        else:
            return self._words(lexeme, field)
        self._notice(NoticeKind.WILDCARD, lexeme, message)
        return self._words(lexeme, field)

    def _prefix(self, lexeme: Lexeme, field: str | None) -> Query | None:
        terms = analysis.terms(lexeme.text)
        if not terms:
            return None
        if len(terms[-1]) < MIN_PREFIX:
            self._notice(
                NoticeKind.WILDCARD,
                lexeme,
                said(
                    "A * needs %(least)s letters before it; it was left out.",
                    least=MIN_PREFIX,
                ),
            )
            return self._words(lexeme, field)
        if not self._stands_for_several(lexeme):
            return self._words(lexeme, field)
        *before, last = terms
        prefix = Prefix(last, field)
        if not before:
            return prefix
        return And((*(Term(term, field) for term in before), prefix))

    def _value(
        self, lexeme: Lexeme, field: str, behind: Iterable[str] = ()
    ) -> Query | None:
        if not self.take(lexeme):
            return None
        if lexeme.text.strip().lower() == "none" and field != PRESENCE:
            return Not(Exact(PRESENCE, field))
        values: dict[str, Value] = {"value": lexeme.text}
        if FIELDS[field].kind is FieldKind.DATE:
            dates = parse_dates(lexeme.text)
            if dates is not None:
                if dates.swapped:
                    self._swapped(lexeme)
                return DateRange(dates.start, dates.end, field)
            kind, template = NoticeKind.BAD_DATE, _NO_DATE
            if date := date_of_words(chain([lexeme.text], behind)):
                template = _DATE_OF_WORDS
                values["quoted"] = f"{field}:{quoted(date)}"
        else:
            code = canonical(field, lexeme.text)
            if code is not None:
                return Exact(field, code)
            kind, template = _UNKNOWN[field]
        self._notice(kind, lexeme, Message(template, values))
        self.count -= 1
        return self._words(lexeme, None)

    def _swapped(self, lexeme: Lexeme) -> None:
        first, _, last = lexeme.text.partition("..")
        self._notice(
            NoticeKind.SWAPPED_DATES,
            lexeme,
            said(
                "The dates were the wrong way round; “%(value)s” was searched.",
                value=f"{last.strip(' .')}..{first.strip()}",
            ),
        )
