"""
The cell of a table that an incident belongs to, and those that it may belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import prod

from sijill.model import Claim, Incident
from sijill.reconcile.codebooks import Codebook
from sijill.reconcile.totals.axes import OF_PEOPLE, Placed, place_incident

Cell = tuple[Placed, ...]
"""One value, or reason, for each axis that is asked for; axes of people stand open."""

Key = tuple[str, Cell]
"""The name of a codebook, and the cell."""

_MOST_CELLS = 200
_Weighted = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What a table is asked for.

    Attributes:
        books: The codebooks.
        by: The axes.
        kinds: The kinds of harm.
    """

    books: tuple[Codebook, ...]
    by: tuple[str, ...]
    kinds: tuple[str, ...]


def fill(cell: Cell, by: Sequence[str], people: tuple[str, str | None, str | None]) -> Cell:
    """Return *cell* with its axes of people filled in."""
    values = dict(zip(OF_PEOPLE, people, strict=True))
    return tuple(
        (values[axis], None) if axis in OF_PEOPLE else placed
        for axis, placed in zip(by, cell, strict=True)
    )


def cell_of(incident: Incident, by: Sequence[str]) -> Cell:
    """Return the cell of an incident; axes of people are filled in by its tallies."""
    return tuple((None, None) if a in OF_PEOPLE else place_incident(incident, a) for a in by)


@dataclass(frozen=True, slots=True)
class Places:
    """
    Where the incidents of a record lie, to know where one without a place may lie.

    Attributes:
        areas: How many incidents lie in each first-level area, by country.
    """

    areas: Mapping[str | None, Counter[str]]


def survey_places(incidents: Sequence[Incident]) -> Places:
    """Return where the incidents with a place lie."""
    areas: dict[str | None, Counter[str]] = {None: Counter()}
    for incident in incidents:
        value, _ = place_incident(incident, "admin1")
        if value is not None:
            country = incident.where.country if incident.where else None
            areas.setdefault(country, Counter())[value] += 1
            areas[None][value] += 1
    return Places(areas)


def possible_cells(
    incident: Incident,
    by: Sequence[str],
    claims: Mapping[str, Claim],
    places: Places,
    news_days: int,
) -> tuple[tuple[Cell, float], ...]:
    """
    Return the cells that an incident without a place in the table may lie in, with weights.

    Days are alike; areas weigh as many incidents as they have. None where an axis leaves
    everything open, or where there would be too many.
    """
    options: list[list[tuple[Placed, float]]] = []
    for axis, placed in zip(by, cell_of(incident, by), strict=True):
        if axis in OF_PEOPLE or placed[0] is not None:
            options.append([(placed, 1.0)])
            continue
        found = _options(incident, axis, claims, places, news_days)
        if not found:
            return ()
        options.append([((value, None), weight) for value, weight in found])
    if prod(map(len, options)) > _MOST_CELLS:
        return ()
    return tuple(
        (tuple(placed for placed, _ in row), prod(weight for _, weight in row))
        for row in product(*options)
    )


def _options(
    incident: Incident,
    axis: str,
    claims: Mapping[str, Claim],
    places: Places,
    news_days: int,
) -> _Weighted:
    country = incident.where.country if incident.where else None
    if axis == "admin1":
        return _shares(places.areas.get(country, Counter()))
    if axis == "country":
        named: Counter[str] = Counter()
        for code, areas in places.areas.items():
            if code:
                named[code] += areas.total()
        return _shares(named)
    if axis in ("month", "year"):
        days = _days(incident, claims, news_days)
        form = "%Y-%m" if axis == "month" else "%Y"
        return _shares(Counter(day.strftime(form) for day in days))
    return []


def _shares(counts: Counter[str]) -> _Weighted:
    total = counts.total()
    return [(value, number / total) for value, number in sorted(counts.items())]


def _days(incident: Incident, claims: Mapping[str, Claim], news_days: int) -> list[date]:
    """Return the days on which an incident may lie: those told, or those before its news."""
    when = incident.when
    first = when.earliest if when else None
    last = when.latest if when else None
    told = [claims[key].reported.on for key in incident.claims if key in claims]
    published = min((day for day in told if day), default=None)
    last = last or published
    if last is None:
        return []
    first = first or last - timedelta(days=news_days)
    if (last - first).days > 2 * 366:
        return []
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
