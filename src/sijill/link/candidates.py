"""
The candidate pairs of buckets, in batches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from sijill.link.blocking import Buckets, bucket_of, is_area, is_chained, largest_of
from sijill.link.columns import Ints
from sijill.link.keys import Keys
from sijill.link.sets import steps
from sijill.link.settings import Settings

_BATCH = 1_000_000
_ONE = np.uint64(1)
_HALF = np.uint64(32)
Pairs = tuple[Ints, Ints]


def list_candidates(buckets: Buckets, settings: Settings) -> Iterator[Pairs]:
    """Yield the candidate pairs of all claims, in batches."""
    starts, ends = bounds_of(buckets.keys)
    sizes = ends - starts
    full = np.repeat(sizes > largest_of(buckets.keys[starts], settings), sizes)
    chains = full & is_chained(buckets.keys)
    chained = _chain_up(buckets.keys[chains], buckets.rows[chains])
    yield from pair_buckets(Buckets(buckets.keys[~full], buckets.rows[~full]), chained)


def _chain_up(keys: Keys, rows: Ints) -> Pairs:
    """Return each claim of a key with the next one of it."""
    next_to = np.flatnonzero(keys[1:] == keys[:-1])
    return rows[next_to], rows[next_to + 1]


def pair_buckets(buckets: Buckets, more: Pairs) -> Iterator[Pairs]:
    """Yield all pairs that share a bucket, and *more*, in batches; each once a batch."""
    yield from _gather(chain(_list_pairs(buckets), [more]))


def _list_pairs(buckets: Buckets) -> Iterator[Pairs]:
    starts, ends = bounds_of(buckets.keys)
    several = ends - starts > 1
    starts, ends = starts[several], ends[several]
    area = is_area(buckets.keys[starts])
    yield from _pair_groups(buckets.rows, starts[~area], ends[~area])
    yield from _pair_areas(buckets, starts[area], ends[area])


def bounds_of(keys: Keys) -> tuple[Ints, Ints]:
    """Return where each bucket begins and ends."""
    if not len(keys):
        none = np.zeros(0, dtype=np.int64)
        return none, none
    shared = bucket_of(keys)
    starts = np.flatnonzero(np.concatenate(([True], shared[1:] != shared[:-1])))
    return starts, np.append(starts[1:], len(keys))


def _gather(batches: Iterable[Pairs]) -> Iterator[Pairs]:
    """Yield batches of at least `_BATCH` pairs, each pair once a batch."""
    held: list[Pairs] = []
    for batch in batches:
        held.append(batch)
        if sum(len(left) for left, _ in held) >= _BATCH:
            yield distinct_pairs(held)
            held = []
    if held:
        yield distinct_pairs(held)


def _pair_groups(rows: Ints, starts: Ints, ends: Ints) -> Iterator[Pairs]:
    """Yield all pairs inside each group."""
    sizes = ends - starts
    made = np.cumsum(sizes * (sizes - 1) // 2)
    for first, last in _slices(made):
        yield _pair_up(rows, starts[first:last], ends[first:last])


def _pair_up(rows: Ints, starts: Ints, ends: Ints) -> Pairs:
    """Return each member with all after it in its group."""
    sizes = ends - starts
    at = np.repeat(starts, sizes) + steps(sizes)
    after = np.repeat(ends, sizes) - at - 1
    left = np.repeat(at, after)
    return rows[left], rows[left + 1 + steps(after)]


def _pair_areas(buckets: Buckets, starts: Ints, ends: Ints) -> Iterator[Pairs]:
    """Yield each claim of wide place with all others of its area; narrow ones stand first."""
    sizes = ends - starts
    before = steps(sizes)
    at = np.repeat(starts, sizes) + before
    wide = (buckets.keys[at] & _ONE) != 0
    at, before = at[wide], before[wide]
    for first, last in _slices(np.cumsum(before)):
        end, counts = at[first:last], before[first:last]
        begin = np.repeat(end - counts, counts)
        yield buckets.rows[begin + steps(counts)], buckets.rows[np.repeat(end, counts)]


def _slices(made: Ints) -> Iterator[tuple[int, int]]:
    """Yield slices that make about a batch of pairs each; *made* are running numbers."""
    first = 0
    while first < len(made):
        done = made[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(made, done + _BATCH, side="right")))
        yield first, last
        first = last


def distinct_pairs(batches: Sequence[Pairs]) -> Pairs:
    """Return the pairs each once, the smaller row left, none with itself."""
    left, right = (np.concatenate(side) for side in zip(*batches, strict=True))
    low, high = np.minimum(left, right), np.maximum(left, right)
    keys = np.sort((low.astype(np.uint64) << _HALF) | high.astype(np.uint64))
    keys = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
    one = (keys >> _HALF).astype(np.int64)
    two = (keys & np.uint64(2**32 - 1)).astype(np.int64)
    kept = one != two
    return one[kept], two[kept]
