"""
One writer at a time: a lock that the system gives back when its holder dies.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sijill.errors import RecordError, StoreError
from sijill.store.vault import describe


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """
    Hold the lock at *path* for the block.

    The lock lives in the system's memory and not in the file: a killed holder leaves the
    file behind and the lock free.

    Raises:
        RecordError: If another process holds it.
        StoreError: If the file cannot be opened.
    """
    try:
        handle = path.open("ab")
    except OSError as why:
        raise StoreError(
            f"{path.name} could not be opened: {describe(why)}. "
            "Allow writing in the record's folder, then run the same command again."
        ) from why
    with handle:
        try:
            _take(handle)
        except OSError as why:
            raise RecordError(
                "another process is writing to this record. Wait until it has ended, "
                "then run the same command again."
            ) from why
        yield


def _take(handle: BinaryIO) -> None:
    if os.name == "nt":
        import msvcrt

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    import fcntl

    fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
