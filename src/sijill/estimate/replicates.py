"""
One number from several imputed data sets, each with draws of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from sijill.errors import ModelError, SettingsError
from sijill.estimate.special import student_quantile

Floats = NDArray[np.float64]
RULES = ("bda3", "rubin1987")
_NOBODY = 0.1  # stands for no unlisted people, whose logarithm there is none


@dataclass(frozen=True, slots=True)
class CombinedEstimate:
    """
    The outcome of `combine_replicates`.

    Attributes:
        mean: Mean total, in persons.
        lower: Lower end of the interval.
        upper: Upper end.
        rule: Which degrees of freedom: one of `RULES`.
        within: Mean variance of the log of the unlisted within a replicate.
        between: Variance of its mean between replicates.
        degrees: Degrees of freedom of Student's t.
    """

    mean: float
    lower: float
    upper: float
    rule: str
    within: float
    between: float
    degrees: float


def combine_replicates(
    observed: Sequence[float],
    draws: Sequence[Floats],
    *,
    level: float = 0.95,
    rule: str = "bda3",
) -> CombinedEstimate:
    """
    Combine draws of the unlisted from several imputed data sets.

    By the laws of total expectation and variance: the point is the mean listed and the mean
    unlisted; the interval lies on the logarithm of the unlisted.

    Args:
        observed: Listed people of each replicate.
        draws: Draws of the unlisted of each, in persons. Shapes (draws,).
        level: Coverage aimed at.
        rule: ``bda3``: degrees of freedom as [2]_ gives them, wider; ``rubin1987``: as [1]_.

    Raises:
        ModelError: If there are fewer than two replicates: one says nothing of the imputing.
        SettingsError: If the rule is unknown.

    Assumes:
        1. The replicates were imputed independently from the same model.
        2. The log of the unlisted is about normal within and between replicates.

    References:
        .. [1] Rubin, D. B. (1987). Multiple Imputation for Nonresponse in Surveys, 76-77.
        .. [2] Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd ed., section 18.2.

    Examples:
        >>> draws = [np.array([90.0, 110.0]), np.array([95.0, 115.0])]
        >>> found = combine_replicates([50, 52], draws)
        >>> found.mean, found.rule
        (153.5, 'bda3')
    """
    if rule not in RULES:
        raise SettingsError(f"rule is {rule!r}: expected {' or '.join(RULES)}. Choose one.")
    if len(draws) < 2 or len(observed) != len(draws):
        raise ModelError(
            f"combining needs two replicates or more, each with its listed people: found "
            f"{len(draws)} of draws and {len(observed)} of listed. Give both for each."
        )
    logs = [np.log(np.where(item > 0, item, _NOBODY)) for item in draws]
    within = float(np.mean([np.var(item, ddof=1) for item in logs]))
    between = float(np.var([item.mean() for item in logs], ddof=1))
    middle = float(np.mean([item.mean() for item in logs]))
    low, high, degrees = spread_replicates(
        within, between, len(draws), middle=middle, level=level, rule=rule
    )
    listed = float(np.mean(observed))
    mean = listed + float(np.mean([item.mean() for item in draws]))
    return CombinedEstimate(mean, listed + low, listed + high, rule, within, between, degrees)


def spread_replicates(
    within: float, between: float, n_replicates: int, *, middle: float, level: float, rule: str
) -> tuple[float, float, float]:
    """
    Return the ends of the unlisted, and the degrees of freedom, from the two variances.

    Args:
        within: Mean variance of the log within a replicate.
        between: Variance of its mean between replicates.
        n_replicates: At least 2.
        middle: Mean log of the unlisted.
        level: Coverage aimed at.
        rule: One of `RULES`.

    Assumes:
        1. As `combine_replicates`.

    Examples:
        >>> low, high, degrees = spread_replicates(
        ...     0.0848, 0.0347, 20, middle=6.3351, level=0.95, rule="bda3")
        >>> round(low), round(high), round(degrees, 1)
        (275, 1158, 23.7)
    """
    m = n_replicates
    total = within + between * (m + 1) / m
    if between <= 0:
        degrees = float("inf")
    elif rule == "bda3":
        degrees = (m - 1) * (1 + within / ((m + 1) * between)) ** 2
    else:
        degrees = (m - 1) * (1 + within / ((1 + 1 / m) * between)) ** 2
    reach = student_quantile((1 + level) / 2, degrees) * sqrt(total)
    return exp(middle - reach), exp(middle + reach), degrees
