"""
Who still says what: a source's later number replaces its own earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sijill.model import Count, Group
from sijill.model.claim import HARM_KINDS
from sijill.model.toll import sum_counts, toll_of
from sijill.reconcile.arithmetic import raise_by_groups, sum_by_term
from sijill.reconcile.origins import COPIES, Traced

STATED = ("civilian", "combatant")
SIDE = "said_by_party"


@dataclass(frozen=True, slots=True)
class Statement:
    """
    What one claim says of one number.

    Attributes:
        claim: The claim's id.
        count: The number, an open floor raised to what the claim's own parts add up to.
        stands: ``False`` where its own source has revised it.
        on: Day that its origin said it; ``None``: not known.
    """

    claim: str
    count: Count
    stands: bool = True
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """
    All that the claims of one incident say of one kind of harm.

    Attributes:
        kind: Kind of harm.
        parts: What they say for a stated status, by status; only statuses that are named.
        wholes: What they say without a status, as totals.
        groups: What they say of groups, by status (``total``: without one) and term.
        revised: Whether a source revised its number.
    """

    kind: str
    parts: dict[str, list[Statement]]
    wholes: list[Statement]
    groups: dict[str, dict[str, list[Statement]]]
    revised: bool = False


def superseded(traced: Sequence[Traced], kind: str) -> frozenset[str]:
    """
    Return the claims whose number of *kind* their own source has since revised.

    A body that is named and quoted by several outlets is one source; where nobody is named,
    or only "police", each outlet revises itself alone.

    Assumes:
        1. A source's later word is its better one. A copy is no later word.
    """
    by_source: dict[tuple[str, str | None], list[tuple[date, Traced, Count]]] = defaultdict(
        list
    )
    for item in traced:
        if item.on is None or all(harm.kind != kind for harm in item.claim.harms):
            continue
        toll = toll_of(item.claim.harms, kind)
        if toll is not None:
            by_source[_source_of(item)].append((item.on, item, toll))
    gone: set[str] = set()
    for said in by_source.values():
        if len(said) > 1:
            gone |= _revised(said)
    return frozenset(gone)


def _source_of(item: Traced) -> tuple[str, str | None]:
    named = item.reason == "attributed" and not any(w.startswith("(") for w in item.body.words)
    return item.origin, None if named else item.claim.reported.by


def _revised(said: list[tuple[date, Traced, Count]]) -> set[str]:
    """Return the claims of one source that differ from a number it gave on a later day."""
    gone: set[str] = set()
    later: set[tuple[int | None, int | None]] = set()
    waiting: list[tuple[date, tuple[int | None, int | None]]] = []
    for on, item, toll in sorted(said, key=lambda row: (row[0], row[1].claim.id), reverse=True):
        while waiting and waiting[0][0] > on:
            later.add(waiting.pop(0)[1])
        bounds = (toll.low, toll.high)
        if later - {bounds}:
            gone.add(item.claim.id)
        if item.reason not in COPIES and toll.is_known:
            waiting.append((on, bounds))
    return gone


def state_kinds(traced: Sequence[Traced]) -> list[Told]:
    """Return what the claims say of each kind of harm that they name, in the model's order."""
    named = {harm.kind for item in traced for harm in item.claim.harms}
    return [state_kind(traced, kind) for kind in HARM_KINDS if kind in named]


def state_kind(traced: Sequence[Traced], kind: str) -> Told:
    """Return what the claims say of *kind*, each claim once for each number that it gives."""
    gone = superseded(traced, kind)
    told = Told(kind, {}, [], {}, bool(gone))
    believed = believed_statuses(traced, kind)
    for item in traced:
        harms = [harm for harm in item.claim.harms if harm.kind == kind]
        if not harms:
            continue
        stands = item.claim.id not in gone
        for status in believed:
            named = [harm for harm in harms if harm.status == status]
            groups = [group for harm in named for group in harm.groups]
            count = sum_counts(raise_by_groups(harm.count, harm.groups) for harm in named)
            if count is not None:
                said = Statement(item.claim.id, count, stands, item.on)
                told.parts.setdefault(status, []).append(said)
            _add_groups(told, status, item, groups, stands)
        others = [harm for harm in harms if harm.status not in believed]
        groups = [group for harm in others for group in harm.groups]
        whole = toll_of(harms, kind) if others else None
        if whole is not None:
            whole = raise_by_groups(whole, [g for harm in harms for g in harm.groups])
            told.wholes.append(Statement(item.claim.id, whole, stands, item.on))
        _add_groups(told, "total", item, groups, stands)
    return told


def believed_statuses(traced: Sequence[Traced], kind: str) -> tuple[str, ...]:
    """
    Return the statuses that name who was harmed: not those that a side alone gives.

    "Twenty fighters were killed", said by those who fired, does not make fighters of the dead
    whom others count without saying what they were. Where nobody but sides speaks of the
    harm, their words are all there is, and they stand.
    """
    told = [
        (harm.status, SIDE in item.claim.caveats)
        for item in traced
        for harm in item.claim.harms
        if harm.kind == kind and item.claim.modality != "denied"
    ]
    if all(side for _, side in told):
        return STATED
    named = {status for status, side in told if not side}
    return tuple(status for status in STATED if status in named)


def has_doubted_status(traced: Sequence[Traced]) -> bool:
    """Say whether a status that some claim gives was not believed."""
    given = {
        (harm.kind, harm.status)
        for item in traced
        for harm in item.claim.harms
        if harm.status in STATED and item.claim.modality != "denied"
    }
    return any(status not in believed_statuses(traced, kind) for kind, status in given)


def _add_groups(
    told: Told, status: str, item: Traced, groups: Sequence[Group], stands: bool
) -> None:
    for term, count in sum_by_term(groups).items():
        said = Statement(item.claim.id, count, stands, item.on)
        told.groups.setdefault(status, {}).setdefault(term, []).append(said)
