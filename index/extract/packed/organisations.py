"""Organisations in a language with a pack: the spans of the tagger, by body.

Names are of one body if they have the same words in any of their forms ("der Deutschen
Bank", "die Deutsche Bank"), or if one is an acronym that stands in brackets after the
other: "Europäische Zentralbank (EZB)".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Final

from search.analysis.registry import analyzer_for
from search.analysis.tokens import key
from search.model.article import Mention, Organisation

from ...names.organisations import spell_out
from ..spans import NamedSpan, NameKind
from ..texts import ArticleText
from .writing import name_pack

__all__ = ["find_packed_organisations"]

_LONGEST: Final = 100
_LETTERS_AFTER: Final = re.compile(r"[\"»”’']?\s?\(([^\W\d_][\w-]{1,9})\)")


@dataclass(slots=True)
class _Body:
    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Mention] = field(default_factory=list)


def find_packed_organisations(
    texts: Sequence[ArticleText], named: Sequence[NamedSpan], language: str
) -> tuple[Organisation, ...]:
    """Return the bodies named in the texts of one article, in reading order."""
    by_field = {text.field: text for text in texts}
    mentions = [
        by_field[span.field].mention(span.start, span.end)
        for span in named
        if span.kind is NameKind.ORGANISATION
    ]
    mentions = [one for one in mentions if _may_be(one.text)]
    letters: dict[str, str] = {}
    for one in mentions:
        after = _LETTERS_AFTER.match(by_field[one.field].content, one.end)
        if after is not None and after[1].isupper() and " " in one.text:
            letters[after[1]] = _body_key(_written(one), language)
    bodies: dict[str, _Body] = {}
    for one in sorted(mentions, key=attrgetter("reading_order")):
        name = _written(one)
        body_key = letters.get(name.replace(".", "")) or _body_key(name, language)
        body = bodies.setdefault(body_key, _Body())
        body.names[name] += 1
        body.mentions.append(one)
    return tuple(
        Organisation(_usual(body.names), tuple(body.mentions))
        for body in bodies.values()
    )


def _may_be(name: str) -> bool:
    return 1 < len(name) <= _LONGEST and any(map(str.isupper, name))


def _written(mention: Mention) -> str:
    return " ".join(mention.text.split())


@lru_cache(maxsize=65536)
def _body_key(name: str, language: str) -> str:
    """What the names of one body share: the stems of their words."""
    if name.isupper():
        return key(spell_out(name) or name)
    stem = analyzer_for(language).stem
    words = key(name).split()
    if len(words) > 1 and words[0] in name_pack(language).writing.articles:
        del words[0]  # at the beginning of a sentence
    return " ".join(map(stem, words)) or name


def _usual(names: Counter[str]) -> str:
    """The form used most; one in full is preferred to an acronym or capitals."""
    return max(names, key=lambda name: (not name.isupper(), names[name]))
