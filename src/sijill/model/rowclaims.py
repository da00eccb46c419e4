"""
Claims that rows of somebody's dataset make: which they are, and which can be one act.
"""

from __future__ import annotations

from sijill.model.claim import Claim

EVENT_ROWS = "sijill.rows.v1"
REPORT_ROWS = "sijill.rows_as_reports.v1"


def is_row_claim(claim: Claim) -> bool:
    """Say whether a row of a dataset makes the claim, whose values then come from its cells."""
    return claim.extractor in (EVENT_ROWS, REPORT_ROWS)


def document_of(claim: Claim) -> str:
    """
    Return the document within which two claims are two acts.

    It is the reading; of a dataset whose rows are events, by its codebook, it is the file.

    Examples:
        >>> from sijill.model.span import Span
        >>> row = Claim("c-1", "d1#12", EVENT_ROWS, (Span(0, 1, "x"),), "attack")
        >>> document_of(row)
        'd1'
    """
    if claim.extractor == EVENT_ROWS:
        return claim.document_id.rpartition("#")[0] or claim.document_id
    return claim.document_id
