"""
What is known of countries and areas before a list of places is read: outlines and names.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from sijill.publish.outline import Point, load_countries
from sijill.resolve import BundledGazetteer, Entry, open_gazetteer
from sijill.resolve.lists import Known, Listed

_MARGIN_KM = 25.0  # the outline is simplified, and lists have places just over a border
_KM_PER_DEGREE = 111.195
Rings = tuple[tuple[Point, ...], ...]


@cache
def load_known() -> Known:
    """Return what the bundled gazetteer and outline know."""
    return Known(
        is_within=_is_within,
        find_country=lru_cache(2_000)(_find_country),
        find_area=lru_cache(50_000)(_find_area),
    )


@cache
def _bundled() -> BundledGazetteer:
    return open_gazetteer()


def _is_within(country: str, latitude: float, longitude: float) -> bool | None:
    """Say whether a tenth of a degree's cell is in the country, answers remembered."""
    return _is_cell_within(country, round(latitude, 1), round(longitude, 1))


@lru_cache(200_000)
def _is_cell_within(country: str, latitude: float, longitude: float) -> bool | None:
    rings = _rings_of(country)
    if not rings:
        return None
    if any(_holds(ring, latitude, longitude) for ring in rings):
        return True
    return any(_is_close(ring, latitude, longitude) for ring in rings)


@cache
def _rings_of(country: str) -> Rings:
    """Return the outline that the country's middle, as maps print it, lies in."""
    middle = _bundled().find_country(country)
    if middle is None:
        return ()
    at = (middle.latitude, middle.longitude)
    found = (c.rings for c in load_countries() if any(_holds(ring, *at) for ring in c.rings))
    return next(found, ())


def _holds(ring: tuple[Point, ...], latitude: float, longitude: float) -> bool:
    """Say whether a ring holds a point: whether a line north of it crosses an odd number."""
    inside = False
    for n, (x, y) in enumerate(ring):
        before_x, before_y = ring[n - 1]
        if (x > longitude) != (before_x > longitude):
            share = (longitude - x) / (before_x - x)
            inside ^= y + share * (before_y - y) > latitude
    return inside


def _is_close(ring: tuple[Point, ...], latitude: float, longitude: float) -> bool:
    narrow = math.cos(math.radians(latitude))
    reach = _MARGIN_KM / _KM_PER_DEGREE
    return any(
        _distance(
            (ring[n - 1][0] - longitude) * narrow, ring[n - 1][1] - latitude,
            (x - longitude) * narrow, y - latitude,
        )
        <= reach
        for n, (x, y) in enumerate(ring)
    )  # fmt: skip


def _distance(ax: float, ay: float, bx: float, by: float) -> float:
    """Return how far the line from a to b is from the origin."""
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * dx + ay * dy) / length))
    return math.hypot(ax + share * dx, ay + share * dy)


@cache
def _codes_by_three() -> dict[str, str]:
    text = files("sijill.resolve.lists").joinpath("iso3.toml").read_text("utf-8")
    return {key: str(code) for key, code in tomllib.loads(text).items()}


def _find_country(text: str) -> str | None:
    gazetteer = _bundled()
    code = _codes_by_three().get(text.upper(), text.upper())
    if len(code) == 2 and gazetteer.find_country(code):
        return code
    found = (one for one in gazetteer.find_places(text) if one.kind == "country")
    return next((one.country for one in found if one.grade < 2), None)


def _find_area(country: str, name: str, kind: str) -> Listed | None:
    """Return the area of that name; a town stands in for a district around it."""
    places = _bundled().find_places(name)
    inside = [one for one in places if one.country == country]
    kinds = (kind, "place") if kind == "admin2" else (kind,)
    found = next((one for k in kinds for one in inside if one.kind == k), None)
    return _as_listed(found, kind) if found else None


_LEAST_KM = {"admin1": 20.0, "admin2": 10.0}


def _as_listed(entry: Entry, kind: str) -> Listed:
    radius = max(entry.radius_km, _LEAST_KM.get(kind, 0.0))
    return Listed(
        0, entry.ref, entry.name, kind, entry.country, entry.admin1, entry.latitude,
        entry.longitude, radius, None, entry.population,
    )  # fmt: skip
