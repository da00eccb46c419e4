"""
Agreement of coders against worked tables of the literature, and who codes what.
"""

from __future__ import annotations

import pytest

from sijill.model import Target
from sijill.model.coding import CodedAnswer, Coding
from sijill.review.agreement import (
    agree_by_week,
    choose_coders,
    list_units,
    measure_agreement,
    pair_codings,
)

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: the tables of its sections A
# (binary), B (nominal) and D (interval, four observers, values missing).
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
MISSING = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def _units(rows: tuple[str, ...], *, numbers: bool) -> list[tuple[str | int | None, ...]]:
    def read(letter: str) -> str | int | None:
        return None if letter == "." else int(letter) if numbers else letter

    return [tuple(map(read, column)) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    ("rows", "level", "alpha"),
    [(BINARY, "nominal", 0.095), (NOMINAL, "nominal", 0.692), (MISSING, "interval", 0.849)],
)
def test_alpha_is_that_of_the_worked_tables(
    rows: tuple[str, ...], level: str, alpha: float
) -> None:
    """
    The values that Krippendorff (2011) works out, to the third decimal.
    """
    found = measure_agreement(_units(rows, numbers=level == "interval"), level)

    assert found.alpha == pytest.approx(alpha, abs=0.0005)


def test_alpha_of_one_value_does_not_exist() -> None:
    """
    Where every answer is the same there is no chance to compare with: no number is made up.
    """
    assert measure_agreement([("no", "no")] * 4, "nominal").alpha is None
    assert measure_agreement([], "interval").alpha is None
    assert measure_agreement([(3, None), (None, 4)], "interval").alpha is None


def test_days_apart_cost_more_than_a_day() -> None:
    """
    A day more or less is a small disagreement, a month a large one.
    """
    days = ["2023-10-05", "2023-10-06", "2023-10-09", "2023-11-20"]
    near = [*zip(days, days, strict=True), ("2023-10-05", "2023-10-06")]
    far = [*zip(days, days, strict=True), ("2023-10-05", "2023-11-05")]
    one, other = (measure_agreement(units, "interval").alpha for units in (near, far))

    assert one is not None
    assert other is not None
    assert one > 0.99 > other


def _coding(by: str, at: str, killed: int | None, missed: int = 0) -> Coding:
    answer = CodedAnswer(Target("d1", 0, 5, "killed"), killed)
    return Coding(f"r-{by}-{at}", at, by, "d1", (answer,), missed)


def test_the_first_two_coders_make_the_pair_and_the_later_gives_the_week() -> None:
    """
    A third coder plays no part; what a coder said last before that counts.
    """
    codings = [
        _coding("Dana", "2024-01-05T09:00:00Z", 3),
        _coding("Dana", "2024-01-06T09:00:00Z", 4),
        _coding("Samir", "2024-01-09T09:00:00Z", 4, missed=1),
        _coding("Rima", "2024-01-10T09:00:00Z", 9),
    ]
    units = list_units(pair_codings(reversed(codings)).values())

    assert [(unit.field, unit.answers, unit.week) for unit in units] == [
        ("killed", (4, 4), "2024-W02"),
        ("missed", (0, 1), "2024-W02"),
    ]
    assert [unit.differs for unit in units] == [False, True]
    assert [line.field for line in agree_by_week(units)] == ["killed", "missed"]


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (("Ariha", "g:1"), ("أريحا", "g:1"), False),
        (("Ariha", "g:1"), ("Ariha", "g:2"), True),
        (("Ariha", "g:1"), ("ariha ", None), False),  # coded before places were looked up
        (("Ariha", "g:1"), (None, None), True),
    ],
)
def test_places_are_compared_where_both_are_known(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], differs: bool
) -> None:
    """
    Else the words are, for agreement as for what waits.
    """
    target = Target("d1", 0, 5, "where")
    pair = [
        Coding(f"r-{by}", "2024-01-05T09:00:00Z", by, "d1", (CodedAnswer(target, *told),))
        for by, told in (("Dana", one), ("Samir", other))
    ]
    [unit, _] = list_units([(pair[0], pair[1])])
    [line] = agree_by_week([unit])

    assert unit.differs == differs
    assert line.agreement.alike == int(not differs)


def test_documents_are_shared_out_alike_and_few_change_hands() -> None:
    """
    The order of the coders plays no part, and who leaves gives away only their own documents.
    """
    team = ("Dana", "Samir", "Rima", "Yara")
    documents = [f"d{number}" for number in range(300)]
    before = {one: choose_coders(one, team) for one in documents}
    after = {one: choose_coders(one, team[1:]) for one in documents}

    assert before == {one: choose_coders(one, reversed(team)) for one in documents}
    assert all("Dana" in before[one] for one in documents if before[one] != after[one])
    assert 100 < sum("Dana" in pair for pair in before.values()) < 200
