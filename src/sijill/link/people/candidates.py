"""
Which two rows are worth comparing: names that share two sounds, or one and a day or a place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from sijill.link.names import sound_of, split_name
from sijill.link.people.naming import Names, make_name_book, split_names
from sijill.link.people.parts import VOWELS
from sijill.model.victim import NamedPerson

Ints = NDArray[np.int64]
Pairs = NDArray[np.int64]
_MOST = 120  # rows that may share a key; one that more share tells nobody apart
_MONTH = 31  # days


@dataclass(frozen=True)
class LikelyPairs:
    """
    Pairs worth weighing.

    Attributes:
        pairs: Numbers of people, the lower first. Shape (pairs, 2).
        named: How alike their names are: places in `NAME_LEVELS`, above 0. Shape (pairs,).
    """

    pairs: Pairs
    named: NDArray[np.int8]

    def part(self, start: int, end: int) -> LikelyPairs:
        """Return those from *start* to *end*."""
        return LikelyPairs(self.pairs[start:end], self.named[start:end])


def find_likely(
    people: Sequence[NamedPerson], repeats: frozenset[str] = frozenset()
) -> LikelyPairs:
    """
    Return the pairs that share a key and whose names may be one person's.

    Args:
        people: Rows and names.
        repeats: Lists that may hold a person twice; two rows of another list are no pair, nor
            are two names of one claim.

    Assumes:
        1. Who has another given name is another person, however much else agrees: brothers
           and sisters die together.
    """
    names = split_names(people)
    pairs, book = find_candidates(people, names), make_name_book(names)
    pairs = pairs[_may_be_one(people, pairs, repeats)]
    named = book.levels(pairs[:, 0], pairs[:, 1])
    return LikelyPairs(pairs[named > 0], named[named > 0])


def _may_be_one(
    people: Sequence[NamedPerson], pairs: Pairs, repeats: frozenset[str]
) -> NDArray[np.bool_]:
    """Say of which pairs no list or claim that holds nobody twice holds both."""
    numbers: dict[str, int] = {}
    holders = [holds_once(one, repeats) for one in people]
    known = [numbers.setdefault(one, len(numbers)) if one else -1 for one in holders]
    apart = np.array(known, dtype=np.int64)
    left, right = apart[pairs[:, 0]], apart[pairs[:, 1]]
    return np.asarray((left != right) | (left < 0), dtype=np.bool_)


def holds_once(one: NamedPerson, repeats: frozenset[str]) -> str:
    """Return the list or claim of a row that holds nobody twice; empty: it may."""
    if one.list is None:
        return f"claim {one.claim}"
    return "" if one.list in repeats else f"list {one.list}"


def find_candidates(people: Sequence[NamedPerson], names: Names) -> Pairs:
    """
    Return the pairs worth comparing, as numbers of people, the lower first; each pair once.

    Args:
        people: Rows and names.
        names: The parts of their names.

    Returns:
        Shape (pairs, 2).

    Assumes:
        1. Two who share no key are hardly ever one person; what a sample of pairs says of
           recall does not count them.
    """
    numbers: dict[tuple[str, ...], int] = {}
    keys: list[int] = []
    holders: list[int] = []
    for holder, (one, variants) in enumerate(zip(people, names, strict=True)):
        for key in set(_keys(one, variants)):
            keys.append(numbers.setdefault(key, len(numbers)))
            holders.append(holder)
    found = _pair(
        np.array(keys, dtype=np.int64), np.array(holders, dtype=np.int64), len(people)
    )
    return np.stack(np.divmod(found, max(1, len(people))), axis=1)


def _pair(keys: Ints, holders: Ints, people: int) -> Ints:
    """Return ``left * people + right`` of those who share a key, rising, each once."""
    order = np.argsort(keys, kind="stable")
    keys, holders = keys[order], holders[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else keys
    sizes = np.diff(np.r_[starts, len(keys)])
    found = [np.zeros(0, dtype=np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= _MOST)]):
        members = holders[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        found.append(np.unique(members[:, left] * people + members[:, right]))
    return np.unique(np.concatenate(found))


def _keys(one: NamedPerson, names: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    days = _days(one)
    month = days[0][:7] if days else ""
    place = next(iter(place_sounds(one)), "")
    for parts in names:
        sounds = [sound_of(part) or VOWELS for part in parts]
        if not sounds:
            continue
        first, last = sounds[0], sounds[-1]
        for other in sounds[1:]:
            pair = (min(first, other), max(first, other))
            yield pair
            if month:
                yield (*pair, month)
            if place:
                yield (*pair, "at", place)
        for sound in {first, last}:
            for day in days:
                yield (sound, day)
        if place and month:
            yield (first, "at", place, month)


def _days(one: NamedPerson) -> list[str]:
    """Return the day of death and the one after, so that neighbours share one."""
    if one.died is None or not one.died.earliest or not one.died.latest:
        return []
    if (one.died.latest - one.died.earliest).days > _MONTH:
        return []
    return [(one.died.earliest + timedelta(days=n)).isoformat() for n in (0, 1)]


def place_sounds(one: NamedPerson) -> tuple[str, ...]:
    """Return the sounds of the name of the place, the same for both scripts."""
    return tuple(sound_of(part) or part for part in split_name(one.place or ""))
