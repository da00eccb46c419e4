"""
A mark that is another after each change of who there is and of what they may see.
"""

import sqlalchemy as sa
from alembic import op

revision = "desk0005"
down_revision = "desk0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and its one row."""
    op.create_table(
        "seeing",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.Text, nullable=False),
    )
    op.execute("INSERT INTO seeing (id, mark) VALUES (1, '')")


def downgrade() -> None:
    """Drop it."""
    op.drop_table("seeing")
