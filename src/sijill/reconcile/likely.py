"""
How many died and how many more were hurt: the reading that the reports bear out best.

A report tells of one act in many sentences, and not all of them count everybody. Each claim
speaks for the numbers that it gives and against those that it cannot mean; a smaller number may
be a part of the people, a larger one cannot (docs/decisions/0083). The range of what the claims
say is not touched by it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import pow

from sijill.model import Claim, Count, DateRange, LikelyCount
from sijill.model.incident import LIKELY_KINDS
from sijill.model.remembering import remember
from sijill.model.toll import toll_of

LATER = 0.85  # what each claim before takes from a claim's weight in its report
ASIDE = 0.6  # weight of a claim that linking left outside the incident
PART = 0.3  # what a smaller number of people says against a number
ONE = 0.05  # the same of one person, who is oftener one of many
OVER = 0.8  # what a larger number says against a number
LOOSE = 0.3  # what "several" and "at least four" weigh beside a number
SURVIVED = 0.5  # what "five were hurt" weighs where some of them died
EACH = 0.1  # what a reading must be borne out by for a person beyond the fewest told
FADING = 0.75  # the power to which more people count: the first ones most
UNHEARD = 4.0  # but so many claims bear out any number
MORE = 1.5  # what reports to come may add to a reading and take from the best
MOST_NUMBERS = 24  # numbers of one kind that readings are made of; the commonest stay
SLACK_DAYS = 2
_NO_ACT = ("detention", "disaster", "disease")
_KINDS = ("killed", "injured", "affected")
_KEPT = 4096  # claims whose tolls are remembered

Reading = tuple[int, int]
"""Those who died, and those who were hurt and did not die."""
Way = Callable[[int, int], float]
"""What a number says for how many died, and how many died or were hurt."""


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


def find_likely(
    own: Sequence[Claim], beside: Iterable[Claim], *, when: DateRange | None
) -> tuple[LikelyCount, ...]:
    """
    Return the likely number of dead and of hurt; nothing of what no claim tells, nor where the
    likeliest reading has no room for what any claim tells of it.

    Args:
        own: The incident's claims that found it.
        beside: The other claims of their documents.
        when: The incident's days: claims beside it count if theirs lie close.

    Assumes:
        1. A document speaks mainly of one act within a few days.
    """
    if not any(map(_is_told, own)):
        return ()
    ids = frozenset(claim.id for claim in own)
    near = [c for c in beside if c.id not in ids and _is_told(c) and _meet(when, c.when)]
    said = _put_together(weigh_claims([*own, *near], ids))
    if not said:
        return ()
    best, credible = _recall_readings(tuple(said))
    found = (
        LikelyCount(
            kind,
            min(reading[n] for reading in credible),
            best[n],
            max(reading[n] for reading in credible),
        )
        for n, kind in enumerate(LIKELY_KINDS)
    )
    return tuple(
        one for one in found
        if _is_counted(said, one.kind) and _is_borne_out(said, one.kind, best)
    )  # fmt: skip


def _is_borne_out(said: Iterable[Said], kind: str, best: Reading) -> bool:
    """
    Say whether a reading has room for what some claim counts of a kind.

    Where one report alone counts the hurt, the others may outweigh it; but their silence is no
    nought: if all who died and were hurt are fewer than each count of the hurt, how many were
    hurt is not known.
    """
    room = best[0] if kind == "killed" else sum(best)
    counts = [one.killed if kind == "killed" else one.injured or one.struck for one in said]
    told = [_least(count) for count in counts if _is_known(count)]
    return min(told, default=0) <= room


def _is_counted(said: Iterable[Said], kind: str) -> bool:
    """Say whether a claim counts the dead, or those hurt or hit: unknown is not zero."""
    if kind == "killed":
        return any(_is_known(one.killed) for one in said)
    return any(_is_known(one.injured) or _is_known(one.struck) for one in said)


def _is_known(count: Count | None) -> bool:
    return count is not None and count.is_known


def _is_told(claim: Claim) -> bool:
    real = claim.modality in ("asserted", "alleged") and claim.scope == "incident"
    return real and claim.violence not in _NO_ACT


def _meet(left: DateRange | None, right: DateRange | None) -> bool:
    """Say whether two spans of days lie close; what has no day may be of any."""
    one, two = _days(left), _days(right)
    if one is None or two is None:
        return True
    return max((one[0] - two[1]).days, (two[0] - one[1]).days) <= SLACK_DAYS


def _days(when: DateRange | None) -> tuple[date, date] | None:
    first = when and (when.earliest or when.latest)
    return (first, (when and when.latest) or first) if first else None


def weigh_claims(claims: Iterable[Claim], own: Set[str]) -> list[Said]:
    """Return what the claims count; a report's first claims, and the *own*, weigh most."""
    reports: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        reports[claim.document_id].append(claim)
    found: list[Said] = []
    for name in sorted(reports):
        order = sorted(reports[name], key=lambda c: (c.evidence[0].start, c.id))
        weight, told = 1.0, []
        for claim in order:
            tolls = _tolls_of(claim)
            if any(toll is not None and toll.is_known for toll in tolls):
                told.append(Said(weight * (1 if claim.id in own else ASIDE), *tolls))
                weight *= LATER
        found += told if any(_least(one.killed) for one in told) else map(_as_struck, told)
    return found


