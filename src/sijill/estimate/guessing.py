"""
A guess at how the people of one class, or of two, fall into two: where a jump begins.
"""

from __future__ import annotations

import math
from typing import Any

from numba import njit

from sijill.estimate.chance import draw_normal

BOTH, FIRST, SECOND, FACTOR = 0, 1, 2, 3  # rows by list: listed people of both, of each; odds
PEOPLE, TAKEN, GUESS = 0, 1, 2  # rows by pattern: of both, of the first, log odds of the guess
_ROUNDS = 60
_SPREAD = 2.0  # of the random start, in log odds for each list
_SUREST = 20.0  # log odds


@njit(error_model="numpy")
def guess_halves(stream: Any, starts: Any, places: Any, by_pattern: Any, by_list: Any) -> None:
    """
    Guess who belongs together: by the likeliest two classes near a random start.

    The guess rests on the listed of both halves, and neither on how they are divided now nor on
    the unlisted, so that the way there and the way back begin alike. Fills row `GUESS`; the
    last column is of the unlisted. Row `FACTOR` and the halves by list are worked in.

    References:
        .. [1] Dempster, A. P., Laird, N. M. and Rubin, D. B. (1977). Maximum likelihood from
           incomplete data via the EM algorithm. JRSS B, 39(1), 1-38.
    """
    n_patterns, n_lists = by_pattern.shape[1] - 1, by_list.shape[1]
    base = _SPREAD * draw_normal(stream)
    for j in range(n_lists):
        by_list[FACTOR, j] = _SPREAD * draw_normal(stream)
    people = 0.0
    for p in range(n_patterns):
        people += by_pattern[PEOPLE, p]
    unlisted = 0.5 * people
    for _round in range(_ROUNDS):
        _weigh_patterns(starts, places, by_pattern, by_list, base)
        one, other = _share_out(starts, places, by_pattern, by_list, unlisted)
        first, second = one / (one + other), other / (one + other)
        for j in range(n_lists):
            on_one, on_other = by_list[FIRST, j] / one, by_list[SECOND, j] / other
            first *= 1.0 - on_one
            second *= 1.0 - on_other
            by_list[FACTOR, j] = math.log(
                on_one * (1.0 - on_other) / (on_other * (1.0 - on_one))
            )
        base = math.log(first / second)
        unlisted = people * (first + second) / max(1.0 - first - second, 1e-3)
    _weigh_patterns(starts, places, by_pattern, by_list, base)


@njit(error_model="numpy")
def _weigh_patterns(
    starts: Any, places: Any, by_pattern: Any, by_list: Any, base: float
) -> None:
    """Set the log odds of each pattern, and of the unlisted, from those of lists."""
    last = by_pattern.shape[1] - 1
    for p in range(last):
        found = base
        for j in places[starts[p] : starts[p + 1]]:
            found += by_list[FACTOR, j]
        by_pattern[GUESS, p] = min(max(found, -_SUREST), _SUREST)
    by_pattern[GUESS, last] = min(max(base, -_SUREST), _SUREST)


@njit(error_model="numpy")
def _share_out(starts: Any, places: Any, by_pattern: Any, by_list: Any, unlisted: float) -> Any:
    """Share people out by the odds, and return how many are in each half, and one more."""
    last = by_pattern.shape[1] - 1
    by_list[FIRST].fill(0.5)
    by_list[SECOND].fill(0.5)
    one = unlisted / (1.0 + math.exp(-by_pattern[GUESS, last]))
    other = unlisted - one
    for p in range(last):
        people = by_pattern[PEOPLE, p]
        if people > 0.0:
            taken = people / (1.0 + math.exp(-by_pattern[GUESS, p]))
            one += taken
            other += people - taken
            for j in places[starts[p] : starts[p + 1]]:
                by_list[FIRST, j] += taken
                by_list[SECOND, j] += people - taken
    return one + 1.0, other + 1.0
