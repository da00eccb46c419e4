"""
The queue, read back: in its order, by what was chosen, without what may not be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from sijill.model.filters import QueueFilter
from sijill.model.rows import QueueRow
from sijill.store.among import among, listed
from sijill.store.rowreading import RowReader
from sijill.store.rows import QUEUE, from_columns


@dataclass(frozen=True, slots=True)
class Among:
    """
    Which rows of the queue are looked among.

    Attributes:
        chosen: The filter, but for whom things are assigned to.
        shut: Ids of the targets that may not be seen.
        only: Ids of the rows that are looked among; ``None``: all of them.
        but: Ids of rows that are left out.
    """

    chosen: QueueFilter
    shut: frozenset[str]
    only: frozenset[str] | None = None
    but: frozenset[str] = frozenset()

    @property
    def values(self) -> dict[str, list[str]]:
        """The ids as a question takes them, by the names that they have in it."""
        named = {"only": self.only, "but": self.but, "shut": self.shut}
        return {name: listed(ids) for name, ids in named.items() if ids is not None}


def read_queue(
    rows: RowReader, asked: Among, *, after: tuple[float, str] | None, limit: int
) -> list[QueueRow]:
    """Return the rows that come next, in their order, at most *limit*."""
    query = sa.select(QUEUE).where(*_conditions(asked)).order_by(QUEUE.c.rank, QUEUE.c.id)
    if after is not None:
        rank, id_ = after
        later = (QUEUE.c.rank > rank) | (QUEUE.c.id > id_)
        query = query.where(QUEUE.c.rank >= rank, later)
    found = rows.lines(query.limit(limit), **asked.values)
    return [from_columns(QueueRow, line) for line in found]


def count_queue(rows: RowReader, asked: Among) -> Mapping[str, int]:
    """Return how many rows there are for each reason."""
    query = sa.select(QUEUE.c.reason, sa.func.count().label("n")).where(*_conditions(asked))
    query = query.group_by(QUEUE.c.reason)

    def count() -> Mapping[str, int]:
        return {line["reason"]: line["n"] for line in rows.lines(query, **asked.values)}

    return rows.keep(("queue", asked), count)


def _conditions(asked: Among) -> Iterator[sa.ColumnElement[bool]]:
    chosen = asked.chosen
    for name in ("reason", "country", "source", "unsure"):
        value = getattr(chosen, name)
        if value is not None:
            yield QUEUE.c[name] == value
    if asked.only is not None:
        yield among(QUEUE.c.id, "only")
    if asked.but:
        yield sa.not_(among(QUEUE.c.id, "but"))
    yield from _seen(asked.shut)


def _seen(shut: frozenset[str]) -> Iterator[sa.ColumnElement[bool]]:
    if shut:
        other = QUEUE.c.other
        yield sa.not_(among(QUEUE.c.target, "shut"))
        yield sa.or_(other.is_(None), sa.not_(among(other, "shut")))
