"""
Lines are put alike into a file and a server, whatever stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijill.store.database import TEXT, Place, open_engine
from sijill.store.putting import put_lines

_TABLE = sa.Table(
    "put",
    sa.MetaData(),
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("text", TEXT),
    sa.Column("number", sa.Integer),
    sa.Column("share", sa.Float),
    sa.Column("sure", sa.Boolean),
)
_LETTERS = st.characters(exclude_characters="\0", codec="utf-8")
_TEXTS = st.text(_LETTERS, max_size=20)
_LINES = st.lists(
    st.fixed_dictionaries(
        {
            "id": _TEXTS,
            "text": st.none() | _TEXTS,
            "number": st.none() | st.integers(-(2**31), 2**31 - 1),
            "share": st.none() | st.floats(allow_nan=False, allow_infinity=False),
            "sure": st.none() | st.booleans(),
        }
    ),
    max_size=6,
)


@pytest.fixture
def engine(place: Place) -> Iterator[sa.Engine]:
    """A database with one table."""
    engine = open_engine(place)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE IF EXISTS put"))
        _TABLE.create(connection)
    yield engine
    engine.dispose()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=_LINES, lines=_LINES)
def test_what_is_put_is_what_lies_there(
    engine: sa.Engine, before: list[dict[str, object]], lines: list[dict[str, object]]
) -> None:
    """
    The last of two lines with one key stands; those whose key was not given stay.
    """
    with engine.begin() as connection:
        connection.execute(_TABLE.delete())
        put_lines(connection, _TABLE, before)
        put_lines(connection, _TABLE, lines)
        there = connection.execute(sa.select(_TABLE)).mappings().all()

    expected = {line["id"]: line for line in (*before, *lines)}
    assert {line["id"]: dict(line) for line in there} == expected
