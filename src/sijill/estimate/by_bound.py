"""
Chao's lower bound, and what it takes for granted: method ``chao``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sijill.errors import SettingsError
from sijill.estimate.checks import list_caveats, list_reasons_to_refuse
from sijill.estimate.poisson import (
    Design,
    PoissonFit,
    fit_poisson,
    make_design,
    why_no_estimate,
)
from sijill.estimate.posterior import LogNormalUnlisted
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

FORMS = ("lists_and_people", "people", "closed")
_MOST_LISTS = 10  # 2 ** 10 cells; beyond, only the closed form


@dataclass(frozen=True, slots=True)
class ChaoSettings:
    """
    Settings of `estimate_by_bound`.

    Attributes:
        form: ``lists_and_people``: lists differ in size and people in how known they are
            (the model Mth); ``people``: only people differ (Mh); ``closed``: Mh by its formula
            with (t - 1) / t for t lists, without the constraint that higher counts keep.
    """

    form: str = "lists_and_people"


def estimate_by_bound(
    table: PatternTable, settings: Settings, own: ChaoSettings
) -> PopulationEstimate:
    """
    Return a floor for the total where people differ in how known they are.

    Args:
        table: Two lists or more.
        settings: Common settings.
        own: Which form.

    Returns:
        The floor, with the log-normal interval of the unlisted; or a refusal.

    Raises:
        SettingsError: If the form is unknown.

    Assumes:
        1. Linkage is right, and the lists cover the same people, place and period.
        2. The lists do not avoid one another; where they do, even this floor is too high.

    References:
        .. [1] Chao, A. (1987). Estimating the population size for capture-recapture data with
           unequal catchability. Biometrics, 43(4), 783-791.
        .. [2] Rivest, L.-P. and Baillargeon, S. (2007). Applications and extensions of Chao's
           moment estimator for the size of a closed population. Biometrics, 63(4), 999-1006.
           (The bound as a log-linear model, with lists of different sizes.)
    """
    if own.form not in FORMS:
        raise SettingsError(f"form is {own.form!r}: expected {', '.join(FORMS)}. Set one.")
    told = describe_settings(settings, own)
    reasons = list_reasons_to_refuse(table, settings, least_lists=2)
    if not reasons and table.captures[1] == 0:
        reasons.append("Nobody stands on exactly two lists, and the bound leans on those.")
    if reasons:
        return refuse("chao", table, settings, reasons, settings=told)
    form = own.form if len(table.lists) <= _MOST_LISTS else "closed"
    unlisted, error = _bound(table, form)
    belief = LogNormalUnlisted(table.observed, unlisted, error)
    others = [name for name in FORMS if name != form and len(table.lists) <= _MOST_LISTS]
    return believe(
        "chao", table, settings, belief, settings=told,
        sensitivity=tuple(_vary(table, settings, name) for name in others),
        caveats=(*list_caveats(table, settings), *_doubts(table)),
    )  # fmt: skip


def fit_bound(table: PatternTable, *, lists_differ: bool) -> PoissonFit:
    """
    Fit the bound as a log-linear model: people on three lists or more are set aside, as far
    as they are more than a rising chance would give.

    Args:
        table: Two lists or more.
        lists_differ: Whether each list has its own term (Mth) or all share one (Mh).

    Assumes:
        1. As `estimate_by_bound`.
    """
    base = make_design(table.full_counts(), ())
    captures = np.array([int(cell).bit_count() for cell in base.cells], dtype=np.float64)
    plain = np.column_stack([np.ones(len(captures)), captures])
    start = base.matrix if lists_differ else plain
    hinges = [np.maximum(captures - k, 0.0) for k in range(2, len(table.lists))]
    while True:
        matrix = np.column_stack([start, *hinges])
        fit = fit_poisson(Design(base.cells, matrix, base.counts, matrix.shape[1]))
        rising = fit.coefficients[start.shape[1] :] >= 0
        if rising.all():
            return fit
        hinges = [hinge for hinge, keep in zip(hinges, rising, strict=True) if keep]


def _bound(table: PatternTable, form: str) -> tuple[float, float]:
    """Return the unlisted and their standard error."""
    if form == "closed":
        return _closed(table)
    fit = fit_bound(table, lists_differ=form == "lists_and_people")
    return fit.unlisted, fit.standard_error


def _closed(table: PatternTable) -> tuple[float, float]:
    once, twice = (float(n) for n in table.captures[:2])
    share, ratio = 1 - 1 / len(table.lists), once / twice
    variance = twice * (share * ratio**2 / 2 + share**2 * ratio**3 + share**2 * ratio**4 / 4)
    return share * once**2 / (2 * twice), float(np.sqrt(variance))


def _vary(table: PatternTable, settings: Settings, form: str) -> Sensitivity:
    belief = LogNormalUnlisted(table.observed, *_bound(table, form))
    return Sensitivity.of(f"form={form}", belief, settings.level)


def _doubts(table: PatternTable) -> list[Caveat]:
    doubts = [Caveat(
        "lower_bound",
        "This is a floor where people differ in how known they are, not the likeliest total; "
        "and where lists avoid one another even the floor may be too high.",
    )]  # fmt: skip
    few = len(table.lists) <= _MOST_LISTS
    if few and why_no_estimate(make_design(table.full_counts(), ())) is not None:
        doubts.append(Caveat("overlap_small", "The lists overlap too little to lean on this."))
    return doubts
