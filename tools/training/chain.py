"""
The loss of a chain of entities: the right chain against all chains, by sums over both ways.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.layers import Floats, Params

Ints = NDArray[np.int64]


def learn_chain(
    params: Params, grads: Params, scores: Floats, rows: Ints, gold: Ints
) -> tuple[float, Floats]:
    """
    Add the gradient of what may follow what to *grads*; return the loss and that of *scores*.

    Args:
        params: The weights; the last row of ``entity.next`` is of what begins a sentence.
        grads: Where the gradients go.
        scores: For each row the score of each name of the output.
        rows: For each sentence the rows of its words, filled up with the last row.
        gold: For each row the right name; below 0 where there is none.
    """
    width = rows.shape[1]
    inside = (rows != len(scores) - 1).T
    emit = scores[rows].transpose(1, 0, 2)  # word, sentence, name
    follow, first = params["entity.next"][:-1], params["entity.next"][-1]
    alpha = np.empty_like(emit)
    alpha[0] = emit[0] + first
    for t in range(1, width):
        reached = _log_sum(alpha[t - 1][:, :, None] + follow[None], 1) + emit[t]
        alpha[t] = np.where(inside[t][:, None], reached, alpha[t - 1])
    total = _log_sum(alpha[-1], 1)
    beta = np.zeros_like(emit)
    pairs = np.zeros_like(follow)
    for t in range(width - 1, 0, -1):
        ahead = (emit[t] + beta[t])[:, None, :] + follow[None]
        both = np.exp(alpha[t - 1][:, :, None] + ahead - total[:, None, None])
        pairs += (both * inside[t][:, None, None]).sum(0)
        beta[t - 1] = np.where(inside[t][:, None], _log_sum(ahead, 2), 0)
    share = np.exp(alpha + beta - total[None, :, None]) * inside[:, :, None]
    start = share[0].sum(0)
    names = np.where(inside, gold[rows].T, 0)
    at_word, at_sentence = np.nonzero(inside)
    loss = float(total.sum()) - float(emit[at_word, at_sentence, names[inside]].sum())
    loss -= float(first[names[0]].sum())
    share[at_word, at_sentence, names[inside]] -= 1
    np.subtract.at(start, names[0], 1)
    before, after = names[:-1][inside[1:]], names[1:][inside[1:]]
    loss -= float(follow[before, after].sum())
    np.subtract.at(pairs, (before, after), 1)
    grads["entity.next"] = np.concatenate([pairs, start[None]]).astype(np.float32)
    back = np.zeros_like(scores)
    back[rows[inside.T]] = share.transpose(1, 0, 2)[inside.T]
    return loss, back


def _log_sum(x: Floats, axis: int) -> Floats:
    top = x.max(axis, keepdims=True)
    return np.log(np.exp(x - top).sum(axis)) + top.squeeze(axis)
