"""
Which rows pass a filter: each part of it is one comparison of columns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np

from sijill.flow.workbench.allowance import Allowance
from sijill.flow.workbench.columns import NONE, Columns, Flags, Ints
from sijill.flow.workbench.fieldgate import need_parts
from sijill.model.filters import Box
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow, SummaryRow
from sijill.resolve.folding import fold_name
from sijill.review.queue import DOUBTFUL_BELOW

# Precisions of places that no point of a map can stand for.
NO_POINT = ("country",)
Part = Callable[[Columns, Allowance, Any], Flags]


def pass_rows(columns: Columns, allowed: Allowance, chosen: Any) -> dict[str, Flags]:
    """
    Return for each chosen part of a filter which rows pass it.

    What a person may see is under the name ``seen``, always. Who wants all parts takes them
    together by `all_of`; who wants to know what another choice would show leaves one out.

    Raises:
        FieldWithheld: If a part of the filter would find what is withheld from the person.
    """
    need_parts(allowed.withheld, chosen)
    passed = {"seen": ~allowed.hides(columns)}
    for item in fields(chosen):
        value = getattr(chosen, item.name)
        if value is not None:
            part = _PARTS[columns.kind].get(item.name) or _same(item.name)
            passed[item.name] = part(columns, allowed, value)
    return passed


def all_of(passed: dict[str, Flags], *, but: str | None = None) -> Flags:
    """Return which rows pass every part, but for one."""
    found = passed["seen"].copy()
    for name, flags in passed.items():
        if name != but:
            found &= flags
    return found


def is_placed(columns: Columns) -> Flags:
    """Return which incidents have a place that a map can show, as a point or as an area."""
    there: Flags = columns.numbers["x"] != NONE
    for precision in NO_POINT:
        code = columns.code("where_precision", precision)
        there &= columns.numbers["where_precision"] != code
    return there


def months_of(days: Ints) -> Ints:
    """
    Return the months of ordinal days, counted from January 1970.

    Examples:
        >>> months_of(np.array([date(1971, 2, 28).toordinal()])).tolist()
        [13]
    """
    since = (days - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    return np.asarray(since.astype("datetime64[M]").astype(np.int64))


def _same(name: str) -> Part:
    def compare(columns: Columns, _allowed: Allowance, value: str) -> Flags:
        return np.asarray(columns.numbers[name] == columns.code(name, value))

    return compare


def _inside(columns: Columns, allowed: Allowance, value: str) -> Flags:
    """Return which claims an incident holds; of one that is hidden none are told."""
    if value in allowed.hidden.incidents:
        return columns.flags()
    return _same("incident")(columns, allowed, value)


def _words(columns: Columns, allowed: Allowance, value: str) -> Flags:
    words = fold_name(value).split()
    if not words:
        return columns.flags()
    numbers = allowed.rows.find_numbers(columns.kind, words, with_names=allowed.sees_names)
    found = np.zeros(int(columns.numbers["number"].max(initial=0)) + 1, dtype=bool)
    found[numbers[numbers < len(found)]] = True
    return np.asarray(found[columns.numbers["number"]])


def _claim_words(columns: Columns, allowed: Allowance, value: str) -> Flags:
    """Return which sums have words in the claim that they are made of."""
    words = fold_name(value).split()
    if not words:
        return columns.flags()
    found = allowed.rows.find_numbers(ClaimRow, words, with_names=allowed.sees_names)
    meanings = columns.values("claim")
    numbers = allowed.rows.numbers_of(ClaimRow, meanings)
    has = np.isin([numbers.get(claim, NONE) for claim in meanings] or [NONE], found)
    return np.asarray(has[columns.numbers["claim"]])


def _from(name: str) -> Part:
    def compare(columns: Columns, _allowed: Allowance, value: date) -> Flags:
        days = columns.numbers[name]
        return np.asarray((days != NONE) & (days >= value.toordinal()))

    return compare


def _until(name: str) -> Part:
    def compare(columns: Columns, _allowed: Allowance, value: date) -> Flags:
        days = columns.numbers[name]
        return np.asarray((days != NONE) & (days <= value.toordinal()))

    return compare


def _when(columns: Columns, _allowed: Allowance, value: str) -> Flags:
    first, last = columns.numbers["earliest"], columns.numbers["latest"]
    unknown = (first == NONE) & (last == NONE)
    if value == "unknown":
        return np.asarray(unknown)
    open_ = (first == NONE) | (last == NONE)
    spread = open_ | (months_of(first) != months_of(last))
    return np.asarray(spread & ~unknown) if value == "spread" else columns.flags()


def _where(columns: Columns, _allowed: Allowance, value: str) -> Flags:
    return ~is_placed(columns) if value == "unknown" else columns.flags()


def _box(columns: Columns, _allowed: Allowance, value: Box) -> Flags:
    west, south, east, north = value
    lat, lon = columns.floats["latitude"], columns.floats["longitude"]
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return np.asarray(is_placed(columns) & across & (lat >= south) & (lat <= north))


def _number(columns: Columns, _allowed: Allowance, value: int) -> Flags:
    return np.asarray(columns.numbers["clarity"] == value)


def _status(columns: Columns, _allowed: Allowance, value: str) -> Flags:
    low, high = columns.numbers["civilians_low"], columns.numbers["civilians_high"]
    told = (low != NONE) | (high != NONE)
    if value == "civilian":
        return np.asarray(told & (high != 0))
    return np.asarray(~told) if value == "unstated" else columns.flags()


def _disputed(columns: Columns, _allowed: Allowance, value: bool) -> Flags:
    return np.asarray((columns.numbers["disagreements"] > 0) == value)


def _least(columns: Columns, _allowed: Allowance, value: int) -> Flags:
    return np.asarray(columns.numbers["killed_low"] >= value)


def _most(columns: Columns, _allowed: Allowance, value: int) -> Flags:
    high = columns.numbers["killed_high"]
    return np.asarray((high != NONE) & (high <= value))


def _source(columns: Columns, allowed: Allowance, value: str) -> Flags:
    found = columns.flags()
    incidents = allowed.rows.incidents_of("source", (value,))
    found[[columns.at[id_] for id_ in incidents if id_ in columns.at]] = True
    return found


def _doubtful(columns: Columns, _allowed: Allowance, value: bool) -> Flags:
    return np.asarray((columns.floats["confidence"] < DOUBTFUL_BELOW) == value)


def _told(name: str) -> Part:
    """Return what compares whether there is a value at all."""

    def compare(columns: Columns, _allowed: Allowance, value: bool) -> Flags:
        return np.asarray((columns.numbers[name] != NONE) == value)

    return compare


def _document_state(columns: Columns, _allowed: Allowance, value: str) -> Flags:
    claims, decided = columns.numbers["claims"], columns.numbers["decided"]
    refused = columns.numbers["refused"] != NONE
    states = {
        "new": (claims > 0) & (decided == 0), "empty": (claims == 0) & ~refused,
        "begun": (decided > 0) & (decided < claims), "refused": refused,
        "decided": (claims > 0) & (decided >= claims),
    }  # fmt: skip
    return np.asarray(states.get(value, columns.flags()))


def _unexplained(columns: Columns, _allowed: Allowance, value: bool) -> Flags:
    none = columns.code("unexplained", "")
    return np.asarray((columns.numbers["unexplained"] != none) == value)


def _contradicted(columns: Columns, _allowed: Allowance, value: bool) -> Flags:
    return np.asarray((columns.numbers["contradicted"] > 0) == value)


_PARTS: dict[type, dict[str, Part]] = {
    IncidentRow: {
        "words": _words, "first": _from("earliest"), "last": _until("latest"), "when": _when,
        "where": _where, "box": _box, "clarity": _number, "status": _status,
        "disputed": _disputed, "killed_least": _least, "killed_most": _most,
        "source": _source,
    },
    ClaimRow: {
        "words": _words, "first": _from("published_on"), "last": _until("published_on"),
        "doubtful": _doubtful, "left_out": _told("left_out"), "incident": _inside,
    },
    DocumentRow: {
        "words": _words, "first": _from("published_on"), "last": _until("published_on"),
        "state": _document_state,
    },
    SummaryRow: {
        "words": _claim_words, "first": _from("latest"), "last": _until("earliest"),
        "unexplained": _unexplained, "contradicted": _contradicted,
    },
}  # fmt: skip
