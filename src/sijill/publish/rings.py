"""
Rings of land as a drawing has them: their path, and where their name stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.publish.outline import Point

_NEAR = 1.1  # points closer than this are drawn as one, in units


def draw_ring(ring: Sequence[Point], *, near: float = _NEAR, digits: int = 1) -> str:
    """
    Return a ring as a path of SVG, without points too close to see.

    Args:
        ring: Its points, in units.
        near: Points closer than this are drawn as one, in units.
        digits: Behind the point.

    Examples:
        >>> draw_ring([(0, 0), (9, 0), (9, 0.1), (0, 9)])
        'M0.0 0.0L9.0 0.0L0.0 9.0Z'
    """
    kept = list(ring[:1])
    for point in ring[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= near:
            kept.append(point)
    return (
        "M" + "L".join(f"{x:.{digits}f} {y:.{digits}f}" for x, y in kept) + "Z"
        if len(kept) > 2
        else ""
    )


def find_middle(ring: Sequence[Point]) -> Point:
    """Return the centre of gravity of a ring, where its name stands."""
    x = y = area = 0.0
    for n, (x2, y2) in enumerate(ring):
        x1, y1 = ring[n - 1]
        part = x1 * y2 - x2 * y1
        x, y, area = x + (x1 + x2) * part, y + (y1 + y2) * part, area + part
    return (round(x / area / 3, 1), round(y / area / 3, 1)) if area else ring[0]


def measure_box(ring: Sequence[Point]) -> float:
    """Return the area of the box around a ring, in square units."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))
