"""
Adam, with tables of which only the rows that were seen move.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.layers import Floats, Params

_KEEP, _KEEP_SQUARE, _TINY = 0.9, 0.99, 1e-8
_MOST = 5.0


class Adam:
    """
    The state of the optimiser over all parameters.
    """

    def __init__(self, params: Params) -> None:
        self.params = params
        self.mean = {name: np.zeros_like(p) for name, p in params.items()}
        self.square = {name: np.zeros_like(p) for name, p in params.items()}

    def step(self, grads: Params, rows: dict[str, NDArray[np.int64]], rate: float) -> None:
        """Move by the gradients; *rows* says which rows of a table its gradient is of."""
        norm = np.sqrt(sum(float((g * g).sum()) for g in grads.values()))
        scale = np.float32(min(1.0, _MOST / (norm + 1e-6)))
        for name, grad in grads.items():
            at = rows.get(name, slice(None))
            grad = grad * scale
            mean = self.mean[name][at] * _KEEP + (1 - _KEEP) * grad
            square = self.square[name][at] * _KEEP_SQUARE + (1 - _KEEP_SQUARE) * grad * grad
            self.mean[name][at], self.square[name][at] = mean, square
            self.params[name][at] -= rate * mean / (np.sqrt(square) + _TINY)


def by_row(ids: NDArray[np.int64], grad: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Sum the gradients of the same row of a table; return the rows and the sums."""
    order = np.argsort(ids, kind="stable")
    rows, starts = np.unique(ids[order], return_index=True)
    return rows, np.add.reduceat(grad[order], starts, axis=0)
