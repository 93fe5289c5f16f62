"""Train the model of names in several languages: ``python -m training.languages``.

Needs the extra ``train`` and ``languages`` of ``DATELINE_EVAL_DATA``. One network
learns from all of a model's sets at the same time, so that a language with few
annotated texts has something of the others. There are two models: ``open`` learns only
from sets that allow any use, ``research`` also from such that do not. Their card,
``index/extract/packs/MODEL_CARD.md``, has the terms.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import torch
from threadpoolctl import threadpool_limits

from index.extract.packed.writing import language_tables, name_pack
from index.extract.tagger.lexicon import Lexicon, Tables
from index.extract.tagger.model import save_model
from index.extract.tagger.network import Weights
from index.extract.tagger.windows import WindowReader
from search.codes.languages import NAMES_MODELS

from .examples import Example, examples, words_of
from .known_words import known_words
from .language_corpora import MODELS, Corpus, learned_from
from .learn import learn
from .multilingual import piece_vectors
from .settings import Settings
from .tables import names_of_people

_PACKS: Final = Path(__file__).parent.parent / "index" / "extract" / "packs"
_PIECES: Final = 96
"""Numbers kept of the vectors of word pieces."""


_SETTINGS: Final = Settings(
    vector=48, hidden=72, second=48, epochs=4, dropout=0.15, rarest=6, batch=16
)
_EPOCHS: Final = {"open": 6, "research": 4}
"""Passes over the texts of each model: the more, the fewer they are."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("--to", type=Path, help="the file to write")
    parser.add_argument("--seed", type=int, default=_SETTINGS.seed)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    threadpool_limits(1)
    path = arguments.to or _PACKS / f"{arguments.model}.model"
    settings = replace(_SETTINGS, epochs=_EPOCHS[arguments.model], seed=arguments.seed)
    weights, tables = _learned(
        MODELS[arguments.model], sorted(NAMES_MODELS[arguments.model]), settings
    )
    save_model(path, weights, tables)
    print(f"{path}: {path.stat().st_size:,} bytes")


def _learned(
    corpora: Sequence[Corpus], languages: Sequence[str], settings: Settings
) -> tuple[Weights, Tables]:
    """The network, and its tables: they know languages without a set as well."""
    rows, vectors = piece_vectors(_PIECES, languages)
    tables = Tables(
        case=known_words(languages),
        people=names_of_people(in_latin=False),
        pieces=frozenset(name.removeprefix("b=") for name in rows),
    )
    found: list[Example] = []
    words: list[list[str]] = []
    for language in languages:
        own = language_tables(tables, language)
        reader = WindowReader(Lexicon(own, name_pack(language).writing))
        for corpus in corpora:
            if corpus.name[:2] == language:
                read = examples(list(learned_from(corpus)), reader)
                found += [_numbered(example, len(words)) for example in read] * (
                    corpus.times
                )
        words += words_of(reader)
        print(f"{language}: {len(found):,} texts, {len(words):,} words", flush=True)

    def tell(epoch: int, loss: float) -> None:
        print(f"epoch {epoch + 1} of {settings.epochs}: loss {loss:.4f}", flush=True)

    return learn(found, words, settings, (rows, vectors), tell), tables


def _numbered(example: Example, first: int) -> Example:
    """The example with its words numbered after those of other languages."""
    around = example.around
    return replace(example, around=around + first * (around >= 0))


if __name__ == "__main__":
    main()
