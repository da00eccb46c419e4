"""
One chain of the latent-class sampler, as numba compiles it.

`sijill.estimate.compiled.run_chain` runs it without numba. Its cost goes by patterns and
classes, not by people. Each step draws from a full conditional.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

from sijill.estimate.chance import (
    draw_binomial,
    draw_exponential,
    draw_gamma,
    draw_poisson,
    draw_uniform,
)
from sijill.estimate.jumping import jump

_TRIES = 1000  # draws of the unlisted under the cap before the last number is kept
_SORTED_EVERY = 100  # iterations of the burn-in
_FEW = 10  # people of one pattern up to which each is placed alone


@njit(error_model="numpy")
def run_chain(
    stream: Any, odds: Any, unlisted: Any, state: Any, starts: Any, places: Any, counts: Any,
    shape: float, rate: float, missed: float, most_missing: float, burn_in: int, n_draws: int,
    thin: int, jump_every: int, chances: Any, hits: Any, sizes: Any, seats: Any,
    by_pattern: Any, by_list: Any, halves: Any, blocks: Any, ways: Any, out: Any,
) -> None:  # fmt: skip
    """
    Run a chain on from where it stands, and put its draws into *out*. Shape (3, draws).

    The rows are the unlisted, alpha, and the classes in use. Pattern ``p`` is on the lists
    ``places[starts[p]:starts[p + 1]]`` and counts ``counts[p]``. *odds* (lists, classes) of
    being on a list, *unlisted* (classes,) chances of a class and of no list, and *state*
    (alpha, unlisted people, draws over the cap) are changed in place. Room to work in is given,
    since what is compiled asks for none: *chances* (classes,), *hits* (people by list and
    class), *sizes* (people by class, the unlisted too), and what `jump` names.
    """
    n_classes = len(unlisted)
    observed = counts.sum()
    alpha, missing = state[0], state[1]
    if np.isnan(missing):
        missing = 0.0
        hits.fill(0.0)
        sizes.fill(0.0)
        _draw_classes(stream, odds, unlisted, hits, sizes, alpha, missed)
    for iteration in range(burn_in + n_draws * thin):
        jumps = jump_every > 0 and iteration % jump_every == 0
        hits.fill(0.0)
        sizes.fill(0.0)
        seats.fill(0.0)
        for p in range(counts.shape[0]):
            lists = places[starts[p] : starts[p + 1]]
            if jumps:
                _set_apart(sizes, seats[p])
            _place_pattern(stream, lists, counts[p], odds, unlisted, chances, hits, sizes)
            if jumps:
                _set_apart(sizes, seats[p])
        missing, over = _draw_missing(stream, unlisted, observed, most_missing, missing)
        state[2] += over
        _place_missing(stream, missing, unlisted, sizes)
        if jumps:
            missing += jump(
                stream, starts, places, seats, hits, sizes, alpha, missed,
                most_missing - missing, by_pattern, by_list, halves, blocks, ways,
            )  # fmt: skip
        if iteration < burn_in and iteration % _SORTED_EVERY == 0:
            _sort(sizes, hits)
        else:
            _swap(stream, sizes, hits, alpha)
        log_stick = _draw_classes(stream, odds, unlisted, hits, sizes, alpha, missed)
        alpha = draw_gamma(stream, shape + n_classes - 1.0) / (rate - log_stick)
        alpha = max(alpha, 1e-300)
        done = iteration + 1 - burn_in
        if done > 0 and done % thin == 0:
            at = done // thin - 1
            out[0, at], out[1, at], out[2, at] = missing, alpha, _count_used(sizes)
    state[0], state[1] = alpha, missing


@njit(error_model="numpy", forceinline=True)
def _set_apart(sizes: Any, seats: Any) -> None:
    """Put sizes less seats into seats: done twice, whom a pattern brought in between."""
    for k in range(len(sizes)):
        seats[k] = sizes[k] - seats[k]


@njit(error_model="numpy", forceinline=True)
def _count_used(sizes: Any) -> int:
    """Return the classes that hold people, without an array of their marks."""
    used = 0
    for size in sizes:
        used += size > 0.0
    return used


@njit(error_model="numpy", forceinline=True)
def _place_pattern(
    stream: Any, lists: Any, count: int, odds: Any, unlisted: Any, chances: Any, hits: Any,
    sizes: Any,
) -> None:  # fmt: skip
    """Divide the people of one pattern among the classes, the likeliest class first."""
    n_classes = len(chances)
    for k in range(n_classes):
        chances[k] = unlisted[k]
    for j in lists:
        for k in range(n_classes):
            chances[k] *= odds[j, k]
    total = np.sum(chances)
    if not 0.0 < total < np.inf:
        chances.fill(1.0)
        total = float(n_classes)
    left, k = count, _likeliest(chances)
    while left > _FEW:
        drawn = left
        if chances[k] < total:
            drawn = draw_binomial(stream, left, chances[k] / total)
        sizes[k] += drawn
        for j in lists:
            hits[j, k] += drawn
        left -= drawn
        total -= chances[k]
        chances[k] = 0.0
        k = _likeliest(chances)
        if chances[k] <= 0.0:
            break  # what rounding left of the total
    _place_few(stream, lists, left, total, chances, hits, sizes)


@njit(error_model="numpy", forceinline=True)
def _likeliest(chances: Any) -> int:
    """Return the place of the largest chance."""
    found = 0
    for k in range(1, len(chances)):
        if chances[k] > chances[found]:
            found = k
    return found


@njit(error_model="numpy", forceinline=True)
def _place_few(
    stream: Any, lists: Any, left: int, total: float, chances: Any, hits: Any, sizes: Any
) -> None:
    """Place people among the classes, each by one uniform draw."""
    for _person in range(left):
        height = draw_uniform(stream) * total
        k = 0
        while k < len(chances) - 1 and height >= chances[k]:
            height -= chances[k]
            k += 1
        sizes[k] += 1.0
        for j in lists:
            hits[j, k] += 1.0


@njit(error_model="numpy", forceinline=True)
def _draw_missing(
    stream: Any, unlisted: Any, observed: int, most_missing: float, before: float
) -> Any:
    """Return a number of unlisted under the cap, and how many above it were thrown away."""
    share = min(np.sum(unlisted), 1.0 - 1e-12)
    for tries in range(_TRIES):
        mean = draw_gamma(stream, float(observed)) * share / (1.0 - share)
        if mean < 4.0 * most_missing:
            drawn = draw_poisson(stream, mean)
            if drawn <= most_missing:
                return drawn, tries
    return before, _TRIES


@njit(error_model="numpy", forceinline=True)
def _place_missing(stream: Any, missing: float, unlisted: Any, sizes: Any) -> None:
    """Divide the unlisted among the classes."""
    left, total = int(missing), np.sum(unlisted)
    for k in range(len(unlisted)):
        if left <= 0:
            break
        drawn = left
        if k < len(unlisted) - 1 and unlisted[k] < total:
            drawn = draw_binomial(stream, left, unlisted[k] / total)
        sizes[k] += drawn
        left -= drawn
        total -= unlisted[k]


@njit(error_model="numpy", forceinline=True)
def _draw_classes(
    stream: Any, odds: Any, unlisted: Any, hits: Any, sizes: Any, alpha: float, missed: float
) -> float:
    """Draw each class's weight and chances; return the log of what the sticks leave."""
    rest = np.sum(sizes)
    stick, log_stick = 1.0, 0.0
    for k in range(len(sizes)):
        rest -= sizes[k]
        chance = stick
        if k < len(sizes) - 1:
            inside = draw_gamma(stream, 1.0 + sizes[k])
            log_beyond = _log_gamma_draw(stream, alpha + rest)
            beyond = math.exp(max(log_beyond, -700.0))
            chance *= inside / (inside + beyond)
            stick *= beyond / (inside + beyond)
            log_stick += log_beyond - math.log(inside + beyond)
        if sizes[k] == 0.0:  # the prior's: most classes, and quick
            for j in range(hits.shape[0]):
                off = draw_uniform(stream)
                if missed != 1.0:
                    off **= 1.0 / missed
                odds[j, k] = (1.0 - off) / off
                chance *= off
        else:
            for j in range(hits.shape[0]):
                on = draw_gamma(stream, 1.0 + hits[j, k])
                off = draw_gamma(stream, missed + sizes[k] - hits[j, k])
                odds[j, k] = on / off
                chance *= off / (on + off)
        unlisted[k] = chance
    return log_stick


