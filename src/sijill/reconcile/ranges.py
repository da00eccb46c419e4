"""
From what the claims say to a range: the lowest and the highest number that stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sijill.model import ClaimedCount, Count
from sijill.reconcile.settings import Settings
from sijill.reconcile.statements import Statement

Bounds = tuple[int | None, int | None]


def range_of(statements: Sequence[Statement], *, settings: Settings) -> Bounds:
    """
    Return the lowest and the highest number that a standing statement supports.

    An open statement ("at least 20") leaves the range open only where it lies above every
    ceiling that another states. Loose numbers within their tenth of the others add nothing.

    Assumes:
        1. No statement is better than another: a range weighs no sources.
    """
    counts = [item.count for item in statements if item.stands and item.count.is_known]
    firm = [count for count in counts if not _is_loose(count)]
    bounds = _hull(firm)
    loose = [count for count in counts if _is_loose(count)]
    return _hull([*firm, *(c for c in loose if not _agrees(c, bounds, settings))])


def _is_loose(count: Count) -> bool:
    return count.qualifier in ("about", "nearly")


def _agrees(count: Count, bounds: Bounds, settings: Settings) -> bool:
    low, high = bounds
    if (low is None and high is None) or count.low is None or count.high is None:
        return False
    floor, ceiling = spread(count, settings)
    above = low is None or ceiling is None or ceiling >= low
    return above and (high is None or floor is None or floor <= high)


def spread(count: Count, settings: Settings) -> Bounds:
    """Return the bounds of a count, with the tenth that "about" and "nearly" leave open."""
    if not _is_loose(count) or count.low is None or count.high is None:
        return count.low, count.high
    return (
        int(count.low * (1 - settings.about_share)),
        int(count.high * (1 + settings.about_share) + 0.999),
    )


def _hull(counts: Iterable[Count]) -> Bounds:
    counts = list(counts)
    lows = [count.low for count in counts if count.low is not None]
    highs = [count.high for count in counts if count.high is not None]
    floor, ceiling = min(lows, default=None), max(highs, default=None)
    if ceiling is None or any(low > ceiling for low in lows):
        return floor, None
    return (None if floor is not None and floor > ceiling else floor), ceiling


def list_counts(statements: Iterable[Statement]) -> tuple[ClaimedCount, ...]:
    """Return who said what, revised numbers too."""
    rows = (ClaimedCount(s.claim, s.count.low, s.count.high) for s in statements)
    return tuple(sorted(rows, key=lambda row: row.claim))


def parting(statements: Sequence[Statement], *, settings: Settings) -> tuple[str, ...]:
    """Return the claims of the standing statements if two of them allow no common number."""
    standing = [s for s in statements if s.stands and s.count.is_known]
    spans = [spread(s.count, settings) for s in standing]
    floor = max((low for low, _ in spans if low is not None), default=0)
    ceiling = min((high for _, high in spans if high is not None), default=None)
    if ceiling is None or floor <= ceiling:
        return ()
    return tuple(sorted({s.claim for s in standing}))
