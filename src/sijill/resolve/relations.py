"""
Where something is that lies beside, between or around the places that its words name.

"10 km north of X" is a point away from X, "the road between X and Y" their middle, "the X
countryside" the land around X: each with the uncertainty that such words leave.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sijill.language.places import SIDES, PlaceWords
from sijill.resolve.bundled import distance_km
from sijill.resolve.extents import reach_of
from sijill.resolve.protocol import Entry

PRECISION = {
    "place": "exact", "admin2": "admin2", "admin1": "admin1", "country": "country",
    "region": "vague",
}  # fmt: skip
_KM_OF_DEGREE = 111.2
_LEAST_KM = 5.0  # how far two gazetteers' points for one settlement commonly lie apart
_AREA_KM = {"admin1": 90.0, "admin2": 30.0}  # an area known by its town alone
_COUNTRYSIDE_KM = 30.0
_SIDE_KM = 15.0  # "east of X" without a distance
_BEARING_SHARE = 0.4  # "north" may be north-west: sideways by this share of the distance
_WATERS = ("sea", "ocean", "gulf", "atlantic", "pacific", "mediterranean")


@dataclass(frozen=True, slots=True)
class Spot:
    """
    A point with how far the true place may be from it.

    Attributes:
        latitude: Degrees north.
        longitude: Degrees east.
        radius_km: Radius that holds the true place, above 0.
        precision: One of `sijill.model.place.PRECISIONS`.
    """

    latitude: float
    longitude: float
    radius_km: float
    precision: str


def locate(
    entry: Entry, words: PlaceWords, partner: Entry | None, *, near_km: float, stand_in: bool
) -> Spot:
    """
    Return the point that *words* mean, told by *entry* and by *partner* at the other end.

    Args:
        entry: The place that the words name, or the one that stands in for it.
        words: The words, with distance, side and relation.
        partner: The other end of a way; ``None``: none is told.
        near_km: What "near" adds to the uncertainty.
        stand_in: Whether *entry* is but what the unknown place lies in or near.
    """
    radius_km, precision = reach_of(entry), PRECISION[entry.kind]
    if entry.kind == "place" and entry.reach_km is None:
        radius_km = max(radius_km, _LEAST_KM)
    if any(word in _WATERS for word in entry.name.casefold().split()):
        precision = "sea_or_air"
    spot = Spot(entry.latitude, entry.longitude, radius_km, precision)
    if stand_in:
        told = words.beside
        slack = (told.km if told and told.km else near_km) if told else near_km
        near = "near" if precision == "exact" else precision
        return Spot(spot.latitude, spot.longitude, radius_km + slack, near)
    if words.kind in _AREA_KM and entry.kind == "place":
        widened = max(radius_km, _AREA_KM[words.kind])
        return Spot(spot.latitude, spot.longitude, widened, words.kind)
    if words.relation == "between" and partner and entry.kind != "country":
        return _between(entry, partner)
    return _beside(spot, words, near_km)


def _beside(spot: Spot, words: PlaceWords, near_km: float) -> Spot:
    near = "near" if spot.precision == "exact" else spot.precision
    if words.km and words.side:
        slack = spot.radius_km + words.km * _BEARING_SHARE + 1.0
        moved = _move(spot, words.km, words.side)
        return Spot(moved[0], moved[1], slack, near)
    if words.km:
        return Spot(spot.latitude, spot.longitude, spot.radius_km + words.km, near)
    added = {
        "body": near_km,
        "near": near_km + (_SIDE_KM if words.side else 0.0),
        "countryside": _COUNTRYSIDE_KM,
        "between": near_km + _COUNTRYSIDE_KM,
    }.get(words.relation)
    if added is not None:
        return Spot(spot.latitude, spot.longitude, spot.radius_km + added, near)
    return Spot(
        spot.latitude, spot.longitude, spot.radius_km,
        near if words.relation == "part" else spot.precision,
    )  # fmt: skip


def _between(entry: Entry, partner: Entry) -> Spot:
    """Return the middle of a way; half its length, and a bit for its bends, is open."""
    half = distance_km(entry, partner) / 2
    return Spot(
        (entry.latitude + partner.latitude) / 2, (entry.longitude + partner.longitude) / 2,
        half * 1.1 + 3.0, "vague",
    )  # fmt: skip


def _move(spot: Spot, km: float, side: str) -> tuple[float, float]:
    turn = math.radians(45.0 * SIDES.index(side))
    north = spot.latitude + km * math.cos(turn) / _KM_OF_DEGREE
    shrink = max(0.1, math.cos(math.radians(spot.latitude)))
    east = spot.longitude + km * math.sin(turn) / (_KM_OF_DEGREE * shrink)
    return max(-90.0, min(90.0, north)), (east + 180.0) % 360.0 - 180.0
