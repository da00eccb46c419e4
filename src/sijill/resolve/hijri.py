"""
Words of the Hijri calendar as Gregorian days, by their year or by publication.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sijill.language.dates import DateWords
from sijill.language.hijri import SIGHTING, days_of_month, find_hijri_days, find_hijri_year
from sijill.resolve.periods import MONTH_PARTS, Period, edge_of, part_of_month

_DAY = timedelta(days=1)
_FEASTS = ((10, 1), (12, 10))
_NEAR_FEAST = timedelta(days=30)


def hijri_period(words: DateWords, *, published: date | None) -> Period | None:
    """
    Return the days that *words*, a date of the Hijri calendar, may mean.

    Without a year it is the last such date up to publication, or the next one where the
    sentence speaks of what is to come.

    Args:
        words: The expression; its *calendar* is ``hijri``.
        published: Day of publication; ``None``: not known.

    Returns:
        The days, or ``None``: no year is told or known, or it lies outside the tables.

    Examples:
        >>> from sijill.model import Span
        >>> words = DateWords(Span(0, 15, "12 Ramadan 1446"), "calendar", year=1446, month=9,
        ...                   day=12, unit="day", calendar="hijri")
        >>> period = hijri_period(words, published=None)
        >>> period.first.isoformat(), period.last.isoformat()
        ('2025-03-11', '2025-03-13')
    """
    if words.month == 0:
        return _either_feast(words, published)
    if words.year is not None:
        return _period(words, words.year)
    current = find_hijri_year(published) if published else None
    if published is None or current is None:
        return None
    near = [_period(words, year) for year in (current - 1, current, current + 1)]
    known = [period for period in near if period is not None]
    if words.ahead:
        return next((period for period in known if period.last >= published), None)
    return next((period for period in reversed(known) if period.first <= published), None)


def no_period(words: DateWords, *, published: date | None) -> Period | None:
    """Return no days: *words* may count in the lunar or in the solar calendar."""
    del words, published
    return None


def _either_feast(words: DateWords, published: date | None) -> Period | None:
    """Return the days of "Eid": the feast that publication leaves, where one is near."""
    feasts = [
        replace(words, month=month, day=(words.day or 1) + day - 1) for month, day in _FEASTS
    ]
    found = [hijri_period(feast, published=published) for feast in feasts]
    known = [period for period in found if period and published]
    near = [item for item in known if published and abs(published - item.first) <= _NEAR_FEAST]
    return near[0] if len(near) == 1 else None


def _period(words: DateWords, year: int) -> Period | None:
    if words.month is None:
        days = find_hijri_days(year)
        return Period(*days) if days else None
    month = days_of_month(year, words.month)
    if month is None:
        return None
    first, last = month
    if words.day is not None:
        if words.offset is None and find_hijri_days(year, words.month, words.day) is None:
            return None  # 31/12/1445
        first = last = first + (words.day - 1 + (words.offset or 0)) * _DAY
        last += round(words.amount or 0) * _DAY
    elif words.edge in MONTH_PARTS:
        part = part_of_month(Period(first, last), words)
        first, last = part.first, part.last
    elif words.edge:
        part = edge_of(Period(first, last), words.edge)
        first, last = part.first, part.last
    return Period(first - SIGHTING, last + SIGHTING)
