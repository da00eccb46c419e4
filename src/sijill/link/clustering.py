"""
Which claims speak of one incident: groups that hold together on the average of all pairs.

Claims that reach one another by likely pairs form a component; each is clustered by itself,
from all its pairs. So a new claim concerns its component alone, and the clusters are those
of one run over all claims, whatever the order of arrival.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log2

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from sijill.link.agglomeration import Accept, always, join_groups
from sijill.link.blocking import make_buckets
from sijill.link.candidates import Pairs, list_candidates
from sijill.link.columns import Columns, Flags, Ints
from sijill.link.comparison import MILLI, Scale, probabilities
from sijill.link.judgements import ClaimJudgement, Said, read_judgements
from sijill.link.profile import make_columns
from sijill.link.rules import may_join
from sijill.link.settings import Settings, doublings_of, settings_of
from sijill.link.weights import Weights, load_weights
from sijill.model import Claim, Cluster, Link
from sijill.model.ids import cluster_id

LINK_VERSION = "sijill.link.v3"
_BOUND_BITS = 60 * MILLI  # what a person's word weighs
_STEP_BITS = MILLI
_PAIRS_AT_ONCE = 1_000_000
_SMALL = 64  # claims; most components have fewer


def cluster_claims(
    claims: Iterable[Claim],
    *,
    judgements: Sequence[ClaimJudgement] = (),
    settings: Settings,
    weights: Weights | None = None,
) -> tuple[Cluster, ...]:
    """
    Join claims of scope ``incident`` into clusters; every one is in exactly one.

    Args:
        claims: In any order, read once. Aggregates and cumulative tolls are left out.
        judgements: Hold over every weight and rule. Where "same" verdicts lead through
            others to a pair judged "not same", the pair stays apart: a split can be seen
            and mended, a false merge hides a death.
        settings: See `Settings`.
        weights: Match weights; ``None``: the bundled ones.

    Returns:
        Clusters sorted by id.

    Assumes:
        1. An act's news appears within ``settings.news_days``, where no day is said.
        2. One document tells of each act in one claim.
    """
    table = weights or load_weights()
    chosen = (claim for claim in claims if claim.scope == "incident")
    columns = make_columns(chosen, table.rarity)
    found = cluster_columns(columns, judgements=judgements, settings=settings, weights=table)
    return tuple(sorted(found, key=lambda cluster: cluster.id))


def cluster_columns(
    columns: Columns,
    *,
    judgements: Sequence[ClaimJudgement] = (),
    settings: Settings,
    weights: Weights,
) -> Iterator[Cluster]:
    """Yield the clusters of claims in columns by id, as `cluster_claims` makes them."""
    scale = Scale(settings, weights)
    said = read_judgements(judgements)
    edges = find_edges(columns, scale, bar=edge_bar(settings, len(columns)))
    components, every = find_components(columns, edges, said)
    parts = cut_components(components, every, settings)
    yield from cluster_components(columns, parts, scale, said=said)


def bar_of(join_at: float) -> int:
    """
    Return the weight that a probability stands for, in thousandths of a bit.

    Examples:
        >>> bar_of(0.5), bar_of(0.8)
        (0, 2000)
    """
    return round(MILLI * log2(join_at / (1 - join_at)))


def edge_bar(settings: Settings, claims: int) -> int:
    """
    Return the weight from which a pair holds its claims together, in a record of *claims*.

    Examples:
        >>> edge_bar(Settings(), 25_000), edge_bar(Settings(), 1_000_000)
        (0, 5000)
    """
    return bar_of(settings.join_at) + doublings_of(settings, claims) * MILLI


Edges = tuple[Ints, Ints, Ints]


def find_edges(columns: Columns, scale: Scale, *, bar: int, among: int | None = None) -> Edges:
    """Return the candidate pairs that weigh *bar* or more, in a record of *among* claims."""
    buckets = make_buckets(columns, scale.settings)
    settings = settings_of(scale.settings, among or len(columns))
    batches = list_candidates(buckets, settings)
    return weigh_batches(columns, batches, scale, bar=bar)


def weigh_batches(
    columns: Columns, batches: Iterable[Pairs], scale: Scale, *, bar: int
) -> Edges:
    """Return the pairs of batches that weigh *bar* or more, each once, and their weights."""
    none = np.zeros(0, dtype=np.int64)
    found = [(none, none, none)]
    found += [weigh_pairs(columns, pairs, scale, bar=bar) for pairs in batches]
    left, right, weight = (np.concatenate(part) for part in zip(*found, strict=True))
    _, first = np.unique((left << 32) | right, return_index=True)
    return left[first], right[first], weight[first]


def weigh_pairs(columns: Columns, pairs: Pairs, scale: Scale, *, bar: int) -> Edges:
    """Return those of *pairs* that may stand together and weigh *bar* or more."""
    allowed = np.flatnonzero(may_join(columns, *pairs))
    left, right = pairs[0][allowed], pairs[1][allowed]
    rows, weight = scale.weigh_likely(columns, left, right, bar=bar)
    return left[rows], right[rows], weight


def find_components(columns: Columns, edges: Edges, said: Said) -> tuple[list[Ints], Edges]:
    """
    Return the rows of each component, sorted, and the edges with what people bound.

    A component is what likely pairs and people's word hold together, one way or another.
    """
    bound = _bound_rows(columns, said)
    one = np.concatenate((edges[0], [pair[0] for pair in bound])).astype(np.int64)
    two = np.concatenate((edges[1], [pair[1] for pair in bound])).astype(np.int64)
    strong = np.full(len(bound), _BOUND_BITS, dtype=np.int64)
    every = one, two, np.concatenate((edges[2], strong))
    return _connect(np.arange(len(columns)), every), every


def cut_components(
    components: Iterable[Ints], edges: Edges, settings: Settings
) -> Iterator[Ints]:
    """
    Yield the components; the largest are cut at a higher bar.

    A component of more than ``settings.largest_component`` claims (a siege told in the same
    words) is cut by leaving out its weakest pairs, a bit at a time, until its parts fit; what
    would fall to pieces by that (a text copied thousands of times) is cut by the order of ids.
    """
    for rows in components:
        if len(rows) <= settings.largest_component:
            yield rows
        else:
            yield from _cut(rows, edges, settings, _STEP_BITS)


def _cut(rows: Ints, edges: Edges, settings: Settings, bar: int) -> Iterator[Ints]:
    kept = np.isin(edges[0], rows) & (edges[2] >= bar)
    strong = edges[0][kept], edges[1][kept], edges[2][kept]
    parts = _connect(rows, strong)
    if len(parts) > len(rows) // 2:
        steps = range(settings.largest_component, len(rows), settings.largest_component)
        parts = np.split(rows, list(steps))
    for part in parts:
        if len(part) <= settings.largest_component:
            yield part
        else:
            yield from _cut(part, strong, settings, bar + _STEP_BITS)


def _connect(rows: Ints, edges: Edges) -> list[Ints]:
    """Return what edges hold together, by the first row of each."""
    if not len(rows):
        return []
    one, two = np.searchsorted(rows, edges[0]), np.searchsorted(rows, edges[1])
    shape = (len(rows), len(rows))
    graph = coo_matrix((np.ones(len(one), dtype=bool), (one, two)), shape=shape)
    _, labels = connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    ends = np.flatnonzero(np.diff(labels[order])) + 1
    return np.split(rows[order], ends)


def _bound_rows(columns: Columns, said: Said) -> list[tuple[int, int]]:
    """Return the rows of the pairs that people joined."""
    if not said.same:
        return []
    at = {name: row for row, name in enumerate(columns.ids) if name in said.names}
    return [(at[a], at[b]) for a, b in sorted(said.same) if a in at and b in at]


@dataclass(frozen=True, slots=True)
class Component:
    """
    Claims that reach one another, with all their pairs.

    Attributes:
        ids: The claims' ids, sorted.
        weights: Weight of each pair in thousandths of a bit, symmetric, of shape (n, n).
        apart: Pairs that may not stand together, likewise.
    """

    ids: tuple[str, ...]
    weights: Ints
    apart: Flags


def weigh_components(
    columns: Columns, components: Iterable[Ints], scale: Scale
) -> Iterator[Component]:
    """Yield components with the weights of all their pairs, weighed many at once."""
    batch: list[Ints] = []
    pairs = 0
    for rows in components:
        batch.append(rows)
        pairs += len(rows) * (len(rows) - 1) // 2
        if pairs >= _PAIRS_AT_ONCE:
            yield from _weigh_batch(columns, batch, scale)
            batch, pairs = [], 0
    yield from _weigh_batch(columns, batch, scale)


def _weigh_batch(columns: Columns, batch: list[Ints], scale: Scale) -> Iterator[Component]:
    if not batch:
        return
    corners = [_corner(len(rows)) for rows in batch]
    left = np.concatenate([rows[one] for rows, (one, _) in zip(batch, corners, strict=True)])
    right = np.concatenate([rows[two] for rows, (_, two) in zip(batch, corners, strict=True)])
    weight = scale.weigh(columns, left, right)
    apart = ~may_join(columns, left, right)
    apart |= weight < round(MILLI * scale.settings.veto_below_bits)
    first = 0
    for rows, corner in zip(batch, corners, strict=True):
        part = slice(first, first + len(corner[0]))
        yield Component(
            tuple(str(columns.ids[row]) for row in rows),
            _square(len(rows), corner, weight[part]),
            _square(len(rows), corner, apart[part]),
        )
        first = part.stop


def cluster_components(
    columns: Columns, components: Iterable[Ints], scale: Scale, *, said: Said
) -> Iterator[Cluster]:
    """Yield the clusters of all components, whose rows are in the order of ids."""
    bar = bar_of(scale.settings.join_at)
    for component in weigh_components(columns, components, scale):
        yield from cluster_component(component, said=said, at=bar)


def cluster_component(
    component: Component, *, said: Said, at: int, accept: Accept = always
) -> list[Cluster]:
    """
    Return the clusters of one component.

    Args:
        component: See `weigh_components`.
        said: What people said.
        at: Average from which groups are joined, in thousandths of a bit.
        accept: Asked of each join; see `join_groups`.
    """
    ids = component.ids
    if len(ids) == 1:
        return [Cluster(cluster_id(ids), ids)]
    at_id = {name: n for n, name in enumerate(ids) if name in said.names}
    parted = _positions(said.apart, at_id)
    apart = component.apart.copy() if parted else component.apart
    for pair in parted:
        apart[pair] = apart[pair[::-1]] = True
    bound = _consistent(_positions(said.same, at_id), parted)
    groups = join_groups(component.weights, apart, at=at, bound=bound, accept=accept)
    return [_cluster(members, ids, component.weights, said) for members in groups]


def _positions(
    pairs: frozenset[tuple[str, str]], at: Mapping[str, int]
) -> list[tuple[int, int]]:
    return sorted((at[a], at[b]) for a, b in pairs if a in at and b in at) if at else []


def _consistent(
    bound: list[tuple[int, int]], parted: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the joins that lead, one after another, to no pair that people parted."""
    group: dict[int, set[int]] = {}
    kept = []
    for one, two in bound:
        left, right = group.get(one, {one}), group.get(two, {two})
        if any((a in left and b in right) or (a in right and b in left) for a, b in parted):
            continue
        kept.append((one, two))
        union = left | right
        group.update(dict.fromkeys(union, union))
    return kept


