"""
A gazetteer answers one question: which places bear this name?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

KINDS = ("country", "region", "admin1", "admin2", "place")


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One place that a gazetteer knows.

    Attributes:
        ref: Id with the gazetteer's name in front (``"geonames:169389"``).
        name: Main name.
        kind: One of `KINDS`.
        country: ISO 3166-1 alpha-2 code; ``None`` for what spans several.
        admin1: Name of the first-level area; ``None``: not known.
        latitude: Degrees north, WGS 84.
        longitude: Degrees east, WGS 84.
        radius_km: Radius of a circle as large as the place, in km, above 0.
        population: Inhabitants; 0: not known.
        grade: How well the asked name fits: 0 the main name, 1 another name, 2 a spelling
            that differs as transliterations do.
        reach_km: Distance from the point to the farthest point of the area's border, in km;
            ``None``: the border is not known.
        version: Version of the gazetteer, or of the list, that knows it.
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
    grade: int = 0
    reach_km: float | None = None
    version: str | None = None


class Gazetteer(Protocol):
    """What `resolve` needs of a gazetteer."""

    name: str

    def __hash__(self) -> int:
        """Two gazetteers are alike only where they are the same one."""

    def find_places(self, name: str) -> tuple[Entry, ...]:
        """Return every place that bears the name, best fit first; empty: none known."""

    def find_country(self, code: str) -> Entry | None:
        """Return the country with that ISO code."""
