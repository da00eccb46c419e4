"""
Lists that feed one another, or are nearly one list, are told; lists that work apart are not.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sijill.estimate import PatternTable, Settings
from sijill.estimate.checks import list_caveats
from sijill.estimate.dependence import list_dependences
from sijill.estimate.tests.tables import estimate, table_of


def drawn(chance_after_first: float, seed: int) -> PatternTable:
    """Draw 4,000 people on three lists, the second of which may take from the first."""
    generator = np.random.default_rng(seed)
    marks = generator.random((4000, 3)) < 0.3
    marks[:, 1] |= marks[:, 0] & (generator.random(4000) < chance_after_first)
    rows = ["".join("01"[int(mark)] for mark in row) for row in marks if row.any()]
    return PatternTable.of("ABC", {row: rows.count(row) for row in set(rows)})


def terms(table: PatternTable) -> list[str]:
    """Return the names of a table's caveats."""
    return [caveat.term for caveat in list_caveats(table, Settings())]


def test_a_list_that_takes_from_another_is_told() -> None:
    """
    The pair is named, and only that pair; independent lists have none.
    """
    found = list_dependences(drawn(0.7, 1))

    assert [(item.first, item.second) for item in found] == [("A", "B")]
    assert found[0].odds > found[0].least > 3
    assert "lists_dependent" in terms(drawn(0.7, 1))
    assert terms(drawn(0.0, 1)) == []


def test_two_lists_are_seen_from_the_third() -> None:
    """
    Chapman on a pair that depends is too low, and the third list says so.
    """
    found: Any = estimate(drawn(0.7, 2), method="chapman", lists="A,B")
    apart: Any = estimate(drawn(0.7, 2), method="chapman", lists="A,C")

    assert found.upper < 4000 and "too low" in found.caveats[0].text
    assert [caveat.term for caveat in apart.caveats] == ["two_lists"]


def test_lists_that_avoid_one_another_are_told() -> None:
    """
    Fewer shared people than lists that work apart have is a dependence too.
    """
    table = PatternTable.of("ABC", {"111": 4, "101": 150, "011": 150, "001": 60})

    assert list_dependences(table)[0].odds < list_dependences(table)[0].least < 1


def test_lists_that_are_nearly_one_are_told() -> None:
    """
    Two lists with nine tenths of their people in common are taken for copies.
    """
    table = PatternTable.of("ABC", {"110": 190, "100": 5, "010": 5, "001": 80, "111": 60})

    assert "lists_nearly_alike" in terms(table)


def test_public_tables_of_lists_that_work_apart_are_not_doubted() -> None:
    """
    The caveat is rare enough to be read.
    """
    assert not [n for n in ("my3", "hiv4") if "lists_dependent" in terms(table_of(n))]
