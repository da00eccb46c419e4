"""
Lists of invented people in a record: imported, matched, judged, kept apart from reports.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.errors import SettingsError
from sijill.flow.capturing import capture_into
from sijill.flow.listing import canonical_digest, stream_records
from sijill.flow.pairing import list_person_pairs
from sijill.flow.peoplelinking import gather_victim
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.victims import add_name_list, judge_people
from sijill.model import Anchor, NamedPerson

REPORT = (
    "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in Idlib on "
    "Thursday, killing Khaled Salim, 34, and Rima Haddad, 8, residents said."
)
FIRST = """Full name,Gender,Age,Date of death,Town
Khaled Saleem,M,34,2023-10-05,Sarmin
Rima Haddad,F,8,5/10/2023,Sarmin
Samir Qasem,M,?,2023-10,
,M,20,2023-10-05,Sarmin
"""
SECOND = """الاسم;الجنس;العمر;التاريخ;المكان
خالد سليم;ذكر;٣٤;2023-10-05;سرمين
سمير قاسم;ذكر;41;2023-10-09;بنش
"""
COLUMNS = {
    "name": "Full name",
    "sex": "Gender",
    "age": "Age",
    "day": "Date of death",
    "place": "Town",
}
ARABIC = {
    "name_ar": "الاسم",
    "sex": "الجنس",
    "age": "العمر",
    "day": "التاريخ",
    "place": "المكان",
}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of one report and two lists, brought up to date."""
    for name, text in (("report.txt", REPORT), ("first.csv", FIRST), ("second.csv", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    folder = init_record(tmp_path / "record")
    capture_into(folder, [tmp_path / "report.txt"], by="tester")
    for name, columns in (("first", COLUMNS), ("second", ARABIC)):
        add_name_list(
            folder,
            tmp_path / f"{name}.csv",
            name=name,
            columns=columns,
            by="tester",
            why="sent",
        )
    run_record(folder)
    return folder


def _victims(folder: Path) -> dict[str, dict[str, object]]:
    return {str(one["names"]): one for one in stream_records(folder, "victims")}


def test_lists_and_claims_that_name_one_person_are_one_victim(record: Path) -> None:
    """
    Two scripts, two spellings and a report: one person with all names, lists and claims; the
    files of the lists are no reports, and their rows no claims.
    """
    found = list(stream_records(record, "victims"))
    khaled = next(one for one in found if "خالد سليم" in one["names"])

    assert khaled["names"] == ["Khaled Saleem", "Khaled Salim", "خالد سليم"]
    assert (khaled["sex"], khaled["age"]) == ("male", [34, 34])
    assert khaled["place"]["name"] == "Sarmin"
    assert khaled["places"] == ["Sarmin", "Sarmīn", "سرمين"]
    assert (khaled["lists"], len(khaled["claims"])) == (["first", "second"], 1)
    assert len(list(stream_records(record, "readings"))) == 1
    assert list(stream_records(record, "refusals")) == []


def test_what_is_said_differently_of_a_person_is_not_unknown() -> None:
    """No one value stands for two that differ, and each that was said is kept."""
    two = (("male", "Hama", (35.1, 36.7, 4.0)), ("female", "Homs", (34.7, 36.7, 4.0)))
    rows = [
        NamedPerson(place, Anchor(place, 0, 1), ("Samir Qasem",), sex, place=place, spot=spot)
        for sex, place, spot in two
    ]
    found = gather_victim("v-1", rows)

    assert (found.sex, found.place) == (None, None)
    assert found.sexes == ("female", "male")
    assert found.places == ("Hama", "Homs")


def test_a_doubtful_pair_waits_and_the_judgement_lasts(record: Path) -> None:
    """
    A month on one list and a day on the other are one person and not sure; "not the same"
    makes two, one of whom keeps the id, and deleting what is derived brings the same back.
    """
    pairs = [
        p for p in list_person_pairs(record) if "Samir Qasem" in p.left.names + p.right.names
    ]
    before = {one["id"] for one in stream_records(record, "victims")}

    assert len(pairs) == 1

    judge_people(
        record, pairs[0].pair.left, pairs[0].pair.right, verdict="not_same", by="x", why="y"
    )
    run_record(record)
    after = {one["id"] for one in stream_records(record, "victims")}
    digest = canonical_digest(record)
    for path in record.glob("derived.sqlite*"):
        path.unlink()
    run_record(record)

    assert before < after
    assert len(after - before) == 1
    assert len(pairs[0].why) == 6
    assert canonical_digest(record) == digest
    assert {one["id"] for one in stream_records(record, "victims")} == after


def test_what_a_list_lacks_is_told_and_nothing_is_kept(record: Path, tmp_path: Path) -> None:
    """
    Rows without a name, cells that cannot be read, headings that are not there.
    """
    before = (record / "custody.jsonl").read_bytes()
    found = add_name_list(
        record,
        tmp_path / "first.csv",
        name="again",
        columns=COLUMNS,
        by="x",
        why="y",
        dry_run=True,
    )
    with pytest.raises(SettingsError, match="Full name"):
        add_name_list(
            record,
            tmp_path / "first.csv",
            name="wrong",
            columns={"name": "Nom"},
            by="x",
            why="y",
        )

    assert (found.people, found.nameless, dict(found.unread)) == (3, (5,), {"age": 1})
    assert (record / "custody.jsonl").read_bytes() == before


def test_an_empty_file_and_a_record_that_was_not_run_are_told(tmp_path: Path) -> None:
    """
    A file of no bytes is no list; before the first run nobody can say which pairs are doubtful.
    """
    folder, empty = init_record(tmp_path / "record"), tmp_path / "list.csv"
    empty.touch()
    with pytest.raises(SettingsError, match=r"list\.csv is empty"):
        add_name_list(folder, empty, name="a", columns={"name": "Name"}, by="x", why="y")
    with pytest.raises(SettingsError, match="sijill run"):
        list_person_pairs(folder)
