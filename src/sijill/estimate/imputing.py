"""
People whose stratum is not known, put into strata by chance, several times over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from sijill.errors import SettingsError
from sijill.estimate.posterior import DrawnPosterior, Posterior
from sijill.estimate.replicates import RULES, CombinedEstimate, combine_replicates
from sijill.estimate.result import PopulationEstimate, Sensitivity
from sijill.estimate.settings import Settings
from sijill.estimate.table import PatternTable
from sijill.model import Caveat

_DRAWS = 4_000  # of each replicate's belief
_BORROWED = 1.0  # people that all lists together add to what a pattern says of its strata
Labels = tuple[tuple[str, str], ...]
Tables = Mapping[Labels, PatternTable]


def check_imputing(settings: Settings) -> None:
    """
    Check what is set about imputing.

    Raises:
        SettingsError: If there are fewer than two sets, or the rule is unknown.
    """
    if settings.imputations < 2 or settings.rule not in RULES:
        raise SettingsError(
            f"imputations is {settings.imputations} and rule {settings.rule!r}: expected 2 or "
            f"more and one of {', '.join(RULES)}. Set them so."
        )


def count_unknown(tables: Tables) -> int:
    """Return the listed people who lack a value of a stratum."""
    return sum(table.observed for labels, table in tables.items() if not _is_known(labels))


def impute_strata(
    tables: Tables, n_times: int, *, seed: int
) -> list[dict[Labels, PatternTable]]:
    """
    Return complete tables, the people without a stratum put into one by chance in each.

    A person goes where people on the same lists, and with the same known values, are; the
    shares of these are themselves drawn, so that the tables differ by what is not known.

    Args:
        tables: Tables over the same lists by label; an empty value is not known.
        n_times: How many complete sets to make.
        seed: Seed of the draws.

    Returns:
        The sets; the tables as they are, once, if everybody's stratum is known or nobody's.

    Assumes:
        1. Among people on the same lists with the same known values, those without a stratum
           are spread over strata like those with one.

    References:
        .. [1] Rubin, D. B. (1987). Multiple Imputation for Nonresponse in Surveys, ch. 4.
           (Why the shares are drawn too.)

    Examples:
        >>> half = PatternTable.of("AB", {"11": 5, "10": 5})
        >>> sets = impute_strata({(("sex", "F"),): half, (("sex", ""),): half}, 2, seed=1)
        >>> [table.observed for tables in sets for table in tables.values()]
        [20, 20]
    """
    known = {labels: table for labels, table in tables.items() if _is_known(labels)}
    if not known or len(known) == len(tables):
        return [dict(tables)]
    generator = default_rng(seed)
    return [_impute_once(tables, known, generator) for _time in range(n_times)]


def _impute_once(
    tables: Tables, known: Tables, generator: Generator
) -> dict[Labels, PatternTable]:
    lists = next(iter(known.values())).lists
    places = list(known)
    filled: list[dict[str, int]] = [dict(known[labels].patterns) for labels in places]
    sizes = np.array([known[labels].observed for labels in places], dtype=np.float64)
    for labels, table in tables.items():
        if labels in known:
            continue
        fits = np.array([_agree(labels, place) for place in places])
        weights = np.where(fits, sizes, 0.0) if fits.any() else sizes
        for pattern, count in table.patterns.items():
            seen = np.array([known[place].patterns.get(pattern, 0) for place in places])
            drawn = _spread(count, seen * (weights > 0), weights, generator)
            for cells, more in zip(filled, drawn.tolist(), strict=True):
                cells[pattern] = cells.get(pattern, 0) + more
    return {
        labels: PatternTable.of(lists, cells)
        for labels, cells in zip(places, filled, strict=True)
    }


def _spread(
    count: int, seen: NDArray[np.int64], weights: NDArray[np.float64], generator: Generator
) -> NDArray[np.int64]:
    """Return how many go into each stratum, the shares drawn first."""
    open_to = np.flatnonzero(weights)
    likely = seen[open_to] + _BORROWED * weights[open_to] / weights.sum()
    shares = generator.dirichlet(likely) if len(open_to) > 1 else np.ones(1)
    drawn = np.zeros(len(weights), dtype=np.int64)
    drawn[open_to] = generator.multinomial(count, shares)
    return drawn


def combine_imputed(found: list[PopulationEstimate], settings: Settings) -> PopulationEstimate:
    """
    Return one estimate from those of several complete sets; a refusal if one of them is.

    By the laws of total expectation and variance: see `combine_replicates`. So are the rows
    of other choices that all sets have.
    """
    refused = [item for item in found if item.refused]
    if refused or len(found) == 1:
        return (refused or found)[0]
    listed = [float(item.observed) for item in found]
    belief, both = _combine(listed, [item.posterior for item in found], settings)
    caveats = {caveat.term: caveat for item in reversed(found) for caveat in item.caveats}
    rhats = [item.rhat for item in found if item.rhat is not None]
    sizes = [item.ess for item in found if item.ess is not None]
    return replace(
        found[0], observed=round(float(np.mean(listed))), median=belief.quantile(0.5),
        mean=both.mean, mode=belief.mode(), lower=both.lower, upper=both.upper,
        posterior=belief, rhat=max(rhats, default=None), ess=min(sizes, default=None),
        caveats=tuple(caveats.values()), sensitivity=_combine_choices(found, listed, settings),
    )  # fmt: skip


def _combine(
    listed: list[float], beliefs: Sequence[Posterior | None], settings: Settings
) -> tuple[DrawnPosterior, CombinedEstimate]:
    """Return what is believed over all sets, and its point and interval by the rule."""
    generator = default_rng(settings.seed)
    draws = [
        belief.draw(_DRAWS, generator) if belief else np.full(_DRAWS, 0.0) for belief in beliefs
    ]
    both = combine_replicates(
        listed,
        [np.maximum(drawn - n, 0.0) for drawn, n in zip(draws, listed, strict=True)],
        level=settings.level,
        rule=settings.rule,
    )
    return DrawnPosterior(np.stack(draws)), both


def _combine_choices(
    found: list[PopulationEstimate], listed: list[float], settings: Settings
) -> tuple[Sensitivity, ...]:
    rows = []
    for choice in (row.choice for row in found[0].sensitivity):
        same = [row.belief for one in found for row in one.sensitivity if row.choice == choice]
        if len(same) == len(found) and all(belief is not None for belief in same):
            belief, both = _combine(listed, same, settings)
            middle = belief.quantile(0.5)
            rows.append(Sensitivity(choice, middle, both.lower, both.upper, belief=belief))
    return tuple(rows)


def imputed_doubt(people: int, settings: Settings) -> Caveat:
    """Return the caveat that values were drawn."""
    return Caveat(
        "stratum_imputed",
        f"{people} listed people have no value for a stratum. They were put into strata "
        f"{settings.imputations} times by chance, as people on the same lists are, and the "
        f"results combined (rule {settings.rule}); if values are missing more often in one "
        "stratum than another, find them before numbers by stratum are used.",
    )


def unknown_doubt(people: int) -> Caveat:
    """Return the caveat that nobody's stratum is known, so that none could be drawn."""
    return Caveat(
        "stratum_unknown",
        f"{people} listed people have no value for a stratum, and nobody has all of them, so "
        "that none can be drawn; estimate without strata.",
    )


def _is_known(labels: Labels) -> bool:
    return all(value for _column, value in labels)


def _agree(partial: Labels, whole: Labels) -> bool:
    """
    Say whether a stratum has the values that are known.

    Examples:
        >>> _agree((("sex", "F"), ("year", "")), (("sex", "F"), ("year", "2021")))
        True
    """
    return all(not value or (name, value) in whole for name, value in partial)
