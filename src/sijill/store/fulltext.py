"""
Search by words: the one place where the databases are asked in different languages.

Words come folded and between blanks, the same for every database, so that what is found does
not depend on whose idea of a word is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from sijill.model.rows import WordsRow
from sijill.store.database import TEXT

_BATCH = 2000
_KEYS = sa.Table(
    "word_keys",
    sa.MetaData(),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("id", TEXT, nullable=False),
)
_MAKE_SQLITE = (
    "CREATE VIRTUAL TABLE word_texts USING fts5"
    "(open, names, tokenize=\"unicode61 remove_diacritics 0\", prefix='2 3')",
)
_MAKE_POSTGRESQL = (
    "CREATE TABLE word_texts (number integer PRIMARY KEY, open tsvector, every tsvector)",
    "CREATE INDEX word_texts_by_open ON word_texts USING gin (open)",
    "CREATE INDEX word_texts_by_every ON word_texts USING gin (every)",
)
_SAVE_SQLITE = "INSERT INTO word_texts (rowid, open, names) VALUES (:number, :open, :names)"
_VECTOR = "array_to_tsvector(array_remove(string_to_array({}, ' '), ''))"
_SAVE_POSTGRESQL = (
    "INSERT INTO word_texts (number, open, every) VALUES "
    f"(:number, {_VECTOR.format(':open')}, {_VECTOR.format(':every')})"
)
_FIND_SQLITE = (
    "SELECT k.id FROM word_texts t JOIN word_keys k ON k.number = t.rowid "
    "WHERE word_texts MATCH :words AND k.kind = :kind"
)
_FIND_POSTGRESQL = (
    "SELECT k.id FROM word_texts t JOIN word_keys k ON k.number = t.number "
    "WHERE t.{} @@ CAST(:words AS tsquery) AND k.kind = :kind"
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
    """Make the table of searched words; that of their keys is there."""
    for statement in _MAKE_SQLITE if _is_sqlite(connection) else _MAKE_POSTGRESQL:
        connection.execute(sa.text(statement))


def clear_words(
    connection: sa.Connection, kind: str | None = None, ids: Sequence[str] = ()
) -> None:
    """Forget the words of records of a kind; no kind: all words."""
    column = "rowid" if _is_sqlite(connection) else "number"
    if kind is None:
        connection.execute(sa.text("DELETE FROM word_texts"))
        connection.execute(_KEYS.delete())
        return
    for first in range(0, len(ids), 500):
        wanted = (_KEYS.c.kind == kind) & _KEYS.c.id.in_(ids[first : first + 500])
        numbers = connection.execute(sa.select(_KEYS.c.number).where(wanted)).scalars().all()
        statement = sa.text(f"DELETE FROM word_texts WHERE {column} = :number")
        if numbers:
            connection.execute(statement, [{"number": number} for number in numbers])
            connection.execute(_KEYS.delete().where(_KEYS.c.number.in_(numbers)))


def save_words(connection: sa.Connection, rows: Iterable[WordsRow]) -> None:
    """Keep the words of records that have none yet."""
    last = connection.execute(sa.select(sa.func.max(_KEYS.c.number))).scalar() or 0
    wanted = list(rows)
    save = sa.text(_SAVE_SQLITE if _is_sqlite(connection) else _SAVE_POSTGRESQL)
    for first in range(0, len(wanted), _BATCH):
        numbered = list(enumerate(wanted[first : first + _BATCH], last + first + 1))
        connection.execute(
            _KEYS.insert(),
            [{"number": n, "kind": row.kind, "id": row.id} for n, row in numbered],
        )
        connection.execute(save, [_values(connection, n, row) for n, row in numbered])


def _values(connection: sa.Connection, number: int, row: WordsRow) -> dict[str, object]:
    shown, names = plain_text(row.open), plain_text(row.names)
    if _is_sqlite(connection):
        return {"number": number, "open": shown, "names": names}
    return {"number": number, "open": shown, "every": " ".join(filter(None, (shown, names)))}


def find_words(
    dialect: str, kind: str, words: Sequence[str], *, with_names: bool
) -> sa.TextClause:
    """
    Return a query for the ids of the records of a kind that have all of *words*.

    Args:
        dialect: Name of the database's dialect.
        kind: ``claim`` or ``document``.
        words: Folded words without blanks; the last one may be the beginning of a word.
            At least one.
        with_names: Whether the names of those harmed are searched too.

    Examples:
        >>> find_words("sqlite", "claim", ("sarmin", "mar"), with_names=True).compile().params
        {'words': '("sarmin" AND "mar"*)', 'kind': 'claim'}
    """
    if dialect == "sqlite":
        found = " AND ".join(f'"{word}"' for word in words) + "*"
        asked = f"({found})" if with_names else f"{{open}} : ({found})"
        statement = _FIND_SQLITE
    else:
        asked = " & ".join(f"'{word}'" for word in words) + ":*"
        statement = _FIND_POSTGRESQL.format("every" if with_names else "open")
    return sa.text(statement).bindparams(words=asked, kind=kind)


def _is_sqlite(connection: sa.Connection) -> bool:
    return connection.dialect.name == "sqlite"