def _corner(n: int) -> Pairs:
    """Return the pairs of *n*, each once."""
    return _small_corner(n) if n <= _SMALL else np.triu_indices(n, 1)


@cache
def _small_corner(n: int) -> Pairs:
    return np.triu_indices(n, 1)


def _square(n: int, corner: Pairs, values: Ints) -> Ints:
    """Return a symmetric matrix from the values above its diagonal."""
    found = np.zeros((n, n), dtype=values.dtype)
    found[corner] = values
    found[corner[::-1]] = values
    return found


def _cluster(members: list[int], ids: Sequence[str], weights: Ints, said: Said) -> Cluster:
    names = tuple(ids[n] for n in members)
    if len(members) == 1:
        return Cluster(cluster_id(names), names)
    one, two = _corner(len(members))
    rows = np.array(members)
    chances = probabilities(weights[rows[one], rows[two]])
    judged = _judged(names, one, two, said)
    chances = np.where(judged, 1.0, chances)
    worst = int(chances.argmin())
    pair = names[one[worst]], names[two[worst]]
    weakest = Link((min(pair), max(pair)), round(float(chances[worst]), 6))
    mean = round(float(np.sort(chances).sum()) / len(chances), 6)
    return Cluster(cluster_id(names), names, mean, weakest)


def _judged(names: tuple[str, ...], one: Ints, two: Ints, said: Said) -> Flags:
    if not said.same:
        return np.zeros(len(one), dtype=bool)
    pairs = zip(one, two, strict=True)
    return np.array([tuple(sorted((names[a], names[b]))) in said.same for a, b in pairs])
