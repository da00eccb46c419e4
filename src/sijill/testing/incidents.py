"""
What happened: incidents in real towns, some of them with a near twin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from math import cos, pi, radians, sin, sqrt
from random import Random

from sijill.testing.data import load_data
from sijill.testing.settings import Settings
from sijill.testing.towns import Town
from sijill.testing.world import TrueIncident

KM_PER_DEGREE = 111.2
TWIN_KM = 5.0
TOWN_KM = 1.5


def make_incidents(
    random: Random, number: int, *, settings: Settings, towns: Sequence[Sequence[Town]] = ()
) -> tuple[TrueIncident, ...]:
    """
    Return *number* incidents by day; a near twin lies within a day and 5 km of its twin.

    Args:
        random: The stream.
        number: How many.
        settings: The rates.
        towns: Where they happen, by country: in each country alike, in its first towns
            oftenest. None: in the towns of ``places.toml``, in each alike.
    """
    made: list[TrueIncident] = []
    while len(made) < number:
        first = _make_one(random, settings, towns)
        named = replace(first, id=f"i{len(made) + 1:04}")
        made.append(named)
        if len(made) < number and random.random() < settings.twin_share / 2:
            made.append(_make_twin(random, named, f"i{len(made) + 1:04}", settings))
    return tuple(sorted(made, key=lambda item: (item.on, item.id)))


def add_statuses(
    random: Random, incidents: Sequence[TrueIncident], *, settings: Settings
) -> tuple[TrueIncident, ...]:
    """Return *incidents* with what reports say those harmed were."""
    made = []
    for incident in incidents:
        draw = random.random()
        status = None
        if draw < settings.civilian_share:
            status = "civilian"
        elif draw < settings.civilian_share + settings.combatant_share:
            status = "combatant"
        made.append(replace(incident, status=status))
    return tuple(made)


def distance_km(left: TrueIncident, right: TrueIncident) -> float:
    """Return how far two incidents of one region lie apart, in km."""
    north = (left.latitude - right.latitude) * KM_PER_DEGREE
    east = (left.longitude - right.longitude) * KM_PER_DEGREE * cos(radians(left.latitude))
    return sqrt(north**2 + east**2)


def _make_one(
    random: Random, settings: Settings, towns: Sequence[Sequence[Town]] = ()
) -> TrueIncident:
    town = _draw_town(random, towns)
    violence = random.choice(sorted(load_data("wording.toml")["acts"]))
    act = load_data("wording.toml")["acts"][violence]
    site, named = random.choice(act["sites"])
    north, east = _draw_offset(random, TOWN_KM, town["latitude"])
    killed, injured = _draw_toll(random, settings)
    return TrueIncident(
        id="",
        violence=violence,
        on=settings.begins_on + timedelta(days=random.randrange(settings.days)),
        place=town["name"],
        region=town["region"],
        country=town["country"],
        country_code=town["code"],
        latitude=round(town["latitude"] + north, 4),
        longitude=round(town["longitude"] + east, 4),
        site=site,
        object=named or None,
        killed=killed,
        injured=injured,
        actor=random.choice([None, *act["actors"]]),
    )


def _draw_town(random: Random, towns: Sequence[Sequence[Town]]) -> Town:
    """Return a town; of a country the n-th with a weight of one over the root of n."""
    if not towns:
        place: Town = random.choice(load_data("places.toml")["place"])
        return place
    country = random.choice(towns)
    return country[int(len(country) * random.random() ** 2)]


def _make_twin(
    random: Random, first: TrueIncident, name: str, settings: Settings
) -> TrueIncident:
    other = _make_one(random, settings)
    while other.site == first.site:
        other = _make_one(random, settings)
    north, east = _draw_offset(random, TWIN_KM, first.latitude)
    return replace(
        other,
        id=name,
        on=first.on + timedelta(days=random.randrange(2)),
        place=first.place,
        region=first.region,
        country=first.country,
        country_code=first.country_code,
        latitude=first.latitude + north,
        longitude=first.longitude + east,
        twin_of=first.id,
    )


def _draw_offset(random: Random, radius_km: float, latitude: float) -> tuple[float, float]:
    away = radius_km * sqrt(random.random()) * 0.99
    angle = 2 * pi * random.random()
    north = away * cos(angle) / KM_PER_DEGREE
    return north, away * sin(angle) / KM_PER_DEGREE / cos(radians(latitude))


def _draw_toll(random: Random, settings: Settings) -> tuple[int, int]:
    weights = _toll_weights(settings.toll_exponent, settings.toll_cap)
    draw = random.choices(range(1, settings.toll_cap + 1), weights, k=2)
    if random.random() < settings.none_killed_share:
        return 0, draw[1]
    return draw[0], draw[1] if random.random() < 0.5 else 0


@cache
def _toll_weights(exponent: float, cap: int) -> tuple[float, ...]:
    return tuple(n**-exponent for n in range(1, cap + 1))
