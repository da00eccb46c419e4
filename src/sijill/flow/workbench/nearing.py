"""
The incidents that a changed claim may now speak of, by days and distance.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from math import cos, radians

from sijill.link.settings import Settings
from sijill.model import Claim, Place
from sijill.model.rows import ClaimRow, IncidentRow
from sijill.store import Store
from sijill.store.rowreading import Box, Days

_MOST = 80  # incidents; in a siege more may be near, and the next run looks at them all
_DEGREE_KM = 111.2
_WIDEST_KM = 400.0  # a claim of a whole country is near whatever is said of the same days


def find_near_claims(store: Store, claims: Iterable[Claim], settings: Settings) -> set[str]:
    """
    Return ids of claims whose incidents may lie within the days and the reach of some claims.

    What a claim does not say rules nothing out.
    """
    near: set[str] = set()
    for claim in claims:
        if claim.scope == "incident":
            days, box = days_of(claim, settings), _box_of(claim, settings)
            near.update(store.rows.find_within(IncidentRow, days, box, most=_MOST))
    return {row.id for row in store.rows.find_many(ClaimRow, near, by="incident")}


def days_of(claim: Claim, settings: Settings) -> Days:
    """Return the first and last day of a claim's act, or those that its news tells of."""
    slack = timedelta(days=settings.slack_days + settings.bucket_days)
    if claim.when and claim.when.is_resolved:
        first, last = claim.when.earliest, claim.when.latest
    else:
        last = claim.reported.on
        first = last - timedelta(days=settings.news_days) if last else None
    return (first - slack if first else None), (last + slack if last else None)


def _box_of(claim: Claim, settings: Settings) -> Box | None:
    place = claim.where[0] if claim.where else None
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return box_around(place, settings.coarse_km + (place.uncertainty_km or 0.0))


def box_around(place: Place, km: float) -> Box | None:
    """Return the box of so many km around a place; ``None``: it is as wide as a country."""
    if place.latitude is None or place.longitude is None or km > _WIDEST_KM:
        return None
    north = km / _DEGREE_KM
    east = north / max(0.1, cos(radians(place.latitude)))
    return (
        place.latitude - north, place.longitude - east,
        place.latitude + north, place.longitude + east,
    )  # fmt: skip
