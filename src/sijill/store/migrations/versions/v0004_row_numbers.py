"""
The highest number of a table of rows, found without reading the table.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = ("incident_rows", "claim_rows", "document_rows", "summary_rows")


def upgrade() -> None:
    """Make the indexes."""
    for table in _TABLES:
        op.create_index(f"{table}_by_number", table, ["number"])


def downgrade() -> None:
    """Drop them."""
    for table in _TABLES:
        op.drop_index(f"{table}_by_number", table)
