"""
Claims as comparing sees them: columns of numbers, so that a million fit and pairs cost little.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
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
        order: Digest of the id, by which claims of a full bucket are chained, of shape (n,).
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
        text: Which of the texts the claim stands in, of shape (n,).
        sketch: The texts' sketches, one row a text.
        words: The texts' telling words, in thousandths of a vector of length one, likewise.
    """

    ids: NDArray[Any]
    order: Ints
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
    text: Ints
    sketch: Sets
    words: Sets

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: Ints) -> Columns:
        """Return the claims at *rows*, in that order."""
        texts, text = np.unique(self.text[rows], return_inverse=True)
        taken: dict[str, Any] = {"text": text.ravel()}
        for item in fields(Columns):
            value = getattr(self, item.name)
            if item.name in OF_TEXTS:
                taken[item.name] = value.take(texts)
            elif item.name != "text":
                taken[item.name] = value.take(rows) if isinstance(value, Sets) else value[rows]
        return Columns(**taken)


OF_TEXTS = ("sketch", "words")


def join_columns(parts: Sequence[Columns]) -> Columns:
    """Return the claims of all *parts*, in their order."""
    if len(parts) == 1:
        return parts[0]
    before = np.cumsum([0, *(len(part.words) for part in parts)])
    texts = [part.text + first for part, first in zip(parts, before, strict=False)]
    joined: dict[str, Any] = {"text": np.concatenate(texts)}
    for item in fields(Columns):
        if item.name != "text":
            joined[item.name] = _join([getattr(part, item.name) for part in parts])
    return Columns(**joined)


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


@lru_cache(maxsize=100_000)
def digest(text: str | None) -> int:
    """
    Return a digest of *text* above 0 and below 2**63; 0 where there is none.

    Examples:
        >>> digest(None), digest("Sarmin") == digest("Sarmin")
        (0, True)
    """
    if not text:
        return 0
    encoded = text.encode("utf-8", "surrogatepass")
    return 1 + int.from_bytes(hashlib.blake2b(encoded, digest_size=8).digest()) % (2**63 - 1)