@remember(_KEPT)
def _tolls_of(claim: Claim) -> tuple[Count | None, ...]:
    """Return what a claim counts of each kind; a report stands beside many incidents."""
    return tuple(toll_of(claim.harms, kind) for kind in _KINDS)


def _as_struck(one: Said) -> Said:
    """Take the hurt of a report without dead for all who were hit: some may die later."""
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
    dead = {0, *_commonest(_least(one.killed) for one in said)}
    hurt = set(_commonest(_least(one.injured) for one in said))
    whole = set(_commonest(_least(one.killed) + _least(one.injured) for one in said))
    whole |= set(_commonest(_least(one.struck) for one in said))
    whole |= {n + m for n in dead for m in {0, *hurt}}
    fewest = min(filter(None, map(_people_of, said)), default=0)
    told = [(one.weight, way) for one in said for way in _ways(one)]
    return {
        (died, all_ - died): _support(died, all_, told, fewest)
        for died in dead
        for all_ in whole
        if all_ >= died
    }


def _people_of(one: Said) -> int:
    """Return how many people a claim speaks of at least, all that it counts together."""
    return max(_least(one.killed) + _least(one.injured), _least(one.struck))


def _put_together(said: Iterable[Said]) -> list[Said]:
    """Add up the weights of claims that say the same, so that many claims cost little."""
    found: dict[tuple[object, ...], Said] = {}
    for one in said:
        counts = (one.killed, one.injured, one.struck)
        key = tuple(count and (count.low, count.high, count.qualifier) for count in counts)
        before = found[key].weight if key in found else 0.0
        found[key] = replace(one, weight=before + one.weight)
    return list(found.values())


def _commonest(numbers: Iterable[int]) -> list[int]:
    """Return the numbers that most claims give, so that a siege of many takes no hours."""
    return [number for number, _ in Counter(numbers).most_common(MOST_NUMBERS)]


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


# A decision makes incidents again that stay as they are, and its withdrawal makes them so.
_recall_readings = lru_cache(maxsize=_KEPT)(credible_readings)


def _support(died: int, all_: int, told: Sequence[tuple[float, Way]], fewest: int) -> float:
    beyond = pow(max(0, all_ - fewest), FADING)
    return sum([weight * way(died, all_) for weight, way in told]) - min(EACH * beyond, UNHEARD)


class _Fits(dict[int, float]):
    """What a count says for numbers, each worked out once: many readings share numbers."""

    def __init__(self, count: Count) -> None:
        super().__init__()
        self._count = count

    def __missing__(self, number: int) -> float:
        fit = self[number] = _fit(self._count, number)
        return fit


def _ways(one: Said) -> Iterator[Way]:
    """Yield what each number of a claim says for a reading."""
    killed, injured, struck = (
        _Fits(count) if count else None for count in (one.killed, one.injured, one.struck)
    )
    if killed is not None:
        yield lambda died, _: killed[died]
    if injured is not None and killed is None and _least(one.injured):
        yield lambda died, all_: max(injured[all_ - died], SURVIVED * injured[all_])
    elif injured is not None:
        yield lambda died, all_: injured[all_ - died]
    if struck is not None:
        yield (
            lambda died, all_: (
                max(struck[all_], SURVIVED * struck[all_ - died])
                if all_ > died
                else struck[all_]
            )
        )


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
