"""
The bundled gazetteer: three SQLite files, opened read-only, and a short list of regions.

The files are kept apart because their licences differ. The same place in two of them is
one entry: GeoNames' where it has it. A record's own lists are asked beside them.
"""

from __future__ import annotations

import math
import sqlite3
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sijill.errors import StoreError
from sijill.resolve.arabic import COUNTRIES, LatinNames, is_arabic
from sijill.resolve.folding import fold_loosely, fold_name, fold_names
from sijill.resolve.own import OpenList, OwnList, rank_entries
from sijill.resolve.protocol import Entry

FILES = ("geonames", "states", "boundaries")
BUNDLED_VERSION = "sijill.bundled.v1"
SAME_PLACE_KM = 25.0
_LEAST_LOOSE = 4  # three letters without their vowels' lengths are too many places' names
_COLUMNS = (
    "p.ref, p.name, p.kind, p.country, p.admin1, "
    "p.latitude, p.longitude, p.radius_km, p.population"
)
_FOLDED = (
    f"SELECT {_COLUMNS}, n.grade FROM names n JOIN places p ON p.id = n.place WHERE n.key = ?"
)
_LOOSE = f"SELECT {_COLUMNS}, 2 FROM loose n JOIN places p ON p.id = n.place WHERE n.key = ?"
_COUNTRY = f"SELECT {_COLUMNS}, 0 FROM places p WHERE p.kind = 'country' AND p.country = ?"
_TOWNS = (
    f"SELECT {_COLUMNS}, 0 FROM places p WHERE p.kind = 'place' AND p.country = ? "
    "ORDER BY p.population DESC, p.ref"
)
_NAMES_OF = (
    f"SELECT DISTINCT name FROM places WHERE country IN ({','.join('?' * len(COUNTRIES))})"
)


def open_gazetteer(
    path: Path | None = None, *, own: Sequence[OwnList] = ()
) -> BundledGazetteer:
    """
    Open the bundled gazetteer, or the files of one in another folder.

    Args:
        path: Folder with ``geonames.sqlite``, ``states.sqlite`` and ``boundaries.sqlite``.
            ``None``: the one that came with the package.
        own: A record's own lists, to be asked beside it.

    Raises:
        StoreError: If a file is missing.
    """
    folder = path or Path(str(files("sijill"))) / "resolve" / "gazetteer"
    for name in FILES:
        if not (folder / f"{name}.sqlite").exists():
            raise StoreError(
                f"the gazetteer's file {name}.sqlite was not built. Run `make gazetteer` in "
                "the checkout, or install Sijill from its wheel, which brings it."
            )
    return BundledGazetteer(folder, own=own)


class BundledGazetteer:
    """A gazetteer over the built files; answers are kept, so asking twice costs once."""

    def __init__(self, folder: Path, *, own: Sequence[OwnList] = ()) -> None:
        self.name = "+".join((BUNDLED_VERSION, *(one.version for one in own)))
        self._bases = [_connect(folder / f"{name}.sqlite") for name in FILES]
        self._own = [OpenList(one) for one in own]
        self._regions, self._aliases, self._centres = _load_regions()
        self._sides: dict[str, list[str]] = _load_body()["sides"]
        self.find_places = lru_cache(maxsize=50_000)(self._find_places)
        self.find_country = lru_cache(maxsize=400)(self._find_country)

    def _find_places(self, name: str) -> tuple[Entry, ...]:
        key = fold_name(name)
        if not key:
            return ()
        if key in self._aliases:
            country = self._find_country(self._aliases[key])
            return (country,) if country else ()
        found = self._ask_folded(key)
        for other in self._turned(key) if not found else ():
            found += self._ask_folded(other)
        if not found:
            found = self._ask_loosely(fold_loosely(key))
        found += self._ask_in_latin(key)
        if self._own:
            found = rank_entries(found)
        merged = merge_entries([self._as_country(_moved(entry)) for entry in found])
        return tuple(
            sorted(merged, key=lambda entry: (entry.grade, -entry.population, entry.ref))
        )

    def _ask_folded(self, key: str) -> list[Entry]:
        found = self._ask(_FOLDED, key) + list(self._regions.get(key, ()))
        return found + [entry for one in self._own for entry in one.ask_folded(key)]

    def _turned(self, key: str) -> list[str]:
        """Return "nord kivu" for "north kivu": the side in the words of other languages."""
        first, _, rest = key.partition(" ")
        sides = self._sides.get(first, ()) if rest else ()
        return [f"{side} {rest}" for side in sides] + [f"{rest} {side}" for side in sides]

    def _find_country(self, code: str) -> Entry | None:
        rows = self._bases[0].execute(_COUNTRY, (code,)).fetchall()
        if not rows:
            return None
        # The middle that maps print, where the other source gives one.
        usual = self._bases[1].execute(_COUNTRY, (code,)).fetchall()
        entry = Entry(*(*rows[0], None, BUNDLED_VERSION))
        if code in self._centres:
            return replace(
                entry, latitude=self._centres[code][0], longitude=self._centres[code][1]
            )
        return replace(entry, latitude=usual[0][5], longitude=usual[0][6]) if usual else entry

    def list_towns(self, country: str) -> tuple[Entry, ...]:
        """Return GeoNames' towns in a country, by its code; the largest first."""
        rows = self._bases[0].execute(_TOWNS, (country,))
        return tuple(Entry(*(*row, None, BUNDLED_VERSION)) for row in rows)

    def count_places(self) -> dict[str, int]:
        """Return how many places each bundled file holds, by the file's name."""
        counted = (base.execute("SELECT count(*) FROM places") for base in self._bases)
        return {name: int(n.fetchone()[0]) for name, n in zip(FILES, counted, strict=True)}

    def _as_country(self, entry: Entry) -> Entry:
        if entry.kind != "country" or not entry.country:
            return entry
        known = self.find_country(entry.country)
        return replace(known, grade=entry.grade) if known else entry

    def _ask(self, query: str, key: str) -> list[Entry]:
        return [
            Entry(*(*row, None, BUNDLED_VERSION))
            for base in self._bases
            for row in base.execute(query, (key,))
        ]

    def _ask_loosely(self, key: str) -> list[Entry]:
        if len(key.replace(" ", "")) < _LEAST_LOOSE and key.isascii():
            return []
        found = self._ask(_LOOSE, key) + self._ask(_FOLDED, key)
        for one in self._own:
            found += one.ask_loose(key) + one.ask_folded(key)
        return [replace(entry, grade=2) for entry in found]

    def _ask_in_latin(self, key: str) -> list[Entry]:
        """Return the places whose Latin name can be read out of one in Arabic letters."""
        spelt = self._latin_names.find(key) if is_arabic(key) else ()
        found = (entry for name in spelt for entry in self._ask(_FOLDED, name))
        return [
            replace(entry, grade=2)
            for entry in found
            if entry.country in COUNTRIES and entry.kind != "country"
        ]

    @cached_property
    def _latin_names(self) -> LatinNames:
        """The names of places in countries that write in Arabic."""
        rows = (row for base in self._bases for row in base.execute(_NAMES_OF, COUNTRIES))
        return LatinNames(fold_names([name for (name,) in rows if name]))


