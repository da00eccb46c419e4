"""
Other answers to who is who that the same pairs allow, drawn by how probable each is.

An estimate that stands on one answer hides what matching does not know; over draws it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from sijill.link.people.clustering import Accept, Joining, Pair
from sijill.model.victim import NamedPerson, PersonPair

Answer = tuple[tuple[str, ...], ...]


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

    As `cluster_people`, but each join happens with its own probability. What people judged
    holds in every draw, and so do lists without doubles.

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
        2. Joins are independent, but for what lists and people rule out.
    """
    whole = Joining.of(named, pairs, judged, repeats=repeats)
    parts = whole.parts()
    alone = tuple(part.ids for part in parts if len(part.ids) == 1)
    doubtful = [part for part in parts if len(part.ids) > 1]
    for number in range(draws):
        drawn: list[tuple[str, ...]] = []
        for part in doubtful:
            drawn += part.join(_chance(Random(f"{seed}/{number}/{part.ids[0]}"))).listed()
        yield tuple(sorted((*alone, *drawn)))


def _chance(random: Random) -> Accept:
    """Return what joins as often as the bits say."""
    return lambda bits: random.random() < 1 / (1 + 2**-bits)
