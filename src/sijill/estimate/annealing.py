"""
The way from one class to two, or back, through worlds in between.

In the world ``at``, between 0 (one class, divided by a guess) and 1 (two classes), a person of
the first half weighs what the one class gives to the power ``1 - at``, what the first gives to
the power ``at``, and the guess to the power ``1 - at``; so for the second. Chances and shares
are integrated out of weights, and drawn to take a step.

References:
    .. [1] Neal, R. M. (2001). Annealed importance sampling. Statistics and Computing, 11(2),
       125-139.
    .. [2] Karagiannis, G. and Andrieu, C. (2013). Annealed importance sampling reversible jump
       MCMC algorithms. Journal of Computational and Graphical Statistics, 22(3), 623-648.
"""

from __future__ import annotations

import math
from typing import Any

from numba import njit

from sijill.estimate.chance import draw_binomial, draw_gamma, draw_poisson
from sijill.estimate.guessing import BOTH, FACTOR, FIRST, GUESS, PEOPLE, SECOND, TAKEN

UNLISTED_ONE, UNLISTED_OTHER, ONE, OTHER, PULL = 0, 1, 2, 3, 4
"""Places of *halves*: unlisted and all people of each, and the log of what the guess says."""
_STEPS = 30


@njit(error_model="numpy")
def walk(
    stream: Any,
    starts: Any,
    places: Any,
    by_pattern: Any,
    by_list: Any,
    halves: Any,
    up: bool,
    missed: float,
) -> float:
    """
    Walk from one class to two where *up*, or back, and return the log of the way's worth.

    The worlds lie close together near the one class, where each person tells most, and near the
    two, where the unlisted are not yet what they will be.
    """
    worth = 0.0
    for step in range(_STEPS):
        here, there = _world(step, up), _world(step + 1, up)
        worth -= _log_weight(here, by_list, halves, missed)
        worth += _log_weight(there, by_list, halves, missed)
        if step < _STEPS - 1:
            _step(stream, there, starts, places, by_pattern, by_list, halves, missed)
    return worth


@njit(error_model="numpy")
def divide_by_guess(stream: Any, by_pattern: Any, halves: Any, unlisted: float) -> None:
    """Divide people and the unlisted by the guess; what hangs on them is counted apart."""
    last = by_pattern.shape[1] - 1
    for p in range(last):
        chance = 1.0 / (1.0 + math.exp(-by_pattern[GUESS, p]))
        by_pattern[TAKEN, p] = draw_binomial(stream, int(by_pattern[PEOPLE, p]), chance)
    chance = 1.0 / (1.0 + math.exp(-by_pattern[GUESS, last]))
    halves[UNLISTED_ONE] = draw_binomial(stream, int(unlisted), chance)
    halves[UNLISTED_OTHER] = unlisted - halves[UNLISTED_ONE]


@njit(error_model="numpy")
def count_halves(starts: Any, places: Any, by_pattern: Any, by_list: Any, halves: Any) -> None:
    """Count the halves by list and in all, and weigh the division by the guess."""
    last = by_pattern.shape[1] - 1
    one, other = halves[UNLISTED_ONE], halves[UNLISTED_OTHER]
    pull = _log_share(by_pattern[GUESS, last], one, other)
    by_list[FIRST].fill(0.0)
    by_list[SECOND].fill(0.0)
    for p in range(last):
        if by_pattern[PEOPLE, p] > 0.0:
            taken = by_pattern[TAKEN, p]
            left = by_pattern[PEOPLE, p] - taken
            one += taken
            other += left
            pull += _log_share(by_pattern[GUESS, p], taken, left)
            for j in places[starts[p] : starts[p + 1]]:
                by_list[FIRST, j] += taken
                by_list[SECOND, j] += left
    for j in range(by_list.shape[1]):
        by_list[BOTH, j] = by_list[FIRST, j] + by_list[SECOND, j]
    halves[ONE], halves[OTHER], halves[PULL] = one, other, pull


@njit(error_model="numpy", forceinline=True)
def _log_share(log_odds: float, taken: float, left: float) -> float:
    """Return the log chance of these taken and these left, each by the same log odds."""
    return taken * log_odds - (taken + left) * math.log1p(math.exp(log_odds))


@njit(error_model="numpy", forceinline=True)
def _world(step: int, up: bool) -> float:
    share = (step if up else _STEPS - step) / _STEPS
    return (share * (2.0 - share)) ** 3


