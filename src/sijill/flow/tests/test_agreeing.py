"""
A dataset is held against the rest of a record: who has what, and where numbers part.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sijill.cli.main import commands
from sijill.errors import SettingsError
from sijill.flow.agreeing import agree_dataset
from sijill.flow.agreement import Agreement
from sijill.flow.capturing import capture_into
from sijill.flow.datasets import DatasetSettings, add_dataset
from sijill.flow.recording import init_record
from sijill.flow.running import run_record

HEAD = (
    "event_id_cnty,event_date,event_type,sub_event_type,location,admin1,country,latitude,"
    "longitude,fatalities\n"
)
ROWS = (
    "SYR900001,05 October 2023,Explosions/Remote violence,Shelling/artillery/missile attack,"
    "Sarmin,Idleb,Syria,35.903,36.726,3\n"
    "SYR900002,20 October 2023,Battles,Armed clash,Binnish,Idleb,Syria,35.957,36.713,2\n"
    "SYR900003,21 October 2023,Protests,Peaceful protest,Idleb,Idleb,Syria,35.93,36.63,0\n"
    "SYR900004,22 Octember 2023,Battles,Armed clash,Idleb,Idleb,Syria,35.93,36.63,1\n"
)
REPORTS = {
    "one.txt": "Sarmin, 6 October 2023 - Shells hit the market of Sarmin in Idlib on Thursday, "
    "killing four people and wounding 12, residents said.\n",
    "two.txt": "Binnish, 11 October 2023 - Gunmen shot dead two teachers in Binnish in Idlib "
    "on Tuesday, residents said.\n",
    "far.txt": "Raqqa, 11 October 2023 - A car bomb killed nine people in Raqqa on Tuesday, "
    "residents said.\n",
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of three reports and four rows, brought up to date."""
    folder = tmp_path_factory.mktemp("agree")
    record = init_record(folder / "record")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    paths = [folder / name for name in REPORTS]
    capture_into(record, paths, by="tester", source="Example Agency")
    (folder / "a.csv").write_text(HEAD + ROWS, encoding="utf-8")
    settings = DatasetSettings("acled", by="tester", why="for the test")
    add_dataset(record, folder / "a.csv", settings=settings)
    with pytest.raises(SettingsError, match="not in the record yet"):
        agree_dataset(record, "acled")
    run_record(record)
    return record


@pytest.fixture(scope="module")
def found(record: Path) -> Agreement:
    """Return how the rows and the reports stand to each other."""
    return agree_dataset(record, "acled")


def test_every_row_of_the_file_is_accounted_for(found: Agreement) -> None:
    """Claims, rows of no act and broken rows add up to the rows of the file."""
    assert (found.read, len(found.rows), found.no_act, found.refused) == (4, 2, 1, 1)


def test_a_row_is_compared_with_what_others_say(found: Agreement) -> None:
    """Day, distance and numbers, and who says them."""
    row = found.rows[0]

    assert (row.status, row.event, row.days_apart) == ("matched", "SYR900001", 0)
    assert row.km_apart is not None
    assert row.km_apart < 2
    assert row.killed_stands == "lower"
    assert [(one.by, one.low) for one in row.others] == [
        ("Example Agency (citing residents)", 4)
    ]


def test_a_row_that_nobody_else_tells_of_stands_alone(found: Agreement) -> None:
    """It founds an incident of its own."""
    row = found.rows[1]

    assert (row.status, row.others, row.killed_stands) == ("alone", (), "unknown")
    assert row.incident is not None


def test_what_the_dataset_lacks_lies_within_what_it_covers(found: Agreement) -> None:
    """An incident near its rows is lacking; one far from all of them is not."""
    assert [(one.violence, one.low) for one in found.lacking] == [("shooting", 2)]


def test_totals_stand_side_by_side(found: Agreement) -> None:
    """An area spelt in two ways is one."""
    (total,) = found.totals

    assert (total.month, total.admin1) == ("2023-10", "Idleb")
    assert (total.rows, total.rows_low, total.rows_high) == (2, 5, 5)
    assert (total.incidents, total.others_low, total.others_high) == (2, 6, 6)
    assert total.shared == 1


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ((), "Rows whose number of killed the others do not share:"),
        (("--json",), '"killed_stands": "lower"'),
        (("--csv",), "lacking,,,i-"),
    ],
)
def test_the_report_is_shown(record: Path, more: tuple[str, ...], shown: str) -> None:
    """As a table, as JSON and as CSV."""
    done = CliRunner().invoke(commands, ["datasets", "agree", str(record), "acled", *more])

    assert done.exit_code == 0, done.output
    assert shown in done.output


def test_a_dataset_that_is_not_there_is_named(record: Path) -> None:
    """The sentence says which are."""
    with pytest.raises(SettingsError, match=r"no dataset 'ucdp'; it has: acled\."):
        agree_dataset(record, "ucdp")
