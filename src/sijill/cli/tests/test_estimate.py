"""
`sijill estimate` prints its published form, and ends with 1 where it refuses.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sijill.cli.main import commands
from sijill.read.tests.workbooks import make_workbook

TABLE = """a,b,c,count
1,0,0,60
0,1,0,49
0,0,1,247
1,1,0,4
1,0,1,112
0,1,1,142
1,1,1,12
"""
FIELDS = {
    "method", "observed", "median", "mean", "mode", "lower", "upper", "level", "rhat", "ess",
    "posterior_at", "models", "caveats", "settings", "strata",
}  # fmt: skip


def run(*arguments: object) -> Result:
    """Run the command inside this process."""
    given = ["estimate", *map(str, arguments)]
    return CliRunner().invoke(commands, given, standalone_mode=False)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table of patterns."""
    path = tmp_path / "patterns.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_the_published_form(table: Path) -> None:
    """
    Every field is there, settings are taken, and the belief is given where it is asked for.
    """
    asked = ["--method", "dga", "--set", "delta=0.125", "--at", "731", "--json"]
    found = json.loads(run(table, *asked).output)

    assert set(found) >= FIELDS
    assert found["median"] == 731 and found["settings"]["delta"] == 0.125
    assert 0 < found["posterior_at"]["731"] < 1


def test_a_refusal_ends_with_one(table: Path) -> None:
    """
    A table with a wrong count is refused with its row, and no number is printed.
    """
    table.write_text(TABLE.replace(",12\n", ",12.5\n"), encoding="utf-8")
    ran = run(table, "--method", "dga", "--json")
    found = json.loads(ran.output)

    assert ran.return_value == 1
    assert found["refused"] is True and "row 8" in found["reasons"][0]
    assert "median" not in found


def test_a_row_with_a_cell_too_many_is_refused(table: Path) -> None:
    """
    A stray comma is told with its row.
    """
    table.write_text(TABLE.replace(",12\n", ",1,200\n"), encoding="utf-8")
    ran = run(table, "--method", "dga", "--json")

    assert ran.return_value == 1
    assert "Row 8" in json.loads(ran.output)["reasons"][0]


def test_people_read_the_same(table: Path) -> None:
    """
    Without --json the estimate, its sensitivity and its settings are lines.
    """
    ran = run(table, "--method", "dga")

    assert "731 people" in ran.output and "delta=1" in ran.output and "seed=1" in ran.output


@pytest.mark.parametrize(
    ("comma", "digits", "encoding"),
    [(";", "0123456789", "utf-8-sig"), ("\t", "0123456789", "utf-16"),
     (";", "٠١٢٣٤٥٦٧٨٩", "utf-8")],
)  # fmt: skip
def test_a_table_is_read_as_spreadsheets_write_it(
    table: Path, comma: str, digits: str, encoding: str
) -> None:
    """Semicolons, tabs, UTF-16, and counts in Arabic digits give the same number."""
    rows = TABLE.splitlines()
    counts = [row.rpartition(",") for row in rows]
    written = str.maketrans(dict(zip("0123456789", digits, strict=True)))
    told = [f"{lists}{said}{count.translate(written)}" for lists, said, count in counts]
    other = table.with_name("other.csv")
    other.write_text("\n".join(told).replace(",", comma), encoding=encoding)
    plain, same = (
        json.loads(run(path, "--method", "dga", "--json").output) for path in (table, other)
    )

    assert plain["median"] == same["median"] > 0


def test_a_workbook_and_a_file_of_arabic_are_read_like_a_table(
    table: Path, tmp_path: Path
) -> None:
    """An empty sheet before the table is passed over; a semicolon may be the Arabic one."""
    asked = ["--method", "dga", "--json"]
    rows = [line.split(",") for line in TABLE.splitlines()]
    cells = [[int(one) if one.isdecimal() else one for one in row] for row in rows]
    workbook, arabic = tmp_path / "lists.xlsx", tmp_path / "lists.csv"
    workbook.write_bytes(make_workbook({"فارغة": [], "القوائم": cells}))
    arabic.write_text(TABLE.replace(",", "؛").replace("count", "العدد"), encoding="utf-8")

    told = [json.loads(run(path, *asked).output) for path in (table, workbook, arabic)]
    assert told[0]["median"] == told[1]["median"] == told[2]["median"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"a.csv": "id\n1\n", "b.csv": "id\n"}, "b.csv names nobody. Look"),
        ({"a.csv": "id\n1\n", "b.csv": ""}, "b.csv names nobody. Look"),
        ({"a.csv": "id\n1\n", "b.csv": "الاسم;العمر\nس;9\n"}, "b.csv has no column victim_id"),
        ({"a.csv": "id\n1\n2\n"}, "a.csv is one list by itself"),
        ({"a.csv": "الاسم;id\nس;2\n"}, "a.csv is one list by itself"),
        ({"a.xlsx": "PK\x03\x04 no workbook"}, "a.xlsx cannot be read as a workbook. Save"),
    ],
)
def test_what_is_no_list_is_named_with_what_to_do(
    tmp_path: Path, given: dict[str, str], said: str
) -> None:
    for name, text in given.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert said in str(run(*(tmp_path / name for name in given)).exception)


def test_ids_of_people_are_no_stratum_and_no_list(table: Path) -> None:
    """A row a person, with their id beside the lists, is read as without it."""
    asked = ["--method", "dga", "--json"]
    lists = ["1,0,0"] * 9 + ["0,1,0"] * 8 + ["0,0,1"] * 7 + ["1,1,0"] * 3 + ["1,1,1"] * 2
    table.write_text("a,b,c\n" + "\n".join(lists), encoding="utf-8")
    without = json.loads(run(table, *asked).output)
    named = [f"p{n},{row}" for n, row in enumerate(lists)]
    table.write_text("id,a,b,c\n" + "\n".join(named), encoding="utf-8")

    assert json.loads(run(table, *asked).output)["median"] == without["median"]
