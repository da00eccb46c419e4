"""
Records as JSON with what finds them again, and the marks of finished steps.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "records",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("stage", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("document_id", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("records_by_step", "records", ["stage", "key"])
    op.create_index("records_by_document", "records", ["kind", "document_id", "id"])
    op.create_table(
        "steps",
        sa.Column("stage", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("mark", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("steps")
    op.drop_table("records")
