"""
A sum over several incidents, held against the incidents it sums up, and never added.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.model import Claim, ClaimedCount, Comparison, HarmRange, Incident, Place, Summary
from sijill.model.ids import digest_words
from sijill.model.toll import TOTAL_STATUSES
from sijill.model.vocabulary import load_terms
from sijill.reconcile.codebooks import best_numbers
from sijill.reconcile.distance import distance_km


def summarise_claim(claim: Claim, incidents: Sequence[Incident]) -> Summary:
    """
    Return an aggregate or cumulative claim, compared with the incidents inside it.

    Where the claim says no days or no area, nothing is compared: what lies inside it
    cannot be told.

    Assumes:
        1. An incident is inside if its days may all lie in the window and its place in the
           area; one that may lie outside is not counted for it.
    """
    area = claim.where[0] if claim.where else None
    inside = [incident for incident in incidents if _is_inside(incident, claim, area)]
    compares = area is not None and claim.when is not None
    accounted = [_account(inside, h.kind, h.status) for h in claim.harms] if compares else []
    pairs = [
        (harm_line(claim, n), line)
        for n, line in enumerate(accounted)
        if line.low is not None or line.high is not None
    ]
    return Summary(
        id="s-" + digest_words(claim.id),
        claim=claim.id,
        window=claim.when,
        area=area,
        harms=tuple(harm_line(claim, n) for n in range(len(claim.harms))),
        accounted=tuple(accounted),
        remainder=tuple(_remainder(said, line) for said, line in pairs),
        contradicted=tuple(
            found for said, line in pairs if (found := _excess(said, line)) is not None
        ),
        incidents=tuple(sorted(incident.id for incident in inside)) if compares else (),
    )


def harm_line(claim: Claim, position: int) -> HarmRange:
    """Return one harm of a claim in the form of a range."""
    harm = claim.harms[position]
    count = harm.count
    return HarmRange(
        harm.kind, harm.status, count.low, count.high,
        best_numbers([count], kind=harm.kind, status=harm.status),
        (ClaimedCount(claim.id, count.low, count.high),),
    )  # fmt: skip


def _is_inside(incident: Incident, claim: Claim, area: Place | None) -> bool:
    if area is None or incident.where is None or not _is_during(incident, claim):
        return False
    terms = load_terms("violence")
    excluded = not terms[incident.violence].counted
    if excluded and incident.violence != claim.violence:
        return False
    return _is_within(incident.where, area)


def _is_during(incident: Incident, claim: Claim) -> bool:
    window, when = claim.when, incident.when
    if window is None or when is None or when.earliest is None or when.latest is None:
        return False
    last = window.latest or claim.reported.on
    starts = window.earliest is not None and window.earliest <= when.earliest
    return starts and last is not None and when.latest <= last


def _is_within(place: Place, area: Place) -> bool:
    if area.gazetteer_id and area.gazetteer_id == place.gazetteer_id:
        return True
    if area.precision == "country":
        return area.country is not None and area.country == place.country
    if area.country and place.country and area.country != place.country:
        return False
    if area.precision == "admin1" and area.admin1 and place.admin1:
        return area.admin1 == place.admin1
    apart = distance_km(place, area)
    return apart is not None and apart <= (area.uncertainty_km or 0.0)


def _account(incidents: Sequence[Incident], kind: str, status: str) -> Comparison:
    """Return the incidents' sum; an incident without a floor adds none, and opens the top."""
    lines = [
        line
        for incident in incidents
        for line in incident.harms
        if line.kind == kind and (status in TOTAL_STATUSES or line.status == status)
    ]
    lows = [line.low for line in lines if line.low is not None]
    highs = [line.high for line in lines if line.high is not None]
    closed = bool(lines) and len(highs) == len(lines)
    return Comparison(kind, status, sum(lows) if lows else None, sum(highs) if closed else None)


def _remainder(said: HarmRange, found: Comparison) -> Comparison:
    low = high = None
    if said.low is not None and found.high is not None:
        low = max(0, said.low - found.high)
    if said.high is not None:
        high = max(0, said.high - (found.low or 0))
    return Comparison(said.kind, said.status, low, high)


def _excess(said: HarmRange, found: Comparison) -> Comparison | None:
    if said.high is None or found.low is None or found.low <= said.high:
        return None
    most = None if found.high is None else found.high - (said.low or 0)
    return Comparison(said.kind, said.status, found.low - said.high, most)
