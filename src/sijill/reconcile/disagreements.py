"""
Where the claims of one incident part, each with a sentence that says how.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sijill.model import Claim, Disagreement
from sijill.model.claim import HARM_KINDS
from sijill.reconcile.distance import distance_km
from sijill.reconcile.origins import Traced
from sijill.reconcile.ranges import parting
from sijill.reconcile.settings import Settings
from sijill.reconcile.statements import state_parts, state_wholes
from sijill.reconcile.tolls import lower_totals


def list_disagreements(
    traced: Sequence[Traced], denials: Sequence[Claim], *, settings: Settings
) -> tuple[Disagreement, ...]:
    """Return where the claims part; a source that revised itself does not disagree."""
    claims = [item.claim for item in traced]
    found = [*_harms(traced, settings), *_days(claims), *_places(claims), *_statuses(claims)]
    found += [*_actors(claims), *_acts(claims)]
    if denials:
        ids = tuple(sorted(claim.id for claim in denials))
        found.append(Disagreement("modality", ids, "It is denied by whom these claims quote."))
    return tuple(sorted(found, key=lambda item: (item.field, item.claims)))


def _harms(traced: Sequence[Traced], settings: Settings) -> list[Disagreement]:
    found = []
    for kind in HARM_KINDS:
        told = [state_parts(traced, kind, status) for status in ("civilian", "combatant")]
        parts = [said for said in told if said]
        wholes = state_wholes(traced, kind)
        below = lower_totals(parts, wholes, settings=settings)
        for said in (*([*part, *below] for part in parts), wholes):
            claims = parting(said, settings=settings)
            if claims:
                why = f"No one number of {kind} fits what these claims say."
                found.append(Disagreement(f"harms.{kind}", claims, why))
    return found


def _days(claims: Sequence[Claim]) -> list[Disagreement]:
    said = [claim for claim in claims if claim.when and claim.when.is_resolved]
    first = max((c.when.earliest for c in said if c.when and c.when.earliest), default=None)
    last = min((c.when.latest for c in said if c.when and c.when.latest), default=None)
    if first is None or last is None or first <= last:
        return []
    return [_part("when", said, "No one day fits what these claims say.")]


def _places(claims: Sequence[Claim]) -> list[Disagreement]:
    said = [claim for claim in claims if claim.where and claim.where[0].is_resolved]
    for left, right in combinations(said, 2):
        one, two = left.where[0], right.where[0]
        reach = (one.uncertainty_km or 0.0) + (two.uncertainty_km or 0.0)
        apart = distance_km(one, two)
        if apart is not None and apart > reach:
            why = "These claims name places further apart than their uncertainty."
            return [_part("where", said, why)]
    return []


def _statuses(claims: Sequence[Claim]) -> list[Disagreement]:
    found = []
    for kind in HARM_KINDS:
        by_status = {
            status: {
                c.id for c in claims for h in c.harms if (h.kind, h.status) == (kind, status)
            }
            for status in ("civilian", "combatant")
        }
        civilian, combatant = by_status.values()
        if civilian - combatant and combatant - civilian:
            ids = tuple(sorted(civilian ^ combatant))
            why = f"Some of these claims call the {kind} civilians, others combatants."
            found.append(Disagreement(f"harms.{kind}.status", ids, why))
    return found


def _actors(claims: Sequence[Claim]) -> list[Disagreement]:
    held = {claim.id: held_responsible(claim) for claim in claims}
    named = {key: actors for key, actors in held.items() if actors}
    if all(one & two for one, two in combinations(named.values(), 2)):
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
