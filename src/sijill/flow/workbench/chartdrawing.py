"""
The time chart of the overview as shapes: a column a day, a month or a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sijill.flow.workbench.sighting import Period

WIDTH, HEIGHT = 640.0, 220.0  # of the columns, in the drawing's own units
_LEAST_HEIGHT = 3.0  # of a column that can be seen
_MOST_TICKS = 6
_LEAST_BINS = 6


@dataclass(frozen=True, slots=True)
class Column:
    """
    A period as a shape.

    Attributes:
        x: Left edge, in units, where time runs from left to right.
        width: In units.
        height: In units.
        period: What it stands for.
    """

    x: float
    width: float
    height: float
    period: Period


@dataclass(frozen=True, slots=True)
class ChartDrawing:
    """
    The whole chart.

    Attributes:
        width: In units.
        height: Of the columns, in units.
        unit: ``day``, ``month`` or ``year``.
        columns: The periods that hold incidents.
        ticks: Positions and the first day of the period that stands there.
        most: Incidents of the highest column.
        first: First day of the first period.
        bins: How many periods have room side by side; columns of few are not stretched.
    """

    width: float
    height: float
    unit: str
    columns: tuple[Column, ...]
    ticks: tuple[tuple[float, date], ...]
    most: int
    first: date
    bins: int


def draw_chart(unit: str, periods: Sequence[Period]) -> ChartDrawing | None:
    """
    Return the chart of *periods*; ``None``: there are none.

    Args:
        unit: ``day``, ``month`` or ``year``.
        periods: In the order of time; those without incidents may be left out.

    Examples:
        >>> march, may = (Period(date(2023, n, 1), date(2023, n, 31), n) for n in (3, 5))
        >>> chart = draw_chart("month", [march, may])
        >>> chart.most, [column.x for column in chart.columns]
        (5, [1.5, 214.83])
    """
    held = [period for period in periods if period.n]
    if not held:
        return None
    first = held[0].first
    bins = _index(unit, first, held[-1].first) + 1
    most = max(period.n for period in held)
    room = max(bins, _LEAST_BINS)
    step = WIDTH / room
    gap = min(3.0, step * 0.2)
    columns = tuple(
        Column(
            x=round(_index(unit, first, period.first) * step + gap / 2, 2),
            width=round(step - gap, 2),
            height=round(max(_LEAST_HEIGHT, period.n / most * (HEIGHT - 6)), 2),
            period=period,
        )
        for period in held
    )
    every = -(-bins // _MOST_TICKS)
    ticks = tuple(
        (round((n + 0.5) * step, 1), _start(unit, first, n)) for n in range(0, bins, every)
    )
    return ChartDrawing(WIDTH, HEIGHT, unit, columns, ticks, most, first, room)


def _index(unit: str, first: date, day: date) -> int:
    """Return how many periods after the first one *day* lies."""
    if unit == "day":
        return (day - first).days
    if unit == "month":
        return (day.year - first.year) * 12 + day.month - first.month
    return day.year - first.year


def _start(unit: str, first: date, n: int) -> date:
    """Return the first day of the *n*-th period after the first."""
    if unit == "day":
        return date.fromordinal(first.toordinal() + n)
    years, month = divmod(first.month - 1 + n, 12) if unit == "month" else (n, 0)
    return date(first.year + years, month + 1, 1)
