"""The text of a query → lexemes with their offsets; the grammar is the parser's.

Characters that people type or paste for one another (curly quotes, full-width signs)
are unified one for one, so that offsets stay true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from ..messages import said
from ..model.fields import FIELDS
from ..model.hits import Notice, NoticeKind

__all__ = ["ADDRESS", "LexemeKind", "Lexeme", "bare_address", "lex", "quoted"]

_FULL_WIDTH: Final = 0xFEE0
"""The distance from an ASCII sign to its full-width form in Unicode."""

_DASHES: Final = dict.fromkeys("–—", " ")
"""They part words, but join the bounds of a date: "2019–2020"."""

_SAME: Final = str.maketrans(
    {
        **{chr(code + _FULL_WIDTH): chr(code) for code in range(0x21, 0x7F)},
        **dict.fromkeys("“”„‟«»‹›❝❞″〝〞〟「」『』", '"'),
        **dict.fromkeys("−‐‑", "-"),
        "\x00": " ",
    }
)
_GROUPED: Final = re.compile("(?<=[0-9])[\xa0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
"""A space in a number that was pasted: "10 000"."""
_LEFT_OUT: Final = re.compile(r"(?<=\s)–(?=[^\W\d_])")
"""A dash that a program for writing made of the minus before a word."""
_WORDS_APART: Final = str.maketrans(_DASHES)
UNSEEN: Final = (
    "\xad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that nobody sees; pasted text has them around its words."""

_OPERATORS: Final = {"AND": "and", "&&": "and", "OR": "or", "||": "or", "|": "or"}
_FIELD = re.compile(rf"([A-Za-z_]+)[{UNSEEN}]*:(?!/)")
_WORD = re.compile(r'[^\s"()]+')
ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s/.]{1,63}\.", re.IGNORECASE)
"""How the address of a page begins; signs in it are none of a query."""
_BARE = re.compile(r"(?:https?://)?(?:www\.)?([^?#]*)", re.IGNORECASE)
_JOINED = re.compile(r"\|\|?|&&")
_LISTED = re.compile(r"(?<=[^\W\d_])[,;+](?=[^\W\d_])")
"""A sign between words that are typed as a list without spaces."""
_NEARNESS = re.compile(r"~(\d{0,4})\d*")
_NEAR = re.compile(r"(?:NEAR|BEFORE)/(\d{1,4})\d*")

_USUAL_DISTANCE: Final = 5
"""How many words apart the words of ``"two words"~`` may be."""


class LexemeKind(Enum):
    """What a lexeme is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    BEFORE = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the query, ``[start, end)`` of its text.

    ``text`` is the word, the phrase without its quotes, or the field's name;
    ``distance`` how many words apart the words of a phrase, or the two sides of an
    operator, may be; ``exact`` whether only these forms of a phrase's words are meant.
    """

    kind: LexemeKind
    text: str
    start: int
    end: int
    distance: int | None = None
    exact: bool = False


def lex(text: str) -> tuple[list[Lexeme], list[Notice]]:
    """Cut a query into lexemes, in time linear in its length."""
    same = _LEFT_OUT.sub("-", _GROUPED.sub(",", text.translate(_SAME)))
    return _Lexer(same.translate(_WORDS_APART), same).run()


def bare_address(address: str) -> str:
    """Return the address of a page without its protocol and what follows its path."""
    found = _BARE.match(address)
    return found[1] if found is not None else address


def quoted(text: str) -> str:
    """Return words as one phrase of a query, without quotation marks in between."""
    words = text.translate(_SAME).translate(_WORDS_APART).replace('"', " ").split()
    return f'"{" ".join(words)}"'


