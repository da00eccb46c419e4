"""
Draws of who is who, held to people whose truth is known and whose probabilities are right.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import exp, log

import numpy as np
import pytest

from sijill.link.people import draw_people
from sijill.model import Anchor, NamedPerson, PersonPair

PAIR = PersonPair("a b", "a", "b", 0.7)
LISTS, TRAITS, FAMILIES, WORLDS, LEAST = 4, 2, 1000, 16, 0.01


def _row(id_: str, list_: str) -> NamedPerson:
    return NamedPerson(id_, Anchor(id_, 0, 1), (id_,), list=list_)


def _log_ratio(one: np.ndarray, other: np.ndarray, noise: float) -> float:
    """Return how much likelier two rows are if one person wrote both, in logs (exact)."""
    v = 1 + noise**2
    both, cross = float(one @ one + other @ other), float(one @ other)
    joint = (v * both - 2 * cross) / (v * v - 1) - both / v
    return -joint / 2 - TRAITS / 2 * log((v * v - 1) / v**2)


def _families(
    seed: int, size: int, held: float, noise: float
) -> Iterator[list[tuple[str, int, np.ndarray]]]:
    """Yield the rows of each family: list, person, and traits as the list has them."""
    random = np.random.default_rng(seed)
    for _ in range(FAMILIES):
        people = random.normal(size=(size, TRAITS))
        yield [
            (f"list {n}", person, people[person] + noise * random.normal(size=TRAITS))
            for person in range(size) for n in range(LISTS) if random.random() < held
        ]  # fmt: skip


def _simulate(
    seed: int, size: int, held: float, noise: float
) -> tuple[list[NamedPerson], list[PersonPair], int]:
    """
    Return rows, pairs with the probability that follows from their traits, and how many people.

    Of all pairs of a probability, that share is of one person: it is Bayes' rule for the very
    way in which the rows were made.
    """
    named: list[NamedPerson] = []
    found: list[tuple[str, str, float, bool]] = []
    people = 0
    for family, rows in enumerate(_families(seed, size, held, noise)):
        people += len({person for _, person, _ in rows})
        ids = [f"{family:05}-{n:02}" for n in range(len(rows))]
        named += [_row(id_, row[0]) for id_, row in zip(ids, rows, strict=True)]
        for (a, one), (b, other) in combinations(zip(ids, rows, strict=True), 2):
            if one[0] != other[0]:
                weight = _log_ratio(one[2], other[2], noise)
                found.append((a, b, weight, one[1] == other[1]))
    share = sum(same for *_, same in found) / len(found)
    start = log(share / (1 - share))
    pairs = [PersonPair(f"{a} {b}", a, b, 1 / (1 + exp(-w - start))) for a, b, w, _ in found]
    return named, [pair for pair in pairs if pair.p_same >= LEAST], people


@pytest.mark.parametrize(
    ("size", "held", "noise"), [(2, 0.5, 0.35), (3, 0.5, 0.2), (2, 0.3, 0.5)]
)
def test_draws_hold_as_many_people_as_there_are(size: int, held: float, noise: float) -> None:
    """
    Families whose members are mistaken for one another, on lists without doubles: over draws
    and worlds the number of people is off by less than half a percent.
    """
    there = drawn = 0.0
    for seed in range(WORLDS):
        named, pairs, people = _simulate(seed, size, held, noise)
        there += people
        drawn += len(next(draw_people(named, pairs, {}, draws=1, seed=seed)))

    assert drawn == pytest.approx(there, rel=0.005)


def test_a_row_that_may_be_one_of_two_is_one_of_them() -> None:
    """
    One row on a list and two on another, each as likely: it goes to either as often, and as
    many pairs are together as the probabilities add up to.
    """
    named = [_row("a", "first"), _row("b", "first"), _row("c", "second")]
    pairs = [PersonPair("a c", "a", "c", 0.4), PersonPair("b c", "b", "c", 0.4)]
    drawn = list(draw_people(named, pairs, {}, draws=2000, seed=1))
    left = sum(("a", "c") in one for one in drawn) / 2000
    right = sum(("b", "c") in one for one in drawn) / 2000

    assert left == pytest.approx(0.4, abs=0.04)
    assert right == pytest.approx(0.4, abs=0.04)
    assert not any(("a", "b", "c") in one for one in drawn)


def test_what_lists_forbid_is_not_made_up_for_elsewhere() -> None:
    """
    Two of one list are each all but surely a third's: no more than one pair is asked for, and
    a lone pair of even chances stays one of about even chances.
    """
    named = [_row(id_, list_) for id_, list_ in zip("abcde", "11212", strict=True)]
    told = (("a", "c", 0.9), ("b", "c", 0.9), ("d", "e", 0.5))
    pairs = [PersonPair(f"{a} {b}", a, b, p_same) for a, b, p_same in told]
    drawn = list(draw_people(named, pairs, {}, draws=1000, seed=1))
    lone = sum(("d", "e") in one for one in drawn) / 1000

    assert lone == pytest.approx(0.5, abs=0.1)


def test_what_people_said_holds_in_every_draw() -> None:
    """
    "The same" holds against a list, and what is likely to go with one of the two goes with
    both; "not the same" keeps two apart whoever stands between them.
    """
    named = [_row("a", "first"), _row("b", "first"), _row("c", "second"), _row("d", "third")]
    pairs = [PersonPair(f"{a} {b}", a, b, 0.95) for a, b in ("ac", "bc", "cd", "ad")]
    judged = {("a", "b"): "same", ("c", "d"): "not_same", ("a", "d"): "unsure"}
    drawn = list(draw_people(named, pairs, judged, draws=300, seed=1))

    assert all(any({"a", "b"} <= {*group} for group in one) for one in drawn)
    assert not any({"c", "d"} <= {*group} for one in drawn for group in one)
    assert any(("a", "b", "c") in one for one in drawn)
    assert any(("a", "b", "d") in one for one in drawn)


def test_without_pairs_everybody_is_alone() -> None:
    """
    No pair, or nobody at all.
    """
    named = [_row("a", "first"), _row("b", "second")]

    assert list(draw_people(named, [], {}, draws=2, seed=1)) == [(("a",), ("b",))] * 2
    assert list(draw_people([], [], {}, draws=1, seed=1)) == [()]
    assert list(draw_people(named, [PAIR], {("a", "b"): "same"}, draws=1, seed=1)) == [
        (("a", "b"),)
    ]
