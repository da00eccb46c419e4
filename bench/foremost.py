"""
Which incident each article is mainly about: the benchmarks of linking want one an article.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sijill.model import Claim, DateRange, Incident

DECAY = 0.8  # what each incident told before takes from an incident's weight in an article
WEIGHTS = {"killed": 1.0, "injured": 1.0, "affected": 0.7}
LIGHT = 0.15
SLACK_DAYS = 2
LEFT_OUT = ("detention", "crime_other")
NO_ACT = ("detention", "disaster", "disease")
SHARE = 0.3  # of the articles of two groups, so many tell of a thing that joins them
LEAST = 0.3  # what weighs less in an article joins nothing

Weights = dict[str, dict[str, float]]
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Told:
    """
    An incident and the articles that are mainly about it.

    Attributes:
        incident: The incident.
        documents: Those articles.
        beside: Its claims, and those that its articles make beside it of about the same days.
        claims: All claims of those articles.
    """

    incident: Incident
    documents: tuple[str, ...]
    beside: tuple[Claim, ...]
    claims: tuple[Claim, ...] = ()


def share_out(incidents: Sequence[Incident], by_id: Mapping[str, Claim]) -> list[Told]:
    """
    Give each article to one incident: first the incident that weighs most in all its articles.

    What hurt people and stands first weighs most in an article. Incidents of about the same
    days are then put together where many articles of both tell of one thing more.
    """
    weights = _weigh(incidents, by_id)
    named = {one.id: one for one in incidents}
    groups = _join(_choose(weights), weights, named)
    home = {name: key for key, articles in groups.items() for name in articles}
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(by_id.values(), key=lambda claim: claim.id):
        told[home.get(claim.document_id, "")].append(claim)
    return [
        Told(
            named[key],
            tuple(sorted(articles)),
            _beside(named[key], told[key]),
            tuple(told[key]),
        )
        for key, articles in sorted(groups.items())
    ]


def _choose(weights: Weights) -> dict[str, set[str]]:
    """Return the articles of each chosen incident, heaviest first."""
    left = {key: dict(articles) for key, articles in weights.items()}
    heap = [(-sum(articles.values()), key) for key, articles in left.items()]
    heapq.heapify(heap)
    given: dict[str, set[str]] = {}
    taken: set[str] = set()
    while heap:
        weight, key = heapq.heappop(heap)
        left[key] = {name: item for name, item in left[key].items() if name not in taken}
        if left[key] and -weight > sum(left[key].values()):
            heapq.heappush(heap, (-sum(left[key].values()), key))
        elif left[key]:
            given[key] = set(left[key])
            taken |= given[key]
    return given


def _join(
    groups: dict[str, set[str]], weights: Weights, named: Mapping[str, Incident]
) -> dict[str, set[str]]:
    """Put groups of articles together where `SHARE` of each tells of one incident more."""
    home = {name: key for key, articles in groups.items() for name in articles}
    for key in sorted(weights, key=lambda key: (-len(weights[key]), key)):
        one = named[key]
        told = {name for name, weight in weights[key].items() if weight >= LEAST}
        if one.violence in LEFT_OUT or len(told) < 2:
            continue
        ready = [
            found
            for found in sorted({home[name] for name in told})
            if len(groups[found] & told) >= SHARE * len(groups[found])
            and _is_near(named[found], one)
        ]
        ready.sort(key=lambda found: (-len(groups[found]), found))
        for other in ready[1:]:
            if _is_near(named[ready[0]], named[other]):
                home |= dict.fromkeys(groups[other], ready[0])
                groups[ready[0]] |= groups.pop(other)
    return groups


def _weigh(incidents: Sequence[Incident], by_id: Mapping[str, Claim]) -> Weights:
    """Return what each incident weighs in each article that tells of it."""
    told: dict[str, list[tuple[float, int, str]]] = defaultdict(list)
    for one in incidents:
        claims = [by_id[key] for key in one.claims]
        for name in sorted({claim.document_id for claim in claims}):
            mine = [claim for claim in claims if claim.document_id == name]
            kinds = {harm.kind for claim in mine for harm in claim.harms}
            weight = max((WEIGHTS.get(kind, LIGHT) for kind in kinds), default=LIGHT)
            start = min(span.start for claim in mine for span in claim.evidence)
            told[name].append((-weight, start, one.id))
    found: dict[str, dict[str, float]] = {one.id: {} for one in incidents}
    for name, items in told.items():
        for order, (weight, _, key) in enumerate(sorted(items)):
            found[key][name] = -weight * DECAY**order
    return found


def _beside(incident: Incident, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims of an incident, and those of about its days that tell of real harm."""
    days, own = _days(incident.when), frozenset(incident.claims)
    return tuple(
        claim
        for claim in claims
        if claim.id in own or (_is_told(claim) and _meet(days, _days(claim.when)))
    )


def _is_told(claim: Claim) -> bool:
    real = claim.modality in ("asserted", "alleged") and claim.scope == "incident"
    return real and claim.violence not in NO_ACT


def _is_near(one: Incident, other: Incident) -> bool:
    return _meet(_days(one.when), _days(other.when))


def _meet(left: Days | None, right: Days | None) -> bool:
    """Say whether two spans of days lie close; what has no day may be of any."""
    if left is None or right is None:
        return True
    gap = max((left[0] - right[1]).days, (right[0] - left[1]).days)
    return gap <= SLACK_DAYS


def _days(when: DateRange | None) -> Days | None:
    first = when and (when.earliest or when.latest)
    return (first, (when and when.latest) or first) if first else None
