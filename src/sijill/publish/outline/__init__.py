"""
The bundled outline of countries, cut to what a map shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_UNITS_PER_DEGREE = 100

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Country:
    """
    One country's outline.

    Attributes:
        name: English name, as Natural Earth gives it.
        rings: Closed rings of (longitude, latitude), in degrees.
    """

    name: str
    rings: tuple[tuple[Point, ...], ...]


@cache
def load_countries() -> tuple[Country, ...]:
    """Return every country of the bundled outline."""
    text = files(__package__).joinpath("countries.json").read_text(encoding="utf-8")
    return tuple(
        Country(item["name"], tuple(_walk(ring) for ring in item["rings"]))
        for item in json.loads(text)
    )


def clip_countries(box: Box) -> Iterator[Country]:
    """
    Yield each country's part inside *box*; countries outside it are left out.

    Args:
        box: West, south, east, north, in degrees.
    """
    for country, bounds in zip(load_countries(), _load_bounds(), strict=True):
        rings = (
            ring if _is_inside(bound, box) else clip_ring(ring, box)
            for ring, bound in zip(country.rings, bounds, strict=True)
            if _meets(bound, box)
        )
        kept = tuple(ring for ring in rings if len(ring) > 2)
        if kept:
            yield Country(country.name, kept)


@cache
def _load_bounds() -> tuple[tuple[Box, ...], ...]:
    """Return the box around each ring of each country, so that most are passed over."""
    return tuple(tuple(_bound(ring) for ring in c.rings) for c in load_countries())


def _bound(ring: tuple[Point, ...]) -> Box:
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    return min(lons), min(lats), max(lons), max(lats)


def clip_ring(ring: tuple[Point, ...], box: Box) -> tuple[Point, ...]:
    """
    Return the part of a ring inside *box* (Sutherland-Hodgman).

    References:
        .. [1] Sutherland, I. E. and Hodgman, G. W. (1974). Reentrant polygon clipping.
           Communications of the ACM, 17(1), 32-42.

    Examples:
        >>> sorted(clip_ring(((0, 0), (4, 0), (4, 4), (0, 4)), (1, 1, 2, 2)))
        [(1.0, 1), (1.0, 2), (2.0, 1), (2.0, 2)]
    """
    west, south, east, north = box
    points = list(ring)
    for axis, bound, inside in (
        (0, west, lambda value: value >= west),
        (0, east, lambda value: value <= east),
        (1, south, lambda value: value >= south),
        (1, north, lambda value: value <= north),
    ):
        points = _clip_side(points, axis, bound, inside)
    return tuple(points)


def _clip_side(
    points: list[Point], axis: int, bound: float, inside: Callable[[float], bool]
) -> list[Point]:
    kept: list[Point] = []
    for n, point in enumerate(points):
        before = points[n - 1]
        if inside(point[axis]) != inside(before[axis]):
            share = (bound - before[axis]) / (point[axis] - before[axis])
            crossing = [b + share * (p - b) for b, p in zip(before, point, strict=True)]
            crossing[axis] = bound
            kept.append((crossing[0], crossing[1]))
        if inside(point[axis]):
            kept.append(point)
    return kept


def _meets(bound: Box, box: Box) -> bool:
    west, south, east, north = box
    return bound[0] <= east and bound[2] >= west and bound[1] <= north and bound[3] >= south


def _is_inside(bound: Box, box: Box) -> bool:
    west, south, east, north = box
    return bound[0] >= west and bound[2] <= east and bound[1] >= south and bound[3] <= north


def _walk(steps: list[int]) -> tuple[Point, ...]:
    x = y = 0
    points = []
    for n in range(0, len(steps), 2):
        x, y = x + steps[n], y + steps[n + 1]
        points.append((x / _UNITS_PER_DEGREE, y / _UNITS_PER_DEGREE))
    return tuple(points)
