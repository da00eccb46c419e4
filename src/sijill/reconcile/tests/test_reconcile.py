"""
Ranges follow from who said what; nobody is counted twice, and no claim disappears.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.errors import ModelError
from sijill.model import (
    Claim,
    Cluster,
    Count,
    DateRange,
    Harm,
    Reported,
)
from sijill.reconcile import Settings, reconcile_clusters
from sijill.reconcile.tests.making import (
    DAY,
    IDLIB,
    bounds,
    claim,
    incident,
    killed,
    lines,
    reconcile,
)


def test_a_range_runs_from_the_lowest_to_the_highest_number() -> None:
    """
    Three and seven make three to seven, and the claims disagree.
    """
    found = incident(claim("a", killed(3, 3)), claim("b", killed(7, 7)))

    assert [bounds(line) for line in found.harms] == [("unknown", 3, 7)]
    assert [item.field for item in found.disagreements] == ["harms.killed"]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (killed(12, 12), killed(20, None, "at_least"), (12, None)),
        (killed(12, 12), killed(3, None, "at_least"), (3, 12)),
        (killed(50, 50), killed(52, 52, "about"), (50, 50)),
        (killed(50, 50), killed(80, 80, "about"), (50, 80)),
        (killed(5, 5), killed(None, None, "vague"), (5, 5)),
        (killed(5, 5), killed(0, 0, "none"), (0, 5)),
        (killed(5, 5), killed(None, 30, "up_to"), (5, 30)),
    ],
)
def test_open_loose_and_zero_numbers(
    one: Harm, two: Harm, expected: tuple[int | None, int | None]
) -> None:
    """
    An open floor opens the range only above every ceiling; loose numbers agree within a
    tenth; zero is a claim and unknown is none.
    """
    assert lines(claim("a", one), claim("b", two)) == [("unknown", *expected)]


def test_a_total_and_its_civilians_are_the_same_people() -> None:
    """
    "Five killed" and "five civilians killed" are five, and both claims are named.
    """
    found = incident(claim("a", killed(5, 5)), claim("b", killed(5, 5, who="civilian")))

    assert [bounds(line) for line in found.harms] == [("civilian", 5, 5)]
    assert [row.claim for row in found.harms[0].by_claim] == ["c-a", "c-b"]


def test_a_larger_total_leaves_a_rest() -> None:
    """
    "Twelve killed" and "five civilians killed" are five civilians and seven others.
    """
    found = lines(claim("a", killed(12, 12)), claim("b", killed(5, 5, who="civilian")))

    assert found == [("civilian", 5, 5), ("unknown", 7, 7)]


def test_a_lower_total_is_a_lower_number_for_the_same_people() -> None:
    """
    "Three killed" and "five civilians killed" are three to five, and a disagreement.
    """
    found = incident(claim("a", killed(3, 3)), claim("b", killed(5, 5, who="civilian")))

    assert [bounds(line) for line in found.harms] == [("civilian", 3, 5)]
    assert [item.field for item in found.disagreements] == ["harms.killed"]


def test_a_source_that_revises_itself_does_not_disagree() -> None:
    """
    A later number of the same source replaces its earlier one, with a caveat.
    """
    found = incident(
        claim("a", killed(3, 3), by="Example Wire"),
        claim("b", killed(6, 6), by="Example Wire", lag=3),
    )

    assert [bounds(line) for line in found.harms] == [("unknown", 6, 6)]
    assert "toll_revised" in found.caveats and not found.disagreements


def test_a_denial_joins_and_sets_no_range() -> None:
    """
    A denial is kept, named as a disagreement, and changes no number.
    """
    denial = replace(claim("b", killed(0, 0, "none")), modality="denied")
    found = incident(claim("a", killed(4, 4)), denial)

    assert found.claims == ("c-a", "c-b") and bounds(found.harms[0]) == ("unknown", 4, 4)
    assert "denied_by_party" in found.caveats and found.disagreements[0].field == "modality"


def test_a_denial_alone_founds_nothing() -> None:
    """
    What is only denied is left over, with the reason.
    """
    found = reconcile(replace(claim("a", killed(4, 4)), modality="denied"))

    assert not found.incidents and found.left_over[0].reason == "not_founding"


def test_dozens_stay_dozens_until_a_codebook_is_chosen() -> None:
    """
    ACLED makes twelve of "dozens", below what the words say; UCDP's rule is not known.
    """
    found = incident(claim("a", killed(24, None, "vague")))

    assert bounds(found.harms[0]) == ("unknown", 24, None)
    assert (
        found.harms[0].best == {"acled": 12, "record": 24}
        and "codebook_below_words" in found.caveats
    )


def test_a_sum_is_compared_and_never_added() -> None:
    """
    Forty dead in a province against an incident of five leaves thirty-five to explain.
    """
    window = DateRange(None, DAY - timedelta(2), DAY + timedelta(1), "days")
    total = replace(claim("s", killed(40, 40)), scope="aggregate", when=window, where=(IDLIB,))
    found = reconcile(claim("a", killed(5, 5)), total)
    (summary,) = found.summaries

    assert [bounds(line) for line in found.incidents[0].harms] == [("unknown", 5, 5)]
    assert (summary.accounted[0].low, summary.remainder[0].low) == (5, 35)
    assert summary.incidents == (found.incidents[0].id,) and not summary.contradicted


def test_incidents_beyond_a_sum_contradict_it() -> None:
    """
    A sum of three against an incident of five is contradicted by two.
    """
    total = replace(claim("s", killed(3, 3)), scope="aggregate", where=(IDLIB,))
    (summary,) = reconcile(claim("a", killed(5, 5)), total).summaries

    assert summary.contradicted[0].low == 2


def test_a_cluster_of_unknown_claims_is_an_error() -> None:
    """
    A cluster that names a claim nobody gave is said so, by id.
    """
    with pytest.raises(ModelError, match="cluster k-x names claim c-z"):
        reconcile_clusters([], [Cluster("k-x", ("c-z",))], settings=Settings())


counts = st.one_of(
    st.integers(0, 40).map(lambda n: Count(n, n)),
    st.integers(0, 40).map(lambda n: Count(n, None, "at_least")),
    st.integers(0, 40).map(lambda n: Count(n, n, "about")),
    st.just(Count(None, None, "vague")),
)


harms = st.builds(
    Harm, st.sampled_from(["killed", "injured"]), counts,
    st.sampled_from(["civilian", "combatant", "unknown", "mixed"]),
)  # fmt: skip


@st.composite
def claim_sets(draw: st.DrawFn) -> list[Claim]:
    """Draw claims of every scope and modality."""
    found = []
    for n in range(draw(st.integers(0, 7))):
        made = claim(
            str(n),
            *draw(st.lists(harms, max_size=3)),
            lag=draw(st.integers(0, 3)),
            by=draw(st.sampled_from(["Wire One", "Wire Two", "Bulletin"])),
        )
        scope = draw(st.sampled_from(["incident", "incident", "aggregate", "cumulative"]))
        modality = draw(st.sampled_from(["asserted", "alleged", "denied", "planned"]))
        found.append(replace(made, scope=scope, modality=modality))
    return found


@given(claim_sets(), st.randoms())
def test_every_claim_comes_out_once_in_any_order(claims: list[Claim], random: object) -> None:
    """
    Each claim is in one incident, one summary or left over; the order changes nothing.
    """
    found = reconcile(*claims)
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    placed = [name for item in found.incidents for name in item.claims]
    placed += [item.claim for item in found.summaries] + [item.id for item in found.left_over]

    assert sorted(placed) == sorted(item.id for item in claims)
    assert reconcile(*shuffled) == found


@given(st.lists(counts, min_size=1, max_size=5))
def test_ranges_hold_every_firm_number(said: list[Count]) -> None:
    """
    A range holds each number that a claim gives exactly, and is never reversed.
    """
    (line,) = incident(*(claim(str(n), Harm("killed", c)) for n, c in enumerate(said))).harms
    span = Count(line.low, line.high, "between")

    assert all(span.allows(c.low or 0) for c in said if c.qualifier == "exact")


@given(st.integers(0, 30), st.integers(0, 30))
def test_totals_neither_double_nor_lose(total: int, civilians: int) -> None:
    """
    A total and a number of civilians together reach the larger of the two, and no more.
    """
    found = lines(
        claim("a", killed(total, total)),
        claim("b", killed(civilians, civilians, who="civilian")),
    )

    assert sum(high or 0 for _, _, high in found) == max(total, civilians)


@pytest.mark.parametrize("number", [2_000])
def test_a_siege_is_reconciled(number: int) -> None:
    """
    Thousands of claims of one day in one place, in one cluster, are handled like few.
    """
    claims = [
        claim(f"{n:05}", killed(n % 7, n % 7), lag=n % 9, by=f"Outlet {n % 400}")
        for n in range(number)
    ]
    found = incident(*claims)

    assert len(found.claims) == number and found.origins == 400
    assert found.harms[0].high == 6


def test_claims_that_say_almost_nothing_are_reconciled() -> None:
    """
    Without a day, a place, a count, a source and a day of publication there is still a record.
    """
    bare = [
        replace(
            claim(name, Harm("killed", Count(None, None, "vague"))),
            when=None,
            where=(),
            reported=Reported(),
        )
        for name in "ab"
    ]
    found = incident(*bare)

    assert (found.when, found.where, found.origins) == (None, None, 1)
    assert bounds(found.harms[0]) == ("unknown", None, None) and found.harms[0].newest is None
    assert [item.grade for item in found.grade_reasons] == ["weak", "2"]


def of_a_side(told: Claim) -> Claim:
    """Return a claim as a side's own word."""
    return replace(told, caveats=("said_by_party",))


def test_a_side_alone_does_not_say_who_the_dead_were() -> None:
    """What those who fired call the dead does not pass to those whom others counted."""
    found = incident(
        claim("a", killed(3, 3)), of_a_side(claim("b", killed(20, 20, who="combatant")))
    )

    assert [bounds(line) for line in found.harms] == [("unknown", 3, 20)]
    assert "status_said_by_side_alone" in found.caveats


def test_a_side_is_heard_where_others_say_the_same_or_nobody_else_speaks() -> None:
    """A status stands where another origin gives it, or where sides are all there is."""
    side = of_a_side(claim("b", killed(5, 5, who="combatant")))
    alike = incident(claim("a", killed(4, 4, who="combatant")), side)

    assert [bounds(line) for line in alike.harms] == [("combatant", 4, 5)]
    assert [bounds(line) for line in incident(side).harms] == [("combatant", 5, 5)]
    assert "status_said_by_side_alone" not in alike.caveats
