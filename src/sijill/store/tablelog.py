"""
An append-only log in a table of a server, with the same chain as one in a file.

The database refuses to change or take away a line. Whoever may overrule it, as its owner can,
cannot hide that: the chain breaks, as it does in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from sijill.errors import ChainBroken, StoreError
from sijill.model.custody import CHAIN_START
from sijill.store.asking import asking
from sijill.store.chain import (
    Line,
    Log,
    chain_entries,
    escape_surrogates,
    follow_chain,
    is_line,
    write_line,
)
from sijill.store.database import TEXT, ask_alone
from sijill.store.moment import find_marks, tell_marks
from sijill.store.putting import execute_each
from sijill.store.sending import write_together

METADATA = sa.MetaData()
LINES = sa.Table(
    "log_lines",
    METADATA,
    sa.Column("log", TEXT, primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("digest", TEXT, nullable=False),
    sa.Column("body", TEXT, nullable=False),
)
_BATCH = 1000
_END = tuple[int, str]
_NOTHING = (0, CHAIN_START)
_ENDS: dict[tuple[sa.URL, str], _END] = {}  # of this process; checked on each use


class TableLog:
    """
    One log of a record's database. Reading may go on while another process writes.

    Attributes:
        name: What the log is called in its table and in sentences.
    """

    def __init__(self, engine: sa.Engine, name: str) -> None:
        self.name = name
        self._engine = engine
        self._asked = ask_alone(engine)

    def save_entries(self, entries: Iterable[Line]) -> tuple[Line, ...]:
        """
        Append entries, each with its ``previous`` and ``digest``, in one transaction.

        An entry that has a ``number`` gets the number of its line.

        Raises:
            ChainBroken: If the log that is there is not whole.
            StoreError: If the server does not take them, or somebody appended at the same
                instant; nothing of them is kept then.
        """
        return self.save_together([(self, entries)])[0]

    @staticmethod
    def save_together(
        given: Iterable[tuple[TableLog, Iterable[Line]]],
    ) -> list[tuple[Line, ...]]:
        """
        Append entries to several logs of one database: all in one transaction, or none.

        Args:
            given: Each log with its entries; see `save_entries`.

        Returns:
            The lines of each.
        """
        chained = [(log, *log._chain(entries)) for log, entries in given]
        rows = [row for log, number, lines in chained for row in log._rows(lines, number)]
        if rows:
            try:
                with write_together(chained[0][0]._engine) as connection:
                    execute_each(connection, LINES.insert(), rows)
            except IntegrityError as why:
                raise StoreError(
                    "another process appended to the record at the same instant, and nothing "
                    "was kept. Run the same command again."
                ) from why
        for log, number, lines in chained:
            if lines:
                log._tell_end(number + len(lines), lines[-1]["digest"])
        return [lines for *_, lines in chained]

    def _chain(self, entries: Iterable[Line]) -> tuple[int, tuple[Line, ...]]:
        """Return how many lines there are, and entries as those that follow them."""
        entries = tuple(entries)
        number, digest = self._find_end() if entries else _NOTHING
        return number, chain_entries(entries, number, digest)

    def copy_lines(self, connection: sa.Connection, log: Log) -> int:
        """
        Put the lines of another log, as they are, into this one, which is empty.

        Args:
            connection: A transaction that its opener ends.
            log: The other log; each line is checked against the one before.

        Returns:
            How many lines there were.

        Raises:
            ChainBroken: If the other log is not whole.
        """
        number = 0
        entries = log.stream_entries()
        while part := list(islice(entries, _BATCH)):
            connection.execute(LINES.insert(), list(self._rows(part, number)))
            number += len(part)
        return number

    def _rows(self, lines: Iterable[Line], number: int) -> Iterator[dict[str, Any]]:
        for at, line in enumerate(lines, start=number + 1):
            body = escape_surrogates(write_line(line))
            yield {"log": self.name, "number": at, "digest": line["digest"], "body": body}

    def stream_entries(self) -> Iterator[Line]:
        """
        Yield the lines, oldest first.

        Raises:
            ChainBroken: At the first line that does not follow from the one before.
        """
        with self._engine.connect() as connection:
            yield from follow_chain(self._in_order(connection, 0), self.name)

    def stream_lines(self) -> Iterator[bytes]:
        """Yield the lines as they are kept, oldest first and unchecked."""
        with self._engine.connect() as connection:
            for _, line in self._stream(connection, 0):
                yield line

    def read_ahead(self) -> None:
        """Read what a writer of this process would have to read first; needs no lock."""
        self._find_end()

    def find_mark(self) -> int:
        """Return the number of the last line; 0: there is none."""
        marks = find_marks(self._engine)
        if marks is not None:
            return int(marks.get(("log", self.name), "0").split()[0])
        query = sa.select(sa.func.max(LINES.c.number)).where(LINES.c.log == self.name)
        with asking(self._asked) as connection:
            return int(connection.execute(query).scalar() or 0)

    def stream_behind(self, mark: int) -> Iterator[tuple[int, bytes]]:
        """Yield the lines behind number *mark*, unchecked, each with its number."""
        with asking(self._asked) as connection:
            yield from self._stream(connection, mark)

    def _stream(self, connection: sa.Connection, after: int) -> Iterator[tuple[int, bytes]]:
        """Yield the lines behind a number; whoever stops early leaves nothing open."""
        query = sa.select(LINES.c.number, LINES.c.body).order_by(LINES.c.number).limit(_BATCH)
        ours = query.where(LINES.c.log == self.name)
        is_full = True
        while is_full:
            rows = connection.execute(ours.where(LINES.c.number > after)).all()
            for row in rows:
                yield row.number, row.body.encode()
            is_full = len(rows) == _BATCH
            after = rows[-1].number if rows else after

    def _in_order(self, connection: sa.Connection, after: int) -> Iterator[bytes]:
        """Yield the lines behind a number, which follow it without a gap."""
        for at, (number, line) in enumerate(self._stream(connection, after), start=after + 1):
            if number != at:
                why = f"it is kept as line {number}"
                raise ChainBroken(self.name, at, document_id=None, why=why)
            yield line

    def _tell_end(self, number: int, digest: str) -> None:
        """Let this process know where the log ends since it wrote there itself."""
        self._keep_end(number, digest)
        tell_marks(self._engine, "log", {self.name: _word_end(number, digest)})

    def _find_end(self) -> _END:
        """Return number and digest of the last line, every line not read before checked."""
        known = _ENDS.get((self._engine.url, self.name), _NOTHING)
        marks = find_marks(self._engine) or {}
        if marks.get(("log", self.name)) == _word_end(*known):
            return known
        with asking(self._asked) as connection:
            return self._read_on(connection, *known)

    def _read_on(self, connection: sa.Connection, number: int, digest: str) -> _END:
        lines = self._in_order(connection, max(0, number - 1))
        if number and not is_line(next(lines, b""), digest):
            number, digest = _NOTHING
            lines = self._in_order(connection, 0)
        for entry in follow_chain(lines, self.name, number=number, digest=digest):
            number, digest = number + 1, entry["digest"]
        self._keep_end(number, digest)
        return number, digest

    def _keep_end(self, number: int, digest: str) -> None:
        _ENDS[self._engine.url, self.name] = (number, digest)


def _word_end(number: int, digest: str) -> str:
    """Return the end of a log as a moment has it."""
    return f"{number} {digest}"
