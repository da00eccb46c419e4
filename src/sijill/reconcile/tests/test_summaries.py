"""
A sum is compared with the incidents of its own days, area, act, doer and status.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sijill.model import (
    Claim,
    Cluster,
    Count,
    DateRange,
    Harm,
    Involvement,
    Place,
    Reported,
    Span,
    Summary,
)
from sijill.reconcile import Settings, reconcile_clusters

DAY = date(2023, 10, 5)
WEEK = DateRange(None, DAY - timedelta(3), DAY + timedelta(3), "week")
SARMIN = Place(None, "Sarmin", "x:1", "Idlib", "SY", 35.9, 36.73, 2.0, "exact")
IDLIB = Place(None, "Idlib", "x:2", "Idlib", "SY", 35.9, 36.6, 50.0, "admin1")
ALEPPO = Place(None, "Aleppo", "x:4", "Aleppo", "SY", 36.2, 37.2, 60.0, "admin1")
SYRIA = Place(None, "Syria", "x:3", None, "SY", 35.0, 38.0, 400.0, "country")
IRAQ = Place(None, "Iraq", "x:9", None, "IQ", 33.0, 44.0, 400.0, "country")


def told(
    name: str,
    number: int,
    *,
    status: str = "unknown",
    violence: str = "shelling",
    where: Place | None = SARMIN,
    when: DateRange | None = DateRange(None, DAY, DAY, "day"),  # noqa: B008
    doer: str | None = None,
) -> Claim:
    """Return an invented claim of some people killed."""
    actors = (Involvement(None, "perpetrator", doer, party=doer),) if doer else ()
    return Claim(
        id=f"c-{name}",
        document_id=f"d-{name}",
        extractor="hand.v1",
        evidence=(Span(0, 5, "Words"),),
        violence=violence,
        reported=Reported(on=DAY + timedelta(5), by=f"Outlet {name}"),
        when=when,
        where=(where,) if where else (),
        actors=actors,
        harms=(Harm("killed", Count(number, number), status),),
    )


def total(number: int, **given: object) -> Claim:
    """Return an invented sum over a week in Idlib."""
    made = told("sum", number, **{"where": IDLIB, "when": WEEK, "violence": "attack", **given})  # type: ignore[arg-type]
    return replace(made, scope="aggregate")


def summarise(whole: Claim, *claims: Claim) -> Summary:
    """Return the summary of a sum beside incidents of one claim each."""
    clusters = [Cluster(f"k-{claim.id}", (claim.id,)) for claim in claims]
    (found,) = reconcile_clusters([whole, *claims], clusters, settings=Settings()).summaries
    return found


def accounted(found: Summary) -> tuple[int | None, int | None, int, int]:
    """Return what is accounted for, and how many incidents are and may be inside."""
    return found.accounted[0].low, found.accounted[0].high, found.inside, found.perhaps


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, (5, 5, 1, 0)),
        ({"where": IRAQ}, (None, None, 0, 0)),
        ({"where": SYRIA}, (None, 5, 0, 1)),
        ({"where": None}, (None, None, 0, 0)),
        ({"when": DateRange(None, DAY - timedelta(30), DAY, "month")}, (None, 5, 0, 1)),
        ({"when": DateRange(None, DAY - timedelta(30), DAY - timedelta(9), "month")},
         (None, None, 0, 0)),
        ({"when": None}, (None, None, 0, 0)),
        ({"violence": "accident"}, (None, None, 0, 0)),
    ],
)  # fmt: skip
def test_what_must_lie_inside_and_what_may(
    given: dict[str, object], expected: tuple[int | None, int | None, int, int]
) -> None:
    """
    An incident known by its month or its country alone may lie inside and proves nothing.
    """
    assert accounted(summarise(total(40), told("a", 5, **given))) == expected  # type: ignore[arg-type]


def test_a_sum_that_names_the_act_is_compared_with_that_act() -> None:
    """
    "Killed by shelling" leaves air strikes out; an attack of no kind may be shelling.
    """
    claims = [told("a", 5), told("b", 7, violence="airstrike"), told("c", 2, violence="attack")]
    found = summarise(total(40, violence="shelling"), *claims)

    assert accounted(found) == (5, 7, 1, 1)
    assert found.incidents == ("k-c-a",) and found.possible == ("k-c-c",)


def test_a_sum_that_names_the_doer_is_compared_with_its_incidents() -> None:
    """
    Another's incidents are left out; those whose doer nobody knows may be the sum's.
    """
    claims = [told("a", 5, doer="one"), told("b", 7, doer="two"), told("c", 2)]

    assert accounted(summarise(total(40, doer="one"), *claims)) == (5, 7, 1, 1)


def test_a_sum_of_civilians_is_compared_with_civilians() -> None:
    """
    Fighters are left out; people of whom nobody says what they were may be civilians.
    """
    claims = [
        told("a", 5, status="civilian"),
        told("b", 7, status="combatant"),
        told("c", 2),
    ]
    found = summarise(total(40, status="civilian"), *claims)

    assert (found.accounted[0].low, found.accounted[0].high) == (5, 7)
    assert (found.remainder[0].low, found.remainder[0].high) == (33, 35)


def test_a_sum_over_two_provinces_is_over_both() -> None:
    """
    Areas of one kind are one sum; a province named beside its town is none more.
    """
    both = replace(total(40), where=(IDLIB, ALEPPO))
    town = replace(total(40), where=(SARMIN, IDLIB))
    there = replace(
        ALEPPO, name="Manbij", gazetteer_id="x:5", precision="exact", uncertainty_km=5.0
    )
    claims = [told("a", 5), told("b", 7, where=there)]

    assert accounted(summarise(both, *claims)) == (12, 12, 2, 0)
    assert accounted(summarise(town, *claims)) == (5, 5, 1, 0)


def test_a_sum_without_days_or_area_is_compared_with_nothing() -> None:
    """
    What lies inside it cannot be told, and nothing is counted as missing.
    """
    found = summarise(replace(total(40), when=None), told("a", 5))

    assert not found.accounted and not found.remainder and found.harms[0].low == 40


def test_incidents_beyond_the_sum_contradict_it() -> None:
    """
    Three killed in a week against incidents of five and four are contradicted by six.
    """
    found = summarise(total(3), told("a", 5), told("b", 4))

    assert found.contradicted[0].low == 6 and len(found.incidents) == 2