@njit(error_model="numpy")
def _log_weight(at: float, by_list: Any, halves: Any, missed: float) -> float:
    """Return the log weight of a division in a world, but for what all worlds share."""
    one, other = halves[ONE], halves[OTHER]
    both, away = one + other, 1.0 - at
    found: float = away * halves[PULL] - log_gamma(2.0 + at * both)
    found += log_gamma(1.0 + at * one) + log_gamma(1.0 + at * other)
    empty = math.log((missed + away * both) * (missed + at * one) * (missed + at * other))
    whole = (
        log_gamma(1.0 + missed + away * both)
        + log_gamma(1.0 + missed + at * one)
        + log_gamma(1.0 + missed + at * other)
    )
    for j in range(by_list.shape[1]):
        if by_list[BOTH, j] == 0.0:
            found -= empty
            continue
        found += _log_product(away, by_list[BOTH, j], both, missed) - whole
        found += _log_product(at, by_list[FIRST, j], one, missed)
        found += _log_product(at, by_list[SECOND, j], other, missed)
    return found


@njit(error_model="numpy", forceinline=True)
def _log_product(at: float, on: float, people: float, missed: float) -> float:
    return log_gamma(1.0 + at * on) + log_gamma(missed + at * (people - on))


@njit(error_model="numpy", forceinline=True)
def log_gamma(x: float) -> float:
    """Return the log of the gamma function, above 0, right to 1e-12 (by Stirling)."""
    below = 1.0
    while x < 9.0:
        below *= x
        x += 1.0
    square = 1.0 / (x * x)
    tail = 1.0 / 1260.0 - square * (1.0 / 1680.0 - square / 1188.0)
    tail = (1.0 / 12.0 - square * (1.0 / 360.0 - square * tail)) / x
    return (x - 0.5) * math.log(x) - x + 0.9189385332046727 + tail - math.log(below)


@njit(error_model="numpy")
def _step(
    stream: Any,
    at: float,
    starts: Any,
    places: Any,
    by_pattern: Any,
    by_list: Any,
    halves: Any,
    missed: float,
) -> None:
    """Draw the chances of a world given the division, and the division given the chances."""
    last, away = by_pattern.shape[1] - 1, 1.0 - at
    one, other = halves[ONE], halves[OTHER]
    first, second = _draw_two(stream, at, one, one + other, 1.0)
    log_one, log_other = math.log(first / (first + second)), math.log(second / (first + second))
    log_both = 0.0
    for j in range(by_list.shape[1]):
        on, off = _draw_two(stream, away, by_list[BOTH, j], one + other, missed)
        log_both += math.log(off / (on + off))
        on_one, off_one = _draw_two(stream, at, by_list[FIRST, j], one, missed)
        on_other, off_other = _draw_two(stream, at, by_list[SECOND, j], other, missed)
        log_one += math.log(off_one / (on_one + off_one))
        log_other += math.log(off_other / (on_other + off_other))
        by_list[FACTOR, j] = at * math.log(on_one * off_other / (off_one * on_other))
    listed, base = 0.0, at * (log_one - log_other)
    for p in range(last):
        people = by_pattern[PEOPLE, p]
        if people > 0.0:
            odds = base + away * by_pattern[GUESS, p]
            for j in places[starts[p] : starts[p + 1]]:
                odds += by_list[FACTOR, j]
            listed += people
            by_pattern[TAKEN, p] = draw_binomial(
                stream, int(people), 1.0 / (1.0 + math.exp(-odds))
            )
    guess = by_pattern[GUESS, last]
    first = math.exp(at * log_one + away * (log_both + _log_share(guess, 1.0, 0.0)))
    second = math.exp(at * log_other + away * (log_both + _log_share(guess, 0.0, 1.0)))
    share = min(first + second, 1.0 - 1e-12)
    unlisted = draw_poisson(stream, draw_gamma(stream, listed) * share / (1.0 - share))
    halves[UNLISTED_ONE] = draw_binomial(stream, int(unlisted), first / (first + second))
    halves[UNLISTED_OTHER] = unlisted - halves[UNLISTED_ONE]
    count_halves(starts, places, by_pattern, by_list, halves)


@njit(error_model="numpy", forceinline=True)
def _draw_two(stream: Any, at: float, on: float, people: float, missed: float) -> Any:
    """Draw two gammas: their shares are a chance, and what it leaves."""
    return draw_gamma(stream, 1.0 + at * on), draw_gamma(stream, missed + at * (people - on))
