"""
What can be set about reconciling.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of `reconcile`.

    Attributes:
        about_share: Share by which "about" and "nearly" may miss a number and still agree.
        copy_share: Resemblance of two documents from which one is a copy, in (0, 1].
        weak_link: Probability of the weakest link below which a caveat is set, in [0, 1].
    """

    about_share: float = 0.1
    copy_share: float = 0.6
    weak_link: float = 0.5
