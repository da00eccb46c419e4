"""
The country files of GeoNames: one place a line, 19 columns between tabs, no headings.

A file is gone through twice: areas have no size in it, so the first time their members'
spread is taken, and the names of first-level areas by their codes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from sijill.errors import RefusedError
from sijill.resolve.lists.geometry import KM_PER_DEGREE
from sijill.resolve.lists.listed import (
    Known,
    Listed,
    RefusedRow,
    check_point,
    radius_of_town,
    read_degrees,
)
from sijill.resolve.lists.parts import Part

COLUMNS = 19
_AREA_LEVELS = {"ADM1": 1, "ADM2": 2, "ADM3": 3, "ADM4": 4}
_KINDS = {1: "admin1", 2: "admin2", 3: "admin2", 4: "admin2"}
_LEAST_KM = {0: 100.0, 1: 20.0, 2: 8.0, 3: 4.0, 4: 2.0}
# What a feature that is neither settlement nor area covers, roughly, in km, by its class.
_SPREADS = {"S": 0.5, "L": 10.0, "T": 5.0, "H": 20.0}
_LEFT_OUT_CLASSES = ("R", "U", "V")
# Spots that reports name as places; a mosque's or a well's name would only make namesakes.
_SPOTS = (
    "CMP", "CMPRF", "HSP", "HSPC", "UNIV", "AIRP", "AIRB", "AIRF", "AIRH", "MILB", "INSM",
    "FT", "PRT", "PRN", "DAM", "BDG", "OILR", "PS", "MKT", "CSTM", "PSTB", "PSTP", "TNKD",
)  # fmt: skip

Code = tuple[str, ...]


@dataclass(slots=True)
class _Spread:
    """How far the members of an area lie apart."""

    south: float = 90.0
    north: float = -90.0
    west: float = 180.0
    east: float = -180.0

    def add(self, latitude: float, longitude: float) -> None:
        self.south, self.north = min(self.south, latitude), max(self.north, latitude)
        self.west, self.east = min(self.west, longitude), max(self.east, longitude)

    def reach_km(self, latitude: float, longitude: float) -> float:
        """Return the distance from a point to the farthest corner of the box."""
        dy = max(self.north - latitude, latitude - self.south)
        dx = max(self.east - longitude, longitude - self.west)
        narrow = math.cos(math.radians(latitude))
        return math.hypot(dy, dx * narrow) * KM_PER_DEGREE


@dataclass(slots=True)
class _Areas:
    """What the first time through tells: names of first-level areas, spreads of all."""

    names: dict[Code, str] = field(default_factory=dict)
    spreads: dict[Code, _Spread] = field(default_factory=dict)


def read_geonames(
    part: Part, known: Known, seen: set[str]
) -> Iterator[Listed | RefusedRow | None]:
    """
    Yield each place of a country file, each refused row, and ``None`` for what is left out.

    Left out are roads, undersea features, vegetation, spots other than camps, hospitals,
    universities, markets, bases, ports and the like, and areas that are history.
    """
    areas = _survey(part, known)
    with part.open() as lines:
        for row, raw in enumerate(lines, start=1):
            if not raw.strip():
                continue
            try:
                yield _read_row(row, raw, areas, known, seen)
            except RefusedError as why:
                yield RefusedRow(part.name, row, why.reason, why.text)


def _survey(part: Part, known: Known) -> _Areas:
    areas = _Areas()
    with part.open() as lines:
        for raw in lines:
            fields = raw.split(b"\t")
            if len(fields) != COLUMNS:
                continue
            code = _code_of([item.decode("ascii", "replace") for item in fields[8:14]])
            if fields[7] == b"ADM1":
                name = fields[1].decode("utf-8", "replace")
                areas.names[code[:2]] = known.name_area(code[0], name) or name
            if fields[6] == b"P":
                _spread(areas.spreads, code, fields[4], fields[5])
    return areas


def _code_of(columns: list[str]) -> Code:
    """Return the country and the codes of the areas that hold the row, outermost first."""
    country, _, *levels = columns
    code = [country]
    for level in levels:
        if level in ("", "00"):
            break
        code.append(level)
    return tuple(code)


def _spread(spreads: dict[Code, _Spread], code: Code, north: bytes, east: bytes) -> None:
    try:
        latitude, longitude = float(north), float(east)
    except ValueError:
        return
    for depth in range(2, len(code) + 1):
        spreads.setdefault(code[:depth], _Spread()).add(latitude, longitude)


def _read_row(
    row: int, raw: bytes, areas: _Areas, known: Known, seen: set[str]
) -> Listed | None:
    try:
        fields = raw.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as why:
        raise RefusedError("row_broken", "it is no UTF-8 text") from why
    if len(fields) != COLUMNS:
        raise RefusedError("row_broken", f"it has {len(fields)} columns and not {COLUMNS}")
    number, name = fields[0], fields[1].strip()
    if not number.isdecimal():
        raise RefusedError("row_broken", "its id is no whole number")
    if not name:
        raise RefusedError("row_broken", "it has no name")
    latitude, longitude = (
        read_degrees(fields[4], "latitude"),
        read_degrees(fields[5], "longitude"),
    )
    country = fields[8].strip().upper() or None
    check_point(latitude, longitude, country, known)
    if number in seen:
        raise RefusedError("repeated_id", "a row before it has the same id")
    seen.add(number)
    kind = _kind_of(fields[6], fields[7])
    if kind is None:
        return None
    code = _code_of(fields[8:14])
    population = int(fields[14]) if fields[14].isdecimal() else 0
    return Listed(
        row, f"geonames:{number}", name, kind, country, areas.names.get(code[:2]),
        latitude, longitude, _radius_of(fields, code, areas, (latitude, longitude), population),
        None, population, _other_names(name, fields[2], fields[3]),
    )  # fmt: skip


def _kind_of(feature: str, code: str) -> str | None:
    if feature == "P":
        return "place"
    if feature == "A":
        if code.startswith("PCL"):
            return None if code == "PCLH" else "country"
        return None if code.endswith("H") else _KINDS.get(_AREA_LEVELS.get(code, 3))
    if feature in _LEFT_OUT_CLASSES or (feature == "S" and code not in _SPOTS):
        return None
    return "place" if feature == "S" or code == "CMPRF" else "region"


def _radius_of(
    fields: list[str], code: Code, areas: _Areas, point: tuple[float, float], population: int
) -> float:
    if fields[6] == "P":
        return radius_of_town(population)
    if fields[6] != "A":
        return _SPREADS.get(fields[6], 10.0)
    level = 0 if fields[7].startswith("PCL") else _AREA_LEVELS.get(fields[7], 3)
    spread = areas.spreads.get(code[: level + 1]) if len(code) > level else None
    reach = spread.reach_km(*point) if spread else 0.0
    return round(max(reach, _LEAST_KM[level]), 1)


def _other_names(name: str, plain: str, others: str) -> tuple[str, ...]:
    """Return the other names, airport codes and addresses left out."""
    given = (plain, *others.split(","))
    kept = (
        item
        for item in given
        if item and not item.startswith("http") and not (item.isascii() and _is_code(item))
    )
    return tuple(dict.fromkeys(item for item in kept if item != name))


def _is_code(name: str) -> bool:
    return name.isupper() and len(name) <= 4
