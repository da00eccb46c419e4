"""
Which log-linear models there are, which of them has an estimate, and the best of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from sijill.estimate.poisson import (
    Design,
    PoissonFit,
    fit_poisson,
    make_design,
    why_no_estimate,
)
from sijill.estimate.special import log_gamma
from sijill.estimate.table import PatternTable

Floats = NDArray[np.float64]
_TRIPLES_UP_TO = 4  # lists; five have 6,893 models with triples, and few tables that bear them
_ALL_PAIRS_UP_TO = 5  # lists; six have 32,768 models of pairs, so these are searched stepwise
_FARTHEST = 1e6  # how many times the listed a profile is followed before it counts as open


@dataclass(frozen=True)
class Candidate:
    """
    One hierarchical model of the table.

    Attributes:
        name: Its largest interactions, by number of list: ``[123,14,34]``.
        interactions: Sets of two lists or more, as bits.
        design: Its cells and terms.
        fit: Its fit.
    """

    name: str
    interactions: tuple[int, ...]
    design: Design
    fit: PoissonFit


def fit_models(table: PatternTable, *, by: str) -> list[Candidate]:
    """
    Fit the hierarchical models of a table and sort them by a criterion, the best first.

    All models with interactions of up to three of four lists, all with pairs of five lists,
    and those that forward steps reach among pairs of more.

    Args:
        table: Three lists or more.
        by: ``bic`` or ``aic``.

    Assumes:
        1. Within a model, lists depend on one another only by its interactions.

    References:
        .. [1] Fienberg, S. E. (1972). The multiple recapture census for closed populations and
           incomplete 2^k contingency tables. Biometrika, 59(3), 591-603.

    Examples:
        >>> table = PatternTable.of("ABC", {"100": 60, "010": 49, "001": 247, "110": 4,
        ...     "101": 112, "011": 142, "111": 12})
        >>> best = fit_models(table, by="bic")[0]
        >>> best.name, round(table.observed + best.fit.unlisted)
        ('[12,3]', 731)
    """
    counts = table.full_counts()
    if len(table.lists) <= _ALL_PAIRS_UP_TO:
        found = [_fit(counts, model) for model in _all_models(len(table.lists))]
    else:
        found = _step_forward(counts, len(table.lists), by)
    return sorted(found, key=lambda model: float(getattr(model.fit, by)))


def profile_interval(
    design: Design, observed: int, unlisted: float, level: float
) -> tuple[float, float]:
    """
    Return the totals that the likelihood ratio does not reject.

    Args:
        design: The model's design.
        observed: Listed people.
        unlisted: Where to start: the fitted number.
        level: Coverage aimed at.

    Returns:
        Lower and upper end, in persons; the upper is infinite where the likelihood stays flat.

    Assumes:
        1. The model is right, and was not chosen by the same data.

    References:
        .. [1] Cormack, R. M. (1992). Interval estimation for mark-recapture studies of closed
           populations. Biometrics, 48(2), 567-576.
    """
    from scipy.optimize import brentq, minimize_scalar

    def fall(missing: float) -> float:
        return -_profile(design, missing)

    reach = max(4.0 * unlisted, 20.0)
    best = minimize_scalar(
        fall, bounds=(1e-6, reach), method="bounded", options={"xatol": 1e-6 * max(unlisted, 1)}
    )
    allowed = NormalDist().inv_cdf((1 + level) / 2) ** 2 / 2

    def gap(missing: float) -> float:
        return float(fall(missing) - best.fun - allowed)

    low = 0.0 if gap(1e-6) <= 0 else brentq(gap, 1e-6, best.x)
    high = reach
    while gap(high) < 0:
        high *= 4
        if high > _FARTHEST * observed:
            return observed + low, np.inf
    return observed + low, observed + brentq(gap, best.x, high)


def _profile(design: Design, missing: float) -> float:
    """Return the multinomial log-likelihood with this many unlisted, up to a constant."""
    fit = fit_poisson(design, missing=missing)
    matrix = np.vstack([np.eye(1, design.matrix.shape[1]), design.matrix])
    counts = np.append(missing, design.counts)
    total = counts.sum()
    logs = matrix @ fit.coefficients - np.log(total)
    return float(log_gamma(total + 1) - log_gamma(missing + 1) + counts @ logs)


def _fit(counts: Floats, interactions: Sequence[int]) -> Candidate:
    n_lists = len(counts).bit_length() - 1
    design = make_design(counts, interactions)
    return Candidate(
        _name(interactions, n_lists), tuple(interactions), design, fit_poisson(design)
    )


def bears_estimate(candidate: Candidate) -> str | None:
    """Return why a model has no estimate, or ``None`` if it has one."""
    if not candidate.fit.settled:
        return "its fit does not settle"
    return why_no_estimate(candidate.design)


def _all_models(n_lists: int) -> Iterator[tuple[int, ...]]:
    """Yield every hierarchical model's interactions."""
    pairs = [1 << i | 1 << j for i, j in combinations(range(n_lists), 2)]
    triples = [1 << i | 1 << j | 1 << k for i, j, k in combinations(range(n_lists), 3)]
    if n_lists == 3 or n_lists > _TRIPLES_UP_TO:
        triples = []  # three lists: the one triple would leave the unlisted without a fit
    for size in range(len(pairs) + 1):
        for chosen in combinations(pairs, size):
            inside = [t for t in triples if all(p in chosen for p in pairs if p & t == p)]
            for extra in range(len(inside) + 1):
                yield from (chosen + more for more in combinations(inside, extra))


def _step_forward(counts: Floats, n_lists: int, by: str) -> list[Candidate]:
    """Return the models met on the way from independence, a pair at a time."""
    pairs = [1 << i | 1 << j for i, j in combinations(range(n_lists), 2)]
    best = _fit(counts, ())
    met = [best]
    while True:
        nexts = [
            _fit(counts, (*best.interactions, pair))
            for pair in pairs
            if pair not in best.interactions
        ]
        nexts = [model for model in nexts if bears_estimate(model) is None]
        met += nexts
        better = min(nexts, key=lambda model: float(getattr(model.fit, by)), default=best)
        if getattr(better.fit, by) >= getattr(best.fit, by):
            return met
        best = better


def _name(interactions: Sequence[int], n_lists: int) -> str:
    """Return the sets that lie in no other, largest first, by number of list."""
    sets = [*interactions, *(1 << bit for bit in range(n_lists))]
    largest = [s for s in sets if not any(s != other and s & other == s for other in sets)]
    named = ["".join(str(b + 1) for b in range(n_lists) if s >> b & 1) for s in largest]
    return "[" + ",".join(sorted(named, key=lambda n: (-len(n), n))) + "]"
