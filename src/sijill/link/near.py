"""
Claims that were kept in different clusters, and are nearly alike enough to be in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from sijill.link.clustering import (
    bar_of,
    find_edges,
)
from sijill.link.comparison import MILLI, Scale, probabilities
from sijill.link.judgements import ClaimJudgement, read_judgements
from sijill.link.profile import make_columns
from sijill.link.settings import Settings
from sijill.link.weights import Weights, load_weights
from sijill.model import Claim, Cluster, Link

_BELOW_BITS = (
    1.5  # how far below the bar a pair is still worth a look: p of 0.26 at a bar of 0.5
)
_MOST_EACH = 3  # clusters that one cluster is held against; beyond them lie chance likenesses


def find_near(
    claims: Iterable[Claim],
    clusters: Sequence[Cluster],
    *,
    judgements: Sequence[ClaimJudgement] = (),
    settings: Settings,
    weights: Weights | None = None,
) -> tuple[Link, ...]:
    """
    Return the likeliest pair of claims between clusters that are nearly one.

    Args:
        claims: What was clustered, in any order.
        clusters: What `cluster_claims` made of them.
        judgements: People's words; clusters of which a pair was judged are left out.
        settings: See `Settings`.
        weights: Match weights; ``None``: the bundled ones.

    Returns:
        One link for each two clusters, the likeliest first; none for a cluster beyond its
        nearest few.

    Examples:
        >>> find_near((), (), settings=Settings())
        ()
    """
    table = weights or load_weights()
    scale = Scale(settings, table)
    columns = make_columns((one for one in claims if one.scope == "incident"), table.rarity)
    cluster_by_claim = {claim: n for n, item in enumerate(clusters) for claim in item.claims}
    at = np.array([cluster_by_claim[str(id_)] for id_ in columns.ids], dtype=np.int64)
    bar = bar_of(settings.join_at) - round(MILLI * _BELOW_BITS)
    left, right, weight = find_edges(columns, scale, bar=bar)
    apart = np.flatnonzero(at[left] != at[right]) if len(left) else np.zeros(0, dtype=np.int64)
    order = apart[np.lexsort((right[apart], left[apart], -weight[apart]))]
    chances = probabilities(weight[order])
    named = (
        (str(columns.ids[left[row]]), str(columns.ids[right[row]]), float(chance))
        for row, chance in zip(order, chances, strict=True)
    )
    judged = _judged(judgements, cluster_by_claim)
    return tuple(_nearest(named, cluster_by_claim, judged))


def _judged(
    judgements: Sequence[ClaimJudgement], cluster_by_claim: Mapping[str, int]
) -> set[tuple[int, int]]:
    """Return the pairs of clusters that people parted."""
    pairs = read_judgements(judgements).apart
    known = (pair for pair in pairs if all(name in cluster_by_claim for name in pair))
    return {_pair(cluster_by_claim[one], cluster_by_claim[two]) for one, two in known}


def _nearest(
    pairs: Iterable[tuple[str, str, float]],
    cluster_by_claim: Mapping[str, int],
    seen: set[tuple[int, int]],
) -> Iterator[Link]:
    held: dict[int, int] = {}
    for one, two, chance in pairs:
        left, right = cluster_by_claim[one], cluster_by_claim[two]
        between = _pair(left, right)
        full = max(held.get(left, 0), held.get(right, 0)) >= _MOST_EACH
        if between in seen or full:
            continue
        seen.add(between)
        held[left], held[right] = held.get(left, 0) + 1, held.get(right, 0) + 1
        yield Link((min(one, two), max(one, two)), round(chance, 6))


def _pair(left: int, right: int) -> tuple[int, int]:
    return min(left, right), max(left, right)
