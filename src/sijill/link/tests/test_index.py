"""
Documents that come one by one, in any order, give the clusters of one run over all.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.errors import ModelError
from sijill.link import ClaimJudgement, LinkIndex, Settings, cluster_claims
from sijill.link.tests.test_clustering import TOWNS, claim
from sijill.model import Claim, Place

SETTINGS = Settings()
TIGHT = replace(
    SETTINGS,
    crowded=6,
    largest_bucket=4,
    commonest_word=8,
    largest_component=5,
    few_claims=3,
    join_at=0.02,
)
AREA = Place(None, "Idlib", "x:Idlib", None, "SY", 35.8, 36.6, 90.0, "admin1")

places = st.sampled_from([*sorted(TOWNS), None, "Idlib"])


def told(n: int, town: str | None, day: int | None, killed: int, lag: int) -> Claim:
    """Return an invented claim; of no place, of a town, or of a whole governorate."""
    made = claim(
        f"{n}", town=town if town in TOWNS else "Sarmin", day=day, killed=killed, lag=lag
    )
    where = made.where if town in TOWNS else (AREA,) if town else ()
    return replace(made, where=where, document_id=f"d-{n // 2}")


pool = st.builds(
    told, st.integers(0, 60), places, st.one_of(st.none(), st.integers(1, 6)),
    st.integers(1, 4), st.integers(0, 3),
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(pool, max_size=18, unique_by=lambda item: item.id),
    st.randoms(use_true_random=False),
    st.sampled_from([SETTINGS, TIGHT]),
)
def test_one_by_one_in_any_order_gives_the_clusters_of_one_run(
    claims: list[Claim], random: Random, chosen: Settings
) -> None:
    """
    Full buckets and cut components change nothing of it, and neither do people's words.
    """
    names = [item.id for item in claims]
    judged = []
    for _ in range(3 if len(names) > 1 else 0):
        left, right = random.sample(names, 2)
        judged.append(ClaimJudgement(left, right, random.choice(["same", "not_same"])))
    batches = list(claims)
    random.shuffle(batches)

    index = LinkIndex(judgements=judged, settings=chosen)
    known: dict[str, object] = {}
    for item in batches:
        change = index.add([item])
        for gone in change.gone:
            del known[gone.id]
        known |= {made.id: made for made in change.made}

    whole = cluster_claims(claims, judgements=judged, settings=chosen)
    assert sorted(index.clusters(), key=lambda found: found.id) == list(whole)
    assert known == {found.id: found for found in whole}


def test_a_bucket_that_fills_up_parts_what_it_alone_held() -> None:
    """
    Two claims that only a place brings together part when too many others share it.
    """
    narrow = replace(SETTINGS, crowded=2, largest_bucket=1, commonest_word=1)
    pair = [claim("a"), replace(claim("b"), violence="shelling")]
    third = replace(claim("c"), violence="accident")
    index = LinkIndex(settings=narrow)

    assert [len(index.add([item]).made[0].claims) for item in pair] == [1, 2]
    assert len(index.add([third]).gone) == 1
    assert len(list(index.clusters())) == len(cluster_claims([*pair, third], settings=narrow))


@settings(deadline=None)
@given(st.lists(st.booleans(), min_size=3, max_size=9), st.randoms(use_true_random=False))
def test_a_chain_of_a_full_bucket_is_the_same_in_any_order(
    counted: list[bool], random: Random
) -> None:
    """
    A claim that comes between two others of a full bucket parts them, as one run does.
    """
    narrow = replace(SETTINGS, crowded=1, largest_bucket=1, commonest_word=1)
    claims = [
        claim(f"{n}") if counts else replace(claim(f"{n}"), violence="accident")
        for n, counts in enumerate(counted)
    ]
    index = LinkIndex(settings=narrow)
    for item in random.sample(claims, len(claims)):
        index.add([item])

    whole = cluster_claims(claims, settings=narrow)
    assert sorted(index.clusters(), key=lambda found: found.id) == list(whole)


def test_a_claim_is_added_once() -> None:
    """
    A claim that is there already is an error, and changes nothing.
    """
    index = LinkIndex(settings=SETTINGS)
    index.add([claim("a")])
    with pytest.raises(ModelError, match="already"):
        index.add([claim("b"), claim("a")])
    assert len(index) == 1


def test_a_sum_is_no_part_of_the_index() -> None:
    """
    Aggregates join no cluster.
    """
    index = LinkIndex(settings=SETTINGS)

    assert index.add([replace(claim("a"), scope="aggregate")]).made == ()
