"""
What is believed about the number of people, as masses on a grid or as draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import expm1, log1p, sqrt
from typing import Protocol

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Posterior(Protocol):
    """What every estimator's uncertainty can be asked."""

    def quantile(self, share: float) -> float:
        """Return the number of people below which this share of belief lies."""

    def mean(self) -> float:
        """Return the expected number of people."""

    def mode(self) -> float:
        """Return the likeliest number of people."""

    def at(self, totals: Sequence[float]) -> list[float]:
        """Return the belief in each of these numbers of people."""

    def draw(self, n_draws: int, generator: Generator) -> Floats:
        """Return numbers of people, drawn by belief. Shape (n_draws,)."""


@dataclass(frozen=True)
class GridPosterior:
    """
    Belief in each whole number of people of a range.

    Attributes:
        totals: Numbers of people, rising by the same step. Shape (points,).
        masses: Belief in each; they sum to 1. Shape (points,).
    """

    totals: Floats
    masses: Floats

    def quantile(self, share: float) -> float:
        """Return the smallest number with at least this share of belief up to it."""
        place = int(np.searchsorted(np.cumsum(self.masses), share))
        return float(self.totals[min(place, len(self.totals) - 1)])

    def mean(self) -> float:
        """Return the expected number of people."""
        return float(self.totals @ self.masses)

    def mode(self) -> float:
        """Return the likeliest number of people."""
        return float(self.totals[int(np.argmax(self.masses))])

    def at(self, totals: Sequence[float]) -> list[float]:
        """Return the belief in each of these numbers; 0 off the grid."""
        masses = dict(zip(self.totals.tolist(), self.masses.tolist(), strict=True))
        return [masses.get(float(total), 0.0) for total in totals]

    def draw(self, n_draws: int, generator: Generator) -> Floats:
        """Return numbers of people, drawn by belief."""
        places = np.searchsorted(np.cumsum(self.masses), generator.random(n_draws))
        drawn: Floats = self.totals[np.minimum(places, len(self.totals) - 1)]
        return drawn


@dataclass(frozen=True)
class DrawnPosterior:
    """
    Draws of the number of people, by chain.

    Attributes:
        draws: Numbers of people. Shape (chains, draws).
    """

    draws: Floats

    def quantile(self, share: float) -> float:
        """Return the quantile of all chains' draws, interpolated between neighbours."""
        return float(np.quantile(self.draws, share))

    def mean(self) -> float:
        """Return the mean of all draws."""
        return float(self.draws.mean())

    def mode(self) -> float:
        """Return where the shortest run of half the draws ends up, halved again and again."""
        rest = np.sort(self.draws, axis=None)
        while len(rest) > 2:
            width = (len(rest) + 1) // 2
            spans = rest[width - 1 :] - rest[: len(rest) - width + 1]
            start = int(np.argmin(spans))
            rest = rest[start : start + width]
        return float(rest.mean())

    def at(self, totals: Sequence[float]) -> list[float]:
        """Return the share of draws at each of these numbers."""
        return [float(np.mean(self.draws == total)) for total in totals]

    def draw(self, n_draws: int, generator: Generator) -> Floats:
        """Return draws taken again, at random."""
        drawn: Floats = generator.choice(self.draws.ravel(), n_draws)
        return drawn


@dataclass(frozen=True)
class LogNormalUnlisted:
    """
    A point with a standard error, the unlisted taken as log-normal about it.

    Attributes:
        observed: People on at least one list.
        unlisted: Estimated people on none.
        standard_error: Of *unlisted*, in persons.
    """

    observed: float
    unlisted: float
    standard_error: float

    def quantile(self, share: float) -> float:
        """Return the quantile of the listed and the unlisted together."""
        from statistics import NormalDist

        if not 0 < share < 1 or self.unlisted <= 0:
            return self.observed + max(self.unlisted, 0.0)
        return self.observed + self.unlisted * float(
            np.exp(NormalDist().inv_cdf(share) * self._spread())
        )

    def mean(self) -> float:
        """Return the point."""
        return self.observed + self.unlisted

    def mode(self) -> float:
        """Return the point."""
        return self.observed + self.unlisted

    def at(self, totals: Sequence[float]) -> list[float]:
        """Return zeros: a point has no belief in single numbers."""
        return [0.0 for _ in totals]

    def draw(self, n_draws: int, generator: Generator) -> Floats:
        """Return numbers of people about the point, never below the listed."""
        if self.unlisted <= 0:
            return np.full(n_draws, self.observed)
        logs = self._spread() * generator.standard_normal(n_draws)
        drawn: Floats = self.observed + self.unlisted * np.exp(logs)
        return drawn

    def _spread(self) -> float:
        return sqrt(min(log1p((self.standard_error / self.unlisted) ** 2), 700.0))


def lognormal_error(low: float, high: float, unlisted: float, reach: float) -> float:
    """
    Return the standard error of a log-normal whose interval is as wide as this one.

    Args:
        low: Lower end, in unlisted persons.
        high: Upper end, in unlisted persons.
        unlisted: Point, in unlisted persons.
        reach: Standard normal quantile of the interval, such as 1.96.
    """
    if low <= 0 or unlisted <= 0:
        return max(high - unlisted, 0.0) / reach
    spread = (np.log(high) - np.log(low)) / (2 * reach)
    return float(unlisted * sqrt(expm1(min(spread**2, 700.0))))
