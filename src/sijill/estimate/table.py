"""
Which people stand on which lists, counted by pattern: what every estimator takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sijill.errors import ModelError

Counts = NDArray[np.int64]
Members = NDArray[np.bool_]


@dataclass(frozen=True)
class PatternTable:
    """
    In these lists, so many people stand on exactly these of them.

    Attributes:
        lists: Names of the lists.
        members: Which lists a pattern stands for. Shape (patterns, lists); no row is all false,
            and no two rows are alike.
        counts: People of each pattern, in persons, at least 1. Shape (patterns,).

    Examples:
        >>> table = PatternTable.of(("morgue", "press"), {"11": 5, "10": 5, "01": 10})
        >>> table.observed, table.sizes.tolist(), table.patterns
        (20, [10, 15], {'01': 10, '10': 5, '11': 5})
    """

    lists: tuple[str, ...]
    members: Members
    counts: Counts

    @classmethod
    def of(cls, lists: Sequence[str], counts_by_pattern: Mapping[str, float]) -> PatternTable:
        """
        Build a table from counts by pattern, ``"101"`` being on the first list and the third.

        Args:
            lists: Names of the lists, each once.
            counts_by_pattern: Whole numbers of people. A pattern without people may be missing.

        Raises:
            ModelError: If a pattern has not one mark a list, a count is negative or no whole
                number, two lists share a name, or people stand on no list at all.
        """
        _check_names(lists)
        for pattern, count in counts_by_pattern.items():
            _check_pattern(pattern, count, len(lists))
        kept = sorted(pattern for pattern, count in counts_by_pattern.items() if count > 0)
        marks = [[mark == "1" for mark in pattern] for pattern in kept]
        return cls(
            tuple(lists),
            np.array(marks, dtype=np.bool_).reshape(len(kept), len(lists)),
            np.array([counts_by_pattern[pattern] for pattern in kept], dtype=np.int64),
        )

    @property
    def observed(self) -> int:
        """People on at least one list."""
        return int(self.counts.sum())

    @property
    def sizes(self) -> Counts:
        """People on each list. Shape (lists,)."""
        return self.counts @ self.members.astype(np.int64)

    @property
    def overlaps(self) -> Counts:
        """People on both of two lists, the sizes on the diagonal. Shape (lists, lists)."""
        marks = self.members.astype(np.int64)
        return marks.T @ (marks * self.counts[:, None])

    @property
    def captures(self) -> Counts:
        """People on exactly 1, 2, … lists. Shape (lists,)."""
        found = np.bincount(
            self.members.sum(axis=1), weights=self.counts, minlength=len(self.lists) + 1
        )
        return found[1:].astype(np.int64)

    @property
    def patterns(self) -> dict[str, int]:
        """People by pattern."""
        names = ["".join("01"[int(mark)] for mark in row) for row in self.members]
        return dict(zip(names, self.counts.tolist(), strict=True))

    def narrowed(self, lists: Sequence[str]) -> PatternTable:
        """
        Return the table of some of the lists; people on none of these are not in it.

        Raises:
            ModelError: If a name is no list of this table.
        """
        missing = [name for name in lists if name not in self.lists]
        if missing:
            raise ModelError(
                f"{missing[0]!r} is no list of this table: expected one of "
                f"{', '.join(self.lists)}. Correct the name."
            )
        columns = [self.lists.index(name) for name in lists]
        merged: dict[str, int] = {}
        for row, count in zip(self.members[:, columns], self.counts.tolist(), strict=True):
            pattern = "".join("01"[int(mark)] for mark in row)
            merged[pattern] = merged.get(pattern, 0) + count
        merged.pop("0" * len(columns), None)
        return PatternTable.of(lists, merged)

    def full_counts(self) -> NDArray[np.float64]:
        """
        Return the people of every pattern there can be, the first list as the lowest bit.

        Returns:
            Persons. Shape (2 ** lists,); place 0, on no list, holds 0.
        """
        size = len(self.lists)
        places = self.members.astype(np.int64) @ (1 << np.arange(size, dtype=np.int64))
        full = np.zeros(1 << size)
        full[places] = self.counts
        return full


def _check_names(lists: Sequence[str]) -> None:
    if len(set(lists)) < len(lists):
        raise ModelError("two lists have the same name. Rename one of the columns.")


def _check_pattern(pattern: str, count: float, n_lists: int) -> None:
    if len(pattern) != n_lists or set(pattern) - {"0", "1"}:
        raise ModelError(
            f"pattern {pattern!r} does not fit: expected {n_lists} marks, each 0 or 1. "
            "Give one mark for each list."
        )
    if count != count or count < 0 or count != int(count):
        raise ModelError(
            f"pattern {pattern} has a count of {count:g}: expected a whole number of people, "
            "zero or more. Count persons, not weights or shares."
        )
    if count > 0 and "1" not in pattern:
        raise ModelError(
            f"pattern {pattern} counts {count:g} people on no list: nobody can have been "
            "counted there. Drop the row; that number is what is estimated."
        )
