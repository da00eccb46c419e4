"""
A record moved from its folder to a server's database, and back.

The settings say where a record lies, and are replaced in one step when all of it is there. A
move that is cut off before has moved nothing, and the same command does it from the start.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from sijill.errors import RecordError, SettingsError, StoreError, say_command
from sijill.flow.clock import now_utc
from sijill.flow.recording import RecordLayout, find_url, write_record
from sijill.flow.settings import load_store_settings, set_room
from sijill.flow.whereabouts import SETTINGS_FILE, find_settings
from sijill.store import hold_lock, open_desk, open_store
from sijill.store import settings as store_settings
from sijill.store.chain import LOGS
from sijill.store.copying import copy_rows
from sijill.store.database import DatabaseUrl, open_engine, read_url
from sijill.store.desk_tables import METADATA as DESK
from sijill.store.homes import (
    ARRIVING,
    HERE,
    LEFT,
    Home,
    claim_home,
    clear_for_arrival,
    forbid_changes,
    load_home,
    save_home,
)
from sijill.store.log import AppendLog
from sijill.store.records import RECORDS, STEPS
from sijill.store.sending import settle
from sijill.store.tablelog import LINES, TableLog
from sijill.store.tables import LOGS as LOG_TABLES
from sijill.store.tables import upgrade_tables
from sijill.store.vault import describe, sync_folder

KEY_FILE = "store-url"  # in the record's folder, where the URL was given in words
MOVED = "moved-"
_FILES = (*(f"{name}.jsonl" for name in LOGS), "derived.sqlite", "desk.sqlite")
_LAST_STEP = "incidents"  # its rows for lists and searches are made anew by the next run
_AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Move:
    """
    What a move did.

    Attributes:
        lines: Lines of each log, by its name.
        records: Derived records.
        aside: The folder, inside the record's, with the files that count no more; ``None``:
            there were none.
    """

    lines: Mapping[str, int]
    records: int
    aside: str | None


def upgrade_record(folder: Path) -> bool:
    """
    Bring the tables of a record's database to this version's form; say whether it was needed.

    Raises:
        RecordError: If there is no record, or another process writes to it.
        StoreError: If a newer version of Sijill made the tables.
    """
    with write_record(folder) as layout:
        if layout.url is not None:
            return _make_tables(open_engine(layout.url))
        engine = open_engine(folder / "derived.sqlite")
        try:
            return upgrade_tables(engine)
        finally:
            engine.dispose()


def move_record(
    folder: Path,
    *,
    target: str | None = None,
    variable: str | None = None,
    key_file: Path | None = None,
) -> Move:
    """
    Move a record to a server, or back into its folder; one of the three says where.

    Args:
        folder: The record.
        target: The URL of a database, or the record's own folder.
        variable: Name of the environment variable that holds the URL, now and later.
        key_file: The file that holds it, now and later.

    Raises:
        RecordError: As `move_to_server` and `move_to_folder` say.
        SettingsError: If the variable or the file holds no URL, or *target* is neither a URL
            nor the record's folder.
        StoreError: As they say.
    """
    if target is not None and "://" not in target:
        if Path(target).resolve() != folder.resolve():
            raise SettingsError(
                "a record moves to a URL, or back into its own folder. To have it in another "
                "place, move the folder itself while nobody works on it."
            )
        return move_to_folder(folder)
    if target is not None:
        return move_to_server(folder, read_url(target), {"url_file": KEY_FILE})
    path = None if key_file is None else str(key_file.resolve())
    chosen = store_settings.Settings(url_variable=variable, url_file=path)
    url = find_url(folder, chosen)
    if url is None:
        raise SettingsError("no database is named. Give its URL, a variable, or a key file.")
    named = {"url_variable": variable} if variable else {"url_file": path or ""}
    return move_to_server(folder, url, named)


def move_to_server(folder: Path, url: DatabaseUrl, chosen: Mapping[str, str]) -> Move:
    """
    Move a record's logs, derived records and accounts from its folder to an empty database.

    Args:
        folder: The record.
        url: The database.
        chosen: What the settings name from then on: ``url_variable`` or ``url_file``.

    Raises:
        RecordError: If the record is on a server already, the database holds something else,
            or another process writes to either.
        StoreError: If the server cannot be reached, or does not take it; nothing is moved then.
    """
    with write_record(folder) as layout:
        if layout.url is not None:
            raise RecordError(
                "this record lies on a server already. Move it back to its folder first: "
                f"{say_command('store move', folder, folder)}"
            )
        engine = open_engine(url)
        id_ = load_store_settings(layout.settings).record
        if id_ is None:  # kept first, so that a move that is cut off is known again
            id_ = f"r-{uuid.uuid4().hex}"
            _point_settings(folder, {"record": id_})
        with hold_lock(url):
            _prepare_server(engine, id_)
            lines, records = _copy_to_server(layout, engine, id_)
            settle(engine, (LINES.name, RECORDS.name, STEPS.name))
            if chosen.get("url_file") == KEY_FILE:
                _keep_url(folder, url)
            _point_settings(folder, {**chosen, "record": id_})
            claim_home(engine, id_)
        return Move(lines, records, _put_aside(folder))


def move_to_folder(folder: Path) -> Move:
    """
    Move a record's logs, derived records and accounts from its database into its folder.

    The lines stay in the database, which says that the record left, and takes no more.

    Raises:
        RecordError: If the record lies in its folder, or another process writes to it.
        StoreError: If the server cannot be reached, or the disk has no room; the record stays
            where it is then.
    """
    settings = load_store_settings(find_settings(folder))
    url = find_url(folder, settings)
    if url is None:
        raise RecordError("this record lies in its folder already. Nothing is to be moved.")
    engine, id_ = open_engine(url), settings.record or ""
    with hold_lock(url), _leaving(engine, id_):
        aside = _put_aside(folder)
        layout = RecordLayout(folder, url, id_)
        lines = {name: _write_log(folder, name, layout) for name in LOGS}
        records = _copy_to_folder(engine, folder)
        sync_folder(folder)
        _point_settings(folder, {"record": id_})
        if settings.url_file == KEY_FILE:
            (folder / KEY_FILE).unlink(missing_ok=True)
    return Move(lines, records, aside)


def _make_tables(engine: sa.Engine) -> bool:
    """Make all tables of a server, or bring them to this version's form."""
    changed = [upgrade_tables(engine), upgrade_tables(engine, LOG_TABLES)]
    open_desk(engine.url).close()
    with engine.begin() as connection:
        forbid_changes(connection, "audit")
    return any(changed)


