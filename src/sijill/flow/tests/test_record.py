"""
A record as a whole: the same documents and decisions give the same record, however they came.
"""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest

from sijill.errors import RecordError, SettingsError
from sijill.flow.capturing import capture_into
from sijill.flow.deciding import decide_assessment, decide_judgement
from sijill.flow.explaining import Explanation, explain
from sijill.flow.listing import canonical_digest, stream_records
from sijill.flow.publishing import publish_record
from sijill.flow.recording import init_record
from sijill.flow.running import RunReport, run_record
from sijill.flow.settings import default_settings_toml, load_settings
from sijill.flow.verifying import verify_custody

REPORTS = {
    "a.txt": "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in "
    "Idlib on Thursday, killing three farmers and wounding at least 12 people, residents said.",
    "b.txt": "IDLIB, Oct. 7, 2023 (Other Agency) -- The death toll from Thursday's shelling of "
    "Sarmin rose to five, a local official said. On Friday, gunmen shot dead a teacher in "
    "Binnish, Idlib.",
    "c.txt": "IDLIB, Oct. 31, 2023 (Example Agency) -- At least 40 civilians were killed in "
    "separate attacks across Idlib province this month, a monitoring group said.",
    "d.txt": "سقطت قذائف على سوق بلدة سرمين يوم الخميس وقتل ثلاثة مزارعين وأصيب اثنا عشر شخصا",
    "e.txt": "IDLIB, Oct. 8, 2023 (Example Agency) -- A bus overturned on a road near Ariha in "
    "Idlib on Saturday, killing four passengers, police said.",
}


def write_reports(folder: Path) -> list[Path]:
    """Write the reports and return their paths."""
    folder.mkdir(exist_ok=True)
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in REPORTS]


def make_record(folder: Path, paths: list[Path]) -> RunReport:
    """Make a record of files, captured in the order given, and run it."""
    init_record(folder)
    capture_into(folder, paths, by="tester")
    return run_record(folder)


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """The invented reports."""
    return write_reports(tmp_path / "reports")


@pytest.fixture
def record(tmp_path: Path, paths: list[Path]) -> Path:
    """A record of the reports, brought up to date."""
    make_record(tmp_path / "record", paths)
    return tmp_path / "record"


def _incidents(folder: Path) -> list[dict[str, Any]]:
    return list(stream_records(folder, "incidents"))


def _claims(folder: Path) -> list[dict[str, Any]]:
    return list(stream_records(folder, "claims"))


def test_a_run_reads_what_it_can_and_refuses_the_rest(
    tmp_path: Path, paths: list[Path]
) -> None:
    """
    Two incidents, the accident apart, the sum as a summary, the Arabic report by name.
    """
    report = make_record(tmp_path / "record", paths)
    violence = sorted(str(item["violence"]) for item in _incidents(tmp_path / "record"))

    assert violence == ["accident", "shelling", "shooting"]
    assert (report.documents, report.summaries) == (5, 1)
    assert dict(report.refusals) == {"no_extractor": 1}


def test_the_range_holds_both_sources(record: Path) -> None:
    """
    Three by one source, five by the other: from 3 to 5, each with its claim.
    """
    shelling = next(item for item in _incidents(record) if item["violence"] == "shelling")
    killed = [h for h in shelling["harms"] if h["kind"] == "killed"]
    counts = {(one["low"], one["high"]) for harm in killed for one in harm["by_claim"]}

    assert counts == {(3, 3), (5, 5)}
    assert len(shelling["claims"]) == 2


def test_a_second_run_changes_nothing(record: Path) -> None:
    """
    Nothing is done again, and the record stays as it is.
    """
    before = canonical_digest(record)
    report = run_record(record)

    assert not report.changed
    assert canonical_digest(record) == before


