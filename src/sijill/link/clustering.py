"""
Which claims speak of one incident: groups that hold together on the average of all pairs.

Average linkage, with a veto of any pair that is far apart, so that a chain of near matches
never drags distant claims together. Ties are broken by claim ids: no order of arrival counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2

from sijill.link.agglomeration import Agglomeration, PairWeights
from sijill.link.blocking import block_claims
from sijill.link.profile import make_profiles
from sijill.link.settings import Settings
from sijill.link.weights import load_weights
from sijill.link.words import count_words
from sijill.model import Claim, Cluster, Link
from sijill.model.ids import cluster_id

LINK_VERSION = "sijill.link.v2"


@dataclass(frozen=True, slots=True)
class ClaimJudgement:
    """
    A person's word on two claims.

    Attributes:
        left: Id of one claim.
        right: Id of the other.
        verdict: ``same`` or ``not_same``.
    """

    left: str
    right: str
    verdict: str


def cluster_claims(
    claims: Sequence[Claim],
    *,
    judgements: Sequence[ClaimJudgement] = (),
    settings: Settings,
) -> tuple[Cluster, ...]:
    """
    Join claims of scope ``incident`` into clusters; every one is in exactly one.

    Args:
        claims: In any order. Aggregates and cumulative tolls are left out.
        judgements: Hold over every weight and rule. Where "same" verdicts lead through
            others to a pair judged "not same", the pair stays apart: a split can be seen
            and mended, a false merge hides a death.
        settings: See `Settings`.

    Returns:
        Clusters sorted by id.

    Assumes:
        1. An act's news appears within ``settings.news_days``, where no day is said.
        2. One document tells of each act in one claim.
    """
    chosen = {claim.id: claim for claim in claims if claim.scope == "incident"}
    ordered = [chosen[key] for key in sorted(chosen)]
    profiles = make_profiles(ordered, count_words(claims))
    position = {profile.claim.id: n for n, profile in enumerate(profiles)}
    pairs = PairWeights(profiles, settings, load_weights())
    groups = Agglomeration(
        pairs, at=round(1000 * log2(settings.join_at / (1 - settings.join_at)))
    )
    said = {
        (min(two), max(two)): item.verdict
        for item in judgements
        if len(two := {position.get(item.left, -1), position.get(item.right, -1)}) == 2
        and -1 not in two
    }
    for pair in sorted(pair for pair, verdict in said.items() if verdict == "not_same"):
        groups.forbid(*pair)
    for pair in sorted(pair for pair, verdict in said.items() if verdict == "same"):
        groups.bind(*pair)
    groups.join(block_claims(profiles, settings=settings))
    ids = [profile.claim.id for profile in profiles]
    found = (_cluster(members, ids, pairs, said) for members in groups.members())
    return tuple(sorted(found, key=lambda cluster: cluster.id))


def _cluster(
    members: list[int], ids: list[str], pairs: PairWeights, said: dict[tuple[int, int], str]
) -> Cluster:
    names = tuple(sorted(ids[n] for n in members))
    if len(members) == 1:
        return Cluster(cluster_id(names), names)
    links = []
    for one, two in combinations(sorted(members), 2):
        judged = said.get((one, two)) == "same"
        links.append((1.0 if judged else pairs.chance(one, two), ids[one], ids[two]))
    p_same, one_id, two_id = min(links)
    mean = sum(link[0] for link in sorted(links)) / len(links)
    weakest = Link((one_id, two_id), round(p_same, 6))
    return Cluster(cluster_id(names), names, round(mean, 6), weakest)
