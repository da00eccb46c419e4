"""
What stands on a map: cells of incidents that lie together, and areas as wide as the doubt.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sijill.flow.workbench.columns import Columns, Floats, Ints
from sijill.flow.workbench.passing import is_placed
from sijill.model.filters import Box

_CELL_BITS = 3  # cells of 64 pixels on a map whose world is 512 pixels wide at zoom 0
_AROUND_KM = 40075.0
_MAP_BITS = 30
_MOST_ZOOM = 18
_TOLD = ("place", "country")


@dataclass(frozen=True, slots=True)
class Spot:
    """
    What stands at one place of the map: one incident, several, or the area they lie in.

    Attributes:
        latitude: Middle, in degrees.
        longitude: Middle, in degrees.
        n: How many incidents.
        km: Radius within which each of them lies; ``None``: a cell of several places.
        box: West, south, east, north of what it holds, in degrees.
        incident: Its id, if it is one.
        name: Name of the place, if it is one.
        country: Its country, ISO 3166-1 alpha-2.
    """

    latitude: float
    longitude: float
    n: int
    km: float | None
    box: Box
    incident: str | None = None
    name: str | None = None
    country: str | None = None


def find_spots(columns: Columns, found: Ints, *, zoom: int) -> tuple[Spot, ...]:
    """
    Return what stands on the map for some incidents, the most first.

    An incident of which no more is known than an area wider than a cell is in no cell: those
    of the same area are that area. Those of which only the country is known are left out.

    Args:
        columns: All incidents.
        found: Positions of those on the map.
        zoom: Of the map; 0 shows the world in 512 pixels.
    """
    places = found[is_placed(columns)[found]]
    if not len(places):
        return ()
    bits = _CELL_BITS + max(0, min(zoom, _MOST_ZOOM))
    shift = _MAP_BITS - bits
    latitude = columns.floats["latitude"][places]
    cell_km = _AROUND_KM / (1 << bits) * np.cos(np.radians(latitude))
    wide = columns.floats["uncertainty_km"][places] > cell_km
    x, y = (columns.numbers[name][places] >> shift for name in ("x", "y"))
    keys = np.where(wide, -1 - columns.spots[places], (x << _MAP_BITS) | y)
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=keys[order[0]] - 1))
    spots = _Grouped(columns, places[order], starts).spots()
    return tuple(sorted(spots, key=lambda spot: (-spot.n, spot.latitude, spot.longitude)))


class _Grouped:
    """Incidents group by group, and where each group starts."""

    def __init__(self, columns: Columns, places: Ints, starts: Ints) -> None:
        self._columns = columns
        self._places = places
        self._starts = starts
        self._counts = np.diff(np.append(starts, len(places)))

    def spots(self) -> list[Spot]:
        lat, lon = (self._columns.floats[n][self._places] for n in ("latitude", "longitude"))
        km = self._columns.floats["uncertainty_km"][self._places]
        spot = self._columns.spots[self._places]
        alike = np.minimum.reduceat(spot, self._starts) == np.maximum.reduceat(
            spot, self._starts
        )
        ends = [
            edge.reduceat(values, self._starts)
            for edge, values in (
                (np.minimum, lon), (np.minimum, lat), (np.maximum, lon), (np.maximum, lat)
            )
        ]  # fmt: skip
        boxes = np.stack(ends, axis=1).tolist()
        middle = self._mean(lat), self._mean(lon)
        made = []
        for n, start in enumerate(self._starts):
            first, one = int(self._places[start]), bool(alike[n])
            made.append(
                Spot(
                    round(float(middle[0][n]), 5), round(float(middle[1][n]), 5),
                    int(self._counts[n]), float(km[start]) if one else None,
                    (boxes[n][0], boxes[n][1], boxes[n][2], boxes[n][3]),
                    self._columns.ids[first] if self._counts[n] == 1 else None,
                    *(self._told(name, first) if one else None for name in _TOLD),
                )
            )  # fmt: skip
        return made

    def _told(self, name: str, place: int) -> str | None:
        code = int(self._columns.numbers[name][place])
        return self._columns.values(name)[code] if code >= 0 else None

    def _mean(self, values: Floats) -> Floats:
        return np.asarray(np.add.reduceat(values, self._starts) / self._counts)
