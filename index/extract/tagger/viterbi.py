"""The best sequence of labels for each window.

Viterbi's algorithm over a linear-chain conditional random field (Lafferty, McCallum
and Pereira 2001).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .exact import Floats
from .windows import Spots

__all__ = ["best_labels"]


def best_labels(
    scores: Floats, windows: Spots, moves: Floats, begins: Floats, ends: Floats
) -> npt.NDArray[np.intp]:
    """Return the label of each token in the best sequence of its window.

    All windows are gone through side by side, step by step; which label a best one
    came from is asked on the way back only, of the labels that were chosen.

    Args:
        scores: [tokens, labels], how well each label suits each token in a window.
        windows: [windows, 2], first and past-last token of each, in order; at
            least one.
        moves: [labels, labels], the score of going from a label to the next.
        begins, ends: [labels], of beginning and ending a window with each.
    """
    going, spots = _steps(windows)
    # [labels, tokens]: numpy is at its fastest along many windows
    rows = np.ascontiguousarray(scores[spots].T)
    from_each = moves[:, :, None]
    best = [rows[:, : going[0]] + begins[:, None]]
    at = going[0]
    for count in going[1:]:
        ways = np.maximum.reduce(best[-1][:, None, :count] + from_each)
        ways += rows[:, at : at + count]
        best.append(ways)
        at += count
    # to end is the move to one label more
    onward = np.concatenate((moves, ends[:, None]), axis=1)
    label = np.full(going[0], len(ends))
    chosen = np.empty(len(spots), np.intp)
    for ways in reversed(best):
        count = ways.shape[1]
        label[:count] = (ways + onward.take(label[:count], axis=1)).argmax(axis=0)
        at -= count
        chosen[at : at + count] = label[:count]
    result = np.empty_like(chosen)
    result[spots] = chosen
    return result


def _steps(windows: Spots) -> tuple[list[int], Spots]:
    """How many windows are long enough for each step; the tokens by step and window.

    The longest windows stand first.
    """
    sizes = windows[:, 1] - windows[:, 0]
    firsts = sizes.cumsum() - sizes
    order = np.argsort(-sizes, kind="stable")
    sizes, firsts = sizes[order], firsts[order]
    going = (-sizes).searchsorted(-np.arange(sizes[0]))
    steps = np.arange(len(going)).repeat(going)
    window = np.arange(len(steps)) - (going.cumsum() - going).repeat(going)
    spots: Spots = firsts[window] + steps
    return going.tolist(), spots
