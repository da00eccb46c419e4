"""
Columns and searches that were brought up to date say what those made anew say.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest

from sijill.flow.workbench.columns import SHAPES, Columns, load_columns
from sijill.model.rows import IncidentRow, People, RowPlace, Rows, WordsRow
from sijill.store import Store, open_store
from sijill.store.database import Place
from sijill.store.rowwriting import RowMarks, fill_rows, find_row_marks, replace_rows

SARMIN = RowPlace("SY", "Idlib", "Sarmin", 35.9, 36.72, 2.0, "near")


def _row(id_: str, violence: str, killed: int) -> IncidentRow:
    where = SARMIN if killed else RowPlace()
    return IncidentRow(id_, violence, where=where, harms={"killed": People(killed, None)})


def _rows(*rows: IncidentRow, words: Mapping[str, str]) -> Rows:
    found = (WordsRow("incident", id_, text) for id_, text in words.items())
    return Rows(incidents=rows, words=tuple(found))


def _marks(store: Store) -> RowMarks:
    with store.engine.connect() as connection:
        return find_row_marks(connection, store.rows.versions())


def _told(columns: Columns) -> dict[str, dict[str, object]]:
    """Return what columns say of each row, the codes in words."""
    shape = SHAPES[columns.kind]
    told: dict[str, dict[str, object]] = {}
    for id_, n in columns.at.items():
        assert columns.ids[n] == id_
        found: dict[str, object] = {"tie": int(columns.ties[n])}
        for name in (*shape.days, *shape.numbers):
            found[name] = int(columns.numbers[name][n])
        for name in shape.coded:
            code = int(columns.numbers[name][n])
            found[name] = columns.values(name)[code] if code >= 0 else None
        found |= {name: repr(float(values[n])) for name, values in columns.floats.items()}
        told[id_] = found
    return told


def _search(store: Store, word: str) -> set[str]:
    numbers = set(store.rows.find_numbers(IncidentRow, (word,), with_names=False).tolist())
    columns = load_columns(store)
    return {
        id_ for id_, n in columns.at.items() if int(columns.numbers["number"][n]) in numbers
    }


@pytest.fixture
def store(place: Place) -> Store:
    """A store with three incidents, in a file and on a server."""
    store = open_store(place)
    rows = [_row(f"i-{n}", "shelling", n) for n in range(3)]
    words = {"i-0": "market", "i-1": "mill", "i-2": "market"}
    with store.engine.begin() as connection:
        fill_rows(connection, _rows(*rows, words=words))
    return store


def test_changed_new_and_lost_rows(store: Store) -> None:
    """
    A row that changed, a new one and one that is gone, and then the last one of all: what was
    read before stays as it was, and what is read on says what a new reader sees.
    """
    before = load_columns(store)
    old = _told(before)
    assert _search(store, "market") == {"i-0", "i-2"}
    changed = _rows(
        _row("i-2", "ied", 9), _row("i-3", "airstrike", 0),
        words={"i-2": "mill", "i-3": "market"},
    )  # fmt: skip
    with store.engine.begin() as connection:
        replace_rows(connection, changed, _marks(store), gone={"Incident": ["i-0"]})
    assert _told(before) == old
    assert _told(load_columns(store)) == _told(load_columns(Store(store.engine)))
    assert _search(store, "market") == {"i-3"}
    with store.engine.begin() as connection:
        last = _rows(_row("i-4", "ied", 1), words={"i-4": "mill"})
        replace_rows(connection, last, _marks(store), gone={"Incident": ["i-3"]})
    assert _told(load_columns(store)) == _told(load_columns(Store(store.engine)))
    assert _search(store, "market") == set()
    assert _search(store, "mill") == {"i-1", "i-2", "i-4"}


@pytest.mark.parametrize("seed", range(3))
def test_any_history_of_rows(store: Store, seed: int) -> None:
    """
    Whatever comes, changes and goes, what is read on is what a new reader sees, and what
    others hold stays as it was.
    """
    random, there = Random(seed), {"i-0", "i-1", "i-2"}
    for step in range(12):
        before = load_columns(store)
        old = _told(before)
        gone = {one for one in sorted(there) if random.random() < 0.3}
        come = {f"i-{step}-{n}" for n in range(random.randrange(4))}
        kept = sorted((there - gone) | set(random.sample(sorted(gone), len(gone) // 2)))
        changed = random.sample(kept, len(kept) // 2)
        rows = [_row(id_, "ied", random.randrange(3)) for id_ in (*changed, *sorted(come))]
        with store.engine.begin() as connection:
            replace_rows(
                connection, _rows(*rows, words={}), _marks(store), gone={"Incident": gone}
            )
        there = (there - gone) | set(changed) | come
        assert _told(before) == old
        now = _told(load_columns(store))
        assert now.keys() == there
        assert now == _told(load_columns(Store(store.engine)))


def test_a_run_makes_all_anew(store: Store) -> None:
    """Numbers begin again, and nothing of a search before is left."""
    assert _search(store, "market") == {"i-0", "i-2"}
    with store.engine.begin() as connection:
        fill_rows(connection, _rows(_row("i-0", "ied", 1), words={"i-0": "mill"}))
    assert _search(store, "market") == set()
    assert _search(store, "mill") == {"i-0"}
