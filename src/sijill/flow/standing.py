"""
The claims as they stand: the machine's, with people's decisions laid on them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model import Claim, Refusal
from sijill.store import Store


@dataclass(frozen=True, slots=True)
class AssessedClaim:
    """
    A claim as people's decisions have changed it; the machine's own stays beside it.

    Attributes:
        id: The claim's id.
        document_id: Its reading.
        claim: The claim as it now stands.
    """

    id: str
    document_id: str
    claim: Claim


def load_claims(store: Store) -> tuple[Claim, ...]:
    """Return the claims that stand, by document and id."""
    changed = {item.id: item.claim for item in store.stream_records(AssessedClaim)}
    misread = {item.id for item in store.stream_records(Refusal) if item.reason == "misread"}
    standing = [
        changed.pop(claim.id, claim)
        for claim in store.stream_records(Claim)
        if claim.id not in misread
    ]
    return tuple(sorted((*standing, *changed.values()), key=lambda c: (c.document_id, c.id)))
