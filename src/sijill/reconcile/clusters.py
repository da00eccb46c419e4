"""
Clusters of claims into incidents and summaries, with every claim in exactly one place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sijill.errors import ModelError
from sijill.model import Claim, Cluster, Incident, Summary
from sijill.reconcile.incidents import FOUNDING, reconcile_incident
from sijill.reconcile.origins import graph_origins
from sijill.reconcile.settings import Settings
from sijill.reconcile.summaries import Summariser
from sijill.reconcile.survey import Survey, survey_claims

MOST_BESIDE = 40  # claims of one document; a table of more tells of many acts
RECONCILE_VERSION = "sijill.reconcile.v2"


@dataclass(frozen=True, slots=True)
class LeftOver:
    """
    A claim that stands in no incident and in no summary.

    Attributes:
        id: The claim's id.
        reason: Term of ``vocabulary/refusal.toml``.
        text: One sentence that says why.
    """

    id: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """
    What came of the claims; each is in exactly one of the three.

    Attributes:
        incidents: Sorted by id.
        summaries: Sorted by id.
        left_over: Sorted by id.
        survey: What the claims say of origins, so that a part of them can be done again.
    """

    incidents: tuple[Incident, ...]
    summaries: tuple[Summary, ...]
    left_over: tuple[LeftOver, ...]
    survey: Survey


def reconcile_clusters(
    claims: Sequence[Claim],
    clusters: Sequence[Cluster],
    *,
    settings: Settings,
    beside: Sequence[Incident] = (),
    survey: Survey | None = None,
    told: Iterable[Claim] | None = None,
) -> Reconciled:
    """
    Return the incidents, the summaries, and the claims that found neither.

    Args:
        claims: In any order.
        clusters: Of claims of scope ``incident``, as `link` makes them.
        settings: See `Settings`.
        beside: Incidents of other claims of the record, which sums are held against too.
        survey: What the whole record says of its origins, where these claims are a part of it;
            ``None``: these are all.
        told: All claims of the documents that these claims are of; ``None``: these are all.

    Raises:
        ModelError: If a cluster names a claim that is not given, or that another names.

    Assumes:
        1. Clusters are right; a wrong one gives a wrong range, with `weak_link` at best.
    """
    by_id = {claim.id: claim for claim in claims if claim.scope == "incident"}
    _check_clusters(by_id, clusters)
    mates = _by_document(by_id.values() if told is None else told)
    survey = survey or survey_claims(by_id)
    graph = graph_origins(by_id, clusters, settings=settings, survey=survey)
    incidents: list[Incident] = []
    left: list[LeftOver] = []
    for cluster in sorted(clusters, key=lambda item: item.id):
        members = [by_id.pop(name) for name in cluster.claims]
        reason = _why_no_incident(members)
        if reason:
            left.extend(_leave(member, reason) for member in members)
        else:
            mates_of = _find_beside(members, mates)
            incidents.append(
                reconcile_incident(
                    cluster, members, settings=settings, graph=graph, beside=mates_of
                )
            )
    left.extend(_leave(claim, "not_clustered") for claim in by_id.values())
    sums = {claim.id: claim for claim in claims if claim.scope != "incident"}
    found = [c for c in sums.values() if c.modality in FOUNDING and c.harms]
    placed = {claim.id for claim in found}
    left.extend(
        _leave(c, "nothing_counted" if c.modality in FOUNDING else "not_founding")
        for c in sums.values()
        if c.id not in placed
    )
    summariser = Summariser([*incidents, *beside], settings=settings)
    summaries = [summariser.summarise_claim(claim) for claim in found]
    return Reconciled(
        tuple(incidents),
        tuple(sorted(summaries, key=lambda item: item.id)),
        tuple(sorted(left, key=lambda item: item.id)),
        survey,
    )


def _by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.scope == "incident":
            found[claim.document_id].append(claim)
    return found


def _find_beside(members: Sequence[Claim], mates: Mapping[str, Sequence[Claim]]) -> list[Claim]:
    """Return the claims of the members' documents, but for tables of many acts."""
    names = sorted({member.document_id for member in members})
    few = (mates.get(name, ()) for name in names)
    return [claim for told in few if len(told) <= MOST_BESIDE for claim in told]


def _check_clusters(by_id: dict[str, Claim], clusters: Sequence[Cluster]) -> None:
    seen: set[str] = set()
    for cluster in clusters:
        for name in cluster.claims:
            if name not in by_id or name in seen:
                raise ModelError(
                    f"cluster {cluster.id} names claim {name}, which another cluster names "
                    "too, or which is not a claim about one incident that was given. Link "
                    "these claims again and give what comes of it."
                )
            seen.add(name)


def _why_no_incident(members: Sequence[Claim]) -> str | None:
    founding = [claim for claim in members if claim.modality in FOUNDING]
    if not founding:
        return "not_founding"
    if not any(claim.harms or claim.damages for claim in founding):
        return "nothing_counted"
    return None


_SENTENCES = {
    "not_founding": "it is denied, supposed or planned, and no claim stands beside it",
    "nothing_counted": "it names nobody harmed and nothing hit",
    "not_clustered": "no cluster names it; link it together with the other claims",
}


def _leave(claim: Claim, reason: str) -> LeftOver:
    text = f"claim {claim.id} founds no incident: {_SENTENCES[reason]}."
    return LeftOver(claim.id, reason, text)
