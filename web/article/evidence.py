"""The facts next to a text, each with the sentences it came from.

Sentences are shown as far as they fit: a page with all the evidence of a long
article would be many times as long as the article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from markupsafe import Markup

from search.model.article import Article, Mention, Span, TextField
from search.results.snippets import cut_passage

from ..i18n.labels import facet_words
from ..i18n.translation import gettext
from ..markup.layers import Name
from ..markup.render import marked
from ..state.hrefs import person_href
from .facts import SEARCHES, Named, named_in

__all__ = ["PREFIXES", "ListedFacts", "Evidence", "Fact", "FactList", "list_facts"]

PREFIXES: Final = {TextField.TITLE: "t", TextField.BODY: "b"}
"""What the ids of places begin with, before their offset."""

_IN_VIEW: Final = 8
_LISTED: Final = 200
"""Facts of one sort that a page lists; its JSON has them all."""

_SENTENCES: Final = 5
_ALL_SENTENCES: Final = 200
"""Of one fact, and of all; each fact has its first before any has a second."""

_LONGEST: Final = 280
"""Characters of a sentence, at most."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence with the mentions in it, and where in the page it stands."""

    text: Markup
    href: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the article names.

    Attributes:
        page_href: of a person the page about them, else "".
        more: mentions not among the sentences shown; ``more_href`` the first.
    """

    number: int
    kind: str
    label: str
    note: str
    hint: str
    count: int
    href: str
    search: str
    page_href: str
    evidence: tuple[Evidence, ...]
    more: int
    more_href: str


@dataclass(frozen=True, slots=True)
class FactList:
    """Facts of one sort: in view, behind "more", and the number not listed."""

    label: str
    shown: tuple[Fact, ...]
    hidden: tuple[Fact, ...]
    unlisted: int

    def __len__(self) -> int:
        """How many there are in all."""
        return len(self.shown) + len(self.hidden) + self.unlisted


@dataclass(frozen=True, slots=True)
class ListedFacts:
    """The lists; the names of each text, uncut; where links lead in each."""

    lists: tuple[FactList, ...]
    names: dict[TextField, list[Name]]
    anchors: dict[TextField, frozenset[int]]


def list_facts(article: Article) -> ListedFacts:
    """Return the facts of an article as they are listed next to its text."""
    found = list(named_in(article))
    listed = sum(min(len(named), _LISTED) for _, named in found)
    maker = _Maker(article, listed)
    lists = tuple(maker.listed(field, named) for field, named in found)
    anchors = {part: frozenset(maker.anchors[part]) for part in TextField}
    return ListedFacts(lists, maker.names, anchors)


class _Maker:
    """Numbers facts, and remembers where they stand and which places are linked."""

    def __init__(self, article: Article, facts: int) -> None:
        self.names: dict[TextField, list[Name]] = {part: [] for part in TextField}
        self.anchors: dict[TextField, set[int]] = {part: set() for part in TextField}
        self._texts = {TextField.TITLE: article.title, TextField.BODY: article.body}
        self._starts = article.facts.sentences
        self._firsts = _ALL_SENTENCES
        self._seconds = max(0, _ALL_SENTENCES - facts)
        self._number = 0

    def listed(self, field: str, named: Sequence[Named]) -> FactList:
        facts = tuple(self._fact(field, one) for one in named[:_LISTED])
        for one in named[_LISTED:]:
            self._underline(field, one, 0)
        # "one more" takes as much room as the one
        shown = _IN_VIEW + (len(facts) == _IN_VIEW + 1)
        unlisted = len(named) - len(facts)
        return FactList(facet_words(field), facts[:shown], facts[shown:], unlisted)

    def _fact(self, field: str, named: Named) -> Fact:
        self._number += 1
        self._underline(field, named, self._number)
        evidence = []
        seen = 0
        for sentence in self._shown(named.mentions):
            evidence.append(self._evidence(sentence))
            seen += len(sentence)
        unseen = named.mentions[seen:]
        return Fact(
            number=self._number,
            kind=named.kind,
            label=named.label,
            note=named.note,
            hint=named.hint,
            count=len(named.mentions),
            href=named.href,
            search=gettext(SEARCHES[field]),
            page_href=person_href(named.label) if field == "person" else "",
            evidence=tuple(evidence),
            more=len(unseen),
            more_href=self._place(unseen[0]) if unseen else "",
        )

    def _underline(self, field: str, named: Named, number: int) -> None:
        if not named.kind:
            return
        where = named.note if field == "place" else ""
        label = ", ".join(filter(None, (named.label, where)))
        for said in named.mentions:
            name = Name(said.start, said.end, named.kind, number, label)
            self.names[said.field].append(name)

    def _shown(self, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
        """The sentences of a fact that there is room for."""
        for n, sentence in enumerate(islice(self._sentences(mentions), _SENTENCES)):
            room = self._seconds if n else self._firsts
            if not room:
                return
            self._seconds -= n > 0
            self._firsts -= n == 0
            yield sentence

    def _sentences(self, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
        """The mentions of each sentence, those outside the texts left out."""
        inside = [m for m in mentions if m.end <= len(self._texts[m.field])]
        for _, group in groupby(inside, key=lambda m: (m.field, self._bounds(m))):
            yield list(group)

    def _bounds(self, mention: Mention) -> tuple[int, int]:
        text = self._texts[mention.field]
        if mention.field is TextField.TITLE:
            return 0, len(text)
        behind = bisect_right(self._starts, mention.start)
        end = self._starts[behind] if behind < len(self._starts) else len(text)
        return self._starts[behind - 1] if behind else 0, max(end, mention.end)

    def _evidence(self, mentions: list[Mention]) -> Evidence:
        first = mentions[0]
        low, high = self._bounds(first)
        spans: list[Span] = []
        for said in mentions:
            if said.end <= high and (not spans or said.start >= spans[-1].end):
                spans.append(Span(said.start, said.end))
        shown = cut_passage(self._texts[first.field], low, high, spans, length=_LONGEST)
        return Evidence(marked(shown.text, shown.marks, "strong"), self._place(first))

    def _place(self, mention: Mention) -> str:
        self.anchors[mention.field].add(mention.start)
        return f"#{PREFIXES[mention.field]}{mention.start}"
