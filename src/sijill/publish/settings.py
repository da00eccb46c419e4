"""
What a team can choose about a release.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Choices of `publish`.
    """

    byte_order_mark: bool = True
    """Whether CSV files begin with a byte order mark, so that spreadsheets read Arabic."""

    limits: tuple[str, ...] = (
        "This release holds what sources reported and what could be read from them; "
        "incidents that nobody reported are not in it.",
        "A range says what the sources support. It is no estimate and no established fact.",
        "No totals are given: adding up ranges from different sources needs a counting rule.",
        "Whom a source names as responsible is what the source says, not a finding.",
    )
    """Sentences that say what the release must not be used for; at least one."""