def test_what_is_derived_can_be_deleted_and_made_again(record: Path) -> None:
    """
    The same digest comes back, and the incidents have the ids they had.
    """
    before, ids = canonical_digest(record), {item["id"] for item in _incidents(record)}
    for path in record.glob("derived.sqlite*"):
        path.unlink()
    run_record(record)

    assert canonical_digest(record) == before
    assert {item["id"] for item in _incidents(record)} == ids


def test_documents_one_by_one_in_any_order_give_the_same_record(
    record: Path, tmp_path: Path, paths: list[Path]
) -> None:
    """
    A run after each document or one at the end: the canonical digest is the same.
    """
    wanted = canonical_digest(record)
    orders = random.Random(7).sample(list(itertools.permutations(paths)), 3)
    for number, order in enumerate(orders):
        folder = tmp_path / f"other{number}"
        init_record(folder)
        for path in order:
            capture_into(folder, [path], by="tester")
            run_record(folder)

        assert canonical_digest(folder) == wanted


def test_the_same_bytes_twice_are_one_document_with_two_lines(
    record: Path, paths: list[Path]
) -> None:
    """
    The second capture is known; both are in the log.
    """
    again = capture_into(record, [paths[0]], by="tester")
    lines = [
        line
        for line in stream_records(record, "custody")
        if line["document_id"] == again.known[0]
    ]

    assert (len(again.new), len(again.known), len(lines)) == (0, 1, 2)


def test_a_dry_run_writes_nothing(tmp_path: Path, paths: list[Path]) -> None:
    """
    The vault stays empty and the log is not begun.
    """
    folder = tmp_path / "record"
    init_record(folder)
    report = capture_into(folder, paths, by="tester", dry_run=True)

    assert len(report.new) == len(paths)
    assert not (folder / "custody.jsonl").exists()
    assert list((folder / "vault").iterdir()) == []


def test_a_decision_is_folded_into_the_next_run(record: Path) -> None:
    """
    What a person held apart is apart, keeps one old id, and survives deleting the derived.
    """
    shelling = next(item for item in _incidents(record) if item["violence"] == "shelling")
    left, right = shelling["claims"]
    decide_judgement(record, left, right, verdict="not_same", by="tester", why="an hour apart")
    run_record(record)
    apart = [item for item in _incidents(record) if item["violence"] == "shelling"]
    for path in record.glob("derived.sqlite*"):
        path.unlink()
    run_record(record)
    again = [item for item in _incidents(record) if item["violence"] == "shelling"]

    assert len(apart) == 2
    assert shelling["id"] in {item["id"] for item in apart}
    assert [item["id"] for item in again] == [item["id"] for item in apart]


def test_an_id_that_merged_away_says_where_it_went(record: Path) -> None:
    """
    A figure that was quoted under an old id is found by it.
    """
    before = {item["violence"]: item for item in _incidents(record)}
    pair = [str(before[act]["claims"][0]) for act in ("shelling", "shooting")]
    decide_judgement(record, *pair, verdict="same", by="tester", why="one attack")
    run_record(record)
    left = {item["id"] for item in _incidents(record)}
    gone = next(str(item["id"]) for item in before.values() if item["id"] not in left)
    found = explain(record, gone)

    assert found.title == f"Incident {gone} is no more"
    assert any("merged into i-" in line for line in found.lines)


def test_a_corrected_value_stands_and_the_machines_is_kept(record: Path) -> None:
    """
    The correction reaches the range; the claim says that a person corrected it.
    """
    claim = next(item for item in _claims(record) if item["violence"] == "shooting")
    decide_assessment(
        record, str(claim["id"]), verdict="correct", field="harms.killed.count",
        value={"low": 2, "high": 2}, by="tester", why="two teachers",
    )  # fmt: skip
    run_record(record)
    shooting = next(item for item in _incidents(record) if item["violence"] == "shooting")
    harm = shooting["harms"][0]

    assert (harm["low"], harm["high"]) == (2, 2)
    assert any("corrected_by_person" in c["caveats"] for c in _claims(record))


