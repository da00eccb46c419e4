"""
The number of people under a mixture of latent classes, by several chains.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sijill.errors import SettingsError
from sijill.estimate.convergence import effective_draws, rank_rhat
from sijill.estimate.posterior import DrawnPosterior
from sijill.estimate.table import PatternTable

Floats = NDArray[np.float64]
_FIRST_ALPHAS = (0.05, 5.0)  # from one class to many: chains start far from one another


@dataclass(frozen=True, slots=True)
class LcmcrSettings:
    """
    Settings of `sample_classes`.

    Attributes:
        classes: Most latent classes, at least 2.
        shape: Shape of the gamma prior of the concentration alpha.
        rate: Its rate.
        most_ratio: Most unlisted people, as a multiple of the listed; draws above are redrawn.
        chains: Chains, from dispersed starts, at least 2.
        burn_in: Iterations of each chain that are thrown away.
        draws: Draws kept of each chain.
        thin: Iterations from one draw kept to the next.
    """

    classes: int = 10
    shape: float = 0.25
    rate: float = 0.25
    most_ratio: float = 20.0
    chains: int = 8
    burn_in: int = 10_000
    draws: int = 1_000
    thin: int = 100


@dataclass(frozen=True)
class ClassChains:
    """
    The outcome of `sample_classes`.

    Attributes:
        posterior: Draws of the total, by chain.
        alphas: Draws of the concentration. Shape (chains, draws).
        used: Draws of how many classes hold people. Shape (chains, draws).
        capped: Draws of the unlisted above the cap that were made again, over all iterations.
        rhat: Rank-normalised split R-hat of the total.
        ess: Effective draws of the total.
    """

    posterior: DrawnPosterior
    alphas: Floats
    used: Floats
    capped: int
    rhat: float
    ess: float


def sample_classes(
    table: PatternTable,
    settings: LcmcrSettings,
    *,
    seed: int,
    tell: Callable[[str, int, int | None], None] | None = None,
) -> ClassChains:
    """
    Draw totals from a Dirichlet process mixture of classes in which lists are independent.

    Args:
        table: Two lists or more; three or more to learn about classes.
        settings: See `LcmcrSettings`.
        seed: Seed of all chains; the same gives the same draws.
        tell: Called with what is done, how many chains are, and of how many.

    Raises:
        SettingsError: If a setting is out of range.

    Assumes:
        1. Linkage is right, and the lists cover the same people, place and period.
        2. Within a class, being on one list does not change the chance of another.
        3. Every class is reached by some list: whom none can reach is not estimated.
        4. The unlisted are at most *most_ratio* times the listed.

    References:
        .. [1] Manrique-Vallier, D. (2016). Bayesian population size estimation using Dirichlet
           process mixtures. Biometrics, 72(4), 1246-1254. (Model, prior, Gibbs sampler.)
        .. [2] Papaspiliopoulos, O. and Roberts, G. O. (2008). Retrospective Markov chain Monte
           Carlo methods for Dirichlet process hierarchical models. Biometrika, 95(1), 169-186.
           (Why labels must be exchanged; here with the sticks integrated out.)
    """
    from sijill.estimate.chance import make_stream
    from sijill.estimate.gibbs import run_chain

    _check(settings)
    places = [np.flatnonzero(row) for row in table.members]
    starts = np.concatenate([[0], np.cumsum([len(p) for p in places])]).astype(np.int64)
    lists = np.concatenate(places).astype(np.int64)
    alphas = np.geomspace(*_FIRST_ALPHAS, settings.chains)
    found = []
    for chain, stream in enumerate(np.random.SeedSequence(seed).spawn(settings.chains)):
        if tell:
            tell("chains", chain, settings.chains)
        found.append(run_chain(
            make_stream(stream), starts, lists, table.counts, len(table.lists),
            settings.classes, settings.shape, settings.rate,
            settings.most_ratio * table.observed, alphas[chain],
            settings.burn_in, settings.draws, settings.thin,
        ))  # fmt: skip
    if tell:
        tell("chains", settings.chains, settings.chains)
    draws = np.stack([drawn for drawn, _capped in found])
    totals = draws[:, 0] + table.observed
    return ClassChains(
        posterior=DrawnPosterior(totals),
        alphas=draws[:, 1],
        used=draws[:, 2],
        capped=sum(capped for _drawn, capped in found),
        rhat=rank_rhat(totals),
        ess=effective_draws(totals),
    )


def _check(settings: LcmcrSettings) -> None:
    least = {"classes": 2, "chains": 2, "burn_in": 0, "draws": 4, "thin": 1}
    for name, low in least.items():
        if getattr(settings, name) < low:
            raise SettingsError(
                f"{name} is {getattr(settings, name)}: expected {low} or more. Set it so."
            )
    if min(settings.shape, settings.rate, settings.most_ratio) <= 0:
        raise SettingsError("shape, rate and most_ratio are above 0. Set them so.")
