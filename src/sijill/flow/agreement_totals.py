"""
The totals of a dataset and of the rest of a record, side by side, by month and area.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sijill.flow.agreement import AgreementTotal
from sijill.model import DateRange
from sijill.resolve.folding import fold_loosely

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Party:
    """
    What one row, or one incident by its other claims, adds.

    Attributes:
        when: When it happened.
        admin1: First-level area; ``None``: not known.
        kind: ``row``, ``others`` (an incident without a row) or ``both`` (with one).
        low: Killed at least; ``None``: no floor.
        high: Killed at most; ``None``: no ceiling.
    """

    when: DateRange | None
    admin1: str | None
    kind: str
    low: int | None
    high: int | None


@dataclass(slots=True)
class _Sum:
    count: int = 0
    low: int = 0
    high: int | None = 0
    unknown: int = 0

    def add(self, low: int | None, high: int | None) -> None:
        """Add an interval; one that is open above leaves the sum open above."""
        self.count += 1
        if low is None and high is None:
            self.unknown += 1
            return
        self.low += low or 0
        self.high = None if self.high is None or high is None else self.high + high


@dataclass(slots=True)
class _Stratum:
    name: str
    rows: _Sum = field(default_factory=_Sum)
    others: _Sum = field(default_factory=_Sum)
    shared: int = 0


def total_up(parties: Iterable[Party]) -> tuple[AgreementTotal, ...]:
    """
    Return the totals by month and area, oldest first.

    An area is known by its name as transliterations may differ in it; the dataset's own
    spelling is shown.
    """
    strata: dict[tuple[str, str], _Stratum] = {}
    for one in parties:
        name = one.admin1 or UNKNOWN
        key = month_of(one.when), fold_loosely(name) or name
        stratum = strata.setdefault(key, _Stratum(name))
        (stratum.rows if one.kind == "row" else stratum.others).add(one.low, one.high)
        stratum.shared += one.kind == "both"
    return tuple(
        AgreementTotal(
            month, s.name, s.rows.count, s.rows.low, s.rows.high, s.rows.unknown,
            s.others.count, s.others.low, s.others.high, s.others.unknown, s.shared,
        )
        for (month, _), s in sorted(strata.items())
    )  # fmt: skip


def month_of(when: DateRange | None) -> str:
    """
    Return the month that a range of days lies in, or that it may lie in no single one.

    Examples:
        >>> month_of(None)
        'unknown'
    """
    if when is None or when.earliest is None or when.latest is None:
        return UNKNOWN
    first, last = f"{when.earliest:%Y-%m}", f"{when.latest:%Y-%m}"
    return first if first == last else UNKNOWN
