"""
How identifiers are made.

Documents, claims and clusters are named by what they are; incidents and victims get
opaque ids that say nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sijill.model.span import Span


def digest_bytes(data: bytes) -> str:
    """
    Return the SHA-256 of *data* in hex.

    Examples:
        >>> digest_bytes(b"")[:8]
        'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def digest_words(*parts: str) -> str:
    """
    Return a digest of 32 hex digits over *parts*, each kept apart from the next.

    Examples:
        >>> digest_words("a", "bc") == digest_words("ab", "c")
        False
    """
    hashed = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        hashed.update(len(encoded).to_bytes(8, "big") + encoded)
    return hashed.hexdigest()[:32]


def claim_id(
    document_id: str, evidence: Iterable[Span], *, extractor: str, order: int = 0
) -> str:
    """
    Return a claim's id; *order* tells claims with the same spans apart, from 0.

    Examples:
        >>> claim_id("d1", [Span(0, 2, "It")], extractor="x.v1")[:2]
        'c-'
    """
    places = [f"{span.start}:{span.end}" for span in evidence]
    return "c-" + digest_words(document_id, *places, extractor, str(order))


def cluster_id(claims: Iterable[str]) -> str:
    """Return the name of a cluster, or of an incident outside a record, by its claims."""
    return "k-" + digest_words(*sorted(claims))


def summary_id(claim: str) -> str:
    """Return the name of the summary of a claim."""
    return "s-" + digest_words(claim)


def decision_id(at: str, by: str, verdict: str, *targets: str) -> str:
    """
    Return the name of a decision, by when, by whom, about what and how it was decided.

    Examples:
        >>> decision_id("2023-10-06T09:00:00Z", "reviewer", "same", "d1:0:5:claim")[:2]
        'r-'
    """
    return "r-" + digest_words(at, by, verdict, *targets)
