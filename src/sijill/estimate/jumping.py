"""
Jumps: a class is split in two, or two are merged, and all labels are drawn anew.

A class of twenty lists has twenty chances, and a new one that must grow from a few people grows
against the odds: person by person, a chain does not come from three classes to four. Here two
listed people are drawn; if they are of one class it is split, and if not their classes are
merged, by a guess at first and then by a way through worlds in between. What that way is worth
decides whether its end is kept, so that the belief is left as it is.

References:
    .. [1] Jain, S. and Neal, R. M. (2007). Splitting and merging components of a nonconjugate
       Dirichlet process mixture model. Bayesian Analysis, 2(3), 445-472. (Two people choose
       what is split or merged; a start that does not hang on the present division.)
    .. [2] As `sijill.estimate.annealing`. (The way.)
"""

from __future__ import annotations

import math
from typing import Any

from numba import njit

from sijill.estimate.annealing import (
    ONE,
    OTHER,
    UNLISTED_ONE,
    UNLISTED_OTHER,
    count_halves,
    divide_by_guess,
    walk,
)
from sijill.estimate.chance import draw_uniform
from sijill.estimate.guessing import BOTH, FIRST, PEOPLE, SECOND, TAKEN, guess_halves
from sijill.estimate.labels import MOST_BLOCKS, draw_labels, weigh_labels

SIZE, LISTED, OLD, NEW = 0, 1, 2, 3  # rows by block: all people, the listed, and its labels


@njit(error_model="numpy")
def jump(
    stream: Any, starts: Any, places: Any, seats: Any, hits: Any, sizes: Any, alpha: float,
    missed: float, room: float, by_pattern: Any, by_list: Any, halves: Any, blocks: Any,
    ways: Any,
) -> float:  # fmt: skip
    """
    Try a jump, and return by how many the unlisted have grown.

    Nothing is tried where more than `MOST_BLOCKS` classes hold people, or one holds unlisted
    people alone; nothing that leads there is kept.

    Args:
        stream: See `sijill.estimate.compiled.make_stream`.
        starts: Where each pattern's lists start.
        places: The lists.
        seats: Listed people. Shape (patterns, classes).
        hits: Listed people, changed in place. Shape (lists, classes).
        sizes: All people, changed in place. Shape (classes,).
        alpha: Concentration.
        missed: Prior of a class's chances: Beta(1, *missed*).
        room: By how many the unlisted may grow.
        by_pattern: To work in. Shape (3, patterns + 1).
        by_list: To work in. Shape (4, lists).
        halves: To work in. Shape (5,).
        blocks: To work in. Shape (4, MOST_BLOCKS + 1).
        ways: To work in. Shape (classes, 2 ** MOST_BLOCKS).
    """
    n_blocks = _find_blocks(seats, sizes, blocks)
    if n_blocks == 0:
        return 0.0
    one, other = _draw_block(stream, n_blocks, blocks), _draw_block(stream, n_blocks, blocks)
    up = one == other
    if up and n_blocks == min(MOST_BLOCKS, len(sizes)):
        return 0.0
    log_odds = -_log_belief(n_blocks, len(sizes), alpha, blocks, ways)
    _gather(seats, sizes, blocks, one, other, by_pattern, halves)
    guess_halves(stream, starts, places, by_pattern, by_list)
    if up:
        divide_by_guess(stream, by_pattern, halves, halves[UNLISTED_ONE])
    count_halves(starts, places, by_pattern, by_list, halves)
    before = halves[ONE] + halves[OTHER]
    log_odds -= _log_end(halves, not up)
    log_odds += walk(stream, starts, places, by_pattern, by_list, halves, up, missed)
    log_odds += _log_end(halves, up)
    grown: float = halves[ONE] + halves[OTHER] - before
    if grown > room:
        return 0.0
    second = _change_blocks(sizes, n_blocks, one, other, blocks, halves)
    n_blocks += 1 if up else -1
    log_odds += _log_belief(n_blocks, len(sizes), alpha, blocks, ways)
    if not math.log(draw_uniform(stream)) < log_odds:
        return 0.0
    _keep(int(blocks[OLD, one]), second, up, by_list, halves, hits, sizes)
    draw_labels(stream, n_blocks, len(sizes), ways, blocks[NEW])
    _relabel(n_blocks, blocks, hits, sizes)
    return grown


