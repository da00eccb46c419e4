"""
Search by words: the one place where the databases are asked in different languages.

Words come folded and between blanks, the same for every database, so that what is found does
not depend on whose idea of a word is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from sijill.model.rows import WordsRow
from sijill.store.among import among, listed
from sijill.store.putting import execute_each, word_lines

WORD_TABLES = {
    "incident_rows": "incident_words", "claim_rows": "claim_words",
    "document_rows": "document_words",
}  # fmt: skip
_MAKE_SQLITE = (
    "CREATE VIRTUAL TABLE {0} USING fts5"
    "(open, names, tokenize=\"unicode61 remove_diacritics 0\", prefix='2 3')",
)
_MAKE_POSTGRESQL = (
    "CREATE TABLE {0} (number integer PRIMARY KEY, open tsvector, every tsvector)",
    "CREATE INDEX {0}_by_open ON {0} USING gin (open)",
    "CREATE INDEX {0}_by_every ON {0} USING gin (every)",
)
_SAVE_SQLITE = "INSERT INTO {} (rowid, open, names) VALUES (:number, :open, :names)"
_VECTOR = "array_to_tsvector(array_remove(string_to_array({}, ' '), ''))"
_SAVE_POSTGRESQL = (
    "INSERT INTO {} (number, open, every) "
    f"SELECT number, {_VECTOR.format('open')}, {_VECTOR.format('every')} "
    "FROM json_to_recordset(CAST(:lines AS json)) AS x(number integer, open text, every text)"
)
_FIND_SQLITE = "SELECT rowid AS number FROM {0} WHERE {0} MATCH :words AND rowid > :after"
_FIND_POSTGRESQL = (
    "SELECT number FROM {0} WHERE {1} @@ CAST(:words AS tsquery) AND number > :after"
)


def plain_text(text: str) -> str:
    r"""
    Return *text* without what no database takes: halves of signs, and the sign of number 0.

    Examples:
        >>> plain_text("a\udc80b\0")
        'a?b'
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def make_word_tables(connection: sa.Connection) -> None:
    """Make the tables of searched words."""
    for table in WORD_TABLES.values():
        for statement in _MAKE_SQLITE if _is_sqlite(connection) else _MAKE_POSTGRESQL:
            connection.execute(sa.text(statement.format(table)))


def clear_words(connection: sa.Connection) -> None:
    """Forget all words."""
    for table in WORD_TABLES.values():
        connection.execute(sa.text(f"DELETE FROM {table}"))


def forget_words(connection: sa.Connection, rows: sa.Table, ids: Iterable[str]) -> None:
    """Forget the words of some records, whose rows are still there."""
    connection.execute(_forget(rows, connection.dialect.name), {"ids": listed(ids)})


@cache
def _forget(rows: sa.Table, dialect: str) -> sa.Delete:
    number: sa.ColumnClause[int] = sa.column("rowid" if dialect == "sqlite" else "number")
    own = sa.select(rows.c.number).where(among(rows.c.id, "ids"))
    return sa.delete(sa.table(WORD_TABLES[rows.name], number)).where(number.in_(own))


def save_words(
    connection: sa.Connection, rows: str, words: Sequence[tuple[int, WordsRow]]
) -> None:
    """Keep the words of records that have none yet, each with its number in its table."""
    if words:
        lines: list[dict[str, Any]] = [
            {"number": number, "open": plain_text(row.open), "names": plain_text(row.names)}
            for number, row in words
        ]
        if _is_sqlite(connection):
            execute_each(connection, sa.text(_SAVE_SQLITE.format(WORD_TABLES[rows])), lines)
            return
        for line in lines:
            line["every"] = " ".join(filter(None, (line["open"], line["names"])))
        save = sa.text(_SAVE_POSTGRESQL.format(WORD_TABLES[rows]))
        connection.execute(save, {"lines": word_lines(lines)})


def find_words(
    dialect: str, rows: str, words: Sequence[str], *, with_names: bool, after: int = 0
) -> sa.TextClause:
    """
    Return a query for the numbers of the rows that have all of *words*.

    Args:
        dialect: Name of the database's dialect.
        rows: Name of the table of rows.
        words: Folded words without blanks; the last one may be the beginning of a word.
            At least one.
        with_names: Whether the names of those harmed are searched too.
        after: Only rows with higher numbers.

    Examples:
        >>> query = find_words("sqlite", "claim_rows", ("sarmin", "mar"), with_names=True)
        >>> query.compile().params
        {'words': '("sarmin" AND "mar"*)', 'after': 0}
    """
    table = WORD_TABLES[rows]
    if dialect == "sqlite":
        found = "(" + " AND ".join(f'"{word}"' for word in words) + "*)"
        asked = found if with_names else f"{{open}} : {found}"
        statement = _FIND_SQLITE.format(table)
    else:
        asked = " & ".join(f"'{word}'" for word in words) + ":*"
        statement = _FIND_POSTGRESQL.format(table, "every" if with_names else "open")
    return sa.text(statement).bindparams(words=asked, after=after)


def _is_sqlite(connection: sa.Connection) -> bool:
    return connection.dialect.name == "sqlite"
