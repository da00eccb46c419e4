"""
Which pairs of claims are worth comparing: those that share a key of time and place, of a
victim's name, or of near-identical words. Never all pairs.

A key is a whole number; claims with one key form a bucket. Buckets that are too full tell
nothing and are left out, but for those of claims that are nearly the same: these are chained,
each with the next by the digest of its id. Whether two claims are candidates depends on them
and on who shares their keys, never on who came first.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import ceil, cos, floor, radians

import numpy as np
from numpy.typing import NDArray

from sijill.link.columns import NO_DAY, Columns, Flags, Ints, digest
from sijill.link.settings import Settings

_DEGREE_KM = 111.2
_TOWN_KM = 6.0  # what is added to each place's radius in looking for others
_MIN_HASHES = 4
_WIDEST_CELLS = 3

# Kinds of keys, in their highest bits; the lowest bit of an area key says "wide".
TOWN, AREA, NAME, PASSAGE, SKETCH, WORD, PLACE_NAME, ALIKE = range(1, 9)
_KIND, _DAY, _ROW = 60, 42, 21
_HALF = 1 << 20
_ONE = np.uint64(1)

Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Buckets:
    """
    Which claims share which keys.

    Attributes:
        keys: Sorted, of shape (m,).
        rows: The claim of each key, of shape (m,); within a key by the digest of its id.
    """

    keys: Keys
    rows: Ints

    def find(self, keys: Keys) -> tuple[Ints, Ints]:
        """Return where the rows of each key begin and end."""
        return (
            np.searchsorted(self.keys, keys, side="left"),
            np.searchsorted(self.keys, keys, side="right"),
        )


def sort_buckets(keys: Keys, rows: Ints, order: Ints) -> Buckets:
    """Return buckets of keys and rows that come anyhow; *order* is of each row."""
    by = np.lexsort((order[rows], keys))
    return Buckets(keys[by], rows[by])


def bucket_of(keys: Keys) -> Keys:
    """Return the bucket of each key; the two keys of an area are one bucket."""
    return np.where(is_area(keys), keys & ~_ONE, keys)


def is_area(keys: Keys) -> Flags:
    """Say which keys are of an area; their last bit says "wide"."""
    return np.asarray((keys >> np.uint64(_KIND)) == np.uint64(AREA))


def is_chained(keys: Keys) -> Flags:
    """Say which keys are of claims so alike that a full bucket is chained, not left out."""
    kind = keys >> np.uint64(_KIND)
    return np.isin(kind, np.array([ALIKE, PASSAGE, SKETCH], dtype=np.uint64))


def largest_of(keys: Keys, settings: Settings) -> Ints:
    """Return the number of claims above which each bucket is left out."""
    kind = keys >> np.uint64(_KIND)
    by_place = (
        (kind == np.uint64(TOWN)) | (kind == np.uint64(AREA)) | (kind == np.uint64(ALIKE))
    )
    return np.where(by_place, settings.crowded, settings.largest_bucket)


def make_buckets(columns: Columns, settings: Settings) -> Buckets:
    """Return the keys of all claims."""
    keys = array("Q")
    counts = np.zeros(len(columns), dtype=np.int64)
    texts = [list(_text_keys(columns, text, settings)) for text in range(len(columns.words))]
    for row in range(len(columns)):
        found = {*_keys_of(columns, row, settings), *texts[columns.text[row]]}
        keys.extend(found)
        counts[row] = len(found)
    every = np.frombuffer(keys, dtype=np.uint64) if keys else np.zeros(0, dtype=np.uint64)
    rows = np.repeat(np.arange(len(columns), dtype=np.int64), counts)
    return sort_buckets(every, rows, columns.order)


def _text_keys(columns: Columns, text: int, settings: Settings) -> Iterator[int]:
    """Yield the keys of a text's near copies, and of its most telling words."""
    sketch = columns.sketch.row(text)[:_MIN_HASHES].tolist()
    yield from ((SKETCH << _KIND) | item for item in sketch)
    order = np.argsort(-columns.words.weights_of(text), kind="stable")[: settings.rare_words]
    words = columns.words.row(text)[order].tolist()
    yield from ((WORD << _KIND) | word for word in words)


