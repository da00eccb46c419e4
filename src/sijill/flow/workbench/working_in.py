"""
A decision worked into the record at once: only what it touches is made again.

The decision itself is kept first, in the log; what is derived follows in one transaction, with
the mark of the step taken off, so that the next run makes everything again. The preview is
the same without writing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from sijill.flow.clock import now_utc
from sijill.flow.contradicting import refuse_contradicting
from sijill.flow.leaving import REVIEW_VERSION, list_refusals
from sijill.flow.recording import Decisions, Line, settle_decisions
from sijill.flow.running import (
    incident_members,
    mint_incident,
    number_incidents,
    rename_inside,
)
from sijill.flow.surveys import ORIGINS, SurveyDrift, SurveyStamp, add_drift, load_survey
from sijill.flow.workbench.book import Book, open_book
from sijill.flow.workbench.exchanging import (
    Exchange,
    Look,
    Old,
    Remade,
    decisions_about,
    is_looking,
    look_at,
    look_only,
    make_exchange,
)
from sijill.flow.workbench.ground import Ground
from sijill.flow.workbench.remaking import Regrouped, leave_groups
from sijill.flow.workbench.summing import Sums, find_sums
from sijill.flow.workbench.taught import find_lessons
from sijill.flow.workbench.touching import Touched, find_touched
from sijill.link import ClaimJudgement, Linked, Linker
from sijill.model import (
    Anchor,
    Assessment,
    Claim,
    Cluster,
    Identity,
    Incident,
    Judgement,
    Summary,
    Target,
    Withdrawal,
)
from sijill.model.form import from_json, to_json
from sijill.reconcile import Reconciled, Survey, reconcile_clusters
from sijill.reconcile.survey import group_texts, phrases_of
from sijill.review import Identified, Placed, identify_incidents, place_judgements, target_of
from sijill.store import Store

Decision = Judgement | Assessment | Withdrawal


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


@dataclass(frozen=True, slots=True)
class Around:
    """
    What a decision would touch, before it is made.

    Attributes:
        touched: The claims.
        lines: Every line of the decisions that bears on them.
        decisions: What of it stands.
        linker: Groups them by what was judged about them, or may be.
    """

    touched: Touched
    lines: tuple[Line, ...]
    decisions: Decisions
    linker: Linker

    def judged(self) -> tuple[ClaimJudgement, ...]:
        """Return what was judged about two of the claims."""
        placed = _place(self.touched, self.decisions).judgements
        return tuple(ClaimJudgement(*one) for one in placed)


Making = Callable[[Book], tuple[tuple[Decision, ...], Worked]]


def preview_decision(ground: Ground, *decisions: Decision) -> Worked:
    """Return what *decisions* would change together; nothing is written."""
    return work_out(ground, open_book(ground.layout), decisions)


def work_in(
    ground: Ground, *decisions: Decision, check: Callable[[], None] = lambda: None
) -> Worked:
    """
    Keep *decisions*, all or none, and make again what they touch.

    Args:
        ground: The record, and how it is linked and reconciled.
        decisions: What a person decided in one act.
        check: Called once nobody else can write; raises `StaleDecision` where what the person
            saw is not what is there any more.

    Raises:
        RecordError: If another process writes to the record, or a run was interrupted.
        StaleDecision: As *check* says; nothing is kept then.
        StoreError: If the disk does not take it.
    """
    _, worked = work_in_made(
        ground, lambda book: (decisions, work_out(ground, book, decisions)), check=check
    )
    return worked


def work_in_made(
    ground: Ground, make: Making, *, check: Callable[[], None] = lambda: None
) -> tuple[tuple[Decision, ...], Worked]:
    """
    Keep the decisions that *make* comes to once nobody else can write; as `work_in` does.

    Args:
        ground: The record, and how it is linked and reconciled.
        make: Given what people decided, returns the decisions of one act and what they change.
        check: As in `work_in`.
    """
    with ground.hold() as layout:
        check()
        decisions, worked = make(open_book(layout))
        exchange = worked.exchange()
        layout.decisions.save_entries([to_json(decision) for decision in decisions])
        layout.identities.save_entries([to_json(line) for line in worked.identities])
        exchange.save(ground.store)
    return decisions, worked


def find_targets(book: Book, decision: Decision) -> tuple[Target, ...]:
    """Return the words that a decision speaks of; of a withdrawal, those it sets free again."""
    return tuple(from_json(Target, dict(one)) for one in book.targets_of(to_json(decision)))


def work_out(
    ground: Ground, book: Book, made: Sequence[Decision], *, leaving: str | None = None
) -> Worked:
    """
    Lay, link, reconcile and name what decisions touch; nothing is written.

    Args:
        ground: The record.
        book: What people decided before.
        made: The decisions of one act.
        leaving: Id of the claim that they take out of its incident, which keeps its id.
    """
    targets = [target for one in made for target in find_targets(book, one)]
    touched, decisions, lines = _touch(ground, book, targets, made)
    look = partial(look_at, ground.store, book, made)
    if is_looking(ground.store, book, touched, made, lines):
        exchange = partial(look_only, ground.store, touched, look, lines)
        return Worked((), (), (), (), exchange, ())
    return _make_again(ground, touched, decisions, lines, look, leaving)


def _touch(
    ground: Ground, book: Book, targets: Sequence[Target], made: Sequence[Decision]
) -> tuple[Touched, Decisions, list[Line]]:
    """Return what decisions about some words touch, and every decision that bears on it."""
    documents = {target.document_id for target in targets}
    lines = [*book.read(book.select(documents)), *made]
    decisions = settle_decisions(lines)
    touched = find_touched(
        ground.store,
        decisions,
        targets,
        ground.actors(decisions),
        lambda documents: find_lessons(ground.store, book, but=documents),
        ground.settings.link,
        ground.weights,
    )
    return touched, decisions, lines


def look_around(ground: Ground, book: Book, targets: Sequence[Target]) -> Around:
    """Return what judgements about some words would touch, before any is made."""
    touched, decisions, lines = _touch(ground, book, targets, ())
    return Around(touched, tuple(lines), decisions, _linker(ground, touched))


def work_out_around(
    ground: Ground, book: Book, around: Around, made: Sequence[Judgement]
) -> Worked:
    """
    Link, reconcile and name what judgements about looked-up words touch; nothing is written.

    Args:
        ground: The record.
        book: What people decided before.
        around: What `look_around` found about all words that the judgements speak of.
        made: The judgements of one act.
    """
    lines = [*around.lines, *made]
    look = partial(look_at, ground.store, book, made)
    decisions = settle_decisions(lines)
    return _make_again(ground, around.touched, decisions, lines, look, linker=around.linker)


def _linker(ground: Ground, touched: Touched) -> Linker:
    return Linker(
        [touched.after[key] for key in sorted(touched.members)],
        settings=ground.settings.link,
        weights=ground.weights,
        among=touched.among,
    )


def _make_again(
    ground: Ground,
    touched: Touched,
    decisions: Decisions,
    lines: Sequence[Line],
    look: Look,
    leaving: str | None = None,
    linker: Linker | None = None,
) -> Worked:
    """Link, reconcile and name the claims that decisions touch."""
    placed = _place(touched, decisions)
    judged = [ClaimJudgement(*item) for item in placed.judgements]
    linked = (linker or _linker(ground, touched)).link(judged)
    groups = _regroup(ground.store, touched, linked)
    touched = groups.touched
    old = _load_old(ground.store, groups)
    before = old.incidents
    found, sums = _reconcile(ground, groups, old)
    named = _name(touched, before, found, leaving)
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


def _regroup(store: Store, touched: Touched, linked: Linked) -> Regrouped:
    """Leave aside the groups that stay as they were."""
    names = {place.cluster for place in touched.places.values()}
    return leave_groups(touched, linked, store.find_records(Cluster, names))


def _load_old(store: Store, groups: Regrouped) -> Old:
    """Return what had been made of the claims of which something is made again."""
    touched = groups.touched
    kept = {touched.places[one.claims[0]].incident for one in groups.kept}
    names = {place.incident for place in touched.places.values() if place.incident}
    found = store.find_several((Incident, SurveyStamp, SurveyDrift), {*names, ORIGINS})
    incidents = tuple(found[Incident].values())
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


def _place(touched: Touched, decisions: Decisions) -> Placed:
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
    touched: Touched, before: tuple[Incident, ...], found: Reconciled, leaving: str | None
) -> Identified:
    """Give the incidents their ids, as the register would that knows these alone."""
    known = [
        Identity("", "incident", "given", item.id, tuple(_anchors(touched, item)))
        for item in before
    ]
    members = incident_members(touched.after.values(), found.incidents)
    left = {item.id for item in found.incidents if leaving in item.claims}
    return identify_incidents(members, known, mint=mint_incident, at=now_utc(), leaving=left)


def _anchors(touched: Touched, incident: Incident) -> Iterator[Anchor]:
    for key in incident.claims:
        target = target_of(touched.before[key])
        yield Anchor(target.document_id, target.start, target.end)
