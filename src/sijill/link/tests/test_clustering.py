"""
Claims about one incident come together, others stay apart, in whatever order they arrive.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sijill.link import ClaimJudgement, Settings, cluster_claims, compare_claims
from sijill.model import Claim, Count, DateRange, Harm, Place, Reported, Span

SETTINGS = Settings()
TOWNS = {"Sarmin": (35.90, 36.73), "Binnish": (35.96, 36.72), "Hajin": (34.69, 40.83)}


def claim(
    name: str, *, town: str = "Sarmin", day: int | None = 5, killed: int = 4, lag: int = 1
) -> Claim:
    """Return an invented claim of an airstrike in October 2023."""
    on = date(2023, 10, day or 5)
    latitude, longitude = TOWNS[town]
    words = f"Report {name} tells of {killed} people dead in {town} after planes came."
    return Claim(
        id=f"c-{name}",
        document_id=f"d-{name}",
        extractor="hand.v1",
        evidence=(Span(0, len(words), words),),
        violence="airstrike",
        reported=Reported(on=on + timedelta(days=lag), by=f"Outlet {name}"),
        when=DateRange(None, on, on, "day") if day else None,
        where=(Place(None, town, f"x:{town}", None, "SY", latitude, longitude, 2.0, "exact"),),
        harms=(Harm("killed", Count(killed, killed)),),
    )


def groups(claims: list[Claim], *judgements: ClaimJudgement) -> set[tuple[str, ...]]:
    """Return the clusters' claims."""
    found = cluster_claims(claims, judgements=judgements, settings=SETTINGS)
    return {cluster.claims for cluster in found}


def test_two_reports_of_one_strike_come_together() -> None:
    """
    The same day, town, act and number make one incident.
    """
    found = groups([claim("a"), claim("b"), claim("c", town="Hajin")])

    assert found == {("c-a", "c-b"), ("c-c",)}


def test_near_twins_stay_apart() -> None:
    """
    Two strikes within a day and 7 km, with different tolls, are two incidents.
    """
    found = groups([claim("a"), claim("b", town="Binnish", day=6, killed=11)])

    assert found == {("c-a",), ("c-b",)}


def test_claims_of_one_document_stay_apart() -> None:
    """
    A document that makes two claims tells of two acts.
    """
    left, right = claim("a"), replace(claim("b"), document_id="d-a")

    assert groups([left, right]) == {("c-a",), ("c-b",)}


def test_an_exclusion_never_joins_a_counted_act() -> None:
    """
    An accident and an airstrike of the same day and town are two incidents.
    """
    assert len(groups([claim("a"), replace(claim("b"), violence="accident")])) == 2


def test_aggregates_are_in_no_cluster() -> None:
    """
    A sum over several attacks joins nothing.
    """
    assert groups([claim("a"), replace(claim("b"), scope="aggregate")]) == {("c-a",)}


def test_judgements_hold() -> None:
    """
    What a person joined stays joined, and what a person parted stays parted.
    """
    same = ClaimJudgement("c-a", "c-c", "same")
    parted = ClaimJudgement("c-a", "c-b", "not_same")
    found = groups([claim("a"), claim("b"), claim("c", town="Hajin")], same, parted)

    assert found == {("c-a", "c-c"), ("c-b",)}


def test_comparing_is_symmetric_and_adds_up() -> None:
    """
    A table's rows add up to its weight, and the sides may be exchanged.
    """
    there = compare_claims(claim("a"), claim("b", killed=5), settings=SETTINGS)
    back = compare_claims(claim("b", killed=5), claim("a"), settings=SETTINGS)

    assert there.rows == back.rows and there.bits == sum(row.bits for row in there.rows)


pool = st.builds(
    lambda n, town, day, killed, lag: claim(f"{n}", town=town, day=day, killed=killed, lag=lag),
    st.integers(0, 10**6),
    st.sampled_from(sorted(TOWNS)),
    st.one_of(st.none(), st.integers(1, 9)),
    st.integers(0, 12),
    st.integers(0, 3),
)


@given(st.lists(pool, max_size=14, unique_by=lambda item: item.id), st.randoms())
def test_the_order_of_claims_does_not_matter(claims: list[Claim], random: object) -> None:
    """
    Shuffled claims give the same clusters, and each claim is in exactly one.
    """
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = cluster_claims(claims, settings=SETTINGS)

    assert found == cluster_claims(shuffled, settings=SETTINGS)
    assert sorted(name for item in found for name in item.claims) == sorted(
        item.id for item in claims
    )
