"""
What a set of claims supports, and where it disagrees.

Ranges are derived from claims, each with who said what; origins are counted once; sums
over several incidents are compared with them and never added. Nothing disappears: every
claim comes out in an incident, in a summary, or with a reason why in neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sijill.rooms import load_when_asked

if TYPE_CHECKING:
    from sijill.reconcile.clusters import (
        RECONCILE_VERSION,
        LeftOver,
        Reconciled,
        reconcile_clusters,
    )
    from sijill.reconcile.settings import Settings
    from sijill.reconcile.survey import Survey
else:
    __getattr__ = load_when_asked(
        __name__,
        {
            "RECONCILE_VERSION": "clusters",
            "LeftOver": "clusters",
            "Reconciled": "clusters",
            "reconcile_clusters": "clusters",
            "Settings": "settings",
            "Survey": "survey",
        },
    )

__all__ = [
    "RECONCILE_VERSION", "LeftOver", "Reconciled", "Settings", "Survey", "reconcile_clusters",
]  # fmt: skip
