"""
Many small sets, held as the rows of one sparse matrix, and how much two of them share.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

Ints = NDArray[Any]

_WIDTH = 2**31 - 1  # members are hashes below this
_ROWS_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Sets:
    """
    Sets of hashes with a whole-number weight for each member.

    Attributes:
        matrix: One row a set, one column a hash; of shape (n, 2**31 - 1).
    """

    matrix: csr_matrix

    def __len__(self) -> int:
        return int(self.matrix.shape[0])

    @property
    def sizes(self) -> Ints:
        """Return how many members each set has, of shape (n,)."""
        return np.asarray(np.diff(self.matrix.indptr))

    def row(self, position: int) -> Ints:
        """Return the members of one set, sorted."""
        first, last = self.matrix.indptr[position : position + 2]
        return np.asarray(self.matrix.indices[first:last])

    def take(self, rows: Ints) -> Sets:
        """Return the sets at *rows*."""
        return Sets(self.matrix[rows])

    def shared(self, left: Ints, right: Ints, other: Sets | None = None) -> Ints:
        """
        Return the sum of products of weights over common members, pair by pair.

        Args:
            left: Rows of these sets, of shape (k,).
            right: Rows of *other*, of shape (k,).
            other: Other sets; ``None``: these.
        """
        theirs = other.matrix if other else self.matrix
        found = np.zeros(len(left), dtype=np.int64)
        for first in range(0, len(left), _ROWS_AT_ONCE):
            part = slice(first, first + _ROWS_AT_ONCE)
            common = self.matrix[left[part]].multiply(theirs[right[part]])
            found[part] = np.asarray(common.sum(axis=1)).ravel()
        return found


@dataclass(slots=True)
class SetsBuilder:
    """Takes sets one by one."""

    indptr: array[int] = field(default_factory=lambda: array("q", [0]))
    indices: array[int] = field(default_factory=lambda: array("i"))
    weights: array[int] = field(default_factory=lambda: array("i"))

    def add(self, members: Iterable[int]) -> None:
        """Add a set whose members weigh one each."""
        kept = sorted({member % _WIDTH for member in members})
        self.indices.extend(kept)
        self.weights.extend([1] * len(kept))
        self.indptr.append(len(self.indices))

    def add_weighted(self, members: Mapping[int, int]) -> None:
        """Add a set with weights."""
        kept = sorted(members)
        self.indices.extend(kept)
        self.weights.extend([members[member] for member in kept])
        self.indptr.append(len(self.indices))

    def build(self) -> Sets:
        """Return the sets that were added."""
        shape = (len(self.indptr) - 1, _WIDTH)
        parts = (
            np.frombuffer(self.weights, dtype=np.int32) if self.weights else _NONE,
            np.frombuffer(self.indices, dtype=np.int32) if self.indices else _NONE,
            np.frombuffer(self.indptr, dtype=np.int64).astype(_index(len(self.indices))),
        )
        matrix = csr_matrix(parts, shape=shape)
        matrix.has_sorted_indices = True
        matrix.has_canonical_format = True
        return Sets(matrix)


_NONE: NDArray[np.int32] = np.zeros(0, dtype=np.int32)


def _index(entries: int) -> type[np.integer]:
    return np.int32 if entries < 2**31 else np.int64


def join_sets(parts: Sequence[Sets]) -> Sets:
    """Return the sets of all *parts*, in their order."""
    if len(parts) == 1:
        return parts[0]
    matrix = vstack([part.matrix for part in parts], format="csr")
    matrix.has_sorted_indices = True
    matrix.has_canonical_format = True
    return Sets(matrix)
