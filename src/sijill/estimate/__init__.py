"""
What the lists together imply about those on none of them.

Two lists only, for now: an estimate that leans on their independence, and a lower bound.
A refusal is a result.
"""

from __future__ import annotations

from sijill.estimate.lists import METHODS, estimate_from_lists
from sijill.estimate.settings import Settings
from sijill.estimate.two_lists import (
    TwoListEstimate,
    estimate_lincoln_petersen,
    estimate_lower_bound,
    estimate_two_lists,
)

__all__ = [
    "METHODS", "Settings", "TwoListEstimate", "estimate_from_lists",
    "estimate_lincoln_petersen", "estimate_lower_bound", "estimate_two_lists",
]  # fmt: skip
