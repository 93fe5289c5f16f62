"""One pass over a text: its capitalised words, and what stands between them.

News names its people and places in capitals, so the rules look only at
capitalised words (a sixth of the text) and at the gaps before them. That is
what keeps them fast. Sentences are not cut out: whether a word opens one is
read off the signs before it.

Offsets are half-open ranges of characters into the text as it is given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from search.model.article import TextField

from ...word_lists import lines, list_key, listed_words, parts
from ..texts import ArticleText, Gap, Word

__all__ = [
    "ArticleText",
    "data_lines",
    "in_ticker",
    "read_text",
    "vocabulary",
    "word_list",
]


# "U.S." and "J." keep their dots; other words may hold inner ' and - ("Jae-in").
# The letter comes before the test that a word begins with it: an expression that
# begins with a set of characters skips all others several times faster.
_WORD = re.compile(
    r"[^\W\d_a-z](?<!\w.)"
    r"(?:(?<=[A-Z])\.(?:[A-Z]\.)*(?![a-z])|[^\W_]*(?:['’-][^\W\d_][^\W_]*)*)"
)
_LISTS: Final = "extract/english/lists"
_QUOTES = " \t\xa0\"'“”‘’([{*•|>"
_TICKER: Final = re.compile(r"<[A-Z0-9]{1,7}(?:\.[A-Z]{1,3})?>")
_LONGEST_TICKER: Final = 12
_LONGEST_WRAPPED_LINE: Final = 100
_LONGEST_HEADLINE: Final = 1000


def read_text(field: TextField, content: str) -> ArticleText:
    """Find the capitalised words of a text, in one pass and linear time."""
    # Hard-wrapped text (old wires) has only short lines; there a line break is
    # a space. Elsewhere it ends a paragraph or a heading.
    wrapped = max(map(len, content.split("\n"))) <= _LONGEST_WRAPPED_LINE
    words = tuple(_words(content, wrapped))
    size = len(content.split()) if len(content) < _LONGEST_HEADLINE else 0
    shouts = size > 3 and 2 * len(words) > size
    return ArticleText(field, content, words, shouts)


def _words(content: str, wrapped: bool) -> list[Word]:
    words: list[Word] = []
    last_end, last_key = 0, ""
    prefixes = vocabulary("prefixes")
    for match in _WORD.finditer(content):
        start, end = match.span()
        text, key, tail = _cut(match[0])
        if not text:
            continue
        if tail:
            end -= tail
        before = content[start - 1] if start else ""
        if before == " " and start == last_end + 1 and last_end:
            words.append(Word(text, start, end, key, Gap.SPACE, False))
            last_end, last_key = end, key
            continue
        if before and before in "-’'" and start > last_end + 2:
            prefix = content[max(last_end, start - 5) : start - 1].rpartition(" ")[2]
            if prefix in prefixes:
                start -= len(prefix) + 1
                text = content[start:end]
                key = list_key(text)
        gap, opens = _gap(content, last_end, start, last_key, wrapped)
        words.append(Word(text, start, end, key, gap, opens))
        last_end, last_key = end, key
    return words


@lru_cache(maxsize=65536)
def _cut(word: str) -> tuple[str, str, int]:
    """A word without "'s" or "-led", folded too, and how much was cut off.

    Nothing where it has no capital: an accented small letter, a CJK sign.
    """
    if not word[0].isupper():
        return "", "", 0
    text = word
    if word[-2:] in ("'s", "’s") and len(word) > 2:
        text = word[:-2]
    elif "-" in word:
        head, _, tail = word.rpartition("-")
        if tail in vocabulary("tails"):  # "US-led", "Modi-led"
            text = head
    return text, list_key(text), len(word) - len(text)


def _gap(
    content: str, last_end: int, start: int, last_key: str, wrapped: bool
) -> tuple[int, bool]:
    """Classify what stands between two words; whether the second opens."""
    if not last_end:
        return Gap.BREAK, _opens(content, last_end, start, wrapped)
    length = start - last_end
    if length == 1:
        sign = content[last_end]
        if sign in " \xa0":
            return Gap.SPACE, False
        if sign == "\n":
            return (Gap.SPACE, False) if wrapped else (Gap.BREAK, True)
        return Gap.BREAK, False
    if 1 < length <= 12:
        between = content[last_end:start]
        if between == ". " and last_key in vocabulary("abbreviations"):
            return Gap.SPACE, False
        if between[0] == " " and vocabulary("particles").issuperset(between.split()):
            if between.strip():
                return Gap.PARTICLE, False
            if "\n" not in between:
                return Gap.SPACE, False
    return Gap.BREAK, _opens(content, last_end, start, wrapped)


def _opens(content: str, last_end: int, start: int, wrapped: bool) -> bool:
    at = start - 1
    while at >= last_end and content[at] in _QUOTES:
        at -= 1
    if at < 0:
        return True
    sign = content[at]
    if sign == "\n":
        # the break after a wrapped line only counts where a paragraph is indented
        return not wrapped or start - at > 1 or content[at - 1 : at] == "\n"
    return sign in ".!?:;…–—" or (sign == "-" and at != start - 1)


def in_ticker(content: str, start: int) -> bool:
    """Return whether an offset lies in a company's sign at an exchange: "<MOUP.PA>".

    Wires write it after the company. "<Airbus Industrie>" is none.
    """
    opened = content.rfind("<", max(start - _LONGEST_TICKER, 0), start)
    if opened < 0:
        return False
    sign = _TICKER.match(content, opened)
    return sign is not None and start < sign.end()


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of one of the English lists."""
    return listed_words(name, _LISTS)


@cache
def vocabulary(name: str) -> frozenset[str]:
    """Return one of the small word lists of ``vocabulary.txt``."""
    return _vocabularies()[name]


@cache
def _vocabularies() -> Mapping[str, frozenset[str]]:
    lists = parts(data_lines("vocabulary.txt"))
    return {name: frozenset(words) for name, words in lists.items()}


def data_lines(name: str) -> list[str]:
    """Return the lines of one of the English lists."""
    return lines(_LISTS, name)
