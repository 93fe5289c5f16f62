"""The best sequence of labels for each window.

Viterbi's algorithm over a linear-chain conditional random field (Lafferty, McCallum
and Pereira 2001).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .layers import Floats
from .reading import Spots

__all__ = ["best_labels"]


def best_labels(
    scores: Floats, windows: Spots, moves: Floats, begins: Floats, ends: Floats
) -> npt.NDArray[np.intp]:
    """Return the label of each token in the best sequence of its window.

    All windows are gone through side by side.

    Args:
        scores: [tokens, labels], how well each label suits each token in a window.
        windows: [windows, 2], first and behind-last token of each, in order; at
            least one.
        moves: [labels, labels], the score of going from a label to the next.
        begins, ends: [labels], of beginning and ending a window with each.
    """
    labels = scores.shape[1]
    sizes = windows[:, 1] - windows[:, 0]
    firsts = sizes.cumsum() - sizes
    order = np.argsort(-sizes, kind="stable")
    sizes, firsts = sizes[order], firsts[order]
    best = scores[firsts] + begins
    # of each step, how many windows are longer
    going = np.searchsorted(-sizes, -np.arange(sizes[0])).tolist()
    # to each label the moves from all, side by side, where numpy is at its fastest
    to_each, came_from = np.ascontiguousarray(moves.T), []
    every = np.arange(len(sizes) * labels)
    for step, count in enumerate(going[1:], 1):
        paths = (best[:count, None] + to_each).reshape(-1, labels)
        came = paths.argmax(axis=1)
        came_from.append(came.reshape(count, -1))
        ways = paths[every[: len(paths)], came].reshape(count, -1)
        best[:count] = ways + scores[firsts[:count] + step]
    label = (best + ends).argmax(axis=1)
    result = np.zeros(len(scores), np.intp)
    for step in range(len(going) - 1, -1, -1):
        count = going[step]
        result[firsts[:count] + step] = label[:count]
        if step:
            label[:count] = came_from[step - 1][every[:count], label[:count]]
    return result