@njit(error_model="numpy", forceinline=True)
def _log_gamma_draw(stream: Any, shape: float) -> float:
    """Return the log of a gamma draw, right also where the draw is too small for a number."""
    if shape >= 1.0:
        return math.log(draw_gamma(stream, shape))
    return math.log(draw_gamma(stream, shape + 1.0)) - draw_exponential(stream) / shape


@njit(error_model="numpy")
def _sort(sizes: Any, hits: Any) -> None:
    """
    Number the classes by size, the largest first.

    Not a step of the belief, so only in the burn-in: it leads out of the place where the last
    class, which takes what the sticks leave, holds nearly everybody and alpha is large.
    """
    for k in range(1, len(sizes)):
        at = k
        while at > 0 and sizes[at] > sizes[at - 1]:
            _exchange(sizes, hits, at - 1)
            at -= 1


@njit(error_model="numpy")
def _exchange(sizes: Any, hits: Any, k: int) -> None:
    sizes[k], sizes[k + 1] = sizes[k + 1], sizes[k]
    for j in range(hits.shape[0]):
        hits[j, k], hits[j, k + 1] = hits[j, k + 1], hits[j, k]


@njit(error_model="numpy")
def _swap(stream: Any, sizes: Any, hits: Any, alpha: float) -> None:
    """
    Exchange neighbouring labels by their exact odds, the sticks integrated out.

    With a and b people in the two classes and t beyond, the odds are (alpha + b + t) /
    (alpha + a + t), so that large classes come first: without this, chains keep the order of
    their start and do not mix. The last stick is not drawn, so its pair has odds of its own.
    """
    beyond = 0.0
    for k in range(len(sizes) - 2, -1, -1):
        one, other = sizes[k], sizes[k + 1]
        if one != other:
            if k == len(sizes) - 2:
                log_odds = math.lgamma(1.0 + other) - math.lgamma(1.0 + one)
                log_odds += math.lgamma(alpha + one) - math.lgamma(alpha + other)
                odds = math.exp(min(log_odds, 0.0))
            else:
                odds = (alpha + other + beyond) / (alpha + one + beyond)
            if odds >= 1.0 or draw_uniform(stream) < odds:
                _exchange(sizes, hits, k)
        beyond += sizes[k + 1]
