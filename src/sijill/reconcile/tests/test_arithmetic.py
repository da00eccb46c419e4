"""
Claims that are all true make ranges that hold the truth, and no disagreement.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sijill.model import (
    Attribution,
    Claim,
    Cluster,
    Count,
    Group,
    Harm,
    Incident,
)
from sijill.model.ids import cluster_id
from sijill.reconcile import Settings, reconcile_clusters
from sijill.reconcile.arithmetic import least_of_groups
from sijill.reconcile.tests.making import claim

DAY = date(2023, 10, 5)
TERMS = ("woman", "man", "girl", "boy", "child", "medic")
Person = tuple[str, str, bool]


def members(people: list[Person], term: str) -> int:
    """Return how many of the people belong to a group."""
    if term == "medic":
        return sum(medic for _, _, medic in people)
    inside = {"girl", "boy"} if term == "child" else {term}
    return sum(sort in inside for _, sort, _ in people)


@st.composite
def true_counts(draw: st.DrawFn, number: int) -> Count:
    """Draw a count that holds the number, as a careful source puts it."""
    below, above = draw(st.integers(0, number)), number + draw(st.integers(0, 4))
    forms = [
        Count(number, number),
        Count(below, None, "at_least"),
        Count(None, above, "up_to"),
        Count(below, above, "between"),
    ]
    return draw(st.sampled_from(forms))


@st.composite
def true_harms(draw: st.DrawFn, people: list[Person], status: str) -> Harm:
    """Draw a harm about those of a status, or about all, with some of its groups."""
    told = [person for person in people if status == "unknown" or person[0] == status]
    terms = draw(st.lists(st.sampled_from(TERMS), unique=True, max_size=3))
    groups = tuple(Group(t, draw(true_counts(members(told, t)))) for t in terms)
    return Harm("killed", draw(true_counts(len(told))), status, groups=groups)


@st.composite
def true_worlds(draw: st.DrawFn) -> tuple[list[Person], list[Claim]]:
    """Draw who was killed, and claims of several outlets that are all true."""
    person = st.tuples(
        st.sampled_from(["civilian", "combatant"]),
        st.sampled_from(["woman", "man", "girl", "boy"]),
        st.booleans(),
    )
    people = draw(st.lists(person, max_size=12))
    claims = []
    for n in range(draw(st.integers(1, 4))):
        statuses = draw(
            st.lists(
                st.sampled_from(["civilian", "combatant", "unknown"]),
                unique=True,
                min_size=1,
                max_size=3,
            )
        )
        harms = tuple(draw(true_harms(people, status)) for status in statuses)
        claims.append(claim(str(n), *harms))
    return people, claims


def incident(*claims: Claim) -> Incident:
    """Return the one incident of the claims."""
    names = tuple(sorted(one.id for one in claims))
    clusters = [Cluster(cluster_id(names), names)]
    (found,) = reconcile_clusters(claims, clusters, settings=Settings()).incidents
    return found


@given(true_worlds())
def test_true_claims_make_ranges_that_hold_the_truth(
    world: tuple[list[Person], list[Claim]],
) -> None:
    """
    Whatever careful sources say, each line and each group holds the true number.
    """
    people, claims = world
    if any(_adds(one) for one in claims):
        return
    found = incident(*claims)
    stated = {line.status for line in found.harms} & {"civilian", "combatant"}
    for line in found.harms:
        inside = [
            p
            for p in people
            if (p[0] == line.status if line.status in stated else p[0] not in stated)
        ]
        assert Count(line.low, line.high, "between").allows(len(inside)), line
    parted = {item.field for item in found.disagreements} - {"harms.killed.status"}
    assert not parted


def _adds(one: Claim) -> bool:
    """Say whether a total below its parts would be read as people beside them."""
    statuses = {harm.status: harm.count for harm in one.harms}
    whole = statuses.pop("unknown", None)
    least = sum(count.low or 0 for count in statuses.values())
    return whole is not None and whole.low is not None and whole.low < least


@given(st.lists(st.tuples(st.sampled_from(["woman", "man", "girl", "boy"]), st.booleans())))
def test_groups_never_count_a_person_twice(people: list[tuple[str, bool]]) -> None:
    """
    What groups are at least is never more than the people there are.
    """
    told = [("civilian", sort, medic) for sort, medic in people]
    lows = {term: members(told, term) for term in TERMS}

    assert least_of_groups(lows) == len(people)


@given(true_worlds())
def test_ranges_are_never_reversed(world: tuple[list[Person], list[Claim]]) -> None:
    """
    No range of a line or a group has its lowest above its highest number.
    """
    found = incident(*world[1])
    for line in found.harms:
        bounds = [(line.low, line.high), *((part.low, part.high) for part in line.groups)]
        assert all(low is None or high is None or low <= high for low, high in bounds)


def test_an_open_floor_rises_to_its_own_parts() -> None:
    """
    "At least ten, among them four women and eight children" are at least twelve.
    """
    groups = (Group("woman", Count(4, 4)), Group("child", Count(8, 8)))
    (line,) = incident(
        claim("a", Harm("killed", Count(10, None, "at_least"), groups=groups))
    ).harms

    assert (line.low, line.high) == (12, None)


def test_an_open_group_ends_at_the_whole() -> None:
    """
    "At least three children" of one source are no more than the twelve of another.
    """
    open_end = Group("child", Count(3, None, "at_least"))
    (line,) = incident(
        claim("a", Harm("killed", Count(12, 12))),
        claim("b", Harm("killed", Count(None, None, "vague"), groups=(open_end,))),
    ).harms

    assert [(g.term, g.low, g.high) for g in line.groups] == [("child", 3, 12)]


def test_more_children_than_people_are_shown_and_not_mended() -> None:
    """
    Five dead of one source and seven dead children of another contradict.
    """
    children = Group("child", Count(7, 7))
    found = incident(
        claim("a", Harm("killed", Count(5, 5))),
        claim("b", Harm("killed", Count(None, None, "vague"), groups=(children,))),
    )

    assert (found.harms[0].high, found.harms[0].groups[0].low) == (5, 7)
    assert [item.field for item in found.disagreements] == ["harms.killed.child"]


def test_statuses_beyond_the_total_are_shown() -> None:
    """
    Four civilians and four fighters are more than the six that another source counts.
    """
    found = incident(
        claim("a", Harm("killed", Count(6, 6))),
        claim(
            "b",
            Harm("killed", Count(4, 4), "civilian"),
            Harm("killed", Count(4, 4), "combatant"),
        ),
    )

    assert "harms.killed.parts" in [item.field for item in found.disagreements]


def test_the_newest_number_is_kept_beside_the_range() -> None:
    """
    What was said last stands beside the range, whoever said it.
    """
    found = incident(
        claim("a", Harm("killed", Count(9, 9)), lag=1),
        claim("b", Harm("killed", Count(7, 7)), lag=4),
    )
    newest = found.harms[0].newest

    assert newest is not None and (newest.claim, newest.low) == ("c-b", 7)
    assert (found.harms[0].low, found.harms[0].high) == (7, 9)


def test_zero_is_said_and_unknown_is_not_zero() -> None:
    """
    "Nobody was hurt" is a line of nought; where nothing is said there is no line.
    """
    said = incident(
        claim("a", Harm("killed", Count(2, 2)), Harm("injured", Count(0, 0, "none")))
    )
    unsaid = incident(claim("a", Harm("killed", Count(2, 2))))
    vague = incident(claim("a", Harm("injured", Count(None, None, "vague"))))

    assert Counter(line.kind for line in said.harms) == {"killed": 1, "injured": 1}
    assert (said.harms[1].low, said.harms[1].high) == (0, 0)
    assert [line.kind for line in unsaid.harms] == ["killed"]
    assert (vague.harms[0].low, vague.harms[0].high) == (None, None)


def test_a_source_revises_itself_whoever_quotes_it() -> None:
    """
    A named body's later number replaces its earlier one, in another outlet too.
    """
    said = Attribution(None, "the Northern Observatory", "ngo")
    old = replace(claim("a", Harm("killed", Count(3, 3)), lag=1), attribution=said)
    new = replace(claim("b", Harm("killed", Count(6, 6)), lag=3), attribution=said)
    found = incident(old, new)

    assert (found.harms[0].low, found.harms[0].high) == (6, 6)
    assert not found.disagreements and "toll_revised" in found.caveats
