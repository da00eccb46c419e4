"""
The likely number of an incident in its row.
"""

import sqlalchemy as sa
from alembic import op

from sijill.store.database import TEXT

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, and let the next run fill it."""
    op.add_column("incident_rows", sa.Column("likely", TEXT))
    op.execute("DELETE FROM steps WHERE stage = 'incidents'")


def downgrade() -> None:
    """Drop it."""
    op.drop_column("incident_rows", "likely")
