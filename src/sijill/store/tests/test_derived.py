"""
A step is wholly there or not at all, and what it saved comes back as it was.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from sijill.errors import StoreError
from sijill.model import Document, Reading
from sijill.model.rows import Rows
from sijill.store import open_store, stream_parquet, write_parquet
from sijill.store.database import Place, open_engine, read_url
from sijill.store.records import (
    DELETE,
    FIND,
    FIND_IN_DOCUMENTS,
    FIND_SEVERAL,
    FIND_WITH_BESIDE,
)
from sijill.store.tables import upgrade_tables


def _reading(name: str, text: str = "Shells fell.") -> Reading:
    return Reading(name, text, document_id=name.split("#")[0])


def test_a_step_replaces_what_it_saved_before(place: Place) -> None:
    """
    The second save of a step leaves nothing of the first.
    """
    with open_store(place) as store:
        store.save_step("read", "d1", "m1", [_reading("d1#1"), _reading("d1#2")])
        store.save_step("read", "d2", "m1", [_reading("d2")])
        store.save_step("read", "d1", "m2", [_reading("d1#3")])
        names = [reading.id for reading in store.stream_records(Reading)]

        assert names == ["d1#3", "d2"]
        assert store.marks("read") == {"d1": "m2", "d2": "m1"}
        assert store.count_records(Document) == 0


def test_a_step_that_fails_leaves_all_as_it_was(place: Place) -> None:
    """
    An error while the records come leaves neither a mark nor a record.
    """

    def broken() -> object:
        yield _reading("d1#9")
        raise ValueError

    with open_store(place) as store:
        store.save_step("read", "d1", "m1", [_reading("d1#1")])
        with pytest.raises(ValueError):
            store.save_step("read", "d1", "m2", broken())  # type: ignore[arg-type]

        assert store.marks("read") == {"d1": "m1"}
        assert [item.id for item in store.stream_records(Reading)] == ["d1#1"]


def test_more_records_go_than_a_question_takes(place: Place) -> None:
    """
    A siege of very many claims is exchanged as a pair is.
    """
    ids = [f"d{n:05}" for n in range(70_000)]
    with open_store(place) as store:
        store.save_step("read", "all", "m1", map(_reading, ids))
        store.exchange_records(
            ("read", "all", "m2"), gone={Reading: ids}, records=[_reading("new")], rows=Rows(),
            gone_rows={},
        )  # fmt: skip

        assert [reading.id for reading in store.stream_records(Reading)] == ["new"]
        assert store.marks("read") == {"all": "m2"}


def test_records_outlive_the_process(place: Place) -> None:
    """
    What was saved is found after opening again, by id and by the beginning of an id.
    """
    with open_store(place) as store:
        store.save_step("read", "d1", "m", [_reading("d1", "سرمين")])
    with open_store(place) as store:
        found = store.find_record(Reading, "d1")

        assert found is not None and found.text == "سرمين"
        assert store.find_prefix("d") == (("Reading", "d1"),)
        assert store.find_record(Reading, "d2") is None


def test_the_order_is_the_one_of_code_points(place: Place) -> None:
    """
    Whatever a server's own order is, records come the same; what is no Unicode comes back.
    """
    names = ["a", "B", "é", "Z", "ا", "_", "1"]
    with open_store(place) as store:
        for name in names:
            store.save_step("read", name, "m", [_reading(name, "a\udce9\x00b")])
        found = list(store.stream_records(Reading))

        assert [reading.id for reading in found] == sorted(names)
        assert {reading.text for reading in found} == {"a\udce9\x00b"}


def test_the_later_of_two_records_with_one_id_stands(place: Place) -> None:
    """
    A step that makes one id twice keeps what it made last.
    """
    with open_store(place) as store:
        store.save_step("read", "d1", "m", [_reading("d1", "first"), _reading("d1", "last")])

        assert [reading.text for reading in store.stream_records(Reading)] == ["last"]


def test_a_server_s_tables_are_changed_by_a_person_alone(postgres_url: sa.URL) -> None:
    """
    An empty database is refused with the command that makes its tables.
    """
    with pytest.raises(StoreError, match="sijill store upgrade"):
        open_store(postgres_url)

    assert upgrade_tables(open_engine(postgres_url))
    assert not upgrade_tables(open_engine(postgres_url))


def test_a_server_that_is_away_is_a_sentence_without_its_password(postgres_url: sa.URL) -> None:
    """
    The sentence says what the driver said, and never the password.
    """
    gone = postgres_url.set(query={"host": "/nowhere"}, password="open-sesame")

    with pytest.raises(StoreError, match="cannot be reached") as why:
        open_store(gone)

    assert "open-sesame" not in str(why.value)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_has_no_room_for_every_script_is_a_sentence(
    postgres: sa.URL, encoding: str
) -> None:
    """
    One that was made where no language is set keeps bytes; the sentence says how to make one.
    """
    name = f"bytes_{encoding.lower()}"
    keeper = sa.create_engine(postgres, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
    with keeper.connect() as connection:
        how = f"ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0"
        connection.exec_driver_sql(f"CREATE DATABASE {name} {how}")

    with pytest.raises(StoreError, match=f"texts as {encoding}.*createdb --encoding UTF8"):
        open_store(postgres.set(database=name))


@pytest.mark.parametrize("text", ["mysql://a/b", "postgresql://host", "sijill", "://"])
def test_what_is_no_url_is_a_sentence(text: str) -> None:
    """
    What was given is not repeated, as it may hold a password.
    """
    with pytest.raises(StoreError, match=r"as in|Write it as"):
        read_url(text)


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


def test_a_connection_that_the_server_ended_is_replaced(
    postgres_url: sa.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    One that rested is tried before it is used; whoever asks notices nothing.
    """
    monkeypatch.setattr("sijill.store.database._FRESH_S", 0.0)
    engine = open_engine(postgres_url)
    with engine.connect() as connection:
        backend = connection.execute(sa.text("SELECT pg_backend_pid()")).scalar()
    keeper = sa.create_engine(postgres_url, poolclass=sa.NullPool)
    with keeper.connect() as connection:
        end = sa.text("SELECT pg_terminate_backend(:backend)")
        assert connection.execute(end, {"backend": backend}).scalar()

    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT pg_backend_pid()")).scalar() != backend


