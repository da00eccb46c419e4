"""
Days as cells have them: ISO 8601, figures in three orders, named months, a sheet's serials.

A day that could be two days is none: 03/04/2023 needs the order that the table writes in. A day
of the Hijri calendar is three days, since a month begins with the moon that is seen.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from sijill.extract.rows.numbers import plain_digits
from sijill.language.hijri import find_hijri_days, is_hijri_year, may_be_solar

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:[T ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})(?:[T ]\d.*)?")
_TIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})")
_YEAR = re.compile(r"(1[89]|20)\d{2}")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_NAMED = re.compile(r"(?:(\d{1,2})\D{0,3}?[\s,.-]+)?([^\W\d_][^\d,]*?)[\s,.-]+(\d{4})")
_NAME_FIRST = re.compile(r"([^\W\d_][^\d,]*?)[\s.]+(\d{1,2})\D{0,3}[\s,]+(\d{4})")
_EPOCH = date(1899, 12, 30)
_WEEKDAY = re.compile(r"([^\W\d_]+),?\s+(?=\d)")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ReadDay:
    """
    What a cell says of a day.

    Attributes:
        earliest: First possible day; ``None``: it cannot be read.
        latest: Last possible day.
        precision: ``day``, ``month`` or ``year``; ``days`` for a day of the Hijri calendar.
        why: Why it cannot be read, as the end of a sentence.
    """

    earliest: date | None
    latest: date | None
    precision: str = "day"
    why: str | None = None


@lru_cache(50_000)
def read_day(text: str, order: str | None = None) -> ReadDay:
    """
    Return the day, month or year that a cell names.

    Args:
        text: The cell.
        order: ``day_first``, ``month_first`` or ``year_first``; ``None``: not known.

    Examples:
        >>> read_day("2023-10-05").earliest, read_day("5 تشرين الأول ٢٠٢٣").earliest
        (datetime.date(2023, 10, 5), datetime.date(2023, 10, 5))
        >>> read_day("03/04/2023").why
        'could be 3 April or 4 March; say `order` in [when]'
        >>> read_day("03/04/2023", "day_first").latest, read_day("45204").latest
        (datetime.date(2023, 4, 3), datetime.date(2023, 10, 5))
        >>> read_day("October 2023").precision
        'month'
        >>> read_day("١٢ رمضان ١٤٤٥").earliest, read_day("12/9/1445").latest
        (datetime.date(2024, 3, 21), datetime.date(2024, 3, 23))
    """
    plain = _SPACES.sub(" ", plain_digits(text)).strip()
    sign = _hijri_sign().search(plain)
    if sign:
        plain = plain[: sign.start()]
    lunar = sign is not None
    for form in (_YEAR_FIRST, _TIGHT):
        if found := form.fullmatch(plain):
            return _day(int(found[1]), int(found[2]), int(found[3]), lunar=lunar)
    if found := _YEAR_LAST.fullmatch(plain):
        return _ordered(int(found[1]), int(found[2]), int(found[3]), order, lunar=lunar)
    if found := _MONTH.fullmatch(plain):
        return span_of(int(found[1]), int(found[2]), lunar=lunar)
    if _YEAR.fullmatch(plain) or (lunar and plain.isdecimal()):
        return span_of(int(plain), lunar=lunar)
    if found := _SERIAL.fullmatch(plain):
        day = _EPOCH + timedelta(days=int(found[1]))
        return ReadDay(day, day)
    return _named(plain)


def _ordered(first: int, second: int, year: int, order: str | None, *, lunar: bool) -> ReadDay:
    if order == "month_first":
        return _day(year, first, second, lunar=lunar)
    # Nobody writes a day of the Hijri calendar behind its month in figures.
    if order == "day_first" or first > 12 or first == second or is_hijri_year(year):
        return _day(year, second, first, lunar=lunar)
    if second > 12:
        return _day(year, first, second, lunar=lunar)
    month = calendar.month_name
    why = f"could be {first} {month[second]} or {second} {month[first]}; say `order` in [when]"
    return ReadDay(None, None, why=why)


def _day(year: int, month: int, day: int, *, lunar: bool) -> ReadDay:
    if is_hijri_year(year):
        return _hijri(year, month, day, lunar=lunar)
    try:
        found = date(year, month, day)
    except ValueError:
        return ReadDay(None, None, why="is no day of the calendar (is its order right?)")
    return ReadDay(found, found)


def _hijri(year: int, month: int | None, day: int | None, *, lunar: bool) -> ReadDay:
    if not lunar and may_be_solar(year):
        why = "may be of the lunar or the solar calendar; write it as 2023-10-05"
        return ReadDay(None, None, why=why)
    days = find_hijri_days(year, month, day)
    if days is None:
        return ReadDay(None, None, why="is no day of the Hijri calendar (is its order right?)")
    return ReadDay(*days, "days" if day else "month" if month else "year")


def span_of(year: int, month: int | None = None, *, lunar: bool = False) -> ReadDay:
    """
    Return a whole month or year.

    Args:
        year: The year.
        month: The month; ``None``: the whole year.
        lunar: Whether it is said to be of the Hijri calendar.

    Examples:
        >>> span_of(2024, 2).latest
        datetime.date(2024, 2, 29)
    """
    if is_hijri_year(year):
        return _hijri(year, month, None, lunar=lunar)
    try:
        if month is None:
            return ReadDay(date(year, 1, 1), date(year, 12, 31), "year")
        last = calendar.monthrange(year, month)[1]
        return ReadDay(date(year, month, 1), date(year, month, last), "month")
    except ValueError:
        return ReadDay(None, None, why="is no month of the calendar")


def _named(plain: str) -> ReadDay:
    """Return a day with a month's name in it: 5 October 2023, October 5, 2023."""
    plain = _between().sub(" ", plain)
    weekday = _WEEKDAY.match(plain)
    if weekday and weekday[1].casefold() not in {**load_months(), **_hijri_months()}:
        plain = plain[weekday.end() :]
    lunar = plain[-4:].isdecimal() and is_hijri_year(int(plain[-4:]))
    months = _hijri_months() if lunar else load_months()
    if found := _NAME_FIRST.fullmatch(plain):
        month = months.get(found[1].casefold().strip())
        if month:
            return _day(int(found[3]), month, int(found[2]), lunar=lunar)
    if found := _NAMED.fullmatch(plain):
        month = months.get(found[2].casefold().strip())
        if month and found[1]:
            return _day(int(found[3]), month, int(found[1]), lunar=lunar)
        if month:
            return span_of(int(found[3]), month, lunar=lunar)
    return ReadDay(None, None, why="is no day that can be read; write it as 2023-10-05")


@cache
def _hijri_sign() -> re.Pattern[str]:
    """Return what finds the sign behind a year of the Hijri calendar."""
    (signs,) = _calendars()["hijri_signs"]
    return re.compile(rf"(?<=\d)\s?(?:{'|'.join(map(re.escape, signs))})$", re.IGNORECASE)


@cache
def _hijri_months() -> dict[str, int]:
    return _numbered(_calendars()["hijri"].values())


@cache
def _between() -> re.Pattern[str]:
    """Return what finds the words between day, month and year, with the space around them."""
    (words,) = _calendars()["between"]
    return re.compile(rf"(?:\s+(?:{'|'.join(map(re.escape, words))}))+\s+", re.IGNORECASE)


@cache
def _calendars() -> dict[str, Any]:
    text = files("sijill.extract.rows").joinpath("months.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def load_months() -> dict[str, int]:
    """Return the month of each name, in small letters; those of the Hijri calendar apart."""
    others = ("between", "hijri", "hijri_signs")
    return _numbered(names for key, names in _calendars().items() if key not in others)


def _numbered(calendars: Iterable[list[list[str]]]) -> dict[str, int]:
    return {
        name: number
        for months in calendars
        for number, names in enumerate(months, start=1)
        for name in names
    }
