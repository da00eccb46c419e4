"""
What is written in one go: a server is told all of it before its first answer is waited for.

And what it does after much was written, so that nobody's question waits for it later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from sijill.store.database import ask_alone


@contextmanager
def write_together(engine: sa.Engine, *, keeps: bool = True) -> Iterator[sa.Connection]:
    """
    Give a transaction whose statements are sent to a server without waiting for their answers.

    A decision writes twenty times; each answer waited for is a turn of the server's and one of
    ours. A file is written as ever.

    Args:
        engine: The database. Nothing is read in the block, nor is it told how many rows a
            statement changed.
        keeps: Whether it is kept; else all is taken back at the end.

    Raises:
        sqlalchemy.exc.DBAPIError: At the end of the block at the latest, of whichever
            statement failed first; nothing is kept then.
        StoreError: If the server has no room left, or is gone.
    """
    with engine.connect() as connection:
        is_sent = False
        try:
            with sending(connection):
                transaction = connection.begin()
                yield connection
                if keeps:
                    transaction.commit()
            is_sent = True
        finally:
            if not is_sent:
                connection.invalidate()  # the database takes back what was not wholly sent


@contextmanager
def sending(connection: sa.Connection) -> Iterator[None]:
    """Do so for a part of a transaction that was begun; see `write_together`."""
    if connection.dialect.name != "postgresql":
        yield
        return
    driver: Any = connection.connection.driver_connection
    error = connection.dialect.loaded_dbapi.Error
    try:
        with driver.pipeline():
            yield
    except error as why:  # of the last statements: no one else has put it into words yet
        raise sa.exc.DBAPIError.instance(None, None, why, error) from why


def settle(engine: sa.Engine, tables: Iterable[str]) -> None:
    """
    Let a server count and order tables that much was written to, as its documentation advises.

    It would do so by itself within minutes, while people work. A file needs nothing.
    """
    if engine.dialect.name != "postgresql":
        return
    names = ", ".join(map(engine.dialect.identifier_preparer.quote, tables))
    with ask_alone(engine).connect() as connection:
        connection.execute(sa.text(f"VACUUM (ANALYZE) {names}"))
