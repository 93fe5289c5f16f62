"""The names in an article, as the trained model sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from search.model import TextField

from ..named import Named, NameKind
from .bound import settled
from .edges import trimmed
from .joins import joined
from .lexicon import Lexicon, Tables
from .model import load_model
from .network import LABELS, Network, Weights
from .reading import Reading, TextReader

__all__ = ["MODEL", "NameTagger", "Tagged", "default_tagger"]

MODEL: Final = "names.model"
"""The model that ships with the program, beside this module."""

_READ_TOGETHER: Final = 60_000
"""Characters of an article that are looked at as a whole."""

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

    names: list[Named]
    sentences: list[list[int]]


class NameTagger:
    """Finds names in articles. Not to be shared between threads.

    From the first one on, numpy multiplies matrices in one thread in this process.
    They are small here: several threads mostly wait for each other, and beside a
    busy core take many times as long.

    Args:
        weights, tables: a model, as ``load_model`` gives it.
        most_words: how many words are remembered before it begins anew.
    """

    def __init__(
        self, weights: Weights, tables: Tables, most_words: int = 120_000
    ) -> None:
        threadpool_limits(limits=1, user_api="blas")
        self._weights = weights
        self._most_words = most_words
        self._lexicon = Lexicon(tables)
        self._start_anew()

    def _start_anew(self) -> None:
        self._reader = TextReader(self._lexicon)
        self._network = Network(self._weights, self._reader)

    def tag(self, texts: Sequence[tuple[TextField, str]]) -> list[Named]:
        """Return the names in the texts of one article, in reading order."""
        return self.read(texts).names

    def read(self, texts: Sequence[tuple[TextField, str]]) -> Tagged:
        """Find the names and the sentences in the texts of one article.

        Texts are read together: what the body shows of a name helps to tell what
        it is in the title. Names do not overlap, and hold no "'s" and no title.
        """
        found = Tagged([], [[] for _ in texts])
        for group in _groups([content for _, content in texts]):
            self._read(group, texts, found)
        names = settled(found.names, dict(texts))
        return Tagged(names, found.sentences)

    def _read(
        self,
        group: list[tuple[int, int, str]],
        texts: Sequence[tuple[TextField, str]],
        found: Tagged,
    ) -> None:
        """Add what is found in parts of texts, read together."""
        if len(self._reader.tokenizer.spellings) > self._most_words:
            self._start_anew()
        reading = self._reader.read([part for _, _, part in group])
        labels = self._network.label(reading)
        for part, spans in groupby(_spans(reading, labels), itemgetter(0)):
            number, shift, content = group[part]
            field, _ = texts[number]
            for span in joined(content, (s[1:] for s in spans)):
                start, end, label = trimmed(content, span)
                if start < end:
                    kind = _KINDS[label]
                    found.names.append(Named(field, start + shift, end + shift, kind))
        opens = np.flatnonzero(reading.opens)
        for part, (number, shift, _) in enumerate(group):
            starts = reading.starts[opens[reading.texts[opens] == part]] + shift
            found.sentences[number].extend(starts.tolist())


def _groups(texts: Sequence[str]) -> Iterator[list[tuple[int, int, str]]]:
    """Parts of texts to be read together: the text's place, the offset, the part.

    All in one group, unless there is so much that memory would swell.
    """
    group: list[tuple[int, int, str]] = []
    room = _READ_TOGETHER
    for number, text in enumerate(texts):
        start = 0
        while start < len(text):
            if room <= 0:
                yield group
                group, room = [], _READ_TOGETHER
            end = start + room
            if end < len(text):
                space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
                end = space + 1 if space > start else end
            group.append((number, start, text[start:end]))
            room -= len(text[start:end])
            start = end
    if group:
        yield group


def _spans(
    reading: Reading, labels: npt.NDArray[np.intp]
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


def default_tagger(path: Path | None = None) -> NameTagger:
    """Return a tagger with the model that ships, or the one at a path.

    Raises:
        OSError, ValueError: as ``load_model``.
    """
    if path is not None:
        return NameTagger(*load_model(path))
    with resources.as_file(resources.files(__package__) / MODEL) as shipped:
        return NameTagger(*load_model(shipped))
