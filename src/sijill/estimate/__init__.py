"""
What the lists together imply about those on none of them.

Two lists only, for now: an estimate that leans on their independence, and a lower bound.
A refusal is a result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sijill.rooms import load_when_asked

if TYPE_CHECKING:
    from sijill.estimate.lists import METHODS, estimate_from_lists
    from sijill.estimate.settings import Settings
    from sijill.estimate.two_lists import (
        TwoListEstimate,
        estimate_lincoln_petersen,
        estimate_lower_bound,
        estimate_two_lists,
    )
else:
    __getattr__ = load_when_asked(
        __name__,
        {
            "METHODS": "lists",
            "estimate_from_lists": "lists",
            "Settings": "settings",
            "TwoListEstimate": "two_lists",
            "estimate_lincoln_petersen": "two_lists",
            "estimate_lower_bound": "two_lists",
            "estimate_two_lists": "two_lists",
        },
    )

__all__ = [
    "METHODS", "Settings", "TwoListEstimate", "estimate_from_lists",
    "estimate_lincoln_petersen", "estimate_lower_bound", "estimate_two_lists",
]  # fmt: skip
