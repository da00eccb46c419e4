"""
Polygons as lists give them: are they whole, and how large and how wide is what they enclose?

Lengths are taken on a plane laid at the area's middle, which is right to a few per cent for
provinces; nothing finer is promised with them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sijill.errors import RefusedError

KM_PER_DEGREE = 111.195
Ring = Any  # an array of (longitude, latitude), one row a point
Polygon = Sequence[Ring]
_BLOCK = 2048


@dataclass(frozen=True, slots=True)
class Extent:
    """
    Where an area lies and how far it reaches.

    Attributes:
        latitude: Degrees north of a point inside it or near its middle.
        longitude: Degrees east of that point.
        radius_km: Radius of a circle as large as the area.
        reach_km: Distance from the point to the farthest point of the border.
    """

    latitude: float
    longitude: float
    radius_km: float
    reach_km: float


def measure_polygons(polygons: Sequence[Polygon]) -> Extent:
    """
    Return the extent of an area of one or more polygons, each an outer ring and its holes.

    The point is the centroid of the largest polygon.

    Raises:
        RefusedError: If a ring is open, too short, flat, out of range or crosses itself.

    Examples:
        >>> square = [(36, 35), (37, 35), (37, 36), (36, 36), (36, 35)]
        >>> found = measure_polygons([[square]])
        >>> round(found.latitude, 2), round(found.longitude, 2), round(found.reach_km)
        (35.5, 36.5, 72)
    """
    whole = [[_check_ring(ring) for ring in polygon] for polygon in polygons if len(polygon)]
    if not whole:
        raise _invalid("it has no polygon")
    parts = [_measure(polygon) for polygon in whole]
    area = sum(size for size, _, _ in parts)
    if area <= 0:
        raise _invalid("its polygon encloses nothing")
    _, longitude, latitude = max(parts)
    points = np.concatenate([polygon[0] for polygon in whole])
    narrow = math.cos(math.radians(latitude))
    dx = (points[:, 0] - longitude) * narrow * KM_PER_DEGREE
    dy = (points[:, 1] - latitude) * KM_PER_DEGREE
    reach = float(np.sqrt(dx * dx + dy * dy).max())
    radius = max(0.5, math.sqrt(area / math.pi))
    return Extent(latitude, longitude, round(radius, 1), round(max(reach, 0.5), 1))


def _invalid(why: str) -> RefusedError:
    return RefusedError("geometry_invalid", why)


def _check_ring(ring: Any) -> Ring:
    try:
        points = np.asarray(ring, dtype=float)
    except (TypeError, ValueError) as why:
        raise _invalid("its polygon holds what is no number") from why
    if points.ndim != 2 or points.shape[1] < 2:
        raise _invalid("its polygon is no list of points")
    points = points[:, :2]
    if not np.isfinite(points).all() or (np.abs(points) > (180.001, 90.001)).any():
        raise _invalid("its polygon has points out of range")
    if len(points) < 4:
        raise _invalid("its polygon has fewer than three corners")
    if (points[0] != points[-1]).any():
        raise _invalid("its polygon is not closed")
    moved = np.ones(len(points), dtype=bool)
    moved[1:] = (points[1:] != points[:-1]).any(axis=1)
    points = points[moved]
    if crosses_itself(points):
        raise _invalid("its border crosses itself")
    return points


def _measure(polygon: Polygon) -> tuple[float, float, float]:
    """Return the area in km² without its holes, and the centroid of the outer ring."""
    size, longitude, latitude = _centroid(polygon[0])
    holes = sum(_centroid(ring)[0] for ring in polygon[1:])
    return size - holes, longitude, latitude


def _centroid(ring: Ring) -> tuple[float, float, float]:
    origin = ring[0]
    x, y = (ring - origin).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    doubled = float(cross.sum())
    if doubled == 0.0:
        return 0.0, float(ring[:, 0].mean()), float(ring[:, 1].mean())
    cx = float(((x[:-1] + x[1:]) * cross).sum()) / (3 * doubled) + float(origin[0])
    cy = float(((y[:-1] + y[1:]) * cross).sum()) / (3 * doubled) + float(origin[1])
    km2 = abs(doubled) / 2 * KM_PER_DEGREE**2 * math.cos(math.radians(cy))
    return km2, cx, cy


def crosses_itself(ring: Ring) -> bool:
    """
    Say whether two sides of a closed ring cross. Touching in a point is no crossing.

    Sides are sorted by their western end, and each is held against those that begin before
    it ends.

    Examples:
        >>> crosses_itself(np.array([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)], dtype=float))
        True
        >>> crosses_itself(np.array([(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)], dtype=float))
        False
    """
    start, end = ring[:-1], ring[1:]
    west, east = np.minimum(start[:, 0], end[:, 0]), np.maximum(start[:, 0], end[:, 0])
    order = np.argsort(west, kind="stable")
    start, end, west, east = start[order], end[order], west[order], east[order]
    last = np.searchsorted(west, east, side="right")
    for low in range(0, len(order), _BLOCK):
        block = np.arange(low, min(low + _BLOCK, len(order)))
        counts = last[block] - block - 1
        left = np.repeat(block, counts)
        firsts = np.repeat(np.cumsum(counts) - counts, counts)
        right = left + 1 + np.arange(len(left)) - firsts
        if _any_crossing(start, end, left, right):
            return True
    return False


def _any_crossing(start: Ring, end: Ring, left: Any, right: Any) -> bool:
    a, b, c, d = start[left], end[left], start[right], end[right]
    one = _turn(a, b, c) * _turn(a, b, d)
    other = _turn(c, d, a) * _turn(c, d, b)
    return bool(((one < 0) & (other < 0)).any())


def _turn(a: Ring, b: Ring, c: Ring) -> Any:
    turned = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (
        c[:, 0] - a[:, 0]
    )
    return np.where(np.abs(turned) < 1e-12, 0.0, np.sign(turned))
