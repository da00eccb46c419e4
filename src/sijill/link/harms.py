"""
How two claims' numbers of people stand to each other; a later report may be higher.
"""

from __future__ import annotations

import numpy as np

from sijill.link.columns import NO_COUNT, NO_DAY, Columns, Flags, Ints
from sijill.model.claim import HARM_KINDS

LEVELS = (
    "unknown", "same_large", "same_middle", "same_small", "agree", "rising", "close",
    "rising_far", "differs", "apart",
)  # fmt: skip
ABOUT = 0.1  # "about" and "nearly" agree with any count within a tenth
_AT = {name: number for number, name in enumerate(LEVELS)}
_OTHERS = ("missing", "abducted", "detained", "displaced", "tortured", "raped", "affected")
_NO_CEILING = 2**40


def levels_of_killed(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Return how the numbers of the killed stand to each other, as positions in `LEVELS`."""
    return _levels(columns, left, right, HARM_KINDS.index("killed"))


def levels_of_injured(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Return how the numbers of the injured stand to each other."""
    return _levels(columns, left, right, HARM_KINDS.index("injured"))


def levels_of_other_harm(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Return how the numbers stand for the first other kind that both name."""
    found = np.zeros(len(left), dtype=np.int64)
    for name in _OTHERS:
        kind = HARM_KINDS.index(name)
        open_ = np.flatnonzero((found == 0) & _both_known(columns, left, right, kind))
        if len(open_):
            found[open_] = _levels_of_known(columns, left[open_], right[open_], kind)
    return found


def _both_known(columns: Columns, left: Ints, right: Ints, kind: int) -> Flags:
    """Say whether both numbers have a bound."""
    known = (columns.lows[:, kind] != NO_COUNT) | (columns.highs[:, kind] != NO_COUNT)
    if not known.any():
        return np.zeros(len(left), dtype=bool)
    return np.asarray(known[left] & known[right])


def _levels(columns: Columns, left: Ints, right: Ints, kind: int) -> Ints:
    found = np.zeros(len(left), dtype=np.int64)
    rows = np.flatnonzero(_both_known(columns, left, right, kind))
    if len(rows):
        found[rows] = _levels_of_known(columns, left[rows], right[rows], kind)
    return found


def _levels_of_known(columns: Columns, left: Ints, right: Ints, kind: int) -> Ints:
    low, high = (
        (side[left, kind].astype(np.int64), side[right, kind].astype(np.int64))
        for side in (columns.lows, columns.highs)
    )
    same = (low[0] == low[1]) & (high[0] == high[1]) & (low[0] == high[0])
    size = np.select(
        [low[0] >= 10, low[0] >= 4], [_AT["same_large"], _AT["same_middle"]], _AT["same_small"]
    )
    one = widen(low[0], high[0], columns.loose[left, kind])
    two = widen(low[1], high[1], columns.loose[right, kind])
    agree = (one[0] <= two[1]) & (two[0] <= one[1])
    apart = _levels_apart(one, two, columns.reported[left], columns.reported[right])
    return np.where(same, size, np.where(agree, _AT["agree"], apart))


def widen(low: Ints, high: Ints, loose: Flags) -> tuple[Ints, Ints]:
    """
    Return the bounds, with the tenth that "about" and "nearly" leave open.

    Examples:
        >>> low, high = widen(np.array([50, 3]), np.array([50, -1]), np.array([True, False]))
        >>> [int(low[0]), int(high[0]), int(low[1]), int(high[1]) > 10**9]
        [45, 55, 3, True]
    """
    spare = np.where(loose, high * ABOUT, 0.0)
    floor = np.where(low == NO_COUNT, 0, (low - spare).astype(np.int64))
    ceiling = np.where(high == NO_COUNT, _NO_CEILING, (high + spare).astype(np.int64))
    return floor, ceiling


def _levels_apart(
    one: tuple[Ints, Ints], two: tuple[Ints, Ints], on_one: Ints, on_two: Ints
) -> Ints:
    """Return the level of two counts that allow no common number."""
    ordered = (on_one != NO_DAY) & (on_two != NO_DAY) & (on_one != on_two)
    swapped = on_one > on_two
    first = [np.where(swapped, two[n], one[n]) for n in (0, 1)]
    later = [np.where(swapped, one[n], two[n]) for n in (0, 1)]
    rises = later[0] > first[1]
    small = np.where(rises, first[1], later[1])
    large = np.where(rises, later[0], first[0])
    rising = ordered & rises
    return np.select(
        [
            (small == 0) & (large <= 2),
            small == 0,
            rising & ((large <= 1.5 * small) | (large - small <= 2)),
            rising & (large <= 3 * small),
            rising,
            (large <= 1.25 * small) | (large - small == 1),
            large <= 2 * small,
        ],
        [
            _AT[name]
            for name in (
                "differs", "apart", "rising", "rising_far", "apart", "close", "differs",
            )
        ],
        _AT["apart"],
    )  # fmt: skip
