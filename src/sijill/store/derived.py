"""
Derived records: everything a run makes, and can make again, in one SQLite file.

Each step of a stage saves what it made together with a mark of what it was made from, in one
transaction; a step is thus either wholly there or not at all, and a run does again only the
steps whose mark has changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DatabaseError, OperationalError

from sijill.errors import StoreError
from sijill.model.form import canonical_line, from_json

R = TypeVar("R")
Step = tuple[str, str, Iterable[Any]]

_METADATA = sa.MetaData()
RECORDS = sa.Table(
    "records",
    _METADATA,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("stage", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text),
    sa.Column("body", sa.Text, nullable=False),
    sa.Index("records_by_step", "stage", "key"),
    sa.Index("records_by_document", "kind", "document_id", "id"),
)
STEPS = sa.Table(
    "steps",
    _METADATA,
    sa.Column("stage", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("mark", sa.Text, nullable=False),
)
_BATCH = 500


def open_store(path: Path) -> Store:
    """
    Open the derived records at *path*, made or brought to this version's tables if need be.

    Raises:
        StoreError: If the file is no store of ours or cannot be written.
    """
    engine = sa.create_engine(f"sqlite:///{path}")
    sa.event.listen(engine, "connect", _prepare)
    try:
        with engine.begin() as connection:
            _migrate(connection)
    except DatabaseError as why:
        engine.dispose()
        raise StoreError(
            f"{path.name} cannot be opened as derived records. Everything in it can be made "
            "again: move the file away and run the same command."
        ) from why
    return Store(engine)


def _prepare(connection: Any, _record: Any) -> None:
    """Write-ahead log: readers never wait, and a kill leaves whole transactions."""
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _migrate(connection: sa.Connection) -> None:
    config = Config()
    config.set_main_option("script_location", "sijill.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


class Store:
    """
    The derived records of one record folder; a context manager that closes the file.

    Kinds are record types of `sijill.model`. One process writes at a time, by the record's
    lock; any number read.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

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
        """Close the file."""
        self._engine.dispose()

    def marks(self, stage: str) -> dict[str, str]:
        """Return the mark of every finished step of *stage*, by key."""
        query = sa.select(STEPS.c.key, STEPS.c.mark).where(STEPS.c.stage == stage)
        with self._engine.connect() as connection:
            return {row.key: row.mark for row in connection.execute(query)}

    def save_step(self, stage: str, key: str, mark: str, records: Iterable[Any]) -> None:
        """Save what one step made, in the place of what it made before."""
        self.save_steps(stage, [(key, mark, records)])

    def save_steps(self, stage: str, steps: Iterable[Step]) -> None:
        """
        Save several steps of *stage* in one transaction, each a key, a mark and its records.

        Raises:
            StoreError: If the disk does not take them; nothing of them is kept then.
        """
        try:
            with self._engine.begin() as connection:
                for key, mark, records in steps:
                    _clear(connection, stage, key)
                    connection.execute(STEPS.insert().values(stage=stage, key=key, mark=mark))
                    rows = [_row(stage, key, record) for record in records]
                    if rows:
                        connection.execute(RECORDS.insert().prefix_with("OR REPLACE"), rows)
        except OperationalError as why:
            raise StoreError(
                "the derived records could not be written. Make room or allow writing, then "
                "run the same command again; nothing sealed is lost."
            ) from why

    def drop_steps(self, stage: str, keys: Iterable[str]) -> None:
        """Forget steps of *stage* and all they made."""
        with self._engine.begin() as connection:
            for key in keys:
                _clear(connection, stage, key)

    def stream_records(self, kind: type[R], *, document_id: str | None = None) -> Iterator[R]:
        """Yield the records of a kind, in order of document and id; memory stays flat."""
        query = sa.select(RECORDS.c.body).where(RECORDS.c.kind == kind.__name__)
        if document_id is not None:
            query = query.where(RECORDS.c.document_id == document_id)
        query = query.order_by(RECORDS.c.document_id, RECORDS.c.id, RECORDS.c.key)
        with self._engine.connect() as connection:
            rows = connection.execution_options(yield_per=_BATCH).execute(query)
            for row in rows:
                yield from_json(kind, json.loads(row.body))

    def find_record(self, kind: type[R], id: str) -> R | None:
        """Return one record by its id; ``None``: there is none."""
        query = sa.select(RECORDS.c.body).where(
            RECORDS.c.kind == kind.__name__, RECORDS.c.id == id
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return from_json(kind, json.loads(row.body)) if row else None

    def count_records(self, kind: type) -> int:
        """Return how many records of a kind there are."""
        query = sa.select(sa.func.count()).where(RECORDS.c.kind == kind.__name__)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def find_prefix(self, prefix: str) -> tuple[tuple[str, str], ...]:
        """Return kind and id of the records whose id begins with *prefix*, at most 20."""
        query = (
            sa.select(RECORDS.c.kind, RECORDS.c.id)
            .where(RECORDS.c.id.startswith(prefix, autoescape=True))
            .distinct()
            .order_by(RECORDS.c.kind, RECORDS.c.id)
            .limit(20)
        )
        with self._engine.connect() as connection:
            return tuple((row.kind, row.id) for row in connection.execute(query))


def _clear(connection: sa.Connection, stage: str, key: str) -> None:
    for table in (RECORDS, STEPS):
        connection.execute(table.delete().where(table.c.stage == stage, table.c.key == key))


def _row(stage: str, key: str, record: Any) -> dict[str, Any]:
    document = getattr(record, "document_id", None)
    return {
        "kind": type(record).__name__,
        "id": record.id,
        "stage": stage,
        "key": key,
        "document_id": document,
        "body": canonical_line(record),
    }
