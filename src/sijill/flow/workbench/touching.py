"""
What a decision touches: the claims it speaks of, and those that they hold together with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sijill.errors import RunUnfinished
from sijill.flow.recording import Decisions
from sijill.flow.standing import (
    Component,
    Membership,
    count_members,
    find_with_places,
    load_read,
    load_standing,
)
from sijill.flow.teaching import lay_decisions
from sijill.flow.workbench.nearing import find_near_claims
from sijill.link import Weights
from sijill.link.settings import Settings
from sijill.model import Claim, Incident, Judgement, Target
from sijill.resolve.actors import ActorVocabulary
from sijill.review import Assessed, ClaimFinder, Lesson, Register, anchors_of
from sijill.store import Store

Teach = Callable[[frozenset[str]], Sequence[Lesson]]


@dataclass(frozen=True, slots=True)
class Touched:
    """
    The claims that a decision touches, before it and after it.

    Attributes:
        documents: The readings whose claims were laid afresh.
        before: The claims of all readings at hand, as they stood.
        after: The same as they stand now.
        read: The machine's claims of *documents*.
        laid: What laying came to for *documents*.
        changed: Ids of claims that stand otherwise than before, are gone, or are new.
        spoken_of: Ids of the claims that the decision speaks of.
        members: Ids of the claims that are clustered afresh.
        places: Where the claims to be clustered belonged before.
        components: The components that they belonged to.
        among: How many claims the record has that are linked.
    """

    documents: frozenset[str]
    before: Mapping[str, Claim]
    after: Mapping[str, Claim]
    read: tuple[Claim, ...]
    laid: Assessed
    changed: frozenset[str]
    spoken_of: frozenset[str]
    members: frozenset[str]
    places: Mapping[str, Membership]
    components: Mapping[str, Component]
    among: int


def find_touched(
    store: Store,
    decisions: Decisions,
    targets: Iterable[Target],
    actors: ActorVocabulary,
    teach: Teach,
    settings: Settings,
    weights: Weights,
    register: Register,
) -> Touched:
    """
    Lay the decisions about some words, and return what that touches.

    Args:
        store: The derived records, as they were before.
        decisions: Every decision that stands now.
        targets: The words that the new decision speaks of.
        actors: The record's vocabulary of actors.
        teach: Gives what corrections teach that stand in other readings than some.
        settings: Settings of `link`, for how far a changed claim may reach.
        weights: The match weights that hold.
        register: Which ids incidents have and had: who has that of a claim that comes again
            may give it up.

    Raises:
        RunUnfinished: If claims that hold together with these are no more.
    """
    targets = tuple(targets)
    documents = _with_partners({t.document_id for t in targets}, decisions.judgements)
    at_hand, before = load_read(store, documents)
    read = tuple(sorted(at_hand, key=lambda claim: (claim.document_id, claim.id)))
    laid = _lay(read, documents, decisions, actors, teach(documents))
    after = {claim.id: claim for claim in laid.claims}
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    spoken_of = _spoken_of(targets, before) | _spoken_of(targets, after)
    seeds = changed | spoken_of | _mates(changed, before, after)
    moved = [after[key] for key in sorted(changed) if key in after]
    among = count_members(store)
    near = find_near_claims(store, moved, settings=settings, weights=weights, among=among)
    named = _named_by(store, register, moved)
    claims, places, components = _hold_together(store, seeds | near | named)
    if places.keys() - claims.keys():
        raise RunUnfinished
    others = {claim.document_id for claim in claims.values()} - documents
    beside = load_standing(store, others)
    after |= beside
    members = {key for key in places.keys() | changed if _is_linked(after.get(key))}
    return Touched(
        documents, before | beside, after, read, laid, frozenset(changed),
        frozenset(spoken_of), frozenset(members), places, components, among,
    )  # fmt: skip


def _mates(
    changed: set[str], before: Mapping[str, Claim], after: Mapping[str, Claim]
) -> set[str]:
    """Return the claims that stand in one document with a changed one: each bears on all."""
    every = {**before, **after}
    documents = {every[key].document_id for key in changed}
    return {key for key, claim in every.items() if claim.document_id in documents}


def _named_by(store: Store, register: Register, claims: Sequence[Claim]) -> set[str]:
    """Return the claims of incidents whose ids some claims' words had."""
    ids = register.ids_at(anchors_of(claims))
    found = store.find_records(Incident, ids) if ids else {}
    return {key for incident in found.values() for key in incident.claims}


def _is_linked(claim: Claim | None) -> bool:
    return claim is not None and claim.scope == "incident"


def _with_partners(documents: set[str], judgements: Iterable[Judgement]) -> frozenset[str]:
    """Return the documents with those that people's judgements bind them to."""
    found = set(documents)
    for judgement in judgements:
        sides = {target.document_id for target in judgement.targets}
        if sides & documents:
            found |= sides
    return frozenset(found)


def _lay(
    read: Sequence[Claim],
    documents: frozenset[str],
    decisions: Decisions,
    actors: ActorVocabulary,
    learned: Sequence[Lesson],
) -> Assessed:
    """Lay decisions on the claims of some documents, with what others teach about them."""
    about = tuple(one for one in decisions.assessments if one.target.document_id in documents)
    own = replace(decisions, assessments=about)
    return lay_decisions(read, own, actors, learned=learned)


def _spoken_of(targets: Iterable[Target], claims: Mapping[str, Claim]) -> set[str]:
    """Return the claims that the decision speaks of, whether it changes them or not."""
    finder = ClaimFinder(tuple(claims.values()))
    every = ((target, judged) for target in targets for judged in (False, True))
    found = (finder.find(target, judged=judged) for target, judged in every)
    return {claim.id for claim in found if claim}


def _hold_together(
    store: Store, seeds: set[str]
) -> tuple[dict[str, Claim], dict[str, Membership], dict[str, Component]]:
    """Return the claims that some hold together with, and where all of these belong."""
    claims, places = find_with_places(store, seeds)
    wanted = {place.component for place in places.values() if place.component}
    components = store.find_records(Component, wanted)
    held = {key for one in components.values() for key in one.claims} - places.keys()
    more, there = find_with_places(store, held)
    return claims | more, places | there, components
