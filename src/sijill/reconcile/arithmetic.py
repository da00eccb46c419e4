"""
What the parts of a number say of the whole, and the whole of its parts.

Only an open end is ever closed: "at least ten, among them four women and eight children" are
at least twelve. Two numbers that contradict stand as they were said; `disagreements` shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from sijill.model import Count, Group
from sijill.model.toll import sum_counts
from sijill.model.vocabulary import load_terms

Bounds = tuple[int | None, int | None]


def least_of_groups(lows: Mapping[str, int]) -> int:
    """
    Return how many people the groups are at least, each person once.

    Groups that share nobody add up; of groups that may overlap the largest counts; a group
    within another counts there.

    Args:
        lows: Least number of people by term of ``vocabulary/group.toml``.

    Examples:
        >>> least_of_groups({"woman": 4, "girl": 3, "boy": 2, "child": 4, "medic": 6})
        9
    """
    sizes = dict(lows)
    for whole, parts in _wholes().items():
        named = {part: sizes[part] for part in parts if part in sizes}
        if named:
            sizes[whole] = max(sizes.get(whole, 0), _add_apart(named))
    return _add_apart(sizes)


def _add_apart(sizes: Mapping[str, int]) -> int:
    sums: dict[str, int] = {}
    for term, size in sizes.items():
        key = _apart(term) or f"({term})"
        sums[key] = sums.get(key, 0) + size
    return max(sums.values(), default=0)


@cache
def _wholes() -> Mapping[str, tuple[str, ...]]:
    """Return the groups that have parts, with their parts."""
    found: dict[str, list[str]] = {}
    for term in load_terms("group").values():
        for whole in term.within:
            found.setdefault(whole, []).append(term.term)
    return {whole: tuple(parts) for whole, parts in found.items()}


@cache
def _apart(term: str) -> str | None:
    known = load_terms("group").get(term)
    return known.apart if known else None


def parts_of(term: str) -> tuple[str, ...]:
    """
    Return the groups that lie within a group.

    Examples:
        >>> parts_of("child")
        ('girl', 'boy', 'infant')
    """
    return _wholes().get(term, ())


def raise_by_groups(count: Count, groups: Iterable[Group]) -> Count:
    """
    Return a whole whose open floor is raised to what its own parts add up to.

    Examples:
        >>> women, children = Group("woman", Count(4, 4)), Group("child", Count(8, 8))
        >>> raise_by_groups(Count(10, None, "at_least"), [women, children]).low
        12
        >>> raise_by_groups(Count(10, 10), [women, children]).low
        10
    """
    lows: dict[str, int] = {}
    for group in groups:
        if group.count.low is not None:
            lows[group.term] = max(lows.get(group.term, 0), group.count.low)
    least = least_of_groups(lows)
    open_floor = count.low != count.high and least > (count.low or 0)
    if not open_floor or (count.high is not None and least > count.high):
        return count
    return replace(count, low=least)


def sum_by_term(groups: Iterable[Group]) -> dict[str, Count]:
    """Return what groups of several harms of one claim say, term by term, summed up."""
    found: dict[str, list[Count]] = {}
    for group in groups:
        found.setdefault(group.term, []).append(group.count)
    return {term: total for term, c in found.items() if (total := sum_counts(c)) is not None}


def close_by_whole(bounds: Bounds, whole: int | None) -> Bounds:
    """
    Return a part's range whose open end is closed by the whole's.

    Examples:
        >>> close_by_whole((3, None), 12), close_by_whole((3, None), 2)
        ((3, 12), (3, None))
    """
    low, high = bounds
    if high is not None or whole is None or (low is not None and whole < low):
        return bounds
    return low, whole


def raise_by_least(bounds: Bounds, least: int) -> Bounds:
    """
    Return a whole's range whose open floor is raised to what its parts are at least.

    Examples:
        >>> raise_by_least((None, 30), 5), raise_by_least((3, 7), 5)
        ((5, 30), (3, 7))
    """
    low, high = bounds
    if low is not None or least == 0 or (high is not None and least > high):
        return bounds
    return least, high
