"""
The numbers that a benchmark is given are those that the articles bear out best.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sijill.model import Count

FILE = Path(__file__).parents[2] / "bench" / "likeliest.py"


@pytest.fixture(name="likeliest", scope="module")
def fixture_likeliest() -> ModuleType:
    """Return the bench's module, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("likeliest", FILE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["likeliest"] = module
    spec.loader.exec_module(module)
    return module


def test_one_of_the_dead_told_of_alone_is_one_of_them(likeliest: ModuleType) -> None:
    """
    "Two men died … Salim Example was killed at the door": two, not one.
    """
    two, one = Count(2, 2), Count(1, 1)
    said = [likeliest.Said(1.0, two), likeliest.Said(0.8, one), likeliest.Said(0.7, one)]
    assert likeliest.credible_readings(said)[0] == (2, 0)


def test_who_was_hurt_in_one_report_and_dead_in_the_next_is_one_person(
    likeliest: ModuleType,
) -> None:
    """
    An early report has a woman shot, a later one has her dead.
    """
    one = Count(1, 1)
    early, late = likeliest.Said(1.0, None, None, one), likeliest.Said(1.0, one)
    assert likeliest.credible_readings([early, late])[0] == (1, 0)


def test_who_was_struck_and_did_not_die_is_hurt(likeliest: ModuleType) -> None:
    """
    "Four people were shot, two of them fatally": two dead, two hurt.
    """
    said = [likeliest.Said(1.0, Count(2, 2), None, Count(4, 4))]
    assert likeliest.credible_readings(said)[0] == (2, 2)


def test_a_number_of_one_sentence_alone_does_not_carry_the_day(
    likeliest: ModuleType,
) -> None:
    """
    Three reports count four dead; one late sentence of one of them has 90.
    """
    four = [likeliest.Said(1.0, Count(4, 4)) for _ in range(3)]
    best, credible = likeliest.credible_readings([*four, likeliest.Said(0.4, Count(90, 90))])
    assert best == (4, 0)
    assert all(died == 4 for died, _ in credible)


def test_two_reports_that_differ_leave_both_numbers_credible(likeliest: ModuleType) -> None:
    """
    One paper has three hurt, another five; one more report could settle it either way.
    """
    said = [likeliest.Said(1.0, None, Count(3, 3)), likeliest.Said(1.0, None, Count(5, 5))]
    _, credible = likeliest.credible_readings(said)
    assert {(0, 3), (0, 5)} <= set(credible)


def test_nothing_told_is_nobody(likeliest: ModuleType) -> None:
    """
    The benchmark wants a number where no article gives one.
    """
    assert likeliest.credible_readings([]) == ((0, 0), [(0, 0)])
