"""
Numbers that the words leave open, drawn: how far a total may lie from what is told.

Each draw gives every incident one number that its claims allow, and now and then one above
the last that was told, since tolls rise. What "at least" understates is learned from the
record itself, where another report of the same incident gives a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sijill.model import Claim, ClaimedCount, HarmRange, Incident


@dataclass(frozen=True, slots=True)
class DoubtSettings:
    """
    How the stated interval of a total is drawn (docs/decisions/0054).

    Attributes:
        level: Share of draws between the two ends, in (0, 1).
        repeats: Draws of numbers for each draw of a clustering.
        p_rise: Probability that the last number told of an incident is later overtaken.
        rises: By what an overtaken number is multiplied, each alike.
        opens: By what a number without a ceiling may be multiplied, each alike.
        reaches: Which part of an "up to" may be reached where no floor is told, each alike.
        own_weight: How many times each pair of the record itself counts.
        p_newest: Probability that of several reports the newest is right.
        news_days: Days before its first report in which an incident without a day may lie.
    """

    level: float = 0.95
    repeats: int = 4
    p_rise: float = 0.0
    rises: tuple[float, ...] = (1.1, 1.25, 1.5, 2.0)
    opens: tuple[float, ...] = (1.0, 1.0, 1.1, 1.25, 1.5)
    reaches: tuple[float, ...] = (1.0, 0.95, 0.9, 0.75, 0.5)
    own_weight: int = 1
    p_newest: float = 0.5
    news_days: int = 30


@dataclass(frozen=True, slots=True)
class Doubt:
    """
    What is known of how numbers are told.

    Attributes:
        p_rise: As in the settings.
        rises: Ratios of overtaken numbers.
        opens: Ratios of numbers without a ceiling.
        reaches: Ratios of numbers with nothing but a ceiling.
        p_newest: As in the settings.
    """

    p_rise: float
    rises: tuple[float, ...]
    opens: tuple[float, ...]
    reaches: tuple[float, ...] = (1.0,)
    p_newest: float = 0.5


def learn_doubt(
    incidents: Iterable[Incident], claims: Mapping[str, Claim], settings: DoubtSettings
) -> Doubt:
    """
    Return what the record tells of numbers with one open end, beside the settings' own.

    Assumes:
        1. Incidents that another report gives a number for are as others.
    """
    lines = [(line, incident) for incident in incidents for line in incident.harms]
    opens = [ratio for item in lines for ratio in _open_ratios(*item, claims)]
    reaches = [ratio for item in lines for ratio in _reach_ratios(*item, claims)]
    return Doubt(
        settings.p_rise,
        settings.rises,
        (*settings.opens, *opens * settings.own_weight),
        (*settings.reaches, *reaches * settings.own_weight),
        settings.p_newest,
    )


def _open_ratios(
    line: HarmRange, incident: Incident, claims: Mapping[str, Claim]
) -> list[float]:
    """Return number over floor for each floor of a line that another origin's number tops."""
    floors = [one for one in line.by_claim if one.low and one.high is None]
    pairs = ((f.low or 1, n) for f, n in _other_numbers(floors, line, incident, claims))
    return [number / floor for floor, number in pairs if number >= floor]


def _reach_ratios(
    line: HarmRange, incident: Incident, claims: Mapping[str, Claim]
) -> list[float]:
    """Return number over ceiling for each mere ceiling that another origin's number keeps."""
    tops = [one for one in line.by_claim if one.low is None and one.high]
    pairs = ((t.high or 1, n) for t, n in _other_numbers(tops, line, incident, claims))
    return [number / top for top, number in pairs if 0 < number <= top]


def _other_numbers(
    said: Sequence[ClaimedCount],
    line: HarmRange,
    incident: Incident,
    claims: Mapping[str, Claim],
) -> Iterator[tuple[ClaimedCount, int]]:
    """Yield each count of *said* with each number of the line that another origin gives."""
    origins = {item.claim: item.origin for item in incident.origin_by_claim}
    for one in said:
        for other in line.by_claim:
            exact = other.low is not None and other.low == other.high
            if (
                exact
                and other.claim in claims
                and origins.get(other.claim) != origins.get(one.claim)
            ):
                yield one, other.low or 0


def draw_number(line: HarmRange, random: Random, doubt: Doubt) -> int:
    """
    Return one number of people that a range allows; a range that is not known adds none.

    Where several reports stand, one of them is believed: mostly the newest, since reports
    that come later know more.

    Examples:
        >>> doubt = Doubt(0.0, (2.0,), (1.5,))
        >>> draw_number(HarmRange("killed", "civilian", 4, None), Random(1), doubt)
        6
    """
    low, high = _draw_bounds(line, random, doubt)
    if low is not None and low == high:
        if low and random.random() < doubt.p_rise:
            return max(low + 1, round(low * random.choice(doubt.rises)))
        return low
    if high is None:
        return 0 if low is None else round(low * random.choice(doubt.opens))
    if low is None:
        return max(min(1, high), round(high * random.choice(doubt.reaches)))
    return random.randint(low, high)


def _draw_bounds(
    line: HarmRange, random: Random, doubt: Doubt
) -> tuple[int | None, int | None]:
    """Return the bounds of one of the claims that stand; those of the range where none does."""
    bounds = line.low, line.high
    if bounds[0] == bounds[1] or len(line.by_claim) < 2 or line.newest is None:
        return bounds
    standing = [one for one in line.by_claim if _stands(one, line)]
    if not standing:
        return bounds
    chosen = random.choice(standing)
    if line.newest in standing and random.random() < doubt.p_newest:
        chosen = line.newest
    return (
        line.low if chosen.low is None else chosen.low,
        line.high if chosen.high is None else chosen.high,
    )


def _stands(one: ClaimedCount, line: HarmRange) -> bool:
    """Say whether what a claim says lies in the range: what was revised does not."""
    if one.low is None and one.high is None:
        return False
    above = one.low is None or line.low is None or one.low >= line.low
    return above and (one.high is None or line.high is None or one.high <= line.high)


def ends_of(draws: Sequence[int], level: float) -> tuple[int, int]:
    """
    Return the ends between which the share *level* of draws lies, the wider where it is open.

    Examples:
        >>> ends_of(range(101), 0.9)
        (5, 95)
    """
    ordered = sorted(draws)
    beyond = int(len(ordered) * (1 - level) / 2 + 1e-9)
    return ordered[beyond], ordered[len(ordered) - 1 - beyond]
