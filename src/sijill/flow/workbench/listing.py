"""
Lists: chosen, sorted, counted, a page at a time.

A cursor names the last line of a page by what it is sorted by, so that a page that follows is
the same whatever was added before it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import numpy as np

from sijill.errors import SettingsError
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.allowance import Allowance, allowance_of, see_columns
from sijill.flow.workbench.columns import NONE, Columns, Flags, Floats, Ints
from sijill.flow.workbench.heirs import lead_on
from sijill.flow.workbench.passing import all_of, pass_rows
from sijill.model.filters import ClaimFilter, DocumentFilter, IncidentFilter, SummaryFilter
from sijill.model.person import Person
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow, SummaryRow

R = TypeVar("R")
PAGE = 50
MOST = 500  # lines of one page, however many are asked for
_LAST = 2.0**60
# By what each sort goes, and whether the largest comes first.
SORTS: Mapping[type, Mapping[str, tuple[str, bool]]] = {
    IncidentRow: {
        "newest": ("earliest", True), "oldest": ("earliest", False),
        "killed": ("killed_low", True), "civilians": ("civilians_low", True),
        "origins": ("origins", True), "claims": ("claims", True),
        "disagreements": ("disagreements", True), "doubt": ("p_same", False),
    },
    ClaimRow: {
        "newest": ("published_on", True), "oldest": ("published_on", False),
        "doubt": ("confidence", False), "killed": ("killed_low", True),
    },
    DocumentRow: {
        "newest": ("published_on", True), "oldest": ("published_on", False),
        "claims": ("claims", True),
    },
    SummaryRow: {
        "newest": ("latest", True), "oldest": ("earliest", False),
        "killed": ("killed_low", True), "unexplained": ("rest_killed_low", True),
    },
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


@dataclass(frozen=True, slots=True)
class Turn:
    """
    Which page of a list is asked for.

    Attributes:
        sort: One of the kind's `SORTS`; what is not known comes last.
        cursor: As the page before gave it; ``None``: the first page.
        limit: How many lines, up to `MOST`.
    """

    sort: str = "newest"
    cursor: str | None = None
    limit: int = PAGE


def list_incidents(
    bench: Workbench, person: Person, chosen: IncidentFilter, turn: Turn | None = None
) -> ListPage[IncidentRow]:
    """
    Return a page of the incidents that pass a filter.

    Raises:
        SettingsError: If the sort or the cursor is none.
        FieldWithheld: If the filter or the sort would tell what is withheld from the person.
    """
    return _list(bench, person, IncidentRow, chosen, turn)


def list_claims(
    bench: Workbench, person: Person, chosen: ClaimFilter, turn: Turn | None = None
) -> ListPage[ClaimRow]:
    """
    Return a page of the claims that pass a filter; see `list_incidents`.

    Of an incident that was linked with another, those of the one that it went into.
    """
    if chosen.incident:
        chosen = replace(chosen, incident=lead_on(bench.layout, chosen.incident))
    return _list(bench, person, ClaimRow, chosen, turn)


def list_documents(
    bench: Workbench, person: Person, chosen: DocumentFilter, turn: Turn | None = None
) -> ListPage[DocumentRow]:
    """Return a page of the documents that pass a filter; see `list_incidents`."""
    return _list(bench, person, DocumentRow, chosen, turn)


def list_summaries(
    bench: Workbench, person: Person, chosen: SummaryFilter, turn: Turn | None = None
) -> ListPage[SummaryRow]:
    """Return a page of the summaries that pass a filter; see `list_incidents`."""
    return _list(bench, person, SummaryRow, chosen, turn)


def _list(
    bench: Workbench, person: Person, kind: type[R], chosen: Any, turn: Turn | None
) -> ListPage[R]:
    allowed = allowance_of(bench, person)
    columns = see_columns(bench, allowed, kind)
    passed = all_of(pass_rows(columns, allowed, chosen))
    return page_of(kind, columns, allowed, passed, turn or Turn())


def page_of(
    kind: type[R], columns: Columns, allowed: Allowance, passed: Flags, turn: Turn
) -> ListPage[R]:
    """Return a page of the rows of which *passed* is true."""
    found = np.flatnonzero(passed)
    every = sort_keys(columns, turn.sort)
    keys, ties = every[found], columns.ties[found]
    rest = ~np.zeros(len(found), dtype=bool)
    if turn.cursor:
        rest = _after(keys, ties, *read_cursor(turn.cursor, turn.sort))
    wanted = max(1, min(turn.limit, MOST))
    places = found[rest][_smallest(keys[rest], ties[rest], wanted + 1)]
    after = None
    if len(places) > wanted:
        last = int(places[wanted - 1])
        after = write_cursor(turn.sort, float(every[last]), int(columns.ties[last]))
    ids = [columns.ids[place] for place in places[:wanted]]
    return ListPage(tuple(load_rows(kind, allowed, ids)), len(found), after)


def load_rows(kind: type[R], allowed: Allowance, ids: Sequence[str]) -> Iterator[R]:
    """Yield rows in the order of *ids*, as a person may see them."""
    rows = {row.id: row for row in allowed.rows.find_many(kind, ids)}  # type: ignore[attr-defined]
    return (allowed.shown(rows[id_]) for id_ in ids if id_ in rows)


def sort_keys(columns: Columns, sort: str) -> Floats:
    """
    Return what rows are sorted by, the smallest first, the unknown last.

    Raises:
        SettingsError: If there is no such sort.
        FieldWithheld: If it goes by what is withheld from who asks.
    """
    sorts = SORTS[columns.kind]
    if sort not in sorts:
        raise SettingsError(
            f"there is no sort {sort!r}; known: {', '.join(sorts)}.", phrase="no_sort"
        )
    name, falls = sorts[sort]
    if name in columns.floats:
        return columns.floats[name]
    values = columns.numbers[name]
    keys = values.astype(np.float64) * (-1 if falls else 1)
    keys[values == NONE] = _LAST
    return keys


def _after(keys: Floats, ties: Ints, key: float, tie: int) -> Flags:
    return np.asarray((keys > key) | ((keys == key) & (ties > tie)))


def _smallest(keys: Floats, ties: Ints, n: int) -> Ints:
    """Return the positions of the *n* smallest, in order."""
    if len(keys) > 4 * n:
        bound = np.partition(keys, n - 1)[n - 1]
        near = np.flatnonzero(keys <= bound)
        order = near[np.lexsort((ties[near], keys[near]))]
    else:
        order = np.lexsort((ties, keys))
    return np.asarray(order[:n], dtype=np.int64)


def write_cursor(sort: str, key: float, tie: int) -> str:
    """
    Return a cursor.

    Examples:
        >>> read_cursor(write_cursor("newest", -738000.0, 7), "newest")
        (-738000.0, 7)
    """
    text = json.dumps([sort, key, tie], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, sort: str) -> tuple[float, int]:
    """
    Return what a cursor holds.

    Raises:
        SettingsError: If it is none of this sort.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        name, key, tie = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    except (ValueError, TypeError):
        name = key = tie = None
    if name != sort or type(key) not in (int, float) or type(tie) is not int:
        raise SettingsError(
            "the cursor is of no list like this one; begin at the first page.",
            phrase="no_cursor",
        )
    if not (0 <= tie < 2**53 and abs(key) <= _LAST):
        raise SettingsError(
            "the cursor is of no list like this one; begin at the first page.",
            phrase="no_cursor",
        )
    return float(key), tie
