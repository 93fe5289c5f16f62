"""Train the tagger that ships: ``python -m training``.

Needs the extra ``train`` and the annotated sets and news in ``DATELINE_EVAL_DATA``;
takes some half an hour on two cores and writes
``index/extract/english/tagger/names.model``. Some large networks, the teachers, learn
from
CoNLL 2003 train, four fifths of the Worldwide Newswire articles and IEER. What they
believe together, of these texts and of news nobody annotated, is what the small one
that ships is taught. ``python -m benchmarks.quality_names`` measures on what was
left out.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from threadpoolctl import threadpool_limits

from index.extract.english.tagger.default import MODEL
from index.extract.english.tagger.writing import ENGLISH
from index.extract.tagger.exact import Floats
from index.extract.tagger.lexicon import Lexicon
from index.extract.tagger.model import save_model
from index.extract.tagger.network import Weights
from index.extract.tagger.windows import WindowReader

from .corpora import conll, ieer, worldwide_split
from .examples import Example, examples, words_of
from .learn import learn
from .news import news
from .pieces import piece_vectors
from .settings import STUDENT, TEACHER, Settings
from .tables import gather_tables
from .teachers import Teachers

_TAGGER = Path(__file__).parent.parent / "index" / "extract" / "english" / "tagger"
_SHIPPED = _TAGGER / MODEL
_PIECES = 96
"""Numbers kept of the vectors of word pieces."""
_TEACHERS = 16
_NEWS = 10_000
"""Articles without annotation that the teachers read to the student."""
_TRUST = 0.3
"""How far annotators are believed where the teachers see it otherwise."""
_AGAIN = 2
"""How often the student sees an annotated text in the time of one other."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=_SHIPPED, help="the file to write")
    parser.add_argument("--teachers", type=int, default=_TEACHERS)
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    with ProcessPoolExecutor(arguments.processes) as pool:
        taught = list(pool.map(_teacher, range(1, arguments.teachers + 1)))
    weights, reader = _student(taught)
    save_model(arguments.to, weights, reader.lexicon.tables)
    print(f"{arguments.to}: {arguments.to.stat().st_size:,} bytes")


def _teacher(seed: int) -> Weights:
    _keep_to_one_thread()
    return _learned(_annotated(_reader()), _reader(), replace(TEACHER, seed=seed))


def _student(teachers: list[Weights]) -> tuple[Weights, WindowReader]:
    """The network taught by others, and the reader of its texts."""
    _keep_to_one_thread()
    reader = _reader()
    annotated = _annotated(reader)
    found = [*annotated, *examples(news(_NEWS), reader)]
    together = Teachers(teachers, reader)
    for at, example in enumerate(found):
        beliefs, moves = together.beliefs(example)
        trust = _TRUST if at < len(annotated) else 0.0
        example.beliefs = _between(beliefs, example.beliefs, trust)
        example.moves = _between(moves, example.moves, trust)
    return _learned([*annotated * (_AGAIN - 1), *found], reader, STUDENT), reader


def _keep_to_one_thread() -> None:
    """So that the same seed gives the same network."""
    torch.set_num_threads(1)
    threadpool_limits(1)


def _between(one: Floats, other: Floats, share: float) -> Floats:
    """So much of the other, the rest of the one."""
    return np.float32(1 - share) * one + np.float32(share) * other


@cache
def _pieces() -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    return piece_vectors(_PIECES)


@cache
def _reader() -> WindowReader:
    tables = gather_tables()
    tables.pieces = frozenset(name.removeprefix("b=") for name in _pieces()[0])
    return WindowReader(Lexicon(tables, ENGLISH))


def _annotated(reader: WindowReader) -> list[Example]:
    return examples(conll("eng.train") + worldwide_split()[0] + ieer(), reader)


def _learned(found: list[Example], reader: WindowReader, settings: Settings) -> Weights:
    def tell(epoch: int, loss: float) -> None:
        print(
            f"seed {settings.seed}, epoch {epoch + 1} of {settings.epochs}: "
            f"loss {loss:.4f}",
            flush=True,
        )

    return learn(found, words_of(reader), settings, _pieces(), tell)


if __name__ == "__main__":
    main()
