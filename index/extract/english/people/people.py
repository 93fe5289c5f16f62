"""People: the tagger's spans of persons, trimmed and resolved to one another.

A span may hold a title or a "By" that is no part of the name, end with its line, or be
in capitals. The tagger may miss in one place a name that it found in another.
``resolve`` decides which mentions are of one person.

Offsets are half-open ranges of characters into the title or the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from search.analysis.suffixes import GENERATIONS, NUMERALS, ROMAN, SPELT, SUFFIXES
from search.model.article import Person

from ....word_lists import list_key
from ...people.candidates import PersonCandidate
from ...people.resolve import resolve_people
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText
from ..words import data_lines, vocabulary, word_list
from .given_names import family_first, given_name
from .joint import joint_names, with_suffixes
from .mended import mend_words, nickname_after
from .missed import find_missed
from .titles import NO_TITLE, Title, gender_of, title_before

__all__ = ["find_people"]

_Keys = tuple[str, ...]

_MOST_WORDS: Final = 6
_ODD: Final = re.compile(r"\d|^[A-Z]-")  # "Covid-19", "R-Texas"
_TOKEN: Final = re.compile(r"\S+")
_RELATIVE: Final = (
    "(?:wife|husband|widow|widower|spouse|son|daughter|father|mother|brother|sister"
    "|nephew|niece|uncle|aunt|cousin|grandson|granddaughter|grandfather|grandmother"
    "|stepson|stepdaughter|son-in-law|daughter-in-law|first lady|First Lady)"
)
_RELATIVE_BEFORE: Final = re.compile(rf"\b{_RELATIVE},? $")
_RELATIVE_AFTER: Final = re.compile(
    rf", (?:(?:the|his|her)\b|[A-Z][\w.]+['’]s?)(?: [\w’'.-]+){{0,3}}? {_RELATIVE}\b"
)
_RELATIVE_REACH: Final = 50
"""Characters around a name in which a relative is looked for."""

_AGENCIES: Final = frozenset(["AP", "AFP", "EPA", "UPI", "Reuters", "REUTERS"])
"""What may stand before the name of a photographer."""

_CREDIT: Final = re.compile(
    r" ?/ ?(?:The )?(?:Reuters|REUTERS|AP|AFP|EPA|UPI|Getty|GETTY|Bloomberg|Associated"
    r"|New York Times|Washington Post|Pool|POOL|Sipa|SIPA|Zuma|ZUMA|CNP|Shutterstock)\b"
)
"""What follows the name of a photographer."""

_PART_END: Final = re.compile(r"([-'’])")

_EDGES: Final = "\"'“”‘’()[]{}<>*|,;:!?-–—_/\\#@"


def find_people(
    texts: Sequence[ArticleText], named: Sequence[NamedSpan]
) -> tuple[Person, ...]:
    """Return the people named in the texts of one article, in reading order.

    Args:
        texts: the texts of one article.
        named: what the tagger says of them.
    """
    return resolve_people(joint_names(texts, _candidates(texts, named)))


def _candidates(
    texts: Sequence[ArticleText], named: Sequence[NamedSpan]
) -> list[PersonCandidate]:
    """The mentions of people, in no order."""
    found = []
    for text in texts:
        spans = [span for span in named if span.field is text.field]
        for span in with_suffixes(_joined(spans, text.content), text.content):
            if span.kind is NameKind.PERSON and not _CREDIT.match(
                text.content, span.end
            ):
                candidate = _candidate(text, span.start, span.end)
                if candidate is not None:
                    found.append(candidate)
    for text, start, end in find_missed(texts, found, named):
        candidate = _named_there(text, start, end, NO_TITLE)
        if candidate is not None:
            found.append(candidate)
    return found


def _joined(named: Iterable[NamedSpan], content: str) -> list[NamedSpan]:
    """The spans of a text; a name that is broken by a line end becomes one span."""
    joined: list[NamedSpan] = []
    for span in sorted(named, key=attrgetter("start")):
        if (
            joined
            and span.kind is NameKind.PERSON
            and _goes_on(joined[-1], span, content)
        ):
            span = joined.pop()._replace(end=span.end)
        joined.append(span)
    return joined


def _goes_on(held: NamedSpan, span: NamedSpan, content: str) -> bool:
    gap = content[held.end : span.start]
    return (
        held.kind is NameKind.PERSON
        and gap.count("\n") == 1
        and gap.strip() == ""
        and " " not in content[held.start : held.end]
        and held.start > 0
        and content[held.start - 1] == " "
    )


def _candidate(text: ArticleText, start: int, end: int) -> PersonCandidate | None:
    """The person a span names, if it can be one."""
    content = text.content
    if _is_plain(content[start:end]):
        return _named_there(text, start, end, title_before(content, start))
    within = _name_within(content[start:end], nickname_after(content, end))
    if within is None:
        return None
    first, after, last = within
    start, end = start + first, start + after
    if first < last and content[start - 2 : start] == ") ":
        start += last - first  # "Robert (Bob) Swan Mueller": he has his name before it
    title = title_before(content, start)
    return _named_there(text, start, end, title)


@lru_cache(maxsize=65536)
def _name_within(span: str, nickname: str) -> tuple[int, int, int] | None:
    """Where the name in a span begins and ends, and where its last word begins.

    If it has a single word, that is where the name begins.
    """
    words = [(m.start(), m[0]) for m in _TOKEN.finditer(span)]
    words = mend_words(words, nickname)
    while words and _too_much(words):
        del words[0]
    while words and _ends_no_name(words):
        words.pop()
    if not words or len(words) > _MOST_WORDS:
        return None
    (first, word), (last, tail) = words[0], words[-1]
    start = first + len(word) - len(word.lstrip(_EDGES))
    end = last + len(_without_tail(tail))
    if start >= end:
        return None
    return start, end, last if len(words) > 1 else start


@lru_cache(maxsize=65536)
def _is_plain(span: str) -> bool:
    """Whether a span needs no trimming: it is a single word, as most are."""
    return span.isalpha() and span[0].isupper() and span[1:].islower()


def _named_there(
    text: ArticleText, start: int, end: int, title: Title
) -> PersonCandidate | None:
    content = text.content
    form = _form(content[start:end])
    if form is None:
        return None
    keys, suffix = form.keys, form.suffix
    if suffix in GENERATIONS and content[end : end + 1] == ".":
        end += 1
    regal = title.last in vocabulary("royal_titles") and (
        len(keys) == 1 or suffix in NUMERALS
    )
    if regal and (given_name(keys[0]) or (len(keys) == 1 and suffix)):
        start = title.start
        keys = (title.last, *keys)
    elif len(keys) == 1 and (suffix or keys[0] in word_list("titles.txt")):
        return None
    given = len(keys) == 1 and given_name(keys[0]) == 1
    name = _display(content[start:end])
    if not suffix and "_".join(keys) in vocabulary("juniors"):
        suffix, name = "jr", f"{name} Jr."
    mention = text.mention(start, end)
    office = "" if title.last in vocabulary("no_titles") else title.text
    return PersonCandidate(
        mention,
        name,
        keys,
        form.family_first if keys is form.keys else family_first(keys),
        title.last in vocabulary("lone_titles")
        and not (given and title.last in _KNIGHTS),
        suffix=suffix,
        title="" if regal else office,
        gender=gender_of(title.text, keys[0] if len(keys) > 1 else ""),
        given=given,
        before=content[max(0, start - 6) : start],
        relative=len(keys) > 1 and _is_relative(content, start, end),
    )


def _is_relative(content: str, start: int, end: int) -> bool:
    """Whether a name is said to be that of somebody's wife, son, …"""
    before = content[max(0, start - _RELATIVE_REACH) : start]
    return (
        _RELATIVE_BEFORE.search(before) is not None
        or _RELATIVE_AFTER.match(content, end, end + _RELATIVE_REACH) is not None
    )


