"""
The timeline as shapes: a column a day or month, a bar for what spans several, and apart
from both what has no date at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sijill.model.release import PublicIncident
from sijill.publish.wording import MONTHS, word_dates

WIDTH = 960.0  # of the drawing, in its own units
COLUMN_HEIGHT = 120.0
BAR_HEIGHT = 9.0
_MOST_DAYS = 62  # the longest time that is drawn by days
_MOST_BARS = 30  # bars beyond this are counted in a sentence
_MOST_LABELS = 13


@dataclass(frozen=True, slots=True)
class Column:
    """
    The incidents of one day or month.

    Attributes:
        x: Left edge, in units.
        width: In units.
        height: In units.
        n: How many incidents.
        title: The day or month, and how many.
    """

    x: float
    width: float
    height: float
    n: int
    title: str


@dataclass(frozen=True, slots=True)
class Bar:
    """
    One incident that may have happened on any day of a range.

    Attributes:
        x: Left edge, in units.
        y: Top edge, in units.
        width: In units.
        incident: The incident's id.
        title: The range, as words.
        open_start: Whether the first day is not known.
        open_end: Whether the last day is not known.
    """

    x: float
    y: float
    width: float
    incident: str
    title: str
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class TimelineView:
    """
    The whole timeline.

    Attributes:
        unit: ``day`` or ``month``.
        columns: One for each day or month with incidents.
        bars: Ranges that no single column holds.
        labels: Position and words below the columns.
        height: Of the drawing, in units.
        unknown: How many incidents have no date.
        more_bars: How many ranges are not drawn.
        most: Incidents of the highest column.
    """

    unit: str
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, str], ...]
    height: float
    unknown: int
    more_bars: int
    most: int


@dataclass(frozen=True, slots=True)
class _Axis:
    """The bins of the timeline: every day or every month from the first to the last."""

    unit: str
    bins: tuple[date, ...]

    @property
    def step(self) -> float:
        return WIDTH / len(self.bins)

    def index(self, day: date) -> int:
        first = self.bins[0]
        if self.unit == "day":
            return (day - first).days
        return (day.year - first.year) * 12 + day.month - first.month

    def word(self, n: int) -> str:
        day = self.bins[n]
        month = MONTHS[day.month - 1]
        return f"{day.day} {month[:3]}" if self.unit == "day" else f"{month[:3]} {day.year}"


def draw_timeline(incidents: Iterable[PublicIncident]) -> TimelineView | None:
    """Return the timeline of *incidents*; ``None`` if there is none at all."""
    everything = tuple(incidents)
    dated = [item for item in everything if item.when and _ends(item)]
    if not everything:
        return None
    unknown = len(everything) - len(dated)
    if not dated:
        return TimelineView("month", (), (), (), 0.0, unknown, 0, 0)
    axis = _make_axis([day for item in dated for day in _ends(item)])
    inside = [item for item in dated if _is_in_one_bin(item, axis)]
    spread = [item for item in dated if not _is_in_one_bin(item, axis)]
    spread.sort(key=lambda item: (_ends(item)[0], item.id))
    columns = _columns(inside, axis)
    bars = _bars(spread[:_MOST_BARS], axis)
    return TimelineView(
        unit=axis.unit,
        columns=columns,
        bars=bars,
        labels=_labels(axis),
        height=COLUMN_HEIGHT + 26 + BAR_HEIGHT * 1.6 * len(bars),
        unknown=unknown,
        more_bars=max(0, len(spread) - _MOST_BARS),
        most=max((column.n for column in columns), default=0),
    )


def _ends(item: PublicIncident) -> list[date]:
    when = item.when
    return [day for day in (when.earliest, when.latest) if day] if when else []


def _make_axis(days: list[date]) -> _Axis:
    first, last = min(days), max(days)
    if (last - first).days < _MOST_DAYS:
        return _Axis("day", tuple(first + timedelta(n) for n in range((last - first).days + 1)))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    bins = (divmod(start + n, 12) for n in range(months))
    return _Axis("month", tuple(date(year, month + 1, 1) for year, month in bins))


def _is_in_one_bin(item: PublicIncident, axis: _Axis) -> bool:
    ends = _ends(item)
    return len(ends) == 2 and axis.index(ends[0]) == axis.index(ends[1])


def _columns(inside: list[PublicIncident], axis: _Axis) -> tuple[Column, ...]:
    counted: dict[int, int] = {}
    for item in inside:
        index = axis.index(_ends(item)[0])
        counted[index] = counted.get(index, 0) + 1
    most = max(counted.values(), default=1)
    gap = min(3.0, axis.step * 0.2)
    return tuple(
        Column(
            x=round(index * axis.step + gap / 2, 2),
            width=round(axis.step - gap, 2),
            height=round(max(4.0, n / most * (COLUMN_HEIGHT - 8)), 2),
            n=n,
            title=f"{axis.word(index)}: {n} incident{'s' if n > 1 else ''}",
        )
        for index, n in sorted(counted.items())
    )


def _bars(spread: list[PublicIncident], axis: _Axis) -> tuple[Bar, ...]:
    bars = []
    for n, item in enumerate(spread):
        when = item.when
        first, last = _ends(item)[0], _ends(item)[-1]
        start = 0 if when is None or when.earliest is None else axis.index(first)
        end = len(axis.bins) - 1 if when is None or when.latest is None else axis.index(last)
        bars.append(
            Bar(
                x=round(start * axis.step, 2),
                y=round(COLUMN_HEIGHT + 26 + n * BAR_HEIGHT * 1.6, 2),
                width=round((end - start + 1) * axis.step, 2),
                incident=item.id,
                title=word_dates(when),
                open_start=when is None or when.earliest is None,
                open_end=when is None or when.latest is None,
            )
        )
    return tuple(bars)


def _labels(axis: _Axis) -> tuple[tuple[float, str], ...]:
    every = max(1, -(-len(axis.bins) // _MOST_LABELS))
    return tuple(
        (round((n + 0.5) * axis.step, 1), axis.word(n)) for n in range(0, len(axis.bins), every)
    )
