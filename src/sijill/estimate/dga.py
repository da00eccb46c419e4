"""
The number of people, averaged over every decomposable graph of dependence between the lists.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sijill.errors import ModelError, SettingsError
from sijill.estimate.graphs import MOST_LISTS, list_graphs, name_cliques
from sijill.estimate.posterior import GridPosterior
from sijill.estimate.special import log_gamma, log_sum_exp
from sijill.estimate.table import PatternTable

Floats = NDArray[np.float64]
PRIORS = ("inverse", "flat")
_BLOCK = 1 << 20  # graphs times grid points held at once: 8 MB, so that memory stays flat
_SCREENED_FROM = 1000  # graphs; five lists' 822 are quick enough to keep whole
_SCREEN_POINTS = 200  # of the grid, on which graphs are dropped that matter nowhere
_SCREEN_DEPTH = 36.0  # log belief below the best graph: 18,154 of them weigh under 1e-11


@dataclass(frozen=True, slots=True)
class DgaSettings:
    """
    Settings of `average_graphs`.

    Attributes:
        delta: Prior people in each cell of the table, above 0; ``None``: ``2 ** -lists``.
        least_missing: First number of unlisted people on the grid.
        most_missing: Last number on the grid; ``None``: ten times the listed.
        step: Between grid points, in persons, at least 1.
        prior: ``inverse``: a total N has prior 1/N; ``flat``: every total alike.
    """

    delta: float | None = None
    least_missing: int = 1
    most_missing: int | None = None
    step: int = 1
    prior: str = "inverse"


@dataclass(frozen=True)
class GraphAverage:
    """
    The outcome of `average_graphs`.

    Attributes:
        posterior: Belief in each total of the grid.
        models: Cliques and belief of each graph, the likeliest first.
        saturated: Belief in the graph that joins all lists, for which the unlisted are prior.
    """

    posterior: GridPosterior
    models: tuple[tuple[str, float], ...]
    saturated: float


def average_graphs(table: PatternTable, settings: DgaSettings | None = None) -> GraphAverage:
    """
    Return the belief in each total, over every decomposable graph between the lists.

    Args:
        table: Two to six lists; three or more to learn how they depend on one another.
        settings: See `DgaSettings`.

    Returns:
        The belief, exact on its grid.

    Raises:
        ModelError: If the table has more lists than can be averaged over.
        SettingsError: If a setting is out of range.

    Assumes:
        1. Linkage is right, and the lists cover the same people, place and period.
        2. How lists depend on one another is some decomposable graph, each as likely before.
        3. Every person follows the same graph and the same chances.
        4. The total lies on the grid.

    References:
        .. [1] Madigan, D. and York, J. C. (1997). Bayesian methods for estimation of the size
           of a closed population. Biometrika, 84(1), 19-31. (Prior, likelihood, averaging.)
        .. [2] Dawid, A. P. and Lauritzen, S. L. (1993). Hyper Markov laws in the statistical
           analysis of decomposable graphical models. Annals of Statistics, 21(3), 1272-1317.

    Examples:
        >>> table = PatternTable.of("ABC", {"100": 60, "010": 49, "001": 247, "110": 4,
        ...     "101": 112, "011": 142, "111": 12})
        >>> found = average_graphs(table)
        >>> found.posterior.quantile(0.5), found.models[0][0]
        (731.0, '[A,B][C]')
    """
    settings = settings or DgaSettings()
    missing = _grid(table, settings)
    factors = list_graphs(len(table.lists)) if len(table.lists) <= MOST_LISTS else None
    if factors is None:
        raise ModelError(
            f"graphs can be averaged over {MOST_LISTS} lists at most, and there are "
            f"{len(table.lists)}. Join lists, or choose lcmcr."
        )
    by_total, by_graph = _sum_likelihoods(table, settings, missing, factors)
    shares = np.exp(by_graph - log_sum_exp(by_graph))
    order = np.argsort(-shares, kind="stable")
    return GraphAverage(
        GridPosterior(missing + table.observed, np.exp(by_total - log_sum_exp(by_total))),
        tuple(
            (name_cliques(factors[row], table.lists), float(shares[row])) for row in order[:10]
        ),
        float(shares[factors[:, -1] > 0].sum()),
    )


def prior_cells(table: PatternTable, settings: DgaSettings) -> float:
    """Return the prior people in each cell that the settings mean for this table."""
    return 2.0 ** -len(table.lists) if settings.delta is None else settings.delta


def _grid(table: PatternTable, settings: DgaSettings) -> Floats:
    """Return the numbers of unlisted people to try."""
    last = settings.most_missing
    last = 10 * table.observed if last is None else last
    if settings.least_missing < 0 or last < settings.least_missing or settings.step < 1:
        raise SettingsError(
            f"the grid of unlisted people runs from {settings.least_missing} to {last} by "
            f"{settings.step}: expected 0 <= least_missing <= most_missing and a step of 1 or "
            "more. Set them so."
        )
    if prior_cells(table, settings) <= 0 or settings.prior not in PRIORS:
        raise SettingsError(
            f"delta is {settings.delta} and prior {settings.prior!r}: expected a delta above 0 "
            f"and a prior of {' or '.join(PRIORS)}. Set them so."
        )
    return np.arange(settings.least_missing, last + 1, settings.step, dtype=np.float64)


def _sum_likelihoods(
    table: PatternTable, settings: DgaSettings, missing: Floats, factors: NDArray[np.int8]
) -> tuple[Floats, Floats]:
    """Return log belief, up to a constant, by total and by graph, block after block."""
    delta = prior_cells(table, settings)
    constants, shifts = _margins(table, delta)
    weights = factors.astype(np.float64)
    fixed = weights @ constants
    fixed -= fixed.max()
    kept = _screen(weights, fixed, missing, shifts)
    all_graphs = np.full(len(weights), -np.inf)
    weights, fixed = weights[kept], fixed[kept]
    by_total = np.empty(len(missing))
    by_graph = np.full(len(weights), -np.inf)
    size = max(1, _BLOCK // len(weights))
    for start in range(0, len(missing), size):
        block = slice(start, start + size)
        scores = weights @ _open_cells(missing[block], shifts)
        scores += fixed[:, None]
        tops = scores.max(axis=0)
        scores -= tops
        np.exp(scores, out=scores)
        prior = tops + _log_prior(table, settings, missing[block])
        by_total[block] = prior + np.log(scores.sum(axis=0))
        peak = prior.max()
        with np.errstate(divide="ignore"):
            added = peak + np.log(scores @ np.exp(prior - peak))
        by_graph = np.logaddexp(by_graph, added)
    all_graphs[kept] = by_graph
    return by_total, all_graphs


def _screen(
    weights: Floats, fixed: Floats, missing: Floats, shifts: Floats
) -> NDArray[np.intp]:
    """Return the graphs that come near the best one somewhere on the grid."""
    if len(weights) <= _SCREENED_FROM:
        return np.arange(len(weights))
    places = np.unique(np.geomspace(1, len(missing), _SCREEN_POINTS).astype(np.int64)) - 1
    scores = weights @ _open_cells(missing[places], shifts) + fixed[:, None]
    near = scores >= scores.max(axis=0) - _SCREEN_DEPTH
    return np.flatnonzero(near.any(axis=1))


def _margins(table: PatternTable, delta: float) -> tuple[Floats, Floats]:
    """
    Return, for each set of lists, its margin's known part and the open cell's prior count.

    The open cell of a margin is "on none of these lists": it holds the unlisted too.
    """
    n_lists = len(table.lists)
    counts = table.full_counts()
    places = np.arange(1 << n_lists)
    constants, shifts = np.empty(1 << n_lists), np.empty(1 << n_lists)
    for members in range(1 << n_lists):
        cells = np.bincount(places & members, weights=counts, minlength=1 << n_lists)
        inside = np.unique(places & members)
        prior = delta * 2.0 ** (n_lists - members.bit_count())
        closed = inside[inside != 0]
        constants[members] = log_gamma(cells[closed] + prior).sum() - len(inside) * log_gamma(
            prior
        )
        shifts[members] = cells[0] + prior
    return constants, shifts


def _open_cells(missing: Floats, shifts: Floats) -> Floats:
    """
    Return the open cell's part of each margin by number of unlisted. Shape (sets, points).

    One ``log_gamma(missing + 1)`` is taken from every set: rows of factors sum to 0, so nothing
    changes but the size of the numbers, and with it the rounding.
    """
    open_cells: Floats = log_gamma(missing + shifts[:, None]) - log_gamma(missing + 1)
    return open_cells


def _log_prior(table: PatternTable, settings: DgaSettings, missing: Floats) -> Floats:
    """Return the part of each total's belief that all graphs share."""
    totals = missing + table.observed
    ways: Floats = log_gamma(totals + 1) - log_gamma(missing + 1)
    return ways - np.log(totals) if settings.prior == "inverse" else ways
