"""
What can be set about estimating.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of `estimate`.

    Attributes:
        method: ``chapman``, ``lincoln_petersen`` or ``chao``.
        level: Coverage that an interval aims at, in (0, 1).
        least_overlap: People on both lists below which no number is given.
        small_overlap: People on both lists below which a caveat is set. Chapman's estimator
            is nearly unbiased from seven on (Robson and Regier 1964).
    """

    method: str = "chapman"
    level: float = 0.95
    least_overlap: int = 1
    small_overlap: int = 7
