"""
Short rows of records, from which lists, maps and searches are read.

They are filled by a run: the last step of an older store is made anew.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from sijill.store.database import TEXT
from sijill.store.fulltext import make_word_tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_HARMS = ("killed", "injured", "missing", "abducted", "detained", "displaced")


def _texts(*names: str) -> list[Any]:
    return [sa.Column(name, TEXT) for name in names]


def _numbers(*names: str, kind: Any = sa.Integer, nullable: bool = False) -> list[Any]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _people(*names: str) -> list[Any]:
    return [sa.Column(f"{n}_{end}", sa.Integer) for n in names for end in ("low", "high")]


def _id(name: str = "id") -> Any:
    return sa.Column(name, TEXT, primary_key=True)


def _when_where_harms() -> list[Any]:
    return [
        *_texts("earliest", "latest", "when_precision", "month", "country", "admin1", "place"),
        *_numbers("latitude", "longitude", "uncertainty_km", kind=sa.Float, nullable=True),
        *_texts("where_precision"),
        *_numbers("x", "y", nullable=True),
        *_numbers("kinds", kind=TEXT),
        *_people(*_HARMS),
    ]


def upgrade() -> None:
    """Make the tables, and let the next run fill them."""
    op.create_table(
        "incident_rows", _id(), *_numbers("number", "changed"), *_texts("violence"),
        *_when_where_harms(),
        *_people("civilians"), *_texts("grade"), *_numbers("clarity", nullable=True),
        *_numbers("origins", "claims", "documents", "disagreements"),
        *_numbers("p_same", kind=sa.Float), *_texts("reason", "state", "etag"),
    )  # fmt: skip
    op.create_table(
        "claim_rows", _id(), *_numbers("number", "changed"),
        *_texts("document", "incident", "violence"),
        *_numbers("confidence", kind=sa.Float), *_texts("scope", "modality"),
        *_when_where_harms(), *_texts("said_by", "source", "published_on", "words"),
        *_texts("open_words", "decided", "left_out"),
    )  # fmt: skip
    op.create_table(
        "document_rows", _id(), *_numbers("number", "changed"),
        *_texts("document", "title", "open_title", "source"),
        *_texts("published_on", "language"), *_numbers("claims", "decided"), *_texts("refused"),
    )  # fmt: skip
    op.create_table(
        "summary_rows", _id(), *_numbers("number", "changed"), *_texts("claim", "document"),
        *_when_where_harms(),
        *_numbers("unexplained", kind=TEXT), *_people(*(f"rest_{k}" for k in _HARMS)),
        *_numbers("contradicted", kind=sa.Boolean), *_numbers("inside", "perhaps"),
    )  # fmt: skip
    op.create_table(
        "queue_rows", _id(), *_texts("reason", "target", "other", "claims"),
        *_numbers("rank", kind=sa.Float), *_numbers("doubt", kind=sa.Float, nullable=True),
        *_numbers("number", nullable=True), *_texts("country", "source"),
        *_numbers("unsure", kind=sa.Boolean),
    )  # fmt: skip
    op.create_table(
        "near_rows", _id("left_claim"), _id("right_claim"), *_numbers("p_same", kind=sa.Float)
    )
    op.create_table("row_versions", _id("name"), *_numbers("version"))
    op.create_table("gone_rows", _id("kind"), _id(), *_numbers("changed"))
    _make_indexes()
    make_word_tables(op.get_bind())
    op.execute("DELETE FROM steps WHERE stage = 'incidents'")


def _make_indexes() -> None:
    by_table: dict[str, dict[str, tuple[str, ...]]] = {
        "incident_rows": {"change": ("changed",), "day": ("earliest", "id")},
        "claim_rows": {"document": ("document",), "incident": ("incident",),
                       "source": ("source", "incident"), "change": ("changed",)},
        "document_rows": {"document": ("document",), "change": ("changed",)},
        "summary_rows": {"claim": ("claim",), "change": ("changed",)},
        "queue_rows": {"rank": ("rank", "id"), "reason": ("reason", "rank", "id"),
                       "target": ("target",), "other": ("other",)},
        "near_rows": {"right": ("right_claim",)},
    }  # fmt: skip
    for table, indexes in by_table.items():
        for name, columns in indexes.items():
            op.create_index(f"{table}_by_{name}", table, [sa.text(one) for one in columns])


def downgrade() -> None:
    """Drop them."""
    for table in (
        "incident_rows", "claim_rows", "document_rows", "summary_rows", "queue_rows",
        "near_rows", "row_versions", "gone_rows", "incident_words", "claim_words",
        "document_words",
    ):  # fmt: skip
        op.drop_table(table)
