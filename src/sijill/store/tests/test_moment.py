"""
In one moment the same is asked once, and never after what this process wrote itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from sijill.model.rows import IncidentRow
from sijill.store import TableLog, hold_lock, open_desk
from sijill.store.database import open_engine
from sijill.store.moment import find_marks, one_moment
from sijill.store.rowreading import RowReader
from sijill.store.tables import LOGS, RECORDS, upgrade_tables


@pytest.fixture
def engine(postgres_url: sa.URL) -> sa.Engine:
    """A database with all tables of a record."""
    engine = open_engine(postgres_url)
    upgrade_tables(engine, LOGS)
    upgrade_tables(engine, RECORDS)
    open_desk(postgres_url).close()
    return engine


@contextmanager
def _asked(engine: sa.Engine) -> Iterator[list[str]]:
    """Give what the database is asked in the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        asked.append(words)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def test_without_a_moment_each_time_is_asked(engine: sa.Engine) -> None:
    """Whoever runs a command sees what others write at once."""
    log = TableLog(engine, "decisions")
    assert find_marks(engine) is None
    with _asked(engine) as asked:
        assert [log.find_mark(), log.find_mark()] == [0, 0]
    assert len(asked) == 2


def test_in_a_moment_it_is_asked_once(engine: sa.Engine) -> None:
    """All logs, and who may see what, come with one question; what one writes is known."""
    log, desk = TableLog(engine, "decisions"), open_desk(engine.url)
    log.save_entries([{"number": 0}])
    with one_moment(), _asked(engine) as asked:
        assert log.find_mark() == 1
        assert desk.keep("who", lambda: "all") == "all"
        assert log.find_mark() == 1
        assert len(asked) == 1
        log.save_entries([{"number": 0}, {"number": 0}])
        assert log.find_mark() == 3
    assert log.find_mark() == 3


def test_who_becomes_the_writer_asks_anew(engine: sa.Engine) -> None:
    """What others wrote before it was our turn is seen, whatever the moment knew."""
    log = TableLog(engine, "identities")
    with one_moment():
        assert log.find_mark() == 0
        with one_moment():  # another's request
            log.save_entries([{"number": 0}])
        assert log.find_mark() == 0
        with hold_lock(engine.url):
            assert log.find_mark() == 1
        assert log.find_mark() == 1


def test_who_asked_before_another_read_on_does_not_begin_again(engine: sa.Engine) -> None:
    """Rows that another request has read on are not all read anew for one that began before."""
    reader = RowReader(engine)
    set_ = sa.text("UPDATE row_versions SET version = :n WHERE name = 'rows'")
    with engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO row_versions VALUES ('rows', 1), ('filled', 1)")
        )
    with one_moment():
        assert reader.version() == 1
        with engine.begin() as connection:  # another's decision, and what was read since
            connection.execute(set_, {"n": 2})
        changes = reader.read_changes(IncidentRow, ("id",), since=2)
    assert (changes.version, changes.is_all) == (2, False)


def test_a_file_is_asked_as_ever(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files are near; a moment knows nothing of them."""
    path = tmp_path_factory.mktemp("files") / "derived.sqlite"
    with one_moment():
        assert find_marks(open_engine(path)) is None
