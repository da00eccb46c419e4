"""
What is known of how numbers are told: the settings' own figures, and the record's.

What "at least" understates is learned from the record itself, where another report of the
same incident gives a number. It is told apart by size: "at least 1" is often said of two,
"at least 60" never of 120.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sijill.model import Claim, ClaimedCount, HarmRange, Incident

_Pair = tuple[int, int]  # a bound with one open end, and the number
_LARGE = 4


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
        vagues: By what the number that a vague word ("dozens") guarantees may be, likewise.
        reaches: Which part of an "up to" may be reached where no floor is told, each alike.
        spans: How far from the lower to the higher of two stated bounds a number lies, each
            alike.
        own_weight: How many times each pair of the record itself counts.
        widest: Two numbers of an incident that part by more than this many times are held to
            be of two incidents, wrongly joined, and teach nothing.
        p_newest: Probability that of several reports the newest is right.
        news_days: Days before its first report in which an incident without a day may lie.
    """

    level: float = 0.95
    repeats: int = 4
    p_rise: float = 0.0
    rises: tuple[float, ...] = (1.1, 1.25, 1.5, 2.0)
    opens: tuple[float, ...] = (1.0, 1.0, 1.1, 1.25, 1.5)
    vagues: tuple[float, ...] = (1.0, 1.25, 1.5, 2.0, 3.0)
    reaches: tuple[float, ...] = (1.0, 0.95, 0.9, 0.75, 0.5)
    spans: tuple[float, ...] = (0.0, 0.25, 0.5, 0.75, 1.0)
    own_weight: int = 1
    widest: float = 3.0
    p_newest: float = 0.5
    news_days: int = 30


@dataclass(frozen=True, slots=True)
class Ratios:
    """
    By what a number with one open end may be multiplied, each ratio alike.

    Attributes:
        own: Those that hold for every number.
        learned: Those of the record, by size (see `size_of`).
    """

    own: tuple[float, ...]
    learned: Mapping[int, tuple[float, ...]] = field(default_factory=dict)

    def near(self, bound: int) -> tuple[float, ...]:
        """
        Return the ratios for a bound: the own ones, and those learned from like bounds.

        Examples:
            >>> Ratios((1.0,), {1: (2.0,)}).near(1), Ratios((1.0,), {1: (2.0,)}).near(60)
            ((1.0, 2.0), (1.0,))
        """
        return (*self.own, *self.learned.get(size_of(bound), ()))


def size_of(bound: int) -> int:
    """
    Return the class of bounds that are alike: 1, 2-3, 4-7, and all from 8 on.

    Of small numbers one more is half or a third; from 8 on rounding hardly matters.

    Examples:
        >>> [size_of(bound) for bound in (1, 3, 7, 8, 150)]
        [1, 2, 3, 4, 4]
    """
    return min(bound.bit_length(), _LARGE)


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
        vagues: As in the settings.
        spans: Ratios of numbers between two bounds, by the distance of these.
        vague: The claims that tell a number by a vague word, each with the kind of harm.
    """

    p_rise: float
    rises: tuple[float, ...]
    opens: Ratios
    reaches: Ratios = Ratios((1.0,))
    p_newest: float = 0.5
    vagues: tuple[float, ...] = (1.0,)
    spans: Ratios = Ratios((0.0, 1.0))
    vague: frozenset[tuple[str, str]] = frozenset()

    def open_ratios(self, low: int, claim: str | None, kind: str) -> tuple[float, ...]:
        """Return the ratios for a floor, as a claim tells it."""
        return self.vagues if (claim, kind) in self.vague else self.opens.near(low)


def learn_doubt(
    incidents: Iterable[Incident], claims: Mapping[str, Claim], settings: DoubtSettings
) -> Doubt:
    """
    Return what the record tells of numbers with one open end, beside the settings' own.

    Assumes:
        1. Incidents that another report gives a number for are as others.
    """
    lines = [(line, incident) for incident in incidents for line in incident.harms]
    opens = [pair for item in lines for pair in _open_pairs(*item, claims)]
    reaches = [pair for item in lines for pair in _reach_pairs(*item, claims)]
    spans = [pair for item in lines for pair in _span_pairs(*item, claims)]
    return Doubt(
        settings.p_rise,
        settings.rises,
        _ratios(settings.opens, _credible(opens, settings), settings),
        _ratios(settings.reaches, _credible(reaches, settings), settings),
        settings.p_newest,
        settings.vagues,
        _ratios(settings.spans, spans, settings),
        frozenset(_list_vague(claims)),
    )


def _credible(pairs: Iterable[_Pair], settings: DoubtSettings) -> list[_Pair]:
    """Return the pairs that one incident may have."""
    return [pair for pair in pairs if max(pair) <= settings.widest * min(pair)]


def _list_vague(claims: Mapping[str, Claim]) -> Iterator[tuple[str, str]]:
    for claim in claims.values():
        for harm in claim.harms:
            if harm.count.qualifier == "vague":
                yield claim.id, harm.kind


def _ratios(own: tuple[float, ...], pairs: Iterable[_Pair], settings: DoubtSettings) -> Ratios:
    """Return the ratio of each pair by the size of its bound, beside the settings' own."""
    learned: dict[int, list[float]] = {}
    for bound, number in pairs:
        ratios = [number / bound] * settings.own_weight
        learned.setdefault(size_of(bound), []).extend(ratios)
    return Ratios(own, {size: tuple(found) for size, found in learned.items()})


def _open_pairs(
    line: HarmRange, incident: Incident, claims: Mapping[str, Claim]
) -> list[_Pair]:
    """Return each floor of a line with another origin's number that tops it."""
    floors = [one for one in line.by_claim if one.low and one.high is None]
    pairs = ((f.low or 1, n) for f, n in _other_numbers(floors, line, incident, claims))
    return [(floor, number) for floor, number in pairs if number >= floor]


def _reach_pairs(
    line: HarmRange, incident: Incident, claims: Mapping[str, Claim]
) -> list[_Pair]:
    """Return each mere ceiling of a line with another origin's number that keeps it."""
    tops = [one for one in line.by_claim if one.low is None and one.high]
    pairs = ((t.high or 1, n) for t, n in _other_numbers(tops, line, incident, claims))
    return [(top, number) for top, number in pairs if 0 < number <= top]


def _span_pairs(
    line: HarmRange, incident: Incident, claims: Mapping[str, Claim]
) -> list[_Pair]:
    """Return the width of each two bounds, and how far up another origin's number lies."""
    pairs = []
    both = [one for one in line.by_claim if one.low and one.high and one.low < one.high]
    for one, number in _other_numbers(both, line, incident, claims):
        low, high = one.low or 0, one.high or 0
        if low <= number <= high:
            pairs.append((high - low, number - low))
    return pairs


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
