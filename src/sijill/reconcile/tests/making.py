"""
Invented claims of one strike at Sarmin, and what comes of reconciling them.
"""

from __future__ import annotations

from datetime import date, timedelta

from sijill.model import (
    Claim,
    Cluster,
    Count,
    DateRange,
    Harm,
    HarmRange,
    Incident,
    Place,
    Reported,
    Span,
)
from sijill.model.ids import cluster_id
from sijill.reconcile import Reconciled, Settings, reconcile_clusters

DAY = date(2023, 10, 5)


SARMIN = Place(None, "Sarmin", "x:1", "Idlib", "SY", 35.9, 36.73, 2.0, "exact")


IDLIB = Place(None, "Idlib", "x:2", "Idlib", "SY", 35.9, 36.6, 50.0, "admin1")


def killed(low: int | None, high: int | None, how: str = "exact", who: str = "unknown") -> Harm:
    """Return a number of the killed."""
    return Harm("killed", Count(low, high, how), who)


def claim(name: str, *harms: Harm, lag: int = 1, by: str | None = None) -> Claim:
    """Return an invented claim of one strike."""
    return Claim(
        id=f"c-{name}",
        document_id=f"d-{name}",
        extractor="hand.v1",
        evidence=(Span(0, 5, "Words"),),
        violence="airstrike",
        reported=Reported(on=DAY + timedelta(days=lag), by=by or f"Outlet {name.upper()}"),
        when=DateRange(None, DAY, DAY, "day"),
        where=(SARMIN,),
        harms=harms,
    )


def reconcile(*claims: Claim) -> Reconciled:
    """Reconcile the claims, those about one incident in one cluster."""
    names = tuple(sorted(c.id for c in claims if c.scope == "incident"))
    clusters = [Cluster(cluster_id(names), names)] if names else []
    return reconcile_clusters(claims, clusters, settings=Settings())


def incident(*claims: Claim) -> Incident:
    """Return the one incident of the claims."""
    (found,) = reconcile(*claims).incidents
    return found


def bounds(line: HarmRange) -> tuple[str, int | None, int | None]:
    """Return a line's status and range."""
    return line.status, line.low, line.high


def lines(*claims: Claim) -> list[tuple[str, int | None, int | None]]:
    """Return the incident's ranges."""
    return [bounds(line) for line in incident(*claims).harms]
