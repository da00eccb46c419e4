"""
Days of the Hijri calendar as Gregorian ones, a day on either side for the sighting.

The months of Umm al-Qura are computed; where the new moon is watched for, and by country, a
month begins up to a day earlier or later.

References:
    .. [1] Umm al-Qura calendar of Saudi Arabia, tables 1343 to 1500 AH, in *hijridate*.
"""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Gregorian, Hijri

FIRST_YEAR, LAST_YEAR = 1343, 1500
"""The years that the tables know, both in."""

SIGHTING = timedelta(days=1)
"""How much earlier or later than computed a month can begin."""

_SOLAR = 1420  # solar 1421 begins in 2042
_FIRST_DAY, _LAST_DAY = date(1924, 8, 1), date(2077, 11, 16)


def is_hijri_year(year: int) -> bool:
    """
    Say whether a year of four figures is one of the tables, and hence not of the common era.

    Examples:
        >>> is_hijri_year(1445), is_hijri_year(2024)
        (True, False)
    """
    return FIRST_YEAR <= year <= LAST_YEAR


def may_be_solar(year: int) -> bool:
    """
    Say whether a year, without the name of a month beside it, may be of the solar calendar.

    Iran and Afghanistan count in it: solar 1402 began in 2023, and lunar 1402 in 1981.

    Examples:
        >>> may_be_solar(1402), may_be_solar(1445)
        (True, False)
    """
    return year <= _SOLAR


def find_hijri_year(day: date) -> int | None:
    """
    Return the Hijri year that a day lies in; ``None``: the tables do not know it.

    Examples:
        >>> find_hijri_year(date(2024, 3, 22))
        1445
    """
    if not _FIRST_DAY < day < _LAST_DAY:
        return None
    return int(Gregorian.fromdate(day).to_hijri().year)


def days_of_month(year: int, month: int) -> tuple[date, date] | None:
    """
    Return the computed first and last day of a month; ``None``: there is none in the tables.

    Examples:
        >>> [day.isoformat() for day in days_of_month(1445, 9)]
        ['2024-03-11', '2024-04-09']
    """
    if not (is_hijri_year(year) and 1 <= month <= 12):
        return None
    start = Hijri(year, month, 1)
    first = date(*start.to_gregorian().datetuple())
    return first, first + timedelta(days=start.month_length() - 1)


def find_hijri_days(
    year: int, month: int | None = None, day: int | None = None
) -> tuple[date, date] | None:
    """
    Return the first and last day that a day, month or year of the Hijri calendar may be.

    A thirtieth day of a month that was computed with 29 is one: the moon may have been seen
    a day later.

    Returns:
        The two, a day wider than computed on either side; ``None``: the calendar has none, or
        the tables do not know it.

    Examples:
        >>> [day.isoformat() for day in find_hijri_days(1445, 9, 12)]
        ['2024-03-21', '2024-03-23']
        >>> [day.isoformat() for day in find_hijri_days(1445)]
        ['2023-07-18', '2024-07-07']
        >>> find_hijri_days(1445, 13, 1), find_hijri_days(1445, 9, 31), find_hijri_days(2024)
        (None, None, None)
    """
    whole = (1, 12) if month is None else (month, month)
    first, last = (days_of_month(year, one) for one in whole)
    if first is None or last is None or (day is not None and not 1 <= day <= 30):
        return None
    if day is None:
        return first[0] - SIGHTING, last[1] + SIGHTING
    meant = first[0] + timedelta(days=day - 1)
    return meant - SIGHTING, meant + SIGHTING
