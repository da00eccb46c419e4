"""
Worlds whose truth is known: incidents, reports about them, victims and lists, from a seed.

For tests and measurements, ours and those of plug-ins. No other room imports this one.
Everybody in these worlds is invented; the places are real.
"""

from __future__ import annotations

from sijill.testing.extractors import check_extractor
from sijill.testing.generate import generate, write_reports
from sijill.testing.settings import (
    DEVELOPING_SEEDS,
    JUDGING_SEEDS,
    TWO_STRATA,
    Settings,
    Stratum,
)
from sijill.testing.strata import Coverage, measure_coverage, true_totals
from sijill.testing.world import (
    ListRow,
    Told,
    TrueIncident,
    TrueReport,
    TrueVictim,
    VictimList,
    World,
)

__all__ = [
    "DEVELOPING_SEEDS", "JUDGING_SEEDS", "TWO_STRATA", "Coverage", "ListRow", "Settings",
    "Stratum", "Told", "TrueIncident", "TrueReport", "TrueVictim", "VictimList", "World",
    "check_extractor", "generate", "measure_coverage", "true_totals", "write_reports",
]  # fmt: skip
