"""
Rows of a whole record, as a run makes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sijill.flow.namewords import list_name_words, names_of, where_told
from sijill.flow.rowmaking import (
    claim_row,
    document_row,
    incident_row,
    join_words,
    refused_row,
    summary_row,
    words_rows,
)
from sijill.model import Claim, Cluster, Incident, Link, Reading, Refusal, Summary
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow, NearRow, QueueRow, Rows
from sijill.review import Looked
from sijill.review.queue import (
    queue_claim,
    queue_contradicting,
    queue_disputed,
    queue_document,
    queue_duplicate,
    queue_summary,
    queue_unplaced,
    queue_weak,
)
from sijill.store import Store

INDEX_VERSION = "sijill.index.v3"


@dataclass(frozen=True, slots=True)
class Indexable:
    """
    What rows are made of.

    Attributes:
        claims: The claims that stand.
        clusters: What they were joined to.
        incidents: Named by the register.
        summaries: Likewise.
        refusals: What was left over, and decisions that were not placed.
        near: Likeliest pairs of claims between incidents that are nearly one.
        looked: What people looked at.
    """

    claims: Sequence[Claim]
    clusters: Sequence[Cluster] = ()
    incidents: Sequence[Incident] = ()
    summaries: Sequence[Summary] = ()
    refusals: Sequence[Refusal] = ()
    near: Sequence[Link] = ()
    looked: Looked = field(default_factory=Looked)


def index_all(store: Store, made: Indexable) -> Rows:
    """Return the rows of a whole record, whose readings are in *store*."""
    told = list_name_words(made.claims, made.incidents)
    names = names_of(made.claims, told, where_told(made.claims, made.incidents))
    claims = claim_rows(made, names)
    by_document: dict[str, list[ClaimRow]] = {}
    for row in claims:
        by_document.setdefault(row.document, []).append(row)
    readings = tuple(replace(one, text="") for one in store.stream_records(Reading))
    documents = [
        document_row(one, by_document.get(one.id, ()), names.get(one.id)) for one in readings
    ]
    documents += map(refused_row, _refused(store, {row.document for row in documents}))
    rows = join_rows(made, claims, documents)
    near = tuple(NearRow(*link.claims, link.p_same) for link in made.near)
    words = words_rows(made.claims, readings, names)
    return replace(rows, near=near, words=(*words, *join_words(made.incidents, words)))


def _refused(store: Store, read: set[str]) -> Iterator[Refusal]:
    """Yield one refusal for each document that has no reading."""
    seen = set(read)
    for refusal in store.stream_records(Refusal):
        if refusal.kind == "document" and refusal.id not in seen:
            seen.add(refusal.id)
            yield refusal


def claim_rows(made: Indexable, names: Mapping[str, object]) -> tuple[ClaimRow, ...]:
    """Return the rows of claims; *names* as `namewords.names_of` gives them."""
    incidents = {claim: item.id for item in made.incidents for claim in item.claims}
    left_out = {r.id: r.reason for r in made.refusals if r.step == "reconcile"}
    return tuple(
        claim_row(
            claim,
            incident=incidents.get(claim.id),
            decided=made.looked.claims.get(claim.id, "open"),
            left_out=left_out.get(claim.id),
            names=names.get(claim.document_id),  # type: ignore[arg-type]
        )
        for claim in made.claims
    )


def join_rows(
    made: Indexable,
    claims: Sequence[ClaimRow],
    documents: Sequence[DocumentRow],
    elsewhere: Mapping[str, IncidentRow] | None = None,
) -> Rows:
    """
    Return rows of every kind, but for searched words and likenesses.

    Args:
        made: What they are made of.
        claims: Its claims' rows.
        documents: Rows of their documents.
        elsewhere: Incidents on the other side of likenesses, by claim.
    """
    by_claim = {row.id: row for row in claims}
    clusters = {claim: item for item in made.clusters for claim in item.claims}
    incidents = []
    for item in made.incidents:
        members = [by_claim[claim] for claim in item.claims]
        row = incident_row(
            item,
            cluster=clusters.get(item.claims[0]),
            documents=len({member.document for member in members}),
            decided=[member.decided for member in members],
            signed=made.looked.signed.get(item.id),
        )
        incidents.append(row)
    claim_of = {claim.id: claim for claim in made.claims}
    summaries = [summary_row(item, claim_of[item.claim]) for item in made.summaries]
    queue = [
        *filter(None, map(queue_claim, claims)),
        *_queue_incidents(made, incidents, clusters),
        *_queue_pairs(made, incidents, elsewhere or {}),
        *filter(None, (queue_document(row, made.looked.documents) for row in documents)),
        *filter(None, (queue_summary(row, made.looked.claims) for row in summaries)),
        *(queue_unplaced(one) for one in made.refusals if one.reason == "unplaced"),
        *(queue_contradicting(one) for one in made.refusals if one.reason == "contradicting"),
    ]
    reasons: dict[str, str] = {}
    for item_ in sorted(queue, key=lambda item: item.rank):
        for target in filter(None, (item_.target, item_.other)):
            reasons.setdefault(target, item_.reason)
    told = tuple(replace(row, reason=reasons.get(row.id)) for row in incidents)
    return Rows(told, tuple(claims), tuple(documents), tuple(summaries), tuple(queue))


def _queue_incidents(
    made: Indexable, rows: Sequence[IncidentRow], clusters: Mapping[str, Cluster]
) -> Iterator[QueueRow]:
    looked, pairs = made.looked.claims, made.looked.pairs
    for row, incident in zip(rows, made.incidents, strict=True):
        if found := queue_disputed(row, incident, looked):
            yield found
        cluster = clusters.get(incident.claims[0])
        if cluster and cluster.weakest:
            is_judged = cluster.weakest.claims in pairs
            if weak := queue_weak(row, cluster, is_judged=is_judged):
                yield weak


def _queue_pairs(
    made: Indexable, rows: Sequence[IncidentRow], elsewhere: Mapping[str, IncidentRow]
) -> Iterator[QueueRow]:
    """Yield each two incidents that may be one, by their likeliest pair of claims."""
    pairs_of = zip(rows, made.incidents, strict=True)
    holders = {claim: row for row, item in pairs_of for claim in item.claims}
    holders = {**elsewhere, **holders}
    judged = {
        frozenset(holders[claim].id for claim in pair): verdict
        for pair, verdict in made.looked.pairs.items()
        if all(claim in holders for claim in pair)
    }
    seen: set[frozenset[str]] = set()
    for link in made.near:
        left, right = (holders.get(claim) for claim in link.claims)
        if left is None or right is None or left.id == right.id:
            continue
        pair = frozenset((left.id, right.id))
        verdict = judged.get(pair)
        if pair in seen or verdict in ("same", "not_same"):
            continue
        seen.add(pair)
        yield queue_duplicate(left, right, link, unsure=verdict == "unsure")
