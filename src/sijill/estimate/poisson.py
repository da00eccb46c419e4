"""
Fit a log-linear model of the table's cells, and say whether it has an estimate at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from sijill.estimate.special import log_gamma

Floats = NDArray[np.float64]
_CLOSE = 1e-12  # relative change of the deviance at which a fit has settled
_MOST_STEPS = 100


@dataclass(frozen=True)
class Design:
    """
    The cells that a model speaks of, and the terms that each holds.

    Attributes:
        cells: Sets of lists as bits, the first list lowest. Shape (cells,).
        matrix: Shape (cells, terms). The first column is ones: the log of the unlisted.
        counts: People in each cell. Shape (cells,).
        n_parameters: Terms of the model, those fixed at minus infinity included.
    """

    cells: NDArray[np.int64]
    matrix: Floats
    counts: Floats
    n_parameters: int


@dataclass(frozen=True)
class PoissonFit:
    """
    A fitted model.

    Attributes:
        unlisted: Estimated people on no list, in persons.
        standard_error: Of the total, in persons.
        bias: Large-sample bias of *unlisted*, in persons.
        deviance: Twice the log-likelihood ratio against the saturated model.
        aic: Akaike's criterion.
        bic: Bayesian criterion; the listed people are its sample size.
        coefficients: Log-linear coefficients. Shape (terms,).
        settled: Whether the iterations converged.
    """

    unlisted: float
    standard_error: float
    bias: float
    deviance: float
    aic: float
    bic: float
    coefficients: Floats
    settled: bool


def make_design(full_counts: Floats, interactions: Iterable[int]) -> Design:
    """
    Return the design of a model with every list's own term and these interactions.

    An interaction whose lists no person shares has its coefficient at minus infinity; its
    cells are certain to be empty and leave the table, as [1]_ shows to be right.

    Args:
        full_counts: `PatternTable.full_counts`. Shape (2 ** lists,).
        interactions: Sets of two or more lists as bits.

    References:
        .. [1] Chan, L., Silverman, B. W. and Vincent, K. (2021). Multiple systems estimation
           for sparse capture data. Journal of the American Statistical Association, 116(535),
           1297-1306. (Empty overlaps, existence, identifiability.)
    """
    n_lists = len(full_counts).bit_length() - 1
    cells = np.arange(1, len(full_counts))
    terms = [0, *(1 << bit for bit in range(n_lists)), *sorted(interactions)]
    holds = {term: (cells & term) == term for term in terms}
    empty = [t for t in terms[1 + n_lists :] if full_counts[cells[holds[t]]].sum() == 0]
    kept = np.ones(len(cells), dtype=bool)
    for term in empty:
        kept &= ~holds[term]
    matrix = np.column_stack([holds[t][kept] for t in terms if t not in empty])
    return Design(cells[kept], matrix.astype(np.float64), full_counts[cells[kept]], len(terms))


def why_no_estimate(design: Design) -> str | None:
    """
    Return why a model's maximum likelihood estimate does not exist, or ``None`` if it does.

    Examples:
        >>> counts = np.array([0, 40, 30, 6, 20, 0, 0, 0.])  # nobody of C's on A or B
        >>> why_no_estimate(make_design(counts, [0b011]))
        'unlisted people have no finite estimate'
        >>> why_no_estimate(make_design(counts, []))
    """
    from scipy.optimize import linprog

    if np.linalg.matrix_rank(design.matrix) < design.matrix.shape[1]:
        return "its terms cannot be told apart"
    n_cells, n_terms = design.matrix.shape
    if np.all(design.counts > 0):
        return None
    # Raise the lowest cell as far as the model's margins allow: at 0 the estimate is infinite.
    equal = np.hstack([design.matrix.T, np.zeros((n_terms, 1))])
    above = np.hstack([-np.eye(n_cells), np.ones((n_cells, 1))])
    found = linprog(
        np.append(np.zeros(n_cells), -1.0),
        A_ub=above,
        b_ub=np.zeros(n_cells),
        A_eq=equal,
        b_eq=design.matrix.T @ design.counts,
        bounds=[(0, None)] * (n_cells + 1),
    )
    exists = found.status == 0 and -found.fun > 1e-7
    return None if exists else "unlisted people have no finite estimate"


def fit_poisson(design: Design, *, missing: float | None = None) -> PoissonFit:
    """
    Fit the model by maximum likelihood.

    Args:
        design: See `make_design`.
        missing: People on no list, if they are taken as known; ``None``: unknown.

    Assumes:
        1. The model's estimate exists: ask `why_no_estimate` first.

    References:
        .. [1] Cormack, R. M. (1989). Log-linear models for capture-recapture. Biometrics,
           45(2), 395-413. (The model, and the total's variance.)
        .. [2] Cordeiro, G. M. and McCullagh, P. (1991). Bias correction in generalized linear
           models. Journal of the Royal Statistical Society B, 53(3), 629-643. (The bias.)
    """
    matrix, counts = design.matrix, design.counts
    if missing is not None:
        first = np.eye(1, matrix.shape[1])
        matrix, counts = np.vstack([first, matrix]), np.append(missing, counts)
    coefficients, settled = _iterate(matrix, counts)
    means = np.exp(matrix @ coefficients)
    covariance = np.linalg.pinv(matrix.T @ (means[:, None] * matrix), hermitian=True)
    unlisted = float(np.exp(min(coefficients[0], 700.0)))
    deviance = _deviance(counts, means)
    likelihood = float((counts * np.log(means) - means - log_gamma(counts + 1)).sum())
    leverage = np.einsum("ij,jk,ik->i", matrix, covariance, matrix)
    slant = -0.5 * covariance @ (matrix.T @ (means * leverage))
    return PoissonFit(
        unlisted=unlisted,
        standard_error=float(np.sqrt(unlisted + unlisted**2 * covariance[0, 0])),
        bias=float(unlisted * (slant[0] + covariance[0, 0] / 2)),
        deviance=deviance,
        aic=2 * design.n_parameters - 2 * likelihood,
        bic=design.n_parameters * log(counts.sum()) - 2 * likelihood,
        coefficients=coefficients,
        settled=settled,
    )


def _iterate(matrix: Floats, counts: Floats) -> tuple[Floats, bool]:
    """Return the coefficients by iterated weighted least squares, and whether they settled."""
    means = counts + 0.1
    logs = np.log(means)
    before = np.inf
    for _step in range(_MOST_STEPS):
        root = np.sqrt(means)
        working = logs + (counts - means) / means
        found = np.linalg.lstsq(root[:, None] * matrix, root * working, rcond=None)[0]
        coefficients = np.asarray(found, dtype=np.float64)
        logs = np.clip(matrix @ coefficients, -500, 500)
        means = np.exp(logs)
        deviance = _deviance(counts, means)
        if abs(before - deviance) < _CLOSE * (abs(deviance) + 0.1):
            return coefficients, True
        before = deviance
    return coefficients, False


def _deviance(counts: Floats, means: Floats) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.where(counts > 0, counts * np.log(counts / means), 0.0)
    return float(2 * (ratios - (counts - means)).sum())
