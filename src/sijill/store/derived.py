"""
Derived records: everything a run makes, and can make again, in one database.

Each step of a stage saves what it made together with a mark of what it was made from, in one
transaction; a step is thus either wholly there or not at all, and a run does again only the
steps whose mark has changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from sijill.errors import StoreError
from sijill.model.form import canonical_line, from_json
from sijill.model.rows import Rows
from sijill.store.chain import escape_surrogates
from sijill.store.database import TEXT, Place, ask_alone, open_engine
from sijill.store.parts import AT_ONCE, in_parts
from sijill.store.rowreading import RowReader
from sijill.store.rowwriting import fill_rows, replace_rows, set_state
from sijill.store.tables import check_tables, upgrade_tables

R = TypeVar("R")
Step = tuple[str, str, Iterable[Any]]

METADATA = sa.MetaData()
RECORDS = sa.Table(
    "records",
    METADATA,
    sa.Column("kind", TEXT, primary_key=True),
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("stage", TEXT, primary_key=True),
    sa.Column("key", TEXT, primary_key=True),
    sa.Column("document_id", TEXT),
    sa.Column("body", TEXT, nullable=False),
    sa.Index("records_by_step", "stage", "key"),
    sa.Index("records_by_document", "kind", "document_id", "id"),
)
STEPS = sa.Table(
    "steps",
    METADATA,
    sa.Column("stage", TEXT, primary_key=True),
    sa.Column("key", TEXT, primary_key=True),
    sa.Column("mark", TEXT, nullable=False),
)
_KEPT = 4096  # records that are read once, some 10 kB each


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
        raise StoreError(
            f"{name} cannot be opened as derived records. Everything in it can be made "
            "again: move the file away and run the same command."
        ) from why
    return Store(engine, shared=not isinstance(place, Path))


class Store:
    """
    The derived records of one record folder; a context manager that closes them.

    Kinds are record types of `sijill.model`. One process writes at a time, by the record's
    lock; any number read, in any number of threads.

    Attributes:
        engine: The database, for tables that stand beside the records.
        rows: The short rows, one for each record.
    """

    def __init__(self, engine: sa.Engine, *, shared: bool = False) -> None:
        self.engine = engine
        self.rows = RowReader(engine)
        self._asked = ask_alone(engine)
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
    ) -> None:
        """
        Put some records of a step, with their rows, in the place of others, in one transaction.

        Args:
            step: Stage and key of the step, and the mark that it has from now on.
            gone: Ids of the records that are no more, by kind.
            records: Those that come, or come again as they are now.
            rows: Their short rows.
            gone_rows: Ids of rows that are no more; see `rowwriting.replace_rows`.

        Raises:
            StoreError: If the disk does not take them; all stays as it was then.
        """
        stage, key, mark = step
        ours = (RECORDS.c.stage == stage) & (RECORDS.c.key == key)
        now = list(_rows(stage, key, records))
        names = {kind.__name__: set(ids) for kind, ids in gone.items()}
        for row in now:
            names.setdefault(row["kind"], set()).add(row["id"])
        with self._writing() as connection:
            for kind, ids in names.items():  # each by its index, which no "or" would use
                for part in in_parts(ids):
                    old = (RECORDS.c.kind == kind) & RECORDS.c.id.in_(part)
                    connection.execute(RECORDS.delete().where(ours & old))
            if now:
                connection.execute(RECORDS.insert(), now)
            at = (STEPS.c.stage == stage) & (STEPS.c.key == key)
            connection.execute(STEPS.update().where(at).values(mark=mark))
            replace_rows(connection, rows, gone=gone_rows)

    def set_state(self, incident: str, state: str) -> None:
        """Set how far an incident is (`model.rows.STATES`) in its row."""
        with self._writing() as connection:
            set_state(connection, incident, state)

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        try:
            with self.engine.begin() as connection:
                if self._shared:  # what a run can make again need not wait for the disk
                    connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")
                yield connection
        except OperationalError as why:
            raise StoreError(
                "the derived records could not be written. Make room or allow writing, then "
                "run the same command again; nothing sealed is lost."
            ) from why

    def drop_steps(self, stage: str, keys: Iterable[str]) -> None:
        """Forget steps of *stage* and all they made."""
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
            connection.execution_options(yield_per=AT_ONCE).execute(query) as rows,
        ):
            for row in rows:
                yield from_json(kind, json.loads(row.body))

    def find_record(self, kind: type[R], id: str) -> R | None:
        """Return one record by its id; ``None``: there is none."""
        query = sa.select(RECORDS.c.body).where(
            RECORDS.c.kind == kind.__name__, RECORDS.c.id == id
        )
        with self._asked.connect() as connection:
            row = connection.execute(query).first()
        return _read(kind, row.body) if row else None

    def find_records(self, kind: type[R], ids: Iterable[str]) -> dict[str, R]:
        """Return those records of a kind whose ids are given and there, by id."""
        found: dict[str, R] = {}
        with self._asked.connect() as connection:
            for part in in_parts(ids):
                query = sa.select(RECORDS.c.id, RECORDS.c.body).where(
                    RECORDS.c.kind == kind.__name__, RECORDS.c.id.in_(part)
                )
                for row in connection.execute(query):
                    found[row.id] = _read(kind, row.body)
        return found

    def find_several(
        self, kinds: Sequence[type], ids: Iterable[str], *, by: str = "id"
    ) -> dict[type, dict[str, Any]]:
        """
        Return the records of some kinds, each by id, in one question.

        Args:
            kinds: The kinds.
            ids: The values.
            by: What is held against them: ``id`` or ``document_id``.
        """
        named = {kind.__name__: kind for kind in kinds}
        found: dict[type, dict[str, Any]] = {kind: {} for kind in kinds}
        for part in in_parts(ids):
            query = sa.select(RECORDS.c.kind, RECORDS.c.id, RECORDS.c.body).where(
                RECORDS.c.kind.in_(named), RECORDS.c[by].in_(part)
            )
            with self._asked.connect() as connection:
                for row in connection.execute(query).all():
                    kind = named[row.kind]
                    found[kind][row.id] = _read(kind, row.body)
        return found

    def find_in_documents(self, kind: type[R], documents: Iterable[str]) -> Iterator[R]:
        """Yield the records of a kind that stand in some readings, in no order."""
        for part in in_parts(documents):
            query = sa.select(RECORDS.c.body).where(
                RECORDS.c.kind == kind.__name__, RECORDS.c.document_id.in_(part)
            )
            with self._asked.connect() as connection:
                bodies = connection.execute(query).scalars().all()
            yield from (_read(kind, body) for body in bodies)

    def count_records(self, kind: type) -> int:
        """Return how many records of a kind there are."""
        query = sa.select(sa.func.count()).where(RECORDS.c.kind == kind.__name__)
        with self._asked.connect() as connection:
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
        with self._asked.connect() as connection:
            return tuple((row.kind, row.id) for row in connection.execute(query))


def _read(kind: type[R], body: str) -> R:
    """Return a record from its words; who works on an incident reads the same ones often."""
    asked: Any = kind
    record: R = _read_once(asked, body)
    return record


@lru_cache(maxsize=_KEPT)
def _read_once(kind: Any, body: str) -> Any:
    return from_json(kind, json.loads(body))


def _save(
    connection: sa.Connection, stage: str, key: str, mark: str, records: Iterable[Any]
) -> None:
    _clear(connection, stage, key)
    connection.execute(STEPS.insert().values(stage=stage, key=key, mark=mark))
    rows = {(row["kind"], row["id"]): row for row in _rows(stage, key, records)}
    if rows:
        connection.execute(RECORDS.insert(), [*rows.values()])


def _clear(connection: sa.Connection, stage: str, key: str) -> None:
    for table in (RECORDS, STEPS):
        connection.execute(table.delete().where(table.c.stage == stage, table.c.key == key))


def _rows(stage: str, key: str, records: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for record in records:
        yield {
            "kind": type(record).__name__,
            "id": record.id,
            "stage": stage,
            "key": key,
            "document_id": getattr(record, "document_id", None),
            "body": escape_surrogates(canonical_line(record)),
        }
