"""
Whether chains agree, by rank-normalised split R-hat, and how many draws they are worth.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def rank_rhat(draws: Floats) -> float:
    """
    Return the rank-normalised split R-hat, the larger of that of place and that of spread.

    Args:
        draws: Shape (chains, draws), at least 4 draws.

    Returns:
        1 where all half-chains agree; above 1.01 they do not. Infinite where each stands still
        at a place of its own.

    References:
        .. [1] Vehtari, A. et al. (2021). Rank-normalization, folding, and localization: an
           improved R-hat for assessing convergence of MCMC. Bayesian Analysis, 16(2), 667-718.

    Examples:
        >>> generator = np.random.default_rng(1)
        >>> draws = generator.normal(size=(4, 500))
        >>> bool(rank_rhat(draws) < 1.01), bool(rank_rhat(draws + 2 * np.eye(4, 1)) > 1.1)
        (True, True)
    """
    halves = _split(draws)
    folded = np.abs(halves - np.median(halves))
    return max(_rhat(_normal_scores(halves)), _rhat(_normal_scores(folded)))


def effective_draws(draws: Floats) -> float:
    """
    Return how many independent draws the chains are worth for the middle of the belief.

    Args:
        draws: Shape (chains, draws), at least 4 draws.

    References:
        .. [1] Vehtari, A. et al. (2021), as `rank_rhat`. (The bulk effective sample size.)
        .. [2] Geyer, C. J. (1992). Practical Markov chain Monte Carlo. Statistical Science,
           7(4), 473-483. (Where the sum of autocorrelations ends.)

    Examples:
        >>> draws = np.random.default_rng(1).normal(size=(4, 500))
        >>> 1500 < effective_draws(draws) < 2500
        True
    """
    scores = _normal_scores(_split(draws))
    n_chains, n_draws = scores.shape
    covariances = np.array([_autocovariance(chain) for chain in scores])
    within = covariances[:, 0].mean() * n_draws / (n_draws - 1)
    if within <= 0:
        return float("nan")
    pooled = within * (n_draws - 1) / n_draws + scores.mean(axis=1).var(ddof=1)
    correlations = 1 - (within - covariances.mean(axis=0)) / pooled
    pairs = correlations[: len(correlations) // 2 * 2].reshape(-1, 2).sum(axis=1)
    end = int(np.argmax(pairs < 0)) if np.any(pairs < 0) else len(pairs)
    falling = np.minimum.accumulate(pairs[:end])
    time = max(-1 + 2 * falling.sum(), 1 / np.log10(n_chains * n_draws))
    return float(n_chains * n_draws / time)


def _split(draws: Floats) -> Floats:
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def _normal_scores(draws: Floats) -> Floats:
    """Return the normal quantiles of the ranks, those alike on their mean rank."""
    _values, places, counts = np.unique(draws, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    quantile = NormalDist().inv_cdf
    scores = [quantile(share) for share in (ranks - 0.375) / (draws.size + 0.25)]
    return np.array(scores)[places].reshape(draws.shape)


def _rhat(scores: Floats) -> float:
    n_draws = scores.shape[1]
    within = scores.var(axis=1, ddof=1).mean()
    between = scores.mean(axis=1).var(ddof=1)
    if within <= 0:
        return 1.0 if between <= 0 else float("inf")
    return float(np.sqrt((within * (n_draws - 1) / n_draws + between) / within))


def _autocovariance(chain: Floats) -> Floats:
    n_draws = len(chain)
    padded = np.fft.rfft(chain - chain.mean(), 2 * n_draws)
    found: Floats = np.fft.irfft(padded * padded.conj())[:n_draws] / n_draws
    return found
