"""
Feasts that are counted from Easter, by the reckoning of the western and the eastern churches.

References:
    .. [1] Meeus, J. (1991). Astronomical algorithms. Willmann-Bell, chapter 8.
"""

from __future__ import annotations

from datetime import date, timedelta

from sijill.language.dates import DateWords
from sijill.resolve.periods import Period

_DAY = timedelta(days=1)
_NEAR = timedelta(days=10)
_JULIAN_GAP = 13 * _DAY  # from 1900 to 2099
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def easter_period(words: DateWords, *, published: date | None) -> Period | None:
    """
    Return the day of *words*, counted from Easter; from the first to the last where two fit.

    Without a year it is the feast of one church that lies shortly before publication; else
    the days of both churches in the last such year stand.

    Args:
        words: The expression; its *calendar* is ``easter``.
        published: Day of publication; ``None``: not known.

    Examples:
        >>> from sijill.model import Span
        >>> words = DateWords(Span(0, 11, "Good Friday"), "calendar", offset=-2, unit="day",
        ...                   calendar="easter")
        >>> easter_period(words, published=date(2024, 4, 3)).first.isoformat()
        '2024-03-29'
    """
    year = words.year or (published.year if published else None)
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    days = _days(year, words)
    if words.year or published is None or words.ahead:
        return Period(days[0], days[-1])
    near = [day for day in days if _DAY * -1 <= published - day <= _NEAR]
    if near:
        return Period(near[-1], near[-1])
    if days[0] > published:
        days = _days(max(_FIRST_YEAR, year - 1), words)
    return Period(days[0], days[-1] if days[-1] <= published else days[0])


def _days(year: int, words: DateWords) -> list[date]:
    shift = (words.offset or 0) * _DAY
    return sorted({western_easter(year) + shift, eastern_easter(year) + shift})


def western_easter(year: int) -> date:
    """
    Return Easter Sunday of the Gregorian reckoning.

    Examples:
        >>> western_easter(2024).isoformat()
        '2024-03-31'
    """
    golden, century = year % 19, year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15
    moon = skipped % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def eastern_easter(year: int) -> date:
    """
    Return Easter Sunday of the Julian reckoning, as a Gregorian day.

    Examples:
        >>> eastern_easter(2024).isoformat()
        '2024-05-05'
    """
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + _JULIAN_GAP
