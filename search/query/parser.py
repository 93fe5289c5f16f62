"""What a person types → a query tree and notices. Never raises.

::

    query   = any
    any     = all { OR all }
    all     = near { [AND] near }
    near    = unary { ( "NEAR/"n | "BEFORE/"n ) unary }
    unary   = { NOT | "-" } ( "(" any ")" | field ":" { NOT | "-" } value | value )
    value   = word | "="word | word"~"[n] | ["="] '"' words '"' ["~"[n]] | "(" any ")"
    word    = letters and digits; after two of them also "*" and "?"

The limits apply before any engine is asked; notices say what they cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from ..messages import Message, said
from ..model.hits import Notice, NoticeKind
from .habits import notice_habits
from .interpretation import Interpretation
from .leaves import Leaves
from .limits import MAX_DEPTH, MAX_LENGTH
from .pasted import count_groups
from .pattern_phrases import Expanding
from .proximity import count_searches
from .spellings import Respelling
from .syntax import Lexeme, LexemeKind, lex
from .tree import And, MatchAll, Near, Not, Or, Query, simplify

__all__ = ["Lexed", "Parsed", "lex_query", "parse"]

_MOST_OF_A_KIND: Final = 3


@dataclass(frozen=True, slots=True)
class Lexed:
    """A query cut into lexemes, once for all who look at its words.

    Attributes:
        text: what was typed, at most :data:`MAX_LENGTH` characters of it.
        notices: what was cut off or not understood of its signs.
    """

    text: str
    lexemes: tuple[Lexeme, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query tree, and what its author should know about how it was understood."""

    query: Query
    notices: tuple[Notice, ...]


def lex_query(text: str) -> Lexed:
    """Cut a query into lexemes, in time linear in its length."""
    notices = []
    if len(text) > MAX_LENGTH:
        notices.append(
            Notice(
                NoticeKind.TOO_LONG,
                MAX_LENGTH,
                len(text),
                said(
                    "Only the first %(most)s characters were searched.",
                    most=MAX_LENGTH,
                ),
            )
        )
    read = text[:MAX_LENGTH]
    lexemes, lexical = lex(read)
    habits = notice_habits(lexemes)
    return Lexed(read, tuple(lexemes), (*notices, *lexical, *habits))


def parse(
    text: str | Lexed,
    interpret: Callable[[Query], Interpretation] = Interpretation,
    expand: Expanding | None = None,
    respell: Respelling | None = None,
) -> Parsed:
    """Understand as much of a query as can be, in time linear in its length.

    Args:
        text: the query, cut into lexemes or not.
        interpret: returns what a leaf stands for, as names may have aliases; see
            :func:`search.lexicon.resolve.resolve_leaves`.
        expand: returns the words of an index that a pattern in a phrase stands for;
            without it such signs are left out.
        respell: returns how an index writes a word otherwise; used where words are
            near each other.
    """
    lexed = lex_query(text) if isinstance(text, str) else text
    parser = _Parser(list(lexed.lexemes), Leaves(interpret, expand, respell))
    query = simplify(parser.everything())
    notices = [*lexed.notices, *parser.notices, *parser.leaves.limits.notices]
    if lexed.text.strip() and not parser.leaves.limits.count:
        notices.append(
            Notice(
                NoticeKind.NOTHING_TO_SEARCH,
                0,
                len(lexed.text),
                said("There is no word to search for in this, so everything is shown."),
            )
        )
    return Parsed(query, _few(notices))


def _few(notices: list[Notice]) -> tuple[Notice, ...]:
    """The first few of each kind, in order; a query of brackets would fill a page."""
    kept: list[Notice] = []
    seen: Counter[NoticeKind] = Counter()
    for notice in sorted(notices, key=lambda notice: notice.start):
        seen[notice.kind] += 1
        if seen[notice.kind] <= _MOST_OF_A_KIND:
            kept.append(notice)
    return tuple(kept)


_OPERATORS: Final = (
    None,
    LexemeKind.AND,
    LexemeKind.OR,
    LexemeKind.CLOSE,
    LexemeKind.NEAR,
    LexemeKind.BEFORE,
)
"""Lexemes with which no value begins."""


