"""
Claims linked for a record: the clusters, and the components that they were cut from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from sijill.link.clustering import (
    bar_of,
    cluster_component,
    cut_components,
    edge_bar,
    find_components,
    find_edges,
    weigh_components,
    weigh_pairs,
)
from sijill.link.columns import Ints
from sijill.link.comparison import Scale
from sijill.link.judgements import ClaimJudgement, Said, read_judgements
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


class Linker:
    """
    Claims to be linked under judgements that may change; their pairs are looked for once.

    Args:
        claims: In any order, read once; those about several incidents are left out.
        settings: See `Settings`.
        weights: Match weights; ``None``: the bundled ones.
        among: How many claims the record has, where these are a part of it: the bar that a
            pair must reach rises with the record. ``None``: these are all.
    """

    def __init__(
        self,
        claims: Iterable[Claim],
        *,
        settings: Settings,
        weights: Weights | None = None,
        among: int | None = None,
    ) -> None:
        table = weights or load_weights()
        chosen = (claim for claim in claims if claim.scope == "incident")
        self._columns = make_columns(chosen, table.rarity, are_asked_often=among is not None)
        self._settings = settings
        self._scale = Scale(settings, table, only=self._columns)
        bar = edge_bar(settings, among or len(self._columns))
        self._edges = find_edges(self._columns, self._scale, bar=bar, among=among)
        self._clustered: dict[tuple[bytes, Said], list[Cluster]] = {}

    def link(self, judgements: Sequence[ClaimJudgement] = ()) -> Linked:
        """Join the claims as `cluster_claims` does, and say which hold together at all."""
        columns, said = self._columns, read_judgements(judgements)
        components, every = find_components(columns, self._edges, said)
        parts = cut_components(components, every, self._settings)
        found = self._cluster(parts, said)
        held = (tuple(sorted(str(columns.ids[n]) for n in rows)) for rows in components)
        return Linked(
            tuple(sorted(found, key=lambda cluster: cluster.id)),
            tuple(sorted(names for names in held if len(names) > 1)),
        )

    def _cluster(self, parts: Iterable[Ints], said: Said) -> Iterator[Cluster]:
        """Yield the clusters of parts; one about which nothing new is said was clustered."""
        ids, bar = self._columns.ids, bar_of(self._settings.join_at)
        keyed = {
            (rows.tobytes(), said.within({str(ids[n]) for n in rows})): rows for rows in parts
        }
        new = [key for key in keyed if key not in self._clustered]
        weighed = weigh_components(self._columns, (keyed[key] for key in new), self._scale)
        for key, component in zip(new, weighed, strict=True):
            self._clustered[key] = cluster_component(component, said=said, at=bar)
        return chain.from_iterable(self._clustered[key] for key in keyed)

    def find_likeliest(self, ones: Iterable[str], others: Iterable[str]) -> tuple[str, str]:
        """
        Return the ids of the two claims, one of each side, that are most alike.

        Two claims of one document come last: they can be joined by a person's word alone.

        Args:
            ones: Ids of claims of one side; at least one.
            others: Ids of those of the other; at least one, and none of the first.
        """
        columns = self._columns
        at = {str(name): n for n, name in enumerate(columns.ids)}
        left, right = ([at[key] for key in sorted(side)] for side in (ones, others))
        one, two = np.repeat(left, len(right)), np.tile(right, len(left))
        weighed = self._scale.weigh(columns, one, two)
        apart = columns.document[one] != columns.document[two]
        best = int(np.lexsort((-weighed, ~apart))[0])
        return str(columns.ids[one[best]]), str(columns.ids[two[best]])


def link_claims(
    claims: Iterable[Claim],
    *,
    judgements: Sequence[ClaimJudgement] = (),
    settings: Settings,
    weights: Weights | None = None,
) -> Linked:
    """
    Join a record's claims as `cluster_claims` does, and say which of them hold together at all.

    Args:
        claims: As in `cluster_claims`.
        judgements: As in `cluster_claims`.
        settings: See `Settings`.
        weights: Match weights; ``None``: the bundled ones.
    """
    return Linker(claims, settings=settings, weights=weights).link(judgements)


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
    every = [*mine.values(), *rest.values()]
    columns = make_columns(every, weights.rarity, are_asked_often=True)
    at = {str(name): n for n, name in enumerate(columns.ids)}
    left = np.repeat([at[key] for key in mine], len(rest))
    right = np.tile([at[key] for key in rest], len(mine))
    bar = edge_bar(settings, among)
    _, found, _ = weigh_pairs(columns, (left, right), Scale(settings, weights), bar=bar)
    return {str(columns.ids[n]) for n in np.unique(found)}
