"""
How many requests a session or an address has made in a minute, for all processes together.
"""

import sqlalchemy as sa
from alembic import op

revision = "desk0003"
down_revision = "desk0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "rates",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("rates")