class _Parser:
    """Recursive descent over the lexemes, never deeper than :data:`MAX_DEPTH`."""

    def __init__(self, lexemes: list[Lexeme], leaves: Leaves) -> None:
        self.lexemes = lexemes
        self.at = 0
        self.depth = 0
        self.notices: list[Notice] = []
        self.leaves = leaves

    def everything(self) -> Query:
        """The whole query; a surplus closing parenthesis does not end it."""
        parts = [self._any(None) or MatchAll()]
        while self.at < len(self.lexemes):
            extra = self._next()
            self._notice(
                NoticeKind.UNBALANCED_PARENTHESIS,
                extra,
                said("This parenthesis closes nothing and was left out."),
            )
            parts.append(self._any(None) or MatchAll())
        return And(tuple(parts))

    def _peek(self) -> LexemeKind | None:
        return self.lexemes[self.at].kind if self.at < len(self.lexemes) else None

    def _next(self) -> Lexeme:
        self.at += 1
        return self.lexemes[self.at - 1]

    def _notice(self, kind: NoticeKind, where: Lexeme, message: Message) -> None:
        self.notices.append(Notice(kind, where.start, where.end, message))

    def _any(self, field: str | None) -> Query | None:
        """The parts up to the next closing parenthesis; ``None`` if none."""
        parts = [self._all(field)]
        while self._peek() is LexemeKind.OR:
            operator = self._next()
            part = self._all(field)
            if parts[-1] is None or part is None:
                self._lone(operator)
            parts.append(part)
        known = [part for part in parts if part is not None]
        return Or(tuple(known)) if known else None

    def _all(self, field: str | None) -> Query | None:
        """The parts up to the next OR or closing parenthesis; ``None`` if none."""
        parts: list[Query] = []
        pending: Lexeme | None = None
        while (kind := self._peek()) not in (None, LexemeKind.OR, LexemeKind.CLOSE):
            if kind is LexemeKind.AND:
                operator = self._next()
                if pending or not parts:
                    self._lone(operator)
                pending = operator
                continue
            part = self._near(field)
            if part is not None:
                parts.append(part)
                pending = None
        if pending and parts:
            self._lone(pending)
        return And(tuple(parts)) if parts else None

    def _lone(self, operator: Lexeme) -> None:
        self._notice(
            NoticeKind.LONE_OPERATOR,
            operator,
            said(
                "“%(operator)s” has nothing to join here and was left out.",
                operator=operator.text,
            ),
        )

    def _near(self, field: str | None) -> Query | None:
        """Values between NEAR and BEFORE, each joined to the next."""
        left = self._unary(field)
        found = [] if left is None else [left]
        while self._peek() in (LexemeKind.NEAR, LexemeKind.BEFORE):
            operator = self._next()
            right = self._unary(field)
            if left is None or right is None:
                self._lone(operator)
                found += [part for part in (right,) if part is not None]
            else:
                pair = self._pair(left, operator, right)
                # the first pair says all that its left side said by itself
                found = [*(found[:-1] if found[-1:] == [left] else found), pair]
            left = right or left
        return And(tuple(found)) if found else None

    def _pair(self, left: Query, operator: Lexeme, right: Query) -> Query:
        distance = operator.distance or 0
        ordered = operator.kind is LexemeKind.BEFORE
        query = self.leaves.join(left, right, distance, ordered)
        if query is None:
            self._notice(
                NoticeKind.NEARNESS,
                operator,
                said(
                    "“%(operator)s” works only between words or phrases of one text; "
                    "AND was used here.",
                    operator=operator.text,
                ),
            )
            return And((left, right))
        if not self.leaves.limits.count_leaves(operator, count_searches(query) - 1):
            return And((left, right))
        first = query
        while isinstance(first, And | Or):
            first = first.parts[0]
        if isinstance(first, Near):
            self.leaves.notice_distance(operator, distance, first.distance)
        return query

    def _unary(self, field: str | None) -> Query | None:
        negated = False
        operator = None
        while self._peek() is LexemeKind.NOT:
            operator = self._next()
            negated = not negated
        part = None
        if self._peek() not in _OPERATORS:
            part = self._primary(field)
        if part is None:
            if operator:
                self._lone(operator)
            return None
        return Not(part) if negated else part

    def _primary(self, field: str | None) -> Query | None:
        lexeme = self._next()
        match lexeme.kind:
            case LexemeKind.OPEN:
                return self._group(lexeme, field)
            case LexemeKind.FIELD:
                return self._fielded(lexeme)
            case LexemeKind.PHRASE:
                return self.leaves.phrase(lexeme, field)
            case _:
                if more := count_groups(self.lexemes, self.at - 1):
                    return self._number(lexeme, more, field)
                return self.leaves.word(lexeme, field, self._words_after())

    def _number(self, first: Lexeme, more: int, field: str | None) -> Query | None:
        """The groups of a number as words, or as the number: "10 000" is "10,000"."""
        groups = [first, *(self._next() for _ in range(more))]
        parts = [self.leaves.word(group, field) for group in groups]
        digits = "".join(group.text for group in groups)
        joined = replace(first, text=digits, end=groups[-1].end)
        known = tuple(part for part in parts if part is not None)
        if not self.leaves.limits.has_room(1) or not known:
            return And(known) if known else None
        number = self.leaves.word(joined, field)
        return Or((And(known), number)) if number is not None else And(known)

    def _words_after(self) -> Iterator[str]:
        """The words that follow, up to the next sign or operator."""
        for at in range(self.at, len(self.lexemes)):
            if self.lexemes[at].kind is not LexemeKind.WORD:
                break
            yield self.lexemes[at].text

    def _group(self, opening: Lexeme, field: str | None) -> Query | None:
        if self.depth >= MAX_DEPTH:
            self._notice(
                NoticeKind.TOO_DEEP,
                opening,
                said(
                    "Parentheses are read %(deepest)s deep; this one was left out.",
                    deepest=MAX_DEPTH,
                ),
            )
            return None
        self.depth += 1
        inside = self._any(field)
        self.depth -= 1
        if self._peek() is LexemeKind.CLOSE:
            self._next()
        else:
            self._notice(
                NoticeKind.UNBALANCED_PARENTHESIS,
                opening,
                said(
                    "This parenthesis is never closed; "
                    "it was taken to end with the query."
                ),
            )
        return inside

    def _fielded(self, name: Lexeme) -> Query | None:
        negated = False
        while self._peek() is LexemeKind.NOT:  # "person:-smith"
            self._next()
            negated = not negated
        if self._peek() in (LexemeKind.OPEN, LexemeKind.PHRASE, LexemeKind.WORD):
            value = self._primary(name.text)
            return Not(value) if negated and value is not None else value
        self._notice(
            NoticeKind.EMPTY_VALUE,
            name,
            said(
                "There is no value after “%(field)s:”, so it was left out.",
                field=name.text,
            ),
        )
        return None
