"""
Claims linked for a record: the clusters, and the components that they were cut from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sijill.link.clustering import (
    ClaimJudgement,
    cluster_components,
    cut_components,
    edge_bar,
    find_components,
    find_edges,
    read_judgements,
    weigh_pairs,
)
from sijill.link.comparison import Scale
from sijill.link.profile import make_columns
from sijill.link.settings import Settings
from sijill.link.weights import Weights, load_weights
from sijill.model import Claim, Cluster


@dataclass(frozen=True, slots=True)
class Linked:
    """
    Clusters, and what they were cut from.

    Attributes:
        clusters: Sorted by id; each claim is in exactly one.
        components: Ids of the claims that likely pairs and people's word hold together, one
            way or another, sorted; single claims left out.
    """

    clusters: tuple[Cluster, ...]
    components: tuple[tuple[str, ...], ...]


def link_claims(
    claims: Iterable[Claim],
    *,
    judgements: Sequence[ClaimJudgement] = (),
    settings: Settings,
    weights: Weights | None = None,
    among: int | None = None,
) -> Linked:
    """
    Join claims as `cluster_claims` does, and say which of them hold together at all.

    Args:
        claims: As in `cluster_claims`.
        judgements: As in `cluster_claims`.
        settings: See `Settings`.
        weights: Match weights; ``None``: the bundled ones.
        among: How many claims the record has, where these are a part of it: the bar that a
            pair must reach rises with the record. ``None``: these are all.
    """
    table = weights or load_weights()
    columns = make_columns((c for c in claims if c.scope == "incident"), table.rarity)
    scale, said = Scale(settings, table, only=columns), read_judgements(judgements)
    bar = edge_bar(settings, among or len(columns))
    edges = find_edges(columns, scale, bar=bar, among=among)
    components, every = find_components(columns, edges, said)
    parts = cut_components(components, every, settings)
    found = cluster_components(columns, parts, scale, said=said)
    held = (tuple(sorted(str(columns.ids[n]) for n in rows)) for rows in components)
    return Linked(
        tuple(sorted(found, key=lambda cluster: cluster.id)),
        tuple(sorted(names for names in held if len(names) > 1)),
    )


def find_likely(
    claims: Iterable[Claim],
    others: Iterable[Claim],
    *,
    settings: Settings,
    weights: Weights,
    among: int,
) -> set[str]:
    """
    Return ids of those of *others* that hold together with one of *claims*.

    Args:
        claims: Claims about one incident each.
        others: Likewise; those that may be near.
        settings: See `Settings`.
        weights: Match weights.
        among: How many claims the record has: the bar rises with it.
    """
    mine = {claim.id: claim for claim in claims if claim.scope == "incident"}
    rest = {one.id: one for one in others if one.scope == "incident" and one.id not in mine}
    if not mine or not rest:
        return set()
    columns = make_columns([*mine.values(), *rest.values()], weights.rarity)
    at = {str(name): n for n, name in enumerate(columns.ids)}
    left = np.repeat([at[key] for key in mine], len(rest))
    right = np.tile([at[key] for key in rest], len(mine))
    bar = edge_bar(settings, among)
    _, found, _ = weigh_pairs(columns, (left, right), Scale(settings, weights), bar=bar)
    return {str(columns.ids[n]) for n in np.unique(found)}


def find_likeliest(
    ones: Iterable[Claim], others: Iterable[Claim], *, settings: Settings, weights: Weights
) -> tuple[str, str]:
    """
    Return the ids of the two claims, one of each side, that are most alike.

    Two claims of one document come last: they can be joined by a person's word alone.

    Args:
        ones: Claims of one side; at least one.
        others: Claims of the other; at least one, and none of the first.
        settings: See `Settings`.
        weights: Match weights.
    """
    left, right = ({claim.id: claim for claim in side} for side in (ones, others))
    columns = make_columns([*left.values(), *right.values()], weights.rarity)
    at = {str(name): n for n, name in enumerate(columns.ids)}
    one = np.repeat([at[key] for key in sorted(left)], len(right))
    two = np.tile([at[key] for key in sorted(right)], len(left))
    weighed = Scale(settings, weights).weigh(columns, one, two)
    apart = columns.document[one] != columns.document[two]
    best = int(np.lexsort((-weighed, ~apart))[0])
    return str(columns.ids[one[best]]), str(columns.ids[two[best]])
