"""
How far everything in a server's database is, asked in one question for a moment.

A page asks a dozen times whether what it holds in memory is still what lies there: the rows,
the logs, who may see what. Within one request it is asked once, and once more when the request
has become the one writer. Who asks without a moment asks each time, as does who has a file.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

import sqlalchemy as sa

from sijill.store.asking import asking
from sijill.store.chain import LOGS
from sijill.store.database import ask_alone

Kind = Literal["home", "log", "rows", "seeing"]
Marks = dict[tuple[str, str], str]
_LASTS_S = 1.0  # of a request that takes long, what is asked later is asked anew
_ENDS = " UNION ALL ".join(
    f"(SELECT 'log', '{name}', number || ' ' || digest FROM log_lines "
    f"WHERE log = '{name}' ORDER BY number DESC LIMIT 1)"
    for name in LOGS
)
_ASK = sa.text(
    "SELECT 'home' AS kind, id AS name, state AS mark FROM homes "
    "UNION ALL SELECT 'rows', name, version::text FROM row_versions "
    f"UNION ALL SELECT 'seeing', '', mark FROM seeing UNION ALL {_ENDS}"
)


@dataclass(slots=True)
class _Moment:
    """
    What one request knows.

    Attributes:
        marks: What was asked, by the database's connections.
        until: When it is asked anew, in seconds of the process's clock.
    """

    marks: dict[Any, Marks] = field(default_factory=dict)
    until: float = 0.0


_NOW: ContextVar[_Moment | None] = ContextVar("moment", default=None)


@contextmanager
def one_moment() -> Iterator[None]:
    """Let what the block asks of how far things are be answered once; it may be nested."""
    before = _NOW.set(_Moment())
    try:
        yield
    finally:
        _NOW.reset(before)


def find_marks(engine: sa.Engine) -> Mapping[tuple[str, str], str] | None:
    """
    Return how far things are in a database, by kind and name; ``None``: there is no moment.

    A ``home`` is the state of the record by its id, a ``log`` the number of its last line and
    the digest of that, ``rows`` a version or a count, and ``seeing`` the mark of who may see
    what. A log without lines has none.
    """
    moment = _NOW.get()
    if moment is None or engine.dialect.name != "postgresql":
        return None
    if time.monotonic() >= moment.until:
        moment.marks.clear()
        moment.until = time.monotonic() + _LASTS_S
    if engine.pool not in moment.marks:
        with asking(ask_alone(engine)) as connection:
            lines = connection.execute(_ASK).all()
        moment.marks[engine.pool] = {(kind, name): mark or "0" for kind, name, mark in lines}
    return moment.marks[engine.pool]


def tell_marks(engine: sa.Engine, kind: Kind, marks: Mapping[str, int | str]) -> None:
    """Let the moment know how far something is since this process wrote it."""
    moment = _NOW.get()
    if moment is not None and (known := moment.marks.get(engine.pool)) is not None:
        known.update({(kind, name): str(mark) for name, mark in marks.items()})


def begin_anew() -> None:
    """Forget what the moment knows: others may have written."""
    if (moment := _NOW.get()) is not None:
        moment.marks.clear()
