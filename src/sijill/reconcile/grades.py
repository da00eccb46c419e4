"""
How well an incident is attested, by the published schemes, as far as claims can tell.

Airwars asks for credible sources and for actions of the party nearby; claims tell neither,
so its grades here rest on origins, admissions and competing attribution alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.model import Claim, DateRange, HarmRange, Place
from sijill.reconcile.disagreements import held_responsible

_DATED = ("time", "day", "days")
_PLACED = ("exact", "near", "admin2")


def grade_incident(
    claims: Sequence[Claim],
    *,
    origins: int,
    harms: Sequence[HarmRange],
    when: DateRange | None,
    where: Place | None,
) -> dict[str, str | int]:
    """
    Return the grade by scheme.

    Returns:
        ``airwars``: ``confirmed`` (an actor claims it), ``discounted`` (combatants alone),
        ``contested`` (competing attribution), ``fair`` (two origins or more), ``weak``.
        ``ucdp_clarity``: 1 where day and place are known, else 2.

    Assumes:
        1. Every origin is credible; see `origins` for what is independent.
    """
    clear = when is not None and when.precision in _DATED
    placed = where is not None and where.precision in _PLACED
    return {
        "airwars": _airwars(claims, origins, harms),
        "ucdp_clarity": 1 if clear and placed else 2,
    }


def _airwars(claims: Sequence[Claim], origins: int, harms: Sequence[HarmRange]) -> str:
    if any(
        a.role == "perpetrator" and a.certainty == "claimed" for c in claims for a in c.actors
    ):
        return "confirmed"
    if harms and all(line.status == "combatant" for line in harms):
        return "discounted"
    if len(frozenset[str]().union(*(held_responsible(claim) for claim in claims))) > 1:
        return "contested"
    return "fair" if origins >= 2 else "weak"
