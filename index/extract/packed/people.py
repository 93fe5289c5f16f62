"""People in a language with a pack: the tagger's spans, resolved to one another.

A German name in the genitive is the same name without its "s" only if the article has
it so as well: "Merkels Partei" is Merkel's where "Merkel" stands, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from search.analysis.suffixes import GENERATIONS, ROMAN, SUFFIXES
from search.model.article import Person

from ...word_lists import list_key
from ..english.people.given_names import family_first, given_name
from ..people.candidates import Keys, PersonCandidate
from ..people.resolve import resolve_people
from ..spans import NamedSpan, NameKind
from ..texts import ArticleText
from .writing import NamePack, name_pack

__all__ = ["find_packed_people"]

_MOST_WORDS: Final = 7
_REACH: Final = 40
"""Characters before a name in which a title is looked for."""
_GENITIVE: Final = frozenset(("de",))
_ODD: Final = re.compile(r"[\d@/|]")
_BEFORE: Final = 6


def find_packed_people(
    texts: Sequence[ArticleText], named: Sequence[NamedSpan], language: str
) -> tuple[Person, ...]:
    """Return the people named in the texts of one article, in reading order.

    Args:
        texts: the texts of one article.
        named: what the tagger says of them.
    """
    pack = name_pack(language)
    by_field = {text.field: text for text in texts}
    spans = [span for span in named if span.kind is NameKind.PERSON]
    words = {
        word
        for span in spans
        for word in by_field[span.field].content[span.start : span.end].split()
    }
    found = (
        _candidate(by_field[span.field], span, pack, words, language) for span in spans
    )
    return resolve_people(candidate for candidate in found if candidate is not None)


def _candidate(
    text: ArticleText,
    span: NamedSpan,
    pack: NamePack,
    words: Iterable[str],
    language: str,
) -> PersonCandidate | None:
    start, end = span.start, span.end
    content = text.content
    written = content[start:end].split()
    if language in _GENITIVE and written and _is_genitive(written[-1], words):
        written[-1] = written[-1][:-1]
        end -= 1
    form = _form(tuple(written))
    if form is None:
        return None
    keys, suffix = form
    title = _title_before(content, start, pack)
    office = "" if title.lower() in pack.addresses else title
    return PersonCandidate(
        text.mention(start, end),
        " ".join(map(_calmed, written)),
        keys,
        family_first(keys),
        bool(title),
        suffix=suffix,
        title=office,
        given=len(keys) == 1 and given_name(keys[0]) == 1,
        before=content[max(0, start - _BEFORE) : start],
    )


def _is_genitive(word: str, words: Iterable[str]) -> bool:
    """Whether a name ends with the "s" of the genitive, as the article tells."""
    return word[-1:] == "s" and len(word) > 3 and word[:-1] in words


@lru_cache(maxsize=65536)
def _form(written: Keys) -> tuple[Keys, str] | None:
    """The words of a name folded, and its "jr"; None if it can be no person's."""
    if not 0 < len(written) <= _MOST_WORDS or _ODD.search(" ".join(written)):
        return None
    if not any(word[:1].isupper() for word in written):
        return None
    keys = tuple(list_key(word) for word in written)
    if not all(keys) or (len(keys) == 1 and len(keys[0]) < 2):
        return None
    suffix = ""
    if len(keys) > 1 and written[-1].rstrip(".,").lower() in SUFFIXES:
        keys, suffix = keys[:-1], keys[-1]
    return keys, suffix


def _title_before(content: str, start: int, pack: NamePack) -> str:
    """The title that ends right before a name, or ""."""
    before = content[max(0, start - _REACH) : start]
    if before[-1:] not in (" ", "\xa0"):
        return ""
    written = before.split()[-1:]
    piece = written[0].replace("’", "'").rpartition("'")[2] if written else ""
    word = piece.lstrip('"“”„«»(').rstrip(".")
    if word.lower() not in pack.titles:
        return ""
    if piece.endswith(".") and word not in pack.writing.abbreviations:
        return ""  # the end of a sentence
    return word[0].upper() + word[1:]


def _calmed(word: str) -> str:
    """A word as the press writes it, even if a headline has it in capitals."""
    if not word.isupper() or sum(map(str.isalpha, word)) < 3 or "." in word[:-1]:
        return word
    if ROMAN.fullmatch(word):
        return word
    if word.rstrip(".").lower() in GENERATIONS:
        return word.capitalize()
    return "-".join(part.capitalize() for part in word.split("-"))
