"""
Where the claims of one incident part, each with a sentence that says how.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from sijill.model import Claim, Disagreement, Place
from sijill.model.claim import HARM_KINDS
from sijill.model.vocabulary import load_terms
from sijill.reconcile.distance import distance_km
from sijill.reconcile.origins import Traced
from sijill.reconcile.ranges import parting, range_of
from sijill.reconcile.settings import Settings
from sijill.reconcile.statements import Told
from sijill.reconcile.tolls import lower_totals

_PLACES = 64  # different places of one incident that are compared


def list_disagreements(
    traced: Sequence[Traced],
    told: Sequence[Told],
    denials: Sequence[Claim],
    *,
    settings: Settings,
) -> tuple[Disagreement, ...]:
    """Return where the claims part; a source that revised itself does not disagree."""
    claims = [item.claim for item in traced]
    found = [*_harms(told, settings), *_days(claims), *_places(claims), *_statuses(claims)]
    found += [*_actors(claims), *_acts(claims)]
    if denials:
        found.append(_part("modality", _ids_of(denials), "denied"))
    return tuple(sorted(found, key=lambda item: (item.field, item.claims)))


def _harms(told: Sequence[Told], settings: Settings) -> list[Disagreement]:
    return [
        found
        for item in told
        for found in (*_numbers(item, settings), *_groups(item, settings))
    ]


def _numbers(told: Told, settings: Settings) -> Iterator[Disagreement]:
    field, parts = f"harms.{told.kind}", list(told.parts.values())
    below = lower_totals(parts, told.wholes, settings=settings)
    for said in (*([*part, *below] for part in parts), told.wholes):
        claims = parting(said, settings=settings)
        if claims:
            yield _part(field, claims, "number_apart")
    if len(parts) > 1 and (claims := _exceeding(told, settings)):
        yield _part(f"{field}.parts", claims, "parts_exceed")


def _exceeding(told: Told, settings: Settings) -> tuple[str, ...]:
    """Return the claims whose statuses add up to more than any claim's total allows."""
    lows = [range_of(part, settings=settings)[0] or 0 for part in told.parts.values()]
    _, high = range_of(told.wholes, settings=settings)
    if high is None or sum(lows) <= high:
        return ()
    said = [*told.wholes, *(one for part in told.parts.values() for one in part)]
    return tuple(sorted({one.claim for one in said if one.stands and one.count.is_known}))


def _groups(told: Told, settings: Settings) -> Iterator[Disagreement]:
    for status, by_term in sorted(told.groups.items()):
        wholes = told.wholes if status == "total" else told.parts.get(status, [])
        _, ceiling = range_of(wholes, settings=settings)
        for term, said in sorted(by_term.items()):
            field = f"harms.{told.kind}.{term}"
            if claims := parting(said, settings=settings):
                yield _part(field, claims, "group_apart")
            low, _ = range_of(said, settings=settings)
            if ceiling is not None and low is not None and low > ceiling:
                ids = {one.claim for one in (*said, *wholes) if one.stands}
                yield _part(field, ids, "group_exceeds")


def _days(claims: Sequence[Claim]) -> list[Disagreement]:
    said = [claim for claim in claims if claim.when and claim.when.is_resolved]
    first = max((c.when.earliest for c in said if c.when and c.when.earliest), default=None)
    last = min((c.when.latest for c in said if c.when and c.when.latest), default=None)
    if first is None or last is None or first <= last:
        return []
    return [_part("when", _ids_of(said), "days_apart")]


def _places(claims: Sequence[Claim]) -> list[Disagreement]:
    said = [claim for claim in claims if claim.where and claim.where[0].is_resolved]
    for one, two in combinations(_distinct_places(said), 2):
        reach = (one.uncertainty_km or 0.0) + (two.uncertainty_km or 0.0)
        apart = distance_km(one, two)
        if apart is not None and apart > reach:
            return [_part("where", _ids_of(said), "places_apart")]
    return []


def _distinct_places(claims: Sequence[Claim]) -> list[Place]:
    """Return each place once, the surest first, at most `_PLACES`."""
    found = {
        (place.latitude, place.longitude, place.uncertainty_km): place
        for place in (claim.where[0] for claim in claims)
    }
    surest = sorted(found, key=lambda key: (key[2] or 0.0, key[0] or 0.0, key[1] or 0.0))
    return [found[key] for key in surest[:_PLACES]]


def _statuses(claims: Sequence[Claim]) -> list[Disagreement]:
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        for harm in claim.harms:
            if harm.count.high != 0:
                named[harm.kind, harm.status].add(claim.id)
    found = []
    for kind in sorted({kind for kind, _ in named}, key=HARM_KINDS.index):
        civilian, combatant = named[kind, "civilian"], named[kind, "combatant"]
        if civilian - combatant and combatant - civilian:
            field = f"harms.{kind}.status"
            found.append(_part(field, civilian ^ combatant, "status_apart"))
    return found


def _actors(claims: Sequence[Claim]) -> list[Disagreement]:
    held = {claim.id: held_responsible(claim) for claim in claims}
    named = {key: actors for key, actors in held.items() if actors}
    if all(one & two for one, two in combinations(set(named.values()), 2)):
        return []
    return [_part("actors.perpetrator", named, "actors_apart")]


def held_responsible(claim: Claim) -> frozenset[str]:
    """
    Return the parties that a claim holds responsible, denials apart.

    An army and its government are one; gunmen whom nobody names compete with nobody.
    """
    return frozenset(
        actor.party
        for actor in claim.actors
        if actor.role == "perpetrator" and actor.certainty != "denied" and actor.party
    )


def _acts(claims: Sequence[Claim]) -> list[Disagreement]:
    said = [claim for claim in claims if claim.violence != "attack"]
    if len({claim.violence for claim in said}) < 2:
        return []
    return [_part("violence", _ids_of(said), "acts_apart")]


def _ids_of(claims: Iterable[Claim]) -> list[str]:
    return [claim.id for claim in claims]


def _part(field: str, claims: Iterable[str], reason: str) -> Disagreement:
    _, kind, group = (*field.split("."), "", "")[:3]
    sentence = load_terms("disagreement")[reason].sentence or ""
    why = sentence.format(kind=kind, group=group)
    return Disagreement(field, tuple(sorted(claims)), why, reason)
