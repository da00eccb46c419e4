"""
Claims that are linked, and ready for more: a new document joins without linking the rest anew.

A claim concerns the components that it reaches by a likely pair, and those whose buckets it
makes too full to be searched. These are clustered afresh; all others stay as they are, but
where the record has doubled and the bar rises for all. So the clusters are those of one run
over all claims, in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sijill.errors import ModelError
from sijill.link.blocking import (
    Buckets,
    bucket_of,
    is_area,
    is_chained,
    largest_of,
    make_buckets,
)
from sijill.link.candidates import (
    Pairs,
    distinct_pairs,
    list_candidates,
    pair_buckets,
)
from sijill.link.clustering import (
    cluster_components,
    cut_components,
    edge_bar,
    find_components,
    weigh_batches,
    weigh_pairs,
)
from sijill.link.columns import Columns, Flags, Ints, join_columns, sort_columns
from sijill.link.comparison import Scale
from sijill.link.judgements import ClaimJudgement, read_judgements
from sijill.link.keys import Keys
from sijill.link.profile import make_columns
from sijill.link.segments import NOBODY, Entries, Segment, Segments
from sijill.link.sets import steps
from sijill.link.settings import Settings, settings_of
from sijill.link.weights import Weights, load_weights
from sijill.model import Claim, Cluster
from sijill.model.ids import cluster_id

_LOW = 2**32 - 1
_NONE: Ints = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Change:
    """
    What new claims changed.

    Attributes:
        gone: Clusters that are no more.
        made: Clusters that are new.
    """

    gone: tuple[Cluster, ...]
    made: tuple[Cluster, ...]


class LinkIndex:
    """
    Linked claims that new ones can be added to.

    Args:
        judgements: As in `cluster_claims`; they hold for claims that come later too.
        settings: See `Settings`.
        weights: Match weights; ``None``: the bundled ones.

    Examples:
        >>> index = LinkIndex(settings=Settings())
        >>> index.add([]).made, list(index.clusters())
        ((), [])
    """

    def __init__(
        self,
        *,
        judgements: Sequence[ClaimJudgement] = (),
        settings: Settings,
        weights: Weights | None = None,
    ) -> None:
        self._scale = Scale(settings, weights or load_weights())
        self._said = read_judgements(judgements)
        self._stored = Segments()
        self._ids: set[str] = set()
        self._names: list[str] = []
        self._judged: dict[str, int] = {}
        self._label: Ints = _NONE
        self._members: dict[int, Ints] = {}
        self._clusters: dict[int, list[Cluster]] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def clusters(self) -> Iterator[Cluster]:
        """Yield all clusters, in no order that means anything."""
        for label in np.unique(self._label[: len(self)]):
            yield from self._clusters_of(int(label))

    def add(self, claims: Iterable[Claim]) -> Change:
        """
        Add claims, and return what they changed.

        Raises:
            ModelError: If a claim's id is known already.
        """
        chosen = (claim for claim in claims if claim.scope == "incident")
        return self.add_columns(make_columns(chosen, self._scale.weights.rarity))

    def add_columns(self, columns: Columns) -> Change:
        """Add claims in columns, made by the rarity of this index's weights."""
        fresh = set(columns.ids)
        if len(fresh) < len(columns) or fresh & self._ids:
            raise ModelError("a claim is added that is in the index already.")
        if not len(columns):
            return Change((), ())
        first = len(self)
        columns = sort_columns(columns)
        segment = Segment(first, columns, make_buckets(columns, self._scale.settings))
        if not first:
            self._append(segment)
            batches = list_candidates(segment.buckets, self._settings())
            return Change((), tuple(self._cluster(np.arange(len(columns)), columns, batches)))
        reached = self._reach(segment)
        self._append(segment)
        rows = np.arange(first, first + len(columns))
        labels = np.unique(self._label[reached])
        gone = [cluster for label in labels for cluster in self._clusters_of(int(label))]
        members = [self._members.get(int(label), np.array([label])) for label in labels]
        made = self._relink(np.concatenate([*members, rows]))
        same = {cluster.id for cluster in gone} & {cluster.id for cluster in made}
        return Change(
            tuple(cluster for cluster in gone if cluster.id not in same),
            tuple(cluster for cluster in made if cluster.id not in same),
        )

    def _reach(self, new: Segment) -> Ints:
        """Return the claims at hand whose components new ones concern."""
        if self._bar(new.end) != self._bar(new.first):
            return np.arange(new.first)
        buckets, fresh = _entries(new.buckets)
        before = self._stored.sizes(buckets)
        after = before + np.bincount(fresh.bucket, minlength=len(buckets))
        largest = largest_of(buckets, self._settings(new.end))
        old = self._stored.entries(np.where(before <= largest, buckets, 0))
        pairs = _cross(fresh, old, buckets, after <= largest, new.first)
        chain, parted = self._chain(buckets, fresh, after > largest, new)
        likely = self._likely(new, distinct_pairs([pairs, chain]))
        emptied = self._held_together(old, (before <= largest) & (after > largest))
        return np.unique(np.concatenate([emptied, parted, likely, self._bound(new)]))

    def _bar(self, claims: int) -> int:
        return edge_bar(self._scale.settings, claims)

    def _settings(self, claims: int | None = None) -> Settings:
        """Return the settings as they hold for so many claims; ``None``: for those at hand."""
        return settings_of(self._scale.settings, len(self) if claims is None else claims)

    def _held_together(self, old: Entries, filled: Flags) -> Ints:
        """Return a claim of each component that a bucket may have held until it was full."""
        kept = filled[old.bucket]
        held = (old.bucket[kept] << 32) | self._label[old.row[kept]]
        held, times = np.unique(held, return_counts=True)
        return np.asarray(held[times > 1] & _LOW)

    def _chain(
        self, buckets: Keys, fresh: Entries, full: Flags, new: Segment
    ) -> tuple[Pairs, Ints]:
        """Return new claims with their next ones in chains, and old ones that they part."""
        kept = (full & is_chained(buckets))[fresh.bucket]
        row = fresh.row[kept]
        before, after = self._stored.neighbours(
            buckets[fresh.bucket[kept]], new.columns.order[row]
        )
        between = (before != NOBODY) & (after != NOBODY)
        parted = before[between & (self._label[before] == self._label[after])]
        near = np.concatenate([before, after])
        there = near != NOBODY
        return (near[there], np.tile(row + new.first, 2)[there]), parted

    def _likely(self, new: Segment, pairs: Pairs) -> Ints:
        """Return the old claims of those pairs that reach the bar."""
        old = np.unique(pairs[0][pairs[0] < new.first])
        columns = (
            join_columns([self._stored.take(old), new.columns]) if len(old) else new.columns
        )
        at = np.concatenate([old, np.arange(new.first, new.first + len(new.columns))])
        local = np.searchsorted(at, pairs[0]), np.searchsorted(at, pairs[1])
        left, _, _ = weigh_pairs(columns, local, self._scale, bar=self._bar(new.end))
        return np.unique(at[left])

    def _bound(self, new: Segment) -> Ints:
        """Return the old claims that people bound to new ones."""
        if not self._said.same:
            return _NONE
        fresh = set(new.columns.ids) & self._said.names
        found = {name for pair in self._said.same if fresh & set(pair) for name in pair}
        return np.array([self._judged[n] for n in found if n in self._judged], dtype=np.int64)

    def _append(self, segment: Segment) -> None:
        for row, name in enumerate(segment.columns.ids):
            self._ids.add(name)
            self._names.append(name)
            if name in self._said.names:
                self._judged[name] = segment.first + row
        if segment.end > len(self._label):
            spare = np.zeros(max(segment.end, 1024) * 2 - len(self._label), dtype=np.int64)
            self._label = np.concatenate([self._label, spare])
        self._stored.append(segment)

    def _relink(self, rows: Ints) -> list[Cluster]:
        """Cluster some claims afresh."""
        rows = np.sort(rows)
        columns = self._stored.take(rows)
        order = np.array(sorted(range(len(rows)), key=columns.ids.__getitem__))
        columns, rows = columns.take(order), rows[order]
        buckets = make_buckets(columns, self._scale.settings)
        batches = self._candidates(buckets, rows, columns.order)
        return self._cluster(rows, columns, batches)

    def _cluster(self, rows: Ints, columns: Columns, batches: Iterable[Pairs]) -> list[Cluster]:
        """Cluster claims by id, whose candidates are known, and keep what they come to."""
        scale, settings = self._scale, self._scale.settings
        edges = weigh_batches(columns, batches, scale, bar=self._bar(len(self)))
        components, every = find_components(columns, edges, self._said)
        parts = cut_components(components, every, settings)
        made = list(cluster_components(columns, parts, scale, said=self._said))
        self._keep(rows, columns, components, made)
        return made

    def _keep(
        self, rows: Ints, columns: Columns, components: list[Ints], made: list[Cluster]
    ) -> None:
        """Keep the clusters of components by the first row of each."""
        label = np.empty(len(rows), dtype=np.int64)
        for component in components:
            label[component] = rows[component].min()
        self._label[rows] = label
        for row in rows.tolist():
            self._members.pop(row, None)
            self._clusters.pop(row, None)
        for component in components:
            if len(component) > 1:
                self._members[int(label[component[0]])] = np.sort(rows[component])
        label_of = dict(zip(columns.ids, label.tolist(), strict=True))
        for cluster in made:
            name = label_of[cluster.claims[0]]
            if name in self._members:
                self._clusters.setdefault(name, []).append(cluster)

    def _candidates(self, buckets: Buckets, rows: Ints, order: Ints) -> Iterator[Pairs]:
        """Yield the candidates among some claims, as the whole index has them."""
        several, at, here = np.unique(
            bucket_of(buckets.keys), return_inverse=True, return_counts=True
        )
        sizes = np.where(here > 1, self._stored.sizes(several), 0)
        full = (sizes > largest_of(several, self._settings()))[at.ravel()]
        kept = (here > 1)[at.ravel()] & ~full
        chains = full & is_chained(buckets.keys)
        chained = self._chained_among(buckets.keys[chains], buckets.rows[chains], rows, order)
        yield from pair_buckets(Buckets(buckets.keys[kept], buckets.rows[kept]), chained)

    def _chained_among(self, keys: Keys, at: Ints, rows: Ints, order: Ints) -> Pairs:
        """Return claims with the next in a chain, by their place in *rows*, where both are."""
        _, after = self._stored.neighbours(keys, order[at])
        by = np.argsort(rows)
        place = by[np.minimum(np.searchsorted(rows, after, sorter=by), len(rows) - 1)]
        kept = rows[place] == after
        return at[kept], place[kept]

    def _clusters_of(self, label: int) -> list[Cluster]:
        if label in self._clusters:
            return self._clusters[label]
        name = self._names[label]
        return [Cluster(cluster_id((name,)), (name,))]


def _entries(found: Buckets) -> tuple[Keys, Entries]:
    """Return the buckets of new claims, and which of them stands in which."""
    own = bucket_of(found.keys)
    buckets, bucket = np.unique(own, return_inverse=True)
    return buckets, Entries(bucket.ravel(), found.rows, found.keys != own)


def _cross(fresh: Entries, old: Entries, buckets: Keys, is_open: Flags, first: int) -> Pairs:
    """Return the pairs of new and old claims in each open bucket."""
    order = np.argsort(old.bucket, kind="stable")
    counts = np.bincount(old.bucket, minlength=len(buckets))
    begin = np.cumsum(counts) - counts
    some = is_open[fresh.bucket]
    bucket, row, wide = fresh.bucket[some], fresh.row[some] + first, fresh.wide[some]
    times = counts[bucket]
    at = order[np.repeat(begin[bucket], times) + steps(times)]
    kept = np.repeat(wide | ~is_area(buckets)[bucket], times) | old.wide[at]
    return np.repeat(row, times)[kept], old.row[at][kept]
