"""
The sums that a decision touches, and the incidents that these are held against.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sijill.flow.standing import find_claims
from sijill.flow.workbench.columns import load_columns
from sijill.flow.workbench.nearing import Days, find_within
from sijill.model import Claim, DateRange, Incident, Summary
from sijill.model.rows import SummaryRow
from sijill.store import Store

_FEW = 2_000  # claims; of so many all incidents are simply looked at
_MOST_SUMS = 200
_MOST_INCIDENTS = 500


@dataclass(frozen=True, slots=True)
class Sums:
    """
    Sums over several incidents that must be held against them again.

    Attributes:
        before: As they were.
        claims: The claims that give the sums, as they stand now.
        beside: The record's other incidents that may lie inside one.
    """

    before: tuple[Summary, ...] = ()
    claims: tuple[Claim, ...] = ()
    beside: tuple[Incident, ...] = ()


def find_sums(
    store: Store,
    touched: Sequence[Incident],
    days: Sequence[DateRange | None],
    changed: Iterable[Claim],
    gone: frozenset[str],
    *,
    among: int,
) -> Sums:
    """
    Return the sums that a decision touches.

    Args:
        store: The derived records.
        touched: The incidents that are made again, as they were.
        days: When those that come of it may have been.
        changed: Claims that stand otherwise than before, or are new.
        gone: Ids of claims that stand no more.
        among: How many claims the record has that are linked.

    Of a large record only the sums that are decided about themselves are held against the
    incidents again, and all others by the next run.
    """
    own = {claim.id: claim for claim in changed if claim.scope != "incident"}
    is_small = among <= _FEW
    spans = [item.when for item in touched] + list(days) if is_small else []
    before = _find_before(store, spans, own, gone)
    asked = {item.claim for item in before} - gone - own.keys()
    claims = {**find_claims(store, asked), **own}
    mine = {item.id for item in touched}
    others = _find_beside(store, before, own, is_small)
    beside = tuple(item for item in others if item.id not in mine)
    return Sums(before, tuple(claims.values()), beside)


def _find_before(
    store: Store, days: list[DateRange | None], own: dict[str, Claim], gone: frozenset[str]
) -> tuple[Summary, ...]:
    ids = {row.id for row in store.rows.find_many(SummaryRow, {*own, *gone}, by="claim")}
    if days:
        ids.update(find_within(load_columns(store, SummaryRow), _span(days), most=_MOST_SUMS))
    return tuple(store.find_records(Summary, ids).values())


def _span(days: Iterable[DateRange | None]) -> Days:
    """Return the days that hold all of some ranges; an open end of one is open."""
    known = [one or DateRange() for one in days]
    firsts, lasts = [one.earliest for one in known], [one.latest for one in known]
    return _least(firsts), None if None in lasts else max(filter(None, lasts))


def _least(days: list[date | None]) -> date | None:
    return None if None in days else min(filter(None, days))


def _find_beside(
    store: Store, before: tuple[Summary, ...], own: dict[str, Claim], is_small: bool
) -> tuple[Incident, ...]:
    if not before and not own:
        return ()
    if is_small:
        return tuple(store.stream_records(Incident))
    listed = {key for item in before for key in (*item.incidents, *item.possible)}
    for claim in own.values():
        days = (claim.when.earliest, claim.when.latest) if claim.when else (None, None)
        listed.update(find_within(load_columns(store), days, most=_MOST_INCIDENTS))
    return tuple(store.find_records(Incident, listed).values())
