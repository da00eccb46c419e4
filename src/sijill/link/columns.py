"""
Claims as comparing sees them: columns of numbers, so that a million fit and pairs cost little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sijill.link.sets import Sets, join_sets

Ints = NDArray[Any]
Floats = NDArray[Any]
Flags = NDArray[Any]

NO_DAY = -(10**9)
NO_COUNT = -1
PLACES = 4


@dataclass(frozen=True, slots=True)
class Columns:
    """
    What comparing needs of *n* claims.

    Attributes:
        ids: The claims' ids, of shape (n,), as objects.
        document: Digest of the document, of shape (n,).
        outlet: Digest of who reported; 0: not known.
        earliest: First possible day, as an ordinal; `NO_DAY`: no date.
        latest: Last possible day.
        reported: Day of publication; `NO_DAY`: not known.
        violence: Position of the act in ``vocabulary/violence.toml``.
        counted: Whether acts of this kind enter totals.
        founding: Whether the claim may stand beside others at all.
        denied: Whether it denies what it tells of.
        statuses: Stated statuses of those harmed, one bit a term.
        groups: Stated groups, one bit a term.
        means: Means, one bit a term.
        objects: Objects that were hit, one bit a term.
        lows: Least number of people by kind of harm, of shape (n, kinds); `NO_COUNT`: no
            bound or no number.
        highs: Greatest number, likewise.
        loose: Whether the number is "about" or "nearly" so, likewise.
        latitude: Degrees, of shape (n, `PLACES`), most specific place first; NaN: none.
        longitude: Likewise.
        width: Radius in km that places are compared by, likewise.
        place: Digest of the gazetteer's id, likewise; 0: none.
        place_name: Digest of the name, likewise; 0: none.
        finest: Which of the places is known best, of shape (n,).
        named: Folded names of places, resolved or not.
        setting: Names of places in the whole document and its dateline.
        actors: Actors held responsible.
        victims: Victims' names: each two words of a name.
        passage: Word triples of the evidence.
        sketch: The document's sketch.
        words: The document's telling words, in thousandths of a vector of length one.
    """

    ids: NDArray[Any]
    document: Ints
    outlet: Ints
    earliest: Ints
    latest: Ints
    reported: Ints
    violence: Ints
    counted: Flags
    founding: Flags
    denied: Flags
    statuses: Ints
    groups: Ints
    means: Ints
    objects: Ints
    lows: Ints
    highs: Ints
    loose: Flags
    latitude: Floats
    longitude: Floats
    width: Floats
    place: Ints
    place_name: Ints
    finest: Ints
    named: Sets
    setting: Sets
    actors: Sets
    victims: Sets
    passage: Sets
    sketch: Sets
    words: Sets

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: Ints) -> Columns:
        """Return the claims at *rows*, in that order."""
        values: list[Any] = [getattr(self, item.name) for item in fields(Columns)]
        taken: list[Any] = [v.take(rows) if isinstance(v, Sets) else v[rows] for v in values]
        return Columns(*taken)


def join_columns(parts: Sequence[Columns]) -> Columns:
    """Return the claims of all *parts*, in their order."""
    if len(parts) == 1:
        return parts[0]
    return Columns(
        *(_join([getattr(part, item.name) for part in parts]) for item in fields(Columns))
    )


def _join(values: Sequence[Any]) -> Any:
    if isinstance(values[0], Sets):
        return join_sets(values)
    return np.concatenate(values)


def sort_columns(columns: Columns) -> Columns:
    """Return the claims by id, so that nothing depends on the order in which they came."""
    ids = columns.ids
    rows = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    if np.array_equal(rows, np.arange(len(rows))):
        return columns
    return columns.take(rows)


def positions(values: Iterable[int]) -> Ints:
    """Return positions as an array."""
    return np.fromiter(values, dtype=np.int64)
