"""
Small drawings of one incident, as shapes: where it may lie, when it was told, whose word it is.

An area is drawn as wide as it is uncertain. What is known by its country alone is not drawn,
and nothing is ever a point that only looks exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, radians

from sijill.model import Claim, DateRange, Incident, Place
from sijill.publish.outline import clip_countries

MAP_WIDTH, MAP_HEIGHT = 480, 320
_KM_PER_DEGREE = 111.2
_LEAST_KM = 60.0  # that the map shows from its middle to its edge
_SMALLEST = 7.0  # radius of an area that can be seen, in units
LINE_WIDTH, _ROW = 640, 26
_TREE_STEP = 22


@dataclass(frozen=True, slots=True)
class Area:
    """
    One area of the map.

    Attributes:
        x: Its middle, in units from the left.
        y: Its middle, in units from the top.
        radius: In units.
        is_enlarged: Whether it is drawn larger than it is, to be seen.
        is_best: Whether it is the incident's own place.
        name: The place's name.
        km: Its radius in truth, in km.
    """

    x: float
    y: float
    radius: float
    is_enlarged: bool
    is_best: bool
    name: str
    km: float


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """
    A small map.

    Attributes:
        width: In units.
        height: In units.
        outlines: SVG paths of the countries.
        areas: The widest first.
        scale_km: Length of the scale bar, in km.
        scale: The same, in units.
    """

    width: int
    height: int
    outlines: tuple[str, ...]
    areas: tuple[Area, ...]
    scale_km: int
    scale: float


def draw_places(best: Place | None, others: Iterable[Place]) -> MapDrawing | None:
    """Return the map of an incident; ``None`` where nothing better than a country is known."""
    places = [one for one in (best, *others) if one and _is_drawn(one)]
    if not places:
        return None
    lat, lon = _middle(best if best and _is_drawn(best) else places[0])
    squeeze = max(0.1, cos(radians(lat)))
    reach = max(_LEAST_KM, *(1.3 * _reach(place, lat, lon, squeeze) for place in places))
    unit = MAP_HEIGHT / 2 / reach  # units in a km

    def spot(longitude: float, latitude: float) -> tuple[float, float]:
        x = MAP_WIDTH / 2 + (longitude - lon) * _KM_PER_DEGREE * squeeze * unit
        return round(x, 1), round(MAP_HEIGHT / 2 - (latitude - lat) * _KM_PER_DEGREE * unit, 1)

    wide = MAP_WIDTH / 2 / unit / _KM_PER_DEGREE / squeeze
    high = reach / _KM_PER_DEGREE
    box = lon - wide, lat - high, lon + wide, lat + high
    outlines = [
        "".join(_path([spot(*point) for point in ring]) for ring in country.rings)
        for country in clip_countries(box)
    ]
    areas: dict[tuple[float, float, float], Area] = {}
    for place in places:
        x, y = spot(*reversed(_middle(place)))
        km = place.uncertainty_km or 0.0
        true = km * unit
        areas.setdefault(
            (x, y, km),
            Area(
                x, y, round(max(_SMALLEST, true), 1), true < _SMALLEST, place is best,
                place.name or "", km,
            ),
        )  # fmt: skip
    scale_km = max(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if step <= reach / 2)
    ordered = tuple(sorted(areas.values(), key=lambda area: -area.radius))
    scale = round(scale_km * unit, 1)
    return MapDrawing(MAP_WIDTH, MAP_HEIGHT, tuple(outlines), ordered, scale_km, scale)


def _is_drawn(place: Place) -> bool:
    return place.is_resolved and place.precision not in ("country", "sea_or_air")


def _middle(place: Place) -> tuple[float, float]:
    return place.latitude or 0.0, place.longitude or 0.0


def _reach(place: Place, lat: float, lon: float, squeeze: float) -> float:
    north = abs((place.latitude or 0.0) - lat) * _KM_PER_DEGREE
    east = abs((place.longitude or 0.0) - lon) * _KM_PER_DEGREE * squeeze
    return max(north, east * MAP_HEIGHT / MAP_WIDTH) + (place.uncertainty_km or 0.0)


def _path(ring: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" if len(ring) > 2 else ""


@dataclass(frozen=True, slots=True)
class Told:
    """
    One claim on the line of time.

    Attributes:
        claim: The claim's id.
        name: Who says it.
        y: In units from the top.
        left: Where its days begin, in units; ``None``: no day is said.
        width: How long they last, in units.
        published: Where the day of its publication stands; ``None``: not known.
    """

    claim: str
    name: str
    y: float
    left: float | None
    width: float
    published: float | None


@dataclass(frozen=True, slots=True)
class LineDrawing:
    """
    When each claim says that it happened, and when it was published.

    Attributes:
        width: In units.
        height: In units.
        rows: The claims, by day of publication.
        first: The day at the left.
        last: The day at the right.
        band: Left and width of the days that all claims allow; ``None``: none is known.
    """

    width: int
    height: int
    rows: tuple[Told, ...]
    first: date
    last: date
    band: tuple[float, float] | None


def draw_days(
    when: DateRange | None, claims: Sequence[Claim], names: Mapping[str, str]
) -> LineDrawing | None:
    """Return the line of time of an incident; ``None`` where no day is known."""
    days = [day for claim in claims for day in _days(claim.when)]
    days += [claim.reported.on for claim in claims if claim.reported.on] + _days(when)
    if not days:
        return None
    first, last = min(days), max(days)
    span = max(1, (last - first).days + 1)

    def at(day: date) -> float:
        return round((day - first).days / span * LINE_WIDTH, 1)

    day = LINE_WIDTH / span
    ordered = sorted(claims, key=lambda c: (c.reported.on or date.max, c.id))
    rows = []
    for n, claim in enumerate(ordered):
        ends = _days(claim.when)
        left = at(min(ends)) if ends else None
        width = round(at(max(ends)) - at(min(ends)) + day, 1) if ends else 0.0
        on = claim.reported.on
        published = round(at(on) + day / 2, 1) if on else None
        name = names.get(claim.document_id, "")
        rows.append(Told(claim.id, name, n * _ROW + _ROW / 2, left, width, published))
    ends = _days(when)
    band = (at(min(ends)), round(at(max(ends)) - at(min(ends)) + day, 1)) if ends else None
    return LineDrawing(LINE_WIDTH, _ROW * len(rows), tuple(rows), first, last, band)


def _days(when: DateRange | None) -> list[date]:
    return [day for day in (when.earliest, when.latest) if day] if when else []


@dataclass(frozen=True, slots=True)
class Leaf:
    """
    One document or body in the tree of origins.

    Attributes:
        depth: How many steps it stands from its origin.
        label: What it is called.
        reason: Term of ``vocabulary/origin_reason.toml`` of its step; empty: an origin.
        share: Share of its text that it took over; ``None``: the step stands on a name.
        document: Id of its reading; ``None``: a body.
        claim: Id of its claim in the incident; ``None``: a body.
        y: In units from the top.
        parent_y: Where what it leads to stands; ``None``: an origin.
    """

    depth: int
    label: str
    reason: str
    share: float | None
    document: str | None
    claim: str | None
    y: float
    parent_y: float | None


def draw_origins(
    incident: Incident, claims: Mapping[str, Claim], names: Mapping[str, str]
) -> tuple[Leaf, ...]:
    """Return the origins of an incident, each followed by what goes back to it."""
    steps = {edge.document: edge for edge in incident.origin_edges if edge.to_document}
    bodies = {edge.claim: edge for edge in incident.origin_edges if edge.claim and edge.body}
    groups: dict[str, list[str]] = {}
    reasons = {item.claim: item.reason for item in incident.origin_by_claim}
    for item in incident.origin_by_claim:
        groups.setdefault(item.origin, []).append(item.claim)
    leaves: list[Leaf] = []
    for members in groups.values():
        here = {claims[key].document_id: key for key in members if key in claims}
        named = [bodies[key].body for key in members if key in bodies]
        root = len(leaves)
        label = next(filter(None, named), None) or names.get(next(iter(here), ""), "")
        leaves.append(Leaf(0, label, "", None, None, None, _y(root), None))
        _add_below(leaves, None, root, here, steps, reasons, names)
    return tuple(leaves)


def _add_below(
    leaves: list[Leaf],
    above: str | None,
    at: int,
    here: Mapping[str, str],
    steps: Mapping[str, object],
    reasons: Mapping[str, str],
    names: Mapping[str, str],
) -> None:
    for document, claim in sorted(here.items(), key=lambda item: names.get(item[0], "")):
        edge = steps.get(document)
        to = getattr(edge, "to_document", None)
        if (to if to in here else None) != above or any(x.claim == claim for x in leaves):
            continue
        reason = getattr(edge, "reason", None) or reasons.get(claim, "own_source")
        own = len(leaves)
        leaves.append(
            Leaf(
                leaves[at].depth + 1, names.get(document, document), reason,
                getattr(edge, "shared", None), document, claim, _y(own), leaves[at].y,
            )
        )  # fmt: skip
        _add_below(leaves, document, own, here, steps, reasons, names)


def _y(row: int) -> float:
    return row * _ROW + _ROW / 2
