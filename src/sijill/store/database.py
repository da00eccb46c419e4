"""
The databases that a record may lie in: SQLite files in its folder, or PostgreSQL by a URL.

An engine is all that the rest of the store sees of them. The connection that was used last is
used next: what it has planned and read is at hand. What a database says when it fails becomes
one sentence here, without a password.
"""

from __future__ import annotations

import time
from functools import cache, partial
from pathlib import Path
from typing import Any, NoReturn

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, DisconnectionError

from sijill.errors import StoreError

DatabaseUrl = sa.URL
Place = Path | DatabaseUrl
# Texts in the order of their code points, whatever the database's own order is.
TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_DRIVER = "postgresql+psycopg"
_POOL_SIZE, _POOL_MORE = 5, 15  # connections kept, and more under load, in each process
_FRESH_S = 1.0  # a connection that rested for longer is tried before it is used
_WAIT_S = 30  # for a connection of the pool
_NEVER = "never"  # a connection to a file begins no transaction
_CACHE_KIB = 16_384  # of a file's pages that each connection keeps
_BESIDE_PAGES = 8_000  # of 4 KiB that lie beside a file before a writer takes them into it
# A lock is held on a connection that may be still for hours: it is kept awake.
_CONNECT = {
    "application_name": "sijill",
    "client_encoding": "UTF8",
    "connect_timeout": 10,
    "keepalives_idle": 60,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
_SENTENCES = {
    "53100": "has no room left on its disk. Make room, then run the same command again",
    "42501": "does not allow this. Give its user the rights to make and change tables",
    "25006": "takes no writing now. Name the server that does",
}


def read_url(text: str) -> sa.URL:
    """
    Return the URL of a PostgreSQL database.

    Raises:
        StoreError: If it is none; the sentence does not repeat it, as it may hold a password.

    Examples:
        >>> read_url("postgresql://sijill@db.example/sijill").drivername
        'postgresql+psycopg'
    """
    try:
        url = sa.make_url(text.strip())
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in ("postgresql", "postgres", _DRIVER):
        raise StoreError(
            "what was given is no URL of a PostgreSQL database. Write it as "
            "postgresql://USER:PASSWORD@HOST/DATABASE."
        )
    if not url.database:
        raise StoreError(
            "the URL names no database. Write its name behind the host, as in "
            "postgresql://USER:PASSWORD@HOST/DATABASE."
        )
    return url.set(drivername=_DRIVER)


def open_engine(place: Place) -> sa.Engine:
    """
    Return an engine for a database; nothing is read or written yet.

    A file gets an engine of its own, which its opener disposes of. A server gets one for each
    process, with a pool of connections; one that rested is tried before it is used.

    Raises:
        StoreError: If the driver for PostgreSQL is not installed.
    """
    return _open_file(place) if isinstance(place, Path) else _open_server(place)


def begin_at_once(engine: sa.Engine) -> sa.Engine:
    """Return the engine, with transactions that hold off other writers from their begin."""
    return engine.execution_options(sijill_begin="IMMEDIATE")


def ask_alone(engine: sa.Engine) -> sa.Engine:
    """
    Return the engine for questions of one statement each, which need no transaction.

    Half of what a page says to a database would else be that a transaction begins and ends.
    """
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    return engine.execution_options(sijill_begin=_NEVER)


def sync_each(engine: sa.Engine, *, fully: bool) -> sa.Engine:
    """Return the engine, with transactions of a file that outlive a power cut, or may not."""
    return engine.execution_options(sijill_sync="FULL" if fully else "NORMAL")


def see_once(engine: sa.Engine) -> sa.Engine:
    """Return the engine, with transactions that see all at one moment, whoever writes."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    return engine


def _open_file(path: Path) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{path}", pool_use_lifo=True)
    sa.event.listen(engine, "connect", _prepare_file)
    sa.event.listen(engine, "begin", _begin_file)
    return engine


def _prepare_file(connection: Any, _record: Any) -> None:
    """Write-ahead log: readers never wait, and a kill leaves whole transactions."""
    connection.isolation_level = None  # transactions are begun below, around tables too
    kept = f"cache_size=-{_CACHE_KIB}"
    own = f"wal_autocheckpoint={_BESIDE_PAGES}"
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000", kept, own):
        connection.execute(f"PRAGMA {pragma}")


def _begin_file(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    if sync := options.get("sijill_sync"):
        connection.exec_driver_sql(f"PRAGMA synchronous={sync}")
    how = options.get("sijill_begin", "")
    if how != _NEVER:
        connection.exec_driver_sql(f"BEGIN {how}".rstrip())


@cache
def _open_server(url: sa.URL) -> sa.Engine:
    try:
        engine = sa.create_engine(
            url,
            pool_size=_POOL_SIZE,
            max_overflow=_POOL_MORE,
            pool_timeout=_WAIT_S,
            pool_use_lifo=True,
            connect_args=_CONNECT,
        )
    except ModuleNotFoundError as why:
        raise StoreError(
            "the driver for PostgreSQL is not installed. Install Sijill with it: "
            "pip install 'sijill[server]'."
        ) from why
    sa.event.listen(engine, "connect", _need_unicode)
    sa.event.listen(engine, "handle_error", _say_error)
    sa.event.listen(engine, "checkin", _note_rest)
    sa.event.listen(engine, "checkout", partial(_try_rested, engine.dialect))
    return engine


def _need_unicode(connection: Any, _record: Any) -> None:
    """Refuse a database that keeps texts as bytes, or has no room for every script."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreError(
            f"the record's database keeps texts as {encoding}, and a record needs UTF8. Make "
            "one with: createdb --encoding UTF8 --template template0 NAME; name it in the URL."
        )


def _note_rest(_connection: Any, record: Any) -> None:
    record.info["rests_since"] = time.monotonic()


def _try_rested(dialect: sa.Dialect, connection: Any, record: Any, _proxy: Any) -> None:
    """Try a connection that rested: trying each would double what is said to the server."""
    since = record.info.get("rests_since")
    if since is None or time.monotonic() - since < _FRESH_S:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as why:
        raise DisconnectionError from why


def _say_error(context: ExceptionContext) -> None:
    """Turn what only the keeper of the database can put right into a sentence of ours."""
    why = context.original_exception
    code = getattr(why, "sqlstate", None) or ""
    if code in _SENTENCES:
        raise StoreError(f"the record's database {_SENTENCES[code]}.") from why
    lost = type(why).__name__ == "OperationalError" and not code
    if context.is_disconnect or lost or code.startswith(("08", "28", "3D", "57P")):
        _say_unreachable(why)


def _say_unreachable(why: BaseException) -> NoReturn:
    lines = str(why).strip().splitlines() or [type(why).__name__]
    told = lines[0].rstrip(".")
    raise StoreError(
        f"the record's database cannot be reached: {told}. Start the server, or correct the "
        "URL that the record's settings name, then run the same command again."
    ) from why
