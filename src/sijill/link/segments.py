"""
Claims that came at different times, with their keys, as a few sorted segments.

New claims are a segment of their own; two are merged when the later has grown to half of the
earlier. So an addition costs little, and a search looks into few segments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sijill.link.blocking import Buckets, is_area, sort_buckets
from sijill.link.columns import Columns, Flags, Ints, join_columns
from sijill.link.keys import Keys
from sijill.link.sets import steps

_ONE = np.uint64(1)
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Segment:
    """
    Claims that came together.

    Attributes:
        first: The place of the first one among all.
        columns: By id.
        buckets: Their keys.
    """

    first: int
    columns: Columns
    buckets: Buckets

    @property
    def end(self) -> int:
        """Return the place after the last one."""
        return self.first + len(self.columns)


@dataclass(frozen=True, slots=True)
class Entries:
    """
    Which claims stand in some buckets.

    Attributes:
        bucket: Position of the bucket, of shape (m,).
        row: The claim, likewise.
        wide: Whether its place is wide, likewise.
    """

    bucket: Ints
    row: Ints
    wide: Flags


class Segments:
    """All claims of an index; a claim's row is its place in the order of coming."""

    def __init__(self) -> None:
        self._segments: list[Segment] = []

    def __len__(self) -> int:
        return self._segments[-1].end if self._segments else 0

    def append(self, segment: Segment) -> None:
        """Take claims in."""
        self._segments.append(segment)
        while len(self._segments) > 1 and self._is_due():
            two = self._segments.pop()
            self._segments.append(_merge(self._segments.pop(), two))

    def _is_due(self) -> bool:
        before, last = self._segments[-2:]
        return 2 * len(last.columns) >= len(before.columns)

    def take(self, rows: Ints) -> Columns:
        """Return claims by their rows, which are sorted."""
        cuts = np.searchsorted(rows, [segment.end for segment in self._segments])
        parts = [
            segment.columns.take(rows[begin:end] - segment.first)
            for segment, begin, end in zip(self._segments, [0, *cuts], cuts, strict=False)
            if end > begin
        ]
        return join_columns(parts)

    def sizes(self, buckets: Keys) -> Ints:
        """Return how many claims stand in each bucket."""
        found = np.zeros(len(buckets), dtype=np.int64)
        for _, begin, end, _ in self._find(buckets):
            found += end - begin
        return found

    def entries(self, buckets: Keys) -> Entries:
        """Return the claims in some buckets; a bucket 0 has none."""
        found = [_NO_ENTRIES]
        for segment, begin, end, wide in self._find(buckets):
            counts = end - begin
            at = np.repeat(begin, counts) + steps(counts)
            bucket = np.repeat(np.arange(len(buckets)), counts)
            row = segment.buckets.rows[at] + segment.first
            found.append(Entries(bucket, row, np.full(len(row), wide)))
        return Entries(
            *(np.concatenate([getattr(part, name) for part in found])
              for name in ("bucket", "row", "wide"))
        )  # fmt: skip

    def _find(self, buckets: Keys) -> Iterator[tuple[Segment, Ints, Ints, bool]]:
        """Yield where the narrow and the wide claims of buckets stand in each segment."""
        wide = np.where(is_area(buckets), buckets | _ONE, 0)
        for segment in self._segments:
            yield segment, *segment.buckets.find(buckets), False
            if wide.any():
                yield segment, *segment.buckets.find(wide), True

    def neighbours(self, buckets: Keys, order: Ints) -> tuple[Ints, Ints]:
        """
        Return the claims before and after a place in the chain of a bucket.

        Args:
            buckets: Chained buckets, of shape (k,).
            order: The place in the chain of each, as a digest of an id, likewise.

        Returns:
            Rows of the claims next below and next above the place, or `NOBODY`, likewise.
        """
        before = np.full(len(buckets), NOBODY, dtype=np.int64)
        after = before.copy()
        least, most = np.full(len(buckets), -1), np.full(len(buckets), np.iinfo(np.int64).max)
        for segment in self._segments:
            begin, end = segment.buckets.find(buckets)
            at = _bisect(segment, begin, end, order, np.less)
            _nearest(segment, at - 1, at > begin, before, least, np.greater)
            at = _bisect(segment, begin, end, order, np.less_equal)
            _nearest(segment, at, at < end, after, most, np.less)
        return before, after


_NO_ENTRIES = Entries(
    np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
)
_Compare = Callable[[Ints, Ints], Flags]


def _bisect(segment: Segment, begin: Ints, end: Ints, order: Ints, is_below: _Compare) -> Ints:
    """Return the first entry of each range whose order is not below the one asked for."""
    low, high = begin.copy(), end.copy()
    rows, orders = segment.buckets.rows, segment.columns.order
    while (going := low < high).any():
        middle = (low + high) // 2
        below = np.zeros(len(low), dtype=bool)
        below[going] = is_below(orders[rows[middle[going]]], order[going])
        low = np.where(going & below, middle + 1, low)
        high = np.where(going & ~below, middle, high)
    return low


def _nearest(
    segment: Segment, at: Ints, there: Flags, found: Ints, best: Ints, is_nearer: _Compare
) -> None:
    """Keep in *found* and *best* the entries that lie nearer than those found before."""
    asked = np.flatnonzero(there)
    rows = segment.buckets.rows[at[asked]]
    orders = segment.columns.order[rows]
    nearer = is_nearer(orders, best[asked])
    found[asked[nearer]] = rows[nearer] + segment.first
    best[asked[nearer]] = orders[nearer]


def _merge(one: Segment, two: Segment) -> Segment:
    columns = join_columns([one.columns, two.columns])
    rows = np.concatenate([one.buckets.rows, two.buckets.rows + len(one.columns)])
    keys = np.concatenate([one.buckets.keys, two.buckets.keys])
    return Segment(one.first, columns, sort_buckets(keys, rows, columns.order))