@njit(error_model="numpy")
def _find_blocks(seats: Any, sizes: Any, blocks: Any) -> int:
    """Find the classes that hold people, and return how many; 0 where no jump is tried."""
    found = 0
    for k in range(len(sizes)):
        if sizes[k] > 0.0:
            listed = 0.0
            for p in range(seats.shape[0]):
                listed += seats[p, k]
            if listed == 0.0 or found == MOST_BLOCKS:
                return 0
            blocks[SIZE, found], blocks[LISTED, found], blocks[OLD, found] = sizes[k], listed, k
            found += 1
    return found


@njit(error_model="numpy")
def _draw_block(stream: Any, n_blocks: int, blocks: Any) -> int:
    """Draw the class of one of the listed."""
    listed = 0.0
    for b in range(n_blocks):
        listed += blocks[LISTED, b]
    height = draw_uniform(stream) * listed
    for b in range(n_blocks - 1):
        height -= blocks[LISTED, b]
        if height < 0.0:
            return b
    return n_blocks - 1


@njit(error_model="numpy")
def _log_belief(n_blocks: int, n_labels: int, alpha: float, blocks: Any, ways: Any) -> float:
    """Return the log belief in the sizes of classes, but for what the way has weighed."""
    people = 0.0
    for b in range(n_blocks):
        people += blocks[SIZE, b]
    found = weigh_labels(blocks[SIZE], n_blocks, n_labels, alpha, ways)
    return found + math.lgamma(people) - math.lgamma(people + alpha)


@njit(error_model="numpy")
def _log_end(halves: Any, two: bool) -> float:
    """
    Return what belief and choice give at an end of the way, and the way does not.

    With n people, the way weighs one class as ``Gamma(n)`` and two by uniform shares besides;
    the belief, as ``Gamma(1 + size)`` each. Two are chosen by a listed person of each.
    """
    people = halves[ONE] + halves[OTHER]
    if not two:
        return math.log(people)
    one, other = halves[ONE] - halves[UNLISTED_ONE], halves[OTHER] - halves[UNLISTED_OTHER]
    chosen = math.log(one) + math.log(other) - 2.0 * math.log(one + other)
    return chosen + math.log(people) + math.log(people + 1.0)


@njit(error_model="numpy")
def _gather(
    seats: Any, sizes: Any, blocks: Any, one: int, other: int, by_pattern: Any, halves: Any
) -> None:
    """Gather the people of two classes, or of one, by pattern, and their unlisted."""
    first, second = int(blocks[OLD, one]), int(blocks[OLD, other])
    for p in range(seats.shape[0]):
        by_pattern[PEOPLE, p] = by_pattern[TAKEN, p] = seats[p, first]
        if one != other:
            by_pattern[PEOPLE, p] += seats[p, second]
    halves[UNLISTED_ONE] = sizes[first] - blocks[LISTED, one]
    halves[UNLISTED_OTHER] = 0.0 if one == other else sizes[second] - blocks[LISTED, other]


@njit(error_model="numpy")
def _change_blocks(
    sizes: Any, n_blocks: int, one: int, other: int, blocks: Any, halves: Any
) -> int:
    """Set the sizes of classes after the jump, and return the label of the second half."""
    second = int(blocks[OLD, other])
    blocks[SIZE, one] = halves[ONE]
    if one == other:
        second = 0
        while sizes[second] > 0.0:
            second += 1
        blocks[SIZE, n_blocks], blocks[OLD, n_blocks] = halves[OTHER], second
    else:
        blocks[SIZE, one] += halves[OTHER]
        blocks[SIZE, other] = blocks[SIZE, n_blocks - 1]
        blocks[OLD, other] = blocks[OLD, n_blocks - 1]
    return second


@njit(error_model="numpy")
def _keep(
    first: int, second: int, up: bool, by_list: Any, halves: Any, hits: Any, sizes: Any
) -> None:
    """Put the people of the halves under their labels; where merged, all under the first."""
    for j in range(hits.shape[0]):
        hits[j, first] = by_list[FIRST, j] if up else by_list[BOTH, j]
        hits[j, second] = by_list[SECOND, j] if up else 0.0
    sizes[first] = halves[ONE] if up else halves[ONE] + halves[OTHER]
    sizes[second] = halves[OTHER] if up else 0.0


@njit(error_model="numpy")
def _relabel(n_blocks: int, blocks: Any, hits: Any, sizes: Any) -> None:
    """Exchange labels, one class after another, until each class has its new one."""
    for b in range(n_blocks):
        old, new = int(blocks[OLD, b]), int(blocks[NEW, b])
        sizes[old], sizes[new] = sizes[new], sizes[old]
        for j in range(hits.shape[0]):
            hits[j, old], hits[j, new] = hits[j, new], hits[j, old]
        for c in range(b + 1, n_blocks):
            if blocks[OLD, c] == new:
                blocks[OLD, c] = old
