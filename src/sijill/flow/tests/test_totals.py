"""
Totals of a record in a folder, as a person asks for them.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from sijill.errors import RecordError, SettingsError
from sijill.flow.capturing import capture_into
from sijill.flow.listing import stream_records
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.totalling import total_folder

REPORTS = {
    "first.txt": (
        "SARMIN, Syria, March 6, 2023 (Northern Wire) -- Three people were killed when shells "
        "hit a market in Sarmin on Sunday, residents said."
    ),
    "second.txt": (
        "BINNISH, Syria, March 12, 2023 (Valley Observer) -- An airstrike hit a school in "
        "Binnish on Saturday and killed dozens of people, local officials said."
    ),
    "تقرير ثالث.txt": (
        "SARAQIB, Syria, April 3, 2023 (Harbour Post) -- Several people were killed when "
        "gunmen opened fire in Saraqib on Sunday, witnesses said."
    ),
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of three reports."""
    place = tmp_path_factory.mktemp("totals")
    folder = init_record(place / "record")
    for name, text in REPORTS.items():
        (place / name).write_text(text, encoding="utf-8")
    capture_into(folder, [str(place / name) for name in REPORTS], by="tester")
    (folder / "codebooks").mkdir()
    own = 'based_on = "acled"\ntitle = "Ours"\n[vague]\nvalue = [{ low = 24, number = 30 }]\n'
    (folder / "codebooks" / "ours.toml").write_text(own, encoding="utf-8")
    run_record(folder)
    return folder


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-c", "from sijill.cli.main import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_codebooks_stand_side_by_side(record: Path) -> None:
    """Dozens are twelve to ACLED, twenty-four to the record, and thirty by the team's file."""
    found = total_folder(record, codebooks=["acled", "record", "ours"], by=["month"], draws=2)

    march = {line.codebook: line.best for line in found.lines if line.by["month"] == "2023-03"}
    assert march == {"acled": 15, "record": 27, "ours": 33}
    harms = [harm for item in stream_records(record, "incidents") for harm in item["harms"]]
    assert 30 in [harm["best"].get("ours") for harm in harms]


def test_every_line_names_incidents_that_are_there(record: Path) -> None:
    """The ids of a line are those of the record, and each incident is on one line."""
    found = total_folder(record, codebooks=["acled"], by=["month", "admin1"], draws=0)
    known = {item["id"] for item in stream_records(record, "incidents")}
    named = [id_ for line in found.lines for id_ in line.incidents]

    assert set(named) == known
    assert len(named) == len(known)


def test_the_same_seed_gives_the_same_totals(record: Path) -> None:
    """A stated interval can be made again."""
    assert total_folder(record, draws=5, seed=7) == total_folder(record, draws=5, seed=7)


def test_what_cannot_be_asked_is_said(record: Path, tmp_path: Path) -> None:
    """A record that was never run, an unknown axis and an unknown harm are named."""
    with pytest.raises(RecordError, match="never run"):
        total_folder(init_record(tmp_path / "empty"))
    with pytest.raises(SettingsError, match="Did you mean month"):
        total_folder(record, by=["monht"])
    with pytest.raises(SettingsError, match="there is no harm"):
        total_folder(record, kind="dead")


def test_the_command_prints_tables_json_and_csv(record: Path) -> None:
    """People get words, programs JSON Lines or CSV, and none of them a zero for unknown."""
    asked = ("totals", str(record), "--by", "month", "--draws", "2", "--codebook", "record")
    table, lines, sheet = (run(*asked, *more) for more in ((), ("--json",), ("--csv",)))
    rows = list(csv.DictReader(io.StringIO(sheet.stdout.removeprefix("\ufeff"))))
    forms = [json.loads(line) for line in lines.stdout.splitlines()]

    assert (table.returncode, lines.returncode, sheet.returncode) == (0, 0, 0)
    assert "2023-03" in table.stdout
    assert [row["month"] for row in rows] == [form["by"]["month"] for form in forms]
    for row, form in zip(rows, forms, strict=True):
        assert (row["low"] == "") == (form["low"] is None)


def test_lines_are_traced_and_rules_are_shown(record: Path) -> None:
    """--incidents names what to explain; --rules says what is not verified."""
    traced = run("totals", str(record), "--codebook", "acled", "--draws", "0", "--incidents")
    rules = run("totals", str(record), "--codebook", "acled,ours", "--rules")
    ids = [line.split()[-1] for line in traced.stdout.splitlines() if "sijill explain" in line]

    assert len(ids) == 3
    assert run("explain", str(record), ids[0]).stdout.startswith("Incident ")
    assert "unknown [not verified]" in rules.stdout
    assert "ours: Ours." in rules.stdout


def test_a_closed_pipe_is_no_fault(record: Path) -> None:
    """``sijill totals DIR | head -1`` ends with 0 and says nothing."""
    code = "from sijill.cli.main import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "totals", str(record), "--draws", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (0, b"")
