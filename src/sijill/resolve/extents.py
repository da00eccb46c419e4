"""
How far the truth may lie from a place's point: by its kind and size, and by its namesakes.
"""

from __future__ import annotations

import math
from functools import lru_cache

from sijill.resolve.bundled import BUNDLED_VERSION
from sijill.resolve.protocol import Entry

# A circle as large as an area ends inside it: a square's corners are 1.25 of the circle's
# radius away from the middle, a field's of two squares 1.4.
_BEYOND_CIRCLE = 1.4
_AREAS = ("admin1", "admin2")


@lru_cache(10_000)
def radius_of_town(population: int) -> float:
    """
    Return the radius in km that a settlement of that size covers, its outskirts included.

    Examples:
        >>> radius_of_town(0), radius_of_town(200_000), radius_of_town(5_000_000)
        (2.0, 6.5, 24.4)
    """
    return round(2.0 + math.sqrt(max(population, 0) / 10_000), 1)


def reach_of(entry: Entry) -> float:
    """
    Return how far from an entry's point the truth may be, in km, if the entry is meant.

    What one of a record's own lists says of a place's size stands.
    """
    if entry.reach_km is not None:
        return entry.reach_km
    if entry.kind in _AREAS:
        return round(entry.radius_km * _BEYOND_CIRCLE, 1)
    if entry.kind == "place" and entry.version in (None, BUNDLED_VERSION):
        return max(entry.radius_km, radius_of_town(entry.population))
    return entry.radius_km
