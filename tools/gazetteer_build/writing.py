"""
One SQLite file of places: what a gazetteer file holds, and how it is written whole or not.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sijill.resolve.folding import fold_loosely, fold_name

EARTH_KM_PER_DEGREE = 111.195

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE places (
    id INTEGER PRIMARY KEY, ref TEXT, name TEXT, kind TEXT, country TEXT, admin1 TEXT,
    latitude REAL, longitude REAL, radius_km REAL, population INTEGER
);
CREATE INDEX countries ON places (country) WHERE kind = 'country';
CREATE TABLE names (key TEXT, place INTEGER, grade INTEGER, PRIMARY KEY (key, place))
    WITHOUT ROWID;
CREATE TABLE loose (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE arabic (place INTEGER PRIMARY KEY, name TEXT);
"""


@dataclass(frozen=True, slots=True)
class Row:
    """
    One place of a gazetteer file.

    Attributes:
        ref: Id with its gazetteer's name in front.
        name: Main name.
        kind: ``country``, ``admin1``, ``admin2``, ``place`` or ``region``.
        country: ISO 3166-1 alpha-2 code; ``None`` for what spans several.
        admin1: Name of the first-level area.
        latitude: Degrees north.
        longitude: Degrees east.
        radius_km: Radius of a circle of the place's area, in km.
        population: Inhabitants; 0 where not known.
        names: Other names.
        arabic: What it is called in Arabic; ``None``: that is not certain.
    """

    ref: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    radius_km: float
    population: int
    names: tuple[str, ...] = ()
    arabic: str | None = None


def radius_of_town(population: int) -> float:
    """
    Return the radius in km that a settlement of that size covers, roughly.

    1 km for a village, 4 km at 200,000, 10 km at 2 million: about 6,000 people a km².
    """
    return round(1.0 + 0.65 * math.sqrt(max(population, 0) / 10_000), 1)


def write_rows(path: Path, rows: Iterable[Row], *, digest: str) -> int:
    """Write *rows* as a gazetteer file, whole or not at all; return how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    base = sqlite3.connect(draft)
    base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
    base.execute("INSERT INTO meta VALUES ('inputs', ?)", (digest,))
    n_rows = 0
    for n_rows, row in enumerate(rows, 1):
        _insert(base, n_rows, row)
    base.commit()
    base.execute("VACUUM")
    base.close()
    draft.replace(path)
    return n_rows


def _insert(base: sqlite3.Connection, number: int, row: Row) -> None:
    base.execute(
        "INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            number, row.ref, row.name, row.kind, row.country, row.admin1,
            round(row.latitude, 5), round(row.longitude, 5), row.radius_km, row.population,
        ),
    )  # fmt: skip
    grades: dict[str, int] = {}
    for grade, name in _graded(row):
        key = fold_name(name)
        if key:
            grades.setdefault(key, grade)
    base.executemany(
        "INSERT INTO names VALUES (?,?,?)",
        [(key, number, grade) for key, grade in grades.items()],
    )
    loose = {fold_loosely(key) for key in grades if key.isascii()} - set(grades) - {""}
    base.executemany("INSERT INTO loose VALUES (?,?)", [(key, number) for key in sorted(loose)])
    if row.arabic:
        base.execute("INSERT INTO arabic VALUES (?,?)", (number, row.arabic))


def _graded(row: Row) -> Iterator[tuple[int, str]]:
    yield 0, row.name
    for name in row.names:
        yield 1, name


def digest_in(path: Path) -> str | None:
    """Return the digest of the inputs that the file was built from; ``None``: no such file."""
    if not path.exists():
        return None
    base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        found = base.execute("SELECT value FROM meta WHERE name = 'inputs'").fetchone()
    except sqlite3.DatabaseError:
        return None
    finally:
        base.close()
    return str(found[0]) if found else None
