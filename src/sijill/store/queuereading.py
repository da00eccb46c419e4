"""
The queue, read back: in its order, by what was chosen, without what may not be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from sijill.model.filters import Hidden, QueueFilter
from sijill.model.rows import QueueRow
from sijill.store.rowreading import RowReader
from sijill.store.rows import CLAIMS, QUEUE, SUMMARIES, from_columns


@dataclass(frozen=True, slots=True)
class Among:
    """
    Which rows of the queue are looked among.

    Attributes:
        chosen: The filter, but for whom things are assigned to.
        hidden: What may not be seen.
        only: Ids of the rows that are looked among; ``None``: all of them.
        but: Ids of rows that are left out.
    """

    chosen: QueueFilter
    hidden: Hidden
    only: frozenset[str] | None = None
    but: frozenset[str] = frozenset()


def read_queue(
    rows: RowReader, among: Among, *, after: tuple[float, str] | None, limit: int
) -> list[QueueRow]:
    """Return the rows that come next, in their order, at most *limit*."""
    query = sa.select(QUEUE).where(*_conditions(among)).order_by(QUEUE.c.rank, QUEUE.c.id)
    if after is not None:
        rank, id_ = after
        later = (QUEUE.c.rank > rank) | (QUEUE.c.id > id_)
        query = query.where(QUEUE.c.rank >= rank, later)
    return [from_columns(QueueRow, line) for line in rows.lines(query.limit(limit))]


def count_queue(rows: RowReader, among: Among) -> Mapping[str, int]:
    """Return how many rows there are for each reason."""
    query = sa.select(QUEUE.c.reason, sa.func.count().label("n")).where(*_conditions(among))
    query = query.group_by(QUEUE.c.reason)
    return rows.keep(
        ("queue", among), lambda: {line["reason"]: line["n"] for line in rows.lines(query)}
    )


def _conditions(among: Among) -> Iterator[sa.ColumnElement[bool]]:
    chosen = among.chosen
    for name in ("reason", "country", "source", "unsure"):
        value = getattr(chosen, name)
        if value is not None:
            yield QUEUE.c[name] == value
    if among.only is not None:
        yield QUEUE.c.id.in_(sorted(among.only))
    if among.but:
        yield QUEUE.c.id.not_in(sorted(among.but))
    yield from _seen(among.hidden)


def _seen(hidden: Hidden) -> Iterator[sa.ColumnElement[bool]]:
    if not hidden:
        return
    ids = sorted(hidden.incidents | hidden.claims | hidden.documents)
    yield QUEUE.c.target.not_in(ids)
    yield sa.or_(QUEUE.c.other.is_(None), QUEUE.c.other.not_in(ids))
    for document in sorted(hidden.documents):
        for table in (CLAIMS, SUMMARIES):
            reading = table.c.document
            rows = reading.startswith(f"{document}#", autoescape=True)
            inside = sa.select(table.c.id).where((reading == document) | rows)
            yield QUEUE.c.target.not_in(inside)
        yield ~QUEUE.c.target.startswith(f"{document}#", autoescape=True)
