"""
One writer at a time: a lock that the system gives back when its holder dies.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import BinaryIO

import sqlalchemy as sa

from sijill.errors import RecordBusy, StoreError
from sijill.store.asking import ask_through
from sijill.store.database import DatabaseUrl, Place, ask_alone, open_engine
from sijill.store.moment import begin_anew
from sijill.store.vault import describe

_TRY_AGAIN_S = 0.005
_TURNS: dict[DatabaseUrl, Lock] = {}  # of this process's threads
_KEY = "7461, 0"  # of the lock in the database, which holds one record


@contextmanager
def hold_lock(place: Place, *, wait_s: float = 0.0) -> Iterator[None]:
    """
    Hold the lock of a record for the block.

    The lock lives in the memory of the system, or of the server: a killed holder leaves the
    lock free, and at most an empty file behind.

    Args:
        place: The lock's file, or the record's database.
        wait_s: How long to wait for another holder, in seconds.

    Raises:
        RecordError: If another process or thread holds it for longer.
        StoreError: If the file cannot be opened, or the server not be reached.
    """
    held = _hold_file(place, wait_s) if isinstance(place, Path) else _hold_server(place, wait_s)
    with held:
        yield


@contextmanager
def _hold_file(path: Path, wait_s: float) -> Iterator[None]:
    try:
        handle = path.open("ab")
    except OSError as why:
        raise StoreError(
            f"{path.name} could not be opened: {describe(why)}. "
            "Allow writing in the record's folder, then run the same command again."
        ) from why
    with handle:
        _wait_for(lambda: _take(handle), time.monotonic() + wait_s)
        yield


@contextmanager
def _hold_server(place: DatabaseUrl, wait_s: float) -> Iterator[None]:
    """
    Hold a lock of the server's that ends with the connection, and with whoever made it.

    The threads of one process come one after another, so that those who wait do not hold the
    connections that the writer needs.
    """
    turn = _TURNS.setdefault(place, Lock())
    until = time.monotonic() + wait_s
    _wait_for(lambda: turn.acquire(blocking=False), until)
    try:
        with ask_alone(open_engine(place)).connect() as connection:
            _wait_for(lambda: _ask(connection, "pg_try_advisory_lock"), until)
            begin_anew()
            try:
                with ask_through(connection):
                    yield
            finally:
                _give_back(connection)
    finally:
        turn.release()


def _wait_for(take: Callable[[], bool], until: float) -> None:
    while not take():
        if time.monotonic() >= until:
            raise RecordBusy
        time.sleep(_TRY_AGAIN_S)


def _ask(connection: sa.Connection, what: str) -> bool:
    return bool(connection.execute(sa.text(f"SELECT {what}({_KEY})")).scalar())


def _give_back(connection: sa.Connection) -> None:
    """Give the lock back; a connection that failed is closed, which gives it back too."""
    try:
        given = _ask(connection, "pg_advisory_unlock")
    except (StoreError, sa.exc.SQLAlchemyError):
        given = False
    if not given:
        connection.invalidate()


def _take(handle: BinaryIO) -> bool:
    try:
        _lock_file(handle)
    except OSError:
        return False
    return True


def _lock_file(handle: BinaryIO) -> None:
    if os.name == "nt":
        import msvcrt

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    import fcntl

    fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
