"""Arithmetic of the network in which no sum is rounded.

A sum of floating-point numbers depends on the order they are added in, and that on
the processor, the library and on how many rows a matrix has. Here weights are whole
numbers of 1/256 and what layers make whole numbers of 1/16, so that all sums are whole
numbers of 1/4096 below 4096: 32-bit floats hold them exactly. An article has the same
names whichever are read with it, and however matrices are multiplied.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

__all__ = ["Floats", "exact_weights", "in_parts", "round_exactly"]

Floats = npt.NDArray[np.float32]

_PARTS: Final = 16
"""The output of a layer is a multiple of one part in this many."""
_MOST: Final = 255
"""The most parts it may make."""
_WEIGHT_PARTS: Final = 256
_SUM_PARTS: Final = _PARTS * _WEIGHT_PARTS
_TOO_GREAT: Final = 2**24 / _SUM_PARTS
"""From here on, 32-bit floats lie further apart than sums may."""


def exact_weights(weights: Floats) -> Floats:
    """Return weights rounded so that no sum over them is rounded.

    Args:
        weights: [..., what is seen, what is made].

    Raises:
        ValueError: if a sum could be too great to be exact.
    """
    whole = np.rint(weights * _WEIGHT_PARTS)
    greatest = np.abs(whole).sum(axis=-2).max() * _MOST / _SUM_PARTS
    if greatest >= _TOO_GREAT:
        raise ValueError(f"weights are too great: a sum may reach {greatest:.0f}")
    return (whole / _SUM_PARTS).astype(np.float32)


def round_exactly(values: Floats) -> Floats:
    """Return values rounded to the step in which sums are counted."""
    return (np.rint(values * _SUM_PARTS) / _SUM_PARTS).astype(np.float32)


def in_parts(sums: Floats) -> Floats:
    """Turn sums, in place, into what a layer makes of them: none below 0."""
    sums *= _PARTS
    np.rint(sums, out=sums)
    return np.clip(sums, 0, _MOST, out=sums)
