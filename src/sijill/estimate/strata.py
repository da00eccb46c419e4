"""
Estimates by stratum and their sum, with an interval of the sum's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.random import default_rng

from sijill.errors import ModelError
from sijill.estimate.checks import list_reasons_to_refuse
from sijill.estimate.imputing import (
    check_imputing,
    combine_imputed,
    count_unknown,
    impute_strata,
    imputed_doubt,
    unknown_doubt,
)
from sijill.estimate.methods import Tell, estimate_population
from sijill.estimate.posterior import DrawnPosterior
from sijill.estimate.result import PopulationEstimate, Sensitivity, believe, refuse
from sijill.estimate.settings import Settings
from sijill.estimate.table import PatternTable
from sijill.model import Caveat

_SUM_DRAWS = 20_000  # of each stratum's belief; the sum's ends are steady to a few thousandths
Labels = tuple[tuple[str, str], ...]


def estimate_strata(
    tables: Mapping[Labels, PatternTable],
    *,
    settings: Settings,
    tell: Tell | None = None,
    estimate: Callable[..., PopulationEstimate] = estimate_population,
    **options: Any,
) -> PopulationEstimate:
    """
    Estimate each stratum by itself, and the sum of all.

    Strata too small to stand alone are pooled, or refused, as the settings say. A list on
    which a stratum has nobody is left out there. Who has no value for a stratum is put into
    one by chance, several times, and the results are combined.

    Args:
        tables: Tables over the same lists, by the stratum's labels: (column, value) pairs.
        settings: Common settings.
        tell: Called as strata are done.
        estimate: Makes the estimate of a stratum; it takes what `estimate_population` takes.
        options: As `estimate_population`.

    Returns:
        The sum, with the strata in it; a refusal if a stratum is refused.

    Raises:
        ModelError: If there is no stratum.

    Assumes:
        1. As the method, within each stratum: people of one stratum are more alike.
        2. Strata are independent of one another, so that draws add up.
        3. Whose stratum is not known is spread over strata as `impute_strata` says.

    References:
        .. [1] Sekar, C. C. and Deming, W. E. (1949). On a method of estimating birth and death
           rates and the extent of registration. Journal of the American Statistical
           Association, 44(245), 101-115. (Why strata are estimated apart and added.)
    """
    if not tables:
        raise ModelError("there is no stratum. Give a table with people in it.")
    check_imputing(settings)
    sets = impute_strata(tables, settings.imputations, seed=settings.seed)
    pooled, caveats = _pool_small(sets[0], settings)
    unknown = count_unknown(tables)
    if unknown:
        drawn = len(sets) > 1
        caveats.append(imputed_doubt(unknown, settings) if drawn else unknown_doubt(unknown))
    rows, sums = [], []
    for place, complete in enumerate(sets):
        if tell:
            tell("strata", place * len(pooled), len(sets) * len(pooled))
        row = _estimate_each(complete, pooled, partial(estimate, settings=settings, **options))
        rows.append(row)
        sums.append(_sum(row, _add_tables(list(complete.values())), settings))
    if tell:
        tell("strata", len(sets) * len(pooled), len(sets) * len(pooled))
    strata = tuple(combine_imputed(list(same), settings) for same in zip(*rows, strict=True))
    whole = combine_imputed(sums, settings)
    return replace(
        whole, strata=strata, caveats=(*caveats, *_strata_doubts(strata, whole.refused))
    )


def _estimate_each(
    tables: Mapping[Labels, PatternTable],
    pooled: Mapping[Labels, list[Labels]],
    estimate: Callable[[PatternTable], PopulationEstimate],
) -> list[PopulationEstimate]:
    """Return the estimate of each stratum, those that are pooled as one."""
    found = []
    for labels, members in sorted(pooled.items()):
        table = _on_some(_add_tables([tables[member] for member in members]))
        found.append(replace(estimate(table), stratum=dict(labels)))
    return found


def _sum(
    found: list[PopulationEstimate], whole: PatternTable, settings: Settings
) -> PopulationEstimate:
    method, told = found[0].method, dict(found[0].settings)
    refused = [item for item in found if item.refused]
    if refused:
        reasons = [
            f"Stratum {_word(item)}: {reason}" for item in refused for reason in item.reasons
        ]
        return refuse(method, whole, settings, reasons, settings=told)
    generator = default_rng(settings.seed)
    draws = np.zeros(_SUM_DRAWS)
    for item in found:
        if item.posterior is not None:
            draws += item.posterior.draw(_SUM_DRAWS, generator)
    rhats = [item.rhat for item in found if item.rhat is not None]
    sizes = [item.ess for item in found if item.ess is not None]
    return believe(
        method, whole, settings, DrawnPosterior(draws[None]),
        mean=sum(item.mean or 0.0 for item in found), settings=told,
        rhat=max(rhats, default=None), ess=min(sizes, default=None),
        sensitivity=_sum_choices(found, settings),
    )  # fmt: skip


def _sum_choices(
    found: list[PopulationEstimate], settings: Settings
) -> tuple[Sensitivity, ...]:
    """Return the sum under each other choice that every stratum was estimated under."""
    generator = default_rng(settings.seed + 1)
    rows = []
    for choice in (row.choice for row in found[0].sensitivity):
        same = [row.belief for one in found for row in one.sensitivity if row.choice == choice]
        beliefs = [belief for belief in same if belief is not None]
        if len(beliefs) == len(found):
            draws = sum(belief.draw(_SUM_DRAWS, generator) for belief in beliefs)
            summed = DrawnPosterior(np.atleast_2d(draws))
            rows.append(Sensitivity.of(choice, summed, settings.level))
    return tuple(rows)


def _pool_small(
    tables: Mapping[Labels, PatternTable], settings: Settings
) -> tuple[dict[Labels, list[Labels]], list[Caveat]]:
    """Return the strata to estimate, each with those it is made of: the small ones as one."""
    alone = {labels: [labels] for labels in tables}
    small = {labels for labels, table in tables.items() if _is_small(table, settings)}
    if not small or not settings.pool_small or len(tables) == 1:
        return alone, []
    ready = {labels: table for labels, table in tables.items() if labels not in small}
    pooled = _add_tables([tables[labels] for labels in sorted(small)])
    if _is_small(pooled, settings) and ready:
        small.add(min(ready, key=lambda labels: ready[labels].observed))
    names = ", ".join(_words(labels) for labels in sorted(small))
    kept = {labels: made for labels, made in alone.items() if labels not in small}
    kept[(("pooled", names),)] = sorted(small)
    return kept, [Caveat(
        "strata_pooled",
        f"{len(small)} strata are too small or overlap too little to stand alone and are "
        f"estimated as one: {names}. Do not publish numbers for them apart.",
    )]  # fmt: skip


def _is_small(table: PatternTable, settings: Settings) -> bool:
    used = _on_some(table)
    least = min(3, len(table.lists))
    return table.observed < settings.small_stratum or bool(
        list_reasons_to_refuse(used, settings, least_lists=least)
    )


def _on_some(table: PatternTable) -> PatternTable:
    """Return the table without the lists that hold nobody of it."""
    kept = [name for name, size in zip(table.lists, table.sizes, strict=True) if size]
    return table if len(kept) in (0, len(table.lists)) else table.narrowed(kept)


def _add_tables(tables: list[PatternTable]) -> PatternTable:
    merged: dict[str, int] = {}
    for table in tables:
        for pattern, count in table.patterns.items():
            merged[pattern] = merged.get(pattern, 0) + count
    return PatternTable.of(tables[0].lists, merged)


def _strata_doubts(found: tuple[PopulationEstimate, ...], refused: bool) -> list[Caveat]:
    """Return the strata's own doubts, each once, with where it holds."""
    if refused:
        return []
    where: dict[str, list[PopulationEstimate]] = {}
    for item in found:
        for caveat in item.caveats:
            where.setdefault(caveat.term, []).append(item)
    doubts = []
    for term, items in where.items():
        names = ", ".join(_word(item) for item in items[:5])
        text = next(caveat.text for caveat in items[0].caveats if caveat.term == term)
        doubts.append(Caveat(term, f"In {len(items)} of {len(found)} strata ({names}): {text}"))
    return doubts


def _word(item: PopulationEstimate) -> str:
    return _words(tuple(item.stratum.items()))


def _words(labels: Labels) -> str:
    return " ".join(f"{name}={value}" for name, value in labels)
