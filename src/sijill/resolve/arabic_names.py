"""
What a place is called in Arabic: what a page in Arabic shows for the stable Latin name.

Names of first-level areas, and of towns whose name the gazetteer leaves in doubt, are written
by hand; those of other towns come from the gazetteer's file, if it was built with them. A name
is found by country and Latin name, which every row of a record has. Two places of one Latin
name in one country are called alike in Arabic, or have no Arabic name here.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from functools import cache
from importlib.resources import files
from pathlib import Path

from sijill.resolve.arabic import is_arabic
from sijill.resolve.folding import fold_loosely, fold_name, fold_names

_TABLE = "SELECT p.country, p.name, a.name FROM arabic a JOIN places p ON p.id = a.place"
_KINDS = frozenset(
    ["province", "governorate", "emirate", "region", "district", "state", "municipality"]
)


class ArabicNames:
    """
    Arabic names by country and Latin name.

    Args:
        towns: Country, Latin name and Arabic name, one after another.

    Examples:
        >>> names = ArabicNames([("SY", "Sarmīn", "سرمين"), ("SY", "Kafr", "كفر")])
        >>> names.find("Sarmīn", "SY"), names.find("Sarmīn", "LB")
        ('سرمين', None)
        >>> names.find("Aleppo Governorate", "SY"), names.find("Ar Raqqah", "SY")
        ('حلب', 'الرقة')
    """

    def __init__(self, towns: Iterable[tuple[str, str, str]] = ()) -> None:
        body = tomllib.loads(
            files("sijill.resolve").joinpath("arabic_names.toml").read_text("utf-8")
        )
        self._towns = _agreed(towns) | _by_key(body["towns"], fold_name)
        self._areas = _by_key(body["areas"], _area_key)
        anywhere = (("", name, arabic) for (_, name), arabic in self._areas.items())
        self._areas |= _agreed(anywhere)

    def find(self, name: str, country: str | None) -> str | None:
        """Return the Arabic name of a town or a first-level area; ``None``: none is known."""
        if not country or is_arabic(name):
            return None
        town = self._towns.get((country, fold_name(name)))
        return town or self._areas.get((country, _area_key(name)))

    def find_area(self, name: str) -> str | None:
        """Return the Arabic name of a first-level area of whatever country."""
        return self._areas.get(("", _area_key(name)))

    def __len__(self) -> int:
        """Return how many towns have one."""
        return len(self._towns)


def _by_key(
    rows: Mapping[str, Mapping[str, str]], key: Callable[[str], str]
) -> dict[tuple[str, str], str]:
    return {
        (country, key(name)): arabic
        for country, named in rows.items()
        for name, arabic in named.items()
    }


def _agreed(places: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """Return the Arabic name by key, without those whose namesakes are called otherwise."""
    rows = list(places)
    names = fold_names([name for _, name, _ in rows])
    spelt = fold_names([arabic for _, _, arabic in rows])
    found: dict[tuple[str, str], str] = {}
    ways: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (country, _, arabic), name, way in zip(rows, names, spelt, strict=True):
        found.setdefault((country, name), arabic)
        ways[country, name].add(way)
    return {key: arabic for key, arabic in found.items() if len(ways[key]) == 1}


def _area_key(name: str) -> str:
    bare = " ".join(word for word in name.split() if word.casefold() not in _KINDS)
    return fold_loosely(bare)


@cache
def load_arabic_names(path: Path | None = None) -> ArabicNames:
    """
    Return the names of the bundled gazetteer's towns, and those written by hand.

    A gazetteer that is missing, or was built before it had them, leaves those by hand.

    Args:
        path: Its file of settlements; ``None``: the one that came with the package.
    """
    file = path or Path(str(files("sijill"))) / "resolve" / "gazetteer" / "geonames.sqlite"
    return ArabicNames(_read(file))


def _read(file: Path) -> tuple[tuple[str, str, str], ...]:
    if not file.exists():
        return ()
    uri = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as base:
        try:
            return tuple(base.execute(_TABLE))
        except sqlite3.DatabaseError:
            return ()


__all__ = ["ArabicNames", "load_arabic_names"]
