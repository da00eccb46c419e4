"""
Bring a record up to date: read, extract, resolve, link, reconcile; only what changed.

Every document is a step of its own with a mark of what it was made from; linking and
reconciling are one step over all claims. A killed run leaves whole steps, and the next run
does the rest.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sijill.flow.answers import VaultAnswers
from sijill.flow.capturing import refusals_of
from sijill.flow.choosing import EXTRACT_VERSION, PASSING, choose_extractors
from sijill.flow.clock import now_utc
from sijill.flow.contradicting import refuse_contradicting
from sijill.flow.datasets import Datasets, load_datasets
from sijill.flow.extracting import extract_many, load_tools
from sijill.flow.indexing import INDEX_VERSION, Indexable, index_all
from sijill.flow.leaving import REVIEW_VERSION, list_refusals
from sijill.flow.namewords import list_name_words
from sijill.flow.owning import load_own
from sijill.flow.peoplelinking import bring_victims
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.recording import (
    Decisions,
    RecordLayout,
    load_custody,
    load_decisions,
    load_documents,
    load_identities,
    write_record,
)
from sijill.flow.rereading import find_stale, read_stale, refuse_document
from sijill.flow.settings import Settings, digest_settings, load_settings
from sijill.flow.standing import AssessedClaim, list_memberships
from sijill.flow.surveys import pack_survey
from sijill.flow.teaching import lay_decisions
from sijill.flow.testimony import find_interviews
from sijill.flow.victims import find_lists
from sijill.flow.weighing import load_weights
from sijill.link import (
    LINK_VERSION,
    ClaimJudgement,
    Weights,
    find_near,
    link_claims,
    write_weights,
)
from sijill.model import (
    CONTAINER_MEDIA_TYPES,
    Claim,
    Document,
    Incident,
    Reading,
    Refusal,
    Summary,
)
from sijill.model.custody import MERGED
from sijill.model.form import canonical_line, to_json
from sijill.model.ids import digest_words
from sijill.reconcile import RECONCILE_VERSION, Reconciled, reconcile_clusters
from sijill.reconcile.codebooks import Codebook, add_numbers, read_own_codebooks
from sijill.resolve import RESOLVE_VERSION
from sijill.review import (
    Looked,
    Register,
    find_looked,
    identify_incidents,
    place_judgements,
)
from sijill.store import Store, open_store

_BATCH = 32
INCIDENTS, ALL = "incidents", "all"  # the stage and the key of the one step over all claims
AGAIN = "again"  # no digest: the next run does the step once more


@dataclass(frozen=True, slots=True)
class RunReport:
    """
    What the record holds after a run.

    Attributes:
        documents: Captured documents.
        readings: Texts read from them.
        claims: Claims that stand, after people's decisions.
        incidents: Incidents.
        summaries: Sums over several incidents.
        refusals: How many were refused, by reason.
        unplaced: Decisions that hold on to no claim any more.
        changed: Whether the run did anything.
        contradicting: Decisions made in two copies of the record that contradict.
    """

    documents: int
    readings: int
    claims: int
    incidents: int
    summaries: int
    refusals: Mapping[str, int]
    unplaced: int
    changed: bool
    contradicting: int = 0


def run_record(
    folder: Path,
    *,
    dry_run: bool = False,
    by: str = "sijill run",
    progress: Progress = ignore_progress,
) -> RunReport:
    """
    Bring every derived record of the record in *folder* up to date.

    Documents are read in processes of their own, each of which begins by importing the script
    that calls this: a script calls it under ``if __name__ == "__main__":`` alone.

    Args:
        folder: The record.
        dry_run: Change nothing; say what the record holds now and whether a run would change
            it.
        by: Who runs; written into the custody log beside a model's answers.
        progress: Told of each stage.

    Raises:
        RecordError: If there is no record, or another process writes to it.
        CustodyError: If the custody log or bytes in the vault are not what they were.
    """
    with write_record(folder, clears=True) as layout, open_store(layout.derived) as store:
        settings = load_settings(layout.settings)
        lists = find_lists(layout)
        documents = {
            key: item
            for key, item in load_documents(layout).items()
            if item.media_type not in CONTAINER_MEDIA_TYPES and key not in lists
        }
        datasets = load_datasets(layout)
        if dry_run:
            changed = bool(find_stale(store, documents, settings, datasets))
            return _report(store, layout, len(documents), changed=changed)
        changed = _read(store, layout, documents, settings, datasets, progress)
        changed |= _extract(store, layout, settings, datasets, by, progress)
        changed |= link_record(store, layout, settings, progress)
        changed |= bring_victims(store, layout, settings)
        return _report(store, layout, len(documents), changed=changed)


def _read(
    store: Store,
    layout: RecordLayout,
    documents: Mapping[str, Document],
    settings: Settings,
    datasets: Datasets,
    progress: Progress,
) -> bool:
    gone = [key for key in store.marks("read") if key not in documents]
    store.drop_steps("read", gone)
    store.drop_steps("claims", gone)
    stale = find_stale(store, documents, settings, datasets)
    aside = [key for key in stale if key in datasets.aside]
    refused = ((key, stale.pop(key), [refuse_document(documents[key])]) for key in aside)
    store.save_steps("read", list(refused))
    read_stale(store, layout, documents, stale, settings, datasets, progress)
    return bool(stale or gone or aside)


def _extract(
    store: Store,
    layout: RecordLayout,
    settings: Settings,
    datasets: Datasets,
    by: str,
    progress: Progress,
) -> bool:
    chosen = choose_extractors(
        settings.extract, lambda address: VaultAnswers(layout, address=address, by=by)
    )
    how = (EXTRACT_VERSION, RESOLVE_VERSION, *chosen.names)
    own = load_own(layout)
    how = (*how, digest_settings(settings.resolve), *own.versions)
    read = store.marks("read")
    marks = store.marks("claims")
    wanted = {key: digest_words(mark, *how) for key, mark in read.items()}
    told = find_interviews(layout)  # what they say, a person enters
    stale = [k for k in sorted(wanted) if marks.get(k) != wanted[k] and k not in told]
    groups = (tuple(store.stream_records(Reading, document_id=key)) for key in stale)
    batch: list[tuple[str, str, Iterable[object]]] = []
    results = extract_many(
        groups, settings.resolve, chosen=chosen, own=own, mappings=datasets.by_name
    )
    for number, (key, found) in enumerate(zip(stale, results, strict=True), start=1):
        passing = any(refusal.reason in PASSING for refusal in found.refusals)
        mark = AGAIN if passing else wanted[key]
        batch.append((key, mark, (*found.claims, *found.refusals)))
        if len(batch) >= _BATCH:
            store.save_steps("claims", batch)
            batch = []
        progress("extract", number, len(stale))
    store.save_steps("claims", batch)
    return bool(stale)


def _mark_of_linking(
    store: Store,
    layout: RecordLayout,
    settings: Settings,
    weights: Weights,
    books: Sequence[Codebook],
) -> str:
    return digest_words(
        LINK_VERSION, RECONCILE_VERSION, REVIEW_VERSION, INDEX_VERSION,
        *map(canonical_line, books),
        digest_settings(settings.link), digest_settings(settings.reconcile),
        write_weights(weights),
        *(canonical_line(item) for item in sorted(store.marks("claims").items())),
        *(line["digest"] for line in layout.decisions.stream_entries()),
        # another copy's ids may be older than the own
        *(line["digest"] for line in layout.custody.stream_entries() if line["act"] == MERGED),
    )  # fmt: skip


def link_record(
    store: Store, layout: RecordLayout, settings: Settings, progress: Progress
) -> bool:
    """Link and reconcile all claims, as people's decisions have them; say if it was to do."""
    weights = load_weights(layout, settings.link)
    books = read_own_codebooks(layout.codebooks)
    mark = _mark_of_linking(store, layout, settings, weights, books)
    if store.marks(INCIDENTS).get(ALL) == mark:
        return False
    decisions = load_decisions(layout)
    progress("link", 0, 3)
    read = tuple(store.stream_records(Claim))
    assessed = lay_decisions(read, decisions, load_tools(load_own(layout, decisions))[1])
    placed = place_judgements(assessed.claims, decisions.judgements)
    judged = tuple(ClaimJudgement(*item) for item in placed.judgements)
    linked = link_claims(
        assessed.claims, judgements=judged, settings=settings.link, weights=weights
    )
    progress("link", 1, 3)
    found = reconcile_clusters(assessed.claims, linked.clusters, settings=settings.reconcile)
    progress("link", 2, 3)
    found = number_incidents(found, assessed.claims, books)
    named = _name_incidents(layout, assessed.claims, found)
    apart = refuse_contradicting(decisions.contradicting, version=REVIEW_VERSION)
    refusals = (*list_refusals(found, assessed, placed), *apart)
    near = find_near(
        assessed.claims, linked.clusters, judgements=judged, settings=settings.link,
        weights=weights,
    )  # fmt: skip
    incidents = [item for item in named if isinstance(item, Incident)]
    summaries = [item for item in named if isinstance(item, Summary)]
    looked = _look(assessed.claims, decisions)
    made = Indexable(
        assessed.claims, linked.clusters, incidents, summaries, refusals, near, looked
    )
    records = (
        *linked.clusters, *named, *refusals, *list_changed(read, assessed.claims),
        *list_memberships(linked, incidents), *list_name_words(assessed.claims, incidents),
        *pack_survey(found.survey),
    )  # fmt: skip
    store.save_step(INCIDENTS, ALL, mark, records, rows=index_all(store, made))
    progress("link", 3, 3)
    return True


