"""
The tables of derived records, and what is said to a database about them.

Statements stand here ready-made, so that each is put together once for a process.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from sijill.model.line import to_line
from sijill.store.among import among
from sijill.store.chain import escape_surrogates
from sijill.store.database import TEXT

METADATA = sa.MetaData()
RECORDS = sa.Table(
    "records",
    METADATA,
    sa.Column("kind", TEXT, primary_key=True),
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("stage", TEXT, primary_key=True),
    sa.Column("key", TEXT, primary_key=True),
    sa.Column("document_id", TEXT),
    sa.Column("body", TEXT, nullable=False),
    sa.Index("records_by_step", "stage", "key"),
    sa.Index("records_by_document", "kind", "document_id", "id"),
)
STEPS = sa.Table(
    "steps",
    METADATA,
    sa.Column("stage", TEXT, primary_key=True),
    sa.Column("key", TEXT, primary_key=True),
    sa.Column("mark", TEXT, nullable=False),
)

_KIND = RECORDS.c.kind == sa.bindparam("kind")
_WHOLE = sa.select(RECORDS.c.kind, RECORDS.c.id, RECORDS.c.body)
_OWN = RECORDS.alias("own")

FIND = sa.select(RECORDS.c.body).where(_KIND, RECORDS.c.id == sa.bindparam("id"))
COUNT = sa.select(sa.func.count()).where(_KIND)
FIND_SEVERAL = _WHOLE.where(among(RECORDS.c.kind, "kinds"), among(RECORDS.c.id, "ids"))
FIND_IN_DOCUMENTS = _WHOLE.where(
    among(RECORDS.c.kind, "kinds"), among(RECORDS.c.document_id, "documents")
)
FIND_WITH_BESIDE = sa.union_all(
    FIND_IN_DOCUMENTS,
    _WHOLE.where(
        among(RECORDS.c.kind, "beside"),
        RECORDS.c.id.in_(
            sa.select(_OWN.c.id).where(
                among(_OWN.c.kind, "kinds"), among(_OWN.c.document_id, "documents")
            )
        ),
    ),
)
# Nothing is added to the step, so that it is not looked for by its index: a server that plans
# for any step takes each for a small one, and would read all that a large one made.
_NOTHING = sa.literal_column("''", sa.Text())
DELETE = RECORDS.delete().where(
    RECORDS.c.stage.concat(_NOTHING) == sa.bindparam("of_stage"),
    RECORDS.c.key.concat(_NOTHING) == sa.bindparam("of_key"),
    _KIND,
    among(RECORDS.c.id, "ids"),
)
MARK = (
    STEPS.update()
    .where(STEPS.c.stage == sa.bindparam("of_stage"), STEPS.c.key == sa.bindparam("of_key"))
    .values(mark=sa.bindparam("now"))
)


def to_rows(stage: str, key: str, records: Iterable[Any]) -> list[dict[str, Any]]:
    """Return records of a step as lines of their table; of two with one id the later stands."""
    lines = (
        {
            "kind": type(record).__name__,
            "id": record.id,
            "stage": stage,
            "key": key,
            "document_id": getattr(record, "document_id", None),
            "body": escape_surrogates(to_line(record)),
        }
        for record in records
    )
    return [*{(line["kind"], line["id"]): line for line in lines}.values()]
