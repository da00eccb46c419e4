"""
The lines of the logs, which nobody may change, and the record that the database holds.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sijill.store.homes import forbid_changes

revision = "logs0001"
down_revision = None
branch_labels = None
depends_on = None

_TEXT = postgresql.TEXT(collation="C")


def upgrade() -> None:
    """Make the two tables, and what forbids changes in the first."""
    op.create_table(
        "log_lines",
        sa.Column("log", _TEXT, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("digest", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_table(
        "homes",
        sa.Column("id", _TEXT, primary_key=True),
        sa.Column("state", _TEXT, nullable=False),
    )
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'lines of % are never changed nor taken away', TG_TABLE_NAME "
        "USING ERRCODE = 'restrict_violation'; END $$"
    )
    forbid_changes(op.get_bind(), "log_lines")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("homes")
    op.drop_table("log_lines")
    op.execute("DROP FUNCTION refuse_change()")
