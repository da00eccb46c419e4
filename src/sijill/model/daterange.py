"""
When something happened, as far as the words say: a first and a last possible day.

The day a report was published is not the day of death: a claim whose text names no day
has no `DateRange` at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sijill.errors import ModelError
from sijill.model.privacy import Public
from sijill.model.span import Span

_DAY = timedelta(days=1)
PRECISIONS = ("time", "day", "days", "week", "month", "year", "longer")


@dataclass(frozen=True, slots=True)
class DateRange:
    """
    The days on which something may have happened.

    Attributes:
        words: The time expression; ``None`` for ranges that were computed.
        earliest: First possible day (Gregorian). ``None``: not resolved, or open.
        latest: Last possible day, not before *earliest*. ``None``: not resolved, or open.
        precision: One of `PRECISIONS`; ``None`` until resolved.
        time: The time of day as the text puts it ("dawn", "14:30"); ``None``: not stated.

    Raises:
        ModelError: If the range is reversed or the precision unknown.
    """

    words: Public[Span | None] = None
    earliest: Public[date | None] = None
    latest: Public[date | None] = None
    precision: Public[str | None] = None
    time: Public[str | None] = None

    def __post_init__(self) -> None:
        if self.precision is not None and self.precision not in PRECISIONS:
            raise ModelError(f"a date's precision is one of {', '.join(PRECISIONS)}.")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ModelError(
                f"a date range needs earliest <= latest, got {self.earliest} and "
                f"{self.latest}.",
                phrase="days_reversed",
            )

    @property
    def is_resolved(self) -> bool:
        """Say whether at least one end is known."""
        return self.earliest is not None or self.latest is not None

    @property
    def edtf(self) -> str | None:
        """
        Return the range as an Extended Date/Time Format string; ``None``: no end is known.

        A whole month or year is written as such, an unknown end as an open one. A range that
        something happened *within* is written like one that it filled: EDTF has one form.

        Examples:
            >>> DateRange(None, date(2025, 3, 1), date(2025, 3, 31), "month").edtf
            '2025-03'
            >>> DateRange(None, date(2025, 3, 11), date(2025, 3, 13), "days").edtf
            '2025-03-11/2025-03-13'
            >>> DateRange(None, None, date(2025, 11, 27), "longer").edtf
            '../2025-11-27'

        References:
            .. [1] Library of Congress (2019). Extended Date/Time Format (EDTF) specification.
        """
        first, last = self.earliest, self.latest
        if first is None or last is None:
            ends = [day.isoformat() if day else ".." for day in (first, last)]
            return "/".join(ends) if self.is_resolved else None
        if first == last:
            return first.isoformat()
        whole = first.day == 1 and (last + _DAY).day == 1 if last < date.max else False
        if whole and (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
        if whole and first.year == last.year and (first.month, last.month) == (1, 12):
            return f"{first:%Y}"
        return f"{first.isoformat()}/{last.isoformat()}"
