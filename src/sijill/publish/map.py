"""
The map as shapes: countries for orientation, and each place as the area it lies in.

A place is drawn as wide as its uncertainty. Where that would be too small to see it is
drawn larger, never smaller; a place known only by its country is not drawn at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import cos, radians

from sijill.model.public import PublicPlace
from sijill.model.release import PublicIncident
from sijill.publish.geojson import is_drawn
from sijill.publish.outline import Box, Country, Point, clip_countries
from sijill.publish.rings import draw_ring, find_middle, measure_box
from sijill.publish.wording import word_place, word_precision

WIDTH, HEIGHT = 960, 540  # of the drawing, in its own units
SMALLEST_RADIUS = 6.0  # of a circle that can be seen and touched, in the same units
_KM_PER_DEGREE = 111.2
_LEAST_SPAN = 2.4  # degrees of latitude that the map shows at least
_LABEL_AREA = 5000.0  # least box of a country that bears its name, in square units
_LETTER = 6.6  # width of a letter of a label, in units


@dataclass(frozen=True, slots=True)
class Mark:
    """
    One place on the map.

    Attributes:
        x: Middle, in units from the left.
        y: Middle, in units from the top.
        rx: Half the width of the area, in units.
        ry: Half its height, in units.
        is_enlarged: Whether the area is drawn larger than it is, to be seen.
        title: Name, precision and incidents, as a sentence.
        incidents: Ids of the incidents there.
        label: The name to write beside it; empty: none, or no room.
    """

    x: float
    y: float
    rx: float
    ry: float
    is_enlarged: bool
    title: str
    incidents: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """
    One country on the map.

    Attributes:
        name: Its name.
        path: SVG path of its outline.
        label: Where the name stands; ``None``: too small for one.
    """

    name: str
    path: str
    label: Point | None


@dataclass(frozen=True, slots=True)
class MapView:
    """
    The whole map.

    Attributes:
        width: In units.
        height: In units.
        outlines: The countries.
        marks: The places, the widest first, so that none hides another.
        undrawn: How many incidents are not on it.
        scale_km: Length of the scale bar, in km.
        scale_width: The same, in units.
    """

    width: int
    height: int
    outlines: tuple[Outline, ...]
    marks: tuple[Mark, ...]
    undrawn: int
    scale_km: int
    scale_width: float


@dataclass(frozen=True, slots=True)
class _Projection:
    """Plate carrée, stretched so that areas around the middle keep their shape."""

    box: Box

    @property
    def unit(self) -> float:
        """Units in a degree of latitude."""
        return HEIGHT / (self.box[3] - self.box[1])

    @property
    def squeeze(self) -> float:
        """Width of a degree of longitude over a degree of latitude."""
        return cos(radians((self.box[1] + self.box[3]) / 2))

    def place(self, lon: float, lat: float) -> Point:
        """Return where a position stands, in units."""
        return (lon - self.box[0]) * self.unit * self.squeeze, (self.box[3] - lat) * self.unit


def draw_map(incidents: Iterable[PublicIncident]) -> MapView | None:
    """Return the map of *incidents*; ``None`` if none of them can be drawn."""
    everything = tuple(incidents)
    groups = _group_places(everything)
    if not groups:
        return None
    projection = _Projection(_frame([place for place, _ in groups]))
    marks = [_mark(place, ids, projection) for place, ids in groups]
    scale_km = _scale_km(projection)
    return MapView(
        width=WIDTH,
        height=HEIGHT,
        outlines=tuple(_outline(c, projection) for c in clip_countries(projection.box)),
        marks=tuple(_keep_free_labels(sorted(marks, key=lambda mark: -mark.rx))),
        undrawn=len(everything) - sum(len(ids) for _, ids in groups),
        scale_km=scale_km,
        scale_width=round(scale_km / _KM_PER_DEGREE * projection.unit, 1),
    )


def _group_places(
    incidents: tuple[PublicIncident, ...],
) -> list[tuple[PublicPlace, tuple[str, ...]]]:
    """Group the incidents that can be drawn by their place."""
    ids: dict[tuple[object, ...], list[str]] = {}
    places: dict[tuple[object, ...], PublicPlace] = {}
    for item in incidents:
        if item.where is not None and is_drawn(item.where):
            key = (item.where.latitude, item.where.longitude, item.where.uncertainty_km)
            places.setdefault(key, item.where)
            ids.setdefault(key, []).append(item.id)
    return [(places[key], tuple(found)) for key, found in ids.items()]


def _frame(places: list[PublicPlace]) -> Box:
    """Return the box around the areas, in the drawing's proportions, with a margin."""
    tall = [(p.uncertainty_km or 0) / _KM_PER_DEGREE for p in places]
    lats, lons = [p.latitude or 0.0 for p in places], [p.longitude or 0.0 for p in places]
    south = min(lat - pad for lat, pad in zip(lats, tall, strict=True))
    north = max(lat + pad for lat, pad in zip(lats, tall, strict=True))
    squeeze = max(0.2, cos(radians((south + north) / 2)))
    west = min(lon - pad / squeeze for lon, pad in zip(lons, tall, strict=True))
    east = max(lon + pad / squeeze for lon, pad in zip(lons, tall, strict=True))
    high = max(_LEAST_SPAN, (north - south) * 1.25, (east - west) * 1.25 * squeeze * 9 / 16)
    middle = (south + north) / 2, (west + east) / 2
    wide = high * WIDTH / HEIGHT / squeeze
    return (
        middle[1] - wide / 2,
        middle[0] - high / 2,
        middle[1] + wide / 2,
        middle[0] + high / 2,
    )


