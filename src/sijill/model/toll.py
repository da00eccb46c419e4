"""
How many people a claim's harms of one kind add up to, each person once.

A text gives a total ("12 killed"), parts by status ("5 civilians and 2 fighters"), or
both. The total is never added to its own parts.
"""

from __future__ import annotations

from collections.abc import Iterable

from sijill.model.claim import Harm
from sijill.model.count import Count

TOTAL_STATUSES = frozenset({"unknown", "mixed"})


def sum_counts(counts: Iterable[Count]) -> Count | None:
    """
    Return the sum of disjoint counts; a bound is ``None`` as soon as one part has none.

    Examples:
        >>> sum_counts([Count(3, 3), Count(2, None, "at_least")])
        Count(low=5, high=None, qualifier='between', words=None)
    """
    parts = list(counts)
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    low = sum(lows) if lows else None
    high = sum(highs) if len(highs) == len(parts) else None
    return Count(low, high, "exact" if low == high and low is not None else "between")


def toll_of(harms: Iterable[Harm], kind: str) -> Count | None:
    """
    Return how many people the harms of *kind* are in all; ``None``: the kind is not named.

    Assumes:
        1. A number without a status that is at least the sum of the parts is their total;
           a smaller one counts people beside them.

    Examples:
        >>> toll_of([Harm("killed", Count(12, 12)), Harm("killed", Count(5, 5), "civilian")],
        ...         "killed").low
        12
        >>> toll_of([Harm("killed", Count(2, 2)), Harm("killed", Count(5, 5), "civilian")],
        ...         "killed").low
        7
    """
    named = [harm for harm in harms if harm.kind == kind]
    wholes = [harm.count for harm in named if harm.status in TOTAL_STATUSES]
    parts = [harm.count for harm in named if harm.status not in TOTAL_STATUSES]
    whole, part = _largest(wholes), sum_counts(parts)
    if whole is None or part is None:
        return whole or part
    if (whole.low or 0) >= (part.low or 0) or whole.low is None:
        return whole
    return sum_counts([whole, *parts])


def _largest(counts: list[Count]) -> Count | None:
    return max(counts, key=lambda c: (c.low or 0, c.high or 0), default=None)
