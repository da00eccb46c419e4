"""
A table as a CSV file that a spreadsheet opens without running anything in it.
"""

from __future__ import annotations

import csv
import io

from sijill.publish.tables import Cell, Table

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
BYTE_ORDER_MARK = "\ufeff"


def encode_csv(table: Table, *, byte_order_mark: bool) -> bytes:
    """
    Return *table* as CSV in UTF-8, comma-separated, with a header row.

    Args:
        table: The table.
        byte_order_mark: Whether to begin with one; without it, spreadsheets on Windows
            read Arabic and dashes as gibberish.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([guard_cell(row[column]) for column in table.columns])
    mark = BYTE_ORDER_MARK if byte_order_mark else ""
    return (mark + out.getvalue()).encode("utf-8")


def guard_cell(cell: Cell) -> Cell:
    """
    Return *cell* such that no spreadsheet takes it for a formula; numbers stay numbers.

    Examples:
        >>> guard_cell("=1+1"), guard_cell("Sarmin"), guard_cell(-5.2)
        ("'=1+1", 'Sarmin', -5.2)
    """
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
