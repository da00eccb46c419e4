"""
A list as one SQLite file, whole or not at all: places, and the keys that find them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sijill.errors import StoreError
from sijill.resolve.lists.keys import fold_key, loosen_key
from sijill.resolve.lists.listed import Listed, RefusedRow

LISTS_VERSION = "sijill.lists.v1"
_BATCH = 5_000
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE places (
    id INTEGER PRIMARY KEY, ref TEXT, name TEXT, kind TEXT, country TEXT, admin1 TEXT,
    latitude REAL, longitude REAL, radius_km REAL, population INTEGER, reach_km REAL
);
CREATE TABLE drafted (key TEXT, place INTEGER, grade INTEGER);
"""
# Keys are sorted before they are put in, which is many times faster than one by one.
_INDEX = """
CREATE TABLE names (key TEXT, place INTEGER, grade INTEGER, PRIMARY KEY (key, place))
    WITHOUT ROWID;
CREATE TABLE loose (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
INSERT INTO names SELECT key, place, grade FROM drafted WHERE grade < 2 ORDER BY key, place;
INSERT INTO loose SELECT key, place FROM drafted WHERE grade = 2 ORDER BY key, place;
DROP TABLE drafted;
"""


@dataclass(frozen=True, slots=True)
class Written:
    """
    What came of a list.

    Attributes:
        places: Places written.
        refused: Rows refused.
        left_out: Rows that name no place of a kind that is kept, or one that stood before.
    """

    places: int
    refused: int
    left_out: int


def write_list(
    path: Path,
    rows: Iterable[Listed | RefusedRow | None],
    *,
    version: str,
    refuse: Callable[[RefusedRow], None],
    told: Callable[[int], None] = lambda _: None,
) -> Written:
    """
    Write *rows* as a new file at *path*.

    Args:
        path: The file; nothing may be there. After an error or a kill its content is of no
            use, and whoever named it takes it away.
        rows: Places, refused rows, and ``None`` for each row left out.
        version: Version of the list; written into each place that is resolved with it.
        refuse: Takes the refused rows.
        told: Told from time to time how many rows were read.

    Returns:
        How many of each there were.

    Raises:
        StoreError: If the disk does not take it.
    """
    base = sqlite3.connect(path, isolation_level=None)
    try:
        base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
        base.execute("BEGIN")
        base.execute("INSERT INTO meta VALUES ('version', ?)", (version,))
        written = _fill(base, rows, refuse, told)
        base.execute("COMMIT")
        base.executescript(_INDEX)
    except sqlite3.OperationalError as why:
        raise StoreError(
            f"{path.name} could not be written: {why}. Make room, then run the command again."
        ) from why
    finally:
        base.close()
    _force_to_disk(path)
    return written


def _fill(
    base: sqlite3.Connection,
    rows: Iterable[Listed | RefusedRow | None],
    refuse: Callable[[RefusedRow], None],
    told: Callable[[int], None],
) -> Written:
    places = refused = left_out = 0
    batch: list[Listed] = []
    for row in rows:
        if row is None:
            left_out += 1
        elif isinstance(row, RefusedRow):
            refused += 1
            refuse(row)
        else:
            batch.append(row)
            if len(batch) == _BATCH:
                places = _insert(base, batch, places)
                batch = []
                told(places + refused + left_out)
    places = _insert(base, batch, places)
    told(places + refused + left_out)
    return Written(places, refused, left_out)


def _insert(base: sqlite3.Connection, batch: list[Listed], before: int) -> int:
    """Put places in, numbered from *before*; return the last number."""
    base.executemany(
        "INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            (
                number, p.ref, p.name, p.kind, p.country, p.admin1, p.latitude, p.longitude,
                p.radius_km, p.population, p.reach_km,
            )
            for number, p in enumerate(batch, before + 1)
        ),
    )  # fmt: skip
    keys = (
        (key, number, grade)
        for number, place in enumerate(batch, before + 1)
        for key, grade in _keys_of(place)
    )
    base.executemany("INSERT INTO drafted VALUES (?,?,?)", keys)
    return before + len(batch)


def _keys_of(place: Listed) -> Iterator[tuple[str, int]]:
    """Yield each key once: 0 of the main name, 1 of another, 2 of a loose spelling."""
    grades: dict[str, int] = {}
    for grade, name in ((0, place.name), *((1, name) for name in place.names)):
        key = fold_key(name)
        if key:
            grades.setdefault(key, grade)
    loose = {loosen_key(key): 2 for key in grades if key.isascii()}
    yield from {**loose, **grades}.items()


def _force_to_disk(path: Path) -> None:
    with path.open("rb+") as data:
        os.fsync(data.fileno())
