"""
The estimate by the best log-linear model, with its doubts: method ``loglinear``.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from statistics import NormalDist

from sijill.errors import SettingsError
from sijill.estimate.checks import list_caveats, list_reasons_to_refuse
from sijill.estimate.loglinear import (
    Candidate,
    bears_estimate,
    fit_models,
    profile_interval,
)
from sijill.estimate.posterior import LogNormalUnlisted, lognormal_error
from sijill.estimate.result import (
    ModelShare,
    PopulationEstimate,
    Sensitivity,
    believe,
    describe_settings,
    refuse,
)
from sijill.estimate.settings import Settings
from sijill.estimate.table import PatternTable
from sijill.model import Caveat

_MOST_LISTS = 10  # 2 ** 10 cells; a table of more lists is all but empty
_MOST_BIAS = 0.1  # of the total; beyond, a model's large-sample numbers cannot be trusted
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class LoglinearSettings:
    """
    Settings of `estimate_by_models`.

    Attributes:
        criterion: What chooses the model: ``bic`` or ``aic``.
    """

    criterion: str = "bic"


def estimate_by_models(
    table: PatternTable, settings: Settings, own: LoglinearSettings
) -> PopulationEstimate:
    """
    Estimate the total by the hierarchical log-linear model that a criterion chooses.

    A model whose estimate does not exist, or whose terms cannot be told apart, is passed
    over. If the best of the others is biased by more than a tenth, there is no number.

    Args:
        table: Three to ten lists.
        settings: Common settings.
        own: The criterion.

    Returns:
        The estimate with a profile likelihood interval, or a refusal.

    Raises:
        SettingsError: If the criterion is unknown.

    Assumes:
        1. Linkage is right, and the lists cover the same people, place and period.
        2. Every person has the same chances, but for the model's interactions.
        3. The chosen model is right; the interval knows nothing of the choosing.

    References:
        .. [1] Chan, L., Silverman, B. W. and Vincent, K. (2021). Multiple systems estimation
           for sparse capture data. Journal of the American Statistical Association, 116(535),
           1297-1306.
    """
    if own.criterion not in ("bic", "aic"):
        raise SettingsError(f"criterion is {own.criterion!r}: expected bic or aic. Set one.")
    told = describe_settings(settings, own)
    reasons = list_reasons_to_refuse(table, settings, least_lists=3)
    if len(table.lists) > _MOST_LISTS:
        reasons.append(
            f"There are {len(table.lists)} lists, and log-linear models take {_MOST_LISTS} at "
            "most: nearly every pattern would be empty. Join lists, or use lcmcr."
        )
    if reasons:
        return refuse("loglinear", table, settings, reasons, settings=told)
    found = fit_models(table, by=own.criterion)
    passed: list[tuple[str, str]] = []
    best = _choose(found, passed)
    shown = tuple(_row(table, item) for item in found[:_SHOWN] if item.name not in dict(passed))
    caveats = (*list_caveats(table, settings), *_passed_over(passed))
    if best is None or best.fit.bias > _MOST_BIAS * (table.observed + best.fit.unlisted):
        return refuse(
            "loglinear", table, settings, [_why(best, table)], caveats=caveats, settings=told
        )
    return _estimate(table, settings, best, found, shown=shown, caveats=caveats, told=told)


def _choose(found: list[Candidate], passed: list[tuple[str, str]]) -> Candidate | None:
    """Return the first model with an estimate; note those passed over, and why."""
    for candidate in found:
        why = bears_estimate(candidate)
        if why is None:
            return candidate
        passed.append((candidate.name, why))
    return None


def _estimate(
    table: PatternTable,
    settings: Settings,
    best: Candidate,
    found: list[Candidate],
    *,
    shown: tuple[ModelShare, ...],
    caveats: tuple[Caveat, ...],
    told: dict[str, object],
) -> PopulationEstimate:
    observed, unlisted = table.observed, best.fit.unlisted
    low, high = profile_interval(best.design, observed, unlisted, settings.level)
    if isinf(high):
        text = (
            f"The likelihood of model {best.name} stays flat: no total is too large for it. "
            "Find another list, or a method with a prior."
        )
        return refuse("loglinear", table, settings, [text], caveats=caveats, settings=told)
    reach = NormalDist().inv_cdf((1 + settings.level) / 2)
    error = lognormal_error(low - observed, high - observed, unlisted, reach)
    point = observed + unlisted
    return believe(
        "loglinear", table, settings, LogNormalUnlisted(observed, unlisted, error),
        median=point, mean=point, mode=point, lower=low, upper=high, models=shown,
        sensitivity=_others(table, settings, best, found),
        caveats=(*caveats, *_doubts(table, best, found)), settings=told,
    )  # fmt: skip


def _others(
    table: PatternTable, settings: Settings, best: Candidate, found: list[Candidate]
) -> tuple[Sensitivity, ...]:
    """Return the outcome of the three next models that have one."""
    rows: list[Sensitivity] = []
    for item in found:
        if item.name == best.name or len(rows) == 3:
            continue
        if bears_estimate(item) is None:
            ends = profile_interval(
                item.design, table.observed, item.fit.unlisted, settings.level
            )
            total = table.observed + item.fit.unlisted
            rows.append(Sensitivity(f"model={item.name}", total, *ends))
    return tuple(row for row in rows if not isinf(row.upper))


def _doubts(table: PatternTable, best: Candidate, found: list[Candidate]) -> list[Caveat]:
    doubts = [Caveat(
        "selection_ignored",
        f"Model {best.name} was chosen of {len(found)} by the same data, and the interval "
        "takes it for granted: the truth may well lie outside. Use dga or lcmcr beside it.",
    )]  # fmt: skip
    removed = best.design.n_parameters - best.design.matrix.shape[1]
    if removed:
        doubts.append(Caveat(
            "empty_overlap",
            f"{removed} of the model's overlaps hold nobody and are taken to be impossible; "
            "check whether the lists could have shared people.",
        ))  # fmt: skip
    near = [item for item in found[1:] if item.fit.bic < best.fit.bic + 6]
    totals = [table.observed + item.fit.unlisted for item in (best, *near[:9])]
    if max(totals) > 1.5 * min(totals):
        doubts.append(Caveat(
            "models_disagree",
            f"Models that fit about as well give totals from {min(totals):,.0f} to "
            f"{max(totals):,.0f}; show them, or average over models with dga.",
        ))  # fmt: skip
    return doubts


def _passed_over(passed: list[tuple[str, str]]) -> list[Caveat]:
    if not passed:
        return []
    name, why = passed[0]
    return [Caveat(
        "model_without_estimate",
        f"{len(passed)} models that fit better were passed over, first {name}: {why}. Too few "
        "people stand on two lists for these.",
    )]  # fmt: skip


def _why(best: Candidate | None, table: PatternTable) -> str:
    if best is None:
        return (
            "No log-linear model of this table has an estimate: too few people stand on two "
            "lists. Check the linkage, or find another list."
        )
    share = best.fit.bias / (table.observed + best.fit.unlisted)
    return (
        f"Model {best.name} fits best, but its total is biased by about {share:.0%}: the table "
        "is too sparse for it. Find another list, or use dga or lcmcr with their priors."
    )


def _row(table: PatternTable, item: Candidate) -> ModelShare:
    return ModelShare(item.name, total=table.observed + item.fit.unlisted, bic=item.fit.bic)
