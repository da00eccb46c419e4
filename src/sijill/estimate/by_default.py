"""
The estimate by the method that suits the number of lists: method ``auto``.
"""

from __future__ import annotations

from dataclasses import replace

from sijill.estimate.by_classes import estimate_by_classes, vary_classes
from sijill.estimate.dga import DgaSettings, average_graphs
from sijill.estimate.graphs import MOST_LISTS
from sijill.estimate.lcmcr import LcmcrSettings, Tell
from sijill.estimate.result import PopulationEstimate, Sensitivity, refuse
from sijill.estimate.settings import Settings
from sijill.estimate.table import PatternTable
from sijill.model import Caveat

_TOO_FEW = (
    "Fewer than three lists cannot show whether being on one makes being on another likelier, "
    "and a number would rest on the belief that it does not. Add a list; or, if you hold that "
    "belief for two, say so with the method chapman."
)


def estimate_by_default(
    table: PatternTable, settings: Settings, own: LcmcrSettings, *, tell: Tell = None
) -> PopulationEstimate:
    """
    Estimate the total by classes of people; two lists are refused.

    Args:
        table: Three lists or more.
        settings: Common settings.
        own: Those of `estimate_by_classes`.
        tell: Called as chains are done.

    Returns:
        The estimate, or a refusal. What other priors and another method give is added by
        `vary_default`.

    Assumes:
        1. As `sample_classes`.
    """
    if len(table.lists) < 3:
        return refuse("auto", table, settings, [_TOO_FEW])
    return estimate_by_classes(table, settings, own, tell=tell)


def vary_default(
    found: PopulationEstimate, table: PatternTable, settings: Settings, own: LcmcrSettings
) -> PopulationEstimate:
    """Return an estimate with other priors and graphs beside it; a refusal as it is."""
    if found.refused:
        return found
    varied = vary_classes(found, table, settings, own)
    return varied if len(table.lists) > MOST_LISTS else _beside(varied, table, settings)


def _beside(
    found: PopulationEstimate, table: PatternTable, settings: Settings
) -> PopulationEstimate:
    """Return the estimate by classes with that by graphs beside it."""
    belief = average_graphs(table, DgaSettings(step=max(1, table.observed // 200))).posterior
    row = Sensitivity.of("method=dga", belief, settings.level)
    caveats = found.caveats
    if not (found.lower or 0) <= row.median <= (found.upper or 0):
        caveats = (*caveats, Caveat(
            "methods_disagree",
            f"Averaging over graphs (dga) gives {row.median:,.0f}, outside this interval: the "
            "model decides much. Show both.",
        ))  # fmt: skip
    return replace(found, sensitivity=(*found.sensitivity, row), caveats=caveats)
