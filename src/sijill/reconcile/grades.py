"""
How well an incident is attested, by the published schemes, as far as claims can tell.

Airwars asks for credible sources and for actions of the party nearby; claims tell neither,
so its grades here rest on origins, admissions and competing attribution alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from sijill.model import Claim, DateRange, GradeReason, HarmRange, Place
from sijill.reconcile.disagreements import held_responsible
from sijill.reconcile.origins import Traced

_DATED = ("time", "day", "days")
_PLACED = ("exact", "near", "admin2")


def grade_incident(
    traced: Sequence[Traced],
    *,
    denials: Sequence[Claim],
    harms: Sequence[HarmRange],
    when: DateRange | None,
    where: Place | None,
) -> tuple[GradeReason, ...]:
    """
    Return the grade by each scheme, with the rule that gave it.

    ``airwars``, the first that holds: ``confirmed`` (a party says that it did it),
    ``discounted`` (combatants alone), ``contested`` (independent origins hold different
    parties responsible), ``fair`` (two origins or more), ``weak``. ``ucdp_clarity``: 1 where
    the days are within a week and the place is known, else 2.

    Args:
        traced: The claims that found the incident, with their origins.
        denials: The claims that deny it; they change no grade and stand beside it.
        harms: The ranges.
        when: The days.
        where: The place.

    Assumes:
        1. Every origin is credible; see `origins` for what is independent.
        2. An origin that names two parties holds them responsible together.

    References:
        .. [1] Airwars. Methodology: grading of civilian harm incidents.
        .. [2] UCDP Georeferenced Event Dataset, codebook: ``event_clarity``.
    """
    return (_grade_airwars(traced, denials, harms), _grade_clarity(traced, when, where))


def _grade_airwars(
    traced: Sequence[Traced], denials: Sequence[Claim], harms: Sequence[HarmRange]
) -> GradeReason:
    harmed = [line for line in harms if line.high != 0]
    fighters = [line for line in harmed if line.status == "combatant"]
    origins = {item.origin for item in traced}
    beside = {
        "denied": bool(denials),
        "partly_combatants": bool(fighters) and len(fighters) < len(harmed),
        "one_party_alone": len(origins) == 1 and all(map(_speaks_for_party, traced)),
    }

    def reason(grade: str, why: str, claims: Sequence[str], n: int | None) -> GradeReason:
        held = tuple(term for term, holds in beside.items() if holds)
        return GradeReason("airwars", grade, why, tuple(sorted(set(claims))), n, held)

    every = [item.claim.id for item in traced]
    if admitted := [item.claim.id for item in traced if _admits(item.claim)]:
        return reason("confirmed", "admitted", admitted, None)
    if harmed and len(fighters) == len(harmed):
        named = [row.claim for line in fighters for row in line.by_claim]
        return reason("discounted", "combatants_alone", named, None)
    if rivals := _rivals(traced):
        blaming = [item.claim.id for item in traced if held_responsible(item.claim) & rivals]
        return reason("contested", "parties_compete", blaming, len(rivals))
    if len(origins) > 1:
        return reason("fair", "origins_several", every, len(origins))
    return reason("weak", "origin_one" if origins else "origin_none", every, len(origins))


def _admits(claim: Claim) -> bool:
    return any(a.role == "perpetrator" and a.certainty == "claimed" for a in claim.actors)


def _speaks_for_party(item: Traced) -> bool:
    return any(word.startswith("party:") for word in item.body.words)


def _rivals(traced: Sequence[Traced]) -> frozenset[str]:
    """Return the parties that compete: of two origins that share none."""
    by_origin: dict[str, frozenset[str]] = defaultdict(frozenset)
    for item in traced:
        by_origin[item.origin] |= held_responsible(item.claim)
    named = {parties for parties in by_origin.values() if parties}
    apart = [one | two for one, two in combinations(named, 2) if not one & two]
    return frozenset().union(*apart)


def _grade_clarity(
    traced: Sequence[Traced], when: DateRange | None, where: Place | None
) -> GradeReason:
    if when is None or when.precision not in _DATED:
        return GradeReason("ucdp_clarity", "2", "day_unknown")
    if where is None or where.precision not in _PLACED:
        return GradeReason("ucdp_clarity", "2", "place_unknown")
    telling = [item.claim for item in traced if item.claim.when and item.claim.where]
    ids = tuple(sorted(claim.id for claim in telling))
    return GradeReason("ucdp_clarity", "1", "day_and_place_known", ids)


def list_grades(reasons: Sequence[GradeReason]) -> dict[str, str | int]:
    """
    Return the grade of each scheme; a number is one.

    Examples:
        >>> list_grades([GradeReason("airwars", "fair", "origins_several"),
        ...              GradeReason("ucdp_clarity", "1", "day_and_place_known")])
        {'airwars': 'fair', 'ucdp_clarity': 1}
    """
    return {
        item.scheme: int(item.grade) if item.grade.isdigit() else item.grade for item in reasons
    }
