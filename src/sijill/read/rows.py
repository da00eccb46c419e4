"""
Somebody's dataset, a reading a row: the text of a row has a line for each filled cell.

What cannot be read of one row is left to extracting to refuse, by its line; the rest goes on.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from sijill.errors import RefusedError
from sijill.model import Document
from sijill.model.mapping import RowMapping
from sijill.model.rowtext import fold_heading, plain_heading, write_row
from sijill.read.dates import read_metadata_date
from sijill.read.encoding import read_text_bytes
from sijill.read.parquet import PARQUET, read_parquet_rows
from sijill.read.protocol import Draft
from sijill.read.separated import RawRow, rank_separators, split_rows
from sijill.read.settings import Settings
from sijill.read.texts import clean_text
from sijill.read.xlsx import XLSX, broken_workbook, open_workbook

BROKEN_ROW = "row_not_divided"
_LOOKED_AT = 30  # rows in which the headings are looked for
_OTHER_ENCODINGS = ("cp1256", "cp1252", "iso8859_6", "cp1251")
_HEAD = 20_000  # code points that the separator is told from
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table whose headings were found.

    Attributes:
        headings: The headings, each once.
        column_of: Place of each column of the mapping.
        rows: The rows below the headings.
    """

    headings: tuple[str, ...]
    column_of: dict[str, int]
    rows: Iterator[RawRow]


def read_rows(
    document: Document, data: bytes, *, mapping: RowMapping, settings: Settings
) -> tuple[Draft, ...]:
    """
    Return a draft for each row of a dataset that is not blank.

    Raises:
        RefusedError: If it is no table, lacks a column of the mapping, or has no rows.
    """
    table = find_table(document, data, mapping=mapping, settings=settings)
    drafts: list[Draft] = []
    for row in table.rows:
        if len(drafts) == settings.max_rows:
            text = (
                f"document {document.id} has more than {settings.max_rows:,} rows; split it or "
                "raise `read.max_rows`."
            )
            raise RefusedError("too_large", text)
        drafts.append(_draft(row, table, mapping))
    if not drafts:
        text = f"document {document.id} has headings and no rows; look at the original."
        raise RefusedError("empty", text)
    return tuple(drafts)


def _draft(row: RawRow, table: Table, mapping: RowMapping) -> Draft:
    cells = row.cells
    if cells is None or len(cells) > len(table.headings):
        whole = row.text or " | ".join(cells or ())
        caveats = (BROKEN_ROW,)
        return Draft(clean_text(whole) or "?", row=str(row.number), caveats=caveats)

    def at(name: str | None) -> str | None:
        n = table.column_of.get(name or "", len(cells))
        return clean_text(cells[n]).strip() or None if n < len(cells) else None

    return Draft(
        clean_text(write_row(zip(table.headings, cells, strict=False))),
        title=at(mapping.row.id),
        language=mapping.language,
        published_on=read_metadata_date(at(mapping.row.published)),
        source=mapping.title,
        url=at(mapping.row.url),
        row=str(row.number),
    )


def find_table(
    document: Document, data: bytes, *, mapping: RowMapping, settings: Settings
) -> Table:
    """
    Return the first table in a file that has the columns of *mapping*.

    Raises:
        RefusedError: If none has; the columns that the nearest one lacks are named.
    """
    nearest: RefusedError | None = None
    for rows in stream_tables(document, data, mapping=mapping, settings=settings):
        try:
            return _below_headings(document, rows, mapping)
        except RefusedError as why:
            nearest = nearest or why
    raise nearest or RefusedError("empty", f"document {document.id} holds no rows.")


def stream_tables(
    document: Document, data: bytes, *, mapping: RowMapping, settings: Settings
) -> Iterator[Iterator[RawRow]]:
    """
    Yield the tables that a file may be: its sheets, or its text in one encoding or another.

    Raises:
        RefusedError: If it is of a format that holds none, or lacks the sheet.
    """
    if not data.strip():
        raise RefusedError("empty", f"document {document.id} is empty; capture it again.")
    if data.startswith(_OLE):
        text = f"document {document.id} is of an old format; save it as XLSX and capture that."
        raise RefusedError("unknown_format", text)
    if data.startswith(PARQUET):
        yield read_parquet_rows(document, data)
        return
    if document.media_type == XLSX or data.startswith(_ZIP):
        yield from _stream_sheets(document, data, mapping, settings)
        return
    told = mapping.sheet.separator
    for text in _texts(data, mapping):
        plain = clean_text(text)
        for separator in (told,) if told else rank_separators(plain[:_HEAD].splitlines()):
            yield split_rows(plain, separator)


