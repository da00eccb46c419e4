"""
A record as one file, and a record made of that file again.

What a run can make again is left out unless it is asked for. A backup is always of a record
that lies in its folder, wherever it lay, so that it can be restored with no server at hand.
"""

from __future__ import annotations

import io
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

import sijill
from sijill.errors import RecordError, StoreError
from sijill.flow.clock import now_utc
from sijill.flow.moving import KEY_FILE, MOVED, make_last_again
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.recording import RecordLayout, open_record
from sijill.flow.settings import load_store_settings, set_room
from sijill.flow.verifying import CustodyFault, list_logged, verify_custody
from sijill.flow.whereabouts import SETTINGS_FILE, need_new_folder
from sijill.store import Log, open_desk, open_store
from sijill.store.backup import Member, stream_backup, write_backup
from sijill.store.chain import LOGS
from sijill.store.copying import copy_rows
from sijill.store.database import Place, open_engine
from sijill.store.desk_tables import METADATA as DESK
from sijill.store.log import AppendLog
from sijill.store.records import RECORDS, STEPS
from sijill.store.vault import describe

_VAULT = "vault"
_LEFT_OUT = ("lock", KEY_FILE, SETTINGS_FILE)
_DATABASES = ("derived.sqlite", "desk.sqlite")


class Closing(Protocol):
    """What is opened and closed again."""

    def close(self) -> None:
        """Close it."""


@dataclass(frozen=True, slots=True)
class Restored:
    """
    What was restored.

    Attributes:
        files: How many files.
        faults: What `sijill custody verify` says of the record now; it was so before too.
    """

    files: int
    faults: tuple[CustodyFault, ...]


def back_up(
    folder: Path, file: Path, *, derived: bool = False, progress: Progress = ignore_progress
) -> int:
    """
    Write a record into one file; people may go on working meanwhile.

    Args:
        folder: The record.
        file: The backup; it is not there yet.
        derived: Put in what a run can make again too.
        progress: Told after each file.

    Returns:
        How many files are in it.

    Raises:
        RecordError: If there is no record, or *file* is there or lies in the record.
        StoreError: If something cannot be read or written; no backup is left then.
    """
    layout = open_record(folder)
    if file.exists():
        raise RecordError(f"{file.name} is there already. Name a new file for the backup.")
    if folder.resolve() in file.resolve().parents:
        raise RecordError("the backup would lie in the record itself. Name a place outside.")
    if not file.parent.is_dir():
        raise RecordError(f"there is no folder {file.parent}. Make it, or name another place.")
    with _working_folder(file) as work:
        members = _told(_members(layout, work, derived=derived), progress)
        return write_backup(file, members, made_at=now_utc(), version=sijill.__version__)


def restore(file: Path, folder: Path, *, progress: Progress = ignore_progress) -> Restored:
    """
    Make a record of a backup, in a new folder; every file is held to its digest first.

    Args:
        file: The backup.
        folder: The folder of the record; it is not there yet, or empty.
        progress: Told after each file.

    Raises:
        RecordError: If *folder* holds something.
        CustodyError: If *file* is no backup, was cut off, or is not what it was.
        StoreError: If the disk does not take it. In each case nothing is left.
    """
    need_new_folder(folder)
    part = folder.with_name(folder.name + ".restoring")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        number = 0
        for number, (name, data) in enumerate(stream_backup(file), start=1):
            _write_file(part / name, data, sealed=name.startswith(f"{_VAULT}/"))
            progress("restore", number, None)
        if not (part / SETTINGS_FILE).is_file():
            raise RecordError(f"{file.name} holds no record. Name a backup of a record.")
        (part / _VAULT).mkdir(exist_ok=True)
        _sync()
        if folder.exists():
            folder.rmdir()
        part.replace(folder)
    except OSError as why:
        raise StoreError(
            f"the record could not be written: {describe(why)}. Make room or name another "
            "folder, then run the same command again."
        ) from why
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Restored(number, verify_custody(folder))


def _told(members: Iterator[Member], progress: Progress) -> Iterator[Member]:
    for number, member in enumerate(members, start=1):
        yield member
        progress("backup", number, None)


