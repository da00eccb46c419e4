"""
How far apart two places are, in km.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from sijill.model import Place

_EARTH_KM = 6371.0


def distance_km(left: Place, right: Place) -> float | None:
    """Return the great-circle distance; ``None`` where a place has no coordinates."""
    if not (left.is_resolved and right.is_resolved):
        return None
    lat1, lat2 = radians(left.latitude or 0.0), radians(right.latitude or 0.0)
    turn = radians((right.longitude or 0.0) - (left.longitude or 0.0))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(turn / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
