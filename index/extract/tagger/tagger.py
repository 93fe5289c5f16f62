"""The names in an article, as the trained model sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from search.model.article import TextField

from ..spans import NamedSpan, NameKind
from .language import TaggerLanguage
from .lexicon import Lexicon, Tables
from .network import LABELS, Network, Weights
from .windows import TokenWindows, WindowReader

__all__ = ["NameTagger", "Tagged"]

_READ_TOGETHER: Final = 60_000
"""Characters of an article that are looked at as a whole, and of articles at a time."""

_MOST_GROUPS: Final = 16
"""Articles read at a time."""

_KINDS: Final = {
    "PER": NameKind.PERSON,
    "LOC": NameKind.PLACE,
    "ORG": NameKind.ORGANISATION,
    "MISC": NameKind.OTHER,
}
_PARTS: Final = [(label[2:], label[0] == "I") for label in LABELS]
"""Of each label, the kind of name, and whether it may go on with one begun."""


class Tagged(NamedTuple):
    """What was found in the texts of one article.

    Attributes:
        names: in reading order.
        sentences: for each text, the offsets at which its sentences begin.
    """

    names: list[NamedSpan]
    sentences: list[list[int]]


class NameTagger:
    """Finds names in articles. Not to be shared between threads.

    While it reads, numpy multiplies matrices in one thread in this process. They are
    small here: several threads mostly wait for each other, and take many times as long
    when another core is busy.

    Args:
        weights, tables: a model, as ``load_model`` gives it.
        language: that the articles are in.
        most_words: how many words are remembered before it begins anew.
    """

    def __init__(
        self,
        weights: Weights,
        tables: Tables,
        language: TaggerLanguage,
        most_words: int = 120_000,
    ) -> None:
        self._blas = ThreadpoolController().select(user_api="blas")
        self._weights = weights
        self._most_words = most_words
        self._language = language
        self._lexicon = Lexicon(tables, language.writing)
        self._start_anew()

    def _start_anew(self) -> None:
        self._reader = WindowReader(self._lexicon)
        self._network = Network(self._weights, self._reader)

    def tag(self, texts: Sequence[tuple[TextField, str]]) -> list[NamedSpan]:
        """Return the names in the texts of one article, in reading order."""
        (tagged,) = self.read([texts])
        return tagged.names

    def read(self, articles: Sequence[Sequence[tuple[TextField, str]]]) -> list[Tagged]:
        """Find the names and the sentences in the texts of each article.

        Texts of one are read together: what the body shows of a name helps to tell
        what it is in the title. Names do not overlap, and hold no "'s" and no title.
        What is found in an article does not depend on the others; reading some at a
        time is faster.
        """
        found = [Tagged([], [[] for _ in texts]) for texts in articles]
        with self._blas.limit(limits=1):
            for batch in _batches(articles):
                self._read(batch, found)
        return [
            Tagged(
                list(self._language.settle(tagged.names, dict(texts))),
                tagged.sentences,
            )
            for tagged, texts in zip(found, articles, strict=True)
        ]

    def _read(self, batch: Sequence[Sequence[_Part]], found: list[Tagged]) -> None:
        """Add what is found in parts of texts, those of a group read together."""
        if len(self._reader.tokenizer.spellings) > self._most_words:
            self._start_anew()
        reading = self._reader.read([[p.content for p in group] for group in batch])
        labels = self._network.label(reading)
        parts = [part for group in batch for part in group]
        for at, spans in groupby(_spans(reading, labels), itemgetter(0)):
            part = parts[at]
            names, shift = found[part.article].names, part.start
            joined = self._language.join(part.content, (s[1:] for s in spans))
            for span in joined:
                start, end, label = self._language.trim(part.content, span)
                if start < end:
                    kind = _KINDS[label]
                    names.append(
                        NamedSpan(part.field, start + shift, end + shift, kind)
                    )
        opens = reading.opens.nonzero()[0]
        starts = reading.starts[opens].tolist()
        for at, start in zip(reading.texts[opens].tolist(), starts, strict=True):
            part = parts[at]
            found[part.article].sentences[part.number].append(start + part.start)


class _Part(NamedTuple):
    """Part of a text of an article: its number, and where the part begins in it."""

    article: int
    number: int
    field: TextField
    start: int
    content: str


def _batches(
    articles: Sequence[Sequence[tuple[TextField, str]]],
) -> Iterator[list[list[_Part]]]:
    """Groups to be read at the same time: few, for there is a table of words each."""
    batch: list[list[_Part]] = []
    room = _READ_TOGETHER
    for number, texts in enumerate(articles):
        for group in _groups(number, texts):
            size = sum(len(part.content) for part in group)
            if batch and (size > room or len(batch) == _MOST_GROUPS):
                yield batch
                batch, room = [], _READ_TOGETHER
            batch.append(group)
            room -= size
    if batch:
        yield batch


def _groups(
    article: int, texts: Sequence[tuple[TextField, str]]
) -> Iterator[list[_Part]]:
    """Parts of an article's texts to be read together.

    All in one group, unless there is so much that memory would swell.
    """
    group: list[_Part] = []
    room = _READ_TOGETHER
    for number, (field, text) in enumerate(texts):
        start = 0
        while start < len(text):
            if room <= 0:
                yield group
                group, room = [], _READ_TOGETHER
            end = start + room
            if end < len(text):
                space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
                end = space + 1 if space > start else end
            group.append(_Part(article, number, field, start, text[start:end]))
            room -= len(text[start:end])
            start = end
    if group:
        yield group


def _spans(
    reading: TokenWindows, labels: npt.NDArray[np.intp]
) -> Iterator[tuple[int, int, int, str]]:
    """Join labels to spans: the text, start, end and label of each."""
    named = np.flatnonzero(labels)
    spots = reading.inside[named]
    rows = zip(
        spots.tolist(),
        labels[named].tolist(),
        reading.texts[spots].tolist(),
        reading.starts[spots].tolist(),
        reading.ends[spots].tolist(),
        reading.opens[spots].tolist(),
        strict=True,
    )
    current: tuple[int, int, int, str] | None = None
    last = -2
    for spot, number, text, start, end, opens in rows:
        kind, goes_on = _PARTS[number]
        if (
            goes_on
            and spot == last + 1
            and not opens
            and current is not None
            and current[3] == kind
        ):
            current = (text, current[1], end, kind)
        else:
            if current is not None:
                yield current
            current = (text, start, end, kind)
        last = spot
    if current is not None:
        yield current
