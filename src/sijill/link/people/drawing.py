"""
Other answers to who is who that the same pairs allow, drawn by how probable each is.

An estimate that stands on one answer hides what matching does not know; over draws it shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sijill.link.people.clustering import Groups, Joining, Pair
from sijill.model.victim import NamedPerson, PersonPair

Answer = tuple[tuple[str, ...], ...]
Ints = NDArray[np.int64]
_SWEEPS = 12
_LEAST, _MOST, _HALVINGS = -4.0, 8.0, 14  # of the shift of log odds
_SEEDS = 2**32
_TRIED = 4000  # seats of which the mean is taken


def draw_people(
    named: Sequence[NamedPerson],
    pairs: Sequence[PersonPair],
    judged: Mapping[Pair, str],
    *,
    repeats: frozenset[str] = frozenset(),
    draws: int,
    seed: int,
) -> Iterator[Answer]:
    """
    Yield who is who, each answer as probable as the weights hold it to be.

    Everybody begins alone, and each in turn goes to a group or stays alone, by the odds of the
    pairs between them, some rounds long. Whoever may go to one of two groups goes to one only,
    so that odds of single pairs alone would part too many: all log odds are shifted by one
    number, at which as many pairs are together as the probabilities add up to. What people
    judged holds in every draw, and so do lists without doubles.

    Args:
        named: Rows of lists and names in claims.
        pairs: Pairs with how probable one person is.
        judged: What people said of pairs.
        repeats: Lists that may hold a person twice.
        draws: How many.
        seed: The same seed gives the same draws.

    Assumes:
        1. The weights tell probabilities: of the pairs held to be one person with 0.8, four
           fifths are. A sample that somebody labels tests it.
        2. Pairs that are not among *pairs* are of two people.
    """
    table = _Table.of(Joining.of(named, pairs, judged, repeats=repeats), pairs)
    shift = table.find_shift(seed)
    for number in range(draws):
        yield table.answer(table.seat(shift, f"{seed}/{number}")[0])


@dataclass(frozen=True)
class _Table:
    """
    What is known of those who are seated, as arrays; who is told to be one person is one.

    Attributes:
        members: Ids of the rows and names that each stands for.
        weight: How many these are.
        near: Where the others of each begin, the others, and the probabilities of their pairs
            added up.
        apart: Likewise, whom somebody holds to be another person.
        labels: Likewise, what holds nobody twice.
    """

    members: tuple[tuple[str, ...], ...]
    weight: Ints
    near: tuple[Ints, Ints, NDArray[np.float64]]
    apart: tuple[Ints, Ints]
    labels: tuple[Ints, Ints]

    @classmethod
    def of(cls, known: Joining, pairs: Iterable[PersonPair]) -> _Table:
        """Return the table of what is known; the order of pairs plays no part."""
        told = Groups(known.ids, known.apart, known.kept_apart)
        for pair in sorted(pair for pair, said in known.judged.items() if said == "same"):
            told.join(*pair, told=True)
        members = told.listed()
        number = {id_: n for n, ids in enumerate(members) for id_ in ids}
        near: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for weighed in sorted(pairs, key=lambda one: one.id):
            left, right = number[weighed.left], number[weighed.right]
            said = known.judged.get((weighed.left, weighed.right))
            if left != right and said != "not_same":
                near[left][right] += weighed.p_same
                near[right][left] += weighed.p_same
        apart = {
            number[id_]: {number[other] for other in others}
            for id_, others in known.kept_apart.items()
        }
        names = {name: n for n, name in enumerate(sorted(set(known.apart.values()) - {""}))}
        held = {
            n: {names[known.apart[id_]] for id_ in ids if known.apart[id_]}
            for n, ids in enumerate(members)
        }
        begins, others = _rows(near, len(members))
        sums = [near[n][other] for n in sorted(near) for other in sorted(near[n])]
        return cls(
            members, np.array([len(ids) for ids in members], dtype=np.int64),
            (begins, others, np.array(sums, dtype=np.float64)),
            _rows(apart, len(members)), _rows(held, len(members)),
        )  # fmt: skip

    def seat(self, shift: float, words: str) -> tuple[Ints, float]:
        """Return the group of each, and how many pairs were expected to be together."""
        from sijill.link.people.seating import seat

        seed = int.from_bytes(sha256(words.encode()).digest()[:8], "big") % _SEEDS
        found: tuple[Ints, float] = seat(
            self.weight, *self.near, *self.apart, *self.labels, shift, _SWEEPS, seed
        )
        return found

    def find_shift(self, seed: int) -> float:
        """
        Return by how much log odds are shifted for as many pairs as are probable.

        Where lists without doubles allow fewer, no more are asked for than one of each list.
        """
        wanted = float(self.near[2].sum() / 2)
        if self._expect(_MOST, seed) < wanted:
            wanted = self._allowed()
        low, high = _LEAST, _MOST
        for _ in range(_HALVINGS if wanted > 0 else 0):
            middle = (low + high) / 2
            enough = self._expect(middle, seed) >= wanted
            low, high = (low, middle) if enough else (middle, high)
        return (low + high) / 2 if wanted > 0 else 0.0

    def _expect(self, shift: float, seed: int) -> float:
        """Return how many pairs are together on the mean; the fewer there are, the oftener."""
        times = max(1, _TRIED // max(1, len(self.weight)))
        tries = [self.seat(shift, f"{seed}/shift/{n}")[1] for n in range(times)]
        return sum(tries) / times

    def _allowed(self) -> float:
        """Return the sum of the probabilities, with no more than 1 of a list for anybody."""
        begins, others, sums = self.near
        ends = np.repeat(np.arange(len(self.weight)), np.diff(begins))
        most = np.ones(len(others))
        label_from, labels = self.labels
        for one, other in ((ends, others), (others, ends)):
            held: dict[tuple[int, int], float] = defaultdict(float)
            at = [
                (int(a), int(labels[n]), place)
                for place, (a, b) in enumerate(zip(one, other, strict=True))
                for n in range(label_from[b], label_from[b + 1])
            ]
            for a, label, place in at:
                held[a, label] += sums[place]
            for a, label, place in at:
                most[place] = max(most[place], held[a, label])
        return float((sums / most).sum() / 2)

    def answer(self, group: Ints) -> Answer:
        """Return the rows and names of each group."""
        seated: dict[int, list[str]] = defaultdict(list)
        for ids, number in zip(self.members, group.tolist(), strict=True):
            seated[number] += ids
        return tuple(sorted(tuple(sorted(ids)) for ids in seated.values()))


def _rows(found: Mapping[int, Any], n: int) -> tuple[Ints, Ints]:
    """Return where the numbers of each begin, and the numbers."""
    sizes = [len(found.get(one, ())) for one in range(n)]
    begins = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    every = [other for one in sorted(found) for other in sorted(found[one])]
    return begins, np.array(every, dtype=np.int64)
