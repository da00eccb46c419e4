"""
Towns by the hundred in several countries, for worlds that are wider than a few dozen places.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sijill.resolve import open_gazetteer

Town = dict[str, Any]
"""Name, region, country, code, latitude and longitude, as in ``places.toml``."""

COUNTRIES = ("UA", "NG", "MM", "YE", "AF", "SY", "PK", "CO", "MX", "PH")
"""Countries with armed violence of which the bundled gazetteer has towns enough."""
TOWNS = 300


@cache
def list_towns(countries: int) -> tuple[tuple[Town, ...], ...]:
    """
    Return the largest towns of the first of `COUNTRIES`, no two of one name in a country.

    Args:
        countries: How many countries, at most as many as there are; each has `TOWNS` towns.

    Examples:
        >>> [len(towns) for towns in list_towns(2)]
        [300, 300]
    """
    return tuple(_towns_of(code) for code in COUNTRIES[:countries])


def _towns_of(code: str) -> tuple[Town, ...]:
    gazetteer = open_gazetteer()
    country = gazetteer.find_country(code)
    found: dict[str, Town] = {}
    for entry in gazetteer.list_towns(code):
        found.setdefault(
            entry.name,
            {
                "name": entry.name,
                "region": entry.admin1 or "",
                "country": country.name if country else code,
                "code": code,
                "latitude": entry.latitude,
                "longitude": entry.longitude,
            },
        )
    return tuple(found.values())[:TOWNS]
