"""
Which rows of lists and names in claims are one person: sure pairs, doubtful pairs, and people.

Nothing is joined by a name alone. A pair is sure only where names of two parts or more are
alike and the day, with the place or the age, agrees; every other likeness waits for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sijill.link.names import compare_names, compare_parts, sound_of, split_name
from sijill.model.victim import NamedPerson, PersonPair

_SURE_NAME = 0.9
_DOUBTFUL = 0.72
_MOST_IN_A_BLOCK = 300  # a key that more share tells nobody apart
_AGES_APART = 10  # years
_DAYS_APART = 60
_AGE_NEAR = 2
_DAYS_NARROW = 3


@dataclass(frozen=True, slots=True)
class People:
    """
    Who is who.

    Attributes:
        groups: Ids of `NamedPerson`s, one tuple a person, each sorted.
        doubtful: Pairs that a person has to judge, the most alike first.
    """

    groups: tuple[tuple[str, ...], ...]
    doubtful: tuple[PersonPair, ...]


def cluster_people(
    named: Sequence[NamedPerson], judged: Mapping[tuple[str, str], str]
) -> People:
    """
    Find who is who; the order of rows plays no part.

    Args:
        named: Rows of lists and names in claims.
        judged: What people said of a pair of ids, sorted: ``same``, ``not_same``, ``unsure``.

    Assumes:
        1. Two rows of one list are two people unless somebody says otherwise.
        2. A claim that names somebody twice names two people.
    """
    by_id = {one.id: one for one in named}
    verdicts = {pair: verdict for pair, verdict in judged.items() if set(pair) <= by_id.keys()}
    pairs = {(one.left, one.right): one for one in find_pairs(named)}
    groups = _Groups(by_id, [pair for pair, said in verdicts.items() if said == "not_same"])
    for pair in sorted(pair for pair, said in verdicts.items() if said == "same"):
        groups.join(*pair)
    order = sorted(pairs, key=lambda pair: (-pairs[pair].likeness, pair))
    for pair in order:
        if is_sure(by_id[pair[0]], by_id[pair[1]]) and pair not in verdicts:
            groups.join(*pair)
    doubtful = [
        found
        for pair, found in pairs.items()
        if verdicts.get(pair) in (None, "unsure")
        and groups.root(pair[0]) != groups.root(pair[1])
    ]
    doubtful.sort(
        key=lambda one: (verdicts.get((one.left, one.right), ""), -one.likeness, one.id)
    )
    return People(groups.list(), tuple(doubtful))


class _Groups:
    def __init__(self, ids: Iterable[str], apart: Iterable[tuple[str, str]]) -> None:
        self._parent = {id_: id_ for id_ in ids}
        self._apart = list(apart)

    def root(self, id_: str) -> str:
        """Return the name of the group that holds an id."""
        while self._parent[id_] != id_:
            self._parent[id_] = self._parent[self._parent[id_]]
            id_ = self._parent[id_]
        return id_

    def join(self, one: str, other: str) -> None:
        """Join two groups, unless a person said that some of them are not the same."""
        left, right = sorted((self.root(one), self.root(other)))
        if left == right:
            return
        for a, b in self._apart:
            if {self.root(a), self.root(b)} == {left, right}:
                return
        self._parent[right] = left

    def list(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_ in sorted(self._parent):
            found[self.root(id_)].append(id_)
        return tuple(tuple(ids) for ids in found.values())


def find_pairs(named: Sequence[NamedPerson]) -> tuple[PersonPair, ...]:
    """Return the pairs that are alike enough to be looked at, each once."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(named):
        for key in _keys(one):
            blocks[key].append(place)
    seen: set[tuple[int, int]] = set()
    found: list[PersonPair] = []
    for members in blocks.values():
        if len(members) > _MOST_IN_A_BLOCK:
            continue
        for n, left in enumerate(members):
            for right in members[n + 1 :]:
                if (left, right) not in seen:
                    seen.add((left, right))
                    pair = compare_people(named[left], named[right])
                    found += [pair] if pair else []
    return tuple(sorted(found, key=lambda one: one.id))


