"""
A step is wholly there or not at all, and what it saved comes back as it was.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.errors import StoreError
from sijill.model import Document, Reading
from sijill.store import open_store, stream_parquet, write_parquet


def _reading(name: str, text: str = "Shells fell.") -> Reading:
    return Reading(name, text, document_id=name.split("#")[0])


def test_a_step_replaces_what_it_saved_before(tmp_path: Path) -> None:
    """
    The second save of a step leaves nothing of the first.
    """
    with open_store(tmp_path / "derived.sqlite") as store:
        store.save_step("read", "d1", "m1", [_reading("d1#1"), _reading("d1#2")])
        store.save_step("read", "d2", "m1", [_reading("d2")])
        store.save_step("read", "d1", "m2", [_reading("d1#3")])
        names = [reading.id for reading in store.stream_records(Reading)]

        assert names == ["d1#3", "d2"]
        assert store.marks("read") == {"d1": "m2", "d2": "m1"}
        assert store.count_records(Document) == 0


def test_a_step_that_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    """
    An error while the records come leaves neither a mark nor a record.
    """

    def broken() -> object:
        yield _reading("d1#9")
        raise ValueError

    with open_store(tmp_path / "derived.sqlite") as store:
        store.save_step("read", "d1", "m1", [_reading("d1#1")])
        with pytest.raises(ValueError):
            store.save_step("read", "d1", "m2", broken())  # type: ignore[arg-type]

        assert store.marks("read") == {"d1": "m1"}
        assert [item.id for item in store.stream_records(Reading)] == ["d1#1"]


def test_records_outlive_the_process(tmp_path: Path) -> None:
    """
    What was saved is found after opening again, by id and by the beginning of an id.
    """
    path = tmp_path / "derived.sqlite"
    with open_store(path) as store:
        store.save_step("read", "d1", "m", [_reading("d1", "سرمين")])
    with open_store(path) as store:
        found = store.find_record(Reading, "d1")

        assert found is not None and found.text == "سرمين"
        assert store.find_prefix("d") == (("Reading", "d1"),)
        assert store.find_record(Reading, "d2") is None


def test_a_file_that_is_no_store_is_a_sentence(tmp_path: Path) -> None:
    """
    The sentence says that everything can be made again.
    """
    path = tmp_path / "derived.sqlite"
    path.write_bytes(b"this is no database, and longer than its header" * 50)

    with pytest.raises(StoreError, match="made again"):
        open_store(path)


def test_parquet_gives_back_what_it_took(tmp_path: Path) -> None:
    """
    Nested values and missing ones come back.
    """
    path = tmp_path / "readings.parquet"
    readings = [
        Reading("d1", "a", caveats=("ocr",)),
        Reading("d2", "سرمين", title="t"),
    ]
    with write_parquet(path) as sink:
        for reading in readings:
            sink(reading)
    import json

    from sijill.model.form import from_json

    back = [from_json(Reading, json.loads(line)) for line in stream_parquet(path)]

    assert back == readings
