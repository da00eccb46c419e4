"""
Restrictions may name accounts that something is kept from, whatever their role.
"""

import sqlalchemy as sa
from alembic import op

revision = "desk0002"
down_revision = "desk0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; so far nobody is named."""
    column = sa.Column("accounts", sa.JSON, nullable=False, server_default="[]")
    op.add_column("restrictions", column)


def downgrade() -> None:
    """Drop it."""
    op.drop_column("restrictions", "accounts")
