"""
Tables are read as meant, or refused with a sentence; strata and replicates add up.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sijill.errors import ModelError, SettingsError
from sijill.estimate import (
    PatternTable,
    Settings,
    combine_replicates,
    estimate_population,
    estimate_strata,
    tabulate_rows,
)
from sijill.estimate.imputing import impute_strata
from sijill.estimate.replicates import spread_replicates
from sijill.estimate.tests.tables import FACTS, estimate, table_of


def rows_of(text: str) -> list[dict[str, str]]:
    """Return rows from a small table in text."""
    head, *lines = [line.split(",") for line in text.split()]
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_rows_of_people_and_of_patterns_are_one() -> None:
    """
    A row for each person counts like a row for each pattern.
    """
    people = tabulate_rows(rows_of("a,b 1,0 1,1 1,1"))
    patterns = tabulate_rows(rows_of("a,b,count 1,0,1 1,1,2"))

    assert people[()].patterns == patterns[()].patterns == {"10": 1, "11": 2}


def test_a_stratum_of_0_and_1_is_named() -> None:
    """
    A column of marks is a list unless it is named a stratum.
    """
    rows = rows_of("a,b,child 1,0,1 1,1,0 0,1,0")
    found = tabulate_rows(rows, strata=["child"])

    assert tabulate_rows(rows)[()].lists == ("a", "b", "child")
    assert found[(("child", "0"),)].patterns == {"01": 1, "11": 1}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b", "no rows"),
        ("a,b,count 1,0,3.5", "row 2 is '3.5'"),
        ("a,b,count 1,0,-3", "whole number"),
        ("a,b,count 1,0,many", "whole number"),
        ("a,b,count 0,0,7 1,1,3", "7 people on no list"),
        ("a,b 1,0 1,1 0,1 2,1", "column 'a' holds '2' in row 5"),
        ("a,place 1,Basra 1,Mosul", "1 columns of 0 and 1"),
    ],
)
def test_a_wrong_table_is_told(text: str, says: str) -> None:
    """
    What is wrong is said with its row, and what to do.
    """
    with pytest.raises(ModelError, match=says):
        tabulate_rows(rows_of(text))


@pytest.mark.parametrize(
    ("patterns", "says"),
    [
        ({"100": 5, "010": 5}, "List C holds nobody"),
        ({"110": 5, "001": 5, "111": 9}, "the very same people"),
        ({"100": 5, "010": 5, "001": 5}, "share 0 people"),
        ({}, "Nobody"),
    ],
)
@pytest.mark.parametrize("method", ["dga", "lcmcr", "loglinear", "chao", "auto"])
def test_a_table_without_an_answer_is_refused(
    patterns: dict[str, int], says: str, method: str
) -> None:
    """
    Whatever the method: empty, copied and disjoint lists give a reason and no number.
    """
    found = estimate(PatternTable.of("ABC", patterns), method=method)

    assert found.refused and found.median is None
    assert says in " ".join(found.reasons)


def strata() -> dict[tuple[tuple[str, str], ...], PatternTable]:
    """Return three strata, one of them far too small."""
    big = table_of("my3")
    small = PatternTable.of(big.lists, {"110": 3, "001": 4})
    return {(("year", "1"),): big, (("year", "2"),): big, (("year", "3"),): small}


def test_strata_are_summed_and_small_ones_pooled() -> None:
    """
    The sum's interval is narrower than the sum of the ends; a small stratum is pooled.
    """
    found: Any = estimate_strata(strata(), settings=Settings(method="dga"))
    ends = [sum(getattr(item, end) for item in found.strata) for end in ("lower", "upper")]

    assert len(found.strata) == 2 and found.observed == 626 * 2 + 7
    assert found.mean == pytest.approx(sum(item.mean for item in found.strata))
    assert ends[0] < found.lower < found.median < found.upper < ends[1]
    assert "strata_pooled" in [caveat.term for caveat in found.caveats]


@pytest.mark.parametrize("unknown", [False, True])
def test_a_sum_has_the_rows_of_other_choices(unknown: bool) -> None:
    """
    A row says of the sum what strata say that are estimated under that choice, also where
    people without a stratum are put into one.
    """
    tables: Any = strata()
    if unknown:
        tables[(("year", ""),)] = table_of("my3")
    found: Any = estimate_strata(tables, settings=Settings(method="dga"))
    rows = {row.choice: row for row in found.sensitivity}
    for choice, option in (("delta=1", {"delta": 1.0}), ("prior=flat", {"prior": "flat"})):
        other: Any = estimate_strata(tables, settings=Settings(method="dga"), **option)
        row = rows.pop(choice)
        told = (row.median, row.lower, row.upper)
        assert told == pytest.approx((other.median, other.lower, other.upper), rel=0.01)

    assert list(rows) == ["delta=0.5"]
    assert "belief" not in found.as_json()["sensitivity"][0]


def test_people_of_no_known_stratum_are_told() -> None:
    """
    Where nobody's stratum is known, none is drawn, and a caveat has the number of people.
    """
    tables: Any = {(("year", ""),): table_of("my3")}
    found: Any = estimate_strata(tables, settings=Settings(method="dga"))

    assert "626 listed" in next(c.text for c in found.caveats if c.term == "stratum_unknown")


def test_people_without_a_stratum_are_imputed() -> None:
    """
    They go where people on the same lists are; the doubt of it widens the strata's intervals,
    and the sum keeps everybody.
    """
    big = table_of("my3")
    some = PatternTable.of(big.lists, {name: n // 2 for name, n in big.patterns.items()})
    known: Any = {(("year", "1"),): big, (("year", "2"),): some}
    tables: Any = {**known, (("year", ""),): some}
    found: Any = estimate_strata(tables, settings=Settings(method="dga"))
    sure: Any = estimate_strata(known, settings=Settings(method="dga"))
    first, second = found.strata

    assert found.observed == sum(table.observed for table in tables.values())
    assert first.observed + second.observed == found.observed
    assert 1.6 < first.observed / second.observed < 2.4
    assert first.upper / first.lower > sure.strata[0].upper / sure.strata[0].lower
    assert [c.term for c in found.caveats if c.term.startswith("stratum")] == [
        "stratum_imputed"
    ]


def test_a_known_value_is_kept() -> None:
    """
    A woman of no known year goes into a year's women, never among the men.
    """
    table = PatternTable.of("AB", {"11": 20, "10": 20})
    tables: Any = {
        (("sex", "F"), ("year", "1")): table,
        (("sex", "F"), ("year", "2")): table,
        (("sex", "M"), ("year", "1")): table,
        (("sex", "F"), ("year", "")): table,
    }
    for filled in impute_strata(tables, 3, seed=1):
        sizes = [filled[labels].observed for labels in sorted(filled)]
        assert sizes[0] + sizes[1] == 120 and sizes[2] == 40


def test_a_refused_stratum_refuses_the_sum() -> None:
    """
    Where pooling is off, the small stratum is refused, and the sum with it.
    """
    found: Any = estimate_strata(strata(), settings=Settings(method="dga", pool_small=False))

    assert found.refused and "year=3" in found.reasons[0]


def test_replicates_combine_by_both_rules() -> None:
    """
    Twenty published replicates: 1266, 1593, 2148 by the one rule, 1275 and 2111 by the other.
    """
    fact = FACTS["replicates"]
    middle = (np.log(1266 - 991) + np.log(2148 - 991)) / 2
    for rule, (low, _mean, high) in ((r, fact[r]) for r in ("bda3", "rubin1987")):
        ends = spread_replicates(fact["W"], fact["B"], 20, middle=middle, level=0.95, rule=rule)
        assert [fact["n_bar"] + end for end in ends[:2]] == pytest.approx([low, high], abs=1)


def test_one_replicate_combines_to_nothing() -> None:
    """
    One replicate says nothing of the imputing; an unknown rule is an error.
    """
    with pytest.raises(ModelError, match="two replicates"):
        combine_replicates([5], [np.array([1.0, 2.0])])
    with pytest.raises(SettingsError, match="bda3 or rubin1987"):
        combine_replicates([5, 5], [np.ones(2), np.ones(2)], rule="mean")


def test_two_lists_get_a_number_only_where_somebody_answers_for_it() -> None:
    """Left to itself the estimate refuses and says how to go on; chapman is a belief."""
    table = PatternTable.of(("morgue", "press"), {"11": 20, "10": 30, "01": 25})

    left_alone = estimate_population(table)
    believed = estimate_population(table, method="chapman")

    assert left_alone.refused and "Add a list" in left_alone.reasons[0]
    assert not believed.refused
