"""
Calendar arithmetic: the days of a month, a week, a season, a decade, or an edge of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sijill.language.dates import DateWords

_SEASON_DAYS = {"SP": ((3, 1), (6, 20)), "SU": ((6, 1), (9, 22)), "FA": ((9, 1), (12, 21))}
_DAY = timedelta(days=1)
_WEEK = 7
_OF_WEEK = {"start": (0.0, 3 / 7), "mid": (1 / 7, 5 / 7), "end": (3 / 7, 1.0)}


@dataclass(frozen=True, slots=True)
class Period:
    """
    A run of days, both ends included.

    Attributes:
        first: First day.
        last: Last day, not before *first*.
    """

    first: date
    last: date

    @property
    def n_days(self) -> int:
        """Return how many days the period has, at least 1."""
        return (self.last - self.first).days + 1


def period_of_day(day: date) -> Period:
    """Return the period of one day."""
    return Period(day, day)


def period_of_month(year: int, month: int) -> Period:
    """
    Return the days of a month.

    Examples:
        >>> period_of_month(2024, 2).last.day
        29
    """
    start = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1) if year < 9999 else date.max
    return Period(start, following - _DAY)


def period_of_year(year: int, n_years: int = 1) -> Period:
    """Return the days of *n_years* calendar years from *year* on."""
    return Period(date(year, 1, 1), date(min(year + n_years - 1, 9999), 12, 31))


def period_of_week(day: date) -> Period:
    """Return Monday to Sunday around *day*."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + 6 * _DAY)


def period_of_season(year: int, season: str) -> Period:
    """
    Return the days that a season named with a year may mean.

    Assumes:
        1. The northern hemisphere's seasons.
        2. "The winter of 1914" may be the one that begins or the one that ends in 1914.
    """
    if season == "WI":
        return Period(date(year - 1, 12, 1), date(year + 1, 3, 20))
    (first_month, first_day), (last_month, last_day) = _SEASON_DAYS[season]
    return Period(date(year, first_month, first_day), date(year, last_month, last_day))


def edge_of(period: Period, edge: str | None) -> Period:
    """
    Return the part of *period* that "early", "mid" or "late" leaves: a third, or a half.

    Examples:
        >>> edge_of(period_of_month(2015, 6), "end").first.day
        21
    """
    shares = {
        "start": (0.0, 1 / 3), "mid": (1 / 3, 2 / 3), "end": (2 / 3, 1.0),
        "first_half": (0.0, 0.5), "second_half": (0.5, 1.0),
    }  # fmt: skip
    if edge not in shares:
        return period
    low, high = shares[edge]
    n_days = period.n_days
    if n_days == _WEEK and edge in _OF_WEEK:
        low, high = _OF_WEEK[edge]
    first = period.first + round(low * n_days) * _DAY
    return Period(first, max(first, period.first + round(high * n_days + 0.01) * _DAY - _DAY))


MONTH_PARTS = ("week", "weekday", "first_days", "last_days")


def part_of_month(month: Period, words: DateWords) -> Period:
    """
    Return the days of "the first week", "the last ten days", "the last Friday" of *month*.

    Where weeks begin is not known, so a week has three days more on either side.
    """
    number, n_days = round(words.amount or 1), month.n_days
    if words.edge == "weekday":
        days = [month.first + n * _DAY for n in range(n_days)]
        fits = [day for day in days if day.weekday() == words.weekday]
        day = (
            fits[number - 1 if number > 0 else number] if abs(number) <= len(fits) else fits[-1]
        )
        return Period(day, day)
    if words.edge == "week":
        start = 7 * (number - 1) if number > 0 else n_days - 7
        low, high = max(0, start - 3), min(n_days - 1, start + 9)
    else:
        number = min(number, n_days)
        low, high = (
            (0, number - 1) if words.edge == "first_days" else (n_days - number, n_days - 1)
        )
    return Period(month.first + low * _DAY, month.first + high * _DAY)


def shift_months(year: int, month: int, n: int) -> tuple[int, int]:
    """
    Return year and month *n* months on.

    Examples:
        >>> shift_months(2015, 1, -2)
        (2014, 11)
    """
    months = year * 12 + month - 1 + n
    return months // 12, months % 12 + 1


def precision_of(period: Period) -> str:
    """
    Return the term of ``when_precision.toml`` for a period of that length.

    Examples:
        >>> precision_of(Period(date(2015, 3, 1), date(2015, 3, 31)))
        'month'
    """
    steps = ((1, "day"), (6, "days"), (10, "week"), (31, "month"), (366, "year"))
    return next((term for limit, term in steps if period.n_days <= limit), "longer")
