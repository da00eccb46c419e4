"""
How two claims compare, as a table whose rows add up to a probability.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sijill.link.columns import Columns, Floats, Ints
from sijill.link.features import FEATURES, Feature
from sijill.link.profile import make_columns
from sijill.link.settings import Settings
from sijill.link.weights import Weights, load_weights
from sijill.model import Claim

_FEW = 128  # claims, of which weighing all pairs costs no more than finding the likely ones
MILLI = 1000  # weights are whole thousandths of a bit, so that sums know no order
_WIDEST_BITS = 60.0


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """
    One feature of a comparison.

    Attributes:
        feature: Name of the feature in ``weights.toml``.
        level: The level at which the comparison ended.
        bits: What the level weighs.
        sum: The weight up to this row, in bits.
    """

    feature: str
    level: str
    bits: float
    sum: float


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """
    Two claims compared.

    Attributes:
        left: Id of one claim.
        right: Id of the other.
        rows: Row by row, the prior first.
        bits: Sum of the rows.
        p_same: Probability that they speak of one incident, in (0, 1).
        weights: Version of the weights.
    """

    left: str
    right: str
    rows: tuple[ComparisonRow, ...]
    bits: float
    p_same: float
    weights: str


def compare_claims(
    left: Claim, right: Claim, *, settings: Settings, weights: Weights | None = None
) -> ComparisonTable:
    """
    Compare two claims, and say row by row why they are held to be one incident or not.

    Args:
        left: One claim.
        right: The other.
        settings: See `Settings`.
        weights: Match weights; ``None``: the bundled ones.

    Assumes:
        1. Features are independent given that the claims are one incident, or are not.

    References:
        .. [1] Fellegi, I. P. and Sunter, A. B. (1969). A theory for record linkage. Journal
           of the American Statistical Association, 64, 1183-1210. (Weights in bits.)
    """
    table = weights or load_weights()
    columns = make_columns((left, right), table.rarity)
    one, two = np.array([0]), np.array([len(columns) - 1])
    told = [("prior", "prior", table.prior)]
    for feature in FEATURES:
        level = feature.levels[int(feature.compare(columns, one, two, settings, table)[0])]
        told.append((feature.name, level, table.features[feature.name].get(level, 0.0)))
    rows, total = [], 0.0
    for name, level, bits in told:
        total += bits
        rows.append(ComparisonRow(name, level, bits, total))
    chance = float(probabilities(np.array([round(MILLI * total)]))[0])
    return ComparisonTable(left.id, right.id, tuple(rows), total, chance, table.version)


class Scale:
    """
    Weighs pairs of rows by one table of weights.

    Args:
        settings: See `Settings`.
        weights: The table.
        only: The columns that pairs will be of; if these are few, every pair is weighed at
            once, and looked up wherever it is asked for. ``None``: any.
    """

    def __init__(
        self, settings: Settings, weights: Weights, *, only: Columns | None = None
    ) -> None:
        self.settings = settings
        self.weights = weights
        self._bits = {
            feature.name: np.array(
                [
                    round(MILLI * weights.features[feature.name].get(level, 0.0))
                    for level in feature.levels
                ],
                dtype=np.int64,
            )
            for feature in FEATURES
        }
        self._prior = round(MILLI * weights.prior)
        self._known: Ints | None = None
        if only is not None and len(only) <= _FEW:
            self._known = self._weigh_all(only)

    def _weigh_all(self, columns: Columns) -> Ints:
        """Return the weights of all pairs, symmetric, of shape (n, n)."""
        n = len(columns)
        left, right = np.triu_indices(n, 1)
        found = np.zeros((n, n), dtype=np.int64)
        found[left, right] = self.weigh(columns, left, right)
        return found + found.T

    def weigh(self, columns: Columns, left: Ints, right: Ints) -> Ints:
        """Return the weight of each pair in thousandths of a bit, of shape (k,)."""
        if self._known is not None:
            return np.asarray(self._known[left, right])
        total = np.full(len(left), self._prior, dtype=np.int64)
        for feature in FEATURES:
            total += self._weigh(feature, columns, left, right)
        return total

    def weigh_likely(
        self, columns: Columns, left: Ints, right: Ints, *, bar: int
    ) -> tuple[Ints, Ints]:
        """
        Return which pairs weigh *bar* or more, and their weights.

        Slow features are looked at only where the others leave the bar in reach.
        """
        if self._known is not None:
            weight = self.weigh(columns, left, right)
            kept = np.flatnonzero(weight >= bar)
            return kept, weight[kept]
        rows = np.arange(len(left))
        total = np.full(len(left), self._prior, dtype=np.int64)
        slow = [feature for feature in FEATURES if feature.is_slow]
        for feature in FEATURES:
            if not feature.is_slow:
                total += self._weigh(feature, columns, left, right)
        while slow:
            most = sum(max(0, int(self._bits[feature.name].max())) for feature in slow)
            kept = np.flatnonzero(total + most >= bar)
            rows, total = rows[kept], total[kept]
            total = total + self._weigh(slow.pop(0), columns, left[rows], right[rows])
        kept = np.flatnonzero(total >= bar)
        return rows[kept], total[kept]

    def levels(self, columns: Columns, left: Ints, right: Ints) -> NDArray[np.int8]:
        """Return the level of each feature, of shape (k, features)."""
        found = [f.compare(columns, left, right, self.settings, self.weights) for f in FEATURES]
        return np.stack(found, axis=1).astype(np.int8)

    def weigh_levels(self, levels: NDArray[np.int8]) -> Ints:
        """Return the weight of each pair from the levels of its features, likewise."""
        found = np.full(len(levels), self._prior, dtype=np.int64)
        for number, feature in enumerate(FEATURES):
            found += self._bits[feature.name][levels[:, number]]
        return found

    def _weigh(self, feature: Feature, columns: Columns, left: Ints, right: Ints) -> Ints:
        levels = feature.compare(columns, left, right, self.settings, self.weights)
        return np.asarray(self._bits[feature.name][levels])


def probabilities(weights: Ints) -> Floats:
    """
    Return the probabilities that weights in thousandths of a bit stand for.

    Examples:
        >>> [float(p) for p in probabilities(np.array([0, 2000]))]
        [0.5, 0.8]
    """
    bits = np.clip(weights / MILLI, -_WIDEST_BITS, _WIDEST_BITS)
    return np.asarray(1.0 / (1.0 + np.exp2(-bits)))
