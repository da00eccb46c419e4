"""
How many people, as a source said it.

A count is an interval, because "at least three", "dozens" and "3 or 4" are what sources
say. Unknown is the absence of a bound (``None``), never zero.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import CountReversed, ModelError
from sijill.model.privacy import Public
from sijill.model.span import Span

QUALIFIERS = (
    "exact", "at_least", "more_than", "up_to", "less_than",
    "about", "nearly", "between", "vague", "none",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """
    A source's number of people (or objects), as an interval of whole numbers.

    Attributes:
        low: What the words guarantee, at least 0. ``None``: no floor stated ("up to 30").
        high: What the words allow. ``None``: no ceiling stated ("at least three").
        qualifier: One of `QUALIFIERS`, the way the number was put.
        words: The very wording; ``None`` only for counts that no single wording gives
            (a sum of parts).

    Raises:
        CountReversed: If *low* is above *high*.
        ModelError: If a bound is negative or the qualifier is unknown.

    Examples:
        >>> Count(3, 4, "between").allows(5)
        False
        >>> Count(24, None, "vague") & Count(20, 30, "between")
        Count(low=24, high=30, qualifier='between', words=None)
        >>> Count(1, 2) & Count(5, 6) is None
        True
    """

    low: Public[int | None]
    high: Public[int | None]
    qualifier: Public[str] = "exact"
    words: Public[Span | None] = None

    def __post_init__(self) -> None:
        if self.qualifier not in QUALIFIERS:
            raise ModelError(f"a count's qualifier is one of {', '.join(QUALIFIERS)}.")
        if any(bound is not None and bound < 0 for bound in (self.low, self.high)):
            raise ModelError(
                "a count is never below zero; unknown is null.", phrase="below_zero"
            )
        if self.low is not None and self.high is not None and self.low > self.high:
            raise CountReversed(low=self.low, high=self.high)

    @property
    def is_known(self) -> bool:
        """Say whether the words give at least one bound."""
        return self.low is not None or self.high is not None

    def allows(self, n: int) -> bool:
        """Say whether *n* is within this count."""
        return (self.low is None or self.low <= n) and (self.high is None or n <= self.high)

    def __and__(self, other: Count) -> Count | None:
        """Return what both counts allow, or ``None`` where they contradict."""
        low = max((c.low for c in (self, other) if c.low is not None), default=None)
        high = min((c.high for c in (self, other) if c.high is not None), default=None)
        if low is not None and high is not None and low > high:
            return None
        return Count(low, high, "exact" if low == high and low is not None else "between")
