"""
A WARC gives the documents among its responses; pictures, styles and scripts stay inside.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataException
from warcio.exceptions import ArchiveLoadFailed

from sijill.capture.archives import BROKEN, STEP_BYTES, CountingReader
from sijill.capture.budget import Budget
from sijill.capture.media import detect_media_type
from sijill.capture.pages import check_answer
from sijill.capture.protocol import Captured, Outcome, Page, RefusedCapture
from sijill.errors import RefusedError

FURNITURE = (
    "image/",
    "font/",
    "audio/",
    "video/",
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/x-javascript",
    "application/font",
)


class WarcCapturer:
    """Opens WARC files, compressed or not."""

    how = "warc"
    media_types = frozenset({"application/warc"})

    def capture_members(self, container: Captured, *, budget: Budget) -> Iterator[Outcome]:
        """
        Yield the documents in the file's order; redirects are not documents.

        Raises:
            RefusedError: The file cannot be read to its end, or unpacks to more than it may.
        """
        try:
            for record in ArchiveIterator(io.BytesIO(container.data)):
                if record.rec_type in {"response", "resource"}:
                    budget.take_member()
                    yield from _capture_record(record, container, budget)
                _pass_over(record.raw_stream, container, budget)
        except (ArchiveLoadFailed, ChunkedDataException, AttributeError, *BROKEN):
            raise RefusedError(
                "archive_broken", "the WARC cannot be read to its end; export it again."
            ) from None


def list_heads(data: bytes, *, length: int) -> Iterator[tuple[str, bytes]]:
    """Yield each address whose answer a WARC holds, with the answer's first bytes."""
    for address, record in _stream_answers(data):
        yield address, record.content_stream().read(length)


def load_answer(data: bytes, address: str, *, most_bytes: int) -> bytes | None:
    """
    Return what a WARC holds of an address; ``None``: nothing, or more than may be read.

    Args:
        data: The WARC.
        address: The address, as in `list_heads`.
        most_bytes: How long it may be once unpacked.
    """
    for found, record in _stream_answers(data):
        if found == address:
            content: bytes = record.content_stream().read(most_bytes + 1)
            return content if len(content) <= most_bytes else None
    return None


def _stream_answers(data: bytes) -> Iterator[tuple[str, Any]]:
    """Yield address and record of each answer that is a thing itself; a broken end ends it."""
    try:
        for record in ArchiveIterator(io.BytesIO(data)):
            headers = record.http_headers
            status = int(headers.get_statuscode() or 200) if headers else 200
            if record.rec_type in {"response", "resource"} and 200 <= status < 300:
                yield record.rec_headers.get_header("WARC-Target-URI") or "", record
    except (ArchiveLoadFailed, ChunkedDataException, AttributeError, ValueError, *BROKEN):
        return


def _capture_record(record: Any, container: Captured, budget: Budget) -> Iterator[Outcome]:
    """Yield the record's document, or the refusal of what came in its place."""
    headers = record.http_headers
    status = int(headers.get_statuscode() or 200) if headers else 200
    told = (headers or record.rec_headers).get_header("Content-Type") or ""
    told = told.split(";", 1)[0].strip().lower()
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if 300 <= status < 400 or told.startswith(FURNITURE) or told == "text/dns":
        return
    address = f"{container.address}!{url}"
    try:
        data = _read_content(record, container, budget)
        name = PurePosixPath(urlsplit(url).path).name or None
        media_type = detect_media_type(data, name, told or None)
        check_answer(Page(url, status, told, data))
    except RefusedError as refusal:
        if refusal.reason == "unsafe_archive":
            raise
        yield RefusedCapture(address, "warc", refusal.reason, refusal.text)
        return
    is_web = url.startswith(("http://", "https://"))
    yield Captured(
        data,
        media_type,
        "warc",
        address,
        name,
        url if is_web else None,
        part_of=container.digest,
    )


def _read_content(record: Any, container: Captured, budget: Budget) -> bytes:
    """Return the body, without the transfer's compression, within the bounds."""
    stream = CountingReader(record.content_stream(), len(container.data), budget)
    data = stream.read(budget.settings.max_document_bytes + 1)
    budget.check_document(len(data))
    return data


def _pass_over(stream: Any, container: Captured, budget: Budget) -> None:
    """Read a record to its end at the budget's cost, so that none unpacks without end."""
    rest = CountingReader(stream, len(container.data), budget)
    while rest.read(STEP_BYTES):
        pass
