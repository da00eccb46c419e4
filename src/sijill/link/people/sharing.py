"""
Keys that rows share, as numbers, and the pairs that share one, so many rows at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sijill.link.names import sound_of, split_name
from sijill.link.people.naming import NameBook
from sijill.link.people.parts import VOWELS
from sijill.model.victim import NamedPerson

Ints = NDArray[np.int64]
_MOST = 120  # rows that may share a key; one that more share tells nobody apart
_MONTH = 31  # days
_TWO, _TWO_AND_MONTH, _TWO_AND_PLACE, _ONE_AND_DAY, _ONE_PLACE_MONTH = range(5)
_SAID = 1 << 24  # above any number of a day, a month or a place


@dataclass(frozen=True)
class SharedKeys:
    """
    Rows by the keys that they share with others.

    Attributes:
        holders: Numbers of rows, key by key, rising within one. Shape (holdings,).
        ends: Where the rows of the same key end. Shape (holdings,).
        by_holder: Places of *holders* in the order of the rows. Shape (holdings,).
        rows: How many rows there are.
    """

    holders: Ints
    ends: Ints
    by_holder: Ints
    rows: int

    def pairs(self, at_once: int) -> Iterator[Ints]:
        """
        Yield the pairs of rows that share a key, each once, the lower number first; rising.

        Args:
            at_once: Rows whose pairs are yielded together, so that memory holds no more.

        Yields:
            Shape (pairs, 2).
        """
        owners = self.holders[self.by_holder]
        steps = np.arange(0, self.rows + at_once, at_once)
        for start, end in pairwise(np.searchsorted(owners, steps)):
            places = self.by_holder[start:end]
            counts = self.ends[places] - places - 1
            within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            others = self.holders[np.repeat(places + 1, counts) + within]
            found = np.unique(np.repeat(owners[start:end], counts) * self.rows + others)
            yield np.stack(np.divmod(found, max(1, self.rows)), axis=1)


@dataclass(frozen=True)
class _Said:
    """What rows say besides names, as numbers; -1: nothing. Each of shape (rows,)."""

    days: Ints
    months: Ints
    places: Ints
    both: Ints  # place and month


def share_keys(people: Sequence[NamedPerson], book: NameBook) -> SharedKeys:
    """
    Return who shares two sounds of their names, or one and a day or a place.

    A key that more than 120 rows share is left, or divided by what they say besides: two
    sounds and a month by the day and by the place, a sound and a day by the place.

    Args:
        people: Rows and names.
        book: Their names, in the same order.

    Assumes:
        1. Two who share no key are hardly ever one person; what a sample of pairs says of
           recall does not count them.
    """
    said = _read(people)
    kinds, keys, holders = _make_keys(book, said)
    keys, holders, kinds = _sort(keys, holders, kinds)
    ends = _ends(keys)
    crowded = ends - _starts(keys) > _MOST
    finer = _divide(np.unique(keys, return_inverse=True)[1], holders, kinds, crowded, said)
    found = [_shared(keys[~crowded], holders[~crowded]), _shared(*finer)]
    held = np.concatenate([one[0] for one in found])
    until = np.concatenate([found[0][1], found[1][1] + len(found[0][0])])
    return SharedKeys(held, until, np.argsort(held, kind="stable"), len(people))


def _divide(
    keys: Ints, holders: Ints, kinds: Ints, crowded: NDArray[np.bool_], said: _Said
) -> tuple[Ints, Ints]:
    """Return finer keys of those that too many share, and who holds them."""
    ways = (
        (_TWO_AND_MONTH, said.days, 0), (_TWO_AND_MONTH, said.days, 1),
        (_TWO_AND_MONTH, said.places, 0), (_ONE_AND_DAY, said.places, 0),
    )  # fmt: skip
    finer, owners = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for kind, values, later in ways:
        taken = crowded & (kinds == kind)
        told = values[holders[taken]]
        known = told >= 0
        by_place = values is said.places
        key = (keys[taken] * 2 + by_place) * _SAID + told + later
        finer.append(key[known])
        owners.append(holders[taken][known])
    made, held, _ = _sort(np.concatenate(finer), np.concatenate(owners))
    few = _ends(made) - _starts(made) <= _MOST
    return made[few], held[few]


def _shared(keys: Ints, holders: Ints) -> tuple[Ints, Ints]:
    """Return the holders of sorted keys that two or more hold, and where each key ends."""
    kept = _ends(keys) - _starts(keys) > 1
    return holders[kept], _ends(keys[kept])


def _make_keys(book: NameBook, said: _Said) -> tuple[Ints, Ints, Ints]:
    """Return the kind, the key and the holder of each key of each row."""
    names = [sound_of(part) or VOWELS for part in book.table.parts]
    number_of = {sound: number for number, sound in enumerate(sorted(set(names)))}
    sounds = np.array([number_of[sound] for sound in names], dtype=np.int64)
    kinds, keys, holders = [], [], []
    for kind, who, one, other, besides in _find_keys(book, sounds, said):
        known = besides >= 0
        key = ((kind * len(number_of) + one) * len(number_of) + other) * _SAID + besides
        kinds.append(np.full(int(known.sum()), kind))
        keys.append(key[known])
        holders.append(who[known])
    return np.concatenate(kinds), np.concatenate(keys), np.concatenate(holders)


def _find_keys(
    book: NameBook, sounds: Ints, said: _Said
) -> Iterator[tuple[int, Ints, Ints, Ints, Ints]]:
    """Yield kinds, rows, two sounds, and what goes with them (-1: not said, so no key)."""
    for variant in range(book.lengths.shape[1]):
        lengths = book.lengths[:, variant]
        who = np.flatnonzero(lengths > 0)
        first = sounds[book.numbers[who, variant, 0]]
        last = sounds[book.numbers[who, variant, lengths[who] - 1]]
        nothing, days = np.zeros(len(who), np.int64), said.days[who]
        for sound in (first, last):
            yield _ONE_AND_DAY, who, sound, nothing, days
            yield _ONE_AND_DAY, who, sound, nothing, np.where(days >= 0, days + 1, -1)
        yield _ONE_PLACE_MONTH, who, first, nothing, said.both[who]
        for place in range(1, int(lengths.max(initial=0))):
            longer = lengths[who] > place
            rows, one = who[longer], first[longer]
            other = sounds[book.numbers[rows, variant, place]]
            low, high = np.minimum(one, other), np.maximum(one, other)
            yield _TWO, rows, low, high, nothing[longer]
            yield _TWO_AND_MONTH, rows, low, high, said.months[rows]
            yield _TWO_AND_PLACE, rows, low, high, said.places[rows]


def _read(people: Sequence[NamedPerson]) -> _Said:
    """Return the day of death, its month and the place of each row, as numbers."""
    days = np.full(len(people), -1, np.int64)
    months, places = days.copy(), days.copy()
    number_of: dict[str, int] = {}
    for row, one in enumerate(people):
        day = _day(one)
        if day:
            days[row], months[row] = day.toordinal(), 12 * day.year + day.month
        place = next(iter(place_sounds(one)), "")
        if place:
            places[row] = number_of.setdefault(place, len(number_of))
    both = np.unique(places * (1 + months.max(initial=0)) + months, return_inverse=True)[1]
    return _Said(days, months, places, np.where((places >= 0) & (months >= 0), both, -1))


def _day(one: NamedPerson) -> date | None:
    """Return the first day that somebody may have died on, if it is known to about a month."""
    died = one.died
    if died is None or not died.earliest or not died.latest:
        return None
    return died.earliest if (died.latest - died.earliest).days <= _MONTH else None


def place_sounds(one: NamedPerson) -> tuple[str, ...]:
    """Return the sounds of the name of the place, the same for both scripts."""
    return tuple(sound_of(part) or part for part in split_name(one.place or ""))


def _sort(keys: Ints, holders: Ints, kinds: Ints | None = None) -> tuple[Ints, Ints, Ints]:
    """Return keys and holders, rising, each holder of a key once."""
    order = np.lexsort((holders, keys))
    keys, holders = keys[order], holders[order]
    new = np.ones(len(keys), np.bool_)
    new[1:] = (keys[1:] != keys[:-1]) | (holders[1:] != holders[:-1])
    kinds = np.zeros(len(keys), np.int64) if kinds is None else kinds[order]
    return keys[new], holders[new], kinds[new]


def _ends(keys: Ints) -> Ints:
    """Return where the run of each of the sorted keys ends."""
    return np.searchsorted(keys, keys, side="right")


def _starts(keys: Ints) -> Ints:
    """Return where the run of each of the sorted keys begins."""
    return np.searchsorted(keys, keys, side="left")
