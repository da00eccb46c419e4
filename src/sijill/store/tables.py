"""
The tables of a database brought to this version's form, and told when they are not.

Each family of tables has its own chain of migrations, so that one may change without the
others: derived records in either database, and the logs on a server.
"""

from __future__ import annotations

from functools import cache

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from sijill.errors import StoreError
from sijill.store.database import begin_at_once

RECORDS, LOGS = "records", "logs"
_FOLDERS = {RECORDS: "versions", LOGS: "logs"}
_VERSIONS = {RECORDS: "alembic_version", LOGS: "logs_version"}


def upgrade_tables(engine: sa.Engine, family: str = RECORDS) -> bool:
    """
    Make a family's tables, or bring them to this version's form; say whether anything was done.

    All of it happens in one transaction.

    Args:
        engine: The database.
        family: `RECORDS` or `LOGS`.

    Raises:
        StoreError: If a newer version of Sijill made them.
    """
    if _find_form(engine, family) == _newest_form(family):
        return False
    with begin_at_once(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(7461, 1)"))
        config = _make_config(family)
        config.attributes["connection"] = connection
        config.attributes["version_table"] = _VERSIONS[family]
        command.upgrade(config, "head")
    return True


def check_tables(engine: sa.Engine, family: str = RECORDS) -> None:
    """
    See that a server's tables have this version's form; only a person changes them.

    Raises:
        StoreError: If they have not, or are not there.
    """
    if _find_form(engine, family) != _newest_form(family):
        raise StoreError(
            "the tables of the record's database are not of this version's form. Make a "
            "backup, then bring them to it with `sijill store upgrade DIR`."
        )


def _find_form(engine: sa.Engine, family: str) -> str | None:
    options = {"version_table": _VERSIONS[family]}
    with engine.connect() as connection:
        form = MigrationContext.configure(connection, opts=options).get_current_revision()
    if form is not None and form not in _known_forms(family):
        raise StoreError(
            "the tables of the record's database were made by a newer version of Sijill. "
            "Install that version, then run the same command again."
        )
    return form


def _make_config(family: str) -> Config:
    config = Config()
    config.set_main_option("script_location", "sijill.store:migrations")
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"sijill.store:migrations/{_FOLDERS[family]}")
    return config


@cache
def _known_forms(family: str) -> frozenset[str]:
    scripts = ScriptDirectory.from_config(_make_config(family))
    return frozenset(script.revision for script in scripts.walk_revisions())


@cache
def _newest_form(family: str) -> str | None:
    return ScriptDirectory.from_config(_make_config(family)).get_current_head()
