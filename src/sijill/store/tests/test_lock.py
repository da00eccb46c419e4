"""
A record has one writer at a time, and a dead writer holds nothing.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa

from sijill.errors import RecordError
from sijill.store.asking import asking
from sijill.store.database import Place, ask_alone, open_engine
from sijill.store.lock import hold_lock

HOLDER = """
import sys
from pathlib import Path
from sijill.store.database import read_url
from sijill.store.lock import hold_lock
where = sys.argv[1]
with hold_lock(read_url(where) if "://" in where else Path(where)):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(params=["file", "server"])
def lock(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A record's lock, as a file and as a server's."""
    if request.param == "file":
        return tmp_path / "record.lock"
    url: Place = request.getfixturevalue("postgres_url")
    return url


def test_a_second_process_is_refused_until_the_first_dies(lock: Place) -> None:
    """While one process holds the lock another is told so; a killed holder frees it."""
    where = str(lock) if isinstance(lock, Path) else lock.render_as_string(False)
    command = [sys.executable, "-c", HOLDER, where]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"

        with pytest.raises(RecordError, match="another process"), hold_lock(lock):
            pass
        holder.kill()
    with hold_lock(lock, wait_s=10):
        taken_over = True

    assert taken_over


def test_one_who_waits_gets_the_lock_in_turn(lock: Place) -> None:
    """Threads of one process exclude each other too, and wait as long as they are told."""
    order: list[str] = []

    def second() -> None:
        with hold_lock(lock, wait_s=10):
            order.append("second")

    with hold_lock(lock):
        thread = Thread(target=second)
        thread.start()
        thread.join(timeout=0.1)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]


def test_many_who_wait_leave_the_writer_its_connections(postgres_url: sa.URL) -> None:
    """More threads than the pool has connections wait, and each still gets its turn."""
    done: list[int] = []

    def write(number: int) -> None:
        with hold_lock(postgres_url, wait_s=60), open_engine(postgres_url).connect() as one:
            done.append(one.execute(sa.text("SELECT 1")).scalar_one() + number)

    threads = [Thread(target=write, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == list(range(1, 41))


def test_who_holds_a_record_asks_by_the_connection_that_holds_it(
    postgres_url: sa.URL,
) -> None:
    """
    Other threads do not, nor does the holder afterwards, nor what is asked of another database.
    """
    asked, others = ask_alone(open_engine(postgres_url)), list[int]()

    def ask() -> int:
        with asking(asked) as connection:
            return int(connection.execute(sa.text("SELECT pg_backend_pid()")).scalar_one())

    with hold_lock(postgres_url):
        with asking(asked) as connection:
            holds = sa.text("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted")
            holders = set(connection.execute(holds).scalars())
        mine, again = ask(), ask()
        beside = Thread(target=lambda: others.append(ask()))
        beside.start()
        beside.join()
    with hold_lock(postgres_url):
        pass
    with asking(asked) as one, asking(asked) as two:
        assert one is not two

    assert mine == again
    assert mine in holders
    assert others[0] != mine
