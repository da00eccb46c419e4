"""
Administrative boundaries with P-codes, as OCHA's common operational datasets name columns.

``ADM1_EN``, ``ADM1_AR``, ``ADM1_PCODE`` of one generation, ``adm1_name``, ``adm1_name1``,
``adm1_pcode`` of the next, and ``admin1Name_en``, ``admin1Pcod`` in shapefiles, whose
columns have ten letters, are read alike. A row is of the deepest level that it has a code
for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sijill.errors import RefusedError
from sijill.resolve.extents import radius_of_town
from sijill.resolve.lists.features import BrokenFeature, Feature, read_each
from sijill.resolve.lists.geometry import Extent, measure_polygons
from sijill.resolve.lists.listed import Known, Listed, RefusedRow, check_point

_COLUMN = re.compile(r"adm(?:in)?_?(\d)_?(.*)", re.IGNORECASE)
_CODES = ("pcode", "pcod", "pco", "code")
_ENGLISH = ("en", "name_en", "nameen", "name")
_NO_NAMES = ("type", "id", "ref_id", "status", "pop", "capital", "level")
_KINDS = {0: "country", 1: "admin1"}


@dataclass(slots=True)
class _Level:
    """What a row says of one level."""

    code: str | None
    names: dict[str, str]

    @property
    def name(self) -> str | None:
        """The English name, or the first."""
        for key in _ENGLISH:
            if key in self.names:
                return self.names[key]
        return next(iter(self.names.values()), None)


def has_pcodes(columns: Iterable[str]) -> bool:
    """
    Say whether columns are those of administrative boundaries with P-codes.

    Examples:
        >>> has_pcodes(["ADM1_EN", "ADM1_PCODE"]), has_pcodes(["name", "code"])
        (True, False)
    """
    found = (_COLUMN.fullmatch(name) for name in columns)
    return any(hit and hit[2].lower() in _CODES for hit in found)


def read_boundaries(
    features: Iterable[Feature | BrokenFeature], part: str, known: Known, seen: set[str]
) -> Iterator[Listed | RefusedRow]:
    """
    Return each area and each refused row, one after another.

    Args:
        features: Features with such columns.
        part: Name of the file.
        known: What is known of countries and areas.
        seen: P-codes that came before; each stands once in a list.
    """
    return read_each(features, part, lambda feature: _read_area(feature, known, seen))


def _read_area(feature: Feature, known: Known, seen: set[str]) -> Listed:
    levels = _levels(feature.columns)
    coded = [level for level, said in levels.items() if said.code]
    if not coded:
        raise RefusedError("row_broken", "it has no P-code")
    level = max(coded)
    code, name = levels[level].code, levels[level].name
    if not name:
        raise RefusedError("row_broken", "it has no name")
    country = _country_of(feature.columns, levels, known)
    extent = place_feature(feature, country, known)
    if code in seen:
        raise RefusedError("repeated_id", "a row before it has the same P-code")
    seen.add(str(code))
    above = levels[1].name if 1 in levels else None
    admin1 = known.name_area(country, above if level else None)
    others = dict.fromkeys((*levels[level].names.values(), str(code)))
    kind = _KINDS.get(level, "admin2") if feature.polygons is not None else "place"
    return Listed(
        feature.row, f"pcode:{code}", name, kind, country, admin1,
        round(extent.latitude, 5), round(extent.longitude, 5), extent.radius_km,
        extent.reach_km if feature.polygons is not None else None, 0,
        tuple(other for other in others if other != name),
    )  # fmt: skip


def place_feature(feature: Feature, country: str | None, known: Known) -> Extent:
    """
    Return where a feature lies and how far it reaches.

    Raises:
        RefusedError: If its geometry is broken, or its coordinates look swapped.
    """
    if feature.point is not None:
        longitude, latitude = feature.point
        check_point(latitude, longitude, country, known)
        return Extent(latitude, longitude, radius_of_town(0), radius_of_town(0))
    extent = measure_polygons(feature.polygons or ())
    check_point(extent.latitude, extent.longitude, country, known)
    return extent


def _levels(columns: Mapping[str, Any]) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for column, value in columns.items():
        hit = _COLUMN.fullmatch(column)
        if not hit or value is None or not str(value).strip():
            continue
        said = levels.setdefault(int(hit[1]), _Level(None, {}))
        word, text = hit[2].lower(), _clean(value)
        if word in _CODES:
            said.code = text
        elif isinstance(value, str) and word not in _NO_NAMES and not text.isdecimal():
            said.names[word] = text
    return levels


def _clean(value: Any) -> str:
    text = " ".join(str(value).split())
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as why:
        raise RefusedError("row_broken", "it is no UTF-8 text") from why
    return text


def _country_of(
    columns: Mapping[str, Any], levels: Mapping[int, _Level], known: Known
) -> str | None:
    """Return the country that a column states, or that the P-code begins with."""
    small = {key.lower(): value for key, value in columns.items()}
    outer = levels.get(0)
    code = next((said.code for said in levels.values() if said.code), "") or ""
    letters = re.match(r"[A-Za-z]*", code)
    given = (
        small.get("iso2"), small.get("iso_2"), outer.code if outer else None,
        letters[0] if letters else None, outer.name if outer else None,
    )  # fmt: skip
    found = (known.find_country(str(value)) for value in given if value)
    return next(filter(None, found), None)
