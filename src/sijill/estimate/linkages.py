"""
One estimate over many answers to who is who, so that what matching does not know widens it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import default_rng

from sijill.estimate.methods import Tell, estimate_alone, estimate_population
from sijill.estimate.posterior import DrawnPosterior
from sijill.estimate.result import PopulationEstimate, Sensitivity, believe, refuse
from sijill.estimate.settings import Settings
from sijill.estimate.strata import estimate_strata
from sijill.estimate.table import PatternTable
from sijill.model import Caveat

AS_GIVEN = "linkage=as_given"
_DRAWS = 2_000  # of the belief under each answer
_MOST_REFUSED = 0.1  # share of answers that may bear no number
_IMPUTATIONS = 2  # under each answer; answers differ among themselves anyway
Labels = tuple[tuple[str, str], ...]
Tables = Mapping[Labels, PatternTable]


def estimate_over_linkages(
    given: Tables,
    drawn: Iterable[Tables],
    *,
    settings: Settings,
    n_drawn: int,
    tell: Tell | None = None,
    **options: Any,
) -> PopulationEstimate:
    """
    Estimate under each of many linkages, and pool what is believed under all.

    The pooled belief has the mean of the means, and as variance the mean of the variances and
    the variance of the means: the laws of total expectation and variance.

    Args:
        given: Tables by stratum if the likeliest linkage is taken as given.
        drawn: The same for linkages drawn by how probable they are.
        settings: Common settings.
        n_drawn: How many are drawn; 0: linkage is taken as given.
        tell: Called as the estimate that takes linkage as given is made, and as linkages are
            done.
        options: As `estimate_population`, but for the seed, which stands in the settings.

    Returns:
        The pooled estimate; the one that takes linkage as given is its first row of
        sensitivity. A refusal if that one, or more than a tenth of the others, is refused.

    Assumes:
        1. As the method, under each linkage.
        2. Linkages are drawn by how probable they are.

    References:
        .. [1] Sadinle, M. (2018). Bayesian propagation of record linkage uncertainty into
           population size estimation of human rights violations. Annals of Applied Statistics,
           12(2), 1013-1038. (Estimates averaged over draws of the linkage.)
    """
    first = _estimate(given, estimate_population, settings=settings, tell=tell, **options)
    if first.refused or not n_drawn:
        return first
    found = []
    if tell:
        tell("linkages", 0, n_drawn)
    for place, tables in enumerate(drawn):
        seeded = replace(settings, seed=settings.seed + place, imputations=_IMPUTATIONS)
        found.append(_estimate(tables, estimate_alone, settings=seeded, **options))
        if tell:
            tell("linkages", place + 1, n_drawn)
    kept = [one for one in found if not one.refused]
    if len(found) - len(kept) > _MOST_REFUSED * len(found):
        return _refuse(first, found, settings)
    return _pool(first, kept, settings)


def _estimate(
    tables: Tables, estimate: Callable[..., PopulationEstimate], **asked: Any
) -> PopulationEstimate:
    if list(tables) == [()]:
        return estimate(tables[()], **asked)
    return estimate_strata(tables, estimate=estimate, **asked)


def _refuse(
    first: PopulationEstimate, found: list[PopulationEstimate], settings: Settings
) -> PopulationEstimate:
    refused = [one for one in found if one.refused]
    reason = (
        f"In {len(refused)} of {len(found)} answers to who is who that the weights allow, the "
        f"lists bear no estimate ({refused[0].reasons[0]}) Judge the doubtful pairs, and "
        "estimate again."
    )
    table = PatternTable.of(first.lists, {})
    return refuse(
        first.method, table, settings, [reason], caveats=first.caveats, settings=first.settings
    )


def _pool(
    first: PopulationEstimate, found: list[PopulationEstimate], settings: Settings
) -> PopulationEstimate:
    generator = default_rng(settings.seed)
    rhats = [one.rhat for one in found if one.rhat is not None]
    as_given = Sensitivity(AS_GIVEN, first.median or 0, first.lower or 0, first.upper or 0)
    pooled = believe(
        first.method, PatternTable.of(first.lists, {}), settings, _mix(found, generator),
        observed=first.observed, rhat=max(rhats, default=None), ess=first.ess,
        models=first.models, settings={**first.settings, "linkages": len(found)},
        sensitivity=(as_given, *first.sensitivity), caveats=first.caveats,
        strata=tuple(_pool_stratum(one, found, generator, settings) for one in first.strata),
        stratum=first.stratum, patterns=first.patterns,
    )  # fmt: skip
    return replace(pooled, caveats=(_doubt(first, found), *first.caveats))


def _mix(found: list[PopulationEstimate], generator: np.random.Generator) -> DrawnPosterior:
    beliefs = [one.posterior for one in found if one.posterior is not None]
    return DrawnPosterior(np.stack([belief.draw(_DRAWS, generator) for belief in beliefs]))


def _pool_stratum(
    one: PopulationEstimate,
    found: list[PopulationEstimate],
    generator: np.random.Generator,
    settings: Settings,
) -> PopulationEstimate:
    """Return a stratum over the linkages under which it was estimated; else as given."""
    same = [
        other
        for item in found
        for other in item.strata
        if dict(other.stratum) == dict(one.stratum) and not other.refused
    ]
    if one.refused or len(same) < len(found):
        return one
    belief = _mix(same, generator)
    tail = (1 - settings.level) / 2
    return replace(
        one, posterior=belief, median=belief.quantile(0.5), mean=belief.mean(),
        mode=belief.mode(), lower=belief.quantile(tail), upper=belief.quantile(1 - tail),
    )  # fmt: skip


def _doubt(first: PopulationEstimate, found: list[PopulationEstimate]) -> Caveat:
    listed = [one.observed for one in found]
    return Caveat(
        "linkage_drawn",
        f"The interval is over {len(found)} answers to who is who, by which {min(listed):,} to "
        f"{max(listed):,} people are listed; with the likeliest alone it is "
        f"{first.lower:,.0f} to {first.upper:,.0f}. Rows that were never compared are not in "
        "it: label a sample of pairs to see how many are missed.",
    )
