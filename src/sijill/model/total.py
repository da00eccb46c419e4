"""
One line of a total: what one codebook counts in one period and area, and how sure that is.

A line is derived: it names the incidents it stands on, and no figure in it is typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sijill.model.privacy import Public


@dataclass(frozen=True, slots=True)
class Total:
    """
    What one codebook counts in one period and area.

    Attributes:
        codebook: Name of the codebook.
        by: Value of each axis asked for; ``None``: it has none, for the reason in *unplaced*.
        unplaced: Why an axis has no value, by axis (``not_known``, ``not_one``, ``vague``).
        kind: Kind of harm; ``None``: no incident of the line tells of one.
        n_incidents: How many incidents are counted.
        n_unknown: How many of them have no number at all; they add nothing to the figures.
        n_open: How many of them have no ceiling: their number may be higher.
        n_unstated: How many of them tell of people whose status no source gives.
        best: Sum of the codebook's numbers; ``None``: it gives none for some incident.
        n_without_best: For how many incidents with a number the codebook gives none.
        low: Sum of the lowest numbers that claims support; ``None``: no incident has one.
        high: Sum of the highest; ``None``: some incident has no ceiling.
        linked_low: Least of *low* in the draws of clusterings, at the level asked for.
        linked_high: Greatest of *low* in the draws of clusterings.
        likely_low: Lower end of the stated interval; ``None``: no draws were made.
        likely_high: Its upper end; ``None`` likewise, or where a number is unknown.
        n_summaries: How many sums over several incidents lie here that the incidents do not
            explain; none of them is added.
        incidents: Ids of the incidents, sorted.
        summaries: Ids of those sums, sorted.
    """

    codebook: Public[str]
    by: Public[Mapping[str, str | None]]
    unplaced: Public[Mapping[str, str]] = field(default_factory=dict)
    kind: Public[str | None] = "killed"
    n_incidents: Public[int] = 0
    n_unknown: Public[int] = 0
    n_open: Public[int] = 0
    n_unstated: Public[int] = 0
    best: Public[int | None] = None
    n_without_best: Public[int] = 0
    low: Public[int | None] = None
    high: Public[int | None] = None
    linked_low: Public[int | None] = None
    linked_high: Public[int | None] = None
    likely_low: Public[int | None] = None
    likely_high: Public[int | None] = None
    n_summaries: Public[int] = 0
    incidents: Public[tuple[str, ...]] = ()
    summaries: Public[tuple[str, ...]] = ()
