"""
The candidate pairs of buckets, in batches; crowded buckets are thinned and never skipped whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from sijill.link.blocking import AREA, TOWN, Buckets, Keys
from sijill.link.columns import Columns, Flags, Ints
from sijill.link.settings import Settings

_BATCH = 1_000_000
_KIND = np.uint64(60)
_ONE = np.uint64(1)
_HALF = np.uint64(32)
Pairs = tuple[Ints, Ints]


def list_candidates(buckets: Buckets, columns: Columns, settings: Settings) -> Iterator[Pairs]:
    """
    Yield candidate pairs in batches, each pair once a batch, the smaller row left.

    Buckets of common wording with more than ``settings.largest_bucket`` claims tell nothing
    and are left out. Of one time and place with more than ``settings.crowded``, only claims
    are paired that agree in day, place and number, or in day, place and act.
    """
    yield from _gather(_list_pairs(buckets, columns, settings))


def _list_pairs(buckets: Buckets, columns: Columns, settings: Settings) -> Iterator[Pairs]:
    starts, ends, is_area = _groups(buckets.keys)
    sizes = ends - starts
    by_place = _is_kind(buckets.keys[starts], TOWN) | is_area
    plain = (sizes > 1) & (
        sizes <= np.where(by_place, settings.crowded, settings.largest_bucket)
    )
    yield from _pair_groups(buckets.rows, starts[plain & ~is_area], ends[plain & ~is_area])
    yield from _pair_areas(buckets, starts[plain & is_area], ends[plain & is_area])
    for crowd in np.flatnonzero(by_place & (sizes > settings.crowded)):
        rows = np.unique(buckets.rows[starts[crowd] : ends[crowd]])
        yield from pair_crowd(rows, columns, settings)


def _gather(batches: Iterable[Pairs]) -> Iterator[Pairs]:
    """Yield batches of at least `_BATCH` pairs, each pair once a batch."""
    held: list[Pairs] = []
    for batch in batches:
        held.append(batch)
        if sum(len(left) for left, _ in held) >= _BATCH:
            yield _distinct(held)
            held = []
    if held:
        yield _distinct(held)


def _groups(keys: Keys) -> tuple[Ints, Ints, Flags]:
    """Return where each bucket begins and ends; an area's two keys make one bucket."""
    if not len(keys):
        none = np.zeros(0, dtype=np.int64)
        return none, none, none.astype(bool)
    area = _is_kind(keys, AREA)
    shared = np.where(area, keys & ~_ONE, keys)
    starts = np.flatnonzero(np.concatenate(([True], shared[1:] != shared[:-1])))
    return starts, np.append(starts[1:], len(keys)), area[starts]


def _is_kind(keys: Keys, kind: int) -> Flags:
    return np.asarray((keys >> _KIND) == np.uint64(kind))


def _pair_groups(rows: Ints, starts: Ints, ends: Ints) -> Iterator[Pairs]:
    """Yield all pairs inside each group."""
    sizes = ends - starts
    made = np.cumsum(sizes * (sizes - 1) // 2)
    first = 0
    while first < len(starts):
        done = made[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(made, done + _BATCH, side="right")))
        yield _pair_up(rows, starts[first:last], ends[first:last])
        first = last


def _pair_up(rows: Ints, starts: Ints, ends: Ints) -> Pairs:
    """Return each member with all after it in its group."""
    sizes = ends - starts
    at = np.repeat(starts, sizes) + _steps(sizes)
    after = np.repeat(ends, sizes) - at - 1
    left = np.repeat(at, after)
    return rows[left], rows[left + 1 + _steps(after)]


def _steps(counts: Ints) -> Ints:
    """Return 0 to n-1 for each of *counts*, one after another."""
    total = int(counts.sum())
    return np.asarray(np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts))


def _pair_areas(buckets: Buckets, starts: Ints, ends: Ints) -> Iterator[Pairs]:
    """Yield each claim of wide place with all others of its area; narrow ones stand first."""
    sizes = ends - starts
    at = np.repeat(starts, sizes) + _steps(sizes)
    before = _steps(sizes)
    wide = (buckets.keys[at] & _ONE) != 0
    at, before = at[wide], before[wide]
    made = np.cumsum(before)
    first = 0
    while first < len(at):
        done = made[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(made, done + _BATCH, side="right")))
        part = slice(first, last)
        begin = np.repeat(at[part] - before[part], before[part])
        yield (
            buckets.rows[begin + _steps(before[part])],
            buckets.rows[np.repeat(at[part], before[part])],
        )
        first = last


def pair_crowd(rows: Ints, columns: Columns, settings: Settings) -> Iterator[Pairs]:
    """Yield those pairs of a crowd that agree in day, place and number, or day, place, act."""
    where = columns.earliest[rows].astype(np.int64), columns.place[rows, 0]
    tolls = columns.lows[rows, 0].astype(np.int64), columns.lows[rows, 1].astype(np.int64)
    for told in (tolls, (columns.violence[rows].astype(np.int64),)):
        order = np.lexsort((rows, *told, *where))
        values = np.stack([item[order] for item in (*where, *told)])
        new = np.concatenate(([True], (values[:, 1:] != values[:, :-1]).any(axis=0)))
        starts = np.flatnonzero(new)
        ends = np.append(starts[1:], len(rows))
        kept = (ends - starts > 1) & (ends - starts <= settings.crowded)
        yield from _pair_groups(rows[order], starts[kept], ends[kept])


def _distinct(batches: Sequence[Pairs]) -> Pairs:
    """Return the pairs each once, the smaller row left."""
    left, right = (np.concatenate(side) for side in zip(*batches, strict=True))
    low, high = np.minimum(left, right), np.maximum(left, right)
    keys = np.unique((low.astype(np.uint64) << _HALF) | high.astype(np.uint64))
    one = (keys >> _HALF).astype(np.int64)
    two = (keys & np.uint64(2**32 - 1)).astype(np.int64)
    kept = one != two
    return one[kept], two[kept]
