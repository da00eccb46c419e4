"""
What a decision makes of the claims that it touches: linked, reconciled and named again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

from sijill.flow.clock import now_utc
from sijill.flow.contradicting import refuse_contradicting
from sijill.flow.leaving import REVIEW_VERSION, list_refusals
from sijill.flow.recording import Decisions, Line
from sijill.flow.running import (
    incident_members,
    mint_incident,
    number_incidents,
    rename_inside,
)
from sijill.flow.standing import find_claims
from sijill.flow.surveys import ORIGINS, SurveyDrift, SurveyStamp, add_drift, load_survey
from sijill.flow.workbench.exchanging import (
    Exchange,
    Look,
    Old,
    Remade,
    decisions_about,
    make_exchange,
)
from sijill.flow.workbench.ground import Ground
from sijill.flow.workbench.registers import open_registers
from sijill.flow.workbench.remaking import Regrouped, leave_groups, list_copied
from sijill.flow.workbench.summing import Sums, find_sums
from sijill.flow.workbench.touching import Touched
from sijill.link import ClaimJudgement, Linked, Linker
from sijill.model import (
    Anchor,
    Claim,
    Cluster,
    Identity,
    Incident,
    Summary,
)
from sijill.reconcile import Reconciled, Survey, reconcile_clusters
from sijill.reconcile.survey import group_texts, phrases_of
from sijill.review import (
    Identified,
    Placed,
    anchors_of,
    identify_incidents,
    place_judgements,
)
from sijill.store import Store

Stood = Mapping[type, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Worked:
    """
    What a decision changes.

    Attributes:
        before: The incidents that it changes, as they were.
        after: The same as they are now; an id that stands in both is one incident.
        summaries: The sums that it touches, as they are now.
        claims: Ids of the claims that stand otherwise than before, are gone or are new.
        exchange: Makes the derived records, and their rows, that take the place of others.
        identities: Lines that the register of identities gets.
    """

    before: tuple[Incident, ...]
    after: tuple[Incident, ...]
    summaries: tuple[Summary, ...]
    claims: tuple[str, ...]
    exchange: Callable[[], Exchange]
    identities: tuple[Identity, ...]


def make_linker(ground: Ground, touched: Touched) -> Linker:
    """Return what groups the claims that decisions touch."""
    return Linker(
        [touched.after[key] for key in sorted(touched.members)],
        settings=ground.settings.link,
        weights=ground.weights,
        among=touched.among,
    )


def make_again(
    ground: Ground,
    touched: Touched,
    decisions: Decisions,
    lines: Sequence[Line],
    look: Look,
    leaving: str | None = None,
    linker: Linker | None = None,
) -> Worked:
    """Link, reconcile and name the claims that decisions touch."""
    placed = place_judged(touched, decisions)
    judged = [ClaimJudgement(*item) for item in placed.judgements]
    linked = (linker or make_linker(ground, touched)).link(judged)
    stood = _load_stood(ground.store, touched)
    groups, old, found, sums = _reconcile_all(ground, touched, linked, stood)
    touched, before = groups.touched, old.incidents
    named = _name(ground, touched, before, found, leaving)
    after = tuple(replace(item, id=named.id_by_incident[item.id]) for item in found.incidents)
    ids = {item.id: item.id for item in sums.beside} | dict(named.id_by_incident)
    summaries = tuple(rename_inside(item, ids) for item in found.summaries)
    drift = add_drift(
        old.drift,
        dropped=old.phrases,
        added=_phrases(touched.after, groups.again),
    )
    about = set(decisions_about(touched, lines))
    apart = refuse_contradicting(decisions.contradicting, version=REVIEW_VERSION)
    refusals = (
        *list_refusals(found, touched.laid, placed),
        *(one for one in apart if one.id in about),
    )
    now = Remade(groups, (*old.kept, *after), summaries, refusals, drift, lines)
    exchange = partial(make_exchange, ground.store, touched, look, sums, old, now)
    changed = tuple(sorted(touched.changed))
    return Worked(*_differing(before, after), summaries, changed, exchange, named.new)


def _reconcile_all(
    ground: Ground, touched: Touched, linked: Linked, stood: Stood
) -> tuple[Regrouped, Old, Reconciled, Sums]:
    """
    Reconcile the groups that are not as before, and those whose origins hang on theirs.

    What hangs together by texts that were taken over is known as it was; where a text is found
    to be taken over only now, it is done again with the groups that this binds.
    """
    copied = list_copied(stood[Incident].values())
    groups = leave_groups(touched, linked, stood[Cluster], copied)
    while True:
        old = _find_old(stood, groups)
        found, sums = _reconcile(ground, groups, old)
        copied |= list_copied(found.incidents)
        wider = leave_groups(touched, linked, stood[Cluster], copied)
        if len(wider.again) == len(groups.again):
            return groups, old, found, sums
        groups = wider


def _load_stood(store: Store, touched: Touched) -> Stood:
    """Return what had been made of some claims, and what a run knew of origins."""
    places = touched.places.values()
    names = {place.cluster for place in places}.union(
        place.incident for place in places if place.incident
    )
    return store.find_several((Cluster, Incident, SurveyStamp, SurveyDrift), {*names, ORIGINS})


def _find_old(found: Stood, groups: Regrouped) -> Old:
    """Return what had been made of the claims of which something is made again."""
    touched = groups.touched
    kept = {touched.places[one.claims[0]].incident for one in groups.kept}
    names = {place.incident for place in touched.places.values()}
    incidents = tuple(item for item in found[Incident].values() if item.id in names)
    again = set(groups.before) - set(groups.kept)
    return Old(
        tuple(item for item in incidents if item.id not in kept),
        tuple(item for item in incidents if item.id in kept),
        groups.before,
        tuple(_phrases(touched.before, tuple(again))),
        found[SurveyStamp].get(ORIGINS),
        found[SurveyDrift].get(ORIGINS),
    )


def _differing(
    before: tuple[Incident, ...], after: tuple[Incident, ...]
) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
    """Return the incidents that are not the same as before, on both sides."""
    old = {item.id: item for item in before}
    same = {item.id for item in after if old.get(item.id) == item}
    return (
        tuple(item for item in before if item.id not in same),
        tuple(item for item in after if item.id not in same),
    )


def place_judged(touched: Touched, decisions: Decisions) -> Placed:
    """Place the judgements of which both sides are at hand."""
    at_hand = {claim.document_id for claim in touched.after.values()} | touched.documents
    about = [
        one for one in decisions.judgements
        if all(target.document_id in at_hand for target in one.targets)
    ]  # fmt: skip
    placed = place_judgements(tuple(touched.after.values()), about)
    own = {
        one.id for one in about
        if any(target.document_id in touched.documents for target in one.targets)
    }  # fmt: skip
    return replace(placed, unplaced=tuple(key for key in placed.unplaced if key in own))


def _reconcile(ground: Ground, groups: Regrouped, old: Old) -> tuple[Reconciled, Sums]:
    """Return what came of the claims, and the sums that had to be held against it."""
    touched = groups.touched
    changed = [touched.after[key] for key in touched.changed if key in touched.after]
    gone = touched.changed - touched.after.keys()
    days = [claim.when for claim in changed if claim.scope == "incident"]
    among = touched.among
    sums = find_sums(ground.store, old.incidents, days, changed, gone, among=among)
    members = (key for one in groups.again for key in one.claims)
    claims = [*(touched.after[key] for key in members), *sums.claims]
    found = reconcile_clusters(
        claims,
        groups.again,
        settings=ground.settings.reconcile,
        beside=sums.beside,
        survey=_survey(ground.store, touched, old),
        told=touched.after.values(),
    )
    return number_incidents(found, claims, ground.books), sums


def _survey(store: Store, touched: Touched, old: Old) -> Survey | None:
    """Return what the record says of origins, without the clusters that are made again."""
    survey = load_survey(store, old.stamp, old.drift)
    if survey is None:
        return None
    for phrase in old.phrases:
        survey.rarity.shift(phrase, -1)
    members = [key for item in old.incidents for key in item.claims]
    here = {touched.before[key].document_id for key in members}
    steps = {
        edge.document: edge
        for item in old.incidents
        for edge in item.origin_edges
        if edge.claim is None and edge.to_document and edge.to_document not in here
    }
    return replace(survey, descent=steps)


def _phrases(claims: Mapping[str, Claim], clusters: tuple[Cluster, ...]) -> Iterator[int]:
    return chain.from_iterable(map(phrases_of, group_texts(claims, clusters)))


def _name(
    ground: Ground,
    touched: Touched,
    before: tuple[Incident, ...],
    found: Reconciled,
    leaving: str | None,
) -> Identified:
    """Give the incidents their ids, as the next run would."""
    members = incident_members(touched.after.values(), found.incidents)
    left = {item.id for item in found.incidents if leaving in item.claims}
    register = open_registers(ground.layout).incidents
    words = {anchor for claims in members.values() for anchor in anchors_of(claims)}
    others = register.ids_at(words) - {item.id for item in before}
    return identify_incidents(
        members, register, mint=mint_incident, at=now_utc(), leaving=left,
        standing=_find_standing(ground.store, others),
    )  # fmt: skip


def _find_standing(store: Store, ids: set[str]) -> dict[str, tuple[Anchor, ...]]:
    """Return the words of those of some incidents that are there, out of a decision's reach."""
    found = store.find_records(Incident, ids) if ids else {}
    return {
        id_: anchors_of([*find_claims(store, item.claims).values()])
        for id_, item in found.items()
    }
