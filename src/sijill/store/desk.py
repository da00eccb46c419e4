"""
The desk: what belongs to the people who use the workbench, and not to the record.

Accounts, sessions, invitations, tokens, saved views, assignments, restrictions and the audit
log. A record can be copied, merged and published without it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from sijill.errors import ChainBroken, StoreError
from sijill.model.account import AuditEntry
from sijill.model.custody import CHAIN_START
from sijill.model.form import from_json, to_json
from sijill.store.asking import asking
from sijill.store.chain import digest_entry
from sijill.store.database import (
    Place,
    ask_alone,
    begin_at_once,
    open_engine,
    see_once,
    sync_each,
)
from sijill.store.desk_tables import AUDIT, AUDIT_END, BRIEF, SEEING, SEEN_BY, TABLES
from sijill.store.kept import Kept
from sijill.store.moment import begin_anew, find_marks
from sijill.store.sending import sending, write_together

R = TypeVar("R")
_DO_NOT_WAIT = sa.text("SET LOCAL synchronous_commit TO OFF")
_FIND_SEEING = sa.select(SEEING.c.mark)


def open_desk(place: Place) -> Desk:
    """
    Open the desk, made or brought to this version's tables if need be.

    Args:
        place: A SQLite file, made readable for its owner alone; or a PostgreSQL database.

    Raises:
        StoreError: If it is no desk of ours or cannot be written.
    """
    if isinstance(place, Path):
        _make_private(place)
    engine = open_engine(place)
    if isinstance(place, Path):
        sa.event.listen(engine, "connect", _prepare)
    try:
        with begin_at_once(engine).begin() as connection:
            _migrate(connection)
    except DatabaseError as why:
        engine.dispose()
        raise StoreError(
            "the desk (accounts and sessions) cannot be opened. Allow writing, or restore it "
            "from a backup; the record itself does not need it."
        ) from why
    return Desk(engine, shared=not isinstance(place, Path))


def _make_private(path: Path) -> None:
    try:
        path.touch(mode=0o600)
    except OSError as why:
        raise StoreError(f"{path.name} cannot be made here. Allow writing.") from why


def _prepare(connection: Any, _record: Any) -> None:
    """Sync fully: that an account was ended, and the log of it, outlive a power cut."""
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")  # what was dropped or sealed is overwritten


def _migrate(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(7461, 2)"))
    config = Config()
    config.set_main_option("script_location", "sijill.store:migrations")
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "sijill.store:migrations/desk")
    config.attributes["connection"] = connection
    config.attributes["version_table"] = "desk_version"
    command.upgrade(config, "head")


class Desk:
    """
    The desk of one record; safe to share between threads and processes.

    A kind is a record type of `desk_tables.TABLES`; conditions are fields of it.
    """

    def __init__(self, engine: sa.Engine, *, shared: bool = False) -> None:
        self._engine = sync_each(engine, fully=True)
        self._losing = sync_each(engine, fully=False)
        self._asked = ask_alone(engine)
        self._shared = shared
        self._kept = Kept()

    def close(self) -> None:
        """Close the file; a server's connections are the process's and stay."""
        if not self._shared:
            self._engine.dispose()

    def add(self, *records: Any) -> bool:
        """
        Keep new records, all or none; say whether they were new.

        Returns:
            ``False``, with nothing kept, where one has the key of a record that is there.
        """
        try:
            with self._writing(*map(type, records), is_new=True) as connection:
                for record in records:
                    connection.execute(TABLES[type(record)].insert().values(to_json(record)))
                _mark(connection, *map(type, records))
        except IntegrityError:
            return False
        except OperationalError as why:
            raise _not_kept() from why
        return True

    def find(self, kind: type[R], /, **where: Any) -> R | None:
        """Return the record of *kind* that meets the conditions; ``None``: there is none."""
        found = self.list(kind, limit=1, **where)
        return found[0] if found else None

    def list(
        self,
        kind: type[R],
        /,
        *,
        order: str | None = None,
        limit: int | None = None,
        **where: Any,
    ) -> tuple[R, ...]:
        """
        Return the records of *kind* that meet the conditions.

        Args:
            kind: Which records.
            order: A field to sort by, ``-`` before it for the highest first; else by key.
            limit: How many at most.
            where: A field's value; a tuple or a set for any of its values.
        """
        table = TABLES[kind]
        columns = [table.c[(order or "").lstrip("-")]] if order else list(table.primary_key)
        down = bool(order and order.startswith("-"))
        query = sa.select(table).where(*_conditions(table, where)).limit(limit)
        query = query.order_by(*(column.desc() if down else column for column in columns))
        with asking(self._asked) as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(from_json(kind, dict(row)) for row in rows)

    def keep(self, asked: Hashable, make: Callable[[], R]) -> R:
        """
        Return an answer about who may see what, worked out again only when that has changed.

        Whoever changes a record of one of `desk_tables.SEEN_BY` changes a mark with it, in one
        step, and each question asks for the mark first: what is restricted now is restricted
        for the next who asks, in whatever process.

        Args:
            asked: What is asked, and all that the answer depends on but for these records.
            make: Works it out of them alone; what it returns is never changed.
        """
        mark = self._find_seeing()
        return make() if mark is None else self._kept.take(asked, mark, make)

    def _find_seeing(self) -> str | None:
        """Return what is another mark after each change of who may see what."""
        if (marks := find_marks(self._engine)) is not None:
            return marks.get(("seeing", ""))
        with asking(self._asked) as connection:
            return connection.execute(_FIND_SEEING).scalar()

    def count(self, kind: type, /, **where: Any) -> int:
        """Return how many records of *kind* meet the conditions."""
        table = TABLES[kind]
        query = sa.select(sa.func.count()).select_from(table).where(*_conditions(table, where))
        with asking(self._asked) as connection:
            return int(connection.execute(query).scalar_one())

    def change(
        self,
        kind: type,
        where: Mapping[str, Any],
        *,
        below: Mapping[str, Any] | None = None,
        **values: Any,
    ) -> int:
        """
        Change fields of the records of *kind* that meet the conditions, in one step.

        What is asked and what is changed cannot come apart: of two that use one code or one
        link at the same instant, one changes a record and the other none.

        Args:
            kind: Which records.
            where: Conditions, as in `list`.
            below: Fields that must be lower than a value.
            values: What the fields become.

        Returns:
            How many records were changed.
        """
        table = TABLES[kind]
        lower = (table.c[name] < value for name, value in (below or {}).items())
        query = table.update().where(*_conditions(table, where), *lower).values(to_json(values))
        return self._write(query, kind)

    def drop(
        self, kind: type, /, *, below: Mapping[str, Any] | None = None, **where: Any
    ) -> int:
        """Drop the records of *kind* that meet the conditions; return how many there were."""
        table = TABLES[kind]
        lower = (table.c[name] < value for name, value in (below or {}).items())
        return self._write(table.delete().where(*_conditions(table, where), *lower), kind)

    def save_audit(self, *, at: str, by: str, act: str, ids: tuple[str, ...]) -> AuditEntry:
        """Append a line to the audit log, chained to the line before it."""
        end = AUDIT_END.c
        try:
            with self._engine.begin() as connection:
                # The update comes first: it makes the next writer wait, in either database.
                one_more = AUDIT_END.update().values(number=end.number + 1)
                last = connection.execute(one_more.returning(end.number, end.digest)).one()
                entry = AuditEntry(last.number, at, by, act, ids, last.digest)
                form = to_json(entry)
                form["digest"] = digest_entry(form)
                with sending(connection):
                    connection.execute(AUDIT.insert().values(form))
                    connection.execute(AUDIT_END.update().values(digest=form["digest"]))
        except OperationalError as why:
            raise _not_kept() from why
        return from_json(AuditEntry, form)

    def check_audit(self) -> int:
        """
        Return how many lines the audit log has, each held against the line before it.

        Raises:
            ChainBroken: At the first line that does not follow, or where lines are missing.
        """
        number, digest = 0, CHAIN_START
        with see_once(self._engine).connect() as connection:
            rows = connection.execute(sa.select(AUDIT).order_by(AUDIT.c.number)).mappings()
            for row in rows:
                number += 1
                form = dict(row)
                if form["number"] != number or form["previous"] != digest:
                    raise _broken(number, "it does not follow from the line before it")
                if form["digest"] != digest_entry(form):
                    raise _broken(number, "its digest is not the digest of its words")
                digest = form["digest"]
            end = connection.execute(sa.select(AUDIT_END)).one()
        if (end.number, end.digest) != (number, digest):
            raise _broken(number + 1, "lines are missing at the end")
        return number

    def list_audit(
        self,
        *,
        before: int | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
        **where: Any,
    ) -> tuple[AuditEntry, ...]:
        """Return lines of the audit log, newest first; *since* and *until* bound their time."""
        query = sa.select(AUDIT).where(*_conditions(AUDIT, where))
        if before is not None:
            query = query.where(AUDIT.c.number < before)
        if since is not None:
            query = query.where(AUDIT.c.at >= since)
        if until is not None:
            query = query.where(AUDIT.c.at < until)
        query = query.order_by(AUDIT.c.number.desc()).limit(limit)
        with asking(self._asked) as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(from_json(AuditEntry, dict(row)) for row in rows)

    def _write(self, query: sa.Update | sa.Delete, kind: type) -> int:
        try:
            with self._writing(kind) as connection:
                changed = int(connection.execute(query).rowcount)
                if changed:
                    _mark(connection, kind)
                return changed
        except OperationalError as why:
            raise _not_kept() from why

    @contextmanager
    def _writing(self, *kinds: type, is_new: bool = False) -> Iterator[sa.Connection]:
        """
        Give a transaction; the disk is not waited for where all kinds are `BRIEF`.

        A file's disk is waited for where they are new: what is written to other files later
        may outlive them else. A server keeps the order.
        """
        is_brief = set(kinds) <= BRIEF
        engine = self._losing if is_brief and not is_new else self._engine
        with write_together(engine) if is_new else engine.begin() as connection:
            if is_brief and self._shared:
                with sending(connection):
                    connection.execute(_DO_NOT_WAIT)
            yield connection


def _mark(connection: sa.Connection, *kinds: type) -> None:
    """Let whoever keeps an answer about who may see what know that some kinds have changed."""
    if SEEN_BY & set(kinds):
        begin_anew()
        connection.execute(SEEING.update().values(mark=secrets.token_hex(8)))


def _conditions(table: sa.Table, where: Mapping[str, Any]) -> list[sa.ColumnElement[bool]]:
    return [
        table.c[name].in_(sorted(value))
        if isinstance(value, (tuple, set, frozenset))
        else table.c[name].is_(None)
        if value is None
        else table.c[name] == value
        for name, value in where.items()
    ]


def _not_kept() -> StoreError:
    return StoreError("the desk could not be written. Make room or allow writing, then again.")


def _broken(line: int, why: str) -> ChainBroken:
    return ChainBroken("the audit log", line, document_id=None, why=why)
