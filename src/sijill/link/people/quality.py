"""
Precision and recall of linking people, with intervals, from pairs that a person labelled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng

_DRAWS = 20_000
_PRIOR = 0.5  # Jeffreys


@dataclass(frozen=True, slots=True)
class Judged:
    """
    A pair that a person labelled.

    Attributes:
        band: Number of the band that it was drawn from; pairs of a band are alike.
        together: Whether linking holds the two to be one person.
        same: Whether the person does.
    """

    band: int
    together: bool
    same: bool


@dataclass(frozen=True, slots=True)
class PairQuality:
    """
    How right linking is, of the pairs that were compared.

    Attributes:
        labelled: Pairs with a label.
        precision: Share of the pairs held to be one person that are.
        precision_between: Ends of its interval.
        recall: Share of the pairs of one person that are held to be.
        recall_between: Ends of its interval.
        level: Coverage that the intervals aim at.
        unlabelled: Pairs in bands of which nobody labelled any; the intervals hold all that
            these may be.
    """

    labelled: int
    precision: float
    precision_between: tuple[float, float]
    recall: float
    recall_between: tuple[float, float]
    level: float
    unlabelled: int


def measure_pairs(
    judged: Sequence[Judged], sizes: Sequence[tuple[int, bool]], *, level: float
) -> PairQuality:
    """
    Estimate precision and recall from a sample drawn band by band.

    Of each band the share of pairs of one person is drawn from its belief (a beta with
    Jeffreys' prior), and the bands are added by their sizes.

    Args:
        judged: The labelled pairs, each drawn by chance from its band.
        sizes: How many pairs each band holds, and whether linking holds them together.
        level: Coverage that the intervals aim at.

    Assumes:
        1. Labels are right.
        2. Pairs that were never compared, or weighed next to nothing, are of two people.

    Examples:
        >>> judged = [Judged(0, True, n != 0) for n in range(50)]
        >>> judged += [Judged(1, False, n < 5) for n in range(50)]
        >>> found = measure_pairs(judged, [(900, True), (200, False)], level=0.95)
        >>> round(found.precision, 2), round(found.recall, 2)
        (0.97, 0.98)
        >>> [round(end, 2) for end in found.precision_between]
        [0.91, 1.0]
    """
    generator = default_rng(1)
    held_same = np.zeros(_DRAWS)
    apart_same = np.zeros(_DRAWS)
    for band, (size, together) in enumerate(sizes):
        labels = [one.same for one in judged if one.band == band]
        yes, no = sum(labels), len(labels) - sum(labels)
        drawn = size * generator.beta(_PRIOR + yes, _PRIOR + no, _DRAWS) if size else 0.0
        if together:
            held_same += drawn
        else:
            apart_same += drawn
    held = sum(size for size, together in sizes if together)
    precision = held_same / max(1, held)
    recall = held_same / np.maximum(held_same + apart_same, 1e-9)
    labelled = {one.band for one in judged}
    unlabelled = sum(size for band, (size, _) in enumerate(sizes) if band not in labelled)
    return PairQuality(
        len(judged), float(precision.mean()), _ends(precision, level), float(recall.mean()),
        _ends(recall, level), level, unlabelled,
    )  # fmt: skip


def _ends(
    draws: np.ndarray[tuple[int], np.dtype[np.float64]], level: float
) -> tuple[float, float]:
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
