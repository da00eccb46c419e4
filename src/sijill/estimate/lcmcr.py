"""
The number of people under a mixture of latent classes, by several chains.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from threading import Event
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sijill.errors import SettingsError
from sijill.estimate import compiled
from sijill.estimate.compiled import make_stream
from sijill.estimate.convergence import effective_draws, rank_rhat
from sijill.estimate.posterior import DrawnPosterior
from sijill.estimate.table import PatternTable

Floats = NDArray[np.float64]
Tell = Callable[[str, int, int | None], None] | None
MOST_RHAT = 1.01  # Vehtari et al. (2021)
_AT_ONCE = 10_000  # iterations, a multiple of those between two sortings or two jumps
_FIRST_ALPHAS = (0.05, 5.0)  # from one class to many: chains start far from one another


@dataclass(frozen=True, slots=True)
class LcmcrSettings:
    """
    Settings of `sample_classes`.

    Attributes:
        classes: Most latent classes, at least 2.
        shape: Shape of the gamma prior of the concentration alpha.
        rate: Its rate.
        missed: A class's chance of each list is Beta(1, *missed*) beforehand, at least 0.1. At
            1, as Manrique-Vallier (2016) has it, no chance is likelier than another, and a
            class that no list knows well is improbable; at the number of lists somebody is on
            none with a chance of about two fifths.
        most_ratio: Most unlisted people, as a multiple of the listed; draws above are redrawn.
        chains: Chains, from dispersed starts, at least 2.
        burn_in: Iterations of each chain that are thrown away.
        draws: Draws kept of each chain.
        thin: Iterations from one draw kept to the next.
        jump_every: Iterations from one try to split a class, or to merge two, to the next,
            times the lists: the more lists, the harder a class grows without; 0: none is tried.
        enough: Effective draws of the total below which chains are run on, as where they
            disagree: twice as long each time.
        longest: Draws kept of each chain up to which they are run on; 0: they are not.
    """

    classes: int = 10
    shape: float = 0.25
    rate: float = 0.25
    missed: float = 1.0
    most_ratio: float = 20.0
    chains: int = 8
    burn_in: int = 10_000
    draws: int = 1_000
    thin: int = 100
    jump_every: int = 1_000
    enough: float = 1_000.0
    longest: int = 4_000


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
        iterations: Iterations of each chain, the burn-in included.
    """

    posterior: DrawnPosterior
    alphas: Floats
    used: Floats
    capped: int
    rhat: float
    ess: float
    iterations: int


def sample_classes(
    table: PatternTable,
    settings: LcmcrSettings,
    *,
    seed: int,
    tell: Tell = None,
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
    _check(settings)
    chains = _start(table, settings, seed)
    draws = _run_all(chains, settings, settings.burn_in, settings.draws, tell)
    while draws.shape[2] < settings.longest:
        missing = draws[:, 0]
        if rank_rhat(missing) <= MOST_RHAT and effective_draws(missing) >= settings.enough:
            break
        more = min(draws.shape[2], settings.longest - draws.shape[2])
        draws = np.concatenate([draws, _run_all(chains, settings, 0, more, tell)], axis=2)
    totals = draws[:, 0] + table.observed
    return ClassChains(
        posterior=DrawnPosterior(totals),
        alphas=draws[:, 1],
        used=draws[:, 2],
        capped=int(sum(chain.state[2] for chain in chains)),
        rhat=rank_rhat(totals),
        ess=effective_draws(totals),
        iterations=settings.burn_in + draws.shape[2] * settings.thin,
    )


@dataclass(frozen=True)
class _Chain:
    """Where a chain stands; the arrays change as it runs."""

    stream: Any
    odds: Floats
    unlisted: Floats
    state: Floats
    patterns: tuple[Any, Any, Any]
    most_missing: float
    jump_every: int


def _start(table: PatternTable, settings: LcmcrSettings, seed: int) -> list[_Chain]:
    """Return chains that start from few classes to many, each with a stream of its own."""
    rows, places = np.nonzero(table.members)
    starts = np.searchsorted(rows, np.arange(len(table.counts) + 1))
    patterns = (starts.astype(np.int64), places.astype(np.int64), table.counts)
    alphas = np.geomspace(*_FIRST_ALPHAS, settings.chains)
    return [
        _Chain(
            make_stream(stream),
            np.empty((len(table.lists), settings.classes)),
            np.empty(settings.classes),
            np.array([alpha, np.nan, 0.0]),
            patterns,
            settings.most_ratio * table.observed,
            _space_jumps(settings.jump_every, len(table.lists)),
        )
        for alpha, stream in zip(
            alphas, np.random.SeedSequence(seed).spawn(settings.chains), strict=True
        )
    ]


def _space_jumps(every: int, n_lists: int) -> int:
    """
    Return the iterations between jumps, of which *every* is a multiple: so are pieces.

    Examples:
        >>> [_space_jumps(1_000, n_lists) for n_lists in (3, 8, 20)]
        [250, 125, 50]
    """
    apart = max(1, every // n_lists)
    while every % apart:
        apart -= 1
    return min(apart, every)


def _run_all(
    chains: list[_Chain], settings: LcmcrSettings, burn_in: int, n_draws: int, tell: Tell
) -> Floats:
    """Run all chains on, side by side, and return their draws. Shape (chains, 3, draws)."""
    stop = Event()

    def run(chain: _Chain) -> Floats:
        return np.concatenate(list(_run(chain, settings, burn_in, n_draws, stop)), axis=1)

    with ThreadPoolExecutor(min(len(chains), os.cpu_count() or 1)) as pool:
        try:
            found = [pool.submit(run, chain) for chain in chains]
            for done, ended in enumerate(as_completed(found), start=1):
                ended.result()
                if tell:
                    tell("chains", done, len(chains))
        finally:
            stop.set()  # who breaks off need not wait for chains that run
    return np.stack([ended.result() for ended in found])


def _run(
    chain: _Chain, settings: LcmcrSettings, burn_in: int, n_draws: int, stop: Event
) -> Iterator[Floats]:
    """Yield a chain's draws in pieces, the burn-in as pieces without draws; until *stop*."""
    at_once = max(1, _AT_ONCE // settings.thin)
    pieces = [(size, 0) for size in _cut(burn_in, _AT_ONCE)]
    pieces += [(0, size) for size in _cut(n_draws, at_once)]
    for burnt, drawn in pieces:
        if not stop.is_set():
            yield compiled.run_chain(
                chain.stream, chain.odds, chain.unlisted, chain.state, chain.patterns,
                (settings.shape, settings.rate, settings.missed), chain.most_missing,
                (burnt, drawn, settings.thin, chain.jump_every),
            )  # fmt: skip


def _cut(number: int, size: int) -> list[int]:
    """
    Return a number as a sum of pieces.

    Examples:
        >>> _cut(25, 10)
        [10, 10, 5]
    """
    return [min(size, number - first) for first in range(0, number, size)]


def _check(settings: LcmcrSettings) -> None:
    least = {
        "classes": 2, "chains": 2, "burn_in": 0, "draws": 4, "thin": 1, "jump_every": 0,
        "missed": 0.1,
    }  # fmt: skip
    for name, low in least.items():
        if getattr(settings, name) < low:
            raise SettingsError(
                f"{name} is {getattr(settings, name)}: expected {low} or more. Set it so."
            )
    if min(settings.shape, settings.rate, settings.most_ratio) <= 0:
        raise SettingsError("shape, rate and most_ratio are above 0. Set them so.")
