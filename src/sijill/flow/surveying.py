"""
What is known of countries and areas before a list of places is read: outlines and names.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from sijill.publish.outline import load_countries
from sijill.resolve import BundledGazetteer, Entry, open_gazetteer
from sijill.resolve.lists import Known, Listed, Outline


@cache
def load_known() -> Known:
    """Return what the bundled gazetteer and outline know."""
    return Known(
        km_outside=_km_outside,
        find_country=lru_cache(2_000)(_find_country),
        find_area=lru_cache(50_000)(_find_area),
    )


@cache
def _bundled() -> BundledGazetteer:
    return open_gazetteer()


def _km_outside(country: str, latitude: float, longitude: float) -> float | None:
    """Return how far the middle of a tenth of a degree's cell is outside the country."""
    return _km_of_cell(country, round(latitude, 1), round(longitude, 1))


@lru_cache(200_000)
def _km_of_cell(country: str, latitude: float, longitude: float) -> float | None:
    outline = _outline_of(country)
    return None if outline is None else outline.km_outside(latitude, longitude)


@cache
def _outline_of(country: str) -> Outline | None:
    """Return the outline that the country's middle, as maps print it, lies in."""
    middle = _bundled().find_country(country)
    if middle is None:
        return None
    at = (middle.latitude, middle.longitude)
    return next((one for one in _outlines() if one.holds(*at)), None)


@cache
def _outlines() -> tuple[Outline, ...]:
    return tuple(Outline(one.rings) for one in load_countries() if one.rings)


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
