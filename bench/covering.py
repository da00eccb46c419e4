"""
How often the uncertainty that we state with a place covers where the place is.

Counted are names that we found with the same span and put somewhere; a namesake on another
continent counts as not covered, unless the uncertainty says that it may be meant.
"""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EARTH_KM = 6371.0088
TOWNS, PROVINCES = ("exact", "near"), ("admin1",)


def measure(gold: Path, predicted: Path) -> dict[str, float]:
    """Return the share covered in percent, and the median radii stated, in km."""
    rows = list(_pairs(gold, predicted))
    return {
        "geo.covered": 100 * statistics.fmean(_is_covered(*row) for row in rows),
        "geo.town_radius_km": _median_radius(rows, TOWNS),
        "geo.province_radius_km": _median_radius(rows, PROVINCES),
    }


def _pairs(gold: Path, predicted: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each gold name that has a point, with ours of the same span that has one."""
    ours = {row["doc_id"]: row["toponyms"] for row in _load(predicted)}
    for document in _load(gold):
        by_span = {(t["start"], t["end"]): t for t in ours.get(document["doc_id"], ())}
        for name in document["toponyms"]:
            found = by_span.get((name["start"], name["end"]))
            if name["lat"] is not None and found and found["lat"] is not None:
                yield name, found


def _load(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, filter(str.strip, lines))


def _is_covered(name: dict[str, Any], found: dict[str, Any]) -> bool:
    return distance_km(name, found) <= float(found["uncertainty_km"])


def distance_km(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Return the great-circle distance between two points."""
    phi, psi = math.radians(one["lat"]), math.radians(other["lat"])
    turn = math.radians(other["lon"] - one["lon"])
    bent = math.sin((psi - phi) / 2) ** 2
    bent += math.cos(phi) * math.cos(psi) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(bent)))


def _median_radius(rows: list[tuple[dict[str, Any], dict[str, Any]]], of: Any) -> float:
    radii = (float(found["uncertainty_km"]) for _, found in rows if found["precision"] in of)
    return statistics.median(radii)
