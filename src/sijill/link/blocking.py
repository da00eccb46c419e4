"""
Which pairs of claims are worth comparing: those that share a key of time and place, of a
victim's name, or of near-identical words. Never all pairs.

A key is a whole number; claims with one key form a bucket. Whether two claims are
candidates depends on them and on how many share their keys, never on who came first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import ceil, cos, floor, radians

import numpy as np
from numpy.typing import NDArray

from sijill.link.columns import NO_DAY, Columns, Ints
from sijill.link.settings import Settings

_DEGREE_KM = 111.2
_TOWN_KM = 6.0  # what is added to each place's radius in looking for others
_MIN_HASHES = 4
_WIDEST_CELLS = 3

# Kinds of keys, in their highest bits; the lowest bit of an area key says "wide".
TOWN, AREA, NAME, PASSAGE, SKETCH, WORD, PLACE_NAME = range(1, 8)
_KIND, _DAY, _ROW = 60, 42, 21
_HALF = 1 << 20

Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Buckets:
    """
    Which claims share which keys.

    Attributes:
        keys: Sorted, of shape (m,).
        rows: The claim of each key, of shape (m,); sorted within a key.
    """

    keys: Keys
    rows: Ints

    def find(self, keys: Keys) -> tuple[Ints, Ints]:
        """Return where the rows of each key begin and end."""
        return (
            np.searchsorted(self.keys, keys, side="left"),
            np.searchsorted(self.keys, keys, side="right"),
        )


def make_buckets(columns: Columns, settings: Settings) -> Buckets:
    """Return the keys of all claims."""
    keys: list[int] = []
    counts = np.zeros(len(columns), dtype=np.int64)
    for row in range(len(columns)):
        found = set(_keys_of(columns, row, settings))
        keys.extend(found)
        counts[row] = len(found)
    every = np.array(keys, dtype=np.uint64)
    rows = np.repeat(np.arange(len(columns), dtype=np.int64), counts)
    order = np.lexsort((rows, every))
    return Buckets(every[order], rows[order])


def _keys_of(columns: Columns, row: int, settings: Settings) -> Iterator[int]:
    days = _days_of(columns, row, settings)
    if not np.isnan(columns.latitude[row, 0]):
        yield from _place_keys(columns, row, days, settings)
    for kind, sets, most in (
        (NAME, columns.victims, None), (PASSAGE, columns.passage, _MIN_HASHES),
        (SKETCH, columns.sketch, _MIN_HASHES),
    ):  # fmt: skip
        yield from ((kind << _KIND) | int(item) for item in sets.row(row)[:most])
    yield from ((WORD << _KIND) | item for item in _telling(columns, row, settings))
    if np.isnan(columns.latitude[row, 0]):
        for name, day in product(columns.named.row(row), days):
            yield (PLACE_NAME << _KIND) | ((day % (1 << 18)) << _DAY) | int(name)


def _telling(columns: Columns, row: int, settings: Settings) -> list[int]:
    """Return the report's most telling words."""
    first, last = columns.words.matrix.indptr[row : row + 2]
    weights = columns.words.matrix.data[first:last]
    order = np.argsort(-weights, kind="stable")[: settings.rare_words]
    return [int(item) for item in columns.words.matrix.indices[first:last][order]]


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