class _Form(NamedTuple):
    """A name by itself: its words folded, and "jr" or "iii" after them."""

    keys: _Keys
    suffix: str
    family_first: bool


@lru_cache(maxsize=65536)
def _form(name: str) -> _Form | None:
    """What a name is made of, if it can be a person's."""
    written = tuple(name.split())
    keys = tuple(map(_key, written))
    if not all(keys) or keys in _not_names() or _is_no_person(written, keys):
        return None
    suffix = _suffix(written)
    if suffix:
        keys = keys[:-1]
    return _Form(keys, suffix, family_first(keys)) if keys else None


def _suffix(written: Sequence[str]) -> str:
    """The suffix a name ends in, as ``SUFFIXES`` has it; "Vinicius Junior" has none."""
    last = written[-1].rstrip(".,").lower()
    if len(written) > 2:
        last = SPELT.get(last, last)
    return last if last in SUFFIXES else ""


_KNIGHTS: Final = frozenset(["sir", "lady", "lord"])
"""Titles that stand before given names, too."""


def _too_much(words: Sequence[tuple[int, str]]) -> bool:
    """Whether the first word belongs to no name: "By", "President", "the"."""
    first = words[0][1]
    bare = first.strip(_EDGES)
    if not bare or (bare.islower() and bare not in vocabulary("particles")):
        return True
    key = _key(bare)
    if len(words) == 1:
        return False
    if key == "by" or bare in _AGENCIES:
        return True
    if key in word_list("titles.txt") or key in vocabulary("offices"):
        # "Dean Smith" and "Prince Rogers Nelson" begin with what may be a title
        return not given_name(key) or key in vocabulary("lone_titles")
    return False


