"""
Small workbooks, written by hand.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DAY = 1  # the second style shows a number as a day


def make_workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]], *, merged: Sequence[str] = ()
) -> bytes:
    """
    Return an XLSX workbook; a tuple of one number is a day by its serial number.

    *merged* are ranges of the last sheet.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        names = list(sheets)
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
            for n, name in enumerate(names, start=1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets>'
            "</workbook>",
        )
        targets = "".join(
            f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" '
            f'Target="worksheets/{n}.xml"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f"<Relationships>{targets}</Relationships>"
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
            "</cellXfs></styleSheet>",
        )
        for n, name in enumerate(names, start=1):
            last = merged if n == len(names) else ()
            archive.writestr(f"xl/worksheets/{n}.xml", _sheet(sheets[name], last))
    return out.getvalue()


def _sheet(rows: Sequence[Sequence[object]], merged: Sequence[str]) -> str:
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = (_cell(f"{chr(65 + n)}{number}", value) for n, value in enumerate(row))
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    refs = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    tail = f"<mergeCells>{refs}</mergeCells>" if refs else ""
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData>{tail}</worksheet>'
    )


def _cell(place: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, tuple):
        return f'<c r="{place}" s="{_DAY}"><v>{value[0]}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
