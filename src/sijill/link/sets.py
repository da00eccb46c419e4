"""
Many small sets, held one after another in three arrays, and how much two of them share.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Ints = NDArray[Any]

_WIDTH = 2**31 - 1  # members are hashes below this
_SMALL = 1_000_000  # products, up to which a full table costs less than a sparse one
_SMALL_EACH = 10_000  # the same for each pair that is asked for
_ALONE = 200_000  # products that one core makes sooner than others are woken for them
_ROWS_AT_ONCE = 100_000
_NO_MEMBERS: NDArray[np.int32] = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Sets:
    """
    Sets of hashes with a whole-number weight for each member.

    Attributes:
        starts: Where the members of each set begin, and where the last ends, of shape (n + 1,).
        members: Of all sets, sorted within each, of shape (m,).
        weights: Of all members, of shape (m,).
    """

    starts: Ints
    members: Ints
    weights: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> Ints:
        """Return how many members each set has, of shape (n,)."""
        return np.diff(self.starts)

    def row(self, position: int) -> Ints:
        """Return the members of one set, sorted."""
        return np.asarray(self.members[self.starts[position] : self.starts[position + 1]])

    def weights_of(self, position: int) -> Ints:
        """Return the weights of one set's members."""
        return np.asarray(self.weights[self.starts[position] : self.starts[position + 1]])

    def every(self) -> tuple[Ints, Ints]:
        """Return each member's set and the members."""
        return np.repeat(np.arange(len(self)), self.sizes), self.members

    def head(self, most: int) -> tuple[Ints, Ints]:
        """Return the sets and members of the first few of each set."""
        sets, members = self.every()
        kept = steps(self.sizes) < most
        return sets[kept], members[kept]

    def heaviest(self, most: int) -> tuple[Ints, Ints]:
        """Return the sets and members of the few of each set that weigh most."""
        sets, members = self.every()
        order = np.lexsort((-self.weights, sets))
        kept = order[steps(self.sizes) < most]
        return sets[kept], members[kept]

    def take(self, rows: Ints) -> Sets:
        """Return the sets at *rows*."""
        begin = self.starts[:-1][rows]
        counts = self.starts[1:][rows] - begin
        at = np.repeat(begin, counts) + steps(counts)
        return Sets(_add_up(counts), self.members[at], self.weights[at])

    def shared(self, left: Ints, right: Ints, other: Sets | None = None) -> Ints:
        """
        Return the sum of products of weights over common members, pair by pair.

        Args:
            left: Rows of these sets, of shape (k,).
            right: Rows of *other*, of shape (k,).
            other: Other sets; ``None``: these.
        """
        small = max(_SMALL, _SMALL_EACH * len(left))
        if other is None and len(self) ** 2 * len(self.members) <= small:
            return np.asarray(self._products()[left, right])
        one, two = self._matrix(), (other or self)._matrix()
        found = np.zeros(len(left), dtype=np.int64)
        for first in range(0, len(left), _ROWS_AT_ONCE):
            part = slice(first, first + _ROWS_AT_ONCE)
            common = one[left[part]].multiply(two[right[part]])
            sums = _add_up(common.data)
            found[part] = sums[common.indptr[1:]] - sums[common.indptr[:-1]]
        return found

    def _products(self) -> Ints:
        """Return what `shared` returns of every two of few small sets, of shape (n, n)."""
        members, columns = np.unique(self.members, return_inverse=True)
        table = np.zeros((len(self), len(members)))
        table[np.repeat(np.arange(len(self)), self.sizes), columns] = self.weights
        found = np.empty((len(self), len(self)), dtype=np.int64)
        rows = max(2, _ALONE // max(1, table.size))
        for first in range(0, len(self), rows):
            part = slice(first, first + rows)
            found[part] = table[part] @ table.T
        return found

    def _matrix(self) -> csr_matrix:
        """Return the sets as rows of a matrix with one column a hash."""
        parts = self.weights, self.members, self.starts.astype(_index(len(self.members)))
        matrix = csr_matrix(parts, shape=(len(self), _WIDTH))
        matrix.has_canonical_format = True
        return matrix


def steps(counts: Ints) -> Ints:
    """
    Return 0 to n-1 for each of *counts*, one after another.

    Examples:
        >>> steps(np.array([2, 0, 3])).tolist()
        [0, 1, 0, 1, 2]
    """
    total = int(counts.sum())
    return np.asarray(np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts))


def _add_up(values: Ints) -> Ints:
    """Return running sums of *values*, from 0."""
    return np.concatenate(([0], np.cumsum(values, dtype=np.int64)))


def _index(entries: int) -> type[np.integer]:
    return np.int32 if entries < 2**31 else np.int64


def sort_members(members: Iterable[int]) -> array[int]:
    """
    Return hashes as the members of a set: each once, below a bound, and sorted.

    Examples:
        >>> sort_members([7, 3, 7]).tolist()
        [3, 7]
    """
    return array("i", sorted({member % _WIDTH for member in members}))


@dataclass(slots=True)
class SetsBuilder:
    """Takes sets one by one."""

    starts: array[int] = field(default_factory=lambda: array("q", [0]))
    members: array[int] = field(default_factory=lambda: array("i"))
    weights: array[int] = field(default_factory=lambda: array("i"))

    def add(self, members: Iterable[int]) -> None:
        """Add a set whose members weigh one each."""
        self.add_sorted(sort_members(members))

    def add_sorted(self, members: array[int]) -> None:
        """Add a set that `sort_members` returned, whose members weigh one each."""
        self.members.extend(members)
        self.weights.extend([1] * len(members))
        self.starts.append(len(self.members))

    def add_weighted(self, members: array[int], weights: array[int]) -> None:
        """Add a set of sorted members with weights."""
        self.members.extend(members)
        self.weights.extend(weights)
        self.starts.append(len(self.members))

    def build(self) -> Sets:
        """Return the sets that were added."""
        return Sets(
            np.frombuffer(self.starts, dtype=np.int64),
            np.frombuffer(self.members, dtype=np.int32) if self.members else _NO_MEMBERS,
            np.frombuffer(self.weights, dtype=np.int32) if self.weights else _NO_MEMBERS,
        )


def join_sets(parts: Sequence[Sets]) -> Sets:
    """Return the sets of all *parts*, in their order."""
    if len(parts) == 1:
        return parts[0]
    return Sets(
        _add_up(np.concatenate([part.sizes for part in parts])),
        np.concatenate([part.members for part in parts]),
        np.concatenate([part.weights for part in parts]),
    )
