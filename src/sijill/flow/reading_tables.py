"""
A table of lists or people that somebody gives by its path: CSV as spreadsheets write it, XLSX.
"""

from __future__ import annotations

import csv
from pathlib import Path

from sijill.errors import ModelError, RefusedError, SettingsError
from sijill.flow.settings import Settings
from sijill.model import Document
from sijill.model.ids import digest_bytes
from sijill.read import sample_tables
from sijill.read.separated import SEPARATORS
from sijill.read.xlsx import XLSX

_ZIP = b"PK\x03\x04"


def read_table(path: Path) -> list[dict[str, str]]:
    """
    Return the rows of a table below its headings, each cell by its heading.

    Raises:
        SettingsError: If the file is no table.
        ModelError: If a row has more cells than there are headings.
    """
    with path.open("rb") as found:
        start = found.read(4)
    if start == _ZIP:
        return _read_workbook(path)
    # UTF-16 where it begins so, as spreadsheets save text.
    encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        with path.open(encoding=encoding, newline="") as lines:
            heads = lines.readline()
            lines.seek(0)
            parted = max(SEPARATORS, key=heads.count)  # what the language of a spreadsheet does
            read = list(csv.DictReader(lines, delimiter=parted))
    except (csv.Error, UnicodeError) as why:
        raise SettingsError(f"{path.name} is no CSV in UTF-8; save it as that.") from why
    for place, row in enumerate(read, start=2):
        if None in row:
            raise ModelError(_say_too_many(path, place))
    return [{str(name): str(cell or "") for name, cell in row.items()} for row in read]


def _read_workbook(path: Path) -> list[dict[str, str]]:
    """Return the rows of a workbook's first sheet that has any."""
    data = path.read_bytes()
    document = Document(digest_bytes(data), len(data), XLSX, file_name=path.name)
    reading = Settings().read
    try:
        tables = sample_tables(document, data, settings=reading, rows=reading.max_rows)
    except RefusedError as why:
        raise SettingsError(
            f"{path.name} cannot be read as a workbook. Save its sheet as CSV in UTF-8."
        ) from why
    table = next((table for table in tables if table), ())
    names = (table[0].cells or ()) if table else ()
    empty = dict.fromkeys(names, "")
    found = []
    for row in table[1:]:
        cells = row.cells or ()
        if any(cells[len(names) :]):
            raise ModelError(_say_too_many(path, row.number))
        found.append(empty | dict(zip(names, cells, strict=False)))
    return found


def _say_too_many(path: Path, row: int) -> str:
    return (
        f"row {row} of {path.name} has more cells than the first row has names. Take the comma "
        "out, or put the cell in quotation marks."
    )
