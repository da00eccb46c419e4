"""
Lines put into a table, in the place of those that have the same key.

A server is given all lines of a table as one value: told each by itself, it would answer each,
and a decision about a large incident puts two hundred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

Line = Mapping[str, Any]


def execute_each(
    connection: sa.Connection, statement: sa.Executable, lines: Sequence[Line]
) -> None:
    """Execute a statement for each line; a lone one goes without what many are sent by."""
    if lines:
        connection.execute(statement, lines[0] if len(lines) == 1 else lines)


def put_lines(connection: sa.Connection, table: sa.Table, lines: Sequence[Line]) -> None:
    """
    Put lines into a table; one with a key of before takes the place of that one.

    A line that is there just so is not written.

    Args:
        connection: In a transaction.
        table: A table with a primary key.
        lines: Values by the names of columns, the same in each; of two with one key the later
            stands.
    """
    if not lines:
        return
    if connection.dialect.name == "postgresql":
        key = [column.name for column in table.primary_key]
        apart = {tuple(line[name] for name in key): line for line in lines}
        names = tuple(lines[0])
        connection.execute(_put_all(table, names), {"lines": word_lines([*apart.values()])})
    else:
        execute_each(connection, _put_each(table), lines)


def word_lines(lines: Sequence[Line]) -> str:
    """
    Return lines as the one value that a server is given.

    Examples:
        >>> word_lines([{"id": "i-1", "number": None}])
        '[{"id":"i-1","number":null}]'
    """
    return msgspec.json.encode(lines).decode()


@cache
def _put_all(table: sa.Table, names: tuple[str, ...]) -> sa.Executable:
    given = sa.cast(sa.bindparam("lines", type_=sa.Text), postgresql.JSON)
    columns = [sa.column(name, table.c[name].type) for name in names]
    lines = sa.func.json_to_recordset(given).table_valued(*columns)
    every = sa.select(*lines.render_derived(with_types=True).c)
    return _replacing(postgresql.insert(table).from_select(names, every), table)


@cache
def _put_each(table: sa.Table) -> sa.Executable:
    return _replacing(sqlite.insert(table), table)


def _replacing(insert: postgresql.Insert | sqlite.Insert, table: sa.Table) -> sa.Executable:
    new = {one.name: insert.excluded[one.name] for one in table.c if not one.primary_key}
    differs = sa.or_(*(table.c[name].is_distinct_from(value) for name, value in new.items()))
    return insert.on_conflict_do_update(
        index_elements=[*table.primary_key], set_=new, where=differs
    )
