"""
Other clusterings that the same claims allow, drawn by how probable each join is.

A total that stands on one clustering hides what linking does not know; totals over draws
show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from random import Random

import numpy as np

from sijill.link.clustering import (
    Component,
    bar_of,
    cluster_component,
    cut_components,
    find_components,
    find_edges,
    weigh_components,
)
from sijill.link.columns import digest
from sijill.link.comparison import Scale, probabilities
from sijill.link.judgements import ClaimJudgement, Said, read_judgements
from sijill.link.profile import make_columns
from sijill.link.settings import Settings
from sijill.link.weights import Weights, load_weights
from sijill.model import Claim, Cluster

_LEAST = 0.02  # joins less probable than this are never drawn
_SURE = 0.8  # share of a join's bits that a draw believes: features hang together
_REMEMBERED = 60  # claims of a component up to which its draws are kept


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
        1. Four fifths of the weights tell probabilities: of pairs that weigh so much, that
           share is of one incident. Doubt is drawn join by join, and joins are independent.
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
    doubtful = [_Drawer(item, said) for item in weighed if len(item.ids) > 1]
    for number in range(draws):
        drawn = (drawer.draw((seed, number)) for drawer in doubtful)
        clusters = (*alone, *chain.from_iterable(drawn))
        yield tuple(sorted(clusters, key=lambda cluster: cluster.id))


class _Drawer:
    """
    Draws one component again and again.

    Which join is asked for next depends on the answers before alone. So they are kept as a
    tree: most draws go a way that was gone before, and nothing is weighed anew.
    """

    def __init__(self, component: Component, said: Said) -> None:
        self.component = component
        self.said = said
        self._key = digest(component.ids[0])
        self._is_kept = len(component.ids) <= _REMEMBERED
        self._chances: dict[tuple[bool, ...], float] = {}
        self._ends: dict[tuple[bool, ...], list[Cluster]] = {}

    def draw(self, key: tuple[int, int]) -> list[Cluster]:
        """Return one draw; its randomness depends on the claims here, not on others."""
        stream = Random(f"{key[0]}/{key[1]}/{self._key}")
        way: tuple[bool, ...] = ()
        while way in self._chances:
            way = (*way, stream.random() < self._chances[way])
        return self._ends[way] if way in self._ends else self._go(way, stream)

    def _go(self, way: tuple[bool, ...], stream: Random) -> list[Cluster]:
        """Return the draw that begins with the answers of *way*, and keep where it went."""
        answers = list(way)
        asked = 0

        def accept(average: float, _left: int, _right: int) -> bool:
            nonlocal asked
            if asked == len(answers):
                chance = float(probabilities(np.array([_SURE * average]))[0])
                if self._is_kept:
                    self._chances[tuple(answers)] = chance
                answers.append(stream.random() < chance)
            asked += 1
            return answers[asked - 1]

        found = cluster_component(
            self.component, said=self.said, at=bar_of(_LEAST), accept=accept
        )
        if self._is_kept:
            self._ends[tuple(answers)] = found
        return found
