"""
Rows, written: all of them by a run, some of them after a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from sijill.model.rows import Rows
from sijill.store.fulltext import clear_words, save_words
from sijill.store.parts import in_parts
from sijill.store.rowreading import find_last_number, read_versions
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
    before = read_versions(connection)
    version = before.get("rows", 0) + 1
    now = _insert(connection, rows, version, dict.fromkeys(_COUNTED, 0))
    _set_versions(connection, before, {**now, "rows": version, "filled": version})


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
    before = read_versions(connection)
    version = before.get("rows", 0) + 1
    numbers = {table: find_last_number(connection, table, before) for table in _COUNTED}
    lost = {name: set(ids) for name, ids in gone.items()}
    _clear_queue(connection, lost.get("queue", set()), {row.id for row in rows.queue})
    parts = (rows.incidents, rows.claims, rows.documents, rows.summaries)
    for (name, table), part in zip(_BY_RECORD.items(), parts, strict=True):
        now = {row.id for row in part}  # type: ignore[attr-defined]
        missing = lost.get(name, set()) - now
        if table in _WORDS_OF:
            _clear_words(connection, table, now | missing)
        _delete(connection, table.c.id, now | missing)
        _mark_gone(connection, name, now, missing, version)
    last = _insert(connection, rows, version, numbers)
    _set_versions(connection, before, {**last, "rows": version})


def set_state(connection: sa.Connection, incident: str, state: str) -> None:
    """Set how far an incident is, in its row; everything else of it stays."""
    before = read_versions(connection)
    version = before.get("rows", 0) + 1
    row = INCIDENTS.update().where(INCIDENTS.c.id == incident)
    connection.execute(row.values(state=state, changed=version))
    _set_versions(connection, before, {"rows": version})


def _clear_queue(connection: sa.Connection, about: set[str], ids: set[str]) -> None:
    """Take away what is queued about some records, and the rows that come again."""
    for part in in_parts(about):
        either = QUEUE.c.target.in_(part) | QUEUE.c.other.in_(part)
        connection.execute(QUEUE.delete().where(either))
    _delete(connection, QUEUE.c.id, ids)


def _mark_gone(
    connection: sa.Connection, kind: str, now: set[str], missing: set[str], version: int
) -> None:
    """Keep which rows are no more, for those who hold them in memory."""
    for part in in_parts(now | missing):
        connection.execute(GONE.delete().where(GONE.c.kind == kind, GONE.c.id.in_(part)))
    if missing:
        lines = [{"kind": kind, "id": id_, "changed": version} for id_ in sorted(missing)]
        connection.execute(GONE.insert(), lines)


def _clear_words(connection: sa.Connection, table: sa.Table, ids: set[str]) -> None:
    for part in in_parts(ids):
        query = sa.select(table.c.number).where(table.c.id.in_(part))
        clear_words(connection, table.name, connection.execute(query).scalars().all())


def _insert(
    connection: sa.Connection, rows: Rows, version: int, numbers: Mapping[sa.Table, int]
) -> dict[str, int]:
    """
    Insert rows, those of records with numbers that follow the last ones of their tables.

    Returns:
        The last number of each table now, by the table's name.
    """
    now: dict[str, int] = {}
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
            now[table.name] = last
    return now


def _set_versions(
    connection: sa.Connection, before: Mapping[str, int], now: Mapping[str, int]
) -> None:
    lines = [{"named": name, "now": n} for name, n in now.items() if before.get(name) != n]
    known = [line for line in lines if line["named"] in before]
    if known:
        at = VERSIONS.c.name == sa.bindparam("named")
        connection.execute(
            VERSIONS.update().where(at).values(version=sa.bindparam("now")), known
        )
    if new := [line for line in lines if line["named"] not in before]:
        rows = [{"name": line["named"], "version": line["now"]} for line in new]
        connection.execute(VERSIONS.insert(), rows)


def _delete(connection: sa.Connection, column: sa.Column[Any], ids: Iterable[str]) -> None:
    for part in in_parts(ids):
        connection.execute(column.table.delete().where(column.in_(part)))
