"""
Where the answers of a model are kept: sealed in a record's vault, or in a folder of a filter.
"""

from __future__ import annotations

import os
from pathlib import Path

from sijill.errors import StoreError
from sijill.flow.clock import now_utc
from sijill.flow.recording import RecordLayout, load_custody
from sijill.model import CustodyEntry
from sijill.model.form import to_json
from sijill.store.vault import describe

_HOW = "model"


class VaultAnswers:
    """
    Answers sealed in a record like captures, each with its line in the custody log.

    The line's address is the server's, with the digest of the question behind ``#``; a
    second run reads the answer back by it, with no network.
    """

    def __init__(self, layout: RecordLayout, *, address: str, by: str) -> None:
        self._vault, self._log = layout.vault, layout.custody
        self._address, self._by = address, by
        self._ids: dict[str, str] = {}
        for entry in load_custody(layout):
            if entry.how == _HOW and entry.document_id:
                self._ids.setdefault(entry.address.rpartition("#")[2], entry.document_id)

    def load_answer(self, key: str) -> bytes | None:
        """Return the sealed answer to the question *key*, hashed again."""
        document_id = self._ids.get(key)
        return self._vault.load_bytes(document_id) if document_id else None

    def save_answer(self, key: str, data: bytes) -> None:
        """Seal an answer: the bytes first, then the line."""
        document_id = self._vault.save_bytes(data)
        entry = CustodyEntry(
            number=0,
            at=now_utc(),
            by=self._by,
            act="captured",
            how=_HOW,
            document_id=document_id,
            size_bytes=len(data),
            media_type="application/json",
            address=f"{self._address}#{key}",
        )
        self._log.save_entries([to_json(entry)])
        self._ids[key] = document_id


class FolderAnswers:
    """
    Answers in a folder of their own, for filters: one file for each question.

    Attributes:
        folder: The folder; ``None``: answers are kept in memory, for this run only.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._held: dict[str, bytes] = {}

    def load_answer(self, key: str) -> bytes | None:
        """Return the kept answer to the question *key*."""
        if self.folder is None:
            return self._held.get(key)
        path = self.folder / key
        return _load_whole(path) if path.is_file() else None

    def save_answer(self, key: str, data: bytes) -> None:
        """Keep an answer; a file appears under its name only when all of it is written."""
        if self.folder is None:
            self._held[key] = data
            return
        partial = self.folder / f"{key}.{os.getpid()}.partial"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(data)
            partial.replace(self.folder / key)
        except OSError as why:
            raise StoreError(
                f"the folder of answers could not be written: {describe(why)}. Make room or "
                "allow writing, then run the same command again."
            ) from why


def _load_whole(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as why:
        raise StoreError(f"answer {path.name[:12]}… cannot be read: {describe(why)}.") from why
