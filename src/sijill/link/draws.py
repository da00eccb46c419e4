"""
Other clusterings that the same claims allow, drawn by how probable each join is.

A total that stands on one clustering hides what linking does not know; totals over draws
show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from sijill.link.agglomeration import Accept
from sijill.link.clustering import (
    ClaimJudgement,
    Component,
    Said,
    bar_of,
    cluster_component,
    cut_components,
    find_components,
    find_edges,
    read_judgements,
    weigh_components,
)
from sijill.link.columns import digest
from sijill.link.comparison import Scale, probabilities
from sijill.link.profile import make_columns
from sijill.link.settings import Settings
from sijill.link.weights import Weights, load_weights
from sijill.model import Claim, Cluster

_LEAST = 0.02  # joins less probable than this are never drawn


def draw_clusterings(
    claims: Iterable[Claim],
    *,
    judgements: Sequence[ClaimJudgement] = (),
    settings: Settings,
    weights: Weights | None = None,
    draws: int,
    seed: int,
) -> Iterator[tuple[Cluster, ...]]:
    """
    Yield clusterings of *claims*, each as probable as linking holds it to be.

    Groups are joined best first, as in `cluster_claims`; but each join happens with its own
    probability, and joins below the bar may happen too. What people judged holds in every
    draw, and so do the rules.

    Args:
        claims: In any order.
        judgements: As in `cluster_claims`.
        settings: See `Settings`.
        weights: Match weights; ``None``: the bundled ones.
        draws: How many, at least 0.
        seed: Any whole number; the same seed gives the same draws.

    Assumes:
        1. The weights tell probabilities: of pairs that weigh so much, that share is of one
           incident. Doubt is drawn join by join, and joins are independent.
    """
    scale = Scale(settings, weights or load_weights())
    chosen = (claim for claim in claims if claim.scope == "incident")
    columns = make_columns(chosen, scale.weights.rarity)
    said = read_judgements(judgements)
    edges = find_edges(columns, scale, bar=bar_of(_LEAST))
    found, every = find_components(columns, edges, said)
    components = cut_components(found, every, settings)
    weighed = list(weigh_components(columns, components, scale))
    sure = [item for item in weighed if len(item.ids) == 1]
    alone = [item for part in sure for item in cluster_component(part, said=said, at=0)]
    doubtful = [item for item in weighed if len(item.ids) > 1]
    for number in range(draws):
        drawn = (_draw(component, said, (seed, number)) for component in doubtful)
        clusters = (*alone, *chain.from_iterable(drawn))
        yield tuple(sorted(clusters, key=lambda cluster: cluster.id))


def _draw(component: Component, said: Said, key: tuple[int, int]) -> list[Cluster]:
    """Return one draw of a component; its randomness depends on its claims, not on others."""
    stream = np.random.default_rng([*key, digest(component.ids[0])])
    return cluster_component(component, said=said, at=bar_of(_LEAST), accept=_chance(stream))


def _chance(stream: np.random.Generator) -> Accept:
    def accept(average: float, _left: int, _right: int) -> bool:
        return bool(stream.random() < probabilities(np.array([average]))[0])

    return accept
