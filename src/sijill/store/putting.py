"""
Lines put into a table, in the place of those that have the same key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def execute_each(
    connection: sa.Connection, statement: sa.Executable, lines: Sequence[Mapping[str, Any]]
) -> None:
    """Execute a statement for each line; a lone one goes without what many are sent by."""
    if lines:
        connection.execute(statement, lines[0] if len(lines) == 1 else lines)


@cache
def put_into(table: sa.Table, dialect: str) -> sa.Executable:
    """
    Return the statement that puts lines into a table; a line with a key of before takes
    the place of that one, where they differ.

    Args:
        table: A table whose key is its primary key.
        dialect: Name of the database's dialect.
    """
    if dialect == "postgresql":
        return _replacing(postgresql.insert(table), table)
    return _replacing(sqlite.insert(table), table)


def _replacing(insert: postgresql.Insert | sqlite.Insert, table: sa.Table) -> sa.Executable:
    new = {one.name: insert.excluded[one.name] for one in table.c if not one.primary_key}
    differs = sa.or_(*(table.c[name].is_distinct_from(value) for name, value in new.items()))
    return insert.on_conflict_do_update(
        index_elements=[*table.primary_key], set_=new, where=differs
    )
