"""
Pairs of lists that visibly depend on one another, or are all but the same list.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from sijill.estimate.table import PatternTable
from sijill.model import Caveat

_REACH = 2.576  # standard errors: 99 %, since many pairs are looked at
_STRONG = 3.0  # odds ratio that the nearer end must pass; people alike in reach give up to that
_NEARLY = 0.9  # share of both lists' people on both, from which one may be copied
_ENOUGH = 20  # people on both, for that share to mean something


@dataclass(frozen=True, slots=True)
class Dependence:
    """
    How two lists go together among people that some other list holds.

    Attributes:
        first: Name of a list.
        second: Name of another.
        odds: Odds ratio: above 1 they share more people than lists that work apart.
        least: The end of its 99 % interval that is nearer to 1.
    """

    first: str
    second: str
    odds: float
    least: float


def list_dependences(table: PatternTable) -> list[Dependence]:
    """
    Return the pairs that depend on one another strongly, the strongest first.

    Args:
        table: Three lists or more; of two, nothing can be said.

    Assumes:
        1. People on other lists are like the rest in what joins the two.

    References:
        .. [1] Chao, A. et al. (2001). The applications of capture-recapture models to
           epidemiological data. Statistics in Medicine, 20(20), 3123-3157. (Dependence of two
           kinds: of lists, and of people; the odds ratio sees their sum.)

    Examples:
        >>> table = PatternTable.of("ABC", {"111": 50, "101": 2, "011": 2, "001": 50})
        >>> [(item.first, item.second) for item in list_dependences(table)]
        [('A', 'B')]
    """
    found = []
    for one, other in combinations(range(len(table.lists)), 2):
        cells = _cells(table, one, other) + 0.5
        ratio = log(cells[0] * cells[3] / (cells[1] * cells[2]))
        near = abs(ratio) - _REACH * sqrt(float((1 / cells).sum()))
        if near > log(_STRONG):
            least = exp(near if ratio > 0 else -near)
            found.append(Dependence(table.lists[one], table.lists[other], exp(ratio), least))
    return sorted(found, key=lambda item: -abs(log(item.least)))


def dependence_doubts(table: PatternTable) -> list[Caveat]:
    """Return the caveats of lists that depend on one another or hold nearly the same people."""
    return [*_joined(list_dependences(table)), *_nearly_alike(table)]


def pair_doubts(table: PatternTable, first: str, second: str) -> list[Caveat]:
    """Return the caveat of two lists that are estimated from alone, seen from the others."""
    pair = {first, second}
    found = [i for i in list_dependences(table) if {i.first, i.second} == pair]
    return [
        Caveat(
            "lists_dependent",
            f"The other lists show that these two depend on one another ({_odds(item)}), so "
            f"the number is too {'low' if item.odds > 1 else 'high'}; use all lists, with dga "
            "or lcmcr.",
        )
        for item in found
    ]


def _joined(found: list[Dependence]) -> list[Caveat]:
    if not found:
        return []
    worst = found[0]
    more = f" (and {len(found) - 1} more such pairs)" if len(found) > 1 else ""
    how = "far more" if worst.odds > 1 else "far less"
    return [Caveat(
        "lists_dependent",
        f"People on {worst.first} are {how} often on {worst.second} than others are "
        f"({_odds(worst)}){more}: one feeds the other, or both reach the same people. Never "
        "estimate from these two alone; if one was made from the other, leave it out.",
    )]  # fmt: skip


def _odds(item: Dependence) -> str:
    side = "at least" if item.odds > 1 else "at most"
    return f"odds ratio {item.odds:.2g}, {side} {item.least:.2g}"


def _nearly_alike(table: PatternTable) -> list[Caveat]:
    overlaps = table.overlaps
    doubts = []
    for one, other in combinations(range(len(table.lists)), 2):
        both = int(overlaps[one, other])
        either = int(overlaps[one, one] + overlaps[other, other]) - both
        inside = both in (overlaps[one, one], overlaps[other, other])  # told elsewhere
        if both >= _ENOUGH and both >= _NEARLY * either and not inside:
            doubts.append(Caveat(
                "lists_nearly_alike",
                f"Lists {table.lists[one]} and {table.lists[other]} share {both / either:.0%} "
                "of their people, as copies do; if one was made from the other, leave it out.",
            ))  # fmt: skip
    return doubts[:1]


def _cells(table: PatternTable, one: int, other: int) -> NDArray[np.float64]:
    """Return people on both, the first, the second and neither, all on some other list."""
    elsewhere = np.delete(table.members, [one, other], axis=1).any(axis=1)
    kinds = 2 * ~table.members[:, one] + ~table.members[:, other]
    counts = np.where(elsewhere, table.counts, 0)
    return np.bincount(kinds, weights=counts, minlength=4).astype(np.float64)
