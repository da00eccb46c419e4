"""
The keys that claims share with those worth comparing: time and place, a victim's name, words.

A key is a whole number: its kind in the highest bits, then what it is of.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sijill.link.columns import NO_DAY, Columns, Flags, Ints
from sijill.link.sets import steps
from sijill.link.settings import Settings

_DEGREE_KM = 111.2
_TOWN_KM = 6.0  # what is added to each place's radius in looking for others
_MIN_HASHES = 4
_WIDEST_CELLS = 3  # a circle is looked for in at most 7 cells a side

# Kinds of keys; the lowest bit of an area key says "wide".
TOWN, AREA, NAME, PASSAGE, SKETCH, WORD, PLACE_NAME, ALIKE = range(1, 9)
KIND = 60
_DAY, _ROW = 42, 21
_DAYS = 1 << 18
_HALF = 1 << 20

Keys = NDArray[np.uint64]
Keyed = tuple[Keys, Ints]  # keys, and the row of each


def list_keys(columns: Columns, settings: Settings) -> Iterator[Keyed]:
    """Yield the keys of all claims, kind by kind; some come twice."""
    yield from _of_texts(columns, settings)
    yield _of_members(NAME, *columns.victims.every())
    yield _of_members(PASSAGE, *columns.passage.head(_MIN_HASHES))
    days = _days_of(columns, settings)
    placed = ~np.isnan(columns.latitude[:, 0])
    wide = placed & (columns.width[:, 0] > settings.coarse_km)
    yield _of_cells(AREA, columns, placed, days, settings.coarse_cell_km, wide)
    yield _of_cells(TOWN, columns, placed & ~wide, days, settings.cell_km, wide)
    yield _of_place_names(columns, ~placed, days)
    yield from _of_alike(columns)


def _key(kind: int, *parts: Ints) -> Keys:
    found = np.full(len(parts[0]), kind << KIND, dtype=np.uint64)
    for part in parts:
        found |= part.astype(np.uint64)
    return found


def _of_members(kind: int, rows: Ints, members: Ints) -> Keyed:
    return _key(kind, members), rows


def _of_texts(columns: Columns, settings: Settings) -> Iterator[Keyed]:
    """Yield the keys of a text's near copies, and of its most telling words."""
    for kind, (texts, members) in (
        (SKETCH, columns.sketch.head(_MIN_HASHES)),
        (WORD, columns.words.heaviest(settings.rare_words)),
    ):
        begin, end = (np.searchsorted(texts, columns.text, side) for side in ("left", "right"))
        rows, at = _spread(begin, end - begin)
        yield _of_members(kind, rows, members[at])


def _spread(begin: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Return the position of each range as often as it is long, and the numbers in it."""
    return np.repeat(np.arange(len(begin)), counts), np.repeat(begin, counts) + steps(counts)


def _days_of(columns: Columns, settings: Settings) -> tuple[Ints, Ints]:
    """Return the first time bucket of each claim, and how many it may lie in."""
    first, last = columns.earliest.astype(np.int64), columns.latest.astype(np.int64)
    reported = columns.reported.astype(np.int64)
    told = (first == NO_DAY) & (reported != NO_DAY)
    first = np.where(told, reported - settings.news_days, first)
    last = np.where(told, reported, last)
    width, slack = settings.bucket_days, settings.slack_days
    begin = (first - slack) // width
    known = (first != NO_DAY) & (last - first <= settings.longest_days)
    return begin, np.where(known, (last + slack) // width + 1 - begin, 0)


def _of_cells(
    kind: int,
    columns: Columns,
    some: Flags,
    days: tuple[Ints, Ints],
    cell_km: float,
    wide: Flags,
) -> Keyed:
    """Return the keys of each day and each cell that a place's circle touches."""
    chosen = np.flatnonzero(some & (days[1] > 0))
    at, row, column = _cells(
        columns.latitude[chosen, 0], columns.longitude[chosen, 0], columns.width[chosen, 0],
        cell_km,
    )  # fmt: skip
    cell = ((row + _HALF) << _ROW) | (column << 1) | wide[chosen[at]]
    each, day = _spread(days[0][chosen[at]], days[1][chosen[at]])
    return _key(kind, day % _DAYS << _DAY, cell[each]), chosen[at[each]]


def _cells(
    latitude: Ints, longitude: Ints, width: Ints, cell_km: float
) -> tuple[Ints, Ints, Ints]:
    """Return cells of a grid whose rows close on themselves at the date line."""
    reach = np.minimum(width + _TOWN_KM, _WIDEST_CELLS * cell_km) / _DEGREE_KM
    step = cell_km / _DEGREE_KM
    low, high = _floor((latitude - reach) / step), _floor((latitude + reach) / step)
    at, row = _spread(low, high - low + 1)
    shrink = np.cos(np.radians(np.minimum(89.0, np.abs((row + 0.5) * step))))
    shrink = np.maximum(0.05, shrink)
    around = np.maximum(1, np.ceil(360.0 * shrink / step)).astype(np.int64)
    middle = longitude[at] * shrink
    first, last = _floor((middle - reach[at]) / step), _floor((middle + reach[at]) / step)
    each, column = _spread(first, np.minimum(last - first + 1, around))
    return at[each], row[each], column % around[each]


def _floor(values: Ints) -> Ints:
    return np.floor(values).astype(np.int64)


def _of_place_names(columns: Columns, some: Flags, days: tuple[Ints, Ints]) -> Keyed:
    """Return the keys of a day and a place's name, for claims whose place is not found."""
    rows, members = columns.named.every()
    kept = some[rows]
    rows, members = rows[kept], members[kept]
    each, day = _spread(days[0][rows], days[1][rows])
    return _key(PLACE_NAME, day % _DAYS << _DAY, members[each]), rows[each]


def _of_alike(columns: Columns) -> Iterator[Keyed]:
    """Yield keys of day, place and number, and of day, place and act: for crowded places."""
    rows = np.flatnonzero((columns.earliest != NO_DAY) & (columns.place[:, 0] != 0))
    where = columns.earliest[rows], columns.place[rows, 0]
    tolls = columns.lows[rows, 0], columns.lows[rows, 1]
    for told in ((*where, *tolls), (*where, columns.violence[rows])):
        yield _key(ALIKE, _mix(told) >> np.uint64(64 - KIND)), rows


def _mix(values: tuple[Ints, ...]) -> Keys:
    """Return a hash of several columns of whole numbers."""
    found = np.full(len(values[0]), len(values), dtype=np.uint64)
    for value in values:
        found = (found ^ value.astype(np.int64).view(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        found ^= found >> np.uint64(29)
        found *= np.uint64(0xBF58476D1CE4E5B9)
        found ^= found >> np.uint64(32)
    return found
