"""
Estimates over draws of the linkage, and the page and pictures of an estimate.
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from sijill.estimate import (
    PatternTable,
    PopulationEstimate,
    Settings,
    by_classes,
    estimate_over_linkages,
    estimate_population,
    linkages,
)
from sijill.estimate.lcmcr import ClassChains, LcmcrSettings, sample_classes
from sijill.estimate.linkages import Tables
from sijill.estimate.page import draw_all, write_page

LISTS = ("clinic", "press & radio", "<morgue>")
COUNTS = {"100": 210, "010": 160, "001": 120, "110": 60, "101": 48, "011": 35, "111": 22}
FOUR_COUNTS = {
    "1000": 90, "0100": 80, "0010": 70, "0001": 60, "1100": 60, "1010": 50, "1001": 40,
    "0110": 45, "0101": 35, "0011": 30, "1110": 40, "1101": 30, "1011": 25, "0111": 20,
    "1111": 20,
}  # fmt: skip


def _table(moved: int) -> Tables:
    """The table if matching misses so many of those on two lists."""
    counts = COUNTS | {"110": 60 - moved, "100": 210 + moved, "010": 160 + moved}
    return {(): PatternTable.of(LISTS, counts)}


@pytest.fixture(scope="module")
def found() -> PopulationEstimate:
    """The estimate over five linkages that differ."""
    drawn = [_table(moved) for moved in (0, 10, 20, 30, 40)]
    return estimate_over_linkages(_table(10), drawn, settings=Settings(method="dga"), n_drawn=5)


def test_what_matching_does_not_know_widens_the_interval(found: PopulationEstimate) -> None:
    """
    The pooled interval holds more than the one that takes linkage as given, which is shown.
    """
    given = found.sensitivity[0]
    assert found.lower is not None
    assert found.upper is not None

    assert given.choice == "linkage=as_given"
    assert found.upper - found.lower > 1.3 * (given.upper - given.lower)
    assert found.caveats[0].term == "linkage_drawn"
    assert found.observed == sum(COUNTS.values()) + 10


@pytest.mark.parametrize("labels", [(), (("year", "2021"),)])
def test_answers_are_estimated_without_other_priors_and_give_the_same(
    labels: tuple[tuple[str, str], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Chains under other priors run where their rows are shown, and change no number elsewhere.
    """
    chains = Counter[tuple[float, float]]()

    def count(table: PatternTable, own: LcmcrSettings, **rest: Any) -> ClassChains:
        chains[own.missed, own.shape] += 1
        return sample_classes(table, own, **rest)

    monkeypatch.setattr(by_classes, "sample_classes", count)
    four = {labels: PatternTable.of(("a", "b", "c", "d"), FOUR_COUNTS)}
    short = {"chains": 8, "burn_in": 1_000, "draws": 500, "thin": 20, "longest": 0}
    asked: dict[str, Any] = {"settings": Settings(method="auto"), "n_drawn": 2, **short}
    alone: Any = estimate_over_linkages(four, [four] * 2, **asked)
    assert chains == {(1.0, 0.25): 3, (4.0, 0.25): 1, (1.0, 1.0): 1}

    monkeypatch.setattr(linkages, "estimate_alone", estimate_population)
    varied: Any = estimate_over_linkages(four, [four] * 2, **asked)
    assert chains == {(1.0, 0.25): 6, (4.0, 0.25): 4, (1.0, 1.0): 4}
    assert np.array_equal(alone.posterior.draws, varied.posterior.draws)
    assert alone.as_json() == varied.as_json()


def test_what_is_done_is_told_to_the_end() -> None:
    """
    Chains of the linkage taken as given are told first, and then each draw, the last as well;
    with no draws the chains are told alone. So are strata.
    """
    told: list[tuple[str, int, int | None]] = []
    short = {"chains": 8, "burn_in": 1_000, "draws": 500, "thin": 20, "longest": 0}
    four: Tables = {(): PatternTable.of(("a", "b", "c", "d"), FOUR_COUNTS)}
    for n_drawn in (2, 0):
        estimate_over_linkages(
            four, [four] * n_drawn, n_drawn=n_drawn, settings=Settings(method="lcmcr"),
            tell=lambda *what: told.append(what), **short,
        )  # fmt: skip

    chains = [("chains", done, 8) for done in range(1, 9)]
    told_draws = [("linkages", done, 2) for done in range(3)]
    assert told == [*chains, *told_draws, *chains]

    told.clear()
    apart: Tables = {(("year", "2021"),): _table(0)[()], (("year", "2022"),): _table(9)[()]}
    estimate_over_linkages(
        apart, [apart], settings=Settings(method="dga"), n_drawn=1,
        tell=lambda *what: told.append(what),
    )  # fmt: skip
    assert told == [("strata", 0, 2), ("strata", 2, 2), ("linkages", 0, 1), ("linkages", 1, 1)]


def test_linkages_that_bear_no_estimate_are_told() -> None:
    """
    If too many answers to who is who leave nothing that overlaps, that is the result.
    """
    apart: Tables = {(): PatternTable.of(LISTS, {"100": 50, "010": 40, "001": 30})}
    found = estimate_over_linkages(
        _table(0), [apart, _table(0)], settings=Settings(method="dga"), n_drawn=2
    )

    assert found.refused
    assert found.reasons[0].startswith("In 1 of 2 answers")


def test_the_page_holds_everything_and_fetches_nothing(found: PopulationEstimate) -> None:
    """
    Number, doubts, assumptions and references; names of lists are no markup; no address.
    """
    page = write_page(found)

    assert f"{found.median:,.0f} people" in page
    assert "Madigan" in page
    assert "Sadinle" in page
    assert "<morgue>" not in page
    assert "http" not in page.replace("http-equiv", "").replace(
        "http://www.w3.org/2000/svg", ""
    )
    assert "<script" not in page
    assert set(draw_all(found)) == {"belief", "intervals", "overlap"}
    for picture in draw_all(found).values():
        assert ElementTree.fromstring(picture).tag.endswith("svg")
