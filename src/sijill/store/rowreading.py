"""
Rows, read back: by id, by what holds them, by words.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from sijill.model.rows import ClaimRow, NearRow
from sijill.store.among import among, listed
from sijill.store.asking import asking
from sijill.store.database import ask_alone
from sijill.store.fulltext import find_words
from sijill.store.kept import Kept
from sijill.store.moment import begin_anew, find_marks
from sijill.store.rows import (
    CLAIMS,
    GONE,
    KINDS,
    NEAR,
    RECORD_OF,
    VERSIONS,
    from_columns,
)

R = TypeVar("R")
Numbers = NDArray[np.int64]
_FIND_NEAR = sa.select(NEAR).where(
    among(NEAR.c.left_claim, "claims") | among(NEAR.c.right_claim, "claims")
)
_LEFT, _RIGHT = CLAIMS.alias("one_side"), CLAIMS.alias("other_side")
_FIND_NEAR_INCIDENTS = (
    _FIND_NEAR.add_columns(
        _LEFT.c.incident.label("on_left"), _RIGHT.c.incident.label("on_right")
    )
    .outerjoin(_LEFT, _LEFT.c.id == NEAR.c.left_claim)
    .outerjoin(_RIGHT, _RIGHT.c.id == NEAR.c.right_claim)
)
_FIND_VERSION = sa.select(VERSIONS.c.version).where(VERSIONS.c.name == sa.bindparam("name"))
_FIND_VERSIONS = sa.select(VERSIONS.c.name, VERSIONS.c.version)


@dataclass(frozen=True, slots=True)
class Changes:
    """
    What changed among the rows of incidents.

    Attributes:
        version: What has been seen now.
        is_all: Whether *lines* are all rows there are, in the place of those seen before.
        lines: The rows that came or changed, each a value a column asked for.
        gone: Ids of rows that are no more.
    """

    version: int
    is_all: bool
    lines: Sequence[Sequence[Any]]
    gone: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """
    What a search has found among the rows up to a number.

    Attributes:
        last: That number.
        numbers: Of the rows that have the words.
    """

    last: int = 0
    numbers: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))


class RowReader:
    """Reads the rows of one derived store."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = ask_alone(engine)
        self._kept = Kept()

    @property
    def dialect(self) -> str:
        """Name of the database's dialect."""
        return self._engine.dialect.name

    def version(self, name: str = "rows") -> int:
        """
        Return a number that grows whenever rows change; 0: there are none.

        Args:
            name: ``rows``, or ``filled`` for one that grows only when a run makes all anew.
        """
        if (marks := find_marks(self._engine)) is not None:
            return int(marks.get(("rows", name), 0))
        with asking(self._engine) as connection:
            return int(connection.execute(_FIND_VERSION, {"name": name}).scalar() or 0)

    def versions(self) -> dict[str, int]:
        """Return every version, and the last numbers and counts that are kept, by name."""
        if (marks := find_marks(self._engine)) is not None:
            return {name: int(mark) for (kind, name), mark in marks.items() if kind == "rows"}
        with asking(self._engine) as connection:
            return read_versions(connection)

    def find(self, kind: type[R], id: str) -> R | None:
        """Return one row by its id; ``None``: there is none."""
        return next(self.find_many(kind, (id,)), None)

    def find_many(self, kind: type[R], ids: Iterable[str], *, by: str = "id") -> Iterator[R]:
        """
        Yield the rows of a kind that have one of *ids* in a column, in no order.

        Args:
            kind: The kind of row.
            ids: The values.
            by: The column: ``id``, ``incident``, ``document``, ``claim``, ``target``.
        """
        if values := listed(ids):
            for line in self.lines(_select_by(KINDS[kind], by), values=values):
                yield from_columns(kind, line)

    def incident_of(self, claim: str) -> str | None:
        """Return the incident that holds a claim; ``None``: none does."""
        query = sa.select(CLAIMS.c.incident).where(CLAIMS.c.id == claim)
        with asking(self._engine) as connection:
            found = connection.execute(query).scalar()
        return str(found) if found else None

    def claims_of(self, incident: str) -> tuple[ClaimRow, ...]:
        """Return the claims of an incident, by id."""
        found = self.find_many(ClaimRow, (incident,), by="incident")
        return tuple(sorted(found, key=lambda row: row.id))

    def claims_in(self, incidents: Iterable[str]) -> set[str]:
        """Return ids of the claims of some incidents."""
        query = _select_by(CLAIMS, "incident", ("id",))
        return {line["id"] for line in self.lines(query, values=listed(incidents))}

    def find_near_incidents(
        self, claims: Iterable[str]
    ) -> list[tuple[NearRow, str | None, str | None]]:
        """Return what `find_near` finds, each with the incidents that hold its two sides."""
        lines = self.lines(_FIND_NEAR_INCIDENTS, claims=listed(claims))
        return [(_near_of(line), line["on_left"], line["on_right"]) for line in lines]

    def find_near(self, claims: Iterable[str]) -> tuple[NearRow, ...]:
        """Return the likenesses that one of *claims* is a side of, each once, sorted."""
        found = map(_near_of, self.lines(_FIND_NEAR, claims=listed(claims)))
        return tuple(sorted(found, key=lambda row: (row.left, row.right)))

    def read_changes(self, kind: type, columns: Sequence[str], since: int) -> Changes:
        """
        Return columns of the rows of a kind that changed after version *since*.

        What is written meanwhile may be told twice, and is never left out.
        """
        versions = self.versions()
        if versions.get("rows", 0) < since:
            begin_anew()  # another request has read on since this one asked
            versions = self.versions()
        version, filled = versions.get("rows", 0), versions.get("filled", 0)
        if version == since:
            return Changes(version, False, (), ())
        is_all = since < filled or since > version or since == 0
        table = KINDS[kind]
        wanted = sa.select(*(table.c[name] for name in columns))
        lost = sa.select(GONE.c.id).where(GONE.c.kind == RECORD_OF[kind])
        if not is_all:
            wanted = wanted.where(table.c.changed > since)
            lost = lost.where(GONE.c.changed > since)
        with asking(self._engine) as connection:
            lines = connection.execute(wanted).all()
            none_gone = is_all or versions.get("gone", version) <= since
            gone = () if none_gone else tuple(connection.execute(lost).scalars())
        return Changes(version, is_all, lines, gone)

    def find_numbers(self, kind: type, words: Sequence[str], *, with_names: bool) -> Numbers:
        """
        Return the numbers of the rows of a kind that have all of some folded words.

        A row that changes gets a new number, so that what was found stays found: until a run
        makes all rows anew, only those with higher numbers are looked at. Numbers of rows
        that are no more may be among those returned.
        """
        asked = ("words", kind, tuple(words), with_names)
        found = self.keep(asked, _Found, until="filled")
        return self.keep((*asked, "now"), lambda: self._find_more(found, *asked[1:]))

    def _find_more(
        self, found: _Found, kind: type, words: Sequence[str], with_names: bool
    ) -> Numbers:
        table = KINDS[kind]
        query = find_words(
            self.dialect, table.name, words, with_names=with_names, after=found.last
        )
        with asking(self._engine) as connection:
            last = find_last_number(connection, table, read_versions(connection))
            lines = connection.execute(query).cursor.fetchall()  # no row objects: many
        more = np.array([line[0] for line in lines], np.int64)
        found.numbers, found.last = np.concatenate((found.numbers, more)), last
        return found.numbers

    def keep(self, asked: Hashable, make: Callable[[], R], *, until: str = "rows") -> R:
        """
        Return an answer about the rows, worked out again only when they have changed.

        Args:
            asked: What is asked, and all that the answer depends on but for the rows: the
                filter, and what is hidden from who asks.
            make: Works it out; what it returns is never changed.
            until: As in `version`; ``filled`` where no decision bears on the answer.
        """
        return self._kept.take(asked, self.version(until), make)

    def numbers_of(self, kind: type, ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers of rows of a kind, by id."""
        lines = self.lines(_select_by(KINDS[kind], "id", ("id", "number")), values=listed(ids))
        return {line["id"]: line["number"] for line in lines}

    def incidents_of(self, column: str, values: Iterable[str]) -> frozenset[str]:
        """Return the incidents with a claim that has one of *values* in a column."""
        query = _select_by(CLAIMS, column, ("incident",)).where(CLAIMS.c.incident.is_not(None))
        with asking(self._engine) as connection:
            found = connection.execute(query.distinct(), {"values": listed(values)})
            return frozenset(found.scalars())

    def lines(self, query: sa.Select[Any], **values: Any) -> list[Mapping[str, Any]]:
        """Return the lines that a query finds with some values, by the names of columns."""
        with asking(self._engine) as connection:
            return [dict(line) for line in connection.execute(query, values).mappings()]


@cache
def _select_by(table: sa.Table, by: str, names: tuple[str, ...] = ()) -> sa.Select[Any]:
    """Return the question for lines of a table by some *values* of a column."""
    wanted = sa.select(*(table.c[name] for name in names)) if names else sa.select(table)
    return wanted.where(among(table.c[by], "values"))


def _near_of(line: Mapping[str, Any]) -> NearRow:
    return NearRow(line["left_claim"], line["right_claim"], line["p_same"])


def read_versions(connection: sa.Connection) -> dict[str, int]:
    """Return the version of the rows and the last numbers of their tables, by name."""
    found = connection.execute(_FIND_VERSIONS)
    return {line.name: line.version for line in found}


def find_last_number(
    connection: sa.Connection, table: sa.Table, versions: Mapping[str, int]
) -> int:
    """Return the highest number that a row of a table has had since a run filled it."""
    last = versions.get(table.name)
    if last is None:  # nothing was changed since numbers were kept
        last = connection.execute(sa.select(sa.func.max(table.c.number))).scalar()
    return int(last or 0)
