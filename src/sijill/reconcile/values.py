"""
The day, the place, the act, the actors and the objects that a cluster's claims support.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sijill.model import Claim, DamageRange, DateRange, Involvement, Place
from sijill.model.toll import sum_counts
from sijill.reconcile.ranges import list_counts, range_of
from sijill.reconcile.settings import Settings
from sijill.reconcile.statements import Statement

_EFFECTS = ("hit", "looted", "damaged", "burned", "destroyed")
_DAYS = ((0, "day"), (6, "days"), (7, "week"), (31, "month"), (366, "year"))


def reconcile_violence(claims: Sequence[Claim]) -> str:
    """Return the act that most claims name; the unspecified one only where all leave it so."""
    named = Counter(claim.violence for claim in claims if claim.violence != "attack")
    return min(named, key=lambda term: (-named[term], term)) if named else "attack"


def reconcile_when(claims: Sequence[Claim]) -> DateRange | None:
    """
    Return the days that all claims allow; where there are none, the most precise claim's.

    Publication dates play no part.
    """
    said = [claim.when for claim in claims if claim.when and claim.when.is_resolved]
    if not said:
        return None
    first = max((when.earliest for when in said if when.earliest), default=None)
    last = min((when.latest for when in said if when.latest), default=None)
    if first and last and first > last:
        votes = Counter((when.earliest, when.latest) for when in said)
        narrow = min(
            said,
            key=lambda when: (
                _width(when),
                -votes[when.earliest, when.latest],
                when.earliest or date.min,
            ),
        )
        first, last = narrow.earliest, narrow.latest
    times = {when.time for when in said if when.time}
    time = next(iter(times)) if len(times) == 1 else None
    return DateRange(None, first, last, _precision(first, last, said), time)


def _width(when: DateRange) -> int:
    if when.earliest is None or when.latest is None:
        return 10**6
    return (when.latest - when.earliest).days


def _precision(first: date | None, last: date | None, said: Sequence[DateRange]) -> str | None:
    same = [when.precision for when in said if (when.earliest, when.latest) == (first, last)]
    if same:
        return min(same, key=lambda term: (term is None, term or ""))
    if first is None or last is None:
        return "longer"
    days = (last - first).days
    return next((term for most, term in _DAYS if days <= most), "longer")


def reconcile_where(claims: Sequence[Claim]) -> Place | None:
    """
    Return the most precise place, of equals the one that most claims name.

    Where no claim tells a place, it is the place that their documents are at home in.
    """
    places = [place for claim in claims for place in claim.where[:1]]
    resolved = [place for place in places if place.is_resolved] or places
    votes = Counter((place.gazetteer_id, place.name) for place in resolved)
    if not any(place.is_resolved for place in resolved):
        resolved = _homes(claims) or resolved
        votes = Counter((place.gazetteer_id, place.name) for place in resolved)
    if not resolved:
        return None
    best = min(
        resolved,
        key=lambda p: (
            p.uncertainty_km or 1e6,
            -votes[p.gazetteer_id, p.name],
            p.gazetteer_id or "",
            p.name or "",
            p.latitude or 0.0,
        ),
    )
    return replace(best, words=None)


def _homes(claims: Sequence[Claim]) -> list[Place]:
    """Return the homes that most of the claims' documents share, with their precision."""
    homes = {claim.document_id: claim.context.home for claim in claims if claim.context.home}
    votes = Counter((home.admin1, home.country) for home in homes.values() if home)
    most = max(votes.values(), default=0)
    return [
        home for home in homes.values() if home and votes[home.admin1, home.country] == most
    ]


def is_by_home(claims: Sequence[Claim]) -> bool:
    """Say whether only the homes of the documents tell where it was."""
    told = any(place.is_resolved for claim in claims for place in claim.where[:1])
    return not told and bool(_homes(claims))


def reconcile_actors(claims: Sequence[Claim]) -> tuple[Involvement, ...]:
    """Return every involvement of a resolved actor, each once."""
    found = {
        (actor.role, actor.actor_id, actor.certainty, actor.party or "")
        for claim in claims
        for actor in claim.actors
        if actor.actor_id
    }
    return tuple(
        Involvement(None, role, actor, certainty, party=party or None)
        for role, actor, certainty, party in sorted(
            found, key=lambda row: (row[0], row[1] or "", *row[2:])
        )
    )


def reconcile_damages(
    claims: Sequence[Claim], *, settings: Settings
) -> tuple[DamageRange, ...]:
    """Return the ranges of the objects that were hit, with the gravest effect named."""
    said: dict[str, list[Statement]] = {}
    effects: dict[str, set[str]] = {}
    for claim in sorted(claims, key=lambda item: item.id):
        for term in sorted({damage.object for damage in claim.damages}):
            named = [damage for damage in claim.damages if damage.object == term]
            count = sum_counts(damage.count for damage in named)
            if count is not None:
                said.setdefault(term, []).append(Statement(claim.id, count))
            effects.setdefault(term, set()).update(damage.effect for damage in named)
    return tuple(
        DamageRange(
            term, _gravest(effects[term]), *range_of(rows, settings=settings), list_counts(rows)
        )
        for term, rows in sorted(said.items())
    )


def _gravest(effects: set[str]) -> str:
    return max(
        effects, key=lambda term: (_EFFECTS.index(term) if term in _EFFECTS else -1, term)
    )
