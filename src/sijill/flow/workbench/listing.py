"""
Lists of incidents: chosen, sorted, counted, a page at a time.

A cursor names the last line of a page by what it is sorted by, so that a page that follows is
the same whatever was added before it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from sijill.errors import SettingsError
from sijill.flow.workbench.allowance import Allowance, allowance_of
from sijill.flow.workbench.bench import Workbench
from sijill.flow.workbench.columns import NONE, Columns, Flags, Floats, Ints, load_columns
from sijill.flow.workbench.passing import all_of, pass_incidents
from sijill.model.filters import IncidentFilter
from sijill.model.person import Person
from sijill.model.rows import IncidentRow

R = TypeVar("R")
PAGE = 50
MOST = 500  # lines of one page, however many are asked for
INCIDENT_SORTS = (
    "newest", "oldest", "killed", "civilians", "origins", "claims", "disagreements", "doubt",
)  # fmt: skip
_LAST = 2.0**60
_COLUMN = {
    "newest": "earliest", "oldest": "earliest", "killed": "killed_low",
    "civilians": "civilians_low",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListPage(Generic[R]):
    """
    One page of a list.

    Attributes:
        rows: Its lines.
        n: How many lines all pages have.
        next: Cursor of the page that follows; ``None``: this is the last.
    """

    rows: tuple[R, ...]
    n: int
    next: str | None = None


def list_incidents(
    bench: Workbench,
    person: Person,
    chosen: IncidentFilter,
    *,
    sort: str = "newest",
    cursor: str | None = None,
    limit: int = PAGE,
) -> ListPage[IncidentRow]:
    """
    Return a page of the incidents that pass a filter.

    Args:
        bench: The workbench.
        person: Who asks.
        chosen: The filter.
        sort: One of `INCIDENT_SORTS`; what is not known comes last.
        cursor: Of the page, as the page before gave it; ``None``: the first.
        limit: How many lines, up to `MOST`.

    Raises:
        SettingsError: If the sort or the cursor is none.
    """
    allowed = allowance_of(bench, person)
    columns = load_columns(bench.store)
    passed = all_of(pass_incidents(columns, allowed, chosen))
    return page_of(columns, allowed, passed, sort=sort, cursor=cursor, limit=limit)


def page_of(
    columns: Columns,
    allowed: Allowance,
    passed: Flags,
    *,
    sort: str = "newest",
    cursor: str | None = None,
    limit: int = PAGE,
) -> ListPage[IncidentRow]:
    """Return a page of the incidents of which *passed* is true."""
    found = np.flatnonzero(passed)
    keys, ties = sort_keys(columns, sort)[found], columns.ties[found]
    rest = np.ones(len(found), dtype=bool)
    if cursor:
        rest = _after(keys, ties, *read_cursor(cursor, sort))
    wanted = max(1, min(limit, MOST))
    order = _smallest(keys[rest], ties[rest], wanted + 1)
    places = found[rest][order]
    after = None
    if len(places) > wanted:
        last = places[wanted - 1]
        key = float(sort_keys(columns, sort)[last])
        after = write_cursor(sort, key, int(columns.ties[last]))
    ids = [columns.ids[place] for place in places[:wanted]]
    return ListPage(tuple(load_rows(allowed, ids)), len(found), after)


def _after(keys: Floats, ties: Ints, key: float | str, tie: int | str) -> Flags:
    if isinstance(key, str) or isinstance(tie, str):
        raise SettingsError("the cursor is of no list like this one; begin at the first page.")
    return np.asarray((keys > key) | ((keys == key) & (ties > tie)))


def load_rows(allowed: Allowance, ids: Sequence[str]) -> Iterator[IncidentRow]:
    """Yield incidents' rows in the order of *ids*."""
    rows = {row.id: row for row in allowed.rows.find_many(IncidentRow, ids)}
    return (allowed.shown(rows[id_]) for id_ in ids if id_ in rows)


def sort_keys(columns: Columns, sort: str) -> Floats:
    """
    Return what incidents are sorted by, the smallest first, the unknown last.

    Raises:
        SettingsError: If there is no such sort.
    """
    if sort not in INCIDENT_SORTS:
        raise SettingsError(f"there is no sort {sort!r}; known: {', '.join(INCIDENT_SORTS)}.")
    if sort == "doubt":
        return columns.floats["p_same"]
    values = columns.numbers[_COLUMN.get(sort, sort)]
    keys = values.astype(np.float64) * (1 if sort == "oldest" else -1)
    keys[values == NONE] = _LAST
    return keys


def _smallest(keys: Floats, ties: Ints, n: int) -> Ints:
    """Return the positions of the *n* smallest, in order."""
    if len(keys) > 4 * n:
        bound = np.partition(keys, n - 1)[n - 1]
        near = np.flatnonzero(keys <= bound)
        order = near[np.lexsort((ties[near], keys[near]))]
    else:
        order = np.lexsort((ties, keys))
    return np.asarray(order[:n], dtype=np.int64)


def write_cursor(sort: str, key: float | str, tie: int | str) -> str:
    """
    Return a cursor.

    Examples:
        >>> read_cursor(write_cursor("newest", -738000.0, 7), "newest")
        (-738000.0, 7)
    """
    text = json.dumps([sort, key, tie], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, sort: str) -> tuple[float | str, int | str]:
    """
    Return what a cursor holds.

    Raises:
        SettingsError: If it is none of this sort.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        found = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        name, key, tie = found
    except (ValueError, TypeError):
        name = key = tie = None
    fits = isinstance(key, (str, float, int)) and isinstance(tie, (str, int))
    if name != sort or not fits or isinstance(key, bool) or isinstance(tie, bool):
        raise SettingsError("the cursor is of no list like this one; begin at the first page.")
    return key, tie
