"""
Incidents as GeoJSON: no pin without a precision, and no pin in the middle of a country.
"""

from __future__ import annotations

import json
from typing import Any

from sijill.model.form import to_json
from sijill.model.public import PublicPlace
from sijill.model.release import PublicIncident, PublicRecord

DRAWN = ("exact", "near", "admin2", "admin1", "vague", "sea_or_air")


def write_geojson(public: PublicRecord) -> str:
    """Return the incidents as a GeoJSON collection (RFC 7946), one feature a line."""
    lines = (json.dumps(_feature(item), ensure_ascii=False) for item in public.incidents)
    body = ",\n".join(lines)
    return f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'


def is_drawn(place: PublicPlace | None) -> bool:
    """Say whether a place may be drawn: it has coordinates and is more than a country."""
    return place is not None and place.latitude is not None and place.precision in DRAWN


def _feature(item: PublicIncident) -> dict[str, Any]:
    place = item.where
    geometry = None
    if place is not None and is_drawn(place):
        geometry = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return {
        "type": "Feature",
        "id": item.id,
        "geometry": geometry,
        "properties": {
            "id": item.id,
            "violence": item.violence,
            "earliest": to_json(item.when.earliest) if item.when else None,
            "latest": to_json(item.when.latest) if item.when else None,
            "place": place.name if place else None,
            "country": place.country if place else None,
            "precision": place.precision if place else None,
            "uncertainty_km": place.uncertainty_km if place else None,
            "harms": [
                {"kind": h.kind, "status": h.status, "low": h.low, "high": h.high}
                for h in item.harms
            ],
            "likely": to_json(item.likely),
            "origins": item.origins,
            "caveats": list(item.caveats),
        },
    }
