"""
Lists of P-codes and names without points: each is laid on the area of that name that is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sijill.errors import RefusedError
from sijill.resolve.lists.listed import Known, Listed, RefusedRow
from sijill.resolve.lists.parts import Part
from sijill.resolve.lists.tables import open_table, say_cells

NEEDED = ("Location", "Admin Level", "P-Code", "Name", "Parent P-Code")
_KINDS = {"1": "admin1", "2": "admin2"}


def read_codes(part: Part, known: Known, seen: set[str]) -> Iterator[Listed | RefusedRow]:
    """
    Yield each area whose name is known in its country, and each refused row.

    Args:
        part: A file with OCHA's headings of such lists.
        known: What is known of countries and areas.
        seen: P-codes that came before.
    """
    rows = open_table(part)
    _, headings = next(rows, (0, None))
    columns = {heading.strip(): n for n, heading in enumerate(headings or ())}
    first: dict[str, str] = {}
    for row, cells in rows:
        if cells is not None and cells[:1] == ["#country"]:
            continue
        try:
            yield _read_code(row, say_cells(cells, columns), known, seen, first)
        except RefusedError as why:
            yield RefusedRow(part.name, row, why.reason, why.text)


def _read_code(
    row: int, said: Mapping[str, str], known: Known, seen: set[str], first: dict[str, str]
) -> Listed:
    code, name, kind = said["P-Code"], said["Name"], _KINDS.get(said["Admin Level"])
    if not code or not name or kind is None:
        raise RefusedError("row_broken", "it has no P-code, no name, or no level of 1 or 2")
    if code in seen:
        raise RefusedError("repeated_id", "a row before it has the same P-code")
    country = known.find_country(said["Location"]) or known.find_country(code[:2])
    area = known.find_area(country, name, kind) if country else None
    if area is None:
        raise RefusedError(
            "coordinates_broken", "it has no coordinates, and no area of that name is known"
        )
    seen.add(code)
    if kind == "admin1":
        first[code] = area.name
    admin1 = area.name if kind == "admin1" else first.get(said["Parent P-Code"], area.admin1)
    return Listed(
        row, f"pcode:{code}", name, kind, country, admin1, area.latitude, area.longitude,
        area.radius_km, None, 0, (code,),
    )  # fmt: skip
