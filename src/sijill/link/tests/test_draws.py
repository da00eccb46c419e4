"""
Draws differ where linking is in doubt, hold what people said, and repeat with their seed.
"""

from __future__ import annotations

from sijill.link import ClaimJudgement, Settings, cluster_claims, draw_clusterings
from sijill.link.tests.test_clustering import claim
from sijill.model import Claim

SETTINGS = Settings()


def sizes(claims: list[Claim], *judgements: ClaimJudgement, seed: int = 1) -> list[int]:
    """Return how many clusters each of forty draws has."""
    drawn = draw_clusterings(
        claims, judgements=judgements, settings=SETTINGS, draws=40, seed=seed
    )
    return [len(found) for found in drawn]


def test_what_is_sure_is_the_same_in_every_draw() -> None:
    """
    Claims far apart never come together.
    """
    far = [claim("a"), claim("c", town="Hajin", day=9, killed=40)]

    assert set(sizes(far)) == {2}


def test_what_is_in_doubt_differs_between_draws() -> None:
    """
    Claims of a day and town, with numbers that do not fit, are one incident in some draws.
    """
    doubtful = [claim("a", killed=4), claim("b", killed=12)]

    assert set(sizes(doubtful)) == {1, 2}


def test_a_seed_repeats_its_draws() -> None:
    """
    The same seed gives the same draws, in whatever order the claims come.
    """
    claims = [claim(name, killed=3 + 4 * n) for n, name in enumerate("abcd")]

    assert sizes(claims) == sizes(claims[::-1]) != sizes(claims, seed=2)


def test_judgements_hold_in_every_draw() -> None:
    """
    What a person joined is together in all draws, and what a person parted in none.
    """
    doubtful = [claim("a", killed=4), claim("b", killed=12)]
    for verdict, expected in (("same", {1}), ("not_same", {2})):
        assert set(sizes(doubtful, ClaimJudgement("c-a", "c-b", verdict))) == expected


def test_every_claim_is_in_one_cluster_of_a_draw() -> None:
    """
    A draw loses no claim, and joins what `cluster_claims` holds for sure.
    """
    claims = [claim("a"), claim("b"), claim("c", town="Hajin", killed=9)]
    names = [item.id for item in claims]

    for found in draw_clusterings(claims, settings=SETTINGS, draws=5, seed=3):
        assert sorted(name for item in found for name in item.claims) == names
    assert len(cluster_claims(claims, settings=SETTINGS)) == 2
