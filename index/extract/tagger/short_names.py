"""Single words that belong to a person the same article names in full.

"Sun" of "Sun Ruiwen" may be taken for a newspaper and "Washington" of "MaliVai
Washington" for the city, where a sentence tells nothing else; "Law" of "S. Law" may be
passed over, as it is mostly no name. Companies are called by the family names of their
founders, never by given names: an organisation is taken back only where its word is the
first of a full name. A place is, where it is the last of one and nothing is said to
happen in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from search.model.article import TextField

from ..spans import NamedSpan, NameKind

__all__ = ["GIVEN_IN_TWO", "Alone", "settle_short_names"]

GIVEN_IN_TWO: Final = re.compile(r"[A-Z][a-z]+-[a-z]+")
"""A Korean or Taiwanese given name, as no other is written."""

_REACH: Final = 12
"""Characters before a name in which such a word is looked for."""

_SHORTEST: Final = 3
"""Letters of a family name that is looked for by itself."""

_LONGEST: Final = 30
"""Characters that are looked at for the word before."""

_ENDINGS: Final = '.!?:\n"”'
"""Behind these a sentence begins, or something said."""


@dataclass(frozen=True, slots=True)
class Alone:
    """What a language tells of single words that somebody is called by.

    Attributes:
        within: matches a word before a place in which something happens: "in ".
        is_country: tells the words that name countries.
        never: words that stand alone with a capital, whoever is called so: "March".
        passed_over: whether a word that the tagger found to be no name may be one.
        stays: whether a place that something happens in is one all through the article.
    """

    within: re.Pattern[str]
    is_country: Callable[[str], bool]
    never: frozenset[str]
    passed_over: bool = True
    stays: bool = True


def settle_short_names(
    names: Sequence[NamedSpan], texts: Mapping[TextField, str], alone: Alone
) -> list[NamedSpan]:
    """Return the names in their order, with all single words of people as people.

    Args:
        names: those of an article, in reading order, apart.
        texts: the texts they are in, by their fields, in the same order.
        alone: what their language tells.
    """
    written = [texts[name.field][name.start : name.end] for name in names]
    full = {
        tuple(words.split())
        for name, words in zip(names, written, strict=True)
        if name.kind is NameKind.PERSON and not words.isalpha()
    }
    full = {parts for parts in full if len(parts) > 1}
    if not full:
        return list(names)
    done = _bound(names, written, full, texts, alone)
    if not alone.passed_over:
        return done
    more = list(_passed_over(done, full, texts, alone.never))
    if more:
        order = {field: at for at, field in enumerate(texts)}
        done = sorted(done + more, key=lambda name: (order[name.field], name.start))
    return done


def _bound(
    names: Sequence[NamedSpan],
    written: Sequence[str],
    full: Iterable[tuple[str, ...]],
    texts: Mapping[TextField, str],
    alone: Alone,
) -> list[NamedSpan]:
    given = {parts[0] for parts in full if not parts[0].isupper()}
    family = {parts[-1] for parts in full}
    ends = {" ".join(parts[at:]) for parts in full for at in range(1, len(parts) - 1)}
    told = {
        (name, words)
        for name, words in zip(names, written, strict=True)
        if name.kind is NameKind.PLACE
        and words in family
        and (
            alone.is_country(words)
            or _is_within(texts[name.field], name.start, alone.within)
        )
    }
    places = {words for _, words in told} if alone.stays else set()
    back = {
        NameKind.ORGANISATION: given | ends,
        NameKind.PLACE: (family | ends) - places,
    }
    return [
        name._replace(kind=NameKind.PERSON)
        if words in back.get(name.kind, ()) and (name, words) not in told
        else name
        for name, words in zip(names, written, strict=True)
    ]


def _passed_over(
    names: Iterable[NamedSpan],
    full: Iterable[tuple[str, ...]],
    texts: Mapping[TextField, str],
    never: frozenset[str],
) -> Iterator[NamedSpan]:
    """Yield where a family name stands alone and is no name yet.

    Alone is what stands in a sentence, not at its beginning, between words in small
    letters.
    """
    wanted = {word for parts in full for word in _family_name(parts)} - never
    for field, text in texts.items() if wanted else ():
        own = [name for name in names if name.field is field]
        starts = [name.start for name in own]
        for word in wanted:
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                place = bisect_left(starts, end)
                if not (place and own[place - 1].end > at) and _is_alone(text, at, end):
                    yield NamedSpan(field, at, end, NameKind.PERSON)
                at = text.find(word, end)


def _family_name(parts: tuple[str, ...]) -> Iterator[str]:
    asian = len(parts) == 2 and GIVEN_IN_TWO.fullmatch(parts[1])
    family = parts[0] if asian else parts[-1]
    capital = family[0].isupper() and not family.isupper()
    if capital and len(family) >= _SHORTEST:
        yield family


def _is_alone(text: str, start: int, end: int) -> bool:
    before = text[max(start - _LONGEST, 0) : start].split(" ")
    if len(before) < 2 or before[-1] or not before[-2]:
        return False
    word, after = before[-2], text[end : end + 2]
    if word[-1] in _ENDINGS or (word[0].isupper() and word[-1] not in ",;"):
        return False
    joins = after[:1].isalnum() or after[:1] in ("-", "_")
    return not joins and not (after[:1].isspace() and after[1:].isupper())


def _is_within(text: str, start: int, within: re.Pattern[str]) -> bool:
    return within.search(text, max(start - _REACH, 0), start) is not None
