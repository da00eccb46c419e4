"""
How the places of two claims stand to each other, by distance against stated uncertainty.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from sijill.link.columns import PLACES, Columns, Floats, Ints
from sijill.model import Place

EARTH_KM = 6371.0

# From most to least telling: of several places in a claim the best pair counts.
LEVELS = (
    "same_place", "same_city", "within", "in_area", "in_region", "other_town", "near",
    "apart", "far", "same_name", "in_setting", "other_name", "unknown",
)  # fmt: skip
_AT = {level: rank for rank, level in enumerate(LEVELS)}
_SPOT_KM = 8.0  # a town of some hundred thousand; in a larger one, parts are told apart
_TOWN_KM = 35.0
_AREA_KM = 84.0
_NEAR_KM = 12.0
_FAR_KM = 100.0
_POINTS = ("exact", "near")
_NAMED_KM, _WIDEST_TOWN_KM = 5.0, 100.0


def width_km(place: Place) -> float:
    """
    Return how wide a place is that claims are compared by.

    A town whose uncertainty reaches its namesakes is the town that was taken: two reports of
    one event name it alike, and are resolved alike.
    """
    width = place.uncertainty_km or 0.0
    return _NAMED_KM if place.precision in _POINTS and width > _WIDEST_TOWN_KM else width


def levels_of_place(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Return how the places stand to each other, as positions in `LEVELS`."""
    both = ~np.isnan(columns.latitude[left, 0]) & ~np.isnan(columns.latitude[right, 0])
    found = np.empty(len(left), dtype=np.int64)
    rows = np.flatnonzero(both)
    found[rows] = _resolved(columns, left[rows], right[rows])
    rows = np.flatnonzero(~both)
    found[rows] = _by_name(columns, left[rows], right[rows])
    return found


def _resolved(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Return the level of the two finest places, or a better one of several."""
    first = _points(columns, left, columns.finest[left], right, columns.finest[right])
    best = first.copy()
    there = ~np.isnan(columns.latitude)
    several = [n for n in range(PLACES) if there[:, n].any()]
    for one, two in product(several, several):
        told = there[left, one] & there[right, two]
        rows = np.flatnonzero(told & (first < _AT["other_town"]) & (best > 0))
        if len(rows):
            at = np.full(len(rows), one), np.full(len(rows), two)
            level = _points(columns, left[rows], at[0], right[rows], at[1])
            best[rows] = np.minimum(best[rows], level)
    return best


def _points(columns: Columns, left: Ints, one: Ints, right: Ints, two: Ints) -> Ints:
    """Return how two resolved places stand to each other."""
    widths = columns.width[left, one], columns.width[right, two]
    wide, reach = np.maximum(*widths), widths[0] + widths[1]
    ids = columns.place[left, one], columns.place[right, two]
    same = (ids[0] != 0) & (ids[0] == ids[1])
    other = (ids[0] != 0) & (ids[1] != 0) & (ids[0] != ids[1])
    other &= columns.place_name[left, one] != columns.place_name[right, two]
    distance = distances_km(
        columns.latitude[left, one], columns.longitude[left, one],
        columns.latitude[right, two], columns.longitude[right, two],
    )  # fmt: skip
    inside = distance <= reach
    return np.select(
        [
            same & (wide <= _SPOT_KM),
            same & (wide <= _TOWN_KM),
            inside & (wide <= _TOWN_KM) & other,
            inside & (wide <= _TOWN_KM),
            inside & (wide <= _AREA_KM),
            inside,
            distance <= np.maximum(_NEAR_KM, 1.5 * reach),
            distance > _FAR_KM + 2 * reach,
        ],
        [
            _AT[name]
            for name in (
                "same_place", "same_city", "other_town", "within", "in_area", "in_region",
                "near", "far",
            )
        ],
        _AT["apart"],
    )  # fmt: skip


def _by_name(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Return the level of places of which one has no coordinates, by their names."""
    sizes = columns.named.sizes
    named = (sizes[left] > 0) & (sizes[right] > 0)
    found = np.full(len(left), _AT["unknown"], dtype=np.int64)
    rows = np.flatnonzero(named)
    if len(rows):
        one, two = left[rows], right[rows]
        told = columns.named.shared(one, two, columns.setting) > 0
        told |= columns.named.shared(two, one, columns.setting) > 0
        same = columns.named.shared(one, two) > 0
        found[rows] = np.select(
            [same, told], [_AT["same_name"], _AT["in_setting"]], _AT["other_name"]
        )
    return found


def distances_km(lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """
    Return the great-circle distances between points in degrees, in km.

    Examples:
        >>> equator = np.zeros(1)
        >>> int(distances_km(equator, equator, equator, equator + 1.0)[0])
        111
    """
    one, two = np.radians(lat1), np.radians(lat2)
    half = np.sin((two - one) / 2) ** 2
    half = half + np.cos(one) * np.cos(two) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half))))
