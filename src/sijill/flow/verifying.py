"""
Is everything still what was captured? The log's chain, the vault's bytes, and both together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sijill.errors import ChainBroken, DigestMismatch, RecordError, StoreError
from sijill.flow.recording import RecordLayout, open_record
from sijill.flow.whereabouts import is_release
from sijill.model.ids import digest_bytes
from sijill.publish.release import CHECKSUMS
from sijill.store import Log, Vault
from sijill.store.joining import was_as_it_says


@dataclass(frozen=True, slots=True)
class CustodyFault:
    """
    One thing that is not what it was.

    Attributes:
        sentence: What is wrong, where, and what to do next.
        line: Line of the log; ``None``: not about a line.
        document_id: The document; ``None``: not about one.
    """

    sentence: str
    line: int | None = None
    document_id: str | None = None


def verify_custody(folder: Path, document_id: str | None = None) -> tuple[CustodyFault, ...]:
    """
    Check a record, or a release by its checksums; return every fault found.

    Args:
        folder: A record's folder or a release's.
        document_id: Check the bytes of this document alone, beside the logs.

    Raises:
        RecordError: If the folder is neither.
    """
    if is_release(folder):
        return tuple(_check_release(folder))
    layout = open_record(folder)
    faults = [
        *_check_log(layout.custody),
        *_check_log(layout.decisions),
        *_check_log(layout.identities),
        *_check_vault(layout, document_id),
    ]
    return tuple(faults)


def _check_log(log: Log) -> Iterator[CustodyFault]:
    try:
        for number, line in enumerate(log.stream_entries(), start=1):
            if not was_as_it_says(line):
                yield CustodyFault(
                    f"{log.name}, line {number}: it was taken over from another copy and "
                    "is not what it was there. Compare it with that copy.",
                    number,
                )
    except ChainBroken as why:
        named = why.document_id or _document_at(log, why.line)
        about = f", document {named}" if named else ""
        sentence = (
            str(why)
            if why.document_id
            else str(why).replace(f"line {why.line}", f"line {why.line}{about}", 1)
        )
        yield CustodyFault(sentence, why.line, named)


def _document_at(log: Log, number: int) -> str | None:
    """Return the document that the line, or the one before it, speaks of, as far as legible."""
    lines = [*islice(log.stream_lines(), max(0, number - 2), number)]
    for raw in reversed(lines):
        found = raw.partition(b'"document_id": "')[2][:64].decode("ascii", "replace")
        if len(found) == 64 and '"' not in found:
            return found
    return None


def _check_vault(layout: RecordLayout, document_id: str | None) -> Iterator[CustodyFault]:
    vault: Vault = layout.vault
    logged = list_logged(layout.custody)
    wanted = {document_id} if document_id else logged
    for one in sorted(wanted):
        if one not in logged:
            text = f"document {one} has no line in the custody log; give a captured one's id."
            yield CustodyFault(text, None, one)
            continue
        try:
            vault.load_bytes(one)
        except (DigestMismatch, StoreError) as why:
            yield CustodyFault(str(why), None, one)
    if document_id is None:
        for one in vault.stream_ids():
            if one not in logged:
                yield CustodyFault(
                    f"document {one} lies in the vault without a line in the custody log: a "
                    "line was dropped, or a capture was cut off. Capture the same address "
                    "again, or restore the log from a second copy.",
                    None,
                    one,
                )


def list_logged(log: Log) -> set[str]:
    """Return the documents that the log names, broken lines passed over."""
    found = set()
    for raw in log.stream_lines():
        try:
            entry = json.loads(raw)
        except ValueError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("document_id"), str):
            found.add(entry["document_id"])
    return found


def _check_release(folder: Path) -> Iterator[CustodyFault]:
    listed = {}
    for line in (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    for name, digest in sorted(listed.items()):
        path = folder / name
        if not path.is_file():
            yield CustodyFault(f"{name} is missing from the release; get a whole copy of it.")
        elif digest_bytes(path.read_bytes()) != digest:
            yield CustodyFault(f"{name} is not what was released; get a whole copy of it.")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != CHECKSUMS and name not in listed:
            yield CustodyFault(f"{name} is not part of the release; take it out.")


__all__ = ["CustodyFault", "RecordError", "verify_custody"]
