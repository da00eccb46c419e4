"""
Tables of other people are read row by row, whatever file they lie in.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from sijill.errors import RefusedError
from sijill.model import Document, Reading
from sijill.model.ids import digest_bytes
from sijill.model.mapping import RowMapping, read_mapping
from sijill.read import Settings, read_document
from sijill.read.rows import BROKEN_ROW

_spec = importlib.util.spec_from_file_location(
    "workbooks", Path(__file__).with_name("workbooks.py")
)
assert _spec
assert _spec.loader
workbooks = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(workbooks)

ENGLISH = """
name = "ours"
title = "Ours"
[row]
id = "No"
[when]
date = "Day"
[violence]
otherwise = "attack"
[[harms]]
kind = "killed"
columns = ["Killed / men", "Killed / women"]
"""
ARABIC = """
name = "ours"
title = "Ours"
[when]
date = "التاريخ"
[violence]
otherwise = "attack"
[[harms]]
kind = "killed"
columns = ["القتلى"]
"""
PLAIN = ENGLISH.replace('"Killed / men", "Killed / women"', '"Killed"')


def read(data: bytes, mapping: str = PLAIN, **more: object) -> tuple[Reading, ...]:
    """Return the rows of a file by a mapping."""
    document = Document(digest_bytes(data), len(data), "text/csv")
    by_it: RowMapping = read_mapping(mapping, "ours.toml")
    return read_document(document, data, settings=Settings(**more), mapping=by_it)  # type: ignore[arg-type]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_in_any_guise(separator: str, encoding: str) -> None:
    """Separator, byte order mark and wide signs make no difference."""
    text = "\r\n".join(
        separator.join(row) for row in (("No", "Day", "Killed"), ("1", "2023-10-05", "3"))
    )

    (row,) = read(text.encode(encoding))

    assert row.text == "No: 1\nDay: 2023-10-05\nKilled: 3"
    assert (row.id.rpartition("#")[2], row.title, row.source) == ("2", "1", "Ours")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "iso8859_6"])
def test_arabic_headings_are_found_in_old_encodings(encoding: str) -> None:
    """Where the bytes do not say their encoding, the one is taken that has the columns."""
    text = "التاريخ;القتلى\n2023-10-05;3\n2023-10-06;4\n"

    rows = read(text.encode(encoding), ARABIC)

    assert [row.text.splitlines()[1] for row in rows] == ["القتلى: 3", "القتلى: 4"]


def test_a_cell_over_several_lines_stays_one_cell() -> None:
    """The lines that it goes on over are told from other cells."""
    (row,) = read(b'No,Day,Killed,Notes\n1,2023-10-05,3,"Day: none\nKilled: 9"\n')

    assert row.text.endswith("Notes: Day: none\n\tKilled: 9")


def test_a_quotation_mark_left_open_breaks_its_own_row_only() -> None:
    """The rows before and after it are whole."""
    rows = read(b'No,Day,Killed\n1,2023-10-05,3\n2,"2023,4\n3,2023-10-07,5\n')

    assert [row.caveats for row in rows] == [(), (BROKEN_ROW,), ()]
    assert [row.id.rpartition("#")[2] for row in rows] == ["2", "3", "4"]


def test_a_row_with_more_cells_than_headings_is_told_apart() -> None:
    """Nobody can say which cell belongs to which heading."""
    (row,) = read(b"No,Day,Killed\n1,5 October, 2023,3\n")

    assert row.caveats == (BROKEN_ROW,)


def test_titles_above_the_headings_are_passed_over() -> None:
    """The headings are the first row that has the columns."""
    (row,) = read(b"List of 2023\n\nNo,Day,Killed\n1,2023-10-05,3\n")

    assert row.id.endswith("#4")


def test_a_sheet_is_found_by_its_columns() -> None:
    """Of several sheets the first with the columns is read; days come as ISO 8601."""
    book = workbooks.make_workbook(
        {"About": [["Made by us"]], "بيانات": [["No", "Day", "Killed"], [1, (45204,), 3.0]]}
    )

    (row,) = read(book)

    assert row.text == "No: 1\nDay: 2023-10-05\nKilled: 3"


def test_merged_headings_and_merged_cells() -> None:
    """A heading over two columns is part of both; a day over two rows is both rows' day."""
    book = workbooks.make_workbook(
        {"S": [
            ["No", "Day", "Killed", ""], ["", "", "men", "women"],
            [1, "2023-10-05", 3, 1], [2, "", 4, 2],
        ]},
        merged=["C1:D1", "B3:B4"],
    )  # fmt: skip

    one, two = read(book, ENGLISH + "[sheet]\nheader_rows = 2\n")

    assert one.text == "No: 1\nDay: 2023-10-05\nKilled / men: 3\nKilled / women: 1"
    assert "Day: 2023-10-05" in two.text


@pytest.mark.parametrize(
    ("data", "mapping", "reason", "said"),
    [
        (b"", PLAIN, "empty", "is empty"),
        (b"No,Day,Killed\n", PLAIN, "empty", "headings and no rows"),
        (b"No,Day,Kiled\n1,2,3\n", PLAIN, "needs_mapping", "mean 'Kiled' by 'Killed'?"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", PLAIN, "unknown_format", "save it as XLSX"),
        (b"PK\x03\x04broken", PLAIN, "broken", "no whole workbook"),
        (
            workbooks.make_workbook({"One": [["No"]]}),
            PLAIN + '[sheet]\nsheet = "Two"\n',
            "needs_mapping",
            "it has: One",
        ),
        (b"No\n1", PLAIN + '[sheet]\nencoding = "cp99"\n', "needs_mapping", "no encoding"),
    ],
)
def test_what_cannot_be_read_says_why(
    data: bytes, mapping: str, reason: str, said: str
) -> None:
    """The refusal says what is wrong, and what to do."""
    with pytest.raises(RefusedError) as found:
        read(data, mapping)

    assert found.value.reason == reason
    assert said in found.value.text


def test_no_more_rows_than_the_settings_allow() -> None:
    """A table beyond the bound is refused whole, never cut off."""
    with pytest.raises(RefusedError, match="more than 1 rows"):
        read(b"No,Day,Killed\n1,2023-10-05,3\n2,2023-10-06,4\n", max_rows=1)
