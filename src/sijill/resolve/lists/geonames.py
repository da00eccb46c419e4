"""
The country files of GeoNames: one place a line, 19 columns between tabs, no headings.

A file is gone through twice: first in haste for the names of first-level areas by their codes,
then line by line. Areas have no size in it, so they come last, when the spread of their
members is known.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from sijill.errors import RefusedError
from sijill.resolve.extents import radius_of_town
from sijill.resolve.lists.geometry import KM_PER_DEGREE
from sijill.resolve.lists.listed import (
    Known,
    Listed,
    RefusedRow,
    check_point,
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
PUT_OFF = Listed(0, "", "", "", None, None, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class _Spread:
    """How far the members of an area lie apart."""

    south: float = 90.0
    north: float = -90.0
    west: float = 180.0
    east: float = -180.0

    def add(self, latitude: float, longitude: float) -> None:
        if latitude < self.south:
            self.south = latitude
        if latitude > self.north:
            self.north = latitude
        if longitude < self.west:
            self.west = longitude
        if longitude > self.east:
            self.east = longitude

    def join(self, other: _Spread) -> None:
        self.add(other.south, other.west)
        self.add(other.north, other.east)

    def reach_km(self, latitude: float, longitude: float) -> float:
        """Return the distance from a point to the farthest corner of the box."""
        dy = max(self.north - latitude, latitude - self.south)
        dx = max(self.east - longitude, longitude - self.west)
        narrow = math.cos(math.radians(latitude))
        return math.hypot(dy, dx * narrow) * KM_PER_DEGREE


@dataclass(slots=True)
class _Areas:
    """First-level areas by code, where the members of each area lie, and areas put off."""

    names: dict[Code, str | None]
    spreads: dict[Code, _Spread] = field(default_factory=dict)
    waiting: list[tuple[Listed, Code]] = field(default_factory=list)

    def take(self, found: Listed, feature: str, level: int, code: Code) -> Listed:
        """Count a settlement in; put an area off, and return what stands for that."""
        if feature == "P":
            spread = self.spreads.get(code)
            if spread is None:
                spread = self.spreads[code] = _Spread()
            spread.add(found.latitude, found.longitude)
        elif feature == "A" and len(code) > level:
            self.waiting.append((found, code[: level + 1]))
            return PUT_OFF
        return found

    def sized(self) -> Iterator[Listed]:
        """Yield the areas that were put off, as large as their members' spread."""
        wholes: dict[Code, _Spread] = {}
        for code, spread in self.spreads.items():
            for depth in range(1, len(code) + 1):
                wholes.setdefault(code[:depth], _Spread()).join(spread)
        for area, code in self.waiting:
            members = wholes.get(code)
            reach = members.reach_km(area.latitude, area.longitude) if members else 0.0
            yield area._replace(radius_km=round(max(reach, area.radius_km), 1))


def read_geonames(
    part: Part, known: Known, seen: set[str]
) -> Iterator[Listed | RefusedRow | None]:
    """
    Yield each place of a country file, each refused row, and ``None`` for what is left out.

    Left out are roads, undersea features, vegetation, spots other than camps, hospitals,
    universities, markets, bases, ports and the like, and areas that are history.
    """
    areas = _Areas(dict(_name_areas(part, known)))
    with part.open() as lines:
        for row, raw in enumerate(lines, start=1):
            if not raw.strip():
                continue
            try:
                found = _read_row(row, raw, areas, known, seen)
            except RefusedError as why:
                yield RefusedRow(part.name, row, why.reason, why.text)
            else:
                if found is not PUT_OFF:
                    yield found
    yield from areas.sized()


def _name_areas(part: Part, known: Known) -> Iterator[tuple[Code, str]]:
    with part.open() as lines:
        for raw in lines:
            if b"\tADM1\t" not in raw:
                continue
            fields = raw.decode("utf-8", "replace").split("\t")
            if len(fields) == COLUMNS and fields[7] == "ADM1":
                code = _code_of(tuple(fields[8:14]))
                yield code[:2], known.name_area(code[0], fields[1]) or fields[1]


@lru_cache(100_000)
def _code_of(columns: Code) -> Code:
    """Return the country and the codes of the areas that hold the row, outermost first."""
    country, _, *levels = columns
    code = [country]
    for level in levels:
        if level in ("", "00"):
            break
        code.append(level)
    return tuple(code)


def _read_row(
    row: int, raw: bytes, areas: _Areas, known: Known, seen: set[str]
) -> Listed | None:
    fields = _split_row(raw)
    number, name, country = fields[0], fields[1].strip(), fields[8].strip().upper() or None
    if not number.isdecimal():
        raise RefusedError("row_broken", "its id is no whole number")
    if not name:
        raise RefusedError("row_broken", "it has no name")
    latitude = read_degrees(fields[4], "latitude")
    longitude = read_degrees(fields[5], "longitude")
    check_point(latitude, longitude, country, known)
    if number in seen:
        raise RefusedError("repeated_id", "a row before it has the same id")
    seen.add(number)
    kind = _kind_of(fields[6], fields[7])
    if kind is None:
        return None
    code = _code_of(tuple(fields[8:14]))
    population = int(fields[14]) if fields[14].isdecimal() else 0
    found = Listed(
        row, f"geonames:{number}", name, kind, country, areas.names.get(code[:2]),
        latitude, longitude, _radius_of(fields, population), None, population,
        _other_names(name, fields[2], fields[3]),
    )  # fmt: skip
    return areas.take(found, fields[6], _level_of(fields[7]), code)


def _split_row(raw: bytes) -> list[str]:
    try:
        fields = raw.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as why:
        raise RefusedError("row_broken", "it is no UTF-8 text") from why
    if len(fields) != COLUMNS:
        raise RefusedError("row_broken", f"it has {len(fields)} columns and not {COLUMNS}")
    return fields


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


def _level_of(code: str) -> int:
    return 0 if code.startswith("PCL") else _AREA_LEVELS.get(code, 3)


def _radius_of(fields: list[str], population: int) -> float:
    """Return the radius in km that such a place has at least."""
    if fields[6] == "P":
        return radius_of_town(population)
    if fields[6] == "A":
        return _LEAST_KM[_level_of(fields[7])]
    return _SPREADS.get(fields[6], 10.0)


def _other_names(name: str, plain: str, others: str) -> tuple[str, ...]:
    """Return the other names, airport codes and addresses left out."""
    if not others:
        return (plain,) if plain and plain != name and not _is_code(plain) else ()
    given = dict.fromkeys((plain, *others.split(",")))
    return tuple(
        item
        for item in given
        if item and item != name and not item.startswith("http") and not _is_code(item)
    )


def _is_code(name: str) -> bool:
    return len(name) <= 4 and name.isascii() and name.isupper()
