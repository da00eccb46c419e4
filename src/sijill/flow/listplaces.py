"""
Where the places lie that lists of people name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sijill.model import NamedPerson
from sijill.resolve import Entry, Gazetteer

Spot = tuple[float, float, float]
_LEAST_KM = 2.0  # a town is no point


def place_people(named: Sequence[NamedPerson], gazetteer: Gazetteer) -> Iterator[NamedPerson]:
    """
    Yield people, each with the spot that the gazetteer knows for the name of their place.

    Assumes:
        1. Lists of one record are mostly about one country: of namesakes that of the country
           with most of the places is taken.
    """
    wanted = {one.place for one in named if one.place and one.spot is None}
    found = {place: gazetteer.find_places(place) for place in wanted}
    country = _country_of(found.values())
    spots = {place: _choose(entries, country) for place, entries in found.items()}
    for one in named:
        spot = spots.get(one.place) if one.place and one.spot is None else None
        yield replace(one, spot=spot) if spot else one


def _country_of(found: Iterable[Sequence[Entry]]) -> str | None:
    """Return the country that most of the places may lie in."""
    counts: Counter[str] = Counter()
    for entries in found:
        counts.update({entry.country for entry in entries if entry.country})
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return best[0][0] if best else None


def _choose(entries: Sequence[Entry], country: str | None) -> Spot | None:
    """Return the spot of the likeliest of them, if one lies in the country."""
    near = [entry for entry in entries if entry.country == country]
    if not near:
        return None
    best = min(near, key=lambda one: (one.grade, -one.population, one.ref))
    return best.latitude, best.longitude, max(_LEAST_KM, best.radius_km)
