"""Organisations: the tagger's spans, brought together by body.

"The", "'s" and punctuation at the edges are trimmed. An acronym is joined to the name
it stands for if the article says so, as in "Bank for International Settlements (BIS)",
or if the whole press uses it (``names/acronyms.txt``).

Offsets are half-open ranges of characters into the title or the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from search.model.article import Mention, Organisation, TextField

from ...names.organisations import body_key
from ...word_lists import list_key
from ..spans import NamedSpan, NameKind
from ..texts import ArticleText
from .places.parties import PARTISANS, is_party_tag
from .words import in_ticker, vocabulary

__all__ = ["find_organisations"]

_EDGES: Final = "\"'“”‘’()[]{}<>*|,;:!?-–—_/\\#@ \n\t"
_WORD: Final = re.compile(r"[^\W_]+")
_LEAD: Final = re.compile(r"the\s+", re.IGNORECASE)
_LETTERS_AFTER: Final = re.compile(r"['’\"”]?\s?\((?:the )?([A-Z][A-Za-z&]{1,9})\)")
_LONGEST: Final = 100


@dataclass(slots=True)
class _Body:
    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Mention] = field(default_factory=list)


def find_organisations(
    texts: Sequence[ArticleText], named: Iterable[NamedSpan]
) -> tuple[Organisation, ...]:
    """Return the bodies named in the texts of one article, in reading order."""
    by_field = {text.field: text for text in texts}
    named = list(named)
    surnames = {
        _last_word(span, by_field) for span in named if span.kind is NameKind.PERSON
    }
    spots = []
    for span in named:
        if span.kind is NameKind.ORGANISATION:
            mention = _trimmed(by_field[span.field], span.start, span.end)
            if mention and not _is_of_somebody(mention, by_field, surnames):
                spots.append(mention)
    letters = _letters(spots, by_field)
    bodies: dict[str, _Body] = {}
    for mention in sorted(spots, key=attrgetter("reading_order")):
        name = " ".join(mention.text.split())
        key = letters.get(name.replace(".", "")) or body_key(name)
        body = bodies.setdefault(key, _Body())
        body.names[name] += 1
        body.mentions.append(mention)
    return tuple(
        Organisation(_usual(body.names), tuple(body.mentions))
        for body in bodies.values()
    )


def _last_word(span: NamedSpan, texts: Mapping[TextField, ArticleText]) -> str:
    return texts[span.field].content[span.start : span.end].rpartition(" ")[2]


def _is_of_somebody(
    mention: Mention, texts: Mapping[TextField, ArticleText], surnames: Set[str]
) -> bool:
    """Whether a word is a person's name: of "the Obama administration"."""
    if " " in mention.text or mention.text.isupper():
        return False
    after = texts[mention.field].content[mention.end : mention.end + 18].split()
    word = after[0].strip(".,;:").removesuffix("'s").removesuffix("’s") if after else ""
    if mention.text in surnames:
        return word in vocabulary("of_somebody")
    return word in vocabulary("of_a_leader")


def _trimmed(text: ArticleText, start: int, end: int) -> Mention | None:
    content = text.content
    if in_ticker(content, start):
        return None
    ticker = content.find(" <", start, end)  # "Boeing Co <BA>"
    if ticker > start:
        end = ticker
    while start < end and content[start] in _EDGES:
        start += 1
    while start < end and content[end - 1] in _EDGES:
        end -= 1
    if content[start:end][-2:] in ("'s", "’s"):
        last = content[start:end].rpartition(" ")[2]
        end -= 0 if list_key(last.replace("’", "'")) in vocabulary("names_in_s") else 2
    lead = _LEAD.match(content, start, end)
    if lead is not None:
        start = lead.end()
    name = content[start:end]
    if end - start < 2 or end - start > _LONGEST or not any(map(str.isupper, name)):
        return None
    if list_key(name) in vocabulary("not_bodies") or name.endswith(PARTISANS):
        return None
    if "-" in name and is_party_tag(name):
        return None
    return text.mention(start, end)


def _letters(
    spots: Iterable[Mention], texts: Mapping[TextField, ArticleText]
) -> dict[str, str]:
    """Acronyms → the key of the name that they follow in brackets."""
    found = {}
    for mention in spots:
        content = texts[mention.field].content
        after = _LETTERS_AFTER.match(content, mention.end)
        if after is not None and _are_initials(after[1], mention.text):
            found[after[1]] = body_key(" ".join(mention.text.split()))
    return found


def _are_initials(letters: str, name: str) -> bool:
    """Whether letters stand, in order, at the beginnings of a name's words."""
    starts = "".join(word[0] for word in _WORD.findall(name)).upper()
    capitals = [letter for letter in letters if letter.isupper()]
    at = 0
    for letter in capitals:
        at = starts.find(letter, at) + 1
        if not at:
            return False
    return len(capitals) > 1


def _usual(names: Counter[str]) -> str:
    """The form used most; one in full is preferred to an acronym or capitals."""
    return max(names, key=lambda name: (not name.isupper(), names[name]))
