"""
Which record a server's database holds, so that no two records' lines are ever mixed.

A record that arrives is here only when its settings name the database; one that left keeps
its lines behind, as they cannot be taken away, and nobody writes to them again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from sijill.errors import RecordError
from sijill.store.asking import asking
from sijill.store.database import TEXT, ask_alone
from sijill.store.moment import find_marks
from sijill.store.tablelog import METADATA

ARRIVING, HERE, LEFT = "arriving", "here", "left"
HOMES = sa.Table(
    "homes",
    METADATA,
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("state", TEXT, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Home:
    """
    What a database says of the record in it.

    Attributes:
        id: The record's id, which its settings name too.
        state: `ARRIVING`, `HERE` or `LEFT`.
    """

    id: str
    state: str


def load_home(connection: sa.Connection) -> Home | None:
    """Return which record is in the database; ``None``: none."""
    row = connection.execute(sa.select(HOMES)).first()
    return Home(row.id, row.state) if row else None


def save_home(connection: sa.Connection, home: Home) -> None:
    """Say which record is in the database, in the place of what was said before."""
    connection.execute(HOMES.delete())
    connection.execute(HOMES.insert().values(id=home.id, state=home.state))


def check_home(engine: sa.Engine, id: str) -> None:
    """
    See that the database holds the record with an id.

    Raises:
        RecordError: If it holds another, or none, or the record has left it.
    """
    _find_home(engine, id)


def claim_home(engine: sa.Engine, id: str) -> None:
    """
    Do as `check_home`, for a writer: a record that was arriving is here from now on.

    Raises:
        RecordError: If it holds another, or none, or the record has left it.
    """
    if _find_home(engine, id).state == ARRIVING:
        with engine.begin() as connection:
            save_home(connection, Home(id, HERE))


def clear_for_arrival(connection: sa.Connection, id: str) -> None:
    """
    See that a record may arrive in a database, and take away what a cut-off move left there.

    What the record left behind when it was moved out goes too.

    Raises:
        RecordError: If anything else is there.
    """
    names = sa.inspect(connection).get_table_names()
    home = load_home(connection) if HOMES.name in names else None
    if names and (home is None or home.id != id):
        raise RecordError(
            "the database holds something else. Make an empty one for this record, and name it."
        )
    if home is not None and home.state == HERE:
        raise RecordError(
            "the database holds this record already, perhaps from another copy of it. Join the "
            "two with `sijill merge`, or name an empty database."
        )
    there = sa.MetaData()
    there.reflect(connection)
    there.drop_all(connection)
    connection.execute(sa.text("DROP FUNCTION IF EXISTS refuse_change() CASCADE"))


def forbid_changes(connection: sa.Connection, table: str) -> None:
    """Let a table of a server only grow, whoever writes to it."""
    for name, when in (
        ("only_grows", "UPDATE OR DELETE ON {} FOR EACH ROW"),
        ("never_emptied", "TRUNCATE ON {} FOR EACH STATEMENT"),
    ):
        connection.execute(
            sa.text(
                f"CREATE OR REPLACE TRIGGER {name} BEFORE {when.format(table)} "
                "EXECUTE FUNCTION refuse_change()"
            )
        )


def _find_home(engine: sa.Engine, id: str) -> Home:
    home = None
    with suppress(ProgrammingError):  # where a database has no such table, nothing is at home
        home = _ask_home(engine, id)
    if home is None or home.id != id:
        raise RecordError(
            "the database that the settings name does not hold this record. Correct the URL, "
            "or move the record there with `sijill store move DIR URL`."
        )
    if home.state == LEFT:
        raise RecordError(
            "this record was moved out of the database that its settings name. Use the copy "
            "it was moved to; if the move was cut off, finish it with `sijill store move`."
        )
    return home


def _ask_home(engine: sa.Engine, id: str) -> Home | None:
    if marks := find_marks(engine):
        return Home(id, marks[("home", id)]) if ("home", id) in marks else None
    with asking(ask_alone(engine)) as connection:
        return load_home(connection)
