"""
How a dataset and the rest of a record stand to each other, row by row and in totals.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SaidKilled:
    """
    Who says how many were killed.

    Attributes:
        by: The source, or whom it names as its origin.
        claim: The claim's id.
        low: Lowest number; ``None``: no floor.
        high: Highest number; ``None``: no ceiling.
    """

    by: str
    claim: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class RowAgreement:
    """
    One row of the dataset, and what the record has beside it.

    Attributes:
        row: The row's line in its file.
        event: The row's own id; ``None``: it has none.
        claim: The claim that the row makes.
        status: ``matched``: other claims tell of the incident too; ``alone``: none does;
            ``sum``: the row sums up several acts and joins none; ``unfounded``: it counts
            nobody and hits nothing.
        incident: The incident; ``None``: it founds none.
        violence: The act, as the row has it.
        day: First possible day.
        last_day: Last possible day.
        place: Name of the place.
        admin1: First-level area.
        killed: The row's own number.
        others: What every other claim of the incident says; rows of this dataset too.
        days_apart: Days between the row and the nearest other claim; 0: they overlap.
        km_apart: Distance to the nearest other claim's point, in km.
        killed_stands: How the row's number stands to the others': ``agree``, ``lower``,
            ``higher``; ``unknown``: one of the sides gives none.
        rows_beside: Lines of other rows of this dataset in the same incident.
        covers: Other incidents within the row's own days and place that no row is in: the
            row may tell of them as well.
    """

    row: str
    event: str | None
    claim: str
    status: str
    incident: str | None
    violence: str
    day: date | None
    last_day: date | None
    place: str | None
    admin1: str | None
    killed: SaidKilled | None
    others: tuple[SaidKilled, ...] = ()
    days_apart: int | None = None
    km_apart: float | None = None
    killed_stands: str = "unknown"
    rows_beside: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LackingIncident:
    """
    An incident that the dataset has no row for, though it lies within what it covers.

    Attributes:
        incident: Its id.
        violence: The act.
        day: First possible day.
        place: Name of the place.
        admin1: First-level area.
        low: Lowest number of killed; ``None``: no claim says.
        high: Highest number of killed; ``None``: no ceiling.
        said: What each claim says.
        covered_by: Lines of rows whose days and place hold it.
    """

    incident: str
    violence: str
    day: date | None
    place: str | None
    admin1: str | None
    low: int | None
    high: int | None
    said: tuple[SaidKilled, ...] = ()
    covered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementTotal:
    """
    One month and area, both ways.

    Attributes:
        month: Such as ``2023-10``; ``unknown`` where a day is not known, or spans months.
        admin1: First-level area; ``unknown`` where it is not known.
        rows: Rows of the dataset that are claims about one incident.
        rows_low: Killed by the dataset, at least.
        rows_high: Killed by the dataset, at most; ``None``: a row has no ceiling.
        rows_unknown: Rows without a number of killed.
        incidents: Incidents that other claims tell of.
        others_low: Killed by the other claims, at least.
        others_high: Killed by the other claims, at most; ``None``: one has no ceiling.
        others_unknown: Incidents of which no other claim gives a number of killed.
        shared: Incidents that both tell of.
    """

    month: str
    admin1: str
    rows: int
    rows_low: int
    rows_high: int | None
    rows_unknown: int
    incidents: int
    others_low: int
    others_high: int | None
    others_unknown: int
    shared: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    A dataset held against the rest of a record.

    Attributes:
        dataset: Its name in the record.
        title: Who reports.
        read: Rows of its file that are not blank.
        no_act: Rows that tell of no act of violence, by the mapping.
        refused: Rows that are broken.
        rows: The rows that make claims, in the file's order.
        lacking: Incidents that the dataset lacks.
        totals: By month and first-level area.
    """

    dataset: str
    title: str
    read: int
    no_act: int
    refused: int
    rows: tuple[RowAgreement, ...]
    lacking: tuple[LackingIncident, ...]
    totals: tuple[AgreementTotal, ...]

    def count(self, status: str) -> int:
        """Return how many rows have a status."""
        return sum(row.status == status for row in self.rows)

    def count_killed(self, stands: str) -> int:
        """Return in how many matched rows the number of killed stands so to the others."""
        matched = (row for row in self.rows if row.status == "matched")
        return sum(row.killed_stands == stands for row in matched)
