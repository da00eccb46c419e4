"""
One document's bytes to its readings: the right reader, then language, date and dateline.
"""

from __future__ import annotations

from datetime import date

from sijill.errors import RefusedError
from sijill.model import Document, Reading
from sijill.model.mapping import RowMapping
from sijill.model.rowtext import name_reader
from sijill.read.dateline import read_dateline
from sijill.read.formats import find_reader
from sijill.read.language import read_language
from sijill.read.protocol import Draft
from sijill.read.rows import read_rows
from sijill.read.settings import Settings

READ_VERSION = "sijill.read.v3"


def read_document(
    document: Document, data: bytes, *, settings: Settings, mapping: RowMapping | None = None
) -> tuple[Reading, ...]:
    """
    Return the readings of a document: one, or for a table one a row.

    Args:
        document: What capture learnt of the bytes.
        data: The bytes.
        settings: Limits, columns of tables, languages for scanned pages.
        mapping: What its columns mean, where it is somebody's dataset; its rows are then
            read as cells and not as texts.

    Returns:
        At least one reading; its text is the document's own, not normalised.

    Raises:
        RefusedError: If the document cannot be read; the reason says why.

    Examples:
        >>> document = Document("d1", 24, "text/plain", file_name="report.txt")
        >>> reading, = read_document(document, b"Shells fell on the town.", settings=Settings())
        >>> reading.text, reading.language
        ('Shells fell on the town.', None)
    """
    if len(data) > settings.max_bytes:
        raise RefusedError(
            "too_large",
            f"document {document.id} has {len(data):,} bytes and the limit is "
            f"{settings.max_bytes:,}; raise `read.max_bytes` or split it.",
        )
    if mapping is not None:
        drafts = read_rows(document, data, mapping=mapping, settings=settings)
        return tuple(_finish_row(document, draft, mapping, settings) for draft in drafts)
    drafts = find_reader(document, data)(document, data, settings=settings)
    if not any(draft.text.strip() for draft in drafts):
        text = f"document {document.id} has no text; look at the original."
        raise RefusedError("empty", text)
    return tuple(_finish(document, draft, settings) for draft in drafts if draft.text.strip())


def _finish_row(
    document: Document, draft: Draft, mapping: RowMapping, settings: Settings
) -> Reading:
    """
    Return the reading of a row.

    The day that a dataset was published on says nothing of its rows, so it is not theirs.
    """
    _check_length(document, draft, settings)
    return Reading(
        id=f"{document.id}#{draft.row}",
        text=draft.text,
        title=draft.title,
        language=draft.language,
        published_on=draft.published_on,
        published_origin="metadata" if draft.published_on else None,
        source=draft.source,
        url=draft.url,
        document_id=document.id,
        reader=name_reader(mapping.name),
        caveats=draft.caveats,
    )


def _check_length(document: Document, draft: Draft, settings: Settings) -> None:
    if len(draft.text) > settings.max_chars:
        raise RefusedError(
            "too_large",
            f"document {document.id} has {len(draft.text):,} characters of text and the limit "
            f"is {settings.max_chars:,}; raise `read.max_chars` or split it.",
        )


def _finish(document: Document, draft: Draft, settings: Settings) -> Reading:
    _check_length(document, draft, settings)
    language, unsure = read_language(draft.text, draft.language, settings=settings)
    line = read_dateline(draft.text)
    on, origin = _published(document, draft, line.on if line else None, settings)
    return Reading(
        id=f"{document.id}#{draft.row}" if draft.row else document.id,
        text=draft.text,
        title=draft.title or document.title,
        language=language,
        published_on=on,
        published_origin=origin,
        source=draft.source or document.source,
        url=draft.url or document.url,
        dateline=line.place if line else None,
        document_id=document.id,
        reader=READ_VERSION,
        caveats=(*draft.caveats, *unsure),
    )


def _published(
    document: Document, draft: Draft, by_line: date | None, settings: Settings
) -> tuple[date | None, str | None]:
    """Return the day of publication and where it comes from: by hand, metadata, dateline."""
    given = (document.published_on, document.published_origin or "metadata")
    offered = [(draft.published_on, "metadata"), given, (by_line, "dateline")]
    if document.published_origin == "by_hand":
        offered.insert(0, given)
    for on, origin in offered:
        late = settings.latest_on is not None and on is not None and on > settings.latest_on
        if on is not None and not (late and origin != "by_hand"):
            return on, origin
    return None, None
