"""The words, phrases and values of a query → leaves of the tree, within limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from ..analysis import tokens as analysis
from ..messages import said, said_of
from ..model.fields import FIELDS, FieldKind
from ..model.hits import NoticeKind
from ..model.kinds import NAMED_KINDS
from .interpretation import Interpretation
from .limits import MAX_PHRASE, MAX_SIGNS, MIN_FUZZY, MIN_PREFIX, QueryLimits
from .pasted import also_at_address
from .pattern_phrases import (
    MOST_PHRASES,
    Expanding,
    expand_phrase,
    has_lone_sign,
    has_pattern,
    spell_also,
)
from .proximity import (
    count_searches,
    has_positions,
    join_near,
    limit_distance,
    words_near,
)
from .spellings import Respelling, other_spellings, other_ways
from .syntax import ADDRESS, Lexeme
from .tree import (
    And,
    Exact,
    ExactForm,
    Fuzzy,
    MatchAll,
    MatchNone,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)
from .values import Unknown, Values
from .word_leaves import asks_for_text, folded_pattern

__all__ = ["Leaves"]

# "flood^2", "/fl.*d/" mean something to other engines.
_OTHER_SIGNS: Final = re.compile(r"\w\^[\d.]*$|^/.+/$")
_ONE_SIGN: Final = re.compile(r"\w\?[\w*?]")
# "state-o?ned": a sign in one of several words.
_COMPOUND: Final = re.compile(r"[\w*?][-'’][\w*?]")
# "E*Trade", "M*A*S*H": a star that belongs to a name.
_TRADE: Final = re.compile(r"^\w\*|\*[A-Z][a-z]")
_ASKING: Final = re.compile(r"\w\?{3,}$")
"""Question marks of somebody in earnest, not letters."""
_LEADING: Final = re.compile(r"[*?]+\w")
_FUZZY: Final = re.compile(r"(.*\w)~(\d*)")


class Leaves:
    """Makes the leaves of one query, within its limits.

    Args:
        interpret: returns what a leaf stands for; names may have aliases.
        expand: returns the words of an index that a pattern stands for.
        respell: returns how an index writes a word otherwise.

    Attributes:
        limits: counts the leaves made so far and keeps the notices.
    """

    def __init__(
        self,
        interpret: Callable[[Query], Interpretation] = Interpretation,
        expand: Expanding | None = None,
        respell: Respelling | None = None,
    ) -> None:
        self.limits = QueryLimits()
        self._values = Values(self.limits)
        self._interpret = interpret
        self._expand = expand
        self._respell = respell

    def word(
        self, lexeme: Lexeme, field: str | None, following: Iterable[str] = ()
    ) -> Query | None:
        """Return the leaf of an unquoted word, or ``None`` if it has no letters.

        Args:
            following: the words after it, which may belong to a date.
        """
        if field is not None and FIELDS[field].kind in (FieldKind.CODE, FieldKind.DATE):
            return self._value(lexeme, field, following)
        text = lexeme.text
        if field is None and ADDRESS.match(text):
            return also_at_address(self.limits, self._words(lexeme, None), lexeme)
        if _ASKING.search(text):
            text = text.rstrip("?")
            lexeme = replace(lexeme, text=text)
        if self._expand and has_pattern(text) and _COMPOUND.search(text):
            found = self._pattern_phrase(lexeme, field)
            return spell_also(self.limits, found, lexeme, field, self._respell)
        if set(text) == {"*"}:
            self.limits.count += 1
            return MatchAll()
        if text.startswith("=") and has_pattern(text):
            text = text[1:]  # the words a pattern finds are in no other form
            lexeme = replace(lexeme, text=text, exact=True)
        if text.startswith("=") and len(text) > 1:
            return self._form(lexeme, field)
        if _FUZZY.fullmatch(text):
            return self._fuzzy(lexeme, field)
        if _LEADING.match(text):
            self.limits.add_notice(
                NoticeKind.WILDCARD,
                lexeme,
                said("A word cannot begin with a * or ?; it was left out."),
            )
            text = text.lstrip("*?")
            lexeme = replace(lexeme, text=text)
        if "*" in text.rstrip("*") or _ONE_SIGN.search(text):
            found = self._pattern(lexeme, field)
            return spell_also(self.limits, found, lexeme, field, self._respell)
        if text.endswith("*"):
            found = self._prefix(lexeme, field)
            return spell_also(self.limits, found, lexeme, field, self._respell)
        if _OTHER_SIGNS.search(text):
            self.limits.add_notice(
                NoticeKind.WILDCARD,
                lexeme,
                said(
                    "The sign ^ and regular expressions mean nothing here; "
                    "this was searched as words."
                ),
            )
        return self._spelt(self._words(lexeme, field), lexeme)

    def phrase(self, lexeme: Lexeme, field: str | None) -> Query | None:
        """Return the leaf of a quoted phrase, or ``None`` if it has no letters."""
        if field is not None and FIELDS[field].kind in (FieldKind.CODE, FieldKind.DATE):
            return self._value(lexeme, field)
        if lexeme.distance is not None:
            return self._apart(lexeme, lexeme.distance, field)
        if field in NAMED_KINDS and analysis.terms(lexeme.text):
            if has_pattern(lexeme.text):
                self._notice_no_signs(lexeme)
            if not self.limits.count_leaves(lexeme):
                return None
            name = Exact(field, analysis.key(lexeme.text))
            return name if lexeme.exact else self._spelt(name, lexeme)
        if has_lone_sign(lexeme.text):
            self._notice_no_signs(lexeme)
        if has_pattern(lexeme.text):
            return self._pattern_phrase(lexeme, field)
        if lexeme.exact:
            return self._form(lexeme, field)
        return self._spelt(self._words(lexeme, field), lexeme)

    def _pattern_phrase(self, lexeme: Lexeme, field: str | None) -> Query | None:
        """Any of the phrases that one with ``*`` or ``?`` in a word stands for."""
        found = None
        if self._expand and has_positions(field):
            found = expand_phrase(lexeme, field, self._expand)
        if found is None or found.query is None:
            self._notice_no_signs(lexeme)
            return self._words(lexeme, field)
        if not self.limits.count_pattern(lexeme):
            return self._words(lexeme, field)
        if found.is_cut:
            self.limits.add_notice(
                NoticeKind.WILDCARD,
                lexeme,
                said(
                    "“%(phrase)s” stands for many phrases; "
                    "the %(most)s with the most frequent words were searched.",
                    phrase=lexeme.text,
                    most=MOST_PHRASES,
                ),
            )
        return found.query

    def _notice_no_signs(self, lexeme: Lexeme) -> None:
        message = said("The signs * and ? mean nothing here; they were left out.")
        self.limits.add_notice(NoticeKind.WILDCARD, lexeme, message)

    def _spelt(self, leaf: Query | None, lexeme: Lexeme) -> Query | None:
        """The leaf, or what it stands for, in any of its spellings."""
        if leaf is None:
            return None
        others = other_spellings(leaf, lexeme.text)
        found = leaf if asks_for_text(leaf) else self._interpreted(leaf, lexeme)
        if others and self.limits.has_room(len(others)):
            self.limits.count_leaves(lexeme, len(others))
            return Or((found, *others))
        return found

    def _interpreted(self, leaf: Query, lexeme: Lexeme) -> Query:
        """The leaf, or what it stands for as an alias of names."""
        found = self._interpret(leaf)
        if found.kind:
            message = found.describe(lexeme.text)
            self.limits.add_notice(found.kind, lexeme, message)
        return found.query

    def _words(self, lexeme: Lexeme, field: str | None) -> Query | None:
        terms = analysis.terms(lexeme.text)
        if not terms:
            # letters without a word: longer than anything that is indexed
            too_long = any(map(str.isalnum, lexeme.text))
            return (
                MatchNone() if too_long and self.limits.count_leaves(lexeme) else None
            )
        if not self.limits.count_leaves(lexeme):
            return None
        if len(terms) == 1:
            return Term(terms[0], field)
        if len(terms) > MAX_PHRASE:
            self.limits.add_notice(
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
                return ExactForm(term, field)
            case Phrase() if has_positions(field):  # words of names have one form
                return replace(found, exact=True)
            case _:
                return found

    def _apart(self, lexeme: Lexeme, asked: int, field: str | None) -> Query | None:
        found = self._words(lexeme, field)
        if isinstance(found, Term) and lexeme.exact:
            return ExactForm(found.term, field)
        if not isinstance(found, Phrase):
            return found
        if not has_positions(field):
            self.limits.add_notice(
                NoticeKind.NEARNESS,
                lexeme,
                said(
                    "Words can be near each other only in texts; "
                    "names with all of the words are found."
                ),
            )
            return And(tuple(Term(term, field) for term in found.terms))
        if not self.limits.count_leaves(lexeme, len(found.terms) - 2):
            return found
        distance = limit_distance(asked, found.terms[:1])
        self.notice_distance(lexeme, asked, distance)
        if lexeme.exact:
            return words_near(found.terms, distance, field, exact=True)
        written = [found.terms, *other_ways(lexeme.text)]
        ways = [
            words_near(way, distance, field, respell=self._respell)
            if len(way) > 1
            else Term(way[0], field)
            for way in dict.fromkeys(map(tuple, written))
        ]
        others = sum(map(count_searches, ways[1:]))
        if len(ways) > 1 and self.limits.has_room(others):
            self.limits.count_leaves(lexeme, others)
            return Or(tuple(ways))
        return ways[0]

    def join(
        self, left: Query, right: Query, distance: int, ordered: bool
    ) -> Query | None:
        """Return the query for one side near the other; ``None`` if it makes no sense.

        Other ways to write the words are looked for if there is room for them.
        """
        near = join_near(left, right, distance, ordered=ordered)
        if near is None:
            return None
        wider = join_near(left, right, distance, ordered=ordered, respell=self._respell)
        fits = wider and self.limits.has_room(count_searches(wider))
        return wider if fits else near

    def notice_distance(self, lexeme: Lexeme, asked: int, searched: int) -> None:
        """Say that another distance is searched than was asked for."""
        if searched != asked:
            self.limits.add_notice(
                NoticeKind.NEARNESS,
                lexeme,
                said(
                    "Words may be 1 to %(most)s apart here; %(most)s was used.",
                    most=searched,
                )
                if asked > searched
                else said("Words are at least 1 apart; 1 was used."),
            )

    def _fuzzy(self, lexeme: Lexeme, field: str | None) -> Query | None:
        found = _FUZZY.fullmatch(lexeme.text)
        assert found is not None
        word = replace(lexeme, text=found[1])
        terms = analysis.terms(found[1])
        asked = min(int(found[2][:4] or 1), 9)
        if len(terms) != 1 or "*" in found[1]:
            self.limits.add_notice(
                NoticeKind.WILDCARD,
                lexeme,
                said("A ~ can only follow a single word; it was left out."),
            )
            return self._words(word, field)
        fitting = [n for n, least in MIN_FUZZY.items() if len(terms[0]) >= least]
        distance = min(asked, max(fitting, default=0))
        if distance != asked:
            self.limits.add_notice(
                NoticeKind.WILDCARD,
                lexeme,
                said_of(
                    distance,
                    "“%(word)s” may differ by %(number)s letter at most.",
                    "“%(word)s” may differ by %(number)s letters at most.",
                    word=found[1],
                )
                if distance
                else said("“%(word)s” is too short for a ~.", word=found[1]),
            )
        if not distance:
            return self._words(word, field)
        if not self.limits.count_pattern(lexeme):
            return self._words(word, field)
        return Fuzzy(terms[0], distance, field)

    def _pattern(self, lexeme: Lexeme, field: str | None) -> Query | None:
        pattern = folded_pattern(lexeme.text)
        letters = pattern.translate({ord("*"): None, ord("?"): None}) if pattern else ""
        if pattern is None or len(letters) < MIN_PREFIX or pattern[0] in "*?":
            message = said(
                "The signs * and ? need %(least)s letters of one word next to them; "
                "this was searched as words.",
                least=MIN_PREFIX,
            )
        elif len(pattern) - len(letters) > MAX_SIGNS:
            message = said(
                "The signs * and ? may stand %(most)s times in a word; "
                "this was searched as words.",
                most=MAX_SIGNS,
            )
        elif self.limits.count_pattern(lexeme):
            found = Wildcard(pattern, field)
            words = self._words(lexeme, field) if _TRADE.search(lexeme.text) else None
            return Or((found, words)) if words else found
        else:
            return self._words(lexeme, field)
        self.limits.add_notice(NoticeKind.WILDCARD, lexeme, message)
        return self._words(lexeme, field)

    def _prefix(self, lexeme: Lexeme, field: str | None) -> Query | None:
        terms = analysis.terms(lexeme.text)
        if not terms:
            return None
        if len(terms[-1]) < MIN_PREFIX:
            self.limits.add_notice(
                NoticeKind.WILDCARD,
                lexeme,
                said(
                    "A * needs %(least)s letters before it; it was left out.",
                    least=MIN_PREFIX,
                ),
            )
            return self._words(lexeme, field)
        if not self.limits.count_pattern(lexeme):
            return self._words(lexeme, field)
        *before, last = terms
        prefix = Prefix(last, field)
        if not before:
            return prefix
        return And((*(Term(term, field) for term in before), prefix))

    def _value(
        self, lexeme: Lexeme, field: str, following: Iterable[str] = ()
    ) -> Query | None:
        if not self.limits.count_leaves(lexeme):
            return None
        try:
            return self._values.leaf(lexeme, field, following)
        except Unknown:
            self.limits.count -= 1
            return self._words(lexeme, None)
