"""
People out of weighed pairs: groups of rows that are one person, and the pairs in doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from sijill.link.people.candidates import holds_once
from sijill.link.people.settings import Settings
from sijill.model.victim import NamedPerson, PersonPair

_UNSEEN = -6.0  # bits of a pair that was not weighed, or weighed too little to be kept
_MOST = 20.0  # bits at which a probability is as good as sure
Accept = Callable[[float], bool]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class People:
    """
    Who is who.

    Attributes:
        groups: Ids of `NamedPerson`s, one tuple a person, each sorted.
        doubtful: Pairs that a person has to judge, those that say most first.
    """

    groups: tuple[tuple[str, ...], ...]
    doubtful: tuple[PersonPair, ...]


def cluster_people(
    named: Sequence[NamedPerson],
    pairs: Sequence[PersonPair],
    judged: Mapping[Pair, str],
    *,
    repeats: frozenset[str] = frozenset(),
    settings: Settings | None = None,
) -> People:
    """
    Find who is who; the order of rows and pairs plays no part.

    Groups are joined best first, by all pairs between them: half by the best, half by their
    mean, so that a chain of likenesses joins nobody.

    Args:
        named: Rows of lists and names in claims.
        pairs: Pairs of them with how probable it is that they are one.
        judged: What people said of a pair of ids, sorted: ``same``, ``not_same``, ``unsure``.
        repeats: Lists that may hold a person twice.
        settings: Where groups are joined, and what is asked.

    Assumes:
        1. Two rows of one list are two people, unless it is one of *repeats* or somebody says
           otherwise.
        2. A claim that names somebody twice names two people.
    """
    settings = settings or Settings()
    joining = Joining.of(named, pairs, judged, repeats=repeats)
    bar = bits_of(settings.join_at)
    groups = joining.join(lambda weight: weight >= bar)
    doubtful = list(_doubtful(joining, groups, pairs, settings))
    doubtful.sort(key=lambda one: (joining.judged.get((one.left, one.right), ""),
                                   abs(one.p_same - 0.5), one.id))  # fmt: skip
    return People(groups.listed(), tuple(doubtful))


def _doubtful(
    joining: Joining, groups: Groups, pairs: Iterable[PersonPair], settings: Settings
) -> Iterator[PersonPair]:
    """Yield the pairs to ask about: likely and apart, or together and not sure."""
    for pair in pairs:
        if joining.judged.get((pair.left, pair.right)) in ("same", "not_same"):
            continue
        together = groups.root(pair.left) == groups.root(pair.right)
        asked = pair.p_same < settings.sure_at if together else pair.p_same >= settings.ask_at
        if asked and not (together and joining.is_borne_out(pair, groups, settings)):
            yield pair


@dataclass(frozen=True)
class Joining:
    """
    What is known before groups are made; asked again for every draw.

    Attributes:
        ids: Everybody, sorted.
        apart: Of each, what holds nobody twice: a list or a claim; empty: nothing.
        judged: What people said.
        bits: Weight of each weighed pair that may join, the heaviest first.
        kept_apart: Pairs that people hold to be two.
    """

    ids: tuple[str, ...]
    apart: Mapping[str, str]
    judged: Mapping[Pair, str]
    bits: Mapping[Pair, float]
    kept_apart: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        named: Sequence[NamedPerson],
        pairs: Sequence[PersonPair],
        judged: Mapping[Pair, str],
        *,
        repeats: frozenset[str],
    ) -> Joining:
        """Sort pairs and verdicts so that their order plays no part."""
        apart = {one.id: holds_once(one, repeats) for one in named}
        said = {pair: verdict for pair, verdict in judged.items() if set(pair) <= apart.keys()}
        weighed = {(one.left, one.right): bits_of(one.p_same) for one in pairs}
        order = sorted(weighed, key=lambda pair: (-weighed[pair], pair))
        others: dict[str, set[str]] = defaultdict(set)
        for (left, right), verdict in said.items():
            if verdict == "not_same":
                others[left].add(right)
                others[right].add(left)
        kept = {one: frozenset(found) for one, found in others.items()}
        bits = {pair: weighed[pair] for pair in order}
        return cls(tuple(sorted(apart)), apart, said, bits, kept)

    def parts(self) -> tuple[Joining, ...]:
        """Return what is known of those who may hang together at all, part by part."""
        told = [pair for pair, said in self.judged.items() if said == "same"]
        near: dict[str, list[str]] = defaultdict(list)
        for left, right in (*self.bits, *told):
            near[left].append(right)
            near[right].append(left)
        part_of: dict[str, int] = {}
        members: list[tuple[str, ...]] = []
        for start in self.ids:
            if start not in part_of:
                reached = _reach(start, near)
                part_of.update(dict.fromkeys(reached, len(members)))
                members.append(tuple(sorted(reached)))
        bits: list[dict[Pair, float]] = [{} for _ in members]
        for pair, weight in self.bits.items():
            bits[part_of[pair[0]]][pair] = weight
        judged: list[dict[Pair, str]] = [{} for _ in members]
        for pair, said in self.judged.items():
            judged[part_of[pair[0]]][pair] = said
        return tuple(
            Joining(ids, self.apart, judged[n], bits[n], self.kept_apart)
            for n, ids in enumerate(members)
        )

    def join(self, accept: Accept) -> Groups:
        """Join groups, best first, where *accept* takes the weight between them."""
        groups = Groups(self.ids, self.apart, self.kept_apart)
        for pair in sorted(pair for pair, said in self.judged.items() if said == "same"):
            groups.join(*pair, told=True)
        refused: set[frozenset[str]] = set()
        for (left, right), bits in self.bits.items():
            roots = frozenset((groups.root(left), groups.root(right)))
            if len(roots) == 1 or roots in refused or (left, right) in self.judged:
                continue
            lone = groups.size(left) == groups.size(right) == 1
            weight = (
                bits if lone else self._between(groups.members(left), groups.members(right))
            )
            if not (groups.may_join(left, right) and accept(weight)):
                refused.add(roots)
                continue
            groups.join(left, right)
        return groups

    def _between(self, some: Sequence[str], others: Sequence[str]) -> float:
        found = [
            self.bits.get((min(one, other), max(one, other)), _UNSEEN)
            for one in some
            for other in others
        ]
        return (max(found) + sum(found) / len(found)) / 2

    def is_borne_out(self, pair: PersonPair, groups: Groups, settings: Settings) -> bool:
        """Say whether two who are together are so by a third who is surely one with both."""
        sure = bits_of(settings.sure_at)
        return any(
            self.bits.get((min(one, third), max(one, third)), _UNSEEN) >= sure
            and self.bits.get((min(other, third), max(other, third)), _UNSEEN) >= sure
            for one, other in ((pair.left, pair.right),)
            for third in groups.members(pair.left)
            if third not in (one, other)
        )


def _reach(start: str, near: Mapping[str, Sequence[str]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        fresh = set(near.get(waiting.pop(), ())) - reached
        reached |= fresh
        waiting += fresh
    return reached


class Groups:
    """Groups of ids that only grow together."""

    def __init__(
        self,
        ids: Iterable[str],
        apart: Mapping[str, str],
        kept_apart: Mapping[str, frozenset[str]],
    ) -> None:
        self._root = {id_: id_ for id_ in ids}
        self._members = {id_: [id_] for id_ in self._root}
        self._apart = apart
        self._kept_apart = kept_apart

    def root(self, id_: str) -> str:
        """Return the name of the group that holds an id."""
        return self._root[id_]

    def members(self, id_: str) -> list[str]:
        """Return the ids of the group that holds one."""
        return self._members[self._root[id_]]

    def size(self, id_: str) -> int:
        """Return how many are in the group that holds an id."""
        return len(self._members[self._root[id_]])

    def may_join(self, left: str, right: str) -> bool:
        """Say whether neither a list that holds nobody twice nor a person stands against it."""
        some, others = self.members(left), self.members(right)
        lists = {self._apart[one] for one in some} - {""}
        if any(self._apart[one] in lists for one in others):
            return False
        return self._not_judged_apart(some, others)

    def _not_judged_apart(self, some: Sequence[str], others: Sequence[str]) -> bool:
        none: frozenset[str] = frozenset()
        return not any(
            self._kept_apart.get(one, none).intersection(others)
            for one in some
            if one in self._kept_apart
        )

    def join(self, left: str, right: str, *, told: bool = False) -> None:
        """Join two groups; what a person *told* holds against lists, not against people."""
        one, other = sorted((self._root[left], self._root[right]))
        if one == other:
            return
        if told and not self._not_judged_apart(self._members[one], self._members[other]):
            return
        moved = self._members.pop(other)
        for id_ in moved:
            self._root[id_] = one
        self._members[one] += moved

    def listed(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups, each sorted."""
        return tuple(sorted(tuple(sorted(ids)) for ids in self._members.values()))


def bits_of(probability: float) -> float:
    """
    Return a probability as bits for and against.

    Examples:
        >>> bits_of(0.5), bits_of(0.8), bits_of(1.0)
        (0.0, 2.0, 20.0)
    """
    if probability >= 1 - 2**-_MOST:
        return _MOST
    return round(max(-_MOST, log2(max(probability, 1e-9) / (1 - probability))), 9)
