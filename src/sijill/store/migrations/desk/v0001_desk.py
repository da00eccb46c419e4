"""
The desk: people, what they sign in with, what they do, and the log of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "desk0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "accounts", "recovery_codes", "sessions", "invitations", "tokens", "attempts", "audit",
    "audit_end", "views", "assignments", "restrictions", "answers",
)  # fmt: skip


def upgrade() -> None:
    """Make the tables, and the end of an empty audit log."""
    _make_people()
    _make_doors()
    _make_tokens()
    _make_audit()
    _make_work()
    op.execute(f"INSERT INTO audit_end (id, number, digest) VALUES (1, 0, '{'0' * 64}')")


def downgrade() -> None:
    """Drop them."""
    for name in TABLES:
        op.drop_table(name)


def _make_people() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("seed", sa.Text),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("ended_at", sa.Text),
    )
    op.create_index("accounts_by_key", "accounts", ["key"], unique=True)
    op.create_table(
        "recovery_codes",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("used_at", sa.Text),
    )
    op.create_index("recovery_codes_by_account", "recovery_codes", ["account_id"])


def _make_doors() -> None:
    op.create_table(
        "sessions",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("seen_at", sa.Text, nullable=False),
        sa.Column("ends_at", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("browser", sa.Text, nullable=False),
    )
    op.create_index("sessions_by_account", "sessions", ["account_id"])
    op.create_table(
        "invitations",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("ends_at", sa.Text, nullable=False),
        sa.Column("used_at", sa.Text),
        sa.Column("used_by", sa.Text),
    )


def _make_tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("rights", sa.JSON, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("ends_at", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sa.Column("used_at", sa.Text),
    )
    op.create_index("tokens_by_account", "tokens", ["account_id"])
    op.create_table(
        "attempts",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", sa.Text, nullable=False),
        sa.Column("free_at", sa.Text, nullable=False),
    )


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("ids", sa.JSON, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
    )
    op.create_index("audit_by_act", "audit", ["act", "number"])
    op.create_index("audit_by_person", "audit", ["by", "number"])
    op.create_table(
        "audit_end",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
    )


def _make_work() -> None:
    op.create_table(
        "views",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
    )
    op.create_index("views_by_account", "views", ["account_id"])
    op.create_table(
        "assignments",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("item", sa.Text, primary_key=True),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_index("assignments_by_account", "assignments", ["account_id"])
    op.create_table(
        "restrictions",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("item", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_table(
        "answers",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("account_id", sa.Text, primary_key=True),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
