"""
A dataset comes into a record, is replaced and taken out, and its rows meet the reports.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.errors import SettingsError
from sijill.flow.capturing import capture_into
from sijill.flow.datasets import (
    DatasetSettings,
    add_dataset,
    list_datasets,
    remove_dataset,
    show_mapping,
)
from sijill.flow.filtering import extract_lines, read_paths
from sijill.flow.listing import canonical_digest, stream_records
from sijill.flow.mapping import open_mapping
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.trying import guess_dataset, try_dataset
from sijill.model import Claim, Reading, Refusal
from sijill.model.form import json_line

HEAD = (
    "event_id_cnty,event_date,event_type,sub_event_type,location,country,latitude,longitude,"
    "fatalities"
)
SHELLS = (
    "SYR900001,05 October 2023,Explosions/Remote violence,Shelling/artillery/missile attack,"
    "Sarmin,Syria,35.903,36.726,3"
)
TWIN = SHELLS.replace("SYR900001", "SYR900002")
BROKEN = "SYR900003,05 Octember 2023,Battles,Armed clash,Sarmin,Syria,35.903,36.726,1"
REPORT = (
    "Sarmin, 6 October 2023 - Shells hit the market of Sarmin in Idlib on Thursday, killing "
    "four people and wounding 12, residents said.\n"
)
SETTINGS = DatasetSettings("acled", by="tester", why="for the test")


def write_rows(path: Path, *rows: str) -> Path:
    """Write a table of ACLED's columns."""
    path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return a record that holds one report."""
    folder = init_record(tmp_path / "record")
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    capture_into(folder, [report], by="tester", source="Example Agency")
    return folder


def test_a_row_joins_the_incident_of_a_report(record: Path, tmp_path: Path) -> None:
    """The dataset's row and the report are one incident; a broken row is refused by line."""
    add_dataset(record, write_rows(tmp_path / "a.csv", SHELLS, BROKEN), settings=SETTINGS)

    report = run_record(record)
    incidents = list(stream_records(record, "incidents"))
    refusals = [one["text"] for one in stream_records(record, "refusals")]

    assert (report.claims, report.refusals) == (2, {"row_broken": 1})
    assert [len(one["claims"]) for one in incidents] == [2]
    assert "row 3 " in refusals[0]


def test_two_rows_of_one_dataset_are_two_events(record: Path, tmp_path: Path) -> None:
    """Rows that are alike in everything stay apart, since their codebook keeps them apart."""
    add_dataset(record, write_rows(tmp_path / "a.csv", SHELLS, TWIN), settings=SETTINGS)

    run_record(record)

    sizes = sorted(len(one["claims"]) for one in stream_records(record, "incidents"))
    assert sizes == [1, 2]


def test_rows_that_are_reports_can_be_one_event(record: Path, tmp_path: Path) -> None:
    """A team whose table has a row for each report says so in its mapping."""
    mapping = tmp_path / "m.toml"
    mapping.write_text('name = "m"\ntitle = "M"\nlike = "acled"\nrows = "reports"\n', "utf-8")
    settings = DatasetSettings(str(mapping), by="tester", why="for the test")
    add_dataset(record, write_rows(tmp_path / "a.csv", SHELLS, TWIN), settings=settings)

    run_record(record)

    assert [len(one["claims"]) for one in stream_records(record, "incidents")] == [3]


def test_taking_a_dataset_out_leaves_the_record_as_it_was(record: Path, tmp_path: Path) -> None:
    """Its claims go, its bytes stay, and it can come back."""
    run_record(record)
    before = [json_line(one) for one in stream_records(record, "claims")]
    path = write_rows(tmp_path / "a.csv", SHELLS)
    add_dataset(record, path, settings=SETTINGS)
    run_record(record)

    remove_dataset(record, "acled", by="tester", why="not ours")
    report = run_record(record)

    assert report.refusals == {"set_aside": 1}
    assert [json_line(one) for one in stream_records(record, "claims")] == before
    add_dataset(record, path, settings=SETTINGS)
    assert run_record(record).claims == 2


def test_a_changed_file_stands_in_the_place_of_the_first(record: Path, tmp_path: Path) -> None:
    """The same name with other bytes replaces; the first file's rows make no claims."""
    add_dataset(record, write_rows(tmp_path / "a.csv", SHELLS), settings=SETTINGS)
    run_record(record)
    changed = SHELLS.replace(",3", ",5")
    added = add_dataset(
        record, write_rows(tmp_path / "b.csv", changed, TWIN), settings=SETTINGS
    )

    report = run_record(record)
    claims = [one for one in stream_records(record, "claims") if "#" in one["document_id"]]

    assert report.refusals == {"set_aside": 1}
    assert sorted(one["harms"][0]["count"]["low"] for one in claims) == [3, 5]
    assert added.changes is not None
    assert (added.changes.new, added.changes.changed) == (("SYR900002",), ("SYR900001",))
    assert not run_record(record).changed


def test_what_was_made_can_be_made_again(record: Path, tmp_path: Path) -> None:
    """Without the derived file the next run brings the same record back."""
    add_dataset(record, write_rows(tmp_path / "a.csv", SHELLS, BROKEN), settings=SETTINGS)
    run_record(record)
    before = canonical_digest(record)
    (record / "derived.sqlite").unlink()

    run_record(record)

    assert canonical_digest(record) == before


def test_a_file_of_which_no_row_is_a_claim_is_not_added(record: Path, tmp_path: Path) -> None:
    """Nothing is sealed, and the sentence says what was wrong with the first row."""
    path = write_rows(tmp_path / "a.csv", BROKEN)

    with pytest.raises(SettingsError, match=r"no row of a\.csv makes a claim.*row 2"):
        add_dataset(record, path, settings=SETTINGS)

    assert list_datasets(record) == []
    assert run_record(record).documents == 1


