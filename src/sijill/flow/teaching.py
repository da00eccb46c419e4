"""
The machine's claims as people's decisions have them: what was taught is offered, what was
decided stands, and terms that were merged are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sijill.flow.recording import Decisions
from sijill.model import Claim, Involvement, Place
from sijill.resolve.actors import ActorVocabulary
from sijill.review import Assessed, Lesson, assess_claims, learn_lessons, offer_lessons


def lay_decisions(
    claims: Sequence[Claim],
    decisions: Decisions,
    actors: ActorVocabulary,
    *,
    learned: Sequence[Lesson] = (),
) -> Assessed:
    """
    Lay people's decisions on claims.

    A value learned from a correction elsewhere is offered first; a decision about the claim
    itself stands before it. An actor that a decision names by a term that was merged since is
    named by the one that stays.

    Args:
        claims: What extractors read, resolved.
        decisions: Those about them.
        actors: The record's vocabulary of actors.
        learned: What corrections in other readings teach.
    """
    lessons = *learned, *learn_lessons(claims, decisions.assessments)
    taught = offer_lessons(
        claims, lessons, decisions.assessments, fits=lambda *pair: _fits(actors, *pair)
    )
    assessed = assess_claims(taught, decisions.assessments)
    return replace(assessed, claims=tuple(_rename(one, actors) for one in assessed.claims))


def _fits(actors: ActorVocabulary, claim: Claim, value: Place | Involvement) -> bool:
    """Say whether an actor may have existed when the claim's act happened."""
    actor = (
        actors.actors.get(actors.current(value.actor_id))
        if isinstance(value, Involvement) and value.actor_id
        else None
    )
    if actor is None:
        return True
    when = claim.when
    latest = (when.latest if when else None) or claim.reported.on
    return actor.existed(when.earliest if when else None, latest)


def _rename(claim: Claim, actors: ActorVocabulary) -> Claim:
    parts = tuple(
        replace(part, actor_id=now, party=actors.side_of(now))
        if (now := actors.current(part.actor_id or ""))
        else part
        for part in claim.actors
    )
    return claim if parts == claim.actors else replace(claim, actors=parts)
