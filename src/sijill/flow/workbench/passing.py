"""
Which incidents pass a filter: each part of it is one comparison of columns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np

from sijill.flow.workbench.allowance import Allowance
from sijill.flow.workbench.columns import NONE, Columns, Flags
from sijill.model.filters import IncidentFilter
from sijill.resolve.folding import fold_name

# Precisions of places that no point of a map can stand for.
NO_POINT = ("country",)
_CODED = ("violence", "country", "admin1", "place", "grade", "state", "reason")


def pass_incidents(
    columns: Columns, allowed: Allowance, chosen: IncidentFilter
) -> dict[str, Flags]:
    """
    Return for each chosen part of a filter which incidents pass it.

    What a person may not see is under the name ``seen``, always. Who wants all parts takes
    them together by `all_of`; who wants to know what another choice would show leaves one out.
    """
    passed = {"seen": ~allowed.hides(columns)}
    for item in fields(chosen):
        value = getattr(chosen, item.name)
        if value is not None:
            passed[item.name] = _pass(columns, allowed, item.name, value)
    return passed


def all_of(passed: dict[str, Flags], *, but: str | None = None) -> Flags:
    """Return which incidents pass every part, but for one."""
    found = passed["seen"].copy()
    for name, flags in passed.items():
        if name != but:
            found &= flags
    return found


def is_placed(columns: Columns) -> Flags:
    """Return which incidents have a place that a map can show, as a point or as an area."""
    there: Flags = columns.numbers["x"] != NONE
    for precision in NO_POINT:
        there &= columns.numbers["where_precision"] != columns.code(
            "where_precision", precision
        )
    return there


def months_of(days: Any) -> Any:
    """Return the months of ordinal days, counted from January 1970."""
    since_1970 = np.asarray(days) - date(1970, 1, 1).toordinal()
    return since_1970.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _pass(columns: Columns, allowed: Allowance, name: str, value: Any) -> Flags:
    if name in _CODED:
        return np.asarray(columns.numbers[name] == columns.code(name, value))
    part: Flags = _PARTS[name](columns, allowed, value)
    return part


def _words(columns: Columns, allowed: Allowance, value: str) -> Flags:
    words = fold_name(value).split()
    if not words:
        return np.zeros(len(columns), dtype=bool)
    numbers = allowed.rows.find_numbers(words, with_names=allowed.sees_names)
    return np.isin(columns.numbers["number"], np.array(numbers, dtype=np.int64))


def _first(columns: Columns, _allowed: Allowance, value: date) -> Flags:
    days = columns.numbers["earliest"]
    return np.asarray((days != NONE) & (days >= value.toordinal()))


def _last(columns: Columns, _allowed: Allowance, value: date) -> Flags:
    days = columns.numbers["latest"]
    return np.asarray((days != NONE) & (days <= value.toordinal()))


def _when(columns: Columns, _allowed: Allowance, value: str) -> Flags:
    first, last = columns.numbers["earliest"], columns.numbers["latest"]
    unknown = (first == NONE) & (last == NONE)
    if value == "unknown":
        return np.asarray(unknown)
    open_ = (first == NONE) | (last == NONE)
    spread = open_ | (months_of(first) != months_of(last))
    return np.asarray(spread & ~unknown) if value == "spread" else np.zeros(len(columns), bool)


def _where(columns: Columns, _allowed: Allowance, value: str) -> Flags:
    return (
        np.asarray(~is_placed(columns)) if value == "unknown" else np.zeros(len(columns), bool)
    )


def _box(
    columns: Columns, _allowed: Allowance, value: tuple[float, float, float, float]
) -> Flags:
    west, south, east, north = value
    lat, lon = columns.floats["latitude"], columns.floats["longitude"]
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return np.asarray(is_placed(columns) & across & (lat >= south) & (lat <= north))


def _clarity(columns: Columns, _allowed: Allowance, value: int) -> Flags:
    return np.asarray(columns.numbers["clarity"] == value)


def _status(columns: Columns, _allowed: Allowance, value: str) -> Flags:
    low, high = columns.numbers["civilians_low"], columns.numbers["civilians_high"]
    told = (low != NONE) | (high != NONE)
    if value == "civilian":
        return np.asarray(told & (high != 0))
    return np.asarray(~told) if value == "unstated" else np.zeros(len(columns), bool)


def _disputed(columns: Columns, _allowed: Allowance, value: bool) -> Flags:
    return np.asarray((columns.numbers["disagreements"] > 0) == value)


def _least(columns: Columns, _allowed: Allowance, value: int) -> Flags:
    return np.asarray(columns.numbers["killed_low"] >= value)


def _most(columns: Columns, _allowed: Allowance, value: int) -> Flags:
    high = columns.numbers["killed_high"]
    return np.asarray((high != NONE) & (high <= value))


def _source(columns: Columns, allowed: Allowance, value: str) -> Flags:
    found = np.zeros(len(columns), dtype=bool)
    incidents = allowed.rows.incidents_of("source", (value,))
    found[[columns.at[id_] for id_ in incidents if id_ in columns.at]] = True
    return found


_PARTS: dict[str, Callable[[Columns, Allowance, Any], Flags]] = {
    "words": _words, "first": _first, "last": _last, "when": _when, "where": _where,
    "box": _box, "clarity": _clarity, "status": _status, "disputed": _disputed,
    "killed_least": _least, "killed_most": _most, "source": _source,
}  # fmt: skip
