"""
Records as JSON with what finds them again, and the marks of finished steps.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "records",
        sa.Column("kind", _TEXT, primary_key=True),
        sa.Column("id", _TEXT, primary_key=True),
        sa.Column("stage", _TEXT, primary_key=True),
        sa.Column("key", _TEXT, primary_key=True),
        sa.Column("document_id", _TEXT),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("records_by_step", "records", ["stage", "key"])
    op.create_index("records_by_document", "records", ["kind", "document_id", "id"])
    op.create_table(
        "steps",
        sa.Column("stage", _TEXT, primary_key=True),
        sa.Column("key", _TEXT, primary_key=True),
        sa.Column("mark", _TEXT, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("steps")
    op.drop_table("records")
