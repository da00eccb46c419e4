"""
How many died and how many more were hurt: the reading that the articles bear out best.

An article tells of one act in many sentences, and not all of them count everybody. Each claim
speaks for the numbers that it gives and against those that it cannot mean; a smaller number may
be a part of the people, a larger one cannot (docs/decisions/0074).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from sijill.model import Claim, Count
from sijill.model.toll import toll_of

LATER = 0.85  # what each claim before takes from a claim's weight in its article
ASIDE = 0.6  # weight of a claim that linking left outside the incident
PART = 0.3  # what a smaller number of people says against a number
ONE = 0.05  # the same of one person, who is oftener one of many
OVER = 0.8  # what a larger number says against a number
LOOSE = 0.3  # what "several" and "at least four" weigh beside a number
SURVIVED = 0.5  # what "five were hurt" weighs where some of them died
EACH = 0.1  # what a reading must be borne out by for each person in it
MORE = 1.0 + PART  # one more claim speaks for a reading and against the best

Reading = tuple[int, int]
"""Those who died, and those who were hurt and did not die."""


@dataclass(frozen=True, slots=True)
class Said:
    """
    What one claim counts, and how much it weighs.

    Attributes:
        weight: From 0 to 1.
        killed: How many died; ``None``: not told.
        injured: How many were hurt.
        struck: How many were hit, whatever became of them.
    """

    weight: float
    killed: Count | None = None
    injured: Count | None = None
    struck: Count | None = None


def weigh_claims(claims: Iterable[Claim], own: Set[str]) -> list[Said]:
    """Return what the claims count; an article's first claims, and the *own*, weigh most."""
    articles: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        articles[claim.document_id].append(claim)
    found = []
    for name in sorted(articles):
        order = sorted(articles[name], key=lambda c: (c.evidence[0].start, c.id))
        weight, told = 1.0, []
        for claim in order:
            tolls = [toll_of(claim.harms, kind) for kind in ("killed", "injured", "affected")]
            if any(toll is not None and toll.is_known for toll in tolls):
                told.append(Said(weight * (1 if claim.id in own else ASIDE), *tolls))
                weight *= LATER
        found += told if any(_least(one.killed) for one in told) else map(_as_struck, told)
    return found


def _as_struck(one: Said) -> Said:
    """Take the hurt of an article without dead for all who were hit: some may die later."""
    hurt, struck = one.injured, one.struck
    if hurt is None or (struck is not None and _least(struck) >= _least(hurt)):
        return replace(one, injured=None) if struck is not None else one
    return replace(one, injured=None, struck=hurt)


def support_readings(said: Sequence[Said]) -> dict[Reading, float]:
    """
    Return how well each reading that the numbers allow is borne out.

    Examples:
        >>> two, four = Count(2, 2), Count(4, 4)
        >>> found = support_readings([Said(1.0, two, None, four), Said(0.8, Count(1, 1))])
        >>> max(found, key=found.get)
        (2, 2)
    """
    dead = {0, *(_least(one.killed) for one in said)}
    hurt = {_least(one.injured) for one in said}
    whole = {_least(one.killed) + _least(one.injured) for one in said}
    whole |= {_least(one.struck) for one in said} | {n + m for n in dead for m in {0, *hurt}}
    return {
        (died, all_ - died): _support(died, all_, said)
        for died in dead
        for all_ in whole
        if all_ >= died
    }


def credible_readings(said: Sequence[Said]) -> tuple[Reading, list[Reading]]:
    """
    Return the best reading, and every one that a single claim more could lift above it.

    Examples:
        >>> credible_readings([Said(1.0, Count(1, 1)), Said(0.9, Count(2, 2))])[0]
        (2, 0)
        >>> credible_readings([])
        ((0, 0), [(0, 0)])
    """
    support = support_readings(said)
    best = max(support, key=lambda reading: (support[reading], reading))
    least = support[best] - MORE
    return best, sorted(reading for reading, found in support.items() if found >= least)


def _support(died: int, all_: int, said: Sequence[Said]) -> float:
    found = -EACH * all_
    for one in said:
        if one.killed:
            found += one.weight * _fit(one.killed, died)
        if one.injured:
            fit = _fit(one.injured, all_ - died)
            if not one.killed and _least(one.injured):
                fit = max(fit, SURVIVED * _fit(one.injured, all_))
            found += one.weight * fit
        if one.struck:
            fit = _fit(one.struck, all_)
            if all_ > died:
                fit = max(fit, SURVIVED * _fit(one.struck, all_ - died))
            found += one.weight * fit
    return found


def _fit(count: Count, number: int) -> float:
    """Return what a count says for a number, from 1 to -`OVER`."""
    if not count.is_known:
        return 0.0
    if count.low != count.high and count.qualifier != "none":
        return _fit_loosely(count, number)
    told = _least(count)
    if told == number:
        return 1.0
    if told > number:
        return -OVER
    return -PART if told > 1 else -ONE


def _fit_loosely(count: Count, number: int) -> float:
    if not count.allows(number):
        return -LOOSE * (OVER if count.low is not None and number < count.low else 1.0)
    return LOOSE * (1.5 if number == _least(count) else 1.0)


def _least(count: Count | None) -> int:
    """Return how many people a count speaks of at least; of none, 0."""
    return (count.low or count.high or 0) if count else 0