def _keys(one: NamedPerson) -> set[tuple[str, ...]]:
    """Return what two rows must share to be compared: two sounds, or one and a day or place."""
    keys: set[tuple[str, ...]] = set()
    for name in one.names:
        sounds = sorted({sound for part in split_name(name) if (sound := sound_of(part))})
        keys |= {(a, b) for n, a in enumerate(sounds) for b in sounds[n + 1 :]}
        day = one.died.earliest if one.died else None
        near = [(day + timedelta(days=n)).isoformat() for n in (0, 1)] if day else []
        keys |= {(sound, text) for sound in sounds for text in near}
        if one.place:
            keys |= {(sound, "at", sound_of(_first(one.place))) for sound in sounds}
    return keys


def _first(place: str) -> str:
    return next(iter(split_name(place)), "")


def compare_people(one: NamedPerson, other: NamedPerson) -> PersonPair | None:
    """
    Return how alike two rows are; ``None``: too little, or something rules it out.

    Ruled out: names of one claim, another sex, ages more than ten years or days more than two
    months apart.
    """
    if one.claim is not None and one.claim == other.claim:
        return None
    name, alike = max(compare_names(a, b) for a in one.names for b in other.names)
    reasons = [f"name:{name:.2f}"]
    facts: list[float] = []
    if one.sex and other.sex:
        if one.sex != other.sex:
            return None
        reasons.append("sex:same")
    if one.age and other.age:
        apart = max(one.age[0] - other.age[1], other.age[0] - one.age[1], 0)
        if apart > _AGES_APART:
            return None
        facts.append(1 - apart / _AGES_APART)
        reasons.append("age:same" if apart <= _AGE_NEAR else f"age:{apart}")
    days = _days_apart(one, other)
    if days is not None:
        if days > _DAYS_APART:
            return None
        facts.append(1 - days / _DAYS_APART)
        reasons.append("day:same" if days == 0 else f"day:{days}")
    if one.place and other.place:
        same = _same_place(one.place, other.place)
        facts.append(1.0 if same else 0.4)
        reasons.append("place:same" if same else "place:other")
    if alike == 0:
        return None
    known = sum(facts) / len(facts) if facts else 0.5
    likeness = round(0.75 * name + 0.25 * known, 4)
    if likeness < _DOUBTFUL:
        return None
    left, right = sorted((one.id, other.id))
    return PersonPair(f"{left} {right}", left, right, likeness, tuple(reasons))


def is_sure(one: NamedPerson, other: NamedPerson) -> bool:
    """
    Say whether two rows are one person without asking.

    They are not of one list, two parts of their names or more are alike, and the day agrees
    to one, with the place or the age.
    """
    if one.list is not None and one.list == other.list:
        return False
    name, alike = max(compare_names(a, b) for a in one.names for b in other.names)
    days = _days_apart(one, other)
    if not (_is_narrow(one) and _is_narrow(other)):
        return False
    if name < _SURE_NAME or alike < 2 or days is None or days > 1:
        return False
    place = bool(one.place and other.place and _same_place(one.place, other.place))
    near = bool(
        one.age
        and other.age
        and max(one.age[0] - other.age[1], other.age[0] - one.age[1]) <= _AGE_NEAR
    )
    return place or near


def _days_apart(one: NamedPerson, other: NamedPerson) -> int | None:
    """Return how many days lie between two ranges at least; ``None``: one is not known."""
    ends = [_ends(item) for item in (one, other)]
    if ends[0] is None or ends[1] is None:
        return None
    (a, b), (c, d) = ends[0], ends[1]
    return max((a - d).days, (c - b).days, 0)


def _is_narrow(one: NamedPerson) -> bool:
    """Say whether the day is known to three at most; a month agrees with too much."""
    ends = _ends(one)
    return ends is not None and (ends[1] - ends[0]).days < _DAYS_NARROW


def _ends(one: NamedPerson) -> tuple[date, date] | None:
    if one.died is None or (one.died.earliest is None and one.died.latest is None):
        return None
    earliest = one.died.earliest or one.died.latest
    latest = one.died.latest or one.died.earliest
    assert earliest is not None
    assert latest is not None
    return earliest, latest


def _same_place(one: str, other: str) -> bool:
    left, right = split_name(one), split_name(other)
    return any(compare_parts(a, b) >= _SURE_NAME for a in left for b in right)
