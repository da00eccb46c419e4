"""
Rows, written: all of them by a run, some of them after a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from sijill.model.rows import Rows
from sijill.store.fulltext import clear_words, save_words
from sijill.store.rowreading import find_last_number
from sijill.store.rows import (
    CLAIMS,
    DOCUMENTS,
    GONE,
    INCIDENTS,
    QUEUE,
    SUMMARIES,
    TABLES,
    VERSIONS,
    to_columns,
)

_BATCH = 2000
_WORDS_OF = {INCIDENTS: "incident", CLAIMS: "claim", DOCUMENTS: "document"}
_COUNTED = (INCIDENTS, CLAIMS, DOCUMENTS, SUMMARIES)
_BY_RECORD = {
    "Incident": INCIDENTS, "Claim": CLAIMS, "Reading": DOCUMENTS, "Summary": SUMMARIES,
}  # fmt: skip


def fill_rows(connection: sa.Connection, rows: Rows) -> None:
    """Put *rows* in the place of all that there are."""
    for table in (*TABLES, GONE):
        connection.execute(table.delete())
    clear_words(connection)
    version = _raise_version(connection)
    _set_version(connection, "filled", version)
    _insert(connection, rows, version, dict.fromkeys(_COUNTED, 0))


def replace_rows(
    connection: sa.Connection, rows: Rows, *, gone: Mapping[str, Iterable[str]]
) -> None:
    """
    Put *rows* in the place of those with the same ids, and take others away.

    Args:
        connection: In a transaction.
        rows: The rows as they are now.
        gone: Ids of rows that are no more, by the name of their record (``Incident``,
            ``Claim``, ``Reading``, ``Summary``) or ``queue``, by what is queued.
    """
    version = _raise_version(connection)
    numbers = {table: find_last_number(connection, table) for table in _COUNTED}
    lost = {name: set(ids) for name, ids in gone.items()}
    for side in (QUEUE.c.target, QUEUE.c.other):
        _delete(connection, side, lost.get("queue", ()))
    _delete(connection, QUEUE.c.id, (row.id for row in rows.queue))
    parts = (rows.incidents, rows.claims, rows.documents, rows.summaries)
    for (name, table), part in zip(_BY_RECORD.items(), parts, strict=True):
        now = {row.id for row in part}  # type: ignore[attr-defined]
        missing = lost.get(name, set()) - now
        if table in _WORDS_OF:
            _clear_words(connection, table, now | missing)
        _delete(connection, table.c.id, now | missing)
        _mark_gone(connection, name, now, missing, version)
    _insert(connection, rows, version, numbers)


def set_state(connection: sa.Connection, incident: str, state: str) -> None:
    """Set how far an incident is, in its row; everything else of it stays."""
    version = _raise_version(connection)
    row = INCIDENTS.update().where(INCIDENTS.c.id == incident)
    connection.execute(row.values(state=state, changed=version))


def _mark_gone(
    connection: sa.Connection, kind: str, now: set[str], missing: set[str], version: int
) -> None:
    """Keep which rows are no more, for those who hold them in memory."""
    for part in _parts(now | missing):
        connection.execute(GONE.delete().where(GONE.c.kind == kind, GONE.c.id.in_(part)))
    if missing:
        lines = [{"kind": kind, "id": id_, "changed": version} for id_ in sorted(missing)]
        connection.execute(GONE.insert(), lines)


def _clear_words(connection: sa.Connection, table: sa.Table, ids: set[str]) -> None:
    for part in _parts(ids):
        query = sa.select(table.c.number).where(table.c.id.in_(part))
        clear_words(connection, table.name, connection.execute(query).scalars().all())


def _insert(
    connection: sa.Connection, rows: Rows, version: int, numbers: Mapping[sa.Table, int]
) -> None:
    """Insert rows, those of records with numbers that follow the last ones of their tables."""
    parts = (rows.incidents, rows.claims, rows.documents, rows.summaries, rows.queue, rows.near)
    words = {(row.kind, row.id): row for row in rows.words}
    for table, part in zip(TABLES, parts, strict=True):
        last = numbers.get(table, 0)
        for first in range(0, len(part), _BATCH):
            batch = [to_columns(row) for row in part[first : first + _BATCH]]
            for line in batch if table in _COUNTED else ():
                last += 1
                line["number"], line["changed"] = last, version
            connection.execute(table.insert(), batch)
            if kind := _WORDS_OF.get(table):
                found = ((line["number"], words.get((kind, line["id"]))) for line in batch)
                save_words(connection, table.name, [(n, row) for n, row in found if row])
        if table in _COUNTED:
            _set_version(connection, table.name, last)


def _raise_version(connection: sa.Connection) -> int:
    query = sa.select(VERSIONS.c.version).where(VERSIONS.c.name == "rows")
    version = (connection.execute(query).scalar() or 0) + 1
    _set_version(connection, "rows", version)
    return version


def _set_version(connection: sa.Connection, name: str, version: int) -> None:
    found = VERSIONS.update().where(VERSIONS.c.name == name).values(version=version)
    if not connection.execute(found).rowcount:
        connection.execute(VERSIONS.insert().values(name=name, version=version))


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    wanted = list(ids)
    for first in range(0, len(wanted), 500):
        yield wanted[first : first + 500]


def _delete(connection: sa.Connection, column: sa.Column[Any], ids: Iterable[str]) -> None:
    for part in _parts(ids):
        connection.execute(column.table.delete().where(column.in_(part)))
