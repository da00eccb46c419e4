"""
The desk keeps what it took, gives one use to one asker, and shows a log that was touched.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from sijill.errors import ChainBroken
from sijill.model.account import Account, ApiToken, Invitation
from sijill.model.privacy import privacy_by_field
from sijill.model.working import Assignment, Restriction, SavedView, Withholding
from sijill.store import Desk, open_desk
from sijill.store.database import Place
from sijill.store.desk_tables import METADATA, TABLES

AT = "2026-01-02T03:04:05Z"


@pytest.fixture
def desk(place: Place) -> Iterator[Desk]:
    """Give an empty desk, first in a file and then on a server."""
    opened = open_desk(place)
    yield opened
    opened.close()


def make_account(name: str = "Dana") -> Account:
    """Return an account of an invented person."""
    return Account(f"p-{name}", name.casefold(), name, "coder", "hash", AT)


def test_what_is_kept_comes_back_as_it_was(desk: Desk) -> None:
    """A record with lists, flags and absent values is the same when read again."""
    token = ApiToken("d", "t-1", "p-Dana", "backup", ("read", "decide"), AT, AT)
    view = SavedView("v-1", "p-Dana", "mine", "queue", "kind=doubtful", AT, shared=True)
    desk.add(make_account(), token, view)

    assert desk.find(Account, key="dana") == make_account()
    assert desk.find(ApiToken, digest="d") == token
    assert desk.list(SavedView, account_id={"p-Dana", "p-x"}, shared=True) == (view,)


def test_a_name_is_given_once(desk: Desk) -> None:
    """A second record with a key that is there is not kept, nor what came with it."""
    desk.add(make_account())

    assert not desk.add(Assignment("claim", "c-1", "p-Dana", "p-Dana", AT), make_account())
    assert desk.count(Account) == 1
    assert desk.count(Assignment) == 0


def test_of_many_who_use_a_link_at_once_one_has_used_it(desk: Desk) -> None:
    """To ask whether a link is unused and to use it is one step."""
    desk.add(Invitation("d", "n-1", "coder", "p-1", AT, AT))

    def use(number: int) -> int:
        where = {"digest": "d", "used_at": None}
        return desk.change(Invitation, where, used_at=AT, used_by=f"p-{number}")

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(use, range(24))) == 1


def test_audit_lines_of_many_writers_make_one_chain(desk: Desk) -> None:
    """No line is lost and none is numbered twice, however many write at once."""
    with ThreadPoolExecutor(8) as pool:
        list(
            pool.map(
                lambda n: desk.save_audit(at=AT, by="p", act="x", ids=(str(n),)), range(40)
            )
        )

    assert desk.check_audit() == 40
    assert [entry.number for entry in desk.list_audit(limit=2, before=40)] == [39, 38]


def test_an_audit_log_is_whole_while_others_write_it(desk: Desk) -> None:
    """Whoever checks it sees lines and end of one moment."""

    def write(number: int) -> None:
        for n in range(40):
            desk.save_audit(at=AT, by=f"p-{number}", act="x", ids=(str(n),))

    with ThreadPoolExecutor(3) as pool:
        writing = [pool.submit(write, number) for number in range(2)]
        while not all(one.done() for one in writing):
            desk.check_audit()

    assert desk.check_audit() == 80


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE audit SET by = 'p-2' WHERE number = 2",
        "DELETE FROM audit WHERE number = 2",
        "DELETE FROM audit WHERE number = 3",
    ],
)
def test_an_audit_log_that_was_touched_says_so(tmp_path: Path, harm: str) -> None:
    """A changed line, a missing line, and a missing end break the chain."""
    desk = open_desk(tmp_path / "desk.sqlite")
    for act in ("one", "two", "three"):
        desk.save_audit(at=AT, by="p-1", act=act, ids=())
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    with engine.begin() as connection:
        connection.execute(sa.text(harm))
    engine.dispose()

    with pytest.raises(ChainBroken):
        desk.check_audit()
    desk.close()


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Nobody else on the machine reads the desk's file."""
    open_desk(tmp_path / "desk.sqlite").close()

    assert stat.S_IMODE((tmp_path / "desk.sqlite").stat().st_mode) == 0o600


def test_the_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    """No table, column or index is in the one and not in the other."""
    open_desk(tmp_path / "desk.sqlite").close()
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    with engine.connect() as connection:
        options = {"version_table": "desk_version"}
        context = MigrationContext.configure(connection, opts=options)
        apart = compare_metadata(context, METADATA)
    engine.dispose()

    assert apart == []


def test_every_field_has_a_column_and_a_mark() -> None:
    """What a record holds is kept, and each field says how private it is."""
    for kind, table in TABLES.items():
        assert {item.name for item in fields(kind)} == set(table.c.keys())
        assert None not in privacy_by_field(kind).values()


def test_what_is_kept_of_who_may_see_what_holds_until_any_of_it_changes(
    desk: Desk, place: Place
) -> None:
    """Each change of accounts, restrictions or withheld fields, by another process, is seen."""
    kept = Restriction("document", "d-1", "reviewer", "p-1", AT, "why")
    withheld = Withholding("place", ("viewer",), (), "p-1", AT, "why")
    other = open_desk(place)
    asked: list[int] = []

    def find() -> tuple[object, ...]:
        asked.append(1)
        return tuple(desk.list(kind) for kind in (Account, Restriction, Withholding))

    def see() -> tuple[object, ...]:
        return desk.keep("all", find)

    changes: tuple[Callable[[], int], ...] = (
        lambda: other.add(make_account()),
        lambda: other.add(kept, withheld),
        lambda: other.change(Account, {"id": "p-Dana"}, role="viewer"),
        lambda: other.drop(Restriction, item="d-1"),
        lambda: other.drop(Withholding),
    )
    for number, change in enumerate(changes, start=1):
        before = see()
        assert change()
        assert see() != before
        assert see() == see()
        assert len(asked) == number + 1
    other.add(SavedView("v-1", "p-Dana", "mine", "queue", "", AT))
    assert see() == see()
    assert len(asked) == len(changes) + 1
    other.close()