def _look(claims: Sequence[Claim], decisions: Decisions) -> Looked:
    return find_looked(
        claims, decisions.assessments, decisions.judgements, decisions.signatures
    )


def number_incidents(
    found: Reconciled, claims: Iterable[Claim], books: Sequence[Codebook]
) -> Reconciled:
    """Return what was reconciled with the numbers of a record's own codebooks."""
    if not books:
        return found
    by_id = {claim.id: claim for claim in claims}
    numbered = tuple(add_numbers(item, by_id, books) for item in found.incidents)
    return replace(found, incidents=numbered)


def list_changed(read: Iterable[Claim], standing: Iterable[Claim]) -> Iterator[AssessedClaim]:
    """Yield those of the claims that stand which are not as the machine read them."""
    before = {claim.id: claim for claim in read}
    for claim in standing:
        if before.get(claim.id) != claim:
            yield AssessedClaim(claim.id, claim.document_id, claim)


def _name_incidents(
    layout: RecordLayout,
    claims: tuple[Claim, ...],
    found: Reconciled,
) -> tuple[Incident | Summary, ...]:
    """Give incidents their ids from the register; new lines are written before anything."""
    identified = identify_incidents(
        incident_members(claims, found.incidents),
        Register("incident", load_identities(layout)), mint=mint_incident, at=now_utc(),
    )  # fmt: skip
    layout.identities.save_entries([to_json(line) for line in identified.new])
    ids = identified.id_by_incident
    incidents = tuple(replace(item, id=ids[item.id]) for item in found.incidents)
    return (*incidents, *(rename_inside(item, ids) for item in found.summaries))


