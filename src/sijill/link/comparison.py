"""
How two claims compare, as a table whose rows add up to a probability.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sijill.link.features import FEATURES
from sijill.link.profile import Profile, make_profiles
from sijill.link.settings import Settings
from sijill.link.weights import Weights, load_weights
from sijill.link.words import Frequencies
from sijill.model import Claim

NO_RECORD = Frequencies()


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """
    One feature of a comparison.

    Attributes:
        feature: Name of the feature in ``weights.toml``.
        level: The level at which the comparison ended.
        bits: What the level weighs.
    """

    feature: str
    level: str
    bits: float


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
    """

    left: str
    right: str
    rows: tuple[ComparisonRow, ...]
    bits: float
    p_same: float


def compare_claims(
    left: Claim,
    right: Claim,
    *,
    settings: Settings,
    frequencies: Frequencies = NO_RECORD,
) -> ComparisonTable:
    """
    Compare two claims, and say row by row why they are held to be one incident or not.

    Args:
        left: One claim.
        right: The other.
        settings: See `Settings`.
        frequencies: How common words are in the record of the claims (`count_words`).

    Assumes:
        1. Features are independent given that the claims are one incident, or are not.

    References:
        .. [1] Fellegi, I. P. and Sunter, A. B. (1969). A theory for record linkage. Journal
           of the American Statistical Association, 64, 1183-1210. (Weights in bits.)
    """
    weights = load_weights()
    one, two = make_profiles((left, right), frequencies)
    levels = compare_profiles(one, two, settings, weights)
    rows = [ComparisonRow("prior", "prior", weights.prior)]
    rows += [
        ComparisonRow(feature, level, weights.features[feature].get(level, 0.0))
        for feature, level in levels
    ]
    bits = sum(row.bits for row in rows)
    return ComparisonTable(left.id, right.id, tuple(rows), bits, probability(bits))


def compare_profiles(
    left: Profile, right: Profile, settings: Settings, weights: Weights
) -> list[tuple[str, str]]:
    """Return the level of each feature."""
    return [(name, level(left, right, settings, weights)) for name, level in FEATURES]


def weigh_profiles(left: Profile, right: Profile, settings: Settings, weights: Weights) -> int:
    """Return the pair's weight in thousandths of a bit, whole so that sums know no order."""
    bits = weights.prior
    for feature, level in compare_profiles(left, right, settings, weights):
        bits += weights.features[feature].get(level, 0.0)
    return round(1000 * bits)


def probability(bits: float) -> float:
    """
    Return the probability that *bits* of weight stand for.

    Examples:
        >>> probability(0.0), probability(2.0)
        (0.5, 0.8)
    """
    return 1.0 / (1.0 + math.pow(2.0, -max(-60.0, min(60.0, bits))))
