"""
Rows copied from one database to another, whichever each of them is.
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

_BATCH = 1000


def copy_rows(source: sa.Engine, target: sa.Connection, tables: Iterable[sa.Table]) -> int:
    """
    Put the rows of tables in the place of those that another database has.

    They are those of one instant, whoever writes meanwhile.

    Args:
        source: Where the rows are.
        target: A transaction in the other database, which its opener ends.
        tables: Which tables; both databases have them.

    Returns:
        How many rows there were.
    """
    number = 0
    level = "REPEATABLE READ" if source.dialect.name == "postgresql" else "SERIALIZABLE"
    with source.connect().execution_options(isolation_level=level) as connection:
        for table in tables:
            target.execute(table.delete())
            with connection.execute(
                sa.select(table), execution_options={"yield_per": _BATCH}
            ) as found:
                for rows in found.mappings().partitions():
                    target.execute(table.insert(), [dict(row) for row in rows])
                    number += len(rows)
    return number
