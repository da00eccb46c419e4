"""
The estimate by latent classes, refused where its chains disagree: method ``lcmcr``.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sijill.estimate.checks import list_caveats, list_reasons_to_refuse
from sijill.estimate.lcmcr import MOST_RHAT, ClassChains, LcmcrSettings, Tell, sample_classes
from sijill.estimate.posterior import Posterior
from sijill.estimate.result import (
    PopulationEstimate,
    Sensitivity,
    believe,
    describe_settings,
    refuse,
)
from sijill.estimate.settings import Settings
from sijill.estimate.table import PatternTable
from sijill.model import Caveat

ENOUGH_CHAINS = 8  # with fewer, all may start near one wrong mode and look perfect
_MOST_APART = 0.01  # of the pooled median, for the chains' own medians
_ENOUGH_DRAWS = 400  # effective draws; Vehtari et al. (2021)
_NEAR_CAP = 0.95
_CAP_SHARE = 0.001  # of the draws
_SWING = 1.5  # ratio of medians, or of widths, from which a prior decides much
_WIDER = 2.0  # ratio of widths from which it does though the middles agree
_OUTSIDE = 0.16  # belief beyond one standard error: middles farther apart do not agree


def estimate_by_classes(
    table: PatternTable,
    settings: Settings,
    own: LcmcrSettings,
    *,
    tell: Tell = None,
) -> PopulationEstimate:
    """
    Estimate the total by a mixture of latent classes.

    Args:
        table: Three lists or more.
        settings: Common settings; the seed above all.
        own: Prior, cap, and length of the chains.
        tell: Called as chains are done.

    Returns:
        The estimate, or a refusal: also where R-hat is above `MOST_RHAT`, since then the
        draws are not draws of the belief. What other priors give is added by
        `vary_classes`.

    Assumes:
        1. As `sample_classes`.
    """
    told = describe_settings(settings, own)
    reasons = list_reasons_to_refuse(table, settings, least_lists=3)
    if reasons:
        return refuse("lcmcr", table, settings, reasons, settings=told)
    found = sample_classes(table, own, seed=settings.seed, tell=tell)
    told = {**told, "iterations": found.iterations}
    measured = {"rhat": found.rhat, "ess": found.ess, "settings": told}
    caveats = (*list_caveats(table, settings), *_doubts(table, own, found))
    if not found.rhat <= MOST_RHAT:
        return refuse("lcmcr", table, settings, [_why(found)], caveats=caveats, **measured)
    return believe("lcmcr", table, settings, found.posterior, caveats=caveats, **measured)


def vary_classes(
    found: PopulationEstimate, table: PatternTable, settings: Settings, own: LcmcrSettings
) -> PopulationEstimate:
    """Return an estimate by classes with what other priors give; a refusal as it is."""
    if found.posterior is None:
        return found
    others = _vary(table, settings, own)
    doubts = _prior_doubts(found, found.posterior, *others)
    return replace(found, sensitivity=others, caveats=(*found.caveats, *doubts))


def _vary(
    table: PatternTable, settings: Settings, own: LcmcrSettings
) -> tuple[Sensitivity, Sensitivity]:
    """Return shorter runs under another prior of the concentration, and of the chances."""
    shape, rate = (1.0, 1.0) if own.shape != 1 or own.rate != 1 else (0.25, 0.25)
    missed = float(len(table.lists)) if own.missed == 1 else 1.0
    short = replace(
        own, chains=max(2, own.chains // 4), draws=max(4, own.draws // 2), longest=0
    )
    choices = {
        f"shape={shape:g}, rate={rate:g}": replace(short, shape=shape, rate=rate),
        f"missed={missed:g}": replace(short, missed=missed),
    }
    alphas, chances = (
        Sensitivity.of(
            choice,
            sample_classes(table, changed, seed=settings.seed + 1).posterior,
            settings.level,
        )
        for choice, changed in choices.items()
    )
    return alphas, chances


def _prior_doubts(
    found: PopulationEstimate, belief: Posterior, alphas: Sensitivity, chances: Sensitivity
) -> list[Caveat]:
    """Return what the priors decide: of alpha, and of how well the lists know a class."""
    doubts, median = [], found.median or 0.0
    if max(alphas.median, median) > _SWING * min(alphas.median, median):
        doubts.append(Caveat(
            "prior_sensitive",
            f"Another prior of alpha gives a median of {alphas.median:,.0f}: the prior decides "
            "much. Publish the prior with the number.",
        ))  # fmt: skip
    near = belief.quantile(_OUTSIDE) < chances.median < belief.quantile(1 - _OUTSIDE)
    widths = (found.upper or 0.0) - (found.lower or 0.0), chances.upper - chances.lower
    if max(widths) > (_WIDER if near else _SWING) * min(widths):
        doubts.append(Caveat(
            "classes_hardly_told",
            f"Another prior of how well lists know a class ({chances.choice}) gives "
            f"{chances.median:,.0f}, {chances.lower:,.0f} to {chances.upper:,.0f}: the lists "
            "hardly tell classes of people apart, and cannot say which of the two is nearer. "
            "Publish both, and the range over both intervals; or find a list that reaches "
            "those whom the others miss.",
        ))  # fmt: skip
    return doubts


def _why(found: ClassChains) -> str:
    medians = np.median(found.posterior.draws, axis=1)
    return (
        f"The chains disagree: R-hat is {found.rhat:.3f}, above {MOST_RHAT}, with medians from "
        f"{medians.min():,.0f} to {medians.max():,.0f}, so their draws bear no interval. Run "
        "more and longer chains (--set chains=16 --set longest=20000), or split the table."
    )


def _doubts(table: PatternTable, own: LcmcrSettings, found: ClassChains) -> list[Caveat]:
    doubts = []
    draws = found.posterior.draws
    medians = np.median(draws, axis=1)
    spread = float(np.abs(medians / np.median(draws) - 1).max())
    if spread > _MOST_APART:
        doubts.append(Caveat(
            "chains_disagree",
            f"The chains' medians differ by up to {spread:.1%} from the pooled one; run longer "
            "chains before the number is used.",
        ))  # fmt: skip
    if own.chains < ENOUGH_CHAINS and found.rhat <= MOST_RHAT:
        doubts.append(Caveat(
            "few_chains",
            f"{own.chains} chains agree, but so few can all sit in one wrong place; run "
            f"{ENOUGH_CHAINS} or more before the number is used.",
        ))  # fmt: skip
    if found.ess < _ENOUGH_DRAWS:
        doubts.append(Caveat(
            "few_draws",
            f"The chains are worth {found.ess:.0f} independent draws; run them longer for "
            "steady interval ends.",
        ))  # fmt: skip
    cap = table.observed * (1 + own.most_ratio * _NEAR_CAP)
    if float(np.mean(draws > cap)) > _CAP_SHARE:
        doubts.append(Caveat(
            "cap_binding",
            f"Draws reach the cap of {own.most_ratio:g} unlisted for each listed person, so "
            "the upper end is the cap's; set most_ratio higher and see whether it moves.",
        ))  # fmt: skip
    if float(found.used.mean()) > own.classes - 1:
        doubts.append(Caveat(
            "classes_binding",
            f"Nearly all {own.classes} classes are in use; set classes higher.",
        ))  # fmt: skip
    return doubts
