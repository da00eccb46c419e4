"""
What a decision about claims rests on, as a short word that changes when they do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.book import Book, open_book
from sijill.model.form import canonical_line
from sijill.model.ids import digest_words
from sijill.model.rows import ClaimRow


def claim_etag(*rows: ClaimRow) -> str:
    """
    Return what changes with what claims say and with decisions about them.

    It does not change with the incident that holds them: who answers one question after
    another moves claims about, and is not to be stopped by that.

    Examples:
        >>> one = ClaimRow("c-1", "d", "i-1", "shelling")
        >>> claim_etag(one) == claim_etag(replace(one, incident="i-2", left_out="x"))
        True
        >>> claim_etag(one) == claim_etag(replace(one, decided="decided"))
        False
    """
    still = (replace(row, incident=None, left_out=None) for row in rows)
    return f"c-{digest_words(*sorted(map(canonical_line, still)))[:16]}"


def pair_etag(bench: Workbench, rows: Iterable[ClaimRow]) -> str:
    """Return what changes with two claims, and with judgements about the two."""
    both = tuple(rows)
    judged = _judgements(open_book(bench.layout), both)
    return f"p-{digest_words(claim_etag(*both), *judged)[:16]}"


def find_claim_etag(bench: Workbench, *ids: str) -> str:
    """Return the etag of a claim, or of two, as they are now."""
    rows = tuple(bench.store.rows.find_many(ClaimRow, set(ids)))
    return claim_etag(*rows) if len(ids) == 1 else pair_etag(bench, rows)


def _judgements(book: Book, rows: tuple[ClaimRow, ...]) -> list[str]:
    """Return the ids of judgements about all documents of some claims that stand."""
    documents = {row.document for row in rows}
    found: set[str] = set()
    for document in documents:
        for id_ in book.by_document.get(document, ()):
            targets = book.targets_of(book.by_id[id_])
            both = len(targets) > 1 and documents <= {one["document_id"] for one in targets}
            if both and book.stands(id_) and "withdraws" not in book.by_id[id_]:
                found.add(id_)
    return sorted(found)
