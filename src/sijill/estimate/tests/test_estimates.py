"""
Two lists: estimates recover a known truth, and hold the listed as their floor.
"""

from __future__ import annotations

import os
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.errors import ModelError, SettingsError
from sijill.estimate import (
    estimate_lincoln_petersen,
    estimate_lower_bound,
    estimate_population,
    estimate_two_lists,
    tabulate_members,
)

ROUNDS = 5000 if os.environ.get("SIJILL_THOROUGH") else 600
TRUTH = 500
PAIR_METHODS = (estimate_two_lists, estimate_lincoln_petersen, estimate_lower_bound)


def simulate(seed: int, *, first: float, second: float) -> dict[str, int]:
    """Draw two independent lists out of `TRUTH` people."""
    generator = random.Random(seed)
    on_first = {n for n in range(TRUTH) if generator.random() < first}
    on_second = {n for n in range(TRUTH) if generator.random() < second}
    both = len(on_first & on_second)
    return {"n_first": len(on_first), "n_second": len(on_second), "n_both": both}


@pytest.mark.parametrize(("first", "second"), [(0.5, 0.4), (0.3, 0.3), (0.6, 0.2)])
def test_chapman_recovers_the_truth(first: float, second: float) -> None:
    """
    From independent lists the mean is within 2 % and intervals cover at 92 to 98 %.
    """
    found = [
        estimate_two_lists(**simulate(seed, first=first, second=second))
        for seed in range(ROUNDS)
    ]
    covered = sum(low <= TRUTH <= high for low, high in (item.interval() for item in found))

    assert sum(item.total for item in found) / ROUNDS == pytest.approx(TRUTH, rel=0.02)
    assert 0.92 <= covered / ROUNDS <= 0.98


def test_the_lower_bound_stays_low_where_people_differ() -> None:
    """
    Where half the people are hardly known to either list, the bound lies below the truth.
    """
    totals = []
    for seed in range(100):
        generator = random.Random(seed)
        known = [0.6 if n % 2 else 0.1 for n in range(TRUTH)]
        one = {n for n, p in enumerate(known) if generator.random() < p}
        two = {n for n, p in enumerate(known) if generator.random() < p}
        sizes = {"n_first": len(one), "n_second": len(two), "n_both": len(one & two)}
        totals.append(estimate_lower_bound(**sizes).total)

    assert sum(totals) / 100 < TRUTH


@given(st.integers(0, 300), st.integers(0, 300), st.data(), st.sampled_from(PAIR_METHODS))
def test_an_estimate_is_at_least_what_is_listed(
    first: int, second: int, data: st.DataObject, method: Any
) -> None:
    """
    Neither total nor interval falls below the people who are listed.
    """
    both = data.draw(st.integers(min(1, first, second), min(first, second)))
    found = method(n_first=first, n_second=second, n_both=both)
    low, high = found.interval()

    assert found.total >= found.n_listed - 1e-9 and found.n_listed - 1e-9 <= low <= high


def test_an_overlap_larger_than_a_list_is_an_error() -> None:
    """
    An overlap that cannot be is said so, with the numbers.
    """
    with pytest.raises(ModelError, match="n_both=9 with lists of 8 and 20"):
        estimate_two_lists(n_first=8, n_second=20, n_both=9)


@pytest.mark.parametrize(
    "lists",
    [{"a": ["1"]}, {"a": ["1"], "b": []}, {"a": ["1"], "b": ["2"]}, {n: ["1"] for n in "abc"}],
)
def test_what_bears_no_number_is_refused(lists: dict[str, list[str]]) -> None:
    """
    One list, three lists, an empty list and disjoint lists give a sentence and no number.
    """
    found = estimate_population(tabulate_members(lists), method="chapman")

    assert found.median is None and found.reasons and found.observed >= 1


def test_doubts_travel_with_the_number() -> None:
    """
    A small list inside another carries every doubt that applies.
    """
    table = tabulate_members({"a": list("12345678"), "b": list("123")})
    found = estimate_population(table, method="chapman")
    terms = [caveat.term for caveat in found.caveats]

    assert terms == ["overlap_small", "list_inside_list", "two_lists"] and found.median == 8


def test_an_unknown_method_is_an_error() -> None:
    """
    A method that is not there is refused by name.
    """
    with pytest.raises(SettingsError, match="one of auto, dga, lcmcr, loglinear, chao"):
        estimate_population(tabulate_members({"a": "1", "b": "1"}), method="guess")
