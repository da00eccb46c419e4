"""
What two neighbouring windows both say of their overlap is one claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sijill.model import Claim, Span


def merge_windows(windows: Sequence[Sequence[Claim]]) -> tuple[Claim, ...]:
    """
    Return the claims of all windows in reading order, those made twice once.

    Two claims of one window never merge: a sentence may tell of two acts.
    """
    merged: list[Claim] = []
    before: list[Claim] = []
    for claims in windows:
        open_ = list(before)
        before = []
        for claim in claims:
            twin = next((one for one in open_ if _is_twin(one, claim)), None)
            if twin is None:
                merged.append(claim)
                before.append(claim)
                continue
            open_.remove(twin)
            whole = _join(twin, claim)
            merged[merged.index(twin)] = whole
            before.append(whole)
    return tuple(sorted(merged, key=lambda claim: [(s.start, s.end) for s in claim.evidence]))


def _is_twin(one: Claim, other: Claim) -> bool:
    """Say whether the evidence of one holds that of the other, and they tell of the same."""
    first, second = set(one.evidence), set(other.evidence)
    if not (first <= second or second <= first):
        return False
    kinds = {h.kind for h in one.harms} & {h.kind for h in other.harms}
    return one.violence == other.violence or bool(kinds)


def _join(one: Claim, other: Claim) -> Claim:
    """Return the claim that tells more, with the evidence of both; the first if they tie."""
    fuller = max((one, other), key=lambda claim: len(list(claim.spans())))
    evidence: set[Span] = {*one.evidence, *other.evidence}
    return replace(fuller, evidence=tuple(sorted(evidence)))
