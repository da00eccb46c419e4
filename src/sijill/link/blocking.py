"""
Which pairs of claims are worth comparing: those that share a key of time and place, of a
victim's name, or of near-identical words. Never all pairs.

Claims with one key form a bucket. Buckets that are too full tell
nothing and are left out, but for those of claims that are nearly the same: these are chained,
each with the next by the digest of its id. Whether two claims are candidates depends on them
and on who shares their keys, never on who came first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sijill.link.columns import Columns, Flags, Ints
from sijill.link.keys import ALIKE, AREA, KIND, PASSAGE, SKETCH, TOWN, WORD, Keys, list_keys
from sijill.link.settings import Settings

_ONE = np.uint64(1)


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
    return np.asarray((keys >> np.uint64(KIND)) == np.uint64(AREA))


def is_chained(keys: Keys) -> Flags:
    """Say which keys are of claims so alike that a full bucket is chained, not left out."""
    kind = keys >> np.uint64(KIND)
    return np.isin(kind, np.array([ALIKE, PASSAGE, SKETCH], dtype=np.uint64))


def largest_of(keys: Keys, settings: Settings) -> Ints:
    """Return the number of claims above which each bucket is left out."""
    kind = keys >> np.uint64(KIND)
    by_place = (
        (kind == np.uint64(TOWN)) | (kind == np.uint64(AREA)) | (kind == np.uint64(ALIKE))
    )
    by_word = np.where(
        kind == np.uint64(WORD), settings.commonest_word, settings.largest_bucket
    )
    return np.where(by_place, settings.crowded, by_word)


def make_buckets(columns: Columns, settings: Settings) -> Buckets:
    """Return the keys of all claims."""
    found = list_keys(columns, settings)
    keys, rows = (np.concatenate(part) for part in zip(*found, strict=True))
    every = sort_buckets(keys, rows, columns.order)
    again = (every.keys[1:] == every.keys[:-1]) & (every.rows[1:] == every.rows[:-1])
    kept = np.append(True, ~again)[: len(keys)]
    return Buckets(every.keys[kept], every.rows[kept])
