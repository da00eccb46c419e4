"""
A team's own table of local names: one place a row, headings in the first.

Needed are a name and the two coordinates; everything else is taken where a heading of
`tables.toml` says it. Features of GeoJSON, GeoPackage and shapefiles that carry no P-codes
are read the same way, their coordinates from their geometry.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from sijill.errors import RefusedError
from sijill.model.ids import digest_words
from sijill.resolve.extents import radius_of_town
from sijill.resolve.lists.boundaries import place_feature
from sijill.resolve.lists.features import BrokenFeature, Feature, read_each
from sijill.resolve.lists.geometry import Extent
from sijill.resolve.lists.listed import (
    Known,
    Listed,
    RefusedRow,
    check_point,
    read_degrees,
)
from sijill.resolve.lists.parts import Part
from sijill.resolve.lists.wrong import show_row
from sijill.resolve.protocol import KINDS

_NEEDED = "name them name, lat and lon, in decimal degrees"
_UNREADABLE = "it is no UTF-8 text (save the file as UTF-8), or a quotation mark is open"
_SEPARATORS = (",", ";", "\t", "|")
_LONGEST_ROW = 20  # lines
_NOT_TEXT = re.compile("[\udc80-\udcff]")
_BETWEEN_NAMES = re.compile(r"\s*[;|]\s*")
_CLOSE_KM = {"1": None, "2": 25.0}  # UCDP's where_prec: the place itself, near it
_AREA_KM = {"admin2": 25.0, "admin1": 100.0, "country": 300.0, "region": 50.0}


@cache
def load_headings() -> dict[str, str]:
    """Return what each heading stands for, headings in small letters."""
    text = files("sijill.resolve.lists").joinpath("tables.toml").read_text("utf-8")
    columns: dict[str, list[str]] = tomllib.loads(text)["columns"]
    return {heading: field for field, headings in columns.items() for heading in headings}


def open_table(part: Part) -> Iterator[tuple[int, list[str] | None]]:
    """
    Yield each row with the number of its line; ``None`` for one that cannot be read.

    The first row has the headings. The separator is the one that the headings have most of.
    A quotation mark that is never closed breaks its own line and none after it.
    """
    with part.open() as data:
        lines = _Lines(data)
        first = lines.take()
        separator = max(_SEPARATORS, key=(first or "").count)
        width = 0
        line = first
        while line is not None:
            number = lines.number
            row = _split(line, separator)
            for after in lines.ahead() if row is None else ():
                line += after
                row = _split(line, separator)
                if row is not None:
                    break
            wide = row is not None and "\n" in line.rstrip("\r\n")
            if row is None or (wide and len(row) != width):
                row = None
            else:
                lines.skip(line.count("\n", 0, -1))
            width = width or len(row or ())
            yield number, row
            line = lines.take()


class _Lines:
    """Lines of a file, with a look at those ahead."""

    def __init__(self, data: Iterable[bytes]) -> None:
        self._rest = iter(data)
        self._ahead: deque[str] = deque()
        self.number = 0

    def _read(self) -> str | None:
        raw = next(self._rest, None)
        if raw is None:
            return None
        text = raw.decode("utf-8", "surrogateescape").replace("\0", "\udc80")
        return text if self.number or self._ahead else text.removeprefix("\ufeff")

    def take(self) -> str | None:
        """Return the next line; ``None``: there is none."""
        line = self._ahead.popleft() if self._ahead else self._read()
        self.number += line is not None
        return line

    def ahead(self) -> Iterator[str]:
        """Yield some lines that follow, without taking them."""
        for n in range(_LONGEST_ROW):
            if n == len(self._ahead):
                line = self._read()
                if line is None:
                    return
                self._ahead.append(line)
            yield self._ahead[n]

    def skip(self, count: int) -> None:
        """Take lines that a row went on over."""
        for _ in range(count):
            self.take()


def _split(line: str, separator: str) -> list[str] | None:
    """Return the cells; ``None`` where a quotation mark is open, or bytes are no UTF-8."""
    if line.count('"') % 2 or _NOT_TEXT.search(line):
        return None
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return None


def say_cells(cells: list[str] | None, columns: Mapping[str, int]) -> dict[str, str]:
    """
    Return the cells of a row by their headings.

    Raises:
        RefusedError: If the row cannot be read, or has more or fewer cells than headings.
    """
    if cells is None:
        raise RefusedError("row_broken", _UNREADABLE)
    if len(cells) != len(columns):
        raise RefusedError("row_broken", f"it has {len(cells)} columns of {len(columns)}")
    return {heading: cells[n].strip() for heading, n in columns.items()}


def name_columns(headings: Sequence[str]) -> dict[str, int]:
    """
    Return the place of each field that the headings name; the first heading of a field counts.

    Examples:
        >>> name_columns(["Village", "Lat", "Long", "notes"])
        {'name': 0, 'latitude': 1, 'longitude': 2}
    """
    known, found = load_headings(), dict[str, int]()
    for place, heading in enumerate(headings):
        field = known.get(heading.strip().lower().replace(" ", "_"))
        if field:
            found.setdefault(field, place)
    return found


def read_table(part: Part, known: Known, seen: set[str]) -> Iterator[Listed | RefusedRow]:
    """
    Yield each place of a team's table, and each refused row.

    Raises:
        RefusedError: If the headings name no name or no coordinates.
    """
    rows = open_table(part)
    _, headings = next(rows, (0, None))
    columns = name_columns(headings or ())
    missing = [field for field in ("name", "latitude", "longitude") if field not in columns]
    if missing:
        raise RefusedError(
            "needs_mapping",
            f"no heading stands for {' and '.join(missing)} in {show_row(headings)}; {_NEEDED}",
        )
    for row, cells in rows:
        if cells is not None and not any(cells):
            continue
        try:
            yield _read_cells(row, cells, columns, known, seen)
        except RefusedError as why:
            yield RefusedRow(part.name, row, why.reason, why.text)


def _read_cells(
    row: int, cells: list[str] | None, columns: Mapping[str, int], known: Known, seen: set[str]
) -> Listed:
    if cells is None:
        raise RefusedError("row_broken", _UNREADABLE)
    if len(cells) <= max(columns[field] for field in ("name", "latitude", "longitude")):
        raise RefusedError("row_broken", f"it has {len(cells)} columns, too few")
    said = {f: cells[n].strip() for f, n in columns.items() if n < len(cells)}
    country = _country_of(said.get("country"), known)
    latitude = read_degrees(said["latitude"], "latitude")
    longitude = read_degrees(said["longitude"], "longitude")
    check_point(latitude, longitude, country, known)
    return _build(row, said, country, Extent(latitude, longitude, 0.0, 0.0), known, seen)


def _country_of(text: str | None, known: Known) -> str | None:
    if not text:
        return None
    found = known.find_country(text)
    if found is None:
        raise RefusedError("row_broken", "its country is not known by that name or code")
    return found


def _build(
    row: int, said: Mapping[str, str], country: str | None, extent: Extent, known: Known,
    seen: set[str],
) -> Listed:  # fmt: skip
    name = " ".join(said.get("name", "").split())
    if not name:
        raise RefusedError("row_broken", "it has no name")
    kind = said.get("kind", "").lower() or "place"
    if kind not in KINDS:
        raise RefusedError("row_broken", f"its kind is none of {', '.join(KINDS)}")
    place = f"{extent.latitude:.5f} {extent.longitude:.5f}"
    key = said.get("id") or digest_words(name, kind, place)[:12]
    if key in seen:
        what = "the same id" if said.get("id") else "the same name and point"
        raise RefusedError("repeated_id", f"a row before it has {what}")
    seen.add(key)
    population = int(said["population"]) if said.get("population", "").isdecimal() else 0
    radius = extent.radius_km or _radius_of(said, kind, population)
    others = dict.fromkeys(filter(None, _BETWEEN_NAMES.split(said.get("names", ""))))
    return Listed(
        row, f"own:{key}", name, kind, country,
        known.name_area(country, said.get("admin1") or None),
        round(extent.latitude, 5), round(extent.longitude, 5), radius,
        extent.reach_km or None, population, tuple(item for item in others if item != name),
    )  # fmt: skip


def _radius_of(said: Mapping[str, str], kind: str, population: int) -> float:
    given = said.get("radius_km", "")
    if given:
        try:
            radius = float(given)
        except ValueError:
            radius = 0.0
        if not 0 < radius < 20_000:
            raise RefusedError("row_broken", "its radius is no length in km above 0")
        return radius
    stated = _CLOSE_KM.get(said.get("precision", ""))
    return stated or _AREA_KM.get(kind) or radius_of_town(population)


def read_named_features(
    features: Iterable[Feature | BrokenFeature], part: str, known: Known, seen: set[str]
) -> Iterator[Listed | RefusedRow]:
    """Return a place for each feature that a heading of ours names, and each refused row."""
    return read_each(features, part, lambda feature: _read_feature(feature, known, seen))


def _read_feature(feature: Feature, known: Known, seen: set[str]) -> Listed:
    headings = list(feature.columns)
    said = {f: _text(feature.columns[headings[n]]) for f, n in name_columns(headings).items()}
    country = _country_of(said.get("country"), known)
    extent = place_feature(feature, country, known)
    if feature.point is not None:
        extent = Extent(extent.latitude, extent.longitude, 0.0, 0.0)
    elif not said.get("kind"):
        said["kind"] = "admin2"
    return _build(feature.row, said, country, extent, known, seen)


def _text(value: Any) -> str:
    text = "" if value is None else str(value).strip()
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise RefusedError("row_broken", "it is no UTF-8 text")
    return text
