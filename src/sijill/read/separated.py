"""
Rows of separated text (CSV and its kin), each with its line, the broken ones told apart.

A quotation mark that is never closed breaks its own line and none after it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SEPARATORS = (",", ";", "\t", "|", "؛")
_LONGEST_ROW = 60  # lines that one row may go on over
_LOOKED_AT = 20  # rows


@dataclass(frozen=True, slots=True)
class RawRow:
    """
    One row as it stands.

    Attributes:
        number: Its line in the file, or its row in the sheet, from 1.
        cells: Its cells; ``None``: it cannot be told where they end.
        text: The line, where it cannot.
    """

    number: int
    cells: tuple[str, ...] | None
    text: str = ""

    @property
    def is_blank(self) -> bool:
        """Say whether nothing stands in the row."""
        return self.cells is not None and not any(cell.strip() for cell in self.cells)


def split_rows(text: str, separator: str | None = None) -> Iterator[RawRow]:
    r"""
    Yield the rows of a text; the separator is the one that divides most rows alike.

    Examples:
        >>> [row.cells for row in split_rows("Day;Killed\n5 May;3")]
        [('Day', 'Killed'), ('5 May', '3')]
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = separator or rank_separators(lines[:_LOOKED_AT])[0]
    at = width = 0
    while at < len(lines):
        cells, taken = _take_row(lines, at, found)
        if taken > 1 and width and cells is not None and len(cells) != width:
            cells, taken = None, 1
        row = RawRow(at + 1, cells, "" if cells is not None else lines[at])
        if not row.is_blank:
            width = width or len(cells or ())
            yield row
        at += taken


def rank_separators(lines: Sequence[str]) -> list[str]:
    """
    Return the separators, first the one that gives most lines as many cells, and most cells.

    Examples:
        >>> rank_separators(["a;b;c", "1,5;2;3"])[0]
        ';'
    """

    def rank(separator: str) -> tuple[int, int]:
        widths = Counter(len(_split(line, separator) or ()) for line in lines if line.strip())
        widths.pop(1, None)
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return rows, width

    return sorted(SEPARATORS, key=rank, reverse=True)


def _take_row(
    lines: Sequence[str], at: int, separator: str
) -> tuple[tuple[str, ...] | None, int]:
    """Return the cells of the row that begins at a line, and how many lines it has."""
    text = lines[at]
    cells = _split(text, separator)
    taken = 1
    while cells is None and taken < _LONGEST_ROW and at + taken < len(lines):
        text = f"{text}\n{lines[at + taken]}"
        taken += 1
        cells = _split(text, separator) if '"' in lines[at + taken - 1] else None
    if cells is not None:
        return cells, taken
    return (_split(lines[at], separator, strict=False), 1) if _is_even(lines[at]) else (None, 1)


def _is_even(line: str) -> bool:
    return line.count('"') % 2 == 0


def _split(text: str, separator: str, *, strict: bool = True) -> tuple[str, ...] | None:
    try:
        parsed = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=strict)
        return tuple(next(parsed, ()))
    except csv.Error:
        return None
