"""
Joins groups of claims best pair first, by the average weight of all pairs between them.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

from sijill.link.comparison import probability, weigh_profiles
from sijill.link.profile import Profile
from sijill.link.rules import may_join
from sijill.link.settings import Settings
from sijill.link.weights import Weights


class PairWeights:
    """The weight of each pair of claims, in thousandths of a bit."""

    def __init__(
        self, profiles: Sequence[Profile], settings: Settings, weights: Weights
    ) -> None:
        self.profiles = profiles
        self._settings = settings
        self._weights = weights
        self._veto = round(1000 * settings.veto_below_bits)

    def weigh(self, one: int, two: int) -> int | None:
        """Return the weight of a pair; ``None``: it may never stand together."""
        left, right = self.profiles[min(one, two)], self.profiles[max(one, two)]
        if not may_join(left, right):
            return None
        weight = weigh_profiles(left, right, self._settings, self._weights)
        return None if weight < self._veto else weight

    def chance(self, one: int, two: int) -> float:
        """Return the pair's probability, rules apart."""
        left, right = self.profiles[min(one, two)], self.profiles[max(one, two)]
        return probability(weigh_profiles(left, right, self._settings, self._weights) / 1000)


class Agglomeration:
    """Groups of positions that grow; a group is named by its smallest position."""

    def __init__(self, pairs: PairWeights, *, at: int) -> None:
        self._pairs = pairs
        self._at = at
        self._members = {n: [n] for n in range(len(pairs.profiles))}
        self._group = list(range(len(pairs.profiles)))
        self._apart: dict[int, set[int]] = {}
        self._sums: dict[int, dict[int, int | None]] = {n: {} for n in self._members}

    def members(self) -> Iterable[list[int]]:
        """Return the groups."""
        return self._members.values()

    def forbid(self, one: int, two: int) -> None:
        """Keep two positions apart for good."""
        self._apart.setdefault(one, set()).add(two)
        self._apart.setdefault(two, set()).add(one)

    def bind(self, one: int, two: int) -> None:
        """Put two positions together, unless that would join a forbidden pair."""
        left, right = sorted((self._group[one], self._group[two]))
        if left != right and not self._is_forbidden(left, right):
            self._merge(left, right)

    def join(self, candidates: Iterable[tuple[int, int]]) -> None:
        """Join groups, best first, as long as the average of all pairs reaches the bar."""
        for one, two in candidates:
            left, right = self._group[one], self._group[two]
            if left != right and right not in self._sums[left]:
                weight = self._pairs.weigh(one, two)
                if weight is not None and weight >= self._at:
                    self._connect(left, right)
        self._run(
            [
                (-average, left, right, len(self._members[left]), len(self._members[right]))
                for left, others in self._sums.items()
                for right in others
                if left < right and (average := self._average(left, right)) is not None
            ]
        )

    def _run(self, heap: list[tuple[float, int, int, int, int]]) -> None:
        heapq.heapify(heap)
        while heap:
            key, left, right, n_left, n_right = heapq.heappop(heap)
            if -key < self._at:
                return
            sizes = len(self._members.get(left, ())), len(self._members.get(right, ()))
            if sizes != (n_left, n_right):
                continue
            self._merge(left, right)
            for other in self._sums[left]:
                average = self._average(left, other)
                if average is not None:
                    low, high = sorted((left, other))
                    size = len(self._members[low]), len(self._members[high])
                    heapq.heappush(heap, (-average, low, high, *size))

    def _average(self, left: int, right: int) -> float | None:
        total = self._sums[left].get(right)
        if total is None:
            return None
        return total / (len(self._members[left]) * len(self._members[right]))

    def _connect(self, left: int, right: int) -> None:
        self._sums[left][right] = self._sums[right][left] = self._total(left, right)

    def _total(self, left: int, right: int) -> int | None:
        """Return the sum over all pairs between two groups; ``None``: one of them forbids."""
        if self._is_forbidden(left, right):
            return None
        total = 0
        for one in self._members[left]:
            for two in self._members[right]:
                weight = self._pairs.weigh(one, two)
                if weight is None:
                    return None
                total += weight
        return total

    def _is_forbidden(self, left: int, right: int) -> bool:
        others = set(self._members[right])
        return any(self._apart.get(one, set()) & others for one in self._members[left])

    def _merge(self, left: int, right: int) -> None:
        """Put *right*'s members into *left*, and add up what each neighbour weighs to both."""
        mine, theirs = self._sums[left], self._sums.pop(right)
        mine.pop(right, None)
        theirs.pop(left, None)
        fresh = {
            other: self._added(mine, theirs, other, left, right)
            for other in sorted(set(mine) | set(theirs))
        }
        self._members[left] = self._members[left] + self._members.pop(right)
        for one in self._members[left]:
            self._group[one] = left
        for other, total in fresh.items():
            self._sums[other].pop(right, None)
            mine[other] = self._sums[other][left] = total

    def _added(
        self,
        mine: dict[int, int | None],
        theirs: dict[int, int | None],
        other: int,
        left: int,
        right: int,
    ) -> int | None:
        one = mine[other] if other in mine else self._total(left, other)
        if one is None:
            return None
        two = theirs[other] if other in theirs else self._total(right, other)
        return None if two is None else one + two