def _ends_no_name(words: Sequence[tuple[int, str]]) -> bool:
    bare = words[-1][1].strip(_EDGES)
    return not bare or bare.islower() or not bare[0].isalpha()


def _without_tail(word: str) -> str:
    word = word.rstrip(_EDGES)
    if word[-2:] in ("'s", "’s"):
        word = word[:-2]
    bare = word.rstrip(".")
    # the dot of "Jr." and "J." belongs to the name, that of a sentence does not
    ends = bare.lower()
    return word if len(bare) == 1 or ends in SUFFIXES or ends in SPELT else bare


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    """A word folded, without an Arabic article: "al-Sistani" is "sistani"."""
    key = list_key(word.strip(_EDGES))
    return key[3:] if key[:3] in ("al-", "el-") and len(key) > 5 else key


def _is_no_person(written: Sequence[str], keys: _Keys) -> bool:
    """Pronouns, offices, newspapers and ordinary words are no people."""
    if not "".join(written).isalpha() and _ODD.search(" ".join(written)):
        return True
    if len(keys) == 1:
        key = keys[0]
        return len(key) < 2 or key in word_list("not_people.txt") or "." in written[0]
    if keys[-1] in _bodies():
        return not (given_name(keys[0]) == 1 and keys[-1] in word_list("surnames.txt"))
    return _nothings().issuperset(keys) and not given_name(keys[0])


@cache
def _bodies() -> frozenset[str]:
    return word_list("organisations.txt") | vocabulary("papers")


@cache
def _nothings() -> frozenset[str]:
    return word_list("not_people.txt") | word_list("titles.txt")


@cache
def _not_names() -> frozenset[_Keys]:
    return frozenset(
        tuple(list_key(line).split()) for line in data_lines("not_names.txt")
    )


@lru_cache(maxsize=65536)
def _display(name: str) -> str:
    """A name as the press writes it, even if a headline has it in capitals."""
    words = [_calmed(word.strip(_EDGES)) for word in name.split()]
    last = words[-1].rstrip(".").lower()
    if len(words) > 2 and last in SPELT:
        words[-1] = f"{SPELT[last].capitalize()}."
    return " ".join(words)


def _calmed(word: str) -> str:
    if not word.isupper():
        return word
    if word.rstrip(".").lower() in GENERATIONS:
        return word.capitalize()
    letters = sum(map(str.isalpha, word))
    if letters < 3 or "." in word[:-1] or word == "JFK" or ROMAN.fullmatch(word):
        return word
    parts = _PART_END.split(word.lower())
    calm = "".join(part.capitalize() for part in parts)
    return "Mc" + calm[2:].capitalize() if calm[:2] == "Mc" and letters > 4 else calm
