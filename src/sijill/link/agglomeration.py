"""
Joins claims best pair first, by the average weight of all pairs between two groups.

Average linkage with a veto: a pair that may not stand together, or that lies far apart,
keeps its groups apart for good, so that no chain of near matches drags distant claims in.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sijill.link.columns import Flags, Ints

Accept = Callable[[float, int, int], bool]
_NEVER = -np.inf


def always(_average: float, _left: int, _right: int) -> bool:
    """Accept every join."""
    return True


def join_groups(
    weights: Ints, apart: Flags, *, at: float, bound: list[tuple[int, int]], accept: Accept
) -> list[list[int]]:
    """
    Return groups of positions, each sorted, by their smallest.

    Args:
        weights: Weight of each pair, symmetric, of shape (n, n).
        apart: Pairs that may never stand in one group, likewise.
        at: Average from which two groups are joined.
        bound: Pairs that people joined; they are joined first, unless that would join a pair
            that is apart for people.
        accept: Asked of each join, with the average and the two groups' smallest positions;
            "no" keeps the groups apart.

    Examples:
        >>> apart = np.zeros((2, 2), dtype=bool)
        >>> pairs = (np.array([[0, weight], [weight, 0]]) for weight in (-1, 0))
        >>> [join_groups(one, apart, at=0, bound=[], accept=always) for one in pairs]
        [[[0], [1]], [[0, 1]]]
    """
    groups = _Groups(weights, apart)
    for one, two in bound:
        groups.bind(one, two)
    while True:
        average, left, right = groups.best()
        if average < at:
            return groups.members()
        if accept(average, left, right):
            groups.merge(left, right)
        else:
            groups.part(left, right)


class _Groups:
    """Groups under way; a group is named by its smallest position."""

    def __init__(self, weights: Ints, apart: Flags) -> None:
        n = len(weights)
        self._sums = weights.astype(np.int64)
        self._apart = apart.copy()
        np.fill_diagonal(self._apart, True)
        self._sizes = np.ones(n, dtype=np.int64)
        self._members = {row: [row] for row in range(n)}
        self._name = list(range(n))
        self._means = self._sums.astype(float)
        self._means[self._apart] = _NEVER
        self._top = self._means.max(axis=1, initial=_NEVER)

    def best(self) -> tuple[float, int, int]:
        """Return the highest average, and the two groups, first in order of equals."""
        left = int(self._top.argmax())
        right = int(self._means[left].argmax())
        return float(self._top[left]), min(left, right), max(left, right)

    def bind(self, one: int, two: int) -> None:
        """Put two positions together."""
        left, right = sorted((self._name[one], self._name[two]))
        if left != right:
            self.merge(left, right)

    def part(self, left: int, right: int) -> None:
        """Keep two groups apart."""
        self._apart[left, right] = self._apart[right, left] = True
        self._means[left, right] = self._means[right, left] = _NEVER
        self._top[[left, right]] = self._means[[left, right]].max(axis=1)

    def merge(self, left: int, right: int) -> None:
        """Put *right*'s members into *left*, the smaller."""
        self._sums[left] += self._sums[right]
        self._sums[:, left] = self._sums[left]
        self._apart[left] |= self._apart[right]
        self._apart[right] = True
        self._apart[:, left] = self._apart[left]
        self._apart[:, right] = True
        self._apart[left, left] = True
        self._sizes[left] += self._sizes[right]
        for member in self._members[right]:
            self._name[member] = left
        self._members[left] = sorted((*self._members[left], *self._members.pop(right)))
        self._refresh(left, right)

    def _refresh(self, left: int, right: int) -> None:
        means = self._sums[left] / (self._sizes[left] * self._sizes)
        means[self._apart[left]] = _NEVER
        stale = self._is_stale(left, right) & (means < self._top)
        self._means[left], self._means[:, left] = means, means
        self._means[right], self._means[:, right] = _NEVER, _NEVER
        self._top[left], self._top[right] = means.max(initial=_NEVER), _NEVER
        self._top = np.where(stale, _NEVER, np.maximum(self._top, means))
        for row in np.flatnonzero(stale):
            self._top[row] = self._means[row].max()

    def _is_stale(self, left: int, right: int) -> Flags:
        """Say which rows had their best in one of two columns that change."""
        old = np.maximum(self._means[:, left], self._means[:, right])
        stale = (old >= self._top) & np.isfinite(old)
        stale[[left, right]] = False
        return np.asarray(stale)

    def members(self) -> list[list[int]]:
        """Return the groups."""
        return [self._members[name] for name in sorted(self._members)]