def test_a_misreading_leaves_no_incident_and_is_kept_as_refused(record: Path) -> None:
    """
    The claim can be found among what was refused.
    """
    claim = next(item for item in _claims(record) if item["violence"] == "shooting")
    decide_assessment(
        record, str(claim["id"]), verdict="misreading", by="tester", why="a drill"
    )
    run_record(record)
    refused = {item["id"]: item["reason"] for item in stream_records(record, "refusals")}

    assert "shooting" not in {item["violence"] for item in _incidents(record)}
    assert refused[claim["id"]] == "misread"


def test_a_receipt_reaches_the_words_and_the_custody_line(record: Path) -> None:
    """
    From the incident down to the quotation, the document and the line of the log.
    """
    shelling = next(item for item in _incidents(record) if item["violence"] == "shelling")

    def flatten(one: Explanation) -> str:
        return "\n".join([one.title, *one.lines, *(flatten(part) for part in one.parts)])

    text = flatten(explain(record, str(shelling["id"])[:12]))

    assert "killing three farmers" in text
    assert "custody line" in text and "a.txt" in text


def test_two_claims_can_be_compared(record: Path) -> None:
    """
    The table names features and bits.
    """
    shelling = next(item for item in _incidents(record) if item["violence"] == "shelling")
    left, right = shelling["claims"]
    found = explain(record, f"{left} {right}")

    assert any("bits" in line for line in found.lines)


def test_a_release_is_whole_and_a_changed_file_in_it_is_found(record: Path) -> None:
    """
    The checksums file tells.
    """
    report = publish_record(record, title="Test", by="tester")

    assert verify_custody(report.folder) == ()
    (report.folder / "incidents.csv").write_bytes(b"changed")

    assert "incidents.csv" in verify_custody(report.folder)[0].sentence


def test_every_flip_drop_and_swap_is_found(tmp_path: Path, paths: list[Path]) -> None:
    """
    A flipped byte in the vault; an edited, dropped or swapped line of the log: each found,
    with the document's id in the sentence.
    """
    folder = tmp_path / "record"
    init_record(folder)
    capture_into(folder, paths, by="tester")
    ids = {item["id"] for item in stream_records(folder, "documents")}
    log = folder / "custody.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    changes = {
        "edited": [lines[0].replace(b"tester", b"nobody"), *lines[1:]],
        "dropped": [*lines[:2], *lines[3:]],
        "last dropped": lines[:-1],
        "swapped": [lines[1], lines[0], *lines[2:]],
    }

    assert verify_custody(folder) == ()
    for changed in changes.values():
        log.write_bytes(b"".join(changed))
        faults = verify_custody(folder)

        assert any(id_ in fault.sentence for fault in faults for id_ in ids)
    log.write_bytes(b"".join(lines))
    for path in sorted((folder / "vault").glob("??/*")):
        data = path.read_bytes()
        path.chmod(0o600)
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
        (fault,) = verify_custody(folder)
        path.write_bytes(data)

        assert path.parent.name + path.name in fault.sentence
    assert verify_custody(folder) == ()


def test_settings_name_the_nearest_key(tmp_path: Path) -> None:
    """
    A misspelt key is never passed over; the default file loads as the defaults.
    """
    path = tmp_path / "sijill.toml"
    path.write_text(default_settings_toml(), encoding="utf-8")

    assert load_settings(path) == load_settings(None)
    path.write_text("[link]\njoin_att = 0.9\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="join_at"):
        load_settings(path)


def test_what_is_no_record_is_a_sentence(tmp_path: Path) -> None:
    """
    The sentence says how to make one.
    """
    with pytest.raises(RecordError, match="sijill init"):
        run_record(tmp_path)


def test_custody_lines_are_json_with_a_chain(record: Path) -> None:
    """
    Each line names the digest of the one before.
    """
    lines = [json.loads(x) for x in (record / "custody.jsonl").read_text("utf-8").splitlines()]

    assert all(b["previous"] == a["digest"] for a, b in itertools.pairwise(lines))
