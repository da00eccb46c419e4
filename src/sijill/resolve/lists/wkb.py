"""
Well-known binary: polygons and points out of bytes.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np

_POINT, _POLYGON, _MULTIPOLYGON, _COLLECTION = 1, 3, 6, 7
_Z, _M, _SRID = 0x80000000, 0x40000000, 0x20000000


@dataclass(frozen=True, slots=True)
class BrokenGeometry:
    """Bytes that make no polygon and no point, with why."""

    text: str


Geometry = list[Any] | tuple[float, float] | BrokenGeometry


def read_wkb(data: bytes) -> Geometry:
    """
    Return polygons (each a list of rings), or one point; heights and measures are dropped.

    Examples:
        >>> read_wkb(struct.pack("<BIdd", 1, 1, 36.5, 35.5))
        (36.5, 35.5)
    """
    try:
        found, _ = _read(memoryview(data), 0, depth=0)
    except (struct.error, ValueError, IndexError):
        return BrokenGeometry("its geometry breaks off")
    return found


def _read(data: memoryview, at: int, *, depth: int) -> tuple[Geometry, int]:
    order = "<" if data[at] == 1 else ">"
    (code,) = struct.unpack_from(f"{order}I", data, at + 1)
    at += 9 if code & _SRID else 5
    n_axes, kind = _form(code)
    if kind == _POINT:
        x, y = struct.unpack_from(f"{order}2d", data, at)
        return (x, y), at + 8 * n_axes
    (n_parts,) = struct.unpack_from(f"{order}I", data, at)
    at += 4
    if kind == _POLYGON:
        rings, at = _read_rings(data, at, n_parts, f"{order}f8", n_axes)
        return [rings], at
    if kind not in (_MULTIPOLYGON, _COLLECTION) or depth > 1:
        return BrokenGeometry("it is neither a polygon nor a point"), at
    polygons: list[Any] = []
    for _ in range(n_parts):
        inner, at = _read(data, at, depth=depth + 1)
        if not isinstance(inner, list):
            return BrokenGeometry("it is not of polygons alone"), at
        polygons += inner
    return polygons, at


def _form(code: int) -> tuple[int, int]:
    """Return how many axes a point has, and the kind, in either of the two ways of saying."""
    plain = code & 0x0FFFFFFF
    n_axes = 2 + bool(code & _Z) + bool(code & _M)
    return n_axes + (0, 1, 1, 2)[min(plain // 1000, 3)], plain % 1000


def _read_rings(
    data: memoryview, at: int, n_rings: int, kind: str, n_axes: int
) -> tuple[list[Any], int]:
    rings = []
    for _ in range(n_rings):
        (n_points,) = struct.unpack_from(f"{kind[0]}I", data, at)
        points = np.frombuffer(data, kind, n_points * n_axes, at + 4)
        rings.append(points.reshape(-1, n_axes)[:, :2].astype(float))
        at += 4 + n_points * n_axes * 8
    return rings, at
