"""
From scores of heads to a tree: one root, and no word above itself.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sijill.language.en.syntax.network import FORBIDDEN
from sijill.language.en.syntax.weights import Floats, Ints


def best_trees(scores: Floats, lengths: list[int]) -> Ints:
    """
    Return for each word the head in a tree with good scores; head 0 is the root.

    Each word takes its best head. Of several words at the root the one that would lose most
    elsewhere stays, and a ring of words is opened where that costs least.

    Examples:
        >>> scores = np.array([[[0, -9, 5], [1, 4, -9]]], np.float32)  # each wants the other
        >>> best_trees(scores, [2]).tolist()
        [[2, 0]]
    """
    scores = scores.copy()
    n, width, _ = scores.shape
    inside = np.arange(width)[None, :] < np.asarray(lengths)[:, None]
    elsewhere = scores[:, :, 1:].max(2)
    loss = np.where(inside, scores[:, :, 0] - elsewhere, 2 * FORBIDDEN)
    top = loss.argmax(1)
    scores[:, :, 0] = 4 * FORBIDDEN
    heads = np.asarray(scores.argmax(2), dtype=np.int64)
    heads[np.arange(n), top] = 0
    heads[~inside] = 0
    for at in np.flatnonzero(~_reach_root(heads).all(1)):
        length = lengths[at]
        _open_rings(scores[at, :length, : length + 1], heads[at, :length])
    return heads


def _reach_root(heads: Ints) -> NDArray[np.bool_]:
    n, width = heads.shape
    above = np.concatenate([np.zeros((n, 1), np.int64), heads], axis=1)
    for _ in range(int(width).bit_length()):
        above = np.take_along_axis(above, above, 1)
    return np.asarray(above[:, 1:] == 0)


def _open_rings(scores: Floats, heads: Ints) -> None:
    place = np.arange(len(heads))
    while not (reached := _reach_root(heads[None])[0]).all():
        ring = _on_ring(heads, reached)
        gains = scores[:, 1:] - scores[place, heads][:, None]
        gains[~ring] = 8 * FORBIDDEN
        gains[:, ~reached] = 8 * FORBIDDEN
        word, head = divmod(int(gains.argmax()), len(heads))
        heads[word] = head + 1


def _on_ring(heads: Ints, reached: NDArray[np.bool_]) -> NDArray[np.bool_]:
    at = int(np.flatnonzero(~reached)[0])
    for _ in heads:  # far enough to be on the ring
        at = int(heads[at]) - 1
    ring = np.zeros(len(heads), np.bool_)
    while not ring[at]:
        ring[at] = True
        at = int(heads[at]) - 1
    return ring
