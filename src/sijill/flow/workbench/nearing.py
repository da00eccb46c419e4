"""
The incidents that a changed claim may now speak of, by days and distance.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from math import cos, radians

import numpy as np

from sijill.flow.standing import AssessedClaim, find_claims
from sijill.flow.workbench.columns import NONE, Columns, load_columns
from sijill.link import Weights, find_in_reach, find_likely
from sijill.link.settings import Settings
from sijill.model import Claim, Place
from sijill.store import Store

Days = tuple[date | None, date | None]
Box = tuple[float, float, float, float]
_SKETCHES = {
    Claim: ("reported", "word_sketch"),
    AssessedClaim: ("claim", "reported", "word_sketch"),
}
_MOST = 80  # incidents; in a siege more may be near, and the next run looks at them all
_DEGREE_KM = 111.2
_WIDEST_KM = 400.0  # a claim of a whole country is near whatever is said of the same days


def find_near_claims(
    store: Store,
    claims: Iterable[Claim],
    *,
    settings: Settings,
    weights: Weights,
    among: int,
) -> set[str]:
    """
    Return ids of the claims that hold together with some claims, as the next run may find.

    They are looked for in the incidents within the days and the reach of each, and read only
    where the words of their reports leave it open (`link.find_in_reach`).

    Args:
        store: The derived records.
        claims: The claims, as they stand now.
        settings: Settings of `link`.
        weights: The match weights that hold.
        among: How many claims the record has.
    """
    moved = [claim for claim in claims if claim.scope == "incident"]
    worth = set[str]()
    for claim in moved:
        days, box = days_of(claim, settings), _box_of(claim, settings)
        near = find_within(load_columns(store), days, box, most=_MOST)
        others = store.rows.claims_in(near)
        worth |= find_in_reach(
            claim, others, partial(_sketches, store, others),
            settings=settings, weights=weights, among=among,
        )  # fmt: skip
    around = find_claims(store, worth).values()
    return find_likely(moved, around, settings=settings, weights=weights, among=among)


def _sketches(store: Store, claims: set[str]) -> dict[str, str | None]:
    """Return the words of the reports that some claims stand in; a decision may change them."""
    found = store.find_values(_SKETCHES, claims)
    return found[Claim] | found[AssessedClaim]


def find_within(
    columns: Columns, days: Days, box: Box | None = None, *, most: int
) -> tuple[str, ...]:
    """
    Return ids of the incidents or sums that may lie within some days and a box.

    Args:
        columns: All incidents, or all sums.
        days: First and last day; ``None``: open.
        box: South, west, north and east in degrees; ``None``: anywhere.
        most: How many at most, the latest first, those of no known day last.

    What a row does not say rules nothing out.
    """
    early, late = columns.numbers["earliest"], columns.numbers["latest"]
    near, (first, last) = ~columns.flags(), days
    if last is not None:
        near &= (early == NONE) | (early <= last.toordinal())
    if first is not None:
        near &= (late == NONE) | (late >= first.toordinal())
    if box is not None:
        south, west, north, east = box
        latitude, longitude = columns.floats["latitude"], columns.floats["longitude"]
        inside = (latitude >= south) & (latitude <= north)
        near &= np.isnan(latitude) | inside & (longitude >= west) & (longitude <= east)
    found = np.flatnonzero(near)
    if len(found) > most:  # only those as late as the last that is taken are put in order
        found = found[early[found] >= np.partition(early[found], -most)[-most]]
    order = sorted(found.tolist(), key=lambda n: (-early[n], columns.ids[n]))
    return tuple(columns.ids[n] for n in order[:most])


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
