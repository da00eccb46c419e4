"""
The captured bytes, each file named by the digest of what is in it.

A file is written beside its place, forced to disk and moved in one step, so that a name in
the vault always stands for whole bytes. It is never written again, and hashed on each read.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from sijill.errors import DigestMismatch, StoreError
from sijill.model.ids import digest_bytes

_PARTIAL = ".partial"


class Vault:
    """
    Bytes by digest, in ``ab/cdef…`` below one folder.

    Attributes:
        folder: The vault's folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, document_id: str) -> Path:
        """Return where the bytes of a document lie, or would lie."""
        return self.folder / document_id[:2] / document_id[2:]

    def holds(self, document_id: str) -> bool:
        """Say whether the vault has the bytes of a document."""
        return self.path_of(document_id).is_file()

    def save_bytes(self, data: bytes) -> str:
        """
        Seal *data* and return its SHA-256; bytes that are there already stay as they are.

        Raises:
            DigestMismatch: If the file under that name no longer holds those bytes.
            StoreError: If the disk does not take them.
        """
        document_id = digest_bytes(data)
        path = self.path_of(document_id)
        if path.is_file():
            self.load_bytes(document_id)
            return document_id
        partial = path.with_name(f"{path.name}.{uuid4().hex}{_PARTIAL}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_synced(partial, data)
            partial.chmod(stat.S_IRUSR | stat.S_IRGRP)
            partial.replace(path)
            sync_folder(path.parent)
        except OSError as why:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise StoreError(
                f"the vault could not keep document {document_id}: {describe(why)}. "
                "Make room or allow writing, then run the same command again."
            ) from why
        return document_id

    def load_bytes(self, document_id: str) -> bytes:
        """
        Return the bytes of a document, hashed again.

        Raises:
            DigestMismatch: If they are not the bytes that were sealed.
            StoreError: If they are not there.
        """
        try:
            data = self.path_of(document_id).read_bytes()
        except OSError as why:
            raise _cannot_give(document_id, why) from why
        actual = digest_bytes(data)
        if actual != document_id:
            raise DigestMismatch(document_id, expected=document_id, actual=actual)
        return data

    def load_part(self, document_id: str, start: int, end: int) -> bytes:
        """
        Return a stretch of a document's bytes.

        The whole is hashed the first time, and again only when the file has changed.

        Args:
            document_id: The document.
            start: The first byte.
            end: The byte after the last.

        Raises:
            DigestMismatch: If the file no longer holds the bytes that were sealed.
            StoreError: If they are not there.
        """
        path = self.path_of(document_id)
        try:
            found = path.stat()
            actual = _digest_once(path, (found.st_ino, found.st_size, found.st_mtime_ns))
            with path.open("rb") as file:
                file.seek(start)
                part = file.read(max(0, end - start))
        except OSError as why:
            raise _cannot_give(document_id, why) from why
        if actual != document_id:
            raise DigestMismatch(document_id, expected=document_id, actual=actual)
        return part

    def stream_ids(self) -> Iterator[str]:
        """Yield the digest of every document in the vault, sorted."""
        for path in sorted(self.folder.glob("??/*")):
            if path.is_file() and path.suffix != _PARTIAL:
                yield path.parent.name + path.name

    def clear_partials(self) -> int:
        """Remove what killed writers left behind; return how many files that were."""
        left = [*self.folder.glob(f"??/*{_PARTIAL}")]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)


def describe(why: OSError) -> str:
    """
    Return an error of the operating system in words, without a path.

    Examples:
        >>> describe(OSError(28, "No space left on device"))
        'no space left on device'
    """
    return (why.strerror or type(why).__name__).lower()


def sync_folder(folder: Path) -> None:
    """Force a folder's entries to disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@lru_cache(maxsize=1024)
def _digest_once(path: Path, stamp: tuple[int, ...]) -> str:  # noqa: ARG001
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _cannot_give(document_id: str, why: OSError) -> StoreError:
    return StoreError(
        f"the vault cannot give document {document_id}: {describe(why)}. "
        "Restore the file from a second copy of the vault."
    )


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("xb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
