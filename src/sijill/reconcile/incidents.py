"""
One incident out of one cluster of claims.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.model import Claim, Cluster, HarmRange, Incident
from sijill.reconcile.disagreements import list_disagreements
from sijill.reconcile.edges import list_edges
from sijill.reconcile.grades import grade_incident, list_grades
from sijill.reconcile.likely import find_likely
from sijill.reconcile.origins import (
    COPIES,
    OriginGraph,
    Traced,
    graph_origins,
    list_origins,
    trace_origins,
)
from sijill.reconcile.settings import Settings
from sijill.reconcile.statements import Told, has_doubted_status, state_kinds
from sijill.reconcile.tolls import reconcile_harms
from sijill.reconcile.values import (
    is_by_home,
    reconcile_actors,
    reconcile_damages,
    reconcile_violence,
    reconcile_when,
    reconcile_where,
)

FOUNDING = ("asserted", "alleged")


def reconcile_incident(
    cluster: Cluster,
    claims: Sequence[Claim],
    *,
    settings: Settings,
    graph: OriginGraph | None = None,
    beside: Sequence[Claim] = (),
) -> Incident:
    """
    Return the incident that a cluster's claims support; a denial joins and sets no range.

    Args:
        cluster: The cluster.
        claims: Its claims.
        settings: See `Settings`.
        graph: Origins of the record's documents; ``None``: as these claims alone tell them.
        beside: The other claims of the same documents.

    Assumes:
        1. The cluster is right: all its claims speak of one incident.
    """
    ordered = sorted(claims, key=lambda claim: claim.id)
    if graph is None:
        graph = graph_origins({c.id: c for c in ordered}, [cluster], settings=settings)
    every = trace_origins(ordered, settings=settings, graph=graph)
    traced = tuple(item for item in every if item.claim.modality in FOUNDING)
    founding = [item.claim for item in traced]
    denials = [claim for claim in ordered if claim.modality == "denied"]
    told = state_kinds(traced)
    harms = reconcile_harms(traced, told, settings=settings)
    when, where = reconcile_when(founding), reconcile_where(founding)
    origins = len({item.origin for item in traced})
    reasons = grade_incident(traced, denials=denials, harms=harms, when=when, where=where)
    return Incident(
        id=cluster.id,
        claims=tuple(claim.id for claim in ordered),
        violence=reconcile_violence(founding),
        when=when,
        where=where,
        actors=reconcile_actors(ordered),
        harms=harms,
        damages=reconcile_damages(founding, settings=settings),
        origins=origins,
        origin_by_claim=list_origins(every),
        grades=list_grades(reasons),
        disagreements=list_disagreements(traced, told, denials, settings=settings),
        caveats=_caveats(cluster, traced, told, denials, harms, settings),
        origin_edges=list_edges(every, graph),
        grade_reasons=reasons,
        likely=find_likely(founding, beside, when=when),
    )


def _caveats(
    cluster: Cluster,
    traced: Sequence[Traced],
    told: Sequence[Told],
    denials: Sequence[Claim],
    harms: Sequence[HarmRange],
    settings: Settings,
) -> tuple[str, ...]:
    found = {term for item in traced for term in item.claim.caveats}
    weak = cluster.weakest is not None and cluster.weakest.p_same < settings.weak_link
    checks = {
        "single_origin": len({item.origin for item in traced}) == 1,
        "denied_by_party": bool(denials),
        "weak_link": weak,
        "toll_revised": any(item.revised for item in told),
        "codebook_below_words": any(_is_below(line) for line in harms),
        "status_said_by_side_alone": has_doubted_status(traced),
        "place_from_document": is_by_home([item.claim for item in traced]),
        "linked_by_date_and_place": len(traced) > 1 and not _is_confirmed(traced),
    }
    return tuple(sorted(found | {term for term, holds in checks.items() if holds}))


def _is_below(line: HarmRange) -> bool:
    return line.low is not None and any(best < line.low for best in line.best.values())


def _is_confirmed(traced: Sequence[Traced]) -> bool:
    """Say whether a copied text or a victim named twice confirms the cluster."""
    if any(item.reason in COPIES for item in traced):
        return True
    names = [
        name
        for item in traced
        for name in {n.name.casefold() for harm in item.claim.harms for n in harm.names}
    ]
    return len(names) > len(set(names))