def test_one_file_is_one_dataset(record: Path, tmp_path: Path) -> None:
    """The same bytes under a second name would count everybody twice."""
    path = write_rows(tmp_path / "a.csv", SHELLS)
    add_dataset(record, path, settings=SETTINGS)

    with pytest.raises(SettingsError, match="is the dataset 'acled' already"):
        add_dataset(
            record, path, settings=DatasetSettings("acled", "tester", "again", name="twice")
        )


def test_a_dataset_keeps_its_mapping_and_names(record: Path, tmp_path: Path) -> None:
    """The mapping is in the record as it was written, under the name that was given."""
    settings = DatasetSettings(
        "acled", "tester", "why", name="Syria 2023", title="ACLED, Syria"
    )
    add_dataset(record, write_rows(tmp_path / "بيانات.csv", SHELLS), settings=settings)
    run_record(record)

    (claim,) = (one for one in stream_records(record, "claims") if "#" in one["document_id"])

    assert claim["reported"]["by"] == "ACLED, Syria"
    assert claim["reported"]["title"] == "SYR900001"
    assert 'like = "acled"' in show_mapping("syria-2023", record)


UCDP = (
    "id,type_of_violence,side_a,side_b,date_start,date_end,date_prec,where_coordinates,adm_1,"
    "country,latitude,longitude,where_prec,event_clarity,deaths_a,deaths_b,deaths_civilians,"
    "deaths_unknown,best,low,high\n"
    "900001,3,Government of Syria,Civilians,2023-10-05,2023-10-05,1,Sarmin town,Idlib "
    "governorate,Syria,35.9036,36.7259,1,1,0,0,3,0,3,3,4\n"
)


def test_rows_of_two_datasets_meet(record: Path, tmp_path: Path) -> None:
    """The point is the row's own; the gazetteer's place of that name brings them together."""
    add_dataset(record, write_rows(tmp_path / "a.csv", SHELLS), settings=SETTINGS)
    (tmp_path / "u.csv").write_text(UCDP, encoding="utf-8")
    settings = DatasetSettings("ucdp_ged", by="tester", why="for the test")
    add_dataset(record, tmp_path / "u.csv", settings=settings)

    run_record(record)

    assert [len(one["claims"]) for one in stream_records(record, "incidents")] == [3]
    rows = [one for one in stream_records(record, "claims") if "#" in one["document_id"]]
    assert {one["where"][0]["latitude"] for one in rows} == {35.903, 35.9036}
    assert len({one["where"][0]["gazetteer_id"] for one in rows}) == 1


def test_filters_read_rows_by_a_mapping(tmp_path: Path) -> None:
    """Without a record: read and extract take the mapping, and refuse without it."""
    mapping = tmp_path / "m.toml"
    mapping.write_text('name = "m"\ntitle = "M"\nlike = "acled"\n', encoding="utf-8")
    path = write_rows(tmp_path / "a.csv", SHELLS)
    readings: list[Reading] = []
    read_paths([path], readings.append, pytest.fail, mapping=str(mapping), workers=1)
    lines = [json_line(one) for one in readings]
    claims: list[Claim] = []
    refused: list[Refusal] = []

    extract_lines(lines, claims.append, pytest.fail, mapping=str(mapping), workers=1)
    extract_lines(lines, pytest.fail, refused.append, workers=1)

    assert [one.violence for one in claims] == ["shelling"]
    assert [one.reason for one in refused] == ["needs_mapping"]


def test_a_guess_can_be_used_as_it_is(tmp_path: Path) -> None:
    """A first mapping from Arabic headings reads the rows that it was made from."""
    path = tmp_path / "حوادث.csv"
    path.write_text(
        "الرقم;التاريخ;المحافظة;المكان;نوع الحادث;القتلى;الجرحى;ملاحظات\n"
        "1;13/10/2023;إدلب;سرمين;غارة جوية;٣;٥;سوق\n"
        "2;14/10/2023;إدلب;بنش;قصف مدفعي;غير معروف;٢;\n",
        encoding="utf-8",
    )
    mapping = tmp_path / "m.toml"
    mapping.write_text(guess_dataset(path), encoding="utf-8")

    tried = try_dataset(path, open_mapping(str(mapping)))

    assert 'order = "day_first"' in mapping.read_text("utf-8")
    assert (tried.claims, tried.refused, tried.killed, tried.unknown_killed) == (2, 0, 3, 1)


def test_a_row_in_another_language_joins_a_report(record: Path, tmp_path: Path) -> None:
    """Day, place, act and numbers tell; that no word is shared speaks against nothing."""
    path, mapping = tmp_path / "حوادث.csv", tmp_path / "m.toml"
    path.write_text(
        "التاريخ;المكان;نوع الحادث;القتلى;الجرحى\n2023-10-05;سرمين;قصف;٤;١٢\n", encoding="utf-8"
    )
    mapping.write_text(guess_dataset(path), encoding="utf-8")
    settings = DatasetSettings(str(mapping), "tester", "why", name="ours", title="فريقنا")
    add_dataset(record, path, settings=settings)
    set_country(record)

    run_record(record)

    assert [len(one["claims"]) for one in stream_records(record, "incidents")] == [2]


def set_country(record: Path) -> None:
    """Say that the record is about Syria."""
    path = record / "sijill.toml"
    text = path.read_text("utf-8").replace("# countries = []", 'countries = ["SY"]')
    path.write_text(text, encoding="utf-8")


def test_a_guess_knows_the_bundled_columns(tmp_path: Path) -> None:
    """A file of ACLED's columns needs no mapping of its own."""
    assert 'like = "acled"' in guess_dataset(write_rows(tmp_path / "a.csv", SHELLS))
