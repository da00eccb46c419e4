"""
What the sticks believe of a division into classes, whatever their labels.

The sum over all ways to label the classes that hold people, and a draw among those ways.
"""

from __future__ import annotations

import math
from typing import Any

from numba import njit

from sijill.estimate.chance import draw_uniform

MOST_BLOCKS = 8  # classes that hold people, up to which all ways are summed


@njit(error_model="numpy")
def weigh_labels(blocks: Any, n_blocks: int, n_labels: int, alpha: float, ways: Any) -> float:
    """
    Return the log of the belief in a division, over the gamma functions of its blocks' sizes.

    A label is passed over, or takes one of the blocks that are left; the last takes what the
    sticks leave. With ``n`` people in the blocks that are left, each takes its turn with odds
    ``alpha / (alpha + n)``, and the rest is the product of ``Gamma(1 + size)`` over all blocks
    and of ``Gamma(alpha) / Gamma(alpha + people)``, which is left to the caller.

    Args:
        blocks: People by block. Shape (blocks or more,).
        n_blocks: At most `MOST_BLOCKS`.
        n_labels: Labels, at least as many as blocks.
        alpha: Concentration.
        ways: Filled with the sums, by the label next in turn and the set of blocks left, as
            `draw_labels` wants them. Shape (labels, 2 ** MOST_BLOCKS).
    """
    last = n_labels - 1
    for left in range(1 << n_blocks):
        ways[last, left] = 0.0
    ways[last, 0] = 1.0
    for b in range(n_blocks):
        taken = math.lgamma(alpha + blocks[b]) - math.lgamma(alpha) - math.lgamma(1 + blocks[b])
        ways[last, 1 << b] = math.exp(taken)
    for k in range(last - 1, -1, -1):
        for left in range(1 << n_blocks):
            people, found = 0.0, ways[k + 1, left]
            for b in range(n_blocks):
                if left >> b & 1:
                    people += blocks[b]
                    found += ways[k + 1, left ^ (1 << b)]
            ways[k, left] = found * alpha / (alpha + people)
    return math.log(ways[0, (1 << n_blocks) - 1])


@njit(error_model="numpy")
def draw_labels(stream: Any, n_blocks: int, n_labels: int, ways: Any, labels: Any) -> None:
    """Draw the label of each block by the sums of `weigh_labels`, into *labels*."""
    left = (1 << n_blocks) - 1
    for k in range(n_labels - 1):
        total = ways[k + 1, left]
        for b in range(n_blocks):
            if left >> b & 1:
                total += ways[k + 1, left ^ (1 << b)]
        height = draw_uniform(stream) * total - ways[k + 1, left]
        for b in range(n_blocks):
            if height >= 0.0 and left >> b & 1:
                height -= ways[k + 1, left ^ (1 << b)]
                if height < 0.0:
                    labels[b] = k
                    left ^= 1 << b
    for b in range(n_blocks):
        if left >> b & 1:
            labels[b] = n_labels - 1
