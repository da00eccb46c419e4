"""
The inner loop of comparing names: parts of two names matched one by one, as machine code.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sijill.link.people.compiling import compiled

SAME = 0.85  # parts at least so alike are one part spelt otherwise
RARE, TELLING, SOME = 24.0, 17.0, 11.0  # bits that the shared parts carry together


@compiled
def grade_pairs(
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    numbers: NDArray[np.int64],
    lengths: NDArray[np.int64],
    bits: NDArray[np.float64],
    keys: NDArray[np.int64],
    alike: NDArray[np.float64],
) -> NDArray[np.int8]:
    """
    Return the level at which the names of each pair end, the best of their variants.

    Args:
        left: Numbers of people. Shape (pairs,).
        right: The others'. Shape (pairs,).
        numbers: Parts of each name. Shape (people, variants, parts).
        lengths: How many parts each name has. Shape (people, variants).
        bits: How telling each part is. Shape (parts,).
        keys: See `PartTable`.
        alike: See `PartTable`.
    """
    found = np.zeros(len(left), dtype=np.int8)
    for pair in range(len(left)):
        one, other = left[pair], right[pair]
        for a in range(lengths.shape[1]):
            for b in range(lengths.shape[1]):
                n, m = lengths[one, a], lengths[other, b]
                if n == 0 or m == 0:
                    continue
                if n <= m:
                    level = _grade(
                        numbers[one, a, :n], numbers[other, b, :m], bits, keys, alike
                    )
                else:
                    level = _grade(
                        numbers[other, b, :m], numbers[one, a, :n], bits, keys, alike
                    )
                found[pair] = max(found[pair], level)
    return found


@compiled
def _grade(short: Any, long: Any, bits: Any, keys: Any, alike: Any) -> int:
    """Return the level of two names, the shorter first; see `NAME_LEVELS`."""
    taken = np.zeros(len(long), dtype=np.bool_)
    reached, shared, near, differ, weight = -1, 0, 0, 0, 0.0
    in_order, given = True, False
    for part in range(len(short)):
        best, place = 0.0, -1
        for other in range(len(long)):
            if not taken[other]:
                likeness = _compare(short[part], long[other], len(bits), keys, alike)
                if likeness > best:
                    best, place = likeness, other
        if place >= 0:
            taken[place] = True
        if best >= SAME:
            shared += 1
            weight += bits[short[part]]
            in_order = in_order and place > reached
            reached = place
            given = given or (part == 0 and place == 0)
        elif best > 0:
            near += 1
        else:
            differ += 1
    return _level(shared, near, differ, weight, in_order, given)


@compiled
def _level(
    shared: int, near: int, differ: int, weight: float, in_order: bool, given: bool
) -> int:
    if shared == 0 or differ + near > 1 or (differ == 1 and not given):
        return 0
    if differ == 1:
        return 2 if weight >= SOME else 1
    if near == 1:
        return 3 if not given else 6 if weight >= SOME else 5
    if not (in_order and given):
        return 4
    return 10 if weight >= RARE else 9 if weight >= TELLING else 8 if weight >= SOME else 7


@compiled
def _compare(one: int, other: int, parts: int, keys: Any, alike: Any) -> float:
    if one == other:
        return 1.0
    wanted = one * parts + other
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) // 2
        if keys[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return alike[low] if low < len(keys) and keys[low] == wanted else 0.0
