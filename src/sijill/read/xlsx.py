"""
Sheets of an XLSX workbook as rows of text, days as ISO 8601 says them.

Only values are read: no formula is worked out, no link is followed. A cell that is merged
with those below it counts for each of their rows.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lxml import etree

from sijill.errors import RefusedError
from sijill.model import Document
from sijill.read.separated import RawRow
from sijill.read.settings import Settings

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_MOST_COLUMNS = 2_000
_BREAKS = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Workbook:
    """
    An open workbook.

    Attributes:
        archive: The file.
        sheets: Path of each sheet inside it, by name, in the workbook's order.
        words: Texts that cells share.
        styles: Styles that show a number as a day.
        since: The day that serial numbers count from.
    """

    archive: zipfile.ZipFile
    sheets: Mapping[str, str]
    words: tuple[str, ...]
    styles: frozenset[int]
    since: datetime

    def stream_rows(self, sheet: str) -> Iterator[RawRow]:
        """Yield the rows of a sheet that are not blank."""
        data = self.archive.read(self.sheets[sheet])
        merged = _find_merged(data)
        held: dict[int, tuple[int, str]] = {}
        for number, cells in _stream_cells(data, self):
            for column, (last, value) in held.items():
                if number <= last:
                    cells.setdefault(column, value)
            for column, last in merged.get(number, {}).items():
                held[column] = last, cells.get(column, "")
            width = max(cells, default=-1) + 1
            row = RawRow(number, tuple(cells.get(n, "") for n in range(width)))
            if not row.is_blank:
                yield row


def open_workbook(document: Document, data: bytes, *, settings: Settings) -> Workbook:
    """
    Return the workbook that bytes hold.

    Raises:
        RefusedError: If they hold none, or more than the settings allow.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked > settings.max_unpacked_bytes:
            raise RefusedError(
                "too_large",
                f"document {document.id} unpacks to {unpacked:,} bytes and the limit is "
                f"{settings.max_unpacked_bytes:,}; save it as CSV, or raise "
                "`read.max_unpacked_bytes`.",
            )
        return Workbook(
            archive, _list_sheets(archive), _read_words(archive), _read_styles(archive),
            _read_epoch(archive),
        )  # fmt: skip
    except _BREAKS as why:
        raise broken_workbook(document) from why


def broken_workbook(document: Document) -> RefusedError:
    """Return the refusal of a workbook that is not whole."""
    text = (
        f"document {document.id} is no whole workbook; open it in a spreadsheet program, save "
        "it as XLSX or CSV, and capture that."
    )
    return RefusedError("broken", text)


def _tree(archive: zipfile.ZipFile, path: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(path), parser)


def _list_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = _tree(archive, "xl/_rels/workbook.xml.rels")
    targets = {item.get("Id"): item.get("Target") for item in relations}
    book = _tree(archive, "xl/workbook.xml")
    found = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(_RELATION)]
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist():
            found[sheet.get("name")] = path
    return found


def _read_words(archive: zipfile.ZipFile) -> tuple[str, ...]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return ()
    return tuple(_text_of(item) for item in _tree(archive, "xl/sharedStrings.xml"))


def _text_of(item: Any) -> str:
    """Return the words of a text in pieces, without how they are to be spoken."""
    pieces = (piece for piece in item.iter(f"{_MAIN}t"))
    said = (p.text or "" for p in pieces if p.getparent().tag != f"{_MAIN}rPh")
    return "".join(said)


def _read_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    tree = _tree(archive, "xl/styles.xml")
    codes = {
        int(item.get("numFmtId")): item.get("formatCode", "")
        for item in tree.iter(f"{_MAIN}numFmt")
    }
    days = _DAYS | {key for key, code in codes.items() if _is_day(code)}
    cells = tree.find(f"{_MAIN}cellXfs")
    styles = enumerate(cells if cells is not None else ())
    return frozenset(n for n, item in styles if int(item.get("numFmtId", 0)) in days)


def _is_day(code: str) -> bool:
    plain = _QUOTED.sub("", code).lower()
    return any(sign in plain for sign in "yd") or "mm" in plain or "hh" in plain


def _read_epoch(archive: zipfile.ZipFile) -> datetime:
    about = _tree(archive, "xl/workbook.xml").find(f"{_MAIN}workbookPr")
    late = about is not None and about.get("date1904") in ("1", "true")
    return datetime(1904, 1, 1) if late else datetime(1899, 12, 30)


def _find_merged(data: bytes) -> dict[int, dict[int, int]]:
    """Return, by first row and column, the last row of cells that are merged downwards."""
    found: dict[int, dict[int, int]] = {}
    for left, top, _right, bottom in _MERGED.findall(data):
        if int(bottom) > int(top):
            column = _column(left.decode())
            found.setdefault(int(top), {})[column] = int(bottom)
    return found


def _stream_cells(data: bytes, book: Workbook) -> Iterator[tuple[int, dict[int, str]]]:
    number = 0
    rows = etree.iterparse(
        io.BytesIO(data), tag=f"{_MAIN}row", resolve_entities=False, no_network=True
    )
    for _, row in rows:
        number = int(row.get("r") or number + 1)
        cells = {}
        for place, cell in enumerate(row):
            at = _CELL.match(cell.get("r") or "")
            column = _column(at[1]) if at else place
            value = _value_of(cell, book)
            if value and column < _MOST_COLUMNS:
                cells[column] = value
        yield number, cells
        row.clear()
        while row.getprevious() is not None:
            del row.getparent()[0]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _value_of(cell: Any, book: Workbook) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text_of(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        n = int(value) if value.isdigit() else -1
        return book.words[n] if 0 <= n < len(book.words) else ""
    if kind == "b":
        return "true" if value == "1" else "false"
    if kind == "e":
        return ""
    return value if kind != "n" else _number(value, int(cell.get("s") or 0), book)


def _number(value: str, style: int, book: Workbook) -> str:
    """Return a number as a spreadsheet shows it, or as the day that it stands for."""
    try:
        number = float(value)
        moment = book.since + timedelta(days=number)
    except (ValueError, OverflowError):
        return value
    if style in book.styles and number > 0:
        exact = number == int(number)
        return moment.date().isoformat() if exact else moment.isoformat(timespec="minutes")
    return f"{number:.15g}"
