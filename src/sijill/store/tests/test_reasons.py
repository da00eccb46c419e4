"""
Why an incident is queued stays right where only the other side of a pair was written anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa

from sijill.model.rows import IncidentRow, QueueRow, Rows
from sijill.store import Store, open_store
from sijill.store.database import Place
from sijill.store.rowwriting import (
    _TELL_REASON,
    fill_rows,
    find_row_marks,
    replace_rows,
)

PAIR, WEAK = 2.4, 3.5  # ranks
ONE_TWO = QueueRow("likely_duplicate:i-1:i-2", "likely_duplicate", "i-1", "i-2", rank=PAIR)
TWO_THREE = QueueRow("likely_duplicate:i-2:i-3", "likely_duplicate", "i-2", "i-3", rank=PAIR)
WEAK_TWO = QueueRow("weak_link:i-2", "weak_link", "i-2", rank=WEAK)


def _row(id_: str, reason: str | None) -> IncidentRow:
    return IncidentRow(id_, "shelling", reason=reason)


@pytest.fixture
def store(place: Place) -> Store:
    """Two likely duplicates, one of them of weak links too, and a third; on both databases."""
    store = open_store(place)
    rows = (_row("i-1", ONE_TWO.reason), _row("i-2", ONE_TWO.reason), _row("i-3", None))
    with store.engine.begin() as connection:
        fill_rows(connection, Rows(rows, queue=(ONE_TWO, WEAK_TWO)))
    return store


def _replace(store: Store, rows: Rows, gone: Mapping[str, list[str]]) -> None:
    with store.engine.connect() as connection:
        marks = find_row_marks(connection, store.rows.versions(), gone["queue"])
    with store.engine.begin() as connection:
        replace_rows(connection, rows, marks, gone=gone)


def _reasons(store: Store) -> dict[str, str | None]:
    found = store.rows.find_many(IncidentRow, ["i-1", "i-2", "i-3"])
    return {row.id: row.reason for row in found}


def test_a_partner_that_is_gone_leaves_the_next_reason(store: Store) -> None:
    """The other is queued for what is left about it, and those who hold rows hear of it."""
    before = store.rows.versions()["rows"]
    _replace(store, Rows(), {"queue": ["i-1"], "Incident": ["i-1"]})

    assert _reasons(store) == {"i-2": "weak_link", "i-3": None}
    changed = sa.text("SELECT id FROM incident_rows WHERE changed > :before")
    with store.engine.connect() as connection:
        assert connection.execute(changed, {"before": before}).scalars().all() == ["i-2"]


def test_a_new_partner_is_a_reason(store: Store) -> None:
    """Where a pair comes with one side alone, the other is queued for it too."""
    rows = Rows((_row("i-2", ONE_TWO.reason),), queue=(ONE_TWO, TWO_THREE, WEAK_TWO))
    _replace(store, rows, {"queue": ["i-2"]})

    assert _reasons(store) == dict.fromkeys(("i-1", "i-2", "i-3"), "likely_duplicate")


def test_a_partner_that_nothing_is_left_about_is_not_queued(store: Store) -> None:
    """The side that is written anew says itself why; the other has no reason any more."""
    _replace(store, Rows((_row("i-2", "weak_link"),), queue=(WEAK_TWO,)), {"queue": ["i-2"]})

    assert _reasons(store) == {"i-1": None, "i-2": "weak_link", "i-3": None}


def test_reasons_are_looked_up_by_index(tmp_path: Path) -> None:
    """A file's queue is not read whole for it, however long it is."""
    engine = open_store(tmp_path / "derived.sqlite").engine
    asked = _TELL_REASON.compile(engine).string
    with engine.connect() as connection:
        nothing = (None,) * asked.count("?")
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", nothing)
        steps = [row[-1] for row in plan if "queue_rows" in row[-1]]

    assert {step for step in steps if "SEARCH" not in step} == set()
    assert {step.split()[4] for step in steps} == {
        "queue_rows_by_target", "queue_rows_by_other",
    }  # fmt: skip
