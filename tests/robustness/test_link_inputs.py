"""
Claims that say little, or the same thousands of times: bounded, and none is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from sijill.link import Settings, cluster_claims
from sijill.model import Claim, Cluster, Count, DateRange, Harm, Place, Reported, Span

SETTINGS = replace(
    Settings(), crowded=100, largest_bucket=50, commonest_word=50, largest_component=120
)
SARMIN = Place(None, "Sarmin", "x:Sarmin", "Idlib", "SY", 35.9, 36.73, 2.0, "exact")
SYRIA = Place(None, "Syria", "x:Syria", None, "SY", 35.0, 38.5, 300.0, "country")
DAY = date(2023, 10, 5)


def claim(name: int, killed: int | None = 3, words: str = "Shells fell on Sarmin.") -> Claim:
    """Return an invented claim of one day and town."""
    return Claim(
        id=f"c-{name}",
        document_id=f"d-{name}",
        extractor="hand.v1",
        evidence=(Span(0, len(words), words),),
        violence="shelling",
        reported=Reported(on=DAY, by=f"Outlet {name}", text_sketch="0a1b2c3d" * 4),
        when=DateRange(None, DAY, DAY, "day"),
        where=(SARMIN,),
        harms=(Harm("killed", Count(killed, killed)),) if killed is not None else (),
    )


def link(claims: Sequence[Claim]) -> tuple[Cluster, ...]:
    """Return the clusters, having seen that each claim is in exactly one."""
    found = cluster_claims(claims, settings=SETTINGS)
    names = sorted(name for cluster in found for name in cluster.claims)
    assert names == sorted(item.id for item in claims)
    return found


def test_a_text_copied_to_the_letter_comes_together_in_bounds() -> None:
    """
    A thousand copies make as few clusters as the bound on their size allows.
    """
    found = link([claim(n) for n in range(1000)])

    assert len(found) == 9 and max(len(item.claims) for item in found) <= 120


def test_a_siege_is_bounded() -> None:
    """
    A thousand claims of one day and town, with numbers of their own, stay in bounds.
    """
    random = Random(1)
    words = "Report {0} of {1} tells how {2} fell."
    claims = [
        claim(n, random.randrange(1, 40), words.format(n, n * 7, n * 13)) for n in range(1000)
    ]
    sketched = [
        replace(item, reported=replace(item.reported, text_sketch=None)) for item in claims
    ]

    assert max(len(item.claims) for item in link(sketched)) <= 120


def test_claims_that_say_next_to_nothing_join_nothing() -> None:
    """
    Without day, place and number, and of other words, each stays by itself.
    """
    bare = [
        replace(
            claim(n, None, f"Word{n} other{n} thing{n} fell{n}."), when=None, where=(),
            reported=Reported(),
        )
        for n in range(60)
    ]  # fmt: skip

    assert len(link(bare)) == 60


def test_a_country_and_a_year_join_no_single_strike() -> None:
    """
    A claim as vague as that says too little to be the strike of one town and day.
    """
    vague = replace(
        claim(1, 8, "Eight died in the country last year, it said in its review."),
        where=(SYRIA,),
        when=DateRange(None, date(2023, 1, 1), date(2023, 12, 31), "year"),
        reported=Reported(on=date(2024, 1, 9), by="Yearly Review"),
    )

    assert len(link([claim(2), vague])) == 2


def test_a_claim_dated_after_the_other_report_stays_apart() -> None:
    """
    What is dated in the future of a report is not what that report tells of.
    """
    later = date(2031, 1, 1)
    future = replace(
        claim(1, 3, "On the first of January three will have died there."),
        when=DateRange(None, later, later, "day"),
        reported=Reported(on=DAY, by="Outlet of a wrong clock"),
    )

    assert len(link([claim(2), future])) == 2