class _Lexer:
    """Cuts a text, of which ``values`` is the same with the dashes of dates."""

    def __init__(self, text: str, values: str) -> None:
        self.text = text
        self.values = values
        self.at = 0
        self.lexemes: list[Lexeme] = []
        self.notices: list[Notice] = []

    def run(self) -> tuple[list[Lexeme], list[Notice]]:
        while self.at < len(self.text):
            char = self.text[self.at]
            if char.isspace() or char in UNSEEN:
                self.at += 1
            elif char == '"':
                self._phrase(self.at)
            elif self.text.startswith('="', self.at):
                self._phrase(self.at + 1)
            elif char in "()":
                self._put(
                    LexemeKind.OPEN if char == "(" else LexemeKind.CLOSE,
                    char,
                    self.at + 1,
                )
            elif char in "-+" and (self._starts_value(self.at) or self._is_value()):
                self._sign(char)
            else:
                self._word()
        return self.lexemes, self.notices

    def _put(
        self, kind: LexemeKind, text: str, end: int, distance: int | None = None
    ) -> None:
        self.lexemes.append(Lexeme(kind, text, self.at, end, distance))
        self.at = end

    def _starts_value(self, at: int) -> bool:
        before = self.text[:at].rstrip(UNSEEN)[-1:] or " "
        return before.isspace() or before in '()"'

    def _phrase(self, quote: int) -> None:
        close = self.text.find('"', quote + 1)
        end = len(self.text) if close < 0 else close
        if close < 0:
            self.notices.append(
                Notice(
                    NoticeKind.UNBALANCED_QUOTE,
                    quote,
                    quote + 1,
                    said(
                        "The quotation mark is never closed; "
                        "everything after it was taken as one phrase."
                    ),
                )
            )
        text = (self.values if self._is_value() else self.text)[quote + 1 : end]
        end += close >= 0
        distance = None
        if near := _NEARNESS.match(self.text, end):
            distance = int(near[1]) if near[1] else _USUAL_DISTANCE
            end = near.end()
        exact = quote > self.at
        self.lexemes.append(
            Lexeme(LexemeKind.PHRASE, text, self.at, end, distance, exact)
        )
        self.at = end

    def _sign(self, char: str) -> None:
        after = self.text[self.at + 1 : self.at + 2]
        if char == "-" and after and not after.isspace() and after not in "-)":
            self._put(LexemeKind.NOT, "-", self.at + 1)
        else:
            self.at += 1  # a dash between words, or a "+" that changes nothing

    def _word(self) -> None:
        if named := _FIELD.match(self.text, self.at):
            name = named[1].lower()
            if name in FIELDS and FIELDS[name].in_query:
                self._put(LexemeKind.FIELD, name, named.end())
                return
        found = _WORD.match(self.values if self._is_value() else self.text, self.at)
        assert found is not None
        word = found[0]
        if joined := _JOINED.search(word):  # "flood||rain"
            word = word[: joined.start()] or joined[0]
        elif ADDRESS.match(word):
            pass  # commas in it are its own
        elif (listed := _LISTED.search(word)) and not self._is_value():
            word = word[: listed.end()]
        end = self.at + len(word)
        bare = word.rstrip(UNSEEN)
        if bare in _OPERATORS:
            kind = LexemeKind.AND if _OPERATORS[bare] == "and" else LexemeKind.OR
            self._put(kind, bare, end)
        elif bare == "NOT":
            self._put(LexemeKind.NOT, bare, end)
        elif near := _NEAR.fullmatch(bare):
            kind = LexemeKind.NEAR if bare[0] == "N" else LexemeKind.BEFORE
            self._put(kind, bare, end, int(near[1]))
        else:
            if named and named.end() < end:
                self._unknown_field(named)
            self._put(LexemeKind.WORD, word, end)

    def _is_value(self) -> bool:
        """Whether what begins here is the value of a field."""
        return bool(self.lexemes) and self.lexemes[-1].kind is LexemeKind.FIELD

    def _unknown_field(self, named: re.Match[str]) -> None:
        known = ", ".join(name for name, field in FIELDS.items() if field.in_query)
        self.notices.append(
            Notice(
                NoticeKind.UNKNOWN_FIELD,
                named.start(),
                named.end(),
                said(
                    "There is no field “%(name)s”, so it was searched as a word. "
                    "The fields are %(known)s.",
                    name=named[1],
                    known=known,
                ),
            )
        )
