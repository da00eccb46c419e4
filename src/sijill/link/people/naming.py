"""
How alike two people's names are, as one of a few levels, for many pairs at once.

Parts are matched whatever their order; what the two names share is weighed by how rare it is,
so that three common parts say less than one seldom seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sijill.link.names import join_parts
from sijill.link.people.parts import MOST_PARTS, PartTable, make_part_table
from sijill.model.victim import NamedPerson

Ints = NDArray[np.int64]
Names = Sequence[Sequence[Sequence[str]]]
Levels = NDArray[np.int8]
_VARIANTS = 2  # names of a row that are looked at: one a script

NAME_LEVELS = (
    ("other_names", "names that do not go together"),
    ("other_part", "the given name and another part"),
    ("other_part_telling", "the given name and another part; what is shared is telling"),
    ("given_otherwise", "the given name spelt much otherwise"),
    ("other_order", "the same parts in another order, or without the first"),
    ("part_otherwise", "a part spelt much otherwise"),
    ("part_otherwise_telling", "a part spelt much otherwise; what is shared is telling"),
    ("same_common", "the same parts, common ones"),
    ("same", "the same parts"),
    ("same_telling", "the same parts, telling together"),
    ("same_rare", "the same parts, rare together"),
)
"""Term and words of each level, the least alike first; the first is never one person."""


@dataclass(frozen=True)
class NameBook:
    """
    The names of some people, by their number.

    Attributes:
        table: Every part of their names.
        numbers: The parts of each name; -1: none. Shape (people, variants, parts).
        lengths: How many parts each name has. Shape (people, variants).
    """

    table: PartTable
    numbers: Ints
    lengths: Ints

    def levels(self, left: Ints, right: Ints) -> Levels:
        """
        Return how alike the names of pairs are, as places in `NAME_LEVELS`.

        Args:
            left: Numbers of people. Shape (pairs,).
            right: The others' numbers. Shape (pairs,).
        """
        from sijill.link.people.matching import grade_pairs  # numba takes a second to load

        table = self.table
        return grade_pairs(
            left, right, self.numbers, self.lengths, table.bits, table.keys, table.alike
        )


def split_names(people: Iterable[NamedPerson]) -> Names:
    """Return the parts of each name of each person."""
    return [[join_parts(name)[:MOST_PARTS] for name in one.names[:_VARIANTS]] for one in people]


def make_name_book(names: Names) -> NameBook:
    """Return names, given as their parts, in a form that is compared fast."""
    table = make_part_table(parts for variants in names for parts in variants)
    number_of = {part: number for number, part in enumerate(table.parts)}
    numbers = np.full((len(names), _VARIANTS, MOST_PARTS), -1, dtype=np.int64)
    lengths = np.zeros((len(names), _VARIANTS), dtype=np.int64)
    for place, variants in enumerate(names):
        for variant, parts in enumerate(variants):
            lengths[place, variant] = len(parts)
            numbers[place, variant, : len(parts)] = [number_of[part] for part in parts]
    return NameBook(table, numbers, lengths)
