"""The words, phrases and values of a query → leaves of the tree, within limits."""

from __future__ import annotations

import re
from typing import Final

from . import analysis
from .countries import country_code
from .dates import parse_dates
from .fields import FIELDS, FieldKind
from .lexer import Lexeme
from .model import Notice, NoticeKind
from .query import (
    And,
    DateRange,
    Everything,
    Exact,
    Nothing,
    Phrase,
    Prefix,
    Query,
    Term,
)

__all__ = ["MAX_LEAVES", "MAX_PHRASE", "MAX_WILDCARDS", "MIN_PREFIX", "Leaves"]

MAX_LEAVES: Final = 64
"""Words, phrases and values in one query."""

MAX_WILDCARDS: Final = 5
"""Words ending in ``*`` in one query."""

MAX_PHRASE: Final = 50
"""Words in one phrase."""

MIN_PREFIX: Final = 2
"""Characters before a ``*``; fewer stand for too many words."""

# "colo?r", "flod~1", "flood^2", "/fl.*d/" mean something to other engines.
_OTHER_SIGNS: Final = re.compile(r"\w\?\w|\w[~^][\d.]*$|^/.+/$")

# Fields whose quoted value is one entity, not a run of words in its name.
_ENTITY_FIELDS: Final = ("person", "place", "organisation")


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

    def word(self, lexeme: Lexeme, field: str | None) -> Query | None:
        """Return the leaf of an unquoted word, or ``None`` if it has no letters."""
        if field is not None and FIELDS[field].kind in (FieldKind.CODE, FieldKind.DATE):
            return self._value(lexeme, field)
        if set(lexeme.text) == {"*"}:
            self.count += 1
            return Everything()
        if "*" in lexeme.text.strip("*") or lexeme.text.startswith("*"):
            self._notice(
                NoticeKind.WILDCARD,
                lexeme,
                "A * is understood at the end of a word only; this one was left out.",
            )
        elif lexeme.text.endswith("*"):
            return self._prefix(lexeme, field)
        elif _OTHER_SIGNS.search(lexeme.text):
            self._notice(
                NoticeKind.WILDCARD,
                lexeme,
                "Of the signs that stand for letters only a * at the end of a word is "
                "understood; this was searched as words.",
            )
        return self._words(lexeme, field)

    def phrase(self, lexeme: Lexeme, field: str | None) -> Query | None:
        """Return the leaf of a quoted phrase, or ``None`` if it has no letters."""
        if field is not None and FIELDS[field].kind in (FieldKind.CODE, FieldKind.DATE):
            return self._value(lexeme, field)
        if field in _ENTITY_FIELDS and len(analysis.terms(lexeme.text)) > 1:
            taken = self._take(lexeme)
            return Exact(field, analysis.key(lexeme.text)) if taken else None
        return self._words(lexeme, field)

    def _notice(self, kind: NoticeKind, lexeme: Lexeme, text: str) -> None:
        self.notices.append(Notice(kind, lexeme.start, lexeme.end, text))

    def _take(self, lexeme: Lexeme) -> bool:
        """Count one leaf more; false once there are too many."""
        if self.count < MAX_LEAVES:
            self.count += 1
            return True
        if not self._full:
            self._full = True
            self._notice(
                NoticeKind.TOO_MANY_WORDS,
                lexeme,
                f"Only the first {MAX_LEAVES} words were searched.",
            )
        return False

    def _words(self, lexeme: Lexeme, field: str | None) -> Query | None:
        terms = analysis.terms(lexeme.text)
        if not terms:
            # letters without a word: longer than anything that is indexed
            too_long = any(map(str.isalnum, lexeme.text))
            return Nothing() if too_long and self._take(lexeme) else None
        if not self._take(lexeme):
            return None
        if len(terms) == 1:
            return Term(terms[0], field)
        if len(terms) > MAX_PHRASE:
            self._notice(
                NoticeKind.TOO_MANY_WORDS,
                lexeme,
                f"Only the first {MAX_PHRASE} words of the phrase were searched.",
            )
        return Phrase(tuple(terms[:MAX_PHRASE]), field)

    def _prefix(self, lexeme: Lexeme, field: str | None) -> Query | None:
        terms = analysis.terms(lexeme.text)
        if not terms:
            return None
        if len(terms[-1]) < MIN_PREFIX:
            self._notice(
                NoticeKind.WILDCARD,
                lexeme,
                f"A * needs {MIN_PREFIX} letters before it; it was left out.",
            )
            return self._words(lexeme, field)
        if self._wildcards >= MAX_WILDCARDS:
            self._notice(
                NoticeKind.TOO_MANY_WILDCARDS,
                lexeme,
                f"Only {MAX_WILDCARDS} words may end in *; here it was left out.",
            )
            return self._words(lexeme, field)
        if not self._take(lexeme):
            return None
        self._wildcards += 1
        *before, last = terms
        prefix = Prefix(last, field)
        if not before:
            return prefix
        return And((*(Term(term, field) for term in before), prefix))

    def _value(self, lexeme: Lexeme, field: str) -> Query | None:
        if not self._take(lexeme):
            return None
        if FIELDS[field].kind is FieldKind.DATE:
            dates = parse_dates(lexeme.text)
            if dates is not None:
                return DateRange(dates.start, dates.end, field)
            kind, what = NoticeKind.BAD_DATE, "date; write 2019, 2019-06, 2019..2020"
        else:
            code = country_code(lexeme.text)
            if code is not None:
                return Exact(field, code)
            kind, what = NoticeKind.UNKNOWN_COUNTRY, "country"
        self._notice(
            kind,
            lexeme,
            f"“{lexeme.text}” is not a known {what}. It was searched as words.",
        )
        self.count -= 1
        return self._words(lexeme, None)