def _mark(place: PublicPlace, ids: tuple[str, ...], projection: _Projection) -> Mark:
    x, y = projection.place(place.longitude or 0.0, place.latitude or 0.0)
    degrees = (place.uncertainty_km or 0.0) / _KM_PER_DEGREE
    stretch = projection.squeeze / max(0.05, cos(radians(place.latitude or 0.0)))
    true = degrees * projection.unit
    some = f"{len(ids)} incidents" if len(ids) > 1 else "1 incident"
    return Mark(
        x=round(x, 1),
        y=round(y, 1),
        rx=round(max(SMALLEST_RADIUS, true * stretch), 1),
        ry=round(max(SMALLEST_RADIUS, true), 1),
        is_enlarged=true < SMALLEST_RADIUS,
        title=f"{word_place(place)} ({word_precision(place)}): {some}",
        incidents=ids,
        label=(place.name or "") if place.precision in ("exact", "near") else "",
    )


def _keep_free_labels(marks: list[Mark]) -> Iterator[Mark]:
    """Yield the marks; a label that would lie on another, or on a mark, is left out."""
    taken = [(m.x - 7, m.y - 7, m.x + 7, m.y + 7) for m in marks]
    for mark in marks:
        left = mark.x + mark.rx + 4
        box = (left, mark.y - 8, left + _LETTER * len(mark.label), mark.y + 8)
        if box[2] > WIDTH or any(_overlaps(box, other) for other in taken):
            yield replace(mark, label="")
        else:
            taken.append(box)
            yield mark


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _outline(country: Country, projection: _Projection) -> Outline:
    rings = [[projection.place(*point) for point in ring] for ring in country.rings]
    largest = max(rings, key=measure_box)
    return Outline(
        name=country.name,
        path="".join(draw_ring(ring) for ring in rings),
        label=find_middle(largest) if measure_box(largest) > _LABEL_AREA else None,
    )


def _scale_km(projection: _Projection) -> int:
    """Return a round length that takes about a sixth of the map's width."""
    wanted = WIDTH / 6 / projection.unit * _KM_PER_DEGREE
    steps = [n * 10**power for power in range(4) for n in (1, 2, 5)]
    return max((step for step in steps if step <= wanted), default=1)
