"""
The ranges of an incident's harms, by kind and status, with nobody counted twice.

A number without a status is a total. Beside numbers with a status it becomes the rest: those
of whom no claim says what they were (docs/decisions/0042).
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.model import Count, Group, GroupRange, HarmRange
from sijill.model.claim import HARM_KINDS
from sijill.reconcile.codebooks import best_numbers
from sijill.reconcile.origins import Traced
from sijill.reconcile.ranges import Bounds, list_counts, range_of
from sijill.reconcile.settings import Settings
from sijill.reconcile.statements import Statement, state_parts, state_wholes, superseded

_STATED = ("civilian", "combatant")


def reconcile_harms(traced: Sequence[Traced], *, settings: Settings) -> tuple[HarmRange, ...]:
    """
    Return the ranges of every kind of harm that the claims name.

    Assumes:
        1. A number without a status counts everybody of its kind, whatever they were.
    """
    lines: list[HarmRange] = []
    for kind in HARM_KINDS:
        lines.extend(_lines_of_kind(traced, kind, settings))
    return tuple(lines)


def _lines_of_kind(traced: Sequence[Traced], kind: str, settings: Settings) -> list[HarmRange]:
    parts = {status: state_parts(traced, kind, status) for status in _STATED}
    parts = {status: said for status, said in parts.items() if said}
    wholes = state_wholes(traced, kind)
    below = lower_totals(list(parts.values()), wholes, settings=settings)
    wholes = [said for said in wholes if said not in below]
    ranges = {s: range_of([*said, *below], settings=settings) for s, said in parts.items()}
    whole = range_of(wholes, settings=settings)
    rest = _rest(whole, list(ranges.values())) if ranges else whole
    covered = len(parts) == 1 and rest == (0, 0)
    lines = []
    for status, said in parts.items():
        told = _each_claim_once([*said, *below, *(wholes if covered else [])])
        lines.append(_line(traced, kind, status, told, ranges[status], settings))
    if wholes and not covered:
        status = _whole_status(traced, kind)
        lines.append(_line(traced, kind, status, wholes, rest, settings, is_rest=bool(parts)))
    return lines


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
    traced: Sequence[Traced],
    kind: str,
    status: str,
    said: list[Statement],
    bounds: Bounds,
    settings: Settings,
    *,
    is_rest: bool = False,
) -> HarmRange:
    standing = [item.count for item in said if item.stands]
    on = {item.claim.id: item.on for item in traced}
    days = [on.get(item.claim) for item in said if item.stands]
    return HarmRange(
        kind=kind,
        status=status,
        low=bounds[0],
        high=bounds[1],
        best=best_numbers(
            [Count(*bounds)] if is_rest else standing,
            kind=kind,
            status=status,
            days=() if is_rest else days,
        ),
        by_claim=list_counts(said),
        groups=_groups(traced, kind, status, settings),
    )


def _groups(
    traced: Sequence[Traced], kind: str, status: str, settings: Settings
) -> tuple[GroupRange, ...]:
    gone = superseded(traced, kind)
    by_term: dict[str, list[Statement]] = {}
    for item in traced:
        for group in _named_groups(item, kind, status):
            stands = item.claim.id not in gone
            by_term.setdefault(group.term, []).append(
                Statement(item.claim.id, group.count, stands)
            )
    return tuple(
        GroupRange(term, *range_of(said, settings=settings), list_counts(said))
        for term, said in sorted(by_term.items())
    )


def _named_groups(item: Traced, kind: str, status: str) -> list[Group]:
    stated = status in _STATED
    return [
        group
        for harm in item.claim.harms
        if harm.kind == kind
        and (harm.status == status if stated else harm.status not in _STATED)
        for group in harm.groups
    ]
