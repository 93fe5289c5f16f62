"""What is typed into the fields of the advanced form → one query. Pure.

The boxes take words and phrases in quotation marks; operators and brackets in them
mean nothing, for the box says what is wanted of its words. Whatever is typed, the
query is understood without a notice, unless it holds more than a query may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from search.analysis.tokens import terms
from search.model.hits import NoticeKind
from search.model.kinds import NAMED_KINDS
from search.query.parser import parse
from search.query.syntax import LexemeKind, lex, quoted
from search.query.tree import And, MatchAll, simplify

__all__ = ["ANYWHERE", "NAME_FIELDS", "PLACES", "Wanted", "compose", "is_plain"]

ANYWHERE: Final = "anywhere"

PLACES: Final = (ANYWHERE, "title", "lead")
"""Where the words are looked for: anywhere, or in a field."""

NAME_FIELDS: Final = (*NAMED_KINDS, "source", "section", "author")
"""The fields a name may be given for."""

_MOST_CLOSED: Final = 20
"""As deep as brackets are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to be found, box by box.

    Attributes:
        every: words that an article has all of.
        phrase: words next to each other.
        some: words of which it has one.
        none: words of which it has none.
        where: one of :data:`PLACES`, for the words above.
        names: pairs of a field of :data:`NAME_FIELDS` and a name.
        existing: a query that has to be met as well.
    """

    every: str = ""
    phrase: str = ""
    some: str = ""
    none: str = ""
    where: str = ANYWHERE
    names: tuple[tuple[str, str], ...] = ()
    existing: str = ""


def compose(wanted: Wanted) -> str:
    """Return the query that finds what is wanted; "" where that is every article."""
    field = "" if wanted.where == ANYWHERE else f"{wanted.where}:"
    parts = [
        *(field + word for word in _words(wanted.every)),
        *(field + phrase for phrase in _phrase(wanted.phrase)),
    ]
    if some := list(_words(wanted.some)):
        parts.append(field + _any(some))
    if none := list(_words(wanted.none)):
        parts.append(f"-{field}{_any(none)}")
    for name_field, name in wanted.names:
        parts += _name(name_field, name)
    return _combined(wanted.existing.strip(), " ".join(parts))


def is_plain(text: str) -> bool:
    """Whether a query asks for all of some words and phrases, and nothing else."""
    parsed = parse(text)
    if parsed.notices:
        return False
    return parse(compose(Wanted(every=text))).query == parsed.query


def _words(text: str) -> Iterator[str]:
    """The words and phrases of a box, each as a query takes it."""
    for lexeme in lex(text)[0]:
        match lexeme.kind:
            case LexemeKind.PHRASE:
                yield from _phrase(lexeme.text)
            case LexemeKind.WORD | LexemeKind.FIELD:
                yield from _word(lexeme.text)
            case _:
                pass


def _word(text: str) -> Iterator[str]:
    """A word as it stands if a query takes it for one, else between quotes."""
    lexemes, notices = lex(text)
    is_word = [lexeme.kind for lexeme in lexemes] == [LexemeKind.WORD]
    if is_word and not notices:
        parsed = parse(text)
        if parsed.notices == () and parsed.query != MatchAll():
            yield text
            return
    yield from _phrase(text)


def _phrase(text: str) -> Iterator[str]:
    """The text as one phrase; nothing where it has no words.

    Signs that stand for letters are left out where a phrase cannot have them.
    """
    phrase = quoted(text)
    if any(notice.kind is NoticeKind.WILDCARD for notice in parse(phrase).notices):
        phrase = quoted(re.sub(r"[*?]", " ", text))
    if parse(phrase).query != MatchAll():
        yield phrase


def _any(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"({' OR '.join(words)})"


def _name(field: str, name: str) -> Iterator[str]:
    """A name of several words is one name; one word is looked for in all names."""
    found = _word(name.strip()) if len(terms(name)) == 1 else _phrase(name)
    yield from (f"{field}:{value}" for value in found)


def _combined(existing: str, added: str) -> str:
    """Both queries in one, told apart by brackets where they have to be."""
    if not existing or not added:
        return existing or added
    meant = simplify(And((parse(existing).query, parse(added).query)))
    best, fewest = f"({existing}) {added}", len(existing)
    for query in _joined(existing, added):
        parsed = parse(query)
        if parsed.query == meant and len(parsed.notices) < fewest:
            best, fewest = query, len(parsed.notices)
        if not fewest:
            break
    return best


def _joined(existing: str, added: str) -> Iterator[str]:
    """Ways to write both; what was never closed is closed, what closes nothing goes."""
    yield f"{existing} {added}"
    for text in dict.fromkeys((existing, _without_strays(existing))):
        for quote in ("", '"'):
            for depth in range(min(text.count("("), _MOST_CLOSED) + 1):
                closed = text + quote + ")" * depth
                yield f"{closed} {added}"
                yield f"({closed}) {added}"
    yield f"{added} {existing}"


def _without_strays(text: str) -> str:
    """The text with a space in place of each bracket that closes nothing."""
    depth = 0
    for lexeme in lex(text)[0]:
        if lexeme.kind is LexemeKind.OPEN:
            depth += 1
        elif lexeme.kind is LexemeKind.CLOSE and depth:
            depth -= 1
        elif lexeme.kind is LexemeKind.CLOSE:
            text = f"{text[: lexeme.start]} {text[lexeme.end :]}"
    return text
