"""
The lists of one record, opened to be asked beside the bundled gazetteer.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sijill.errors import StoreError
from sijill.resolve.protocol import Entry

_COLUMNS = (
    "p.ref, p.name, p.kind, p.country, p.admin1, p.latitude, p.longitude, p.radius_km, "
    "p.population"
)
_FOLDED = (
    f"SELECT {_COLUMNS}, n.grade, p.reach_km FROM names n JOIN places p ON p.id = n.place "
    "WHERE n.key = ? ORDER BY p.id"
)
_LOOSE = (
    f"SELECT {_COLUMNS}, 2, p.reach_km FROM loose n JOIN places p ON p.id = n.place "
    "WHERE n.key = ? ORDER BY p.id"
)


@dataclass(frozen=True, slots=True)
class OwnList:
    """
    One list of a record.

    Attributes:
        path: Its file.
        kind: One of `lists.LIST_KINDS`.
        version: Its version: the kind, an @, and the beginning of a digest.
    """

    path: Path
    kind: str
    version: str


# Whose word stands first where several know a place: the team's, then a border that was
# surveyed, then the bundled gazetteer with its populations, then the others.
_LAST = {"geonames": 3, "events": 4, "codes": 5}


def rank_entries(found: list[Entry]) -> list[Entry]:
    """Return *found* with those first that stand where two entries are one place."""
    return sorted(found, key=_rank)


def _rank(entry: Entry) -> tuple[int, float]:
    kind = (entry.version or "").partition("@")[0]
    if kind == "team":
        return 0, 0.0
    if entry.reach_km is not None:
        return 1, -entry.radius_km
    return _LAST.get(kind, 2), 0.0


class OpenList:
    """A list that can be asked."""

    def __init__(self, own: OwnList) -> None:
        self.own = own
        uri = f"{own.path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            self._base = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._base.execute(_FOLDED, ("",)).fetchall()
        except sqlite3.DatabaseError as why:
            raise StoreError(
                f"the gazetteer's file {own.path.name} is missing or not whole. Restore it "
                "from a second copy, or add the list again."
            ) from why

    def ask_folded(self, key: str) -> list[Entry]:
        """Return the places with a name of that folded key."""
        return self._ask(_FOLDED, key)

    def ask_loose(self, key: str) -> list[Entry]:
        """Return the places with a name of that loose key."""
        return self._ask(_LOOSE, key)

    def _ask(self, query: str, key: str) -> list[Entry]:
        rows = self._base.execute(query, (key,))
        return [Entry(*(*row, self.own.version)) for row in rows]

    def count_places(self) -> int:
        """Return how many places it holds."""
        return int(self._base.execute("SELECT count(*) FROM places").fetchone()[0])

    def sample_places(self, count: int) -> list[Entry]:
        """Return the first places of the list."""
        rows = self._base.execute(
            f"SELECT {_COLUMNS}, 0, p.reach_km FROM places p ORDER BY p.id LIMIT ?", (count,)
        )
        return [Entry(*(*row, self.own.version)) for row in rows]
