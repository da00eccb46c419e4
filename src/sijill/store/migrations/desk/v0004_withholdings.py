"""
Which fields of every record are kept from which roles and accounts.
"""

import sqlalchemy as sa
from alembic import op

revision = "desk0004"
down_revision = "desk0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "withholdings",
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("accounts", sa.JSON, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("withholdings")
