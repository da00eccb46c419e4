"""
Make the map's coarse outline of countries from Natural Earth's, as world-atlas carries it.

Run by hand, seldom: ``npm pack world-atlas@2.0.2``, unpack it, then
``python tools/build_outline.py package``. The result is committed, licence beside it.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src" / "sijill" / "publish" / "outline"
TOLERANCE = 0.015  # degrees, about 1.5 km: half a pixel on a map of one country
UNITS_PER_DEGREE = 100

Point = tuple[float, float]


def decode_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs of a quantised topology in degrees."""
    (scale_x, scale_y), (left, bottom) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(points)
    return arcs


def simplify_arc(points: list[Point]) -> list[Point]:
    """Return fewer points, none of the dropped ones farther off than the tolerance."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        distances = [
            (distance_to_line(points[n], points[first], points[last]), n)
            for n in range(first + 1, last)
        ]
        far, index = max(distances, default=(0.0, first))
        if far > TOLERANCE:
            keep.add(index)
            stack += [(first, index), (index, last)]
    return [points[n] for n in sorted(keep)]


def distance_to_line(point: Point, start: Point, end: Point) -> float:
    """Return the distance of *point* from the line through *start* and *end*."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    px, py = point[0] - start[0], point[1] - start[1]
    if length == 0:
        return float((px * px + py * py) ** 0.5)
    return float(abs(dx * py - dy * px) / length)


def join_ring(arcs: list[list[Point]], indices: list[int]) -> list[int]:
    """Return one ring as whole hundredths of a degree, each point after its first a step."""
    points: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1 if points else 0 :]
    steps: list[int] = []
    before = (0, 0)
    for lon, lat in points:
        here = (round(lon * UNITS_PER_DEGREE), round(lat * UNITS_PER_DEGREE))
        if here != before or not steps:
            steps += [here[0] - before[0], here[1] - before[1]]
        before = here
    return steps


def main(package: Path) -> None:
    """Write the outline and its licence."""
    topology = json.loads((package / "countries-50m.json").read_text(encoding="utf-8"))
    arcs = [simplify_arc(arc) for arc in decode_arcs(topology)]
    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [join_ring(arcs, ring) for polygon in polygons for ring in polygon]
        rings = [ring for ring in rings if len(ring) >= 8]
        countries.append({"name": shape["properties"]["name"], "rings": rings})
    countries.sort(key=lambda country: country["name"])
    TARGET.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(
        json.dumps(country, ensure_ascii=False, separators=(",", ":")) for country in countries
    )
    (TARGET / "countries.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    shutil.copyfile(package / "LICENSE", TARGET / "LICENSE-world-atlas.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
