"""
The highest number that each table of rows has given, kept beside the version of the rows.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = ("incident_rows", "claim_rows", "document_rows", "summary_rows")


def upgrade() -> None:
    """Keep the numbers that there are."""
    for table in _TABLES:
        op.execute(
            "INSERT INTO row_versions (name, version) "
            f"SELECT '{table}', COALESCE(MAX(number), 0) FROM {table}"
        )


def downgrade() -> None:
    """Forget them."""
    for table in _TABLES:
        op.execute(f"DELETE FROM row_versions WHERE name = '{table}'")