def incident_members(
    claims: Iterable[Claim], incidents: Iterable[Incident]
) -> dict[str, list[Claim]]:
    """Return the claims of each incident, by the incident's id."""
    by_id = {claim.id: claim for claim in claims}
    return {item.id: [by_id[key] for key in item.claims] for item in incidents}


def mint_incident() -> str:
    """Return an id that no incident has had."""
    return f"i-{uuid.uuid4().hex}"


def rename_inside(summary: Summary, ids: Mapping[str, str]) -> Summary:
    """Return a summary whose incidents are named by the register."""
    return replace(
        summary,
        incidents=tuple(sorted(ids[key] for key in summary.incidents)),
        possible=tuple(sorted(ids[key] for key in summary.possible)),
    )


def _report(store: Store, layout: RecordLayout, documents: int, *, changed: bool) -> RunReport:
    refusals = Counter(item.reason for item in refusals_of(load_custody(layout)))
    unplaced = misread = contradicting = 0
    for refusal in store.stream_records(Refusal):
        if refusal.step == "reconcile":
            continue
        unplaced += refusal.reason == "unplaced"
        misread += refusal.reason == "misread"
        contradicting += refusal.reason == "contradicting"
        if refusal.step != "review":
            refusals[refusal.reason] += 1
    return RunReport(
        documents=documents,
        readings=store.count_records(Reading),
        claims=store.count_records(Claim) - misread,
        incidents=store.count_records(Incident),
        summaries=store.count_records(Summary),
        refusals=dict(sorted(refusals.items())),
        unplaced=unplaced,
        changed=changed,
        contradicting=contradicting,
    )
