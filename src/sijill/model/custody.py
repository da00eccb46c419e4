"""
One line of a document's life, chained to the line before it by digest.

The log is append-only. A changed, dropped or reordered line breaks the chain at that
line; changed bytes break the digest that the line holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.privacy import Public, Restricted

CHAIN_START = "0" * 64
MERGED = "merged"


@dataclass(frozen=True, slots=True)
class CustodyEntry:
    """
    Who captured which bytes, when, how and from where.

    Attributes:
        number: Line number, from 1.
        at: Instant in UTC, ISO 8601.
        by: Who: account and programme, as configured; never a witness.
        act: ``captured``, ``refused``, or ``merged`` (lines of another copy follow).
        how: ``file``, ``archive``, ``web``, ``feed``, ``warc``, ``telegram``, ``mail``,
            ``model``, ``copy`` (of the record).
        document_id: SHA-256 of the bytes; ``None`` for a refused capture.
        size_bytes: Length; ``None`` for a refused capture.
        media_type: As detected; ``None`` for a refused capture.
        address: File path or URL as given, member of a container after ``!``.
        reason: Reason of a refused capture.
        text: Sentence of a refused capture, or of what another copy gave.
        document: What else capture learnt (url, source, date, title, container), as the
            JSON form of `Document`; ``None`` for a refused capture.
        merged: For a line taken over from another copy of the record: its number, previous
            and digest there.
        previous: Digest of the line before; `CHAIN_START` for the first.
        digest: Digest of this line's other fields in canonical form.
    """

    number: Public[int]
    at: Public[str]
    by: Restricted[str]
    act: Public[str]
    how: Public[str]
    document_id: Public[str | None]
    size_bytes: Public[int | None]
    media_type: Public[str | None]
    address: Restricted[str]
    reason: Public[str | None] = None
    text: Restricted[str | None] = None
    document: Restricted[dict[str, object] | None] = None
    merged: Restricted[dict[str, object] | None] = None
    previous: Public[str] = CHAIN_START
    digest: Public[str] = ""
