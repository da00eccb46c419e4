"""
What stands against an estimate before any method is tried.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from sijill.estimate.dependence import dependence_doubts
from sijill.estimate.settings import Settings
from sijill.estimate.table import PatternTable
from sijill.model import Caveat


def list_reasons_to_refuse(
    table: PatternTable, settings: Settings, *, least_lists: int
) -> list[str]:
    """
    Return why a table bears no estimate; empty if nothing stands against one.

    Args:
        table: The table.
        settings: Least overlap.
        least_lists: Lists that the method needs.

    Assumes:
        1. Lists with the very same people are copies.

    Examples:
        >>> table = PatternTable.of("AB", {"11": 30})
        >>> print(list_reasons_to_refuse(table, Settings(), least_lists=2)[0])
        Lists A and B hold the very same people: one copies the other. Leave one of them out.
    """
    if table.observed == 0:
        return ["Nobody stands on any list. Give lists with people on them."]
    reasons = [*_too_few(table, least_lists), *_empty(table), *_alike(table)]
    shared = int(table.captures[1:].sum())
    least = max(1, settings.least_overlap)
    if not reasons and shared < least:
        reasons.append(
            f"The lists share {shared} people, and at least {least} are needed: so little "
            "overlap bears no number. Check the linkage, or find a larger list."
        )
    return reasons


def list_caveats(table: PatternTable, settings: Settings) -> tuple[Caveat, ...]:
    """
    Return the doubts that a table itself gives, whatever the method.

    Examples:
        >>> table = PatternTable.of("ABC", {"100": 9, "110": 9, "001": 9, "111": 0})
        >>> [caveat.term for caveat in list_caveats(table, Settings())]
        ['list_inside_list', 'list_apart']
    """
    found = []
    shared = int(table.captures[1:].sum())
    if shared < settings.small_overlap:
        found.append(Caveat(
            "overlap_small",
            f"Only {shared} people stand on two lists or more, so the number may be far off; "
            "check the linkage, or find another list.",
        ))  # fmt: skip
    nested = _nested(table)
    if nested:
        found.append(_inside(nested))
    groups = _groups(table)
    if len(groups) > 1:
        apart = min(groups, key=len)
        found.append(Caveat(
            "list_apart",
            f"{_name(apart)} share nobody with the other lists, so that nothing says how they "
            "go together; see whether they cover the same people, place and period.",
        ))  # fmt: skip
    return (*found, *dependence_doubts(table))


def _too_few(table: PatternTable, least: int) -> list[str]:
    count = len(table.lists)
    if count >= least:
        return []
    if count < 2:
        return ["There is one list: nothing overlaps. Give two lists or more."]
    return [
        f"There are {count} lists, and this method needs {least}: two lists alone cannot show "
        "how much they depend on one another. Find a third list, or use chapman and say that "
        "it takes them to be independent."
    ]


def _empty(table: PatternTable) -> list[str]:
    empty = [name for name, size in zip(table.lists, table.sizes, strict=True) if size == 0]
    if not empty:
        return []
    says = "hold nobody. Leave them out." if len(empty) > 1 else "holds nobody. Leave it out."
    return [f"{_name(empty)} {says}"]


def _alike(table: PatternTable) -> list[str]:
    reasons = []
    for one, other in combinations(range(len(table.lists)), 2):
        same = bool(np.all(table.members[:, one] == table.members[:, other]))
        if same and table.sizes[one]:
            names = f"{table.lists[one]} and {table.lists[other]}"
            reasons.append(
                f"Lists {names} hold the very same people: one copies the other. Leave one of "
                "them out."
            )
    return reasons


def _nested(table: PatternTable) -> list[tuple[str, str]]:
    """Return the pairs of which the first list lies inside the second."""
    overlaps, sizes = table.overlaps, table.sizes
    return [
        (table.lists[inner], table.lists[outer])
        for inner in range(len(sizes))
        for outer in range(len(sizes))
        if inner != outer and sizes[inner] and overlaps[inner, outer] == sizes[inner]
    ]


def _inside(nested: list[tuple[str, str]]) -> Caveat:
    inner, outer = nested[0]
    others = f" (and {len(nested) - 1} more such pairs)" if len(nested) > 1 else ""
    return Caveat(
        "list_inside_list",
        f"List {inner} lies wholly inside {outer}{others}, so it may have been made from it; "
        "if so, leave it out.",
    )


def _groups(table: PatternTable) -> list[list[str]]:
    """Return the lists by what hangs together through shared people."""
    overlaps = table.overlaps > 0
    left, groups = set(range(len(table.lists))), []
    while left:
        reached = {min(left)}
        while more := {j for i in reached for j in left if overlaps[i, j]} - reached:
            reached |= more
        groups.append([table.lists[place] for place in sorted(reached)])
        left -= reached
    return groups


def _name(lists: list[str]) -> str:
    return f"List{'s' if len(lists) > 1 else ''} {', '.join(lists)}"
