"""
The best chain of names over a sentence: each word's own score and what may follow what.
"""

from __future__ import annotations

import numpy as np

from sijill.language.en.syntax.weights import Floats, Ints


def best_chains(
    scores: Floats, follow: Floats, starts: list[int], lengths: list[int]
) -> list[list[int]]:
    """
    Return for each sentence the columns of its best chain; of equals the first.

    Args:
        scores: Whole numbers; a row for each word, a column for each name.
        follow: The score of each column (axis 1) behind each (axis 0); the last row is of
            what begins a sentence.
        starts: The row of the first word of each sentence, the shortest sentence first.
        lengths: How many words each sentence has.

    Examples:
        >>> scores = np.array([[5, 4], [0, 1]], np.float32)
        >>> follow = np.array([[0, -9], [0, 0], [0, 0]], np.float32)  # 1 may not follow 0
        >>> best_chains(scores, follow, [0], [2])
        [[0, 0]]
    """
    if not lengths:
        return []
    whole, step = scores.astype(np.int64), follow[:-1].astype(np.int64)
    begin, ends, width = np.array(starts), np.array(lengths), max(lengths)
    state = whole[begin] + follow[-1].astype(np.int64)
    back = np.zeros((width, *state.shape), np.int64)
    for t in range(1, width):
        on = int(np.searchsorted(ends, t, side="right"))  # the shorter ones have ended
        ways = state[on:, :, None] + step[None]
        back[t, on:] = ways.argmax(1)
        state[on:] = ways.max(1) + whole[begin[on:] + t]
    return _follow_back(back, state.argmax(1), ends)


def _follow_back(back: Ints, last: Ints, ends: Ints) -> list[list[int]]:
    n, width = len(ends), len(back)
    chain = np.zeros((width, n), np.int64)
    at = last
    for t in range(width - 1, -1, -1):
        chain[t] = at
        inside = ends > t
        at = np.where(inside, back[t, np.arange(n), at], at)
    return [row[:end] for row, end in zip(chain.T.tolist(), ends.tolist(), strict=True)]
