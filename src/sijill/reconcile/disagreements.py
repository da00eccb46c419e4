"""
Where the claims of one incident part, each with a sentence that says how.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from sijill.model import Claim, Disagreement, Place
from sijill.model.claim import HARM_KINDS
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
        ids = tuple(sorted(claim.id for claim in denials))
        found.append(Disagreement("modality", ids, "It is denied by whom these claims quote."))
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
            why = f"No one number of {told.kind} fits what these claims say."
            yield Disagreement(field, claims, why)
    if len(parts) > 1 and (claims := _exceeding(told, settings)):
        why = f"The {told.kind} of each status are more than others count in all."
        yield Disagreement(f"{field}.parts", claims, why)


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
                why = f"No one number of {term} among the {told.kind} fits these claims."
                yield Disagreement(field, claims, why)
            low, _ = range_of(said, settings=settings)
            if ceiling is not None and low is not None and low > ceiling:
                ids = {one.claim for one in (*said, *wholes) if one.stands}
                why = f"More {term} are named than people {told.kind} in all."
                yield Disagreement(field, tuple(sorted(ids)), why)


def _days(claims: Sequence[Claim]) -> list[Disagreement]:
    said = [claim for claim in claims if claim.when and claim.when.is_resolved]
    first = max((c.when.earliest for c in said if c.when and c.when.earliest), default=None)
    last = min((c.when.latest for c in said if c.when and c.when.latest), default=None)
    if first is None or last is None or first <= last:
        return []
    return [_part("when", said, "No one day fits what these claims say.")]


def _places(claims: Sequence[Claim]) -> list[Disagreement]:
    said = [claim for claim in claims if claim.where and claim.where[0].is_resolved]
    for one, two in combinations(_distinct_places(said), 2):
        reach = (one.uncertainty_km or 0.0) + (two.uncertainty_km or 0.0)
        apart = distance_km(one, two)
        if apart is not None and apart > reach:
            why = "These claims name places further apart than their uncertainty."
            return [_part("where", said, why)]
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
            ids = tuple(sorted(civilian ^ combatant))
            why = f"Some of these claims call the {kind} civilians, others combatants."
            found.append(Disagreement(f"harms.{kind}.status", ids, why))
    return found


def _actors(claims: Sequence[Claim]) -> list[Disagreement]:
    held = {claim.id: held_responsible(claim) for claim in claims}
    named = {key: actors for key, actors in held.items() if actors}
    if all(one & two for one, two in combinations(set(named.values()), 2)):
        return []
    why = "These claims hold different actors responsible."
    return [Disagreement("actors.perpetrator", tuple(sorted(named)), why)]


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
    return [_part("violence", said, "These claims name different acts.")]


def _part(field: str, claims: Sequence[Claim], why: str) -> Disagreement:
    return Disagreement(field, tuple(sorted(claim.id for claim in claims)), why)
