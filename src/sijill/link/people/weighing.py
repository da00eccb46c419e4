"""
Pairs of people weighed, and why each weighs what it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

import numpy as np
from numpy.typing import NDArray

from sijill.link.people.candidates import find_likely
from sijill.link.people.comparisons import COMPARISONS, Level
from sijill.link.people.settings import Settings
from sijill.link.people.weights import PeopleWeights, load_people_weights
from sijill.model.victim import NamedPerson, PersonPair

Floats = NDArray[np.float64]
_FLOOR = 1e-4  # of a first weighing; what is less probable changes no share
_WORTH = 100  # pairs that the share learned elsewhere counts for
_ROUNDS, _STILL = 200, 1e-6
_SUREST = 1 - 1e-6  # probabilities are kept to six digits
_NOT_SAID = Level("not_said", "not said on one side")


@dataclass(frozen=True, slots=True)
class WeightRow:
    """
    One line of the table that explains a pair.

    Attributes:
        compared: What was compared; ``start``: before anything was.
        term: What was found: a level's term, ``start`` or ``not_said``.
        says: What was found, in words.
        bits: What it weighs: by how many doublings one person is likelier; below 0: less
            likely.
        p_same: How probable one person is with this and all lines above, in [0, 1].
    """

    compared: str
    term: str
    says: str
    bits: float
    p_same: float

    @property
    def times(self) -> float:
        """
        How many times likelier, or less likely, one person is by this line, to two digits.

        Examples:
            >>> WeightRow("sex", "other_sex", "another sex", -6.5, 0.01).times
            91
        """
        times = 2 ** abs(self.bits)
        return round(times, 1) if times < 10 else int(round(times, 1 - floor(log10(times))))


def weigh_people(
    people: Sequence[NamedPerson],
    *,
    repeats: frozenset[str] = frozenset(),
    weights: PeopleWeights | None = None,
    settings: Settings | None = None,
) -> tuple[PersonPair, ...]:
    """
    Return the pairs of people that may be one, in the order of their ids.

    Args:
        people: Rows of lists and names in claims, in any order.
        repeats: Lists that may hold a person twice; two rows of another are no pair.
        weights: What is known of such lists; ``None``: the bundled weights.
        settings: Which pairs are kept.

    Assumes:
        1. Comparisons are independent, given that a pair is of one person, or of two.
    """
    weights, settings = weights or load_people_weights(), settings or Settings()
    people = sorted(people, key=lambda one: one.id)
    likely = find_likely(people, repeats)
    if not len(likely.pairs):
        return ()
    from sijill.link.people.splinking import weigh_pairs

    found = weigh_pairs(people, likely, weights, least=_FLOOR)
    p_same = share_out(found.p_same, weights.matched, found.compared)
    kept = p_same >= settings.least
    pairs = zip(
        found.left[kept], found.right[kept], p_same[kept], found.levels[kept].tolist(),
        strict=True,
    )  # fmt: skip
    return tuple(_pair(people[a].id, people[b].id, p, levels) for a, b, p, levels in pairs)


def share_out(p_same: Floats, matched: float, compared: int) -> Floats:
    """
    Return probabilities that fit how many of these very pairs are of one person.

    The longer lists are, the more pairs of two people are compared for each of one: the share
    of matches belongs to a record, how much each outcome weighs does not. It is the fixed
    point at which the share is the mean of the probabilities; a few pairs of what was learned
    elsewhere are counted in.

    Args:
        p_same: Probabilities under the share *matched*. Shape (pairs,).
        matched: Share of matches that they were worked out with.
        compared: Pairs compared in all; those not in *p_same* are as good as surely of two.

    Examples:
        >>> share_out(np.array([0.5, 0.99, 0.99]), 0.05, 30).round(2).tolist()
        [0.54, 0.99, 0.99]
    """
    weight = p_same / (1 - p_same) * (1 - matched) / matched
    share, found = matched, p_same
    for _ in range(_ROUNDS):
        odds = weight * share / (1 - share)
        found = odds / (1 + odds)
        before, share = share, float((found.sum() + _WORTH * matched) / (compared + _WORTH))
        if abs(share - before) < _STILL * share:
            break
    return found


def _pair(left: str, right: str, p_same: float, levels: Sequence[int]) -> PersonPair:
    return PersonPair(f"{left} {right}", left, right, round(float(p_same), 6), tuple(levels))


def explain_pair(
    pair: PersonPair, weights: PeopleWeights | None = None
) -> tuple[WeightRow, ...]:
    """
    Return why a pair is as probable as it is, line by line (a waterfall).

    Examples:
        >>> pair = PersonPair("a b", "a", "b", 0.9, (2, 0, -1, 0, 0))
        >>> [row.says for row in explain_pair(pair)][1:4]
        ['the same parts', 'died on the same day', 'not said on one side']
    """
    weights = weights or load_people_weights()
    known = [(one, n) for one, n in zip(COMPARISONS, pair.levels, strict=True) if n >= 0]
    sure = min(pair.p_same, _SUREST)
    odds = sure / (1 - sure) / 2 ** sum(weights.bits(one.name, n) for one, n in known)
    begins = odds / (1 + odds)
    rows = [WeightRow("start", "start", "two names that may go together", 0.0, begins)]
    for one, level in zip(COMPARISONS, pair.levels, strict=True):
        bits = weights.bits(one.name, level) if level >= 0 else 0.0
        odds *= 2**bits
        found = one.levels[level] if level >= 0 else _NOT_SAID
        rows.append(
            WeightRow(one.name, found.term, found.says, round(bits, 2), odds / (1 + odds))
        )
    return tuple(rows)
