"""
Rows, written: all of them by a run, some of them after a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from sijill.model.rows import Rows
from sijill.store.among import among, listed
from sijill.store.fulltext import WORD_TABLES, clear_words, forget_words, save_words
from sijill.store.putting import execute_each, put_lines
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
ROW_TABLES = (*(table.name for table in (*TABLES, GONE, VERSIONS)), *WORD_TABLES.values())
_COUNT = "count of "
_COUNTED = (INCIDENTS, CLAIMS, DOCUMENTS, SUMMARIES)
_BY_RECORD = {
    "Incident": INCIDENTS, "Claim": CLAIMS, "Reading": DOCUMENTS, "Summary": SUMMARIES,
}  # fmt: skip

_QUEUED = among(QUEUE.c.target, "ids") | among(QUEUE.c.other, "ids")
_CLEAR_QUEUE = QUEUE.delete().where(_QUEUED)
_PAIRS = sa.select(QUEUE.c.target, QUEUE.c.other).where(_QUEUED, QUEUE.c.other.is_not(None))
_COME_BACK = GONE.delete().where(among(GONE.c.kind, "kinds"), among(GONE.c.id, "ids"))


def _first_reason() -> sa.ScalarSelect[str | None]:
    """Return the question why an incident is queued before all, asked by either side."""
    sides = [
        sa.select(QUEUE.c.reason, QUEUE.c.rank)
        .where(side == INCIDENTS.c.id)
        .correlate(INCIDENTS)
        for side in (QUEUE.c.target, QUEUE.c.other)
    ]
    every = sa.union_all(*sides).subquery("queued")
    return sa.select(every.c.reason).order_by(every.c.rank).limit(1).scalar_subquery()


_REASON = _first_reason()
_TELL_REASON = (
    INCIDENTS.update()
    .where(among(INCIDENTS.c.id, "ids"), INCIDENTS.c.reason.is_distinct_from(_REASON))
    .values(reason=_REASON, changed=sa.bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class RowMarks:
    """
    How far the rows are, before some of them are replaced.

    Attributes:
        versions: Versions and counts, by name.
        numbers: The last number of each table.
        paired: Ids of both incidents of each pair that is queued about what is replaced.
    """

    versions: Mapping[str, int]
    numbers: Mapping[sa.Table, int]
    paired: frozenset[str] = frozenset()


def find_row_marks(
    connection: sa.Connection, versions: Mapping[str, int], queued: Iterable[str] = ()
) -> RowMarks:
    """
    Return how far the rows are, of which the versions are known.

    Args:
        connection: To ask.
        versions: As `read_versions` returns them.
        queued: Ids of what is queued and will be replaced.
    """
    numbers = {table: find_last_number(connection, table, versions) for table in _COUNTED}
    if not (ids := listed(queued)):
        return RowMarks(versions, numbers)
    pairs = connection.execute(_PAIRS, {"ids": ids})
    return RowMarks(versions, numbers, frozenset(id_ for pair in pairs for id_ in pair))


def fill_rows(connection: sa.Connection, rows: Rows) -> None:
    """Put *rows* in the place of all that there are."""
    for table in (*TABLES, GONE):
        connection.execute(table.delete())
    clear_words(connection)
    before = read_versions(connection)
    version = before.get("rows", 0) + 1
    now = _save(connection, rows, version, dict.fromkeys(_COUNTED, 0), is_new=True)
    counts = {name: 0 for name in before if name.startswith(_COUNT)}
    _set_versions(connection, before, {**counts, **now, "rows": version, "filled": version})


def replace_rows(
    connection: sa.Connection,
    rows: Rows,
    marks: RowMarks,
    *,
    gone: Mapping[str, Iterable[str]],
    counts: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """
    Put *rows* in the place of those with the same ids, and take others away.

    Args:
        connection: In a transaction; nothing is read from it.
        rows: The rows as they are now.
        marks: How far the rows are.
        gone: Ids of rows that are no more, by the name of their record (``Incident``,
            ``Claim``, ``Reading``, ``Summary``) or ``queue``, by what is queued.
        counts: How many records of some kinds there are, by `count_name`; 0: not known.

    Returns:
        The versions that are others now, by name.
    """
    version = marks.versions.get("rows", 0) + 1
    _clear_queue(connection, gone.get("queue", ()))
    parts = (rows.incidents, rows.claims, rows.documents, rows.summaries)
    missing: dict[str, set[str]] = {}
    now: set[str] = set()
    for (name, table), part in zip(_BY_RECORD.items(), parts, strict=True):
        own = {row.id for row in part}  # type: ignore[attr-defined]
        missing[name] = set(gone.get(name, ())) - own
        now |= own
        if table in _WORDS_OF and (own or missing[name]):
            forget_words(connection, table, own | missing[name])
        if missing[name]:
            connection.execute(_delete_from(table), {"ids": listed(missing[name])})
    _mark_gone(connection, now, missing, version)
    last = _save(connection, rows, version, marks.numbers, is_new=False)
    paired = {id_ for row in rows.queue if row.other for id_ in (row.target, row.other)}
    if others := marks.paired.union(paired) - now - missing["Incident"]:
        connection.execute(_TELL_REASON, {"ids": listed(others), "now": version})
    versions = {**last, **(counts or {}), "rows": version}
    if any(missing.values()):
        versions["gone"] = version
    _set_versions(connection, marks.versions, versions)
    return versions


def count_name(kind: type) -> str:
    """Return the name under which the number of records of a kind is kept."""
    return f"{_COUNT}{kind.__name__}"


def set_state(connection: sa.Connection, incident: str, state: str) -> None:
    """Set how far an incident is, in its row; everything else of it stays."""
    before = read_versions(connection)
    version = before.get("rows", 0) + 1
    row = INCIDENTS.update().where(INCIDENTS.c.id == incident)
    connection.execute(row.values(state=state, changed=version))
    _set_versions(connection, before, {"rows": version})


def _clear_queue(connection: sa.Connection, about: Iterable[str]) -> None:
    """Take away what is queued about some records."""
    if ids := listed(about):
        connection.execute(_CLEAR_QUEUE, {"ids": ids})


def _mark_gone(
    connection: sa.Connection, now: set[str], missing: Mapping[str, set[str]], version: int
) -> None:
    """Keep which rows are no more, for those who hold them in memory."""
    lines = [
        {"kind": kind, "id": id_, "changed": version}
        for kind, ids in missing.items()
        for id_ in sorted(ids)
    ]
    connection.execute(_COME_BACK, {"kinds": listed(_BY_RECORD), "ids": listed(now)})
    put_lines(connection, GONE, lines)


def _save(
    connection: sa.Connection,
    rows: Rows,
    version: int,
    numbers: Mapping[sa.Table, int],
    *,
    is_new: bool,
) -> dict[str, int]:
    """
    Save rows, those of records with numbers that follow the last ones of their tables.

    Args:
        connection: In a transaction.
        rows: The rows.
        version: Of the rows from now on.
        numbers: The last number of each table.
        is_new: Whether none of them can be there.

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
            if is_new:
                execute_each(connection, table.insert(), batch)
            else:
                put_lines(connection, table, batch)
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
    at = VERSIONS.c.name == sa.bindparam("named")
    execute_each(
        connection, VERSIONS.update().where(at).values(version=sa.bindparam("now")), known
    )
    if new := [line for line in lines if line["named"] not in before]:
        rows = [{"name": line["named"], "version": line["now"]} for line in new]
        connection.execute(VERSIONS.insert(), rows)


@cache
def _delete_from(table: sa.Table) -> sa.Delete:
    return table.delete().where(among(table.c.id, "ids"))
