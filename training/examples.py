"""Annotated documents → what the network learns from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.extract.tagger.exact import Floats
from index.extract.tagger.network import LABELS, neighbours
from index.extract.tagger.surroundings import surroundings
from index.extract.tagger.windows import Spots, TokenWindows, WindowReader

from .corpora import Document

__all__ = ["Example", "examples", "longest_first", "words_of"]


@dataclass(slots=True)
class Example:
    """One document, read: arrays over the tokens inside its windows.

    Attributes:
        around: the words around each token, as ``neighbours`` gives them.
        near: its surroundings.
        beliefs: [tokens, labels], how much each label is believed, 1 in all.
        moves: [labels, labels], how many pairs of neighbours in a window are
            believed to have the first and the second label.
    """

    reading: TokenWindows
    around: Spots
    near: Floats
    beliefs: Floats
    moves: Floats


def examples(documents: list[Document], reader: WindowReader) -> list[Example]:
    """Read documents, the annotators believed; those without a window are left out."""
    found = []
    for document in documents:
        reading = reader.read([[document.text]])
        if len(reading.inside):
            beliefs, moves = _certain(_labels(document, reading), reading)
            near = surroundings(reading, reader)
            found.append(Example(reading, neighbours(reading), near, beliefs, moves))
    return found


def words_of(reader: WindowReader) -> list[list[str]]:
    """Return the features of each word a reader met, by the word's number."""
    return [reader.lexicon.features(word) for word in reader.tokenizer.spellings]


def _certain(labels: Spots, reading: TokenWindows) -> tuple[Floats, Floats]:
    """The beliefs and the moves of one who has no doubt of the labels."""
    beliefs = np.zeros((len(labels), len(LABELS)), np.float32)
    beliefs[np.arange(len(labels)), labels] = 1
    goes_on = np.ones(len(labels), np.bool_)
    goes_on[_firsts_and_sizes(reading)[0]] = False
    spots = np.flatnonzero(goes_on)
    moves = np.zeros((len(LABELS), len(LABELS)), np.float32)
    np.add.at(moves, (labels[spots - 1], labels[spots]), 1)
    return beliefs, moves


def longest_first(found: Sequence[Example]) -> tuple[Spots, Spots]:
    """Return of each window its first among all the tokens inside, and its size.

    The longest windows come first.
    """
    firsts, sizes, behind = [], [], 0
    for example in found:
        first, size = _firsts_and_sizes(example.reading)
        firsts.append(first + behind)
        sizes.append(size)
        behind += len(example.around)
    order = np.argsort(-np.concatenate(sizes), kind="stable")
    return np.concatenate(firsts)[order], np.concatenate(sizes)[order]


def _firsts_and_sizes(reading: TokenWindows) -> tuple[Spots, Spots]:
    """Of each window its first among the tokens inside, and its size."""
    sizes = reading.windows[:, 1] - reading.windows[:, 0]
    return sizes.cumsum() - sizes, sizes


def _labels(document: Document, reading: TokenWindows) -> Spots:
    """The label of each token inside; one that a name begins or ends in has it."""
    labels = np.zeros(len(reading.starts), np.int64)
    starts, ends = reading.starts.tolist(), reading.ends.tolist()
    for start, end, kind in document.entities:
        at = bisect_left(ends, start + 1)
        first = True
        while at < len(starts) and starts[at] < end:
            if starts[at] >= start or document.text[starts[at]].isupper():
                labels[at] = LABELS.index(("B-" if first else "I-") + kind)
                first = False
            at += 1
    return labels[reading.inside]
