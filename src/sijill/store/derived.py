"""
Derived records: everything a run makes, and can make again, in one database.

Each step of a stage saves what it made together with a mark of what it was made from, in one
transaction; a step is thus either wholly there or not at all, and a run does again only the
steps whose mark has changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from sijill.errors import StoreError
from sijill.model.line import from_line
from sijill.model.rows import Rows
from sijill.store.among import listed
from sijill.store.asking import asking
from sijill.store.database import Place, open_engine
from sijill.store.holding import forget_known
from sijill.store.moment import begin_anew, tell_marks
from sijill.store.putting import execute_each, put_lines
from sijill.store.recordreading import RecordReader
from sijill.store.records import (
    COUNT,
    DELETE,
    MARK,
    RECORDS,
    STEPS,
    to_rows,
)
from sijill.store.rowreading import RowReader
from sijill.store.rowwriting import (
    ROW_TABLES,
    count_name,
    fill_rows,
    find_row_marks,
    replace_rows,
    set_state,
)
from sijill.store.sending import settle, write_together
from sijill.store.tables import check_tables, upgrade_tables

R = TypeVar("R")
Step = tuple[str, str, Iterable[Any]]

_begin = sa.Engine.begin

_AT_ONCE = 500  # records that are brought from the database together


def open_store(place: Place) -> Store:
    """
    Open the derived records in a SQLite file or a PostgreSQL database.

    A file is made, or brought to this version's tables, if need be; a server's tables must
    have been brought to it.

    Raises:
        StoreError: If a file is no store of ours or cannot be written, if a server cannot be
            reached, or has tables of another version.
    """
    engine = open_engine(place)
    try:
        if isinstance(place, Path):
            upgrade_tables(engine)
        else:
            check_tables(engine)
    except DatabaseError as why:
        engine.dispose()
        name = place.name if isinstance(place, Path) else "the record's database"
        if isinstance(place, Path) and not os.access(place.parent, os.W_OK):
            raise StoreError(
                f"{name} cannot be written to. Allow writing in the record's folder, then run "
                "the same command again."
            ) from why
        raise StoreError(
            f"{name} cannot be opened as derived records. Everything in it can be made "
            "again: move the file away and run the same command."
        ) from why
    return Store(engine, shared=not isinstance(place, Path))


class Store(RecordReader):
    """
    The derived records of one record folder; a context manager that closes them.

    Kinds are record types of `sijill.model`. One process writes at a time, by the record's
    lock; any number read, in any number of threads.

    Attributes:
        engine: The database, for tables that stand beside the records.
        rows: The short rows, one for each record.
    """

    def __init__(self, engine: sa.Engine, *, shared: bool = False) -> None:
        super().__init__(engine)
        self.rows = RowReader(engine)
        self._shared = shared

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        why: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a server's connections are the process's and stay."""
        if not self._shared:
            self.engine.dispose()

    def tidy(self) -> bool:
        """
        Take into the file what was written beside it, so that no decision does so.

        Returns:
            Whether to come again: not on a server, which sees to it itself, nor where the file
            is not there to be written any more.
        """
        if self._shared:
            return False
        try:
            with asking(self._asked) as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
        except DatabaseError:
            return False
        return True

    def marks(self, stage: str) -> dict[str, str]:
        """Return the mark of every finished step of *stage*, by key."""
        query = sa.select(STEPS.c.key, STEPS.c.mark).where(STEPS.c.stage == stage)
        with self.engine.connect() as connection:
            return {row.key: row.mark for row in connection.execute(query)}

    def save_step(
        self,
        stage: str,
        key: str,
        mark: str,
        records: Iterable[Any],
        *,
        rows: Rows | None = None,
    ) -> None:
        """
        Save what one step made, in the place of what it made before.

        Args:
            stage: Its stage.
            key: Its key.
            mark: What it was made from.
            records: What it made.
            rows: All short rows of the record, in the place of those before; ``None``: they
                stay as they are.
        """
        with self._writing() as connection:
            _save(connection, stage, key, mark, records)
            if rows is not None:
                fill_rows(connection, rows)
        if rows is not None:
            settle(self.engine, (RECORDS.name, *ROW_TABLES))

    def save_steps(self, stage: str, steps: Iterable[Step]) -> None:
        """
        Save several steps of *stage* in one transaction, each a key, a mark and its records.

        Raises:
            StoreError: If the disk does not take them; nothing of them is kept then.
        """
        with self._writing() as connection:
            for key, mark, records in steps:
                _save(connection, stage, key, mark, records)

    def exchange_records(
        self,
        step: tuple[str, str, str],
        *,
        gone: Mapping[type, Iterable[str]],
        records: Iterable[Any],
        rows: Rows,
        gone_rows: Mapping[str, Iterable[str]],
        counts: Mapping[type, int] | None = None,
        keeps: bool = True,
    ) -> None:
        """
        Put some records of a step, with their rows, in the place of others, in one transaction.

        Args:
            step: Stage and key of the step, and the mark that it has from now on.
            gone: Ids of the records that are no more, by kind.
            records: Those that come, or come again as they are now.
            rows: Their short rows.
            gone_rows: Ids of rows that are no more; see `rowwriting.replace_rows`.
            counts: How many records of some kinds there are from now on, for `count_kept`.
            keeps: Whether it is kept; else all is taken back, and is quicker the next time.

        Raises:
            StoreError: If the disk does not take them; all stays as it was then.
        """
        stage, key, mark = step
        now = to_rows(stage, key, records)
        names = {kind.__name__: set(ids) for kind, ids in gone.items()}
        for row in now:
            names.get(row["kind"], set()).discard(row["id"])
        of_step = {"of_stage": stage, "of_key": key}
        lost = [
            {**of_step, "kind": kind, "ids": listed(ids)} for kind, ids in names.items() if ids
        ]
        kept = {count_name(kind): n for kind, n in (counts or {}).items()}
        with asking(self._asked) as connection:
            marks = find_row_marks(connection, self.rows.versions(), gone_rows.get("queue", ()))
        with self._writing(partial(write_together, keeps=keeps)) as connection:
            execute_each(connection, DELETE, lost)
            put_lines(connection, RECORDS, now)
            connection.execute(MARK, {**of_step, "now": mark})
            versions = replace_rows(connection, rows, marks, gone=gone_rows, counts=kept)
        if keeps:
            tell_marks(self.engine, "rows", versions)

    def set_state(self, incident: str, state: str) -> None:
        """Set how far an incident is (`model.rows.STATES`) in its row."""
        with self._writing() as connection:
            set_state(connection, incident, state)
        begin_anew()

    @contextmanager
    def _writing(
        self, begin: Callable[[sa.Engine], AbstractContextManager[sa.Connection]] = _begin
    ) -> Iterator[sa.Connection]:
        try:
            with begin(self.engine) as connection:
                if self._shared:  # what a run can make again need not wait for the disk
                    connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")
                yield connection
        except OperationalError as why:
            raise StoreError(
                "the derived records could not be written. Make room or allow writing, then "
                "run the same command again; nothing sealed is lost."
            ) from why
        finally:
            forget_known(self.engine)

    def drop_steps(self, stage: str, keys: Iterable[str]) -> None:
        """Forget steps of *stage* and all they made."""
        forget_known(self.engine)
        with self.engine.begin() as connection:
            for key in keys:
                _clear(connection, stage, key)

    def stream_records(self, kind: type[R], *, document_id: str | None = None) -> Iterator[R]:
        """Yield the records of a kind, in order of document and id; memory stays flat."""
        query = sa.select(RECORDS.c.body).where(RECORDS.c.kind == kind.__name__)
        if document_id is not None:
            query = query.where(RECORDS.c.document_id == document_id)
        query = query.order_by(RECORDS.c.document_id.nulls_first(), RECORDS.c.id, RECORDS.c.key)
        with (
            self.engine.connect() as connection,
            connection.execution_options(yield_per=_AT_ONCE).execute(query) as rows,
        ):
            for row in rows:
                yield from_line(kind, row.body)

    def count_records(self, kind: type) -> int:
        """Return how many records of a kind there are."""
        with asking(self._asked) as connection:
            return int(connection.execute(COUNT, {"kind": kind.__name__}).scalar_one())

    def count_kept(self, kind: type) -> int:
        """Return the same from a number that is kept, where those who exchange some keep it."""
        kept = self.rows.version(count_name(kind))
        asked = ("count", kind)
        return kept or self.rows.keep(asked, lambda: self.count_records(kind), until="filled")

    def find_prefix(self, prefix: str) -> tuple[tuple[str, str], ...]:
        """Return kind and id of the records whose id begins with *prefix*, at most 20."""
        query = (
            sa.select(RECORDS.c.kind, RECORDS.c.id)
            .where(RECORDS.c.id.startswith(prefix, autoescape=True))
            .distinct()
            .order_by(RECORDS.c.kind, RECORDS.c.id)
            .limit(20)
        )
        with asking(self._asked) as connection:
            return tuple((row.kind, row.id) for row in connection.execute(query))


def _save(
    connection: sa.Connection, stage: str, key: str, mark: str, records: Iterable[Any]
) -> None:
    _clear(connection, stage, key)
    connection.execute(STEPS.insert().values(stage=stage, key=key, mark=mark))
    if rows := to_rows(stage, key, records):
        connection.execute(RECORDS.insert(), rows)


def _clear(connection: sa.Connection, stage: str, key: str) -> None:
    for table in (RECORDS, STEPS):
        connection.execute(table.delete().where(table.c.stage == stage, table.c.key == key))
