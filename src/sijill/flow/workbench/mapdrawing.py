"""
The map of the overview as shapes, for readers whose scripts are off or have not loaded yet.

The same cells and areas as the moving map, over the same outline of countries, on the same
square projection. A place that is not known closely is an area as wide as what is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import asinh, atan, cos, degrees, log2, log10, radians, sinh, tan

from sijill.flow.workbench.countrycodes import code_of
from sijill.flow.workbench.spotting import Spot
from sijill.publish.outline import Box, Country, Point, clip_countries
from sijill.publish.rings import draw_ring, find_middle, measure_box

WIDTH, HEIGHT = 800.0, 480.0  # of the drawing, in its own units
SMALLEST_RADIUS = 7.0  # of a mark that can be seen and touched, in the same units
_KM_PER_DEGREE = 111.2
_MOST_NORTH = 84.0
_LEAST_SPAN = 1.6  # degrees of longitude that a map shows at least
_MARGIN = 1.2
_LABEL_AREA = 7000.0  # least box of a country that bears its name, in square units
_NEAR = 3.0  # points of an outline closer than this are drawn as one, in units
_SNAP = 20  # parts of a degree that frames are rounded to, so that few are drawn anew


@dataclass(frozen=True, slots=True)
class Mark:
    """
    A spot as a shape.

    Attributes:
        x: Middle, in units from the left.
        y: Middle, in units from the top.
        radius: In units.
        is_area: Whether it is drawn as wide as its uncertainty.
        is_enlarged: Whether it is drawn wider than that, to be seen.
        spot: What it stands for.
    """

    x: float
    y: float
    radius: float
    is_area: bool
    is_enlarged: bool
    spot: Spot


@dataclass(frozen=True, slots=True)
class Outline:
    """
    One country's outline as a shape.

    Attributes:
        name: Its name in English.
        code: ISO 3166-1 code; ``None``: it has none.
        path: SVG path.
        label: Where the name stands; ``None``: too small for one.
    """

    name: str
    code: str | None
    path: str
    label: Point | None


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """
    The whole map.

    Attributes:
        width: In units.
        height: In units.
        frame: West, south, east, north of what it shows, in degrees.
        outlines: The countries.
        marks: The spots, the widest first, so that none hides another.
        scale_km: Length of the scale bar, in km, true in the middle of the map.
        scale_width: The same, in units.
    """

    width: float
    height: float
    frame: Box
    outlines: tuple[Outline, ...]
    marks: tuple[Mark, ...]
    scale_km: int
    scale_width: float


def draw_map(spots: Iterable[Spot], frame: Box | None = None) -> MapDrawing | None:
    """
    Return the map of *spots*; ``None``: there is nothing to draw.

    Args:
        spots: What stands on it.
        frame: What it has to show; ``None``: all of the spots.
    """
    everything = tuple(spots)
    box = frame or frame_of(everything)
    if box is None:
        return None
    shown = fit_frame(box)
    marks = [_mark(spot, shown) for spot in everything]
    inside = (m for m in marks if -m.radius < m.x < WIDTH + m.radius)
    km_per_unit = _km_per_unit(shown)
    scale_km = _round_km(WIDTH / 6 * km_per_unit)
    return MapDrawing(
        width=WIDTH,
        height=HEIGHT,
        frame=shown,
        outlines=_draw_outlines(shown),
        marks=tuple(sorted(inside, key=lambda mark: -mark.radius)),
        scale_km=scale_km,
        scale_width=round(scale_km / km_per_unit, 1),
    )


def fit_frame(box: Box) -> Box:
    """
    Return a frame of the map's proportions around *box*, with a margin.

    Examples:
        >>> west, south, east, north = fit_frame((36.0, 35.0, 38.0, 36.0))
        >>> west < 36 < 38 < east, south < 35 < 36 < north
        (True, True)
    """
    west, south, east, north = box
    low, high = _mercator(south), _mercator(north)
    wide = max((east - west) * _MARGIN, (high - low) * _MARGIN * WIDTH / HEIGHT, _LEAST_SPAN)
    wide = min(wide, 360.0)
    x, y = (west + east) / 2, (low + high) / 2
    x = max(-180 + wide / 2, min(180 - wide / 2, x))
    tall = wide * HEIGHT / WIDTH
    most = _mercator(_MOST_NORTH)
    y = max(tall / 2 - most, min(most - tall / 2, y)) if tall < 2 * most else 0.0
    ends = [x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2]
    left, bottom, right, top = (round(end * _SNAP) / _SNAP for end in ends)
    return left, _latitude(bottom), right, _latitude(top)


def zoom_of(frame: Box) -> int:
    """
    Return the zoom at which a map some 800 pixels wide shows *frame*.

    Examples:
        >>> zoom_of((-180, -60, 180, 60)), zoom_of((36, 35, 38, 36))
        (0, 8)
    """
    wide = max(0.001, frame[2] - frame[0])
    return max(0, min(14, int(log2(360 / wide * WIDTH / 512))))


def frame_of(spots: Iterable[Spot]) -> Box | None:
    """Return the box around all of *spots* and their areas; ``None``: there are none."""
    every = tuple(spots)
    if not every:
        return None
    return (
        min(min(s.box[0], s.longitude - _degrees_wide(s)) for s in every),
        max(-_MOST_NORTH, min(min(s.box[1], s.latitude - _degrees(s)) for s in every)),
        max(max(s.box[2], s.longitude + _degrees_wide(s)) for s in every),
        min(_MOST_NORTH, max(max(s.box[3], s.latitude + _degrees(s)) for s in every)),
    )


def _degrees(spot: Spot) -> float:
    return (spot.km or 0.0) / _KM_PER_DEGREE


def _degrees_wide(spot: Spot) -> float:
    return _degrees(spot) / max(0.1, cos(radians(spot.latitude)))


def _mark(spot: Spot, frame: Box) -> Mark:
    x, y = _place(spot.longitude, spot.latitude, frame)
    true = _degrees_wide(spot) * WIDTH / (frame[2] - frame[0])
    if spot.km is None:
        radius = SMALLEST_RADIUS + 5 * log10(max(1, spot.n)) + 3
        return Mark(round(x, 1), round(y, 1), round(radius, 1), False, False, spot)
    small = true < SMALLEST_RADIUS
    radius = round(max(true, SMALLEST_RADIUS), 1)
    return Mark(round(x, 1), round(y, 1), radius, True, small, spot)


@lru_cache(maxsize=64)
def _draw_outlines(frame: Box) -> tuple[Outline, ...]:
    return tuple(_outline(country, frame) for country in clip_countries(frame))


def _outline(country: Country, frame: Box) -> Outline:
    rings = [[_place(*point, frame) for point in ring] for ring in country.rings]
    largest = max(rings, key=measure_box)
    return Outline(
        name=country.name,
        code=code_of(country.name),
        path="".join(draw_ring(ring, near=_NEAR, digits=0) for ring in rings),
        label=find_middle(largest) if measure_box(largest) > _LABEL_AREA else None,
    )


def _place(longitude: float, latitude: float, frame: Box) -> Point:
    """Return where a position stands, in units."""
    unit = WIDTH / (frame[2] - frame[0])
    top = _mercator(frame[3])
    return (longitude - frame[0]) * unit, (top - _mercator(latitude)) * unit


def _mercator(latitude: float) -> float:
    """Return the square map's north, in degrees of longitude at the equator."""
    return degrees(asinh(tan(radians(max(-_MOST_NORTH, min(_MOST_NORTH, latitude))))))


def _latitude(north: float) -> float:
    return degrees(atan(sinh(radians(north))))


def _km_per_unit(frame: Box) -> float:
    middle = radians((frame[1] + frame[3]) / 2)
    return (frame[2] - frame[0]) * _KM_PER_DEGREE * max(0.05, cos(middle)) / WIDTH


def _round_km(wanted: float) -> int:
    """Return the largest round length that is not longer than *wanted*."""
    steps = [n * 10**power for power in range(4) for n in (1, 2, 5)]
    return max((step for step in steps if step <= wanted), default=1)
