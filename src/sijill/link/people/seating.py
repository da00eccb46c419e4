"""
The inner loop of drawing who is who: each in turn is seated where their chances say.

It is compiled to machine code; groups are numbered as their members are, so that there are
never more of them.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sijill.link.people.compiling import compiled

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_SUREST = 1 - 1e-9
_MOST = 40.0  # log odds; more are as good as sure


@compiled
def seat(
    weight: Ints,
    near_from: Ints,
    near: Ints,
    p_same: Floats,
    apart_from: Ints,
    apart: Ints,
    label_from: Ints,
    labels: Ints,
    shift: float,
    sweeps: int,
    seed: int,
) -> tuple[Ints, float]:
    """
    Seat everybody alone, then each in turn, some rounds, and say who sits with whom.

    Whoever is seated goes to a group by the odds of the mean probability of being one with its
    members, or stays alone by odds of 1; never where a list or a person stands against it.

    Args:
        weight: Rows and names that each stands for. Shape (people,).
        near_from: Where the others of each begin in *near*. Shape (people + 1,).
        near: Whom each may be one with. Shape (ends,).
        p_same: Sum over their rows of how probable that is. Shape (ends,).
        apart_from: As *near_from*, for *apart*. Shape (people + 1,).
        apart: Whom somebody holds to be another person. Shape (judged,).
        label_from: As *near_from*, for *labels*. Shape (people + 1,).
        labels: Numbers of the lists and claims that hold nobody twice. Shape (held,).
        shift: Added to all log odds of joining.
        sweeps: Rounds.
        seed: Of the order and the choices.

    Returns:
        The group of each, shape (people,), and how many pairs of rows were expected to sit
        together in the last round.
    """
    np.random.seed(seed)
    n = len(weight)
    group, size, first = np.arange(n), weight.copy(), np.arange(n)
    after, before = np.full(n, -1), np.full(n, -1)  # the chain of members of each group
    free = np.full(n + 1, 0)  # groups without anybody; the last: how many
    chance, known, chosen = np.zeros(n), np.zeros(n, np.bool_), np.empty(n, np.int64)
    expected = 0.0
    for sweep in range(sweeps):
        for who in np.random.permutation(n):
            if near_from[who] == near_from[who + 1]:
                continue
            _leave(who, weight, group, size, first, after, before, free)
            found = _gather(who, near_from, near, p_same, group, chance, known, chosen)
            total = 1.0
            for there in chosen[:found]:
                mean = min(chance[there] / (weight[who] * size[there]), _SUREST)
                if mean <= 0.0 or _stands_against(
                    who, first[there], after, group, apart_from, apart, label_from, labels
                ):
                    chance[there] = 0.0
                    continue
                chance[there] = math.exp(min(math.log(mean / (1 - mean)) + shift, _MOST))
                total += chance[there]
            if sweep == sweeps - 1:
                for there in chosen[:found]:
                    expected += weight[who] * size[there] * chance[there] / total / 2
            seated = _choose(chosen[:found], chance, total)
            _join(who, seated, weight, group, size, first, after, before, free)
    return group, expected


@compiled
def _leave(
    who: int, weight: Ints, group: Ints, size: Ints, first: Ints, after: Ints, before: Ints,
    free: Ints,
) -> None:  # fmt: skip
    """Take somebody out of their group."""
    old = group[who]
    size[old] -= weight[who]
    if before[who] >= 0:
        after[before[who]] = after[who]
    else:
        first[old] = after[who]
    if after[who] >= 0:
        before[after[who]] = before[who]
    group[who], after[who], before[who] = -1, -1, -1
    if first[old] < 0:
        free[free[-1]] = old
        free[-1] += 1


@compiled
def _gather(
    who: int, near_from: Ints, near: Ints, p_same: Floats, group: Ints, chance: Floats,
    known: Any, chosen: Ints,
) -> int:  # fmt: skip
    """Add up the probabilities by group; return how many groups there are to choose from."""
    found = 0
    for end in range(near_from[who], near_from[who + 1]):
        there = group[near[end]]
        if not known[there]:
            known[there] = True
            chosen[found], chance[there] = there, 0.0
            found += 1
        chance[there] += p_same[end]
    for there in chosen[:found]:
        known[there] = False
    return found


@compiled
def _choose(chosen: Ints, chance: Floats, total: float) -> int:
    """Return the group that is drawn; below 0: none."""
    left = np.random.random() * total
    for there in chosen:
        left -= chance[there]
        if left < 0:
            return int(there)
    return -1


@compiled
def _join(
    who: int, seated: int, weight: Ints, group: Ints, size: Ints, first: Ints, after: Ints,
    before: Ints, free: Ints,
) -> None:  # fmt: skip
    """Put somebody into a group; below 0: one of their own."""
    if seated < 0:
        free[-1] -= 1
        seated = free[free[-1]]
        first[seated] = -1
    group[who], after[who] = seated, first[seated]
    if first[seated] >= 0:
        before[first[seated]] = who
    first[seated] = who
    size[seated] += weight[who]


@compiled
def _stands_against(
    who: int,
    member: int,
    after: Ints,
    group: Ints,
    apart_from: Ints,
    apart: Ints,
    label_from: Ints,
    labels: Ints,
) -> bool:
    """Say whether a list or a person stands against seating *who* with a chain of members."""
    there = group[member]
    for end in range(apart_from[who], apart_from[who + 1]):
        if group[apart[end]] == there:
            return True
    while member >= 0:
        for one in range(label_from[who], label_from[who + 1]):
            for other in range(label_from[member], label_from[member + 1]):
                if labels[one] == labels[other]:
                    return True
        member = after[member]
    return False
