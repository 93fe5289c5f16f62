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

__all__ = ["Example", "examples"]


@dataclass(slots=True)
class Example:
    """One document, read: arrays over the tokens inside its windows."""

    reading: Reading
    around: npt.NDArray[np.int64]
    near: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int64]


def examples(documents: list[Document], reader: TextReader) -> list[Example]:
    """Read documents; those without a window are left out."""
    found = []
    for document in documents:
        reading = reader.read([document.text])
        if len(reading.inside):
            labels = _labels(document, reading)
            near = surroundings(reading, reader)
            found.append(Example(reading, neighbours(reading), near, labels))
    return found


def _labels(document: Document, reading: Reading) -> npt.NDArray[np.int64]:
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