def _keys_of(columns: Columns, row: int, settings: Settings) -> Iterator[int]:
    days = _days_of(columns, row, settings)
    if not np.isnan(columns.latitude[row, 0]):
        yield from _place_keys(columns, row, days, settings)
        yield from _alike_keys(columns, row)
    yield from ((NAME << _KIND) | item for item in columns.victims.row(row).tolist())
    passage = columns.passage.row(row)[:_MIN_HASHES].tolist()
    yield from ((PASSAGE << _KIND) | item for item in passage)
    if np.isnan(columns.latitude[row, 0]):
        for name, day in product(columns.named.row(row), days):
            yield (PLACE_NAME << _KIND) | ((day % (1 << 18)) << _DAY) | int(name)


def _days_of(columns: Columns, row: int, settings: Settings) -> range:
    first, last = int(columns.earliest[row]), int(columns.latest[row])
    reported = int(columns.reported[row])
    if first == NO_DAY and reported != NO_DAY:
        first, last = reported - settings.news_days, reported
    if first == NO_DAY or last - first > settings.longest_days:
        return range(0)
    width, slack = settings.bucket_days, settings.slack_days
    return range((first - slack) // width, (last + slack) // width + 1)


def _place_keys(columns: Columns, row: int, days: range, settings: Settings) -> Iterator[int]:
    place = (
        float(columns.latitude[row, 0]), float(columns.longitude[row, 0]),
        float(columns.width[row, 0]),
    )  # fmt: skip
    wide = place[2] > settings.coarse_km
    for day, cell in product(days, _cells(*place, settings.coarse_cell_km)):
        yield _area(AREA, day, cell) | wide
    if not wide:
        for day, cell in product(days, _cells(*place, settings.cell_km)):
            yield _area(TOWN, day, cell)


def _alike_keys(columns: Columns, row: int) -> Iterator[int]:
    """Yield keys of day, place and number, and of day, place and act: for crowded places."""
    if columns.earliest[row] == NO_DAY or not columns.place[row, 0]:
        return
    where = (int(columns.earliest[row]), int(columns.place[row, 0]))
    tolls = tuple(columns.lows[row, :2].tolist())
    for told in (("tolls", *tolls), ("act", int(columns.violence[row]))):
        yield (ALIKE << _KIND) | (digest(repr((*where, *told))) % (1 << _KIND))


def _area(kind: int, day: int, cell: tuple[int, int]) -> int:
    row, column = cell
    found = (kind << _KIND) | ((day % (1 << 18)) << _DAY) | ((row + _HALF) << _ROW)
    return found | (column << 1)


def _cells(
    latitude: float, longitude: float, width: float, cell_km: float
) -> list[tuple[int, int]]:
    """Return the cells of a grid that a place's circle touches, at most 7 a side."""
    reach = min(width + _TOWN_KM, _WIDEST_CELLS * cell_km) / _DEGREE_KM
    step = cell_km / _DEGREE_KM
    rows = range(floor((latitude - reach) / step), floor((latitude + reach) / step) + 1)
    return [(row, column) for row in rows for column in _columns(row, step, longitude, reach)]


def _columns(row: int, step: float, longitude: float, reach: float) -> set[int]:
    """Return the columns of one row, which closes on itself at the date line."""
    shrink = max(0.05, cos(radians(min(89.0, abs((row + 0.5) * step)))))
    around = max(1, ceil(360.0 * shrink / step))
    first = floor((longitude * shrink - reach) / step)
    last = floor((longitude * shrink + reach) / step)
    return {column % around for column in range(first, last + 1)}
