"""
Numbers that the words leave open, drawn: how far a total may lie from what is told.

Each draw gives every incident one number that its claims allow, and now and then one above
the last that was told, since tolls rise.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from sijill.model import ClaimedCount, HarmRange
from sijill.reconcile.totals.doubt import Doubt


def draw_number(line: HarmRange, random: Random, doubt: Doubt) -> int:
    """
    Return one number of people that a range allows; a range that is not known adds none.

    Where several reports stand, one of them is believed: mostly the newest, since reports
    that come later know more.

    Examples:
        >>> from sijill.reconcile.totals.doubt import Ratios
        >>> doubt = Doubt(0.0, (2.0,), Ratios((1.5,)))
        >>> draw_number(HarmRange("killed", "civilian", 4, None), Random(1), doubt)
        6
    """
    low, high, claim = _draw_bounds(line, random, doubt)
    if low is not None and low == high:
        if low and random.random() < doubt.p_rise:
            return max(low + 1, round(low * random.choice(doubt.rises)))
        return low
    if high is None and low is None:
        return 0
    if high is None:
        return round((low or 0) * random.choice(doubt.open_ratios(low or 0, claim, line.kind)))
    if low is None:
        return max(min(1, high), round(high * random.choice(doubt.reaches.near(high))))
    return low + round((high - low) * random.choice(doubt.spans.near(high - low)))


def _draw_bounds(
    line: HarmRange, random: Random, doubt: Doubt
) -> tuple[int | None, int | None, str | None]:
    """Return the bounds of one of the claims that stand, and which; else those of the range."""
    only = line.by_claim[0].claim if len(line.by_claim) == 1 else None
    bounds = line.low, line.high, only
    if line.low == line.high or len(line.by_claim) < 2 or line.newest is None:
        return bounds
    standing = [one for one in line.by_claim if _stands(one, line)]
    if not standing:
        return bounds
    chosen = random.choice(standing)
    if line.newest in standing and random.random() < doubt.p_newest:
        chosen = line.newest
    return (
        line.low if chosen.low is None else chosen.low,
        line.high if chosen.high is None else chosen.high,
        chosen.claim,
    )


def _stands(one: ClaimedCount, line: HarmRange) -> bool:
    """Say whether what a claim says lies in the range: what was revised does not."""
    if one.low is None and one.high is None:
        return False
    above = one.low is None or line.low is None or one.low >= line.low
    return above and (one.high is None or line.high is None or one.high <= line.high)


def ends_of(draws: Sequence[int], level: float) -> tuple[int, int]:
    """
    Return the ends between which the share *level* of draws lies, the wider where it is open.

    Examples:
        >>> ends_of(range(101), 0.9)
        (5, 95)
    """
    ordered = sorted(draws)
    beyond = int(len(ordered) * (1 - level) / 2 + 1e-9)
    return ordered[beyond], ordered[len(ordered) - 1 - beyond]
