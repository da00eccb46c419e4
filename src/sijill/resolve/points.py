"""
Points that a dataset gives for its rows: they stay, and the gazetteer says whose they are.
"""

from __future__ import annotations

from dataclasses import replace

from sijill.model import Place
from sijill.resolve.bundled import distance_km
from sijill.resolve.protocol import Entry, Gazetteer

_NAMED = ("exact", "near")  # the point is that of the place which is named
_NEAR_KM = 10.0


def keep_point(where: tuple[Place, ...], gazetteer: Gazetteer) -> Place:
    """
    Return the point of a row, with its country, and its place in the gazetteer if it has one.

    A place of that name within a few km of the point is the place that is meant, so that rows
    and reports about it meet. The coordinates stay those of the row.

    Args:
        where: The point, then what the row says that it lies in.
        gazetteer: Where names are looked up.
    """
    point = where[0]
    named = (entry for place in where[1:] for entry in gazetteer.find_places(place.name or ""))
    countries = (entry.country for entry in named if entry.kind == "country")
    country = point.country or next(countries, None)
    home = _find_home(point, gazetteer) if point.precision in _NAMED else None
    if home is None:
        return replace(point, country=country)
    return replace(
        point,
        country=country or home.country,
        admin1=point.admin1 or home.admin1,
        gazetteer_id=home.ref,
        gazetteer_version=home.version,
    )


def _find_home(point: Place, gazetteer: Gazetteer) -> Entry | None:
    """Return the settlement of the point's name that is nearest to it, if it is near."""
    found = gazetteer.find_places(point.name) if point.name else ()
    reach = max(_NEAR_KM, point.uncertainty_km or 0.0)
    towns = [entry for entry in found if entry.kind == "place"]
    ranked = sorted((distance_km(entry, _at(entry, point)), entry.ref) for entry in towns)
    if not ranked or ranked[0][0] > reach:
        return None
    return next(entry for entry in towns if entry.ref == ranked[0][1])


def _at(entry: Entry, point: Place) -> Entry:
    """Return the entry moved to the point, to measure from it."""
    return replace(entry, latitude=point.latitude or 0.0, longitude=point.longitude or 0.0)
