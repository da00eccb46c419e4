"""
A list as one SQLite file, whole or not at all: places, and the keys that find them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sijill.errors import StoreError
from sijill.resolve.folding import fold_names, loosen_keys
from sijill.resolve.lists.listed import Listed, RefusedRow

LISTS_VERSION = "sijill.lists.v2"
_BATCH = 5_000
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE places (
    id INTEGER PRIMARY KEY, ref TEXT, name TEXT, kind TEXT, country TEXT, admin1 TEXT,
    latitude REAL, longitude REAL, radius_km REAL, population INTEGER, reach_km REAL
);
CREATE TABLE drafted_names (key TEXT, place INTEGER, grade INTEGER);
CREATE TABLE drafted_loose (key TEXT, place INTEGER);
"""
# Keys are sorted before they are put in, which is many times faster than one by one.
_INDEX = """
CREATE TABLE names (key TEXT, place INTEGER, grade INTEGER, PRIMARY KEY (key, place))
    WITHOUT ROWID;
CREATE TABLE loose (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
INSERT INTO names SELECT key, place, grade FROM drafted_names ORDER BY key, place;
INSERT INTO loose SELECT key, place FROM drafted_loose ORDER BY key, place;
DROP TABLE drafted_names;
DROP TABLE drafted_loose;
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
        [
            (
                number, p.ref, p.name, p.kind, p.country, p.admin1, p.latitude, p.longitude,
                p.radius_km, p.population, p.reach_km,
            )
            for number, p in enumerate(batch, before + 1)
        ],
    )  # fmt: skip
    names, loose = _keys_of(batch, before + 1)
    base.executemany("INSERT INTO drafted_names VALUES (?,?,?)", names)
    base.executemany("INSERT INTO drafted_loose VALUES (?,?)", loose)
    return before + len(batch)


def _keys_of(
    batch: list[Listed], first: int
) -> tuple[list[tuple[str, int, int]], list[tuple[str, int]]]:
    """
    Return the keys of each place, each once: folded ones with their grade, and loose ones.

    The grade is 0 for the main name and 1 for another.
    """
    folded = iter(fold_names([name for place in batch for name in (place.name, *place.names)]))
    keyed = [dict.fromkeys(islice(folded, 1 + len(place.names))) for place in batch]
    loosened = iter(loosen_keys([key for keys in keyed for key in keys if key.isascii()]))
    names: list[tuple[str, int, int]] = []
    loose: list[tuple[str, int]] = []
    for number, keys in enumerate(keyed, first):
        names += [(key, number, min(n, 1)) for n, key in enumerate(keys) if key]
        others = {next(loosened) for key in keys if key.isascii()}
        loose += [(key, number) for key in others if key and key not in keys]
    return names, loose


def _force_to_disk(path: Path) -> None:
    with path.open("rb+") as data:
        os.fsync(data.fileno())
