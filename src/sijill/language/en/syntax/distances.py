"""
How far a word stands from the word it hangs on, in coarse steps that grow with the distance.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_STEPS = (1, 2, 3, 4, 5, 6, 8, 11, 16, 24)  # each begins a bucket
N_BUCKETS = 2 * len(_STEPS)


@lru_cache(maxsize=256)
def buckets(n: int) -> NDArray[np.int64]:
    """
    Return for each of *n* words (rows) in which bucket each other word (columns) lies.

    Examples:
        >>> [int(bucket) for bucket in buckets(4)[1]]  # what precedes comes after what follows
        [10, 0, 0, 1]
    """
    apart = np.arange(n)[None, :] - np.arange(n)[:, None]
    step = np.searchsorted(np.array(_STEPS), np.abs(apart), side="right") - 1
    step = np.maximum(step, 0) + np.where(apart < 0, len(_STEPS), 0)
    step.setflags(write=False)
    return np.asarray(step, dtype=np.int64)
