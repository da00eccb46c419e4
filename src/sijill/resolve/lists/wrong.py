"""
What a file is that is no list of places, said so that it can be put right.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.errors import RefusedError

_BEGINNINGS = (
    ((b"\xff\xfe", b"\xfe\xff"), "it is in UTF-16; save it as UTF-8 (in Excel: CSV UTF-8)"),
    ((b"PK\x03\x04",), "it is a workbook or an archive; save the sheet as CSV UTF-8"),
    ((b"\xd0\xcf\x11\xe0",), "it is a workbook; save the sheet as CSV UTF-8"),
    ((b"SQLite format 3",), "it is a database; a GeoPackage's name ends in .gpkg"),
    ((b"<",), "it is XML, such as KML or GPX; convert it to GeoJSON"),
    ((b"{", b"["), "it is JSON; a GeoJSON file's name ends in .geojson or .json"),
)
_KNOWN = (
    "it is no country file of GeoNames, no file of boundaries, no list of UCDP's events, "
    "and no table with a heading such as name, lat, lon"
)
_MOST_SHOWN = 5


def refuse_file(beginning: bytes, headings: Sequence[str] | None) -> RefusedError:
    """
    Return the refusal of a file that no reader knows.

    Args:
        beginning: Its first line, or a part of it.
        headings: The cells of that line; ``None``: it has none.

    Examples:
        >>> refuse_file(b"", None).text
        'it is empty'
        >>> refuse_file(b"Sarmin,35.9,36.7", ["Sarmin", "35.9", "36.7"]).text[-33:]
        'first row is Sarmin | 35.9 | 36.7'
    """
    bare = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not bare:
        return RefusedError("unknown_format", "it is empty")
    for starts, text in _BEGINNINGS:
        if bare.startswith(starts):
            return RefusedError("unknown_format", text)
    return RefusedError("unknown_format", f"{_KNOWN}; its first row is {show_row(headings)}")


def show_row(cells: Sequence[str] | None) -> str:
    """
    Return the first cells of a row, for a sentence.

    Examples:
        >>> show_row(["a", "b", "c", "d", "e", "f"])
        'a | b | c | d | e | …'
    """
    kept = [cell.strip()[:40] for cell in cells or ()]
    more = ["…"] if len(kept) > _MOST_SHOWN else []
    return " | ".join(kept[:_MOST_SHOWN] + more) or "empty"
