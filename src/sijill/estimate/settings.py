"""
What can be set about estimating, whatever the method.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of `estimate`. What belongs to one method stands in that method's own settings.

    Attributes:
        method: ``auto``, ``dga``, ``lcmcr``, ``loglinear``, ``chao``, ``chapman`` or
            ``lincoln_petersen``.
        level: Coverage that an interval aims at, in (0, 1).
        seed: Seed of every random draw; the same seed gives the same result.
        least_overlap: People on two lists or more below which no number is given.
        small_overlap: People on two lists or more below which a caveat is set. Chapman's
            estimator is nearly unbiased from seven on (Robson and Regier 1964).
        small_stratum: Listed people below which a stratum is too small to stand alone.
        pool_small: Whether such strata are pooled; if not, they and their sum are refused.
        imputations: How often people without a stratum are put into one by chance.
        rule: How the results are combined: ``bda3`` or ``rubin1987`` (`combine_replicates`).
    """

    method: str = "auto"
    level: float = 0.95
    seed: int = 1
    least_overlap: int = 1
    small_overlap: int = 7
    small_stratum: int = 30
    pool_small: bool = True
    imputations: int = 10
    rule: str = "bda3"
