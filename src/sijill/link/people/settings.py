"""
What can be set about linking people.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of linking people.

    Attributes:
        join_at: How probable one person must be for two groups to be joined, in (0, 1).
        ask_at: How probable it must be for a pair that is apart to wait for a person.
        sure_at: How probable it must be for a pair that is together not to.
        least: Pairs less probable than this are not kept; draws never join them.
    """

    join_at: float = 0.45
    ask_at: float = 0.1
    sure_at: float = 0.9
    least: float = 0.01