def _prepare_server(engine: sa.Engine, id_: str) -> None:
    with engine.begin() as connection:
        clear_for_arrival(connection, id_)
    upgrade_tables(engine, LOG_TABLES)
    with engine.begin() as connection:
        save_home(connection, Home(id_, ARRIVING))
    _make_tables(engine)


def _copy_to_server(
    layout: RecordLayout, engine: sa.Engine, id_: str
) -> tuple[dict[str, int], int]:
    with engine.begin() as target:
        lines = {
            name: TableLog(engine, name).copy_lines(target, layout.log(name)) for name in LOGS
        }
        records = 0
        if (layout.folder / "derived.sqlite").is_file():
            with open_store(layout.folder / "derived.sqlite") as store:
                records = copy_rows(store.engine, target, (RECORDS, STEPS))
            make_last_again(target)
        if (layout.folder / "desk.sqlite").is_file():
            with _open_file(layout.folder / "desk.sqlite") as desk:
                copy_rows(desk, target, DESK.sorted_tables)
        save_home(target, Home(id_, ARRIVING))
    return lines, records


def _copy_to_folder(engine: sa.Engine, folder: Path) -> int:
    derived, desk = folder / "derived.sqlite", folder / "desk.sqlite"
    try:
        with open_store(derived) as store, store.engine.begin() as target:
            records = copy_rows(engine, target, (RECORDS, STEPS))
            make_last_again(target)
        with _open_file(desk) as kept, kept.begin() as target:
            copy_rows(engine, target, DESK.sorted_tables)
    except OperationalError as why:
        raise StoreError(
            "the record's folder could not be written. Make room or allow writing, then run "
            "the same command again; the record is still on its server."
        ) from why
    return records


@contextmanager
def _open_file(desk: Path) -> Iterator[sa.Engine]:
    """Give the tables of a desk's file, made if need be."""
    open_desk(desk).close()
    engine = open_engine(desk)
    try:
        yield engine
    finally:
        engine.dispose()


def make_last_again(target: sa.Connection) -> None:
    """Let the next run link again, and with it fill the rows that are not copied."""
    query = STEPS.update().where(STEPS.c.stage == _LAST_STEP).values(mark=_AGAIN)
    target.execute(query)


@contextmanager
def _leaving(engine: sa.Engine, id_: str) -> Iterator[None]:
    """Let nobody write to the database from now on, unless the move fails."""
    with engine.begin() as connection:
        home = load_home(connection)
        if home is None or home.id != id_:
            raise RecordError(
                "the database that the settings name does not hold this record. Correct its "
                "URL, then run the same command again."
            )
        save_home(connection, Home(id_, LEFT))
    done = False
    try:
        yield
        done = True
    finally:
        if not done:
            with engine.begin() as connection:
                save_home(connection, Home(id_, HERE))


def _write_log(folder: Path, name: str, layout: RecordLayout) -> int:
    """Write a log of the server as a file, which has its name when all of it is there."""
    path = folder / f"{name}.jsonl"
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    number = 0
    try:
        number = AppendLog(partial).copy_lines(layout.log(name))
        if number:
            partial.replace(path)
        else:
            partial.unlink()
    except OSError as why:
        raise StoreError(
            f"{path.name} could not be written: {describe(why)}. Make room or allow writing, "
            "then run the same command again; the record is still on its server."
        ) from why
    return number


def _point_settings(folder: Path, chosen: Mapping[str, str]) -> None:
    """Say in the settings where the record lies from now on, in one step."""
    path = folder / SETTINGS_FILE
    partial = path.with_name(path.name + ".partial")
    text = set_room(path.read_text(encoding="utf-8"), "store", chosen)
    with partial.open("w", encoding="utf-8", newline="\n") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)
    sync_folder(folder)


def _keep_url(folder: Path, url: DatabaseUrl) -> None:
    """Write a database's URL where only its owner may read it."""
    path = folder / KEY_FILE
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    partial.write_text(url.render_as_string(hide_password=False) + "\n", encoding="utf-8")
    partial.replace(path)


def _put_aside(folder: Path) -> str | None:
    """Move the files that count no more into a folder of their own; return its name."""
    names = (f"{name}{end}" for name in _FILES for end in ("", "-wal", "-shm"))
    files = [path for path in map(folder.joinpath, names) if path.is_file()]
    if not files:
        return None
    aside = folder / f"{MOVED}{now_utc().replace(':', '')}-{uuid.uuid4().hex[:6]}"
    aside.mkdir(mode=0o700)
    for path in files:
        path.replace(aside / path.name)
    return aside.name
