"""
Tests of the likely number beside the range.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sijill.model import Claim, Count, DateRange, Harm, LikelyCount, Span
from sijill.reconcile.likely import find_likely
from sijill.reconcile.tests.making import DAY, claim, incident, killed


def hurt(number: int) -> Harm:
    """Return a number of the hurt."""
    return Harm("injured", Count(number, number), "unknown")


def later(told: Claim, start: int) -> Claim:
    """Return a claim as its document makes it further down."""
    return replace(told, evidence=(Span(start, start + 5, "Words"),))


def test_what_most_reports_bear_out_is_likely_and_the_range_stays() -> None:
    """One late outlier widens the range, and not what is likely."""
    three = [claim(name, killed(3, 3), hurt(2)) for name in ("a", "b", "c")]
    outlier = later(replace(claim("d", killed(9, 9)), document_id="d-a"), 900)

    found = incident(*three, outlier)

    assert found.likely == (
        LikelyCount("killed", 3, 3, 3),
        LikelyCount("injured", 2, 2, 2),
    )
    assert (found.harms[0].low, found.harms[0].high) == (3, 9)


def test_two_struck_of_whom_one_died_are_one_dead_and_one_hurt() -> None:
    """Everybody counts once, by what became of them."""
    struck = Harm("affected", Count(2, 2), "unknown")

    found = incident(claim("a", struck, killed(1, 1)), claim("b", struck, killed(1, 1)))

    assert [(one.kind, one.best) for one in found.likely] == [("killed", 1), ("injured", 1)]


def test_a_document_lends_its_claims_of_the_same_days_alone() -> None:
    """A claim that linking left outside counts, unless it is of another day."""
    told = claim("a", killed(1, 1))
    beside = later(replace(claim("x", hurt(2)), document_id="d-a"), 200)
    old = DAY - timedelta(days=90)
    past = replace(beside, when=DateRange(None, old, old, "day"))

    assert _likely_hurt(told, beside) == [2]
    assert _likely_hurt(told, past) == []


def _likely_hurt(told: Claim, beside: Claim) -> list[int]:
    found = find_likely([told], [beside], when=told.when)
    return [one.best for one in found if one.kind == "injured"]


def test_nobody_counted_is_no_number() -> None:
    """Unknown is not zero."""
    assert find_likely([claim("a")], [], when=None) == ()


def test_one_report_of_many_dead_is_believed() -> None:
    """A large number is borne out as a small one is: forty said once are forty."""
    assert incident(claim("a", killed(40, 40))).likely == (LikelyCount("killed", 40, 40, 40),)


def test_the_dead_and_the_hurt_of_one_report_are_believed_together() -> None:
    """Forty dead beside sixty hurt, said once, are both: nobody tells of fewer people."""
    (dead, injured) = incident(claim("a", killed(40, 40), hurt(60))).likely

    assert (dead.best, injured.best) == (40, 60)


def test_an_early_one_does_not_outweigh_the_many_that_several_tell() -> None:
    """The first report has one dead, three later ones have three hundred."""
    later_ones = [claim(n, killed(300, 300), lag=2) for n in "bcd"]

    (found,) = incident(claim("a", killed(1, 1)), *later_ones).likely

    assert (found.low, found.best, found.high) == (1, 300, 300)


def test_an_act_that_hurts_nobody_borrows_no_dead() -> None:
    """Arrests after a protest are not the protest's dead, told of in the same report."""
    arrests = claim("a", Harm("detained", Count(15, None, "at_least"), "unknown"))
    arrests = replace(arrests, violence="detention")
    dead = later(replace(claim("x", killed(1, 1)), document_id="d-a"), 200)

    assert find_likely([arrests], [dead], when=arrests.when) == ()


def test_what_nobody_counts_has_no_likely_number() -> None:
    """Two reports differ on the dead, and none tells of anybody hurt: that is not zero."""
    found = incident(claim("a", killed(1, 1)), claim("b", killed(2, 2)))
    uncounted = incident(claim("c", Harm("injured", Count(None, None, "vague"), "unknown")))

    assert [one.kind for one in found.likely] == ["killed"]
    assert uncounted.likely == ()


def test_who_was_hurt_in_one_report_and_dead_in_the_next_is_one_person() -> None:
    """An early report has a woman shot, a later one has her dead."""
    found = incident(claim("a", hurt(1)), claim("b", killed(1, 1), lag=2))

    assert [(one.kind, one.best) for one in found.likely if one.best] == [("killed", 1)]


def test_two_reports_that_differ_leave_both_numbers_credible() -> None:
    """One paper has three hurt, another five; one more could settle it either way."""
    (found,) = incident(claim("a", hurt(3)), claim("b", hurt(5))).likely

    assert (found.low, found.high) == (3, 5)


def test_one_of_the_dead_told_of_alone_is_one_of_them() -> None:
    """Two men died, and one of them is told of further down: two, not one."""
    one = [replace(later(claim(n, killed(1, 1)), 300), document_id="d-a") for n in "xy"]

    found = incident(claim("a", killed(2, 2)), *one)

    assert [line.best for line in found.likely if line.kind == "killed"] == [2]


def test_silence_about_the_hurt_is_no_nought() -> None:
    """Of many hurt whom one report alone counts, others that do not speak say nothing."""
    told = [claim(name, killed(10, 10)) for name in ("a", "b", "c", "d", "e", "f")]
    one = claim("x", killed(10, 10), Harm("injured", Count(31, None, "at_least"), "unknown"))

    found = incident(*told, one)

    assert [(item.kind, item.best) for item in found.likely] == [("killed", 10)]
