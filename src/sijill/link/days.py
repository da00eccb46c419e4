"""
How the days of two claims stand to each other.
"""

from __future__ import annotations

import numpy as np

from sijill.link.columns import NO_DAY, Columns, Ints
from sijill.link.settings import Settings

TIME = (
    "unknown", "same_day", "overlap_week", "overlap_month", "overlap_long", "next_day",
    "two_days", "week", "apart", "in_window", "before_window", "after_report",
    "reports_close", "reports_near", "reports_apart",
)  # fmt: skip
REPORTS = ("unknown", "close", "near", "apart", "far")

_NEWS_FACTOR = 4  # reports further apart than this many windows are far
_CLOSE_DAYS = 3
_SOON_DAYS = 2


def levels_of_time(columns: Columns, left: Ints, right: Ints, settings: Settings) -> Ints:
    """Return the level of time of each pair, as positions in `TIME`."""
    at = {name: number for number, name in enumerate(TIME)}
    one, two = columns.earliest[left], columns.earliest[right]
    dated = (one != NO_DAY).astype(int) + (two != NO_DAY)
    found = np.select(
        [dated == 2, dated == 1],
        [_both(columns, left, right, at), _window(columns, left, right, settings, at)],
        _neither(columns, left, right, settings, at),
    )
    late = _after(columns, left, right) | _after(columns, right, left)
    return np.where(late, at["after_report"], found)


def _after(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Say whether the act of one is later than the other's report."""
    first, report = columns.earliest[left], columns.reported[right]
    return np.asarray((first != NO_DAY) & (report != NO_DAY) & (first > report + 1))


def _both(columns: Columns, left: Ints, right: Ints, at: dict[str, int]) -> Ints:
    first, last = ((columns.earliest[side], columns.latest[side]) for side in (left, right))
    gap = np.maximum(first[0] - last[1], last[0] - first[1])
    width = np.maximum(first[1] - first[0], last[1] - last[0])
    return np.select(
        [gap > 7, gap > 2, gap == 2, gap == 1, width == 0, width <= 7, width <= 31],
        [
            at[name]
            for name in (
                "apart", "week", "two_days", "next_day", "same_day", "overlap_week",
                "overlap_month",
            )
        ],
        at["overlap_long"],
    )  # fmt: skip


def _window(
    columns: Columns, left: Ints, right: Ints, settings: Settings, at: dict[str, int]
) -> Ints:
    """Return whether the day of one lies in the days before the other's report."""
    swapped = columns.earliest[left] == NO_DAY
    last = columns.latest[np.where(swapped, right, left)]
    report = columns.reported[np.where(swapped, left, right)]
    inside = np.where(report - last <= settings.news_days, at["in_window"], at["before_window"])
    return np.where(report == NO_DAY, at["unknown"], inside)


def _neither(
    columns: Columns, left: Ints, right: Ints, settings: Settings, at: dict[str, int]
) -> Ints:
    one, two = columns.reported[left], columns.reported[right]
    gap = np.abs(one - two)
    return np.select(
        [(one == NO_DAY) | (two == NO_DAY), gap <= _SOON_DAYS, gap <= settings.news_days],
        [at["unknown"], at["reports_close"], at["reports_near"]],
        at["reports_apart"],
    )


def levels_of_reports(columns: Columns, left: Ints, right: Ints, settings: Settings) -> Ints:
    """Return how far apart the reports were published, as positions in `REPORTS`."""
    one, two = columns.reported[left], columns.reported[right]
    gap = np.abs(one - two)
    news = settings.news_days
    return np.select(
        [
            (one == NO_DAY) | (two == NO_DAY), gap <= _CLOSE_DAYS, gap <= news,
            gap <= _NEWS_FACTOR * news,
        ],
        [0, 1, 2, 3],
        4,
    )  # fmt: skip
