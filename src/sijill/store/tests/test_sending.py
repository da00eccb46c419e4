"""
What is sent together is kept wholly or not at all, and what went wrong is told.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from sijill.errors import StoreError
from sijill.store.database import Place, open_engine
from sijill.store.sending import sending, write_together

_TABLE = sa.Table("things", sa.MetaData(), sa.Column("name", sa.Text, primary_key=True))
_ADD = _TABLE.insert()


@pytest.fixture
def engine(place: Place) -> Iterator[sa.Engine]:
    """A database with one table."""
    engine = open_engine(place)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE IF EXISTS things"))
        _TABLE.create(connection)
    yield engine
    engine.dispose()


def _names(engine: sa.Engine) -> list[str]:
    with engine.connect() as connection:
        return sorted(connection.execute(sa.select(_TABLE.c.name)).scalars())


def test_all_that_is_sent_is_kept(engine: sa.Engine) -> None:
    """One line, many at once, and a line taken away, in their order."""
    with write_together(engine) as connection:
        connection.execute(_ADD, {"name": "a"})
        connection.execute(_ADD, [{"name": name} for name in "bcd"])
        connection.execute(_TABLE.delete().where(_TABLE.c.name == "c"))
    assert _names(engine) == ["a", "b", "d"]


@pytest.mark.parametrize("last", [True, False])
def test_of_what_fails_nothing_is_kept(engine: sa.Engine, last: bool) -> None:
    """A key that is there is told as ever, and the connection serves the next who writes."""
    with write_together(engine) as connection:
        connection.execute(_ADD, {"name": "a"})
    with pytest.raises(sa.exc.IntegrityError), write_together(engine) as connection:
        connection.execute(_ADD, {"name": "b"})
        connection.execute(_ADD, {"name": "a"})
        if not last:
            connection.execute(_ADD, [{"name": "c"}, {"name": "d"}])
    assert _names(engine) == ["a"]
    with write_together(engine) as connection:
        connection.execute(_ADD, {"name": "e"})
    assert _names(engine) == ["a", "e"]


def test_an_error_of_ours_keeps_nothing(engine: sa.Engine) -> None:
    """Whoever stops in the middle leaves all as it was."""
    with pytest.raises(KeyError), write_together(engine) as connection:
        connection.execute(_ADD, {"name": "a"})
        raise KeyError
    assert _names(engine) == []


def test_a_part_may_be_sent_together(engine: sa.Engine) -> None:
    """What is read first, and what is sent then, is one transaction."""
    with engine.begin() as connection:
        first = connection.execute(_ADD.returning(_TABLE.c.name), {"name": "a"}).scalar_one()
        with sending(connection):
            connection.execute(_ADD, {"name": first * 2})
            connection.execute(_ADD, {"name": first * 3})
        assert connection.execute(sa.select(sa.func.count()).select_from(_TABLE)).scalar() == 3
    assert _names(engine) == ["a", "aa", "aaa"]


def test_a_server_that_goes_is_told(postgres_url: sa.URL) -> None:
    """Of a connection that ends in the middle nothing is kept, and a sentence says so."""
    engine = open_engine(postgres_url)
    with engine.begin() as connection:
        _TABLE.create(connection)
    ask, end = sa.text("SELECT pg_backend_pid()"), sa.text("SELECT pg_terminate_backend(:pid)")
    with engine.connect() as other, engine.connect() as connection:
        pid = connection.execute(ask).scalar()
        connection.rollback()
        with (
            pytest.raises(StoreError, match="cannot be reached"),
            sending(connection),
            connection.begin(),
        ):
            connection.execute(_ADD, {"name": "a"})
            other.execute(end, {"pid": pid})
            other.rollback()
    assert _names(engine) == []
