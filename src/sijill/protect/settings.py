"""
What a team can choose about what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Choices of `protect`; each default is the careful one.
    """

    show_words: bool = True
    """Whether words of counts, dates, places and means are shown where they name nobody."""

    longest_words: int = 60
    """Longest wording that is shown, in code points; longer ones are withheld."""

    delay_days: int = 7
    """Incidents that may be younger than this are left out of a release, in days."""

    coarsen_days: int = 30
    """Places of incidents that may be younger than this are coarsened, in days."""

    coarsen_km: float = 25.0
    """Least uncertainty of a coarsened place, in km."""
