"""
Pairs of people weighed, and why each weighs what it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from sijill.link.people.candidates import find_likely
from sijill.link.people.comparisons import COMPARISONS, Level
from sijill.link.people.settings import Settings
from sijill.link.people.weights import PeopleWeights, load_people_weights
from sijill.model.victim import NamedPerson, PersonPair

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
        return round(times, 1) if times < 10 else round(times, 1 - floor(log10(times)))


def weigh_people(
    people: Sequence[NamedPerson],
    *,
    weights: PeopleWeights | None = None,
    settings: Settings | None = None,
) -> tuple[PersonPair, ...]:
    """
    Return the pairs of people that may be one, in the order of their ids.

    Args:
        people: Rows of lists and names in claims, in any order.
        weights: What is known of such lists; ``None``: the bundled weights.
        settings: Which pairs are kept.

    Assumes:
        1. Comparisons are independent, given that a pair is of one person, or of two.
    """
    weights, settings = weights or load_people_weights(), settings or Settings()
    people = sorted(people, key=lambda one: one.id)
    likely = find_likely(people)
    if not len(likely.pairs):
        return ()
    from sijill.link.people.splinking import weigh_pairs

    found = weigh_pairs(people, likely, weights, least=settings.least)
    pairs = zip(found.left, found.right, found.p_same, found.levels.tolist(), strict=True)
    return tuple(_pair(people[a].id, people[b].id, p, levels) for a, b, p, levels in pairs)


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
    odds = weights.matched / (1 - weights.matched)
    start = WeightRow("start", "start", "two names that may go together", 0.0, weights.matched)
    rows = [start]
    for one, level in zip(COMPARISONS, pair.levels, strict=True):
        bits = weights.bits(one.name, level) if level >= 0 else 0.0
        odds *= 2**bits
        found = one.levels[level] if level >= 0 else _NOT_SAID
        rows.append(
            WeightRow(one.name, found.term, found.says, round(bits, 2), odds / (1 + odds))
        )
    return tuple(rows)
