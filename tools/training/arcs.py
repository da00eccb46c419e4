"""
Scores of every word as head of every other, and of the labels of the arcs, while learning.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sijill.language.en.syntax.distances import N_BUCKETS, buckets
from training.layers import Floats, Params, softmax_loss

Ints = NDArray[np.int64]


def learn_arcs(
    params: Params, grads: Params, q: Floats, rows: Ints, heads: Ints, labels: Ints
) -> tuple[float, Floats]:
    """
    Add the gradients of arcs and labels to *grads*; return the loss and the gradient of *q*.

    Args:
        params: The weights.
        grads: Where the gradients go.
        q: What the network made of each word; the last row is of no word.
        rows: For each sentence the rows of its words, filled up with the last row.
        heads: For each word the place of its head, from 1; 0 is the root, below 0 unknown.
        labels: For each word the label of its arc; below 0 unknown.
    """
    n, width = rows.shape
    flat = rows.ravel()
    x = q[flat]
    dep_on = x @ params["dep"] + params["dep.bias"]
    dep = np.maximum(dep_on, 0)
    head = x @ params["head"]
    bucket = buckets(width)
    dep3 = dep.reshape(n, width, -1)
    head3 = np.concatenate(
        [np.broadcast_to(params["root"], (n, 1, head.shape[1])), head.reshape(n, width, -1)], 1
    )
    scores = dep3 @ head3.transpose(0, 2, 1)
    by_distance = dep3 @ params["distance"].T
    scores[:, :, 1:] += np.take_along_axis(
        by_distance, np.broadcast_to(bucket, (n, width, width)), 2
    )
    scores[:, :, 1:] += np.where(rows == len(q) - 1, -1e4, 0).astype(np.float32)[:, None, :]
    scores[:, np.arange(width), np.arange(width) + 1] = -1e4
    loss, g = softmax_loss(scores, heads)
    d_dep = g @ head3
    d_head3 = g.transpose(0, 2, 1) @ dep3
    d_by = np.stack([(g[:, :, 1:] * (bucket == b)).sum(2) for b in range(N_BUCKETS)], 2)
    d_dep += d_by @ params["distance"]
    grads["distance"] = d_by.reshape(-1, N_BUCKETS).T @ dep
    grads["root"] = d_head3[:, 0].sum(0)
    d_head = d_head3[:, 1:].reshape(n * width, -1)
    d_dep2 = d_dep.reshape(n * width, -1) * (dep_on > 0)
    grads["head"] = x.T @ d_head
    grads["dep"], grads["dep.bias"] = x.T @ d_dep2, d_dep2.sum(0)
    dx = d_head @ params["head"].T + d_dep2 @ params["dep"].T
    more, d_label = _learn_labels(params, grads, x, heads, labels, bucket)
    dx += d_label
    dq = np.zeros_like(q)
    dq[flat] = dx  # only the row of no word is met twice, always with nothing
    return loss + more, dq


def _learn_labels(
    params: Params, grads: Params, x: Floats, heads: Ints, labels: Ints, bucket: Ints
) -> tuple[float, Floats]:
    n, width = heads.shape
    place = np.where(heads > 0, heads - 1, 0)
    source = (np.arange(n)[:, None] * width + place).ravel()
    at_root = (heads <= 0).ravel()
    apart = np.where(at_root, N_BUCKETS, bucket[np.arange(width)[None], place].ravel())
    own, other = x @ params["label.own"], x @ params["label.other"]
    sums = own + np.where(at_root[:, None], 0, other[source]) + params["label.apart"][apart]
    hidden = np.maximum(sums, 0)
    loss, g = softmax_loss(
        hidden @ params["label.out"] + params["label.out.bias"], labels.ravel()
    )
    grads["label.out"], grads["label.out.bias"] = hidden.T @ g, g.sum(0)
    d = (g @ params["label.out"].T) * (sums > 0)
    grads["label.own"] = x.T @ d
    moved = np.zeros_like(d)
    np.add.at(moved, source[~at_root], d[~at_root])
    grads["label.other"] = x.T @ moved
    grads["label.apart"] = np.zeros_like(params["label.apart"])
    np.add.at(grads["label.apart"], apart, d)
    return loss, d @ params["label.own"].T + moved @ params["label.other"].T