def test_the_connection_that_was_used_last_is_used_next(place: Place) -> None:
    """What it has planned and read is at hand; the others rest."""
    with open_store(place) as store:
        first, last = store.engine.connect(), store.engine.connect()
        at_hand = last.connection.driver_connection
        first.close()
        last.close()
        for _ in range(3):
            with store.engine.connect() as connection:
                assert connection.connection.driver_connection is at_hand


def test_records_are_looked_up_and_never_looked_through(tmp_path: Path) -> None:
    """
    Whatever is asked by ids goes by an index: a record is too large to be read for a page.
    """
    asked = {"kind": "Claim", "kinds": ["Claim"], "beside": ["Refusal"], "ids": ["c"]}
    asked |= {"id": "c", "documents": ["d"], "of_stage": "s", "of_key": "k"}
    with open_store(tmp_path / "derived.sqlite") as store:
        sa.event.listen(store.engine, "before_cursor_execute", _explain, retval=True)
        for query in (FIND, FIND_SEVERAL, FIND_IN_DOCUMENTS, FIND_WITH_BESIDE, DELETE):
            names = query.compile(store.engine).params
            with store.engine.connect() as connection:
                cursor = connection.execute(query, {name: asked[name] for name in names}).cursor
                steps = [line[3] for line in cursor.fetchall()]

            assert any(step.startswith("SEARCH records") for step in steps), steps
            assert not any(step.startswith(("SCAN records", "SCAN own")) for step in steps), (
                steps
            )


def test_a_server_that_plans_for_any_step_looks_records_up_too(postgres_url: sa.URL) -> None:
    """
    After five times it keeps one plan, made before it knows how much the step holds.
    """
    dollars = postgresql.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
    fill = (
        "INSERT INTO records SELECT 'Claim', 'c' || n, 'incidents', "
        "CASE WHEN n > 9999 THEN 'all' ELSE 'k' || n END, 'd' || n, '{}' "
        "FROM generate_series(1, 20000) AS n"
    )
    upgrade_tables(open_engine(postgres_url))
    with open_store(postgres_url) as store, store.engine.begin() as connection:
        connection.exec_driver_sql(fill)
        connection.exec_driver_sql("ANALYZE records")
        for query in (FIND, FIND_SEVERAL, FIND_IN_DOCUMENTS, FIND_WITH_BESIDE, DELETE):
            words = f"EXPLAIN (GENERIC_PLAN) {query.compile(dialect=dollars)}"
            plan = "\n".join(connection.exec_driver_sql(words).scalars())

            assert "records_by_step" not in plan, plan
            assert "Seq Scan" not in plan, plan


def test_a_file_that_is_tidied_holds_what_was_written(tmp_path: Path) -> None:
    """
    What lay beside the file lies in it, while it is open still.
    """
    with open_store(tmp_path / "derived.sqlite") as store:
        store.save_step("read", "d1", "m1", [_reading("d1")])
        assert store.tidy()
        (tmp_path / "copy.sqlite").write_bytes((tmp_path / "derived.sqlite").read_bytes())
    with open_store(tmp_path / "copy.sqlite") as copy:
        assert copy.find_record(Reading, "d1") is not None


def _explain(
    _connection: object, _cursor: object, words: str, values: object, *_: object
) -> tuple[str, object]:
    return f"EXPLAIN QUERY PLAN {words}", values
