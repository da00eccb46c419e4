"""
When something happened, as far as the words say: a first and a last possible day.

The day a report was published is not the day of death: a claim whose text names no day
has no `DateRange` at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sijill.errors import ModelError
from sijill.model.privacy import Public
from sijill.model.span import Span

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
                f"a date range needs earliest <= latest, got {self.earliest} and {self.latest}."
            )

    @property
    def is_resolved(self) -> bool:
        """Say whether at least one end is known."""
        return self.earliest is not None or self.latest is not None
