"""
The overview's figures: how many, how many killed, where on the map, when, of what kind.

One filter rules them all. A place that is not known closely is an area as wide as what is not
known; one of which only the country is known is counted beside the map, as is an unknown day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.allowance import Allowance, allowance_of, see_columns
from sijill.flow.workbench.columns import NONE, Columns, Flags, Ints
from sijill.flow.workbench.listing import Turn, page_of
from sijill.flow.workbench.passing import all_of, is_placed, months_of, pass_rows
from sijill.flow.workbench.spotting import Spot, find_spots
from sijill.model.filters import Box, IncidentFilter
from sijill.model.person import Person
from sijill.model.rows import IncidentRow
from sijill.model.withheld import WITHHELD, FieldName

FACETS = ("violence", "country", "admin1", "grade", "state", "reason")
_FACET_VALUES = 12
_MOST_DAYS, _MOST_MONTHS = 92, 150


@dataclass(frozen=True, slots=True)
class Period:
    """
    Incidents of one day, month or year.

    Attributes:
        first: Its first day.
        last: Its last day.
        n: How many incidents.
    """

    first: date
    last: date
    n: int


@dataclass(frozen=True, slots=True)
class Sight:
    """
    What a filter shows.

    Attributes:
        n: How many incidents.
        killed: The sum of the lowest numbers of people killed, and of the highest; ``None``:
            for at least one incident no highest number is known.
        killed_unknown: Incidents in which people were killed, nobody says how many.
        spots: What stands on the map; `WITHHELD` with the places.
        unplaced: Incidents that no point or area of the map stands for; as *spots*.
        unit: ``day``, ``month`` or ``year``.
        periods: Incidents that lie wholly in one day, month or year, in order.
        spread: Incidents that are known to lie within several of them only.
        undated: Incidents of which no day is known.
        facets: Values and how many incidents each would show, the commonest first; none by
            what is withheld.
        rows: The newest incidents.
        next: Cursor of those that follow; ``None``: there are none.
    """

    n: int
    killed: tuple[int, int | None]
    killed_unknown: int
    spots: tuple[Spot, ...]
    unplaced: int
    unit: str
    periods: tuple[Period, ...]
    spread: int
    undated: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    rows: tuple[IncidentRow, ...]
    next: str | None = None


def see(
    bench: Workbench,
    person: Person,
    view: IncidentFilter,
    *,
    zoom: int = 6,
    turn: Turn | None = None,
) -> Sight:
    """
    Return all that the overview shows of the incidents that pass a filter.

    Args:
        bench: The workbench.
        person: Who asks.
        view: The filter.
        zoom: Of the map; 0 shows the world in 512 pixels.
        turn: Which page of the incidents; ``None``: the newest.

    Raises:
        FieldWithheld: If the filter would tell what is withheld from the person.
    """
    allowed, turn = allowance_of(bench, person), turn or Turn()
    asked = ("sight", view, zoom, turn, allowed.key)
    return allowed.rows.keep(asked, lambda: _see(bench, allowed, view, zoom, turn))


def _see(
    bench: Workbench, allowed: Allowance, view: IncidentFilter, zoom: int, turn: Turn
) -> Sight:
    columns = see_columns(bench, allowed)
    passed = pass_rows(columns, allowed, view)
    every = all_of(passed)
    found = np.flatnonzero(every)
    low, high = columns.numbers["killed_low"][found], columns.numbers["killed_high"][found]
    unknown = _tells_of(columns, "killed")[found] & (low == NONE) & (high == NONE)
    periods = _periods(columns, found)
    page = page_of(IncidentRow, columns, allowed, every, turn)
    no_map = FieldName.PLACE in allowed.withheld
    facets = [name for name in FACETS if name in columns.codes]
    return Sight(
        n=len(found),
        killed=(int(low[low != NONE].sum()), _highest(low, high)),
        killed_unknown=int(unknown.sum()),
        spots=WITHHELD if no_map else find_spots(columns, found, zoom=zoom),
        unplaced=WITHHELD if no_map else int((~is_placed(columns))[found].sum()),
        unit=periods[0],
        periods=periods[1],
        spread=periods[2],
        undated=periods[3],
        facets={name: _facet(columns, all_of(passed, but=name), name) for name in facets},
        rows=page.rows,
        next=page.next,
    )


def see_spots(
    bench: Workbench, person: Person, view: IncidentFilter, *, zoom: int, frame: Box | None
) -> tuple[Spot, ...]:
    """
    Return what stands in a frame of the map.

    Args:
        bench: The workbench.
        person: Who asks.
        view: The filter.
        zoom: Of the map: 0 shows the world in 512 pixels, each step twice as much.
        frame: West, south, east, north of what is shown; ``None``: everything.
    """
    allowed = allowance_of(bench, person)
    asked = ("spots", view, zoom, frame, allowed.key)
    return allowed.rows.keep(asked, lambda: _see_spots(bench, allowed, view, zoom, frame))


def _see_spots(
    bench: Workbench, allowed: Allowance, view: IncidentFilter, zoom: int, frame: Box | None
) -> tuple[Spot, ...]:
    columns = see_columns(bench, allowed)
    passed = all_of(pass_rows(columns, allowed, view))
    if frame is not None:
        widened = replace(IncidentFilter(), box=_widen(frame))
        passed &= all_of(pass_rows(columns, allowed, widened))
    return find_spots(columns, np.flatnonzero(passed), zoom=zoom)


def _widen(frame: Box) -> Box:
    """Return a frame with half of itself around it, so that areas reach in from outside."""
    west, south, east, north = frame
    wide, tall = abs(east - west) / 2, abs(north - south) / 2
    if west > east or east - west + 2 * wide >= 360:
        return -180.0, south - tall, 180.0, north + tall
    return west - wide, south - tall, east + wide, north + tall


def _highest(low: Ints, high: Ints) -> int | None:
    told = (low != NONE) | (high != NONE)
    return None if (high[told] == NONE).any() else int(high[told].sum())


def _tells_of(columns: Columns, kind: str) -> Flags:
    """Return which incidents have a claim that tells of a kind of harm."""
    kinds = [kind in meaning.split() for meaning in columns.values("kinds")]
    return np.array([*kinds, False])[columns.numbers["kinds"]]


def _periods(columns: Columns, found: Ints) -> tuple[str, tuple[Period, ...], int, int]:
    first, last = columns.numbers["earliest"][found], columns.numbers["latest"][found]
    undated = int(((first == NONE) & (last == NONE)).sum())
    whole = (first != NONE) & (last != NONE)
    first, last = first[whole], last[whole]
    unit = _unit(first, last)
    starts, ends = _bins(first, unit), _bins(last, unit)
    inside = starts == ends
    bins, counts = np.unique(starts[inside], return_counts=True)
    periods = tuple(_period(int(b), int(n), unit) for b, n in zip(bins, counts, strict=True))
    return unit, periods, len(found) - undated - int(inside.sum()), undated


def _unit(first: Ints, last: Ints) -> str:
    if not len(first):
        return "month"
    days = int(last.max() - first.min())
    return "day" if days <= _MOST_DAYS else "month" if days <= _MOST_MONTHS * 31 else "year"


def _bins(days: Ints, unit: str) -> Ints:
    if unit == "day":
        return days
    months = months_of(days)
    return np.asarray(months if unit == "month" else months // 12)


def _period(number: int, n: int, unit: str) -> Period:
    if unit == "day":
        day = date.fromordinal(number)
        return Period(day, day, n)
    months = number if unit == "month" else number * 12
    after = months + (1 if unit == "month" else 12)
    last = _start(after).toordinal() - 1
    return Period(_start(months), date.fromordinal(last), n)


def _start(months: int) -> date:
    """Return the first day of a month, counted from January 1970."""
    return date(1970 + months // 12, months % 12 + 1, 1)


def _facet(columns: Columns, passed: Flags, name: str) -> tuple[tuple[str, int], ...]:
    codes = columns.numbers[name][passed]
    meanings = columns.values(name)
    counts = np.bincount(codes[codes != NONE], minlength=len(meanings))
    order = sorted(range(len(meanings)), key=lambda code: (-counts[code], meanings[code]))
    return tuple((meanings[n], int(counts[n])) for n in order[:_FACET_VALUES] if counts[n])
