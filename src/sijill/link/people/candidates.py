"""
Which two rows are worth comparing: names that share two sounds, or one and a day or a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sijill.link.people.naming import make_name_book, split_names
from sijill.link.people.sharing import share_keys
from sijill.model.victim import NamedPerson

Pairs = NDArray[np.int64]
_AT_ONCE = 10_000  # rows whose pairs are in memory together


@dataclass(frozen=True)
class LikelyPairs:
    """
    Pairs worth weighing.

    Attributes:
        pairs: Numbers of people, the lower first. Shape (pairs, 2).
        named: How alike their names are: places in `NAME_LEVELS`, above 0. Shape (pairs,).
    """

    pairs: Pairs
    named: NDArray[np.int8]

    def part(self, start: int, end: int) -> LikelyPairs:
        """Return those from *start* to *end*."""
        return LikelyPairs(self.pairs[start:end], self.named[start:end])


def find_likely(
    people: Sequence[NamedPerson], repeats: frozenset[str] = frozenset()
) -> LikelyPairs:
    """
    Return the pairs that share a key and whose names may be one person's.

    Args:
        people: Rows and names.
        repeats: Lists that may hold a person twice; two rows of another list are no pair, nor
            are two names of one claim.

    Assumes:
        1. Who has another given name is another person, however much else agrees: brothers
           and sisters die together.
    """
    book = make_name_book(split_names(people))
    apart = _number_apart(people, repeats)
    found = [LikelyPairs(np.zeros((0, 2), np.int64), np.zeros(0, np.int8))]
    for pairs in share_keys(people, book).pairs(_AT_ONCE):
        left, right = pairs.T
        pairs = pairs[(apart[left] != apart[right]) | (apart[left] < 0)]
        named = book.levels(pairs[:, 0], pairs[:, 1])
        found.append(LikelyPairs(pairs[named > 0], named[named > 0]))
    return LikelyPairs(
        np.concatenate([one.pairs for one in found]),
        np.concatenate([one.named for one in found]),
    )


def _number_apart(people: Sequence[NamedPerson], repeats: frozenset[str]) -> Pairs:
    """Return a number for the list or claim of each row that holds nobody twice; -1: none."""
    numbers: dict[str, int] = {}
    holders = [holds_once(one, repeats) for one in people]
    return np.array(
        [numbers.setdefault(one, len(numbers)) if one else -1 for one in holders], np.int64
    )


def holds_once(one: NamedPerson, repeats: frozenset[str]) -> str:
    """Return the list or claim of a row that holds nobody twice; empty: it may."""
    if one.list is None:
        return f"claim {one.claim}"
    return "" if one.list in repeats else f"list {one.list}"
