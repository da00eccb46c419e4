"""
Several datasets of events made into one, by days, distance and taxonomies alone.

This is how researchers lay conflict datasets over each other [1]_: no weights, no words, and
every assumption said by the user. Linking, which weighs everything, is another way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

_EARTH_KM = 6371.0
Levels = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One row of one dataset.

    Attributes:
        dataset: Its place among the datasets, from 0.
        row: Its own name in its dataset.
        first: First day, as an ordinal.
        last: Last day; another one than *first* makes the row an episode.
        latitude: Degrees north.
        longitude: Degrees east.
        levels: Its term in each taxonomy, the finest first, broader ones after it.
    """

    dataset: int
    row: str
    first: int
    last: int
    latitude: float
    longitude: float
    levels: Levels

    @property
    def is_episode(self) -> bool:
        """Say whether it goes on over several days."""
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class Window:
    """
    How far two rows of one event may lie apart.

    Attributes:
        days: Between their first days, and between their last.
        km: Between their points.
    """

    days: int
    km: float


@dataclass(frozen=True, slots=True)
class Integrated:
    """
    What the datasets come to together.

    Attributes:
        groups: The rows of each event, that of the earliest dataset first; each dataset has
            one row in a group at most.
        flagged: Events that may be a part of an episode of another dataset, each with it: two
            different things, so a person decides.
    """

    groups: tuple[tuple[Entry, ...], ...]
    flagged: tuple[tuple[Entry, Entry], ...]

    @property
    def matches(self) -> tuple[tuple[Entry, ...], ...]:
        """The groups of more than one row."""
        return tuple(group for group in self.groups if len(group) > 1)


@dataclass(slots=True)
class _Merged:
    """Events so far; each is known by its first row."""

    groups: list[list[Entry]] = field(default_factory=list)

    def add(self, rows: Sequence[Entry], window: Window) -> None:
        """Put the rows of one more dataset to the events that they fit best."""
        for episodes in (False, True):
            heads = [g for g in self.groups if g[0].is_episode == episodes]
            fresh = [row for row in rows if row.is_episode == episodes]
            pairs = pair_best([group[0] for group in heads], fresh, window)
            for head, row in pairs.items():
                heads[head].append(fresh[row])
            taken = set(pairs.values())
            self.groups += [[row] for n, row in enumerate(fresh) if n not in taken]


def integrate_entries(datasets: Sequence[Sequence[Entry]], *, window: Window) -> Integrated:
    """
    Return several datasets as one, each event once.

    Args:
        datasets: The rows of each; the first dataset leads, and its rows stand for those that
            others have of the same event.
        window: How far two rows of one event may lie apart.

    Returns:
        The events with their rows, and what a person should look at.

    Assumes:
        1. Two rows of one dataset are two events.
        2. Rows of one event agree in every taxonomy on some level.
        3. Of several that fit, the one that agrees on finer levels is the same event.

    References:
        .. [1] Donnay, K., Dunford, E. T., McGrath, E. C., Backer, D. and Cunningham, D. E.
           (2019). Integrating Conflict Event Data. Journal of Conflict Resolution, 63(5),
           1337-1364.

    Examples:
        >>> shells = Entry(0, "a", 10, 10, 35.90, 36.72, (("shelling", "explosion"),))
        >>> rocket = Entry(1, "b", 11, 11, 35.91, 36.73, (("rocket", "explosion"),))
        >>> found = integrate_entries([[shells], [rocket]], window=Window(2, 4.0))
        >>> [[entry.row for entry in group] for group in found.groups]
        [['a', 'b']]
    """
    merged = _Merged()
    for rows in datasets:
        merged.add(rows, window)
    groups = tuple(tuple(group) for group in merged.groups)
    return Integrated(groups, tuple(_flag([group[0] for group in groups], window)))


def pair_best(left: Sequence[Entry], right: Sequence[Entry], window: Window) -> dict[int, int]:
    """Return the best pairs, one to one; the finest agreement first, then days, then km."""
    by_day: dict[int, list[int]] = defaultdict(list)
    for n, row in enumerate(right):
        by_day[row.first].append(n)
    scored = []
    for n, one in enumerate(left):
        for day in range(one.first - window.days, one.first + window.days + 1):
            for m in by_day.get(day, ()):
                rank = _rank(one, right[m], window)
                if rank is not None:
                    scored.append((*rank, n, m))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, n, m in sorted(scored):
        if n not in pairs and m not in taken:
            pairs[n] = m
            taken.add(m)
    return pairs


def _rank(one: Entry, two: Entry, window: Window) -> tuple[float, int, float] | None:
    """Return how well two rows fit, the best lowest; ``None``: they do not."""
    if abs(one.last - two.last) > window.days:
        return None
    km = _distance_km(one, two)
    score = score_levels(one.levels, two.levels) if km <= window.km else None
    return None if score is None else (score, abs(one.first - two.first), km)


def score_levels(left: Levels, right: Levels) -> float | None:
    """
    Return how coarse two rows agree, from 0 (all finest) to 1; ``None``: in some they do not.

    Examples:
        >>> fine, broad = ("rocket", "explosion", "arms"), ("shell", "explosion", "arms")
        >>> score_levels((fine,), (fine,)), score_levels((fine,), (broad,))
        (0.0, 0.5)
        >>> score_levels((("a",),), (("b",),)) is None
        True
    """
    total = 0.0
    for one, two in zip(left, right, strict=True):
        shared = (n for n, (a, b) in enumerate(zip(one, two, strict=True)) if a == b)
        level = next(shared, None)
        if level is None:
            return None
        total += level / max(1, len(one) - 1)
    return total / max(1, len(left))


def _flag(heads: Sequence[Entry], window: Window) -> Iterator[tuple[Entry, Entry]]:
    """Yield events that lie within the days and place of another dataset's episode."""
    by_day: dict[int, list[Entry]] = defaultdict(list)
    for head in heads:
        if not head.is_episode:
            by_day[head.first].append(head)
    for episode in (head for head in heads if head.is_episode):
        for day in range(episode.first - window.days, episode.last + window.days + 1):
            for event in by_day.get(day, ()):
                near = _distance_km(event, episode) <= window.km
                alike = near and score_levels(event.levels, episode.levels) is not None
                if alike and event.dataset != episode.dataset:
                    yield event, episode


def _distance_km(left: Entry, right: Entry) -> float:
    one, two = radians(left.latitude), radians(right.latitude)
    turn = radians(right.longitude - left.longitude)
    half = sin((two - one) / 2) ** 2 + cos(one) * cos(two) * sin(turn / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
