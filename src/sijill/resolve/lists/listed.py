"""
One row of a list: the place that it gives, or why it is refused.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from sijill.errors import RefusedError

# Lists have places over a border, at sea and in disputed areas, and the outlines are coarse.
_FAR_KM = 50.0
_CLOSE_KM = 25.0


class Listed(NamedTuple):
    """
    One place of a list; a tuple, because a list may have a million.

    Attributes:
        row: Number of its row, from 1, headings counted.
        ref: Id with its gazetteer's name in front.
        name: Main name.
        kind: One of `protocol.KINDS`.
        country: ISO 3166-1 alpha-2 code; ``None``: not stated.
        admin1: Name of the first-level area; ``None``: not known.
        latitude: Degrees north, WGS 84.
        longitude: Degrees east, WGS 84.
        radius_km: Radius of a circle as large as the place, in km, above 0.
        reach_km: Distance to the farthest point of the area's border, in km; ``None``: the
            border is not known.
        population: Inhabitants; 0: not known.
        names: Other names and codes.
    """

    row: int
    ref: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    radius_km: float
    reach_km: float | None = None
    population: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """
    One row that gives no place.

    Attributes:
        part: Name of the file that it stands in.
        row: Number of the row, from 1.
        reason: Term of ``vocabulary/refusal.toml``.
        text: What is wrong, as a part of a sentence.
    """

    part: str
    row: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """
    What is known of countries and areas before a list is read.

    Attributes:
        km_outside: Returns how far a point (latitude, longitude) lies outside a country, by
            its code, in km, to about 10; 0 inside; ``None``: its outline is not known.
        find_country: Returns the code of a country by its name or code.
        find_area: Returns the place of an area's name in a country, as code, name and kind
            ask for it.
    """

    km_outside: Callable[[str, float, float], float | None]
    find_country: Callable[[str], str | None]
    find_area: Callable[[str, str, str], Listed | None]

    def name_area(self, country: str | None, name: str | None) -> str | None:
        """
        Return the name by which the bundled gazetteer knows a first-level area.

        "Idlib governorate" is "Idlib" there: where the whole is not known, its words without
        the last one, then without the first one, are tried.
        """
        if not country or not name:
            return name or None
        words = name.split()
        for tried in (name, " ".join(words[:-1]), " ".join(words[1:])):
            found = self.find_area(country, tried, "admin1") if tried else None
            if found:
                return found.name
        return name


def read_degrees(text: object, what: str) -> float:
    """
    Return a coordinate in degrees.

    Raises:
        RefusedError: If it is no number.
    """
    try:
        value = float(text if isinstance(text, float) else str(text))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        given = " ".join(str(text).split())[:20]
        said = f"{given!r} is no number" if given else "is missing; it is a number"
        raise RefusedError("coordinates_broken", f"its {what} {said} of degrees, such as 35.93")
    return value


def check_point(
    latitude: float, longitude: float, country: str | None, known: Known
) -> tuple[float, float]:
    """
    Return the point where nothing speaks against it.

    Raises:
        RefusedError: If it is out of range, is the point 0, 0, or lies far outside its
            country and in it, or close to its border, with the coordinates swapped.
    """
    if abs(latitude) > 90 or abs(longitude) > 180:
        if abs(longitude) <= 90 and abs(latitude) <= 180:
            raise _swapped("the latitude is beyond 90 degrees")
        raise RefusedError("coordinates_broken", "its coordinates are out of range")
    if latitude == 0 == longitude:
        raise RefusedError("coordinates_broken", "its coordinates are 0, 0")
    if country and (known.km_outside(country, latitude, longitude) or 0.0) > _FAR_KM:
        other = known.km_outside(country, longitude, latitude) if abs(longitude) <= 90 else None
        if other is not None and other <= _CLOSE_KM:
            raise _swapped(f"it lies far outside {country}, and in it the other way round")
    return latitude, longitude


def _swapped(why: str) -> RefusedError:
    return RefusedError(
        "coordinates_swapped", f"its latitude and longitude look swapped: {why}"
    )