def _stream_sheets(
    document: Document, data: bytes, mapping: RowMapping, settings: Settings
) -> Iterator[Iterator[RawRow]]:
    book = open_workbook(document, data, settings=settings)
    wanted = mapping.sheet.sheet
    if wanted is not None and wanted not in book.sheets:
        text = (
            f"document {document.id} has no sheet {wanted!r}; it has: "
            f"{', '.join(book.sheets) or 'none'}. Correct `sheet` in the mapping."
        )
        raise RefusedError("needs_mapping", text)
    for name in book.sheets if wanted is None else (wanted,):
        yield _whole(document, book.stream_rows(name))


def _whole(document: Document, rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """Yield rows; a sheet that breaks off is refused as a whole."""
    try:
        yield from rows
    except (SyntaxError, KeyError, ValueError) as why:
        raise broken_workbook(document) from why


def _texts(data: bytes, mapping: RowMapping) -> Iterator[str]:
    """Yield the text as the bytes tell it; where they do not, in other encodings too."""
    told = mapping.sheet.encoding
    if told:
        try:
            yield data.decode(told, "replace")
        except LookupError as why:
            text = f"there is no encoding {told!r}; name one such as utf-8, cp1256 or cp1252."
            raise RefusedError("needs_mapping", text) from why
        return
    text, caveats = read_text_bytes(data)
    yield text
    for encoding in _OTHER_ENCODINGS if caveats else ():
        yield data.decode(encoding, "replace")


def _below_headings(document: Document, rows: Iterator[RawRow], mapping: RowMapping) -> Table:
    told, deep = mapping.sheet.header_row, max(1, mapping.sheet.header_rows)
    first = list(islice(rows, _LOOKED_AT))
    best: tuple[int, list[str]] = (-1, [])
    for n, row in enumerate(first):
        if row.cells is None or (told is not None and row.number != told):
            continue
        headings = join_headings([r.cells or () for r in first[n : n + deep]])
        column_of = find_columns(mapping.columns(), headings)
        if all(name in column_of for name in mapping.needed()):
            rest = chain(first[n + deep :], rows)
            return Table(tuple(headings), column_of, rest)
        best = max(best, (len(column_of), headings), key=lambda item: item[0])
    raise _lacking(document, mapping, best[1])


def join_headings(rows: Sequence[Sequence[str]]) -> list[str]:
    """
    Return the headings of one or several rows, each once; a merged one stands for its parts.

    Examples:
        >>> join_headings([("Day", "Killed", ""), ("", "men", "women")])
        ['Day', 'Killed / men', 'Killed / women']
        >>> join_headings([("Name", "", "Name")])
        ['Name', 'column 2', 'Name (2)']
    """
    width = max((len(row) for row in rows), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    for n, row in enumerate(rows):
        above = ""
        for column in range(width):
            said = plain_heading(row[column]) if column < len(row) else ""
            above = said or (above if n < len(rows) - 1 else "")
            if above and above not in parts[column]:
                parts[column].append(above)
    named: list[str] = []
    for number, part in enumerate(parts, start=1):
        heading = " / ".join(part) or f"column {number}"
        times = sum(fold_heading(heading) == fold_heading(one) for one in named)
        named.append(f"{heading} ({times + 1})" if times else heading)
    return named


def find_columns(wanted: Iterable[str], headings: Sequence[str]) -> dict[str, int]:
    """Return the place of each wanted column that is there."""
    places: dict[str, int] = {}
    for n, heading in enumerate(headings):
        places.setdefault(fold_heading(heading), n)
    keys = {name: fold_heading(name) for name in wanted}
    return {name: places[key] for name, key in keys.items() if key in places}


def _lacking(document: Document, mapping: RowMapping, headings: Sequence[str]) -> RefusedError:
    found = find_columns(mapping.columns(), headings)
    lacks = [name for name in mapping.needed() if name not in found]
    shown = ", ".join(repr(name) for name in lacks[:6]) + (" …" if len(lacks) > 6 else "")
    near = difflib.get_close_matches(lacks[0], headings, n=1) if lacks else []
    hint = f" Did you mean {near[0]!r} by {lacks[0]!r}?" if near else ""
    text = (
        f"document {document.id} lacks {shown}, which the mapping {mapping.name!r} reads."
        f"{hint} The nearest row of headings has: {', '.join(headings[:20]) or 'nothing'}. "
        "Correct the mapping (header_row and sheet say where the headings stand), or list a "
        "column that may lack under `optional`."
    )
    return RefusedError("needs_mapping", text)


def sample_tables(
    document: Document, data: bytes, *, settings: Settings, rows: int = 200
) -> tuple[tuple[RawRow, ...], ...]:
    """
    Return the first rows of each table that a file may be, for telling what it holds.

    Raises:
        RefusedError: If it is of a format that holds none, or is empty.
    """
    anything = RowMapping("any", "any")
    tables = stream_tables(document, data, mapping=anything, settings=settings)
    return tuple(tuple(islice(table, rows)) for table in tables)
