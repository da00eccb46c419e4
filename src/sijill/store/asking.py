"""
The connection that a question goes by: that which holds the record, or one of the pool.

A decision asks thirty things while it holds the record, by a connection of its own that is
still for as long. To take another for each question would cost a third of the question.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import sqlalchemy as sa

_AT_HAND: ContextVar[sa.Connection | None] = ContextVar("at_hand", default=None)


@contextmanager
def asking(engine: sa.Engine) -> Iterator[sa.Connection]:
    """
    Give a connection for questions of one statement each, whose answers are read at once.

    Args:
        engine: As `database.ask_alone` gives it.
    """
    at_hand = _AT_HAND.get()
    if at_hand is not None and at_hand.engine.pool is engine.pool:
        yield at_hand
        return
    with engine.connect() as connection:
        yield connection


@contextmanager
def ask_through(connection: sa.Connection) -> Iterator[None]:
    """Let what the block asks of this connection's database go by it."""
    before = _AT_HAND.set(connection)
    try:
        yield
    finally:
        _AT_HAND.reset(before)
