"""
What a set of claims supports, and where it disagrees.

Ranges are derived from claims, each with who said what; origins are counted once; sums
over several incidents are compared with them and never added. Nothing disappears: every
claim comes out in an incident, in a summary, or with a reason why in neither.
"""

from __future__ import annotations

from sijill.reconcile.clusters import (
    RECONCILE_VERSION,
    LeftOver,
    Reconciled,
    reconcile_clusters,
)
from sijill.reconcile.settings import Settings

__all__ = ["RECONCILE_VERSION", "LeftOver", "Reconciled", "Settings", "reconcile_clusters"]
