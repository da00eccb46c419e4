"""
The tables of a database brought to this version's form, and told when they are not.
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


def upgrade_tables(engine: sa.Engine) -> bool:
    """
    Make the tables, or bring them to this version's form; say whether anything was done.

    All of it happens in one transaction.

    Raises:
        StoreError: If a newer version of Sijill made them.
    """
    if _find_form(engine) == _newest_form():
        return False
    with begin_at_once(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(7461, 1)"))
        config = _make_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True


def check_tables(engine: sa.Engine) -> None:
    """
    See that a server's tables have this version's form; only a person changes them.

    Raises:
        StoreError: If they have not, or are not there.
    """
    if _find_form(engine) != _newest_form():
        raise StoreError(
            "the tables of the record's database are not of this version's form. Make a "
            "backup, then bring them to it with `sijill store upgrade DIR`."
        )


def _find_form(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        form = MigrationContext.configure(connection).get_current_revision()
    if form is not None and form not in _known_forms():
        raise StoreError(
            "the tables of the record's database were made by a newer version of Sijill. "
            "Install that version, then run the same command again."
        )
    return form


def _make_config() -> Config:
    config = Config()
    config.set_main_option("script_location", "sijill.store:migrations")
    return config


@cache
def _known_forms() -> frozenset[str]:
    scripts = ScriptDirectory.from_config(_make_config())
    return frozenset(script.revision for script in scripts.walk_revisions())


@cache
def _newest_form() -> str | None:
    return ScriptDirectory.from_config(_make_config()).get_current_head()