def _moved(entry: Entry) -> Entry:
    """
    Return an area of the boundaries' file with the country that its middle lies in.

    That file tells the country of an area by the nearest country's middle, and has none for
    Palestine.
    """
    if not entry.ref.startswith("geoboundaries:"):
        return entry
    for row in _load_body()["overlaid"].values():
        if entry.country == row["over"] and any(
            _is_inside(entry.latitude, entry.longitude, ring) for ring in row["rings"]
        ):
            return replace(entry, country=row["country"], admin1=row["admin1"])
    return entry


def _is_inside(latitude: float, longitude: float, ring: list[list[float]]) -> bool:
    """Say whether a point lies in a ring, by how often a ray to the east cuts it."""
    inside = False
    for (north, east), (south, west) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (north > latitude) != (south > latitude):
            cut = east + (latitude - north) / (south - north) * (west - east)
            inside ^= longitude < cut
    return inside


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def merge_entries(found: list[Entry]) -> list[Entry]:
    """
    Return *found* with each place once; the earlier entry stands, with the better grade.

    Two entries are one place where their country is the same and they lie within 25 km (or
    within the larger one's radius), both settlements or both areas of one level.
    """
    kept: list[Entry] = []
    for entry in found:
        twin = next((n for n, other in enumerate(kept) if _is_same(entry, other)), None)
        if twin is None:
            kept.append(entry)
        else:
            kept[twin] = _joined(kept[twin], entry)
    return kept


def _joined(first: Entry, twin: Entry) -> Entry:
    """Keep the first entry, with the better grade and, for areas, the larger size."""
    area = first.kind == twin.kind == "admin1" and first.reach_km is None
    radius_km = max(first.radius_km, twin.radius_km) if area else first.radius_km
    return replace(
        first,
        grade=min(first.grade, twin.grade),
        radius_km=radius_km,
        population=first.population or twin.population,
    )


def _is_same(left: Entry, right: Entry) -> bool:
    if left.country != right.country or left.ref == right.ref:
        return left.ref == right.ref
    if left.kind != right.kind and left.reach_km != right.reach_km:
        return False  # a town and the district around it, whose border is known
    if left.kind != right.kind and {left.kind, right.kind} != {"place", "admin2"}:
        return False
    reach = max(SAME_PLACE_KM, left.radius_km, right.radius_km)
    return distance_km(left, right) <= reach


def distance_km(left: Entry, right: Entry) -> float:
    """Return the great-circle distance between two entries in km."""
    phi, psi = math.radians(left.latitude), math.radians(right.latitude)
    turn = math.radians(right.longitude - left.longitude)
    bent = (
        math.sin((psi - phi) / 2) ** 2 + math.cos(phi) * math.cos(psi) * math.sin(turn / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(bent)))


@cache
def _load_body() -> dict[str, Any]:
    return tomllib.loads(files("sijill.resolve").joinpath("regions.toml").read_text("utf-8"))


def _load_regions() -> tuple[
    dict[str, tuple[Entry, ...]], dict[str, str], dict[str, tuple[float, float]]
]:
    body = _load_body()
    regions: dict[str, tuple[Entry, ...]] = {}
    for slug, row in body["regions"].items():
        entry = Entry(
            f"sijill:{slug}", row["names"][0], row.get("kind", "region"), row.get("country"),
            None, row["point"][0], row["point"][1], float(row["radius_km"]), 0,
            version=BUNDLED_VERSION,
        )  # fmt: skip
        for name in row["names"]:
            key = fold_name(name)
            regions[key] = (*regions.get(key, ()), entry)
    aliases = {
        fold_name(name): code for code, names in body["countries"].items() for name in names
    }
    centres = {code: (row[0], row[1]) for code, row in body["centres"].items()}
    return regions, aliases, centres
