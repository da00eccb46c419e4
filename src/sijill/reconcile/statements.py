"""
Who still says what: a source's later number replaces its own earlier one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sijill.model import Count, Harm
from sijill.model.toll import TOTAL_STATUSES, sum_counts, toll_of
from sijill.reconcile.origins import COPIES, Traced


@dataclass(frozen=True, slots=True)
class Statement:
    """
    What one claim says of one number.

    Attributes:
        claim: The claim's id.
        count: The number.
        stands: ``False`` where its own source has revised it.
    """

    claim: str
    count: Count
    stands: bool = True


def superseded(traced: Sequence[Traced], kind: str) -> frozenset[str]:
    """
    Return the claims whose number of *kind* their own source has since revised.

    Assumes:
        1. A source's later word is its better one. A copy is no later word.
    """
    said = [item for item in traced if toll_of(item.claim.harms, kind) is not None]
    return frozenset(old.claim.id for old in said for new in said if _revises(new, old, kind))


def _revises(new: Traced, old: Traced, kind: str) -> bool:
    same = new.origin == old.origin and new.claim.reported.by == old.claim.reported.by
    if not same or new.reason in COPIES or new.on is None or old.on is None:
        return False
    after, before = toll_of(new.claim.harms, kind), toll_of(old.claim.harms, kind)
    if after is None or before is None or not after.is_known:
        return False
    differs = (after.low, after.high) != (before.low, before.high)
    return new.on > old.on and new.claim.document_id != old.claim.document_id and differs


def state_parts(traced: Sequence[Traced], kind: str, status: str) -> list[Statement]:
    """Return what the claims say of *kind* for one stated status."""
    gone = superseded(traced, kind)
    found = []
    for item in traced:
        named = [h for h in item.claim.harms if h.kind == kind and h.status == status]
        count = sum_counts(harm.count for harm in named)
        if count is not None:
            found.append(Statement(item.claim.id, count, item.claim.id not in gone))
    return found


def state_wholes(traced: Sequence[Traced], kind: str) -> list[Statement]:
    """Return what the claims say of *kind* without a status, as totals."""
    gone = superseded(traced, kind)
    found = []
    for item in traced:
        count = toll_of(item.claim.harms, kind)
        if count is not None and _names_total(item.claim.harms, kind):
            found.append(Statement(item.claim.id, count, item.claim.id not in gone))
    return found


def _names_total(harms: Sequence[Harm], kind: str) -> bool:
    return any(harm.kind == kind and harm.status in TOTAL_STATUSES for harm in harms)
