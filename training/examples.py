"""Annotated documents → what the network learns from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.extract.tagger.network import LABELS, neighbours
from index.extract.tagger.reading import Reading, TextReader
from index.extract.tagger.surroundings import surroundings

from .corpora import Document

__all__ = ["Example", "Floats", "certain", "examples", "firsts_and_sizes"]

Floats = npt.NDArray[np.float32]
Spots = npt.NDArray[np.int64]


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

    reading: Reading
    around: Spots
    near: Floats
    beliefs: Floats
    moves: Floats


def examples(documents: list[Document], reader: TextReader) -> list[Example]:
    """Read documents, the annotators believed; those without a window are left out."""
    found = []
    for document in documents:
        reading = reader.read([[document.text]])
        if len(reading.inside):
            beliefs, moves = certain(_labels(document, reading), reading)
            near = surroundings(reading, reader)
            found.append(Example(reading, neighbours(reading), near, beliefs, moves))
    return found


def certain(labels: Spots, reading: Reading) -> tuple[Floats, Floats]:
    """Return the beliefs and the moves of one who has no doubt of the labels."""
    beliefs = np.zeros((len(labels), len(LABELS)), np.float32)
    beliefs[np.arange(len(labels)), labels] = 1
    goes_on = np.ones(len(labels), np.bool_)
    goes_on[firsts_and_sizes(reading)[0]] = False
    spots = np.flatnonzero(goes_on)
    moves = np.zeros((len(LABELS), len(LABELS)), np.float32)
    np.add.at(moves, (labels[spots - 1], labels[spots]), 1)
    return beliefs, moves


def firsts_and_sizes(reading: Reading) -> tuple[Spots, Spots]:
    """Return of each window its first among the tokens inside, and its size."""
    sizes = reading.windows[:, 1] - reading.windows[:, 0]
    return sizes.cumsum() - sizes, sizes


def _labels(document: Document, reading: Reading) -> Spots:
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
