"""
How far a point lies outside a country's outline.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from sijill.resolve.lists.geometry import KM_PER_DEGREE


class Outline:
    """
    A country's outline, for asking of many points how far outside it they are.

    Args:
        rings: Closed rings of (longitude, latitude), in degrees.
    """

    def __init__(self, rings: Sequence[Sequence[tuple[float, float]]]) -> None:
        arrays = [np.asarray(ring, dtype=float).reshape(-1, 2) for ring in rings]
        self._ends = np.concatenate([np.roll(ring, 1, axis=0) for ring in arrays])
        self._starts = np.concatenate(arrays)

    def km_outside(self, latitude: float, longitude: float) -> float:
        """
        Return the distance in km from a point to the outline; 0 inside it.

        Examples:
            >>> square = Outline([[(10, 30), (20, 30), (20, 40), (10, 40)]])
            >>> square.km_outside(35, 15), round(square.km_outside(29, 15))
            (0.0, 111)
        """
        if self.holds(latitude, longitude):
            return 0.0
        scale = np.array((math.cos(math.radians(latitude)), 1.0)) * KM_PER_DEGREE
        a = _seen_from(self._starts, latitude, longitude) * scale
        along = _seen_from(self._ends, latitude, longitude) * scale - a
        length = (along**2).sum(axis=1)
        share = np.clip(-(a * along).sum(axis=1) / np.where(length == 0, 1.0, length), 0, 1)
        nearest = a + share[:, None] * along
        return float(np.sqrt((nearest**2).sum(axis=1)).min())

    def holds(self, latitude: float, longitude: float) -> bool:
        """
        Say whether the point is inside: a line north of it crosses an odd number of times.

        Examples:
            >>> over_180 = Outline([[(170, 60), (-170, 60), (-170, 70), (170, 70)]])
            >>> over_180.holds(65, 179), over_180.holds(65, 0)
            (True, False)
        """
        x, y = _seen_from(self._starts, latitude, longitude).T
        to_x, to_y = _seen_from(self._ends, latitude, longitude).T
        spans = ((x > 0) != (to_x > 0)) & (np.abs(to_x - x) < 180.0)
        x, y, to_x, to_y = x[spans], y[spans], to_x[spans], to_y[spans]
        north = y - x / (to_x - x) * (to_y - y) > 0
        return bool(north.sum() % 2)


def _seen_from(points: Any, latitude: float, longitude: float) -> Any:
    """Return *points* in degrees from a point, the short way round the globe."""
    seen = points - (longitude, latitude)
    seen[:, 0] = (seen[:, 0] + 180.0) % 360.0 - 180.0
    return seen
