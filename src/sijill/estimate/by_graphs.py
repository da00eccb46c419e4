"""
The estimate by averaging over graphs of dependence, with its doubts: method ``dga``.
"""

from __future__ import annotations

from dataclasses import replace

from sijill.estimate.checks import list_caveats, list_reasons_to_refuse
from sijill.estimate.dga import DgaSettings, GraphAverage, average_graphs, prior_cells
from sijill.estimate.graphs import MOST_LISTS
from sijill.estimate.result import (
    ModelShare,
    PopulationEstimate,
    Sensitivity,
    believe,
    describe_settings,
    refuse,
)
from sijill.estimate.settings import Settings
from sijill.estimate.table import PatternTable
from sijill.model import Caveat

_EDGE_SHARE = 0.002  # belief in the last hundredth of the grid that says it goes on beyond
_SATURATED_SHARE = 0.5
_SWING = 1.5  # ratio of medians between priors from which the prior decides more than the data
_POINTS = 1000  # grid points of a sensitivity row: the median moves by under a thousandth


def estimate_by_graphs(
    table: PatternTable, settings: Settings, own: DgaSettings
) -> PopulationEstimate:
    """
    Estimate the total by averaging over all decomposable graphs.

    Args:
        table: Three to six lists.
        settings: Common settings.
        own: Prior and grid.

    Returns:
        The estimate with its likeliest graphs, or a refusal. What other priors give is added
        by `vary_graphs`.

    Assumes:
        1. As `average_graphs`.
    """
    reasons = list_reasons_to_refuse(table, settings, least_lists=3)
    if len(table.lists) > MOST_LISTS:
        reasons.append(
            f"There are {len(table.lists)} lists, and graphs can be averaged over {MOST_LISTS} "
            "at most. Join lists of one maker, or use lcmcr."
        )
    told = describe_settings(settings, replace(own, delta=prior_cells(table, own)))
    if reasons:
        return refuse("dga", table, settings, reasons, settings=told)
    found = average_graphs(table, own)
    return believe(
        "dga", table, settings, found.posterior, settings=told,
        models=tuple(ModelShare(name, share) for name, share in found.models),
        caveats=(*list_caveats(table, settings), *_doubts(found)),
    )  # fmt: skip


def vary_graphs(
    found: PopulationEstimate, table: PatternTable, settings: Settings, own: DgaSettings
) -> PopulationEstimate:
    """Return an estimate by graphs with what other priors give; a refusal as it is."""
    if found.refused:
        return found
    others = _vary(table, settings, own)
    doubts = _prior_doubt(found.median or 0.0, others)
    return replace(found, sensitivity=others, caveats=(*found.caveats, *doubts))


def _vary(table: PatternTable, settings: Settings, own: DgaSettings) -> tuple[Sensitivity, ...]:
    """Return the outcome under other priors, on a coarse grid."""
    last = 10 * table.observed if own.most_missing is None else own.most_missing
    step = max(own.step, (last - own.least_missing) // _POINTS)
    usual = prior_cells(table, own)
    own = replace(
        own, least_missing=own.least_missing + step // 2
    )  # each point its span's middle
    others = [
        (f"delta={delta:g}", replace(own, delta=delta, step=step))
        for delta in (2.0 ** -len(table.lists), 0.5, 1.0)
        if delta != usual
    ]
    flat = "flat" if own.prior == "inverse" else "inverse"
    others.append((f"prior={flat}", replace(own, prior=flat, step=step)))
    return tuple(
        Sensitivity.of(choice, average_graphs(table, changed).posterior, settings.level)
        for choice, changed in others
    )


def _doubts(found: GraphAverage) -> list[Caveat]:
    masses = found.posterior.masses
    edge = float(masses[-max(1, len(masses) // 100) :].sum())
    doubts = []
    if edge > _EDGE_SHARE:
        doubts.append(Caveat(
            "grid_edge",
            f"{edge:.1%} of the belief lies at the grid's far end, so the upper end is the "
            "grid's and not the data's; set most_missing higher and see whether it moves.",
        ))  # fmt: skip
    if found.saturated > _SATURATED_SHARE:
        doubts.append(Caveat(
            "saturated_model",
            f"{found.saturated:.0%} of the belief is in the graph that joins all lists, for "
            "which the number of the unlisted is the prior's; use another method beside it.",
        ))  # fmt: skip
    return doubts


def _prior_doubt(median: float, others: tuple[Sensitivity, ...]) -> list[Caveat]:
    medians = [median, *(row.median for row in others)]
    if max(medians) < _SWING * min(medians):
        return []
    return [Caveat(
        "prior_sensitive",
        f"Other priors give medians from {min(medians):,.0f} to {max(medians):,.0f}: the prior "
        "decides as much as the data. Publish the prior and these numbers with it.",
    )]  # fmt: skip
