"""
The ranges of an incident's harms, by kind and status, with nobody counted twice.

A number without a status is a total. Beside numbers with a status it becomes the rest: those
of whom no claim says what they were (docs/decisions/0042).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sijill.model import ClaimedCount, Count, GroupRange, HarmRange
from sijill.reconcile.arithmetic import close_by_whole, least_of_groups, raise_by_least
from sijill.reconcile.codebooks import best_numbers
from sijill.reconcile.origins import Traced
from sijill.reconcile.ranges import Bounds, list_counts, range_of
from sijill.reconcile.settings import Settings
from sijill.reconcile.statements import STATED, Statement, Told


def reconcile_harms(
    traced: Sequence[Traced], told: Sequence[Told], *, settings: Settings
) -> tuple[HarmRange, ...]:
    """
    Return the ranges of every kind of harm that the claims name.

    Assumes:
        1. A number without a status counts everybody of its kind, whatever they were.
        2. An open end is closed by what the whole, or the parts, say; a number never is
           changed by another.
    """
    lines: list[HarmRange] = []
    for item in told:
        lines.extend(_lines_of_kind(traced, item, settings))
    return tuple(lines)


def _lines_of_kind(traced: Sequence[Traced], told: Told, settings: Settings) -> list[HarmRange]:
    parts = {status: told.parts[status] for status in STATED if status in told.parts}
    below = lower_totals(list(parts.values()), told.wholes, settings=settings)
    dropped = {id(said) for said in below}
    wholes = [said for said in told.wholes if id(said) not in dropped]
    ranges = {s: range_of([*said, *below], settings=settings) for s, said in parts.items()}
    whole = _bound_whole(range_of(wholes, settings=settings), told, settings)
    ranges = _bound_parts(ranges, whole)
    rest = _rest(whole, list(ranges.values())) if ranges else whole
    covered = len(parts) == 1 and rest == (0, 0)
    lines = []
    for status, said in parts.items():
        each = _each_claim_once([*said, *below, *(wholes if covered else [])])
        shown = (status, "total") if covered else (status,)
        groups = _groups(told, shown, ranges[status][1], settings)
        lines.append(_line(told.kind, status, each, ranges[status], groups))
    if wholes and not covered:
        status = _whole_status(traced, told.kind)
        groups = _groups(told, ("total",), whole[1], settings)
        lines.append(_line(told.kind, status, wholes, rest, groups, is_rest=bool(parts)))
    return lines


def _bound_whole(whole: Bounds, told: Told, settings: Settings) -> Bounds:
    """Raise the whole's open floor to what its groups are at least ("up to 30, 5 of them")."""
    lows = {}
    for term, said in told.groups.get("total", {}).items():
        low, _ = range_of(said, settings=settings)
        lows[term] = low or 0
    return raise_by_least(whole, least_of_groups(lows)) if whole != (None, None) else whole


def _bound_parts(ranges: dict[str, Bounds], whole: Bounds) -> dict[str, Bounds]:
    """Close the open ends of parts by what the whole leaves beside the others' floors."""
    bounded = {}
    for status, bounds in ranges.items():
        others = sum(low or 0 for other, (low, _) in ranges.items() if other != status)
        left = None if whole[1] is None or whole[1] < others else whole[1] - others
        bounded[status] = close_by_whole(bounds, left)
    return bounded


def lower_totals(
    parts: Sequence[Sequence[Statement]], wholes: Sequence[Statement], *, settings: Settings
) -> list[Statement]:
    """
    Return the totals that lie below the only status that anybody states.

    "Three killed" against "five civilians killed" is a lower number for the same people.
    """
    if len(parts) != 1:
        return []
    low, _ = range_of(parts[0], settings=settings)
    highs = ((said, said.count.high) for said in wholes)
    return [
        said for said, high in highs if None not in (low, high) and (high or 0) < (low or 0)
    ]


def _each_claim_once(said: Sequence[Statement]) -> list[Statement]:
    first: dict[str, Statement] = {}
    for item in said:
        first.setdefault(item.claim, item)
    return list(first.values())


def _rest(whole: Bounds, parts: list[Bounds]) -> Bounds:
    """Return what a total leaves beside the parts; an open end stays open."""
    lows = [low for low, _ in parts if low is not None]
    highs = [high for _, high in parts if high is not None]
    closed = len(highs) == len(parts)
    floor = None if whole[0] is None else 0
    if whole[0] is not None and closed:
        floor = max(0, whole[0] - sum(highs))
    ceiling = None if whole[1] is None else max(0, whole[1] - sum(lows))
    return floor, ceiling


def _whole_status(traced: Sequence[Traced], kind: str) -> str:
    named = {h.status for item in traced for h in item.claim.harms if h.kind == kind}
    return "mixed" if "mixed" in named and "unknown" not in named else "unknown"


def _line(
    kind: str,
    status: str,
    said: list[Statement],
    bounds: Bounds,
    groups: tuple[GroupRange, ...],
    *,
    is_rest: bool = False,
) -> HarmRange:
    standing = [item for item in said if item.stands]
    return HarmRange(
        kind=kind,
        status=status,
        low=bounds[0],
        high=bounds[1],
        best=best_numbers(
            [Count(*bounds)] if is_rest else [item.count for item in standing],
            kind=kind,
            status=status,
            days=() if is_rest else [item.on for item in standing],
        ),
        by_claim=list_counts(said),
        groups=groups,
        newest=None if is_rest else _newest(standing),
    )


def _newest(standing: Sequence[Statement]) -> ClaimedCount | None:
    """Return what was said last; of one day the highest; what has no day is never newest."""
    dated = [item for item in standing if item.on is not None and item.count.is_known]
    last = max(
        dated,
        key=lambda s: (s.on or date.min, s.count.low or 0, s.count.high or 0, s.claim),
        default=None,
    )
    if last is None:
        return None
    return ClaimedCount(last.claim, last.count.low, last.count.high)


def _groups(
    told: Told, statuses: Sequence[str], ceiling: int | None, settings: Settings
) -> tuple[GroupRange, ...]:
    """Return the ranges of groups, open ends closed by the number that they are part of."""
    said: dict[str, list[Statement]] = {}
    for status in statuses:
        for term, rows in told.groups.get(status, {}).items():
            said.setdefault(term, []).extend(rows)
    return tuple(
        GroupRange(
            term,
            *close_by_whole(range_of(rows, settings=settings), ceiling),
            list_counts(rows),
        )
        for term, rows in sorted(said.items())
    )
