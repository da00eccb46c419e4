"""
One row of a list: the place that it gives, or why it is refused.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from sijill.errors import RefusedError


@dataclass(frozen=True, slots=True)
class Listed:
    """
    One place of a list.

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
        is_within: Says whether a country, by its code, holds a point (latitude, longitude),
            some way off its border included; ``None``: its outline is not known.
        find_country: Returns the code of a country by its name or code.
        find_area: Returns the place of an area's name in a country, as code, name and kind
            ask for it.
    """

    is_within: Callable[[str, float, float], bool | None]
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
        value = float(str(text).strip())
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise RefusedError("coordinates_broken", f"its {what} is no number of degrees")
    return value


def check_point(
    latitude: float, longitude: float, country: str | None, known: Known
) -> tuple[float, float]:
    """
    Return the point where nothing speaks against it.

    Raises:
        RefusedError: If it is out of range, is the point 0, 0, or lies outside its country
            and inside it with the coordinates swapped.
    """
    if abs(latitude) > 90 and abs(longitude) <= 90 and abs(latitude) <= 180:
        raise _swapped("the latitude is beyond 90 degrees")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise RefusedError("coordinates_broken", "its coordinates are out of range")
    if latitude == 0 == longitude:
        raise RefusedError("coordinates_broken", "its coordinates are 0, 0")
    if (
        country
        and known.is_within(country, latitude, longitude) is False
        and abs(longitude) <= 90
        and known.is_within(country, longitude, latitude)
    ):
        raise _swapped(f"the point lies outside {country}, and inside it when they are swapped")
    return latitude, longitude


def _swapped(why: str) -> RefusedError:
    return RefusedError(
        "coordinates_swapped", f"its latitude and longitude look swapped: {why}"
    )


def radius_of_town(population: int) -> float:
    """
    Return the radius in km that a settlement of that size covers, roughly.

    Examples:
        >>> radius_of_town(0), radius_of_town(200_000)
        (1.0, 3.9)
    """
    return round(1.0 + 0.65 * math.sqrt(max(population, 0) / 10_000), 1)
