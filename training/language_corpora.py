"""Annotated texts in languages other than English, and which model learns from which.

They are in ``languages/ner`` of ``DATELINE_EVAL_DATA``; none is in this repository.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .corpora import Document, data_folder

__all__ = ["MODELS", "Corpus", "annotated", "is_held_out", "learned_from"]

_FIFTH: Final = 5
_MOST: Final = 1_200_000
"""Characters learned from a set, so that none outweighs the others."""
_FEWER: Final = 300_000
"""Those of a set that was annotated by a machine, where people annotated another."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """An annotated set.

    Attributes:
        name: of its file.
        times: how often it is seen in the time of one other.
        most: characters that are learned from, of texts spread over the set.
        is_split: whether every fifth text is kept aside, to measure on.
    """

    name: str
    times: int = 1
    most: int = _MOST
    is_split: bool = False


_OPEN: Final = (
    Corpus("de-germeval-dev", 2, is_split=True),
    Corpus("pt-bosque-train"),
    Corpus("fr-europeana-historical"),
    Corpus("nl-europeana-historical"),
)
_RESEARCH: Final = (
    *_OPEN[:2],
    Corpus("de-wikineural-val", is_split=True),
    Corpus("es-conll-train"),
    Corpus("es-wikineural-val", most=_FEWER, is_split=True),
    Corpus("fr-wikineural-val", is_split=True),
    Corpus("it-kind-train"),
    Corpus("it-wikineural-val", most=_FEWER, is_split=True),
    Corpus("nl-conll-train"),
    Corpus("nl-wikineural-val", most=_FEWER, is_split=True),
)
MODELS: Final = {"open": _OPEN, "research": _RESEARCH}
"""What each model learns from."""


def is_held_out(name: str, at: int) -> bool:
    """Whether a text of a set, by its place, is measured on and not learned from."""
    split = {corpus.name for corpus in _RESEARCH if corpus.is_split}
    return name not in split or at % _FIFTH == 0


def annotated(name: str) -> list[Document]:
    """Return the texts of a set, in the order of its file."""
    path = data_folder() / "languages" / "ner" / f"{name}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return [
            Document(row["id"], row["text"], [tuple(e) for e in row["entities"]])
            for row in rows
        ]


def learned_from(corpus: Corpus) -> Iterator[Document]:
    """Yield the texts of a set that a model learns from."""
    documents = [
        document
        for at, document in enumerate(annotated(corpus.name))
        if not (corpus.is_split and is_held_out(corpus.name, at))
    ]
    size = sum(len(document.text) for document in documents)
    step = max(1.0, size / corpus.most)
    for at in range(int(len(documents) / step)):
        yield documents[int(at * step)]
