"""
Which kind of list a file is, told by its ending and its first line, and its reader.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from sijill.resolve.lists import codes, events, geonames
from sijill.resolve.lists.boundaries import has_pcodes, read_boundaries
from sijill.resolve.lists.features import (
    BrokenFeature,
    Feature,
    read_geojson,
    read_geopackage,
)
from sijill.resolve.lists.listed import Known, Listed, RefusedRow
from sijill.resolve.lists.parts import Part
from sijill.resolve.lists.shapefile import read_shapefile
from sijill.resolve.lists.tables import (
    name_columns,
    open_table,
    read_named_features,
    read_table,
)
from sijill.resolve.lists.wrong import refuse_file

LIST_KINDS = ("team", "boundaries", "geonames", "events", "codes")
_GEOMETRIES = {
    ".geojson": read_geojson, ".json": read_geojson, ".gpkg": read_geopackage,
    ".shp": read_shapefile,
}  # fmt: skip

Row = Listed | RefusedRow | None


@dataclass(frozen=True, slots=True)
class ListFormat:
    """
    One kind of list.

    Attributes:
        kind: One of `LIST_KINDS`.
        title: What it is.
        licence: The licence that such lists usually come under; ``None``: none is usual.
        attribution: Whom to name; ``None``: not known beforehand.
    """

    kind: str
    title: str
    licence: str | None
    attribution: str | None


@cache
def load_formats() -> dict[str, ListFormat]:
    """Return every kind of list by its name."""
    text = files("sijill.resolve.lists").joinpath("formats.toml").read_text("utf-8")
    body = tomllib.loads(text)
    return {
        kind: ListFormat(kind, row["title"], row.get("licence"), row.get("attribution"))
        for kind, row in body.items()
    }


def find_format(part: Part) -> ListFormat:
    """
    Return the kind of list that a file is.

    Raises:
        RefusedError: If it is of no known kind.
    """
    if part.ending in _GEOMETRIES:
        first = _first_feature(part)
        return load_formats()["boundaries" if first and _is_coded(first) else "team"]
    with part.open() as data:
        raw = data.readline(2**20)
    if raw.count(b"\t") == geonames.COLUMNS - 1:
        return load_formats()["geonames"]
    _, headings = next(open_table(part), (0, None))
    named = {heading.strip() for heading in headings or ()}
    if named.issuperset(events.NEEDED):
        return load_formats()["events"]
    if named.issuperset(codes.NEEDED):
        return load_formats()["codes"]
    if "name" in name_columns(headings or ()):
        return load_formats()["team"]
    raise refuse_file(raw, headings)


def _first_feature(part: Part) -> Feature | None:
    return next((item for item in _features(part) if isinstance(item, Feature)), None)


def _is_coded(feature: Feature) -> bool:
    return has_pcodes(feature.columns)


def _features(part: Part) -> Iterator[Feature | BrokenFeature]:
    return _GEOMETRIES[part.ending](part)


def read_parts(parts: tuple[Part, ...], kind: str, known: Known) -> Iterator[Row]:
    """
    Yield every row of a list that may come in several files; ids are counted over all.

    Args:
        parts: The files.
        kind: One of `LIST_KINDS`.
        known: What is known of countries and areas.

    Raises:
        RefusedError: If a file as a whole cannot be read.
    """
    seen: set[str] = set()
    return chain.from_iterable(_read_part(part, kind, known, seen) for part in parts)


def _read_part(part: Part, kind: str, known: Known, seen: set[str]) -> Iterator[Row]:
    if part.ending in _GEOMETRIES:
        read = read_boundaries if kind == "boundaries" else read_named_features
        return iter(read(_features(part), part.name, known, seen))
    if kind == "geonames":
        return geonames.read_geonames(part, known, seen)
    if kind == "events":
        return events.read_events(part, known, seen)
    if kind == "codes":
        return codes.read_codes(part, known, seen)
    return read_table(part, known, seen)
