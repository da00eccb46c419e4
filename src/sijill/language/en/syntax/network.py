"""
The network at work, in whole numbers only.

Every product and every sum is a whole number below 2**24, which 32-bit floats hold exactly.
A sentence therefore gets the same syntax on every machine, alone or among others: the order
in which a processor adds cannot matter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sijill.language.en.syntax.architecture import ENCODER, PARSER, Window, slices
from sijill.language.en.syntax.distances import N_BUCKETS, buckets
from sijill.language.en.syntax.weights import Floats, Ints, Weights

MOST = 1023  # what a unit may say at most
MOST_ARC = 255
FORBIDDEN = -(2**23)


def encode(weights: Weights, ids: Ints, rows: Ints, mask: Floats) -> Floats:
    """
    Return what the network makes of each row.

    Args:
        weights: What training found.
        ids: For each different word what is seen of it; the first word is nothing at all.
        rows: For each row which of those words stands there; 0 between sentences.
        mask: 1 for a row with a word, 0 for a row without.
    """
    table = np.zeros((len(ids), weights.tables[0].shape[1]), np.float32)
    for channel, rows_of in enumerate(weights.tables):
        table += rows_of[ids[:, channel]]
    table[0] = 0
    first, *others = ENCODER
    sums = _bias(weights, first, len(rows))
    for at, offset in enumerate(first.offsets):
        here, there = slices(offset, len(rows))
        seen = table @ weights.arrays[first.name][at]  # of each word once, however often it is
        sums[here] += seen[rows[there]]
    x = _settle(weights, first, sums, mask)
    for layer in others:
        x = _climb(weights, layer, x, mask)
    return x


def encode_for_trees(weights: Weights, x: Floats, mask: Floats) -> Floats:
    """Return what the upper layers make of what `encode` returned."""
    for layer in PARSER:
        x = _climb(weights, layer, x, mask)
    return x


def _bias(weights: Weights, layer: Window, n: int) -> Floats:
    bias: Floats = np.repeat(weights.arrays[f"{layer.name}.bias"][None, :], n, axis=0)
    return bias


def _climb(weights: Weights, layer: Window, x: Floats, mask: Floats) -> Floats:
    sums = _bias(weights, layer, len(x))
    for offset, weight in zip(layer.offsets, weights.arrays[layer.name], strict=True):
        here, there = slices(offset, len(x))
        sums[here] += x[there] @ weight
    out: Floats = (_settle(weights, layer, sums, mask) + x).clip(0, MOST)
    return out


def _settle(weights: Weights, layer: Window, sums: Floats, mask: Floats) -> Floats:
    settled: Floats = _scaled(sums, weights.shifts[layer.name]).clip(0, MOST) * mask
    return settled


def _scaled(sums: Floats, shift: int) -> Floats:
    sums *= np.float32(2.0**-shift)
    return np.floor(sums, out=sums)


def score(weights: Weights, output: str, x: Floats) -> Floats:
    """Return for each row the score of each name of an output."""
    scores: Floats = x @ weights.arrays[output] + weights.arrays[f"{output}.bias"]
    return scores


def best_of(weights: Weights, output: str, x: Floats) -> Ints:
    """Return for each row the best name of an output; of equals the first."""
    return np.asarray(score(weights, output, x).argmax(1), dtype=np.int64)


def score_heads(weights: Weights, q: Floats, lengths: Sequence[int]) -> Floats:
    """
    Return for sentences of like length each word's (axis 1) score of each head (axis 2).

    Args:
        weights: What training found.
        q: What the upper layers made of the words: sentence, word, unit.
        lengths: How many words each sentence has.

    Returns:
        Scores; head 0 is the root, head ``i + 1`` the word at ``i``.
    """
    n, width, _ = q.shape
    arrays, shifts = weights.arrays, weights.shifts
    dep = _scaled(q @ arrays["dep"] + arrays["dep.bias"], shifts["dep"]).clip(0, MOST_ARC)
    head = _scaled(q @ arrays["head"], shifts["head"]).clip(-MOST_ARC, MOST_ARC)
    scores = np.empty((n, width, width + 1), np.float32)
    scores[:, :, 0] = dep @ arrays["root"]
    apart = dep @ arrays["distance"].T
    at = np.broadcast_to(buckets(width), (n, width, width))
    scores[:, :, 1:] = dep @ head.transpose(0, 2, 1) + np.take_along_axis(apart, at, 2)
    place = np.arange(width)
    scores[:, place, place + 1] = FORBIDDEN
    beyond = place[None, :] >= np.asarray(lengths)[:, None]
    scores[:, :, 1:][np.broadcast_to(beyond[:, None, :], (n, width, width))] = FORBIDDEN
    return scores


def best_labels(weights: Weights, q: Floats, heads: Ints) -> Ints:
    """Return the best label of each arc; *heads* are as in `score_heads`."""
    n, width, _ = q.shape
    arrays = weights.arrays
    place = np.maximum(heads - 1, 0)
    other = np.take_along_axis(q @ arrays["label.other"], place[:, :, None], 1)
    at_root = heads <= 0
    other[at_root] = 0
    apart = np.where(at_root, N_BUCKETS, buckets(width)[np.arange(width)[None, :], place])
    sums = q @ arrays["label.own"] + other + arrays["label.apart"][apart]
    hidden = _scaled(sums, weights.shifts["label"]).clip(0, MOST)
    best = best_of(weights, "label.out", hidden.reshape(n * width, -1))
    return best.reshape(n, width)
