"""
How the places of two claims stand to each other, by distance against stated uncertainty.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from sijill.link.profile import Profile
from sijill.model import Place

EARTH_KM = 6371.0
_SPOT_KM = 8.0  # a town of some hundred thousand; in a larger one, parts are told apart
_TOWN_KM = 35.0
_AREA_KM = 84.0
_NEAR_KM = 12.0
_FAR_KM = 100.0
_POINTS = ("exact", "near")
_NAMED_KM, _WIDEST_TOWN_KM = 5.0, 100.0

# From most to least telling: of several places in a claim the best pair counts.
_ORDER = (
    "same_place", "same_city", "within", "in_area", "in_region", "other_town", "near",
    "apart", "far",
)  # fmt: skip
_RANK = {level: rank for rank, level in enumerate(_ORDER)}


def level_of_place(left: Profile, right: Profile) -> str:
    """Return how the places of two claims stand to each other; the best pair counts."""
    if left.places and right.places:
        levels = (level_of_points(one, two) for one in left.places for two in right.places)
        fine = _finest(left), _finest(right)
        best = min(levels, key=_RANK.__getitem__)
        first = level_of_points(*fine)
        return first if _RANK[first] >= _RANK["other_town"] else best
    if not left.place_names or not right.place_names:
        return "unknown"
    if left.place_names & right.place_names:
        return "same_name"
    told = left.place_names & right.setting or right.place_names & left.setting
    return "in_setting" if told else "other_name"


def _finest(profile: Profile) -> Place:
    return min(profile.places, key=lambda place: width_km(place) or EARTH_KM)


def width_km(place: Place) -> float:
    """
    Return how wide a place is that claims are compared by.

    A town whose uncertainty reaches its namesakes is the town that was taken: two reports of
    one event name it alike, and are resolved alike.
    """
    width = place.uncertainty_km or 0.0
    return _NAMED_KM if place.precision in _POINTS and width > _WIDEST_TOWN_KM else width


def level_of_points(left: Place, right: Place) -> str:
    """Return how two resolved places stand to each other."""
    wide = max(width_km(left), width_km(right))
    if left.gazetteer_id and left.gazetteer_id == right.gazetteer_id:
        if wide <= _SPOT_KM:
            return "same_place"
        if wide <= _TOWN_KM:
            return "same_city"
    distance = distance_km(left, right)
    reach = width_km(left) + width_km(right)
    if distance <= reach:
        return _level_inside(left, right, wide)
    if distance <= max(_NEAR_KM, 1.5 * reach):
        return "near"
    return "far" if distance > _FAR_KM + 2 * reach else "apart"


def _level_inside(left: Place, right: Place, wide: float) -> str:
    towns = left.gazetteer_id and right.gazetteer_id and left.gazetteer_id != right.gazetteer_id
    if wide <= _TOWN_KM:
        return "other_town" if towns and left.name != right.name else "within"
    return "in_area" if wide <= _AREA_KM else "in_region"


def distance_km(left: Place, right: Place) -> float:
    """
    Return the great-circle distance between two resolved places, in km.

    Examples:
        >>> one = Place(latitude=0.0, longitude=0.0, uncertainty_km=1.0, precision="exact")
        >>> two = Place(latitude=0.0, longitude=1.0, uncertainty_km=1.0, precision="exact")
        >>> round(distance_km(one, two))
        111
    """
    lat1, lon1 = radians(left.latitude or 0.0), radians(left.longitude or 0.0)
    lat2, lon2 = radians(right.latitude or 0.0), radians(right.longitude or 0.0)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
