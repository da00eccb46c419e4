"""
The estimate from two lists that are taken to be independent: Chapman, Lincoln and Petersen.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf

from sijill.estimate.checks import list_caveats, list_reasons_to_refuse
from sijill.estimate.dependence import pair_doubts
from sijill.estimate.posterior import LogNormalUnlisted
from sijill.estimate.result import (
    PopulationEstimate,
    Sensitivity,
    believe,
    describe_settings,
    refuse,
)
from sijill.estimate.settings import Settings
from sijill.estimate.table import PatternTable
from sijill.estimate.two_lists import (
    TwoListEstimate,
    estimate_lincoln_petersen,
    estimate_two_lists,
)
from sijill.model import Caveat

_METHODS = {"chapman": estimate_two_lists, "lincoln_petersen": estimate_lincoln_petersen}


@dataclass(frozen=True, slots=True)
class PairSettings:
    """
    Settings of `estimate_by_pair`.

    Attributes:
        lists: Names of two lists, with a comma between; empty: the table has two.
    """

    lists: str = ""


def estimate_by_pair(
    table: PatternTable, settings: Settings, own: PairSettings, *, method: str = "chapman"
) -> PopulationEstimate:
    """
    Estimate the total from two lists of a table.

    Args:
        table: Two lists, or more of which two are named.
        settings: Common settings.
        own: Which two lists.
        method: ``chapman`` or ``lincoln_petersen``.

    Returns:
        The estimate, or a refusal.

    Raises:
        ModelError: If a name is no list of the table.

    Assumes:
        1. As `estimate_two_lists`; above all, that the lists are independent.
    """
    told = describe_settings(settings, own)
    whole = table
    if own.lists:
        table = table.narrowed([name.strip() for name in own.lists.split(",")])
    if len(table.lists) != 2:
        text = (
            f"This method takes exactly two lists, and there are {len(table.lists)}. Name two "
            f"with --set lists={','.join(table.lists[:2])}, or use a method for several lists."
        )
        return refuse(method, table, settings, [text], settings=told)
    reasons = list_reasons_to_refuse(table, settings, least_lists=2)
    if reasons:
        return refuse(method, table, settings, reasons, settings=told)
    found = _by(method, table)
    if isinf(found.total):
        text = "The lists share nobody, so the number has no bound. Use chapman, or more lists."
        return refuse(method, table, settings, [text], settings=told)
    other = next(name for name in _METHODS if name != method)
    return believe(
        method, table, settings, _belief(found), settings=told,
        sensitivity=_vary(other, table, settings),
        caveats=(*list_caveats(table, settings), *pair_doubts(whole, *table.lists), Caveat(
            "two_lists",
            "Two lists cannot show whether they depend on one another; if the same people "
            "reach both, the number is too low. Look for a third list.",
        )),
    )  # fmt: skip


def _by(method: str, table: PatternTable) -> TwoListEstimate:
    first, second = (int(size) for size in table.sizes)
    both = int(table.overlaps[0, 1])
    return _METHODS[method](n_first=first, n_second=second, n_both=both)


def _belief(found: TwoListEstimate) -> LogNormalUnlisted:
    return LogNormalUnlisted(found.n_listed, found.total - found.n_listed, found.standard_error)


def _vary(method: str, table: PatternTable, settings: Settings) -> tuple[Sensitivity, ...]:
    found = _by(method, table)
    if isinf(found.total):
        return ()
    return (Sensitivity.of(f"method={method}", _belief(found), settings.level),)
