"""
How the coded terms of two claims stand to each other: act, parties, means, objects, people.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from sijill.link.columns import Columns, Flags, Ints
from sijill.link.sets import Sets
from sijill.link.weights import Weights
from sijill.model.vocabulary import load_terms

VIOLENCE = ("same", "kindred", "other")
SAME = ("unknown", "same", "other")
SHARED = ("unknown", "shared", "other")
GROUPS = ("unknown", "shared")
UNKNOWN, ALIKE, OTHER = 0, 1, 2


def levels_of_violence(columns: Columns, left: Ints, right: Ints, weights: Weights) -> Ints:
    """Return how the two acts are kindred, as positions in `VIOLENCE`."""
    table = _kinship(tuple(sorted(weights.families.items())))
    return table[columns.violence[left], columns.violence[right]]


@cache
def _kinship(families: tuple[tuple[str, frozenset[str]], ...]) -> Ints:
    """Return the level of each two acts; the unspecified attack is kindred to all."""
    terms, of = list(load_terms("violence")), dict(families)
    none: frozenset[str] = frozenset()
    table = np.full((len(terms), len(terms)), 2, dtype=np.int64)
    for i, one in enumerate(terms):
        for j, two in enumerate(terms):
            if one == two:
                table[i, j] = 0
            elif "attack" in (one, two) or of.get(one, none) & of.get(two, none):
                table[i, j] = 1
    return table


def levels_of_bits(values: Ints, left: Ints, right: Ints) -> Ints:
    """Return whether two sets of terms, one bit a term, share one."""
    one, two = values[left], values[right]
    return _levels((one != 0) & (two != 0), (one & two) != 0)


def levels_of_sets(values: Sets, left: Ints, right: Ints) -> Ints:
    """Return whether two sets share a member."""
    told = (values.sizes[left] > 0) & (values.sizes[right] > 0)
    found = np.zeros(len(left), dtype=np.int64)
    rows = np.flatnonzero(told)
    if len(rows):
        found[rows] = np.where(values.shared(left[rows], right[rows]) > 0, ALIKE, OTHER)
    return found


def levels_of_groups(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Return whether the claims name a common group of those harmed."""
    shared = (columns.groups[left] & columns.groups[right]) != 0
    return np.where(shared, ALIKE, UNKNOWN)


def levels_of_outlet(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Return whether one outlet made both reports; it has habits of wording of its own."""
    one, two = columns.outlet[left], columns.outlet[right]
    return _levels((one != 0) & (two != 0), one == two)


def _levels(told: Flags, alike: Flags) -> Ints:
    return np.where(told, np.where(alike, ALIKE, OTHER), UNKNOWN)
