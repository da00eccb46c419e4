"""
A view as a file: the lines of a list, as a person may see them, one after another.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sijill.errors import SettingsError
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.listing import (
    MOST,
    ListPage,
    Turn,
    list_claims,
    list_documents,
    list_incidents,
    list_summaries,
)
from sijill.model.incident import LIKELY_KINDS
from sijill.model.person import Person
from sijill.model.rows import ROW_HARMS
from sijill.model.withheld import WITHHELD, tell
from sijill.publish.csvfile import guard_cell

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "geojson": "application/geo+json",
}
_WITHHELD = "withheld"  # the name under which `tell` lists the fields that are
_BYTE_ORDER_MARK = "\ufeff"  # spreadsheets take a file without it for another encoding
_LISTS: Mapping[str, Callable[..., ListPage[Any]]] = {
    "incidents": list_incidents, "claims": list_claims, "documents": list_documents,
    "summaries": list_summaries,
}  # fmt: skip


def export_view(
    bench: Workbench, person: Person, kind: str, form: str, chosen: Any, *, sort: str
) -> Iterator[str]:
    """
    Yield the text of a file of the rows that pass a filter, page after page.

    Args:
        bench: The workbench.
        person: Who asks.
        kind: ``incidents``, ``claims``, ``documents`` or ``summaries``.
        form: One of `FORMS`; ``geojson`` of incidents alone.
        chosen: The kind's filter.
        sort: One of the kind's sorts.

    Raises:
        SettingsError: If there is no such file.
        FieldWithheld: If the filter or the sort would tell what is withheld from the person.
    """
    if kind not in _LISTS or form not in FORMS or (form == "geojson" and kind != "incidents"):
        raise SettingsError(f"there is no export of {kind} as {form}.", phrase="no_export")
    first = _LISTS[kind](bench, person, chosen, Turn(sort, None, MOST))
    rows = _stream(bench, person, kind, chosen, sort, first)
    return {"csv": _csv, "jsonl": _lines, "geojson": _geojson}[form](rows)


def _stream(
    bench: Workbench, person: Person, kind: str, chosen: Any, sort: str, page: ListPage[Any]
) -> Iterator[Any]:
    yield from page.rows
    while page.next:
        page = _LISTS[kind](bench, person, chosen, Turn(sort, page.next, MOST))
        yield from page.rows


def _lines(rows: Iterator[Any]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(tell(row), ensure_ascii=False) + "\n"


def _csv(rows: Iterator[Any]) -> Iterator[str]:
    yield _BYTE_ORDER_MARK
    for number, row in enumerate(rows):
        cells = dict(_flatten("", tell(row)))
        if number == 0:
            yield _line(list(cells))
        yield _line([guard_cell(cell) for cell in cells.values()])


def _flatten(before: str, value: Any) -> Iterator[tuple[str, Any]]:
    """
    Yield columns and cells; kinds of harm have columns whether or not they are named.

    A cell that is withheld says so, since an empty one is not known.
    """
    kept = value.get(_WITHHELD, ())
    for name, cell in value.items():
        if name == _WITHHELD:
            continue
        if name in kept:
            yield before + name, _WITHHELD
        elif name in ("harms", "remainder"):
            yield from _people(f"{before}{name}.", cell)
        elif name == "likely":
            yield from _likely(f"{before}{name}.", cell)
        elif isinstance(cell, dict):
            yield from _flatten(f"{before}{name}.", cell)
        else:
            yield before + name, " ".join(cell) if isinstance(cell, list) else cell


def _people(before: str, harms: Mapping[str, Mapping[str, int | None]]) -> Iterator[Any]:
    for kind in ROW_HARMS:
        for end in ("low", "high"):
            yield f"{before}{kind}.{end}", harms.get(kind, {}).get(end)


def _likely(before: str, likely: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    by_kind = {one["kind"]: one for one in likely}
    for kind in LIKELY_KINDS:
        for end in ("low", "best", "high"):
            yield f"{before}{kind}.{end}", by_kind.get(kind, {}).get(end)


def _line(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(["" if cell is None else cell for cell in cells])
    return out.getvalue()


def _geojson(rows: Iterator[Any]) -> Iterator[str]:
    """Yield features; one without a place that a point can stand for has no geometry."""
    yield '{"type":"FeatureCollection","features":['
    before = ""
    for row in rows:
        where = row.where
        known = where.latitude is not None and where.latitude is not WITHHELD
        placed = known and where.precision != "country"
        point = {"type": "Point", "coordinates": [where.longitude, where.latitude]}
        feature = {
            "type": "Feature", "id": row.id, "geometry": point if placed else None,
            "properties": tell(row),
        }  # fmt: skip
        yield before + json.dumps(feature, ensure_ascii=False)
        before = ",\n"
    yield "]}"
