"""
What to look at next, and why: each reason by itself, and the order of them all.

Doubtful claims come first, since everything else stands on claims; then incidents whose
claims part, pairs that may be one, links that hold least, new documents, sums that nothing
explains, decisions that lost their words, and those of two copies that contradict. Within a
reason the most doubtful comes first. What somebody looked at and was not sure of comes last
of all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sijill.model import Cluster, Incident, Link, Refusal
from sijill.model.rows import REASONS, ClaimRow, DocumentRow, IncidentRow, QueueRow, SummaryRow

# Confidence is fitted to what people found right (docs/reference/confidence.md): of claims
# below this, more than a third are wrong.
DOUBTFUL_BELOW = 0.65
# A cluster that holds together by less than this is worth a look at its weakest pair.
WEAK_BELOW = 0.8
_UNSURE = 10.0
_DAYS = 1_000_000  # no day's ordinal number reaches it


def queue_claim(row: ClaimRow) -> QueueRow | None:
    """
    Return why a claim is to be looked at: its extractor doubted it, and no person did yet.

    Examples:
        >>> queue_claim(ClaimRow("c-1", "d1", None, "shelling", confidence=0.4)).reason
        'doubtful_claim'
        >>> queue_claim(ClaimRow("c-1", "d1", None, "shelling")) is None
        True
    """
    if row.confidence >= DOUBTFUL_BELOW or row.decided == "decided" or row.left_out:
        return None
    return _queue(
        "doubtful_claim", row.id, row.confidence, claims=(row.id,), doubt=row.confidence,
        country=row.where.country, source=row.source, unsure=row.decided == "unsure",
    )  # fmt: skip


def queue_disputed(
    row: IncidentRow, incident: Incident, looked: Mapping[str, str]
) -> QueueRow | None:
    """Return that an incident's claims part, unless people decided about all that do."""
    claims = {claim for item in incident.disagreements for claim in item.claims}
    if all(looked.get(claim) == "decided" for claim in claims):
        return None
    return _queue(
        "disputed", row.id, 1 / (1 + row.disagreements), claims=incident.claims[:1],
        number=row.disagreements, country=row.where.country,
        unsure=looked.get(incident.claims[0]) == "unsure",
    )  # fmt: skip


def queue_weak(row: IncidentRow, cluster: Cluster, *, is_judged: bool) -> QueueRow | None:
    """Return that an incident hardly holds together, unless people judged its weakest pair."""
    if cluster.weakest is None or cluster.p_same >= WEAK_BELOW or is_judged:
        return None
    return _queue(
        "weak_link", row.id, cluster.p_same, claims=cluster.weakest.claims,
        doubt=cluster.weakest.p_same, country=row.where.country,
    )  # fmt: skip


def queue_duplicate(
    left: IncidentRow, right: IncidentRow, link: Link, *, unsure: bool = False
) -> QueueRow:
    """Return that two incidents may be one."""
    first, second = sorted((left, right), key=lambda row: row.id)
    return _queue(
        "likely_duplicate", first.id, 1 - link.p_same, other=second.id, claims=link.claims,
        doubt=link.p_same, country=first.where.country, unsure=unsure,
    )  # fmt: skip


def queue_document(row: DocumentRow, unsure: Collection[str] = ()) -> QueueRow | None:
    """
    Return that nobody decided about any claim of a document yet, or was sure of what it tells.

    Args:
        row: The document.
        unsure: Ids of the documents that somebody was not sure of as a whole.

    Examples:
        >>> row = DocumentRow("d1", "d1", claims=2, decided=1)
        >>> queue_document(row) is None, queue_document(row, {"d1"}).reason
        (True, 'unsure_document')
    """
    newest = 1 - (row.published_on or date.min).toordinal() / _DAYS
    if row.id in unsure:
        left = row.claims - row.decided
        return _queue(
            "unsure_document", row.id, newest, number=left, source=row.source, unsure=True
        )
    if not row.claims or row.decided:
        return None
    return _queue("new_document", row.id, newest, number=row.claims, source=row.source)


def queue_summary(row: SummaryRow, looked: Mapping[str, str]) -> QueueRow | None:
    """Return that no incident explains a part of a sum."""
    if not row.remainder or looked.get(row.claim) == "decided":
        return None
    people = sum(part.low or 0 for part in row.remainder.values())
    return _queue(
        "unexplained_remainder", row.id, 1 / (2 + people), claims=(row.claim,), number=people,
        country=row.where.country, unsure=looked.get(row.claim) == "unsure",
    )  # fmt: skip


def queue_unplaced(refusal: Refusal) -> QueueRow:
    """Return that a decision holds on to no words any more."""
    return _queue("unplaced", refusal.id, 0.5)


def queue_contradicting(refusal: Refusal) -> QueueRow:
    """Return that a decision contradicts one made in another copy, and neither is followed."""
    return _queue("contradicting", refusal.id, 0.5)


def _queue(
    reason: str,
    target: str,
    share: float,
    *,
    other: str | None = None,
    claims: tuple[str, ...] = (),
    doubt: float | None = None,
    number: int | None = None,
    country: str | None = None,
    source: str | None = None,
    unsure: bool = False,
) -> QueueRow:
    """Return a row that stands among those of its reason by *share*, in [0, 1]."""
    rank = REASONS.index(reason) + min(share, 0.999) + _UNSURE * unsure
    name = f"{reason}:{target}" + (f":{other}" if other else "")
    return QueueRow(
        name, reason, target, other, claims, round(rank, 6), doubt, number, country, source,
        unsure,
    )  # fmt: skip