def _members(layout: RecordLayout, work: Path, *, derived: bool) -> Iterator[Member]:
    """Yield the parts in an order in which each holds what those before it speak of."""
    sealed = set(layout.vault.stream_ids())
    yield SETTINGS_FILE, _plain_settings(layout)
    if _is_there(layout.desk):
        yield _copy(layout.desk, work / "desk.sqlite", open_desk, DESK.sorted_tables)
    if derived and _is_there(layout.derived):
        yield _copy(layout.derived, work / "derived.sqlite", open_store, (RECORDS, STEPS))
    for name in reversed(LOGS):  # custody comes last, and so knows every document
        log = _copy_log(layout.log(name), work / f"{name}.jsonl")
        if log.path.is_file():
            yield log.name, log.path
        sealed |= list_logged(log)
    yield from _own_files(layout)
    for one in sorted(filter(layout.vault.holds, sealed)):
        yield f"{_VAULT}/{one[:2]}/{one[2:]}", layout.vault.path_of(one)


def _plain_settings(layout: RecordLayout) -> bytes:
    """Return the settings of the same record in its folder, without the way to a server."""
    text = layout.settings.read_text(encoding="utf-8")
    found = load_store_settings(layout.settings)
    if found.url_variable or found.url_file:
        text = set_room(text, "store", {"record": found.record})
    return text.encode()


def _is_there(place: Place) -> bool:
    return not isinstance(place, Path) or place.is_file()


def _copy(
    source: Place,
    target: Path,
    opened: Callable[[Place], Closing],
    tables: Sequence[sa.Table],
) -> Member:
    """Copy tables into a file of their own, which holds all of them when it is closed."""
    opened(source).close()
    made, engine = open_engine(source), open_engine(target)
    try:
        opened(target).close()
        with engine.begin() as connection:
            copy_rows(made, connection, tables)
            if STEPS in tables:
                make_last_again(connection)
    except (OperationalError, StoreError) as why:
        raise StoreError(
            "the backup could not be written: the disk does not take it. Make room, then run "
            "the same command again."
        ) from why
    finally:
        engine.dispose()
        if isinstance(source, Path):
            made.dispose()
    return target.name, target


def _copy_log(log: Log, target: Path) -> AppendLog:
    """Copy a log's lines as they are, whole or not, into a file; no line: no file."""
    lines = iter(log.stream_lines())
    first = next(lines, None)
    if first is not None:
        with target.open("xb") as out:
            out.writelines(line.rstrip(b"\n") + b"\n" for line in chain([first], lines))
    return AppendLog(target)


def _own_files(layout: RecordLayout) -> Iterator[Member]:
    """Yield all else that lies in the folder: vocabularies, lists, codebooks, releases."""
    key = load_store_settings(layout.settings).url_file
    out = {
        *_LEFT_OUT,
        layout.desk_key.name,
        *(f"{name}.jsonl" for name in LOGS),
        *([key] if key else []),
    }
    for top, folders, files in os.walk(layout.folder):
        at = Path(top)
        inside = at == layout.folder
        folders[:] = sorted(name for name in folders if not (inside and _is_apart(name)))
        for name in folders:
            if (at / name).is_symlink():
                raise RecordError(
                    f"{name} is a link to a folder, which a backup cannot hold. Put the folder "
                    "itself into the record."
                )
        for name in sorted(files):
            path = at / name
            if name.endswith(".partial") or (inside and (name in out or _is_database(name))):
                continue
            yield path.relative_to(layout.folder).as_posix(), path


def _is_apart(folder: str) -> bool:
    return folder == _VAULT or folder.startswith(MOVED)


def _is_database(name: str) -> bool:
    return name.startswith(_DATABASES)


@contextmanager
def _working_folder(file: Path) -> Iterator[Path]:
    """Give a folder beside a backup for what is copied first; what a kill left goes too."""
    work = file.with_name(file.name + ".work")
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(mode=0o700)
    except OSError as why:
        raise StoreError(
            f"the backup could not be written: {describe(why)}. Allow writing there, or name "
            "another place."
        ) from why
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write_file(path: Path, data: io.RawIOBase, *, sealed: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    private = path.name == "desk.sqlite"
    with path.open("xb") as out:
        if private:
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        shutil.copyfileobj(data, out)
    if sealed:
        path.chmod(stat.S_IRUSR | stat.S_IRGRP)


def _sync() -> None:
    """Force all that was written to disk, where the system can."""
    if hasattr(os, "sync"):
        os.sync()
