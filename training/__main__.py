"""Train the tagger that ships: ``python -m training``.

Needs the extra ``train`` and the annotated sets in ``DATELINE_EVAL_DATA``; takes
some ten minutes on one core and writes ``index/extract/tagger/names.model``. Learned
from are CoNLL 2003 train, four fifths of the Worldwide Newswire articles and IEER;
``python -m benchmarks.quality_names`` measures on what was left out.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from index.extract.tagger.lexicon import Lexicon
from index.extract.tagger.model import save_model
from index.extract.tagger.reading import TextReader
from index.extract.tagger.tagger import MODEL

from .corpora import conll, ieer, worldwide_split
from .examples import examples
from .learn import Settings, learn
from .pieces import piece_vectors
from .tables import gather_tables

_SHIPPED = Path(__file__).parent.parent / "index" / "extract" / "tagger" / MODEL


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=_SHIPPED, help="the file to write")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    arguments = parser.parse_args()
    torch.set_num_threads(1)  # so that the same seed gives the same model
    settings = replace(Settings(), epochs=arguments.epochs, seed=arguments.seed)
    static = piece_vectors(settings.pieces)
    tables = gather_tables()
    tables.pieces = frozenset(name.removeprefix("b=") for name in static[0])
    reader = TextReader(Lexicon(tables))
    found = examples(conll("eng.train") + worldwide_split()[0] + ieer(), reader)
    spellings = list(reader.tokenizer.spellings)

    def tell(epoch: int, loss: float) -> None:
        print(f"epoch {epoch + 1} of {settings.epochs}: loss {loss:.4f}", flush=True)

    weights = learn(found, spellings, reader.lexicon, settings, static, tell)
    save_model(arguments.to, weights, tables)
    print(f"{arguments.to}: {arguments.to.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
