"""
Capture into a record: bytes into the vault first, then the custody line.

A kill between the two leaves bytes without a line; the next capture of the same address
writes it. The same bytes twice are one document with two lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sijill import capture
from sijill.capture import Captured, RefusedCapture
from sijill.flow.clock import now_utc
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.recording import RecordLayout, load_custody, open_record, write_record
from sijill.flow.settings import Settings, load_settings
from sijill.model import CustodyEntry, Document, Refusal
from sijill.model.form import to_json
from sijill.model.ids import digest_words

CAPTURE_VERSION = "sijill.capture.v1"


@dataclass(frozen=True, slots=True)
class CaptureReport:
    """
    What a capture did.

    Attributes:
        new: Ids of documents that the record did not have.
        known: Ids of documents that it had.
        refusals: What was refused, with reasons.
    """

    new: tuple[str, ...]
    known: tuple[str, ...]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    by: str
    source: str | None
    published_on: date | None


def capture_into(
    folder: Path,
    addresses: Sequence[str | Path],
    *,
    by: str,
    published_on: date | None = None,
    source: str | None = None,
    dry_run: bool = False,
    progress: Progress = ignore_progress,
) -> CaptureReport:
    """
    Seal what is found at *addresses* into the record in *folder*.

    Args:
        folder: The record.
        addresses: Files, folders, archives, exports, and http(s) addresses.
        by: Who captures.
        published_on: Day of publication of all of them, given by hand.
        source: Who published them, given by hand.
        dry_run: Say what would be sealed; write nothing.
        progress: Told after each document.

    Raises:
        RecordError: If there is no record, or another process writes to it.
        StoreError: If the disk does not take the bytes.
    """
    given = _Given(by, source, published_on)
    if dry_run:
        return _capture(open_record(folder), addresses, given, write=False, progress=progress)
    with write_record(folder, clears=True) as layout:
        return _capture(layout, addresses, given, write=True, progress=progress)


def _capture(
    layout: RecordLayout,
    addresses: Sequence[str | Path],
    given: _Given,
    *,
    write: bool,
    progress: Progress,
) -> CaptureReport:
    settings: Settings = load_settings(layout.settings)
    client = capture.make_client(settings=settings.capture)
    held = {entry.document_id for entry in load_custody(layout) if entry.document_id}
    new: dict[str, None] = {}
    known: dict[str, None] = {}
    refusals: list[Refusal] = []
    log = layout.custody
    found = capture.capture_addresses(addresses, settings=settings.capture, client=client)
    for number, item in enumerate(found, start=1):
        if isinstance(item, RefusedCapture):
            refusals.append(_refuse(item))
            entry = _refused_entry(item, given)
        else:
            document = _document(item, given)
            (known if document.id in held else new)[document.id] = None
            held.add(document.id)
            entry = _captured_entry(item, document, given)
            if write:
                layout.vault.save_bytes(item.data)
        if write:
            log.save_entries([to_json(entry)])
        progress("capture", number, None)
    return CaptureReport(tuple(new), tuple(known), tuple(refusals))


def _document(item: Captured, given: _Given) -> Document:
    on = given.published_on or item.published_on
    origin = None if on is None else "by_hand" if given.published_on else "metadata"
    return Document(
        id=item.digest,
        size_bytes=len(item.data),
        media_type=item.media_type,
        url=item.url,
        file_name=item.file_name,
        source=given.source or item.source,
        published_on=on,
        published_origin=origin,
        title=item.title,
        part_of=item.part_of,
    )


def _captured_entry(item: Captured, document: Document, given: _Given) -> CustodyEntry:
    return CustodyEntry(
        number=0,
        at=now_utc(),
        by=given.by,
        act="captured",
        how=item.how,
        document_id=document.id,
        size_bytes=document.size_bytes,
        media_type=document.media_type,
        address=item.address,
        document=to_json(document),
    )


def _refused_entry(item: RefusedCapture, given: _Given) -> CustodyEntry:
    return CustodyEntry(
        number=0,
        at=now_utc(),
        by=given.by,
        act="refused",
        how=item.how,
        document_id=None,
        size_bytes=None,
        media_type=None,
        address=item.address,
        reason=item.reason,
        text=item.text,
    )


def _refuse(item: RefusedCapture) -> Refusal:
    return Refusal(
        "capture",
        digest_words(item.address),
        "capture",
        CAPTURE_VERSION,
        item.reason,
        item.text,
    )


def refusals_of(entries: Sequence[CustodyEntry]) -> tuple[Refusal, ...]:
    """Return the refused captures of a log, the latest of each address, sorted by id."""
    found: dict[str, Refusal] = {}
    for entry in entries:
        if entry.act == "refused":
            id_ = digest_words(entry.address)
            reason, text = entry.reason or "", entry.text or ""
            new = Refusal("capture", id_, "capture", CAPTURE_VERSION, reason, text, entry.at)
            old = found.get(id_, new)
            found[id_] = max(old, new, key=lambda one: (one.at or "", one.reason, one.text))
    return tuple(found[key] for key in sorted(found))
