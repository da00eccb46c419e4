"""
Dates by other reckonings: the Hijri calendar and its feasts, quarters, fiscal years.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from sijill.language.dates import DateWords
from sijill.language.en.date_groups import (
    Match,
    read_count,
    read_edge,
    read_group,
    read_numbered,
    read_span,
    read_time_of_day,
    read_year_of,
)
from sijill.language.en.date_patterns import load_words
from sijill.language.hijri import is_hijri_year, may_be_solar
from sijill.model.span import Span

_MONTH_CUE = re.compile(
    r"\b(?:in|of|since|until|till|by|during|before|after|throughout|for|entire|last|this|holy|and)\s+$",
    re.IGNORECASE,
)
_NAME_BEHIND = re.compile(r"\s+[A-Z][a-z]")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def read_hijri_day(match: Match) -> DateWords | None:
    """Read "12 Ramadan 1446" and "the third day of Ramadan"."""
    day = _nth(match)
    if day is None or not 1 <= day <= 30 or not match.group("hmonth")[:1].isupper():
        return None
    part, time = read_time_of_day(match)
    return DateWords(
        read_span(match), "calendar", year=_year(match), month=_month(match), day=day,
        unit="day", part=part, time=time, calendar="hijri",
    )  # fmt: skip


def read_hijri_month(match: Match) -> DateWords | None:
    """Read "Ramadan 1446", "during Ramadan"; alone it is as often a person's name."""
    if not match.group("hmonth")[:1].isupper():
        return None
    before = match.string[max(0, match.start() - 16) : match.start()]
    behind = match.string[match.end() : match.end() + 4]
    told = _year(match) or match.start("hmonth") > match.start() or _MONTH_CUE.search(before)
    if not told or _NAME_BEHIND.match(behind):
        return None
    return DateWords(
        read_span(match), "calendar", year=_year(match), month=_month(match), unit="month",
        edge=read_edge(match), calendar="hijri",
    )  # fmt: skip


def read_hijri_year(match: Match) -> DateWords:
    """Read "1446 AH"."""
    return DateWords(
        read_span(match), "calendar", year=_year(match), unit="year", calendar="hijri"
    )


def read_hijri_figures(match: Match) -> DateWords | None:
    """
    Read "12/9/1445" and "1445-09-12"; the month stands in the middle.

    A day that the calendar has not (31/12/1445) and one that may be of the solar calendar
    (12/9/1402) are read too: as words that no day is found for, not as a year alone.
    """
    year = _year(match)
    if year is None or not is_hijri_year(year):
        return None
    solar = may_be_solar(year) and not match.group("sign")
    return DateWords(
        read_span(match), "calendar", year=year, month=int(match.group("m")),
        day=int(match.group("d")), unit="day", calendar="hijri_or_solar" if solar else "hijri",
    )  # fmt: skip


def read_hijri_feast(match: Match) -> DateWords | None:
    """Read "Eid al-Fitr", "the second day of Eid al-Adha", "the eve of Ashura"."""
    month, day = load_words()["hijri"]["feasts"][read_group(match, "feast")]
    if not match.group("feast")[:1].isupper():
        return None
    part, time = read_time_of_day(match)
    nth = _nth(match) or 1
    whole = 3.0 if match.group("days") else None
    return DateWords(
        read_span(match), "calendar", month=month, day=day + nth - 1, unit="day", part=part,
        time=time, offset=-1 if match.group("eve") else None, calendar="hijri", amount=whole,
    )  # fmt: skip


def read_quarter(match: Match) -> DateWords:
    """Read "Q3 2024", "the third quarter of 2024"."""
    quarter = int(match.group("q") or _QUARTERS[str(read_group(match, "nth"))])
    return DateWords(
        read_span(match), "calendar", year=read_year_of(match), month=3 * quarter - 2,
        unit="quarter",
    )  # fmt: skip


def read_fiscal_year(match: Match) -> DateWords | None:
    """Read "fiscal year 2025", which begins in 2024 in many countries and in 2025 in others."""
    year = read_year_of(match)
    if year is None:
        return None
    words = read_span(match)
    at = match.start("year")
    span = Span.of(match.string, at, match.end("year"))
    if until := match.group("until"):
        return _two_years(words, year, until, (4, 9))
    first = DateWords(span, "calendar", year=year - 1, month=4, unit="month")
    last = DateWords(span, "calendar", year=year, unit="year")
    return DateWords(words, "range", first=first, last=last, unit="year")


def read_school_year(match: Match) -> DateWords | None:
    """Read "the 2022-23 school year": from August to July, as in most countries."""
    start, until = (
        match.group("y1") or match.group("y3"),
        match.group("y2") or match.group("y4"),
    )
    return _two_years(read_span(match), int(start), until, (8, 7))


def _two_years(
    words: Span, start: int, until: str, months: tuple[int, int]
) -> DateWords | None:
    end = int(until) if len(until) == 4 else start // 100 * 100 + int(until)
    if end != start + 1:
        return None
    first, last = (
        DateWords(words, "calendar", year=year, month=month, unit="month")
        for year, month in zip((start, end), months, strict=True)
    )
    return DateWords(words, "range", first=first, last=last, unit="year")


def read_hijri_mdy(match: Match) -> DateWords | None:
    """Read "Ramadan 12, 1446"; without a year only behind "on": "13 people" may follow."""
    before = match.string[max(0, match.start() - 4) : match.start()].casefold()
    behind = match.string[match.end() : match.end() + 2]
    plain = before.endswith("on ") and not behind.startswith(" ")
    return read_hijri_day(match) if _year(match) or plain else None


def read_week_of_month(match: Match) -> DateWords | None:
    """Read "the first week of March", "the last ten days of Ramadan"."""
    hijri = bool(match.group("hmonth"))
    name = "hmonth" if hijri else "month"
    if not match.group(name)[:1].isupper():
        return None
    nth, unit = _place_in_month(match), read_group(match, "unit")
    amount = read_count(read_group(match, "amount"))
    weekday = read_group(match, "weekday")
    if (unit == "days") != (amount is not None) and unit in ("days", "weeks"):
        return None
    words = DateWords(
        read_span(match), "calendar", unit="month", amount=float(nth),
        year=_year(match) if hijri else read_year_of(match),
        month=_month(match) if hijri else read_numbered("months")[read_month_word(match)],
        calendar="hijri" if hijri else "gregorian",
    )  # fmt: skip
    if weekday:
        day = read_numbered("weekdays")[weekday.rstrip(".")]
        return replace(words, edge="weekday", weekday=day)
    if unit == "weekend":
        return replace(words, edge="weekday", weekday=5)
    if unit == "days":
        edge = "first_days" if nth == 1 else "last_days" if nth == -1 else None
        return replace(words, edge=edge, amount=float(amount or 0)) if edge else None
    return replace(words, edge="week") if unit == "week" else None


def _place_in_month(match: Match) -> int:
    word = read_group(match, "nth") or ""
    return -1 if word in ("last", "final") else 1 if word == "opening" else _nth(match) or 1


def read_month_word(match: Match) -> str:
    """Return the month as it stands in the list of months."""
    return str(read_group(match, "month")).rstrip(".")


def read_moving_feast(match: Match) -> DateWords | None:
    """Read "Easter Sunday", "Good Friday": days counted from Easter."""
    if not match.group("feast")[:1].isupper():
        return None
    part, time = read_time_of_day(match)
    return DateWords(
        read_span(match), "calendar", year=read_year_of(match), unit="day", part=part,
        time=time, offset=load_words()["easter"][read_group(match, "feast")],
        calendar="easter",
    )  # fmt: skip


def _month(match: Match) -> int:
    return _months()[str(read_group(match, "hmonth"))]


@cache
def _months() -> dict[str, int]:
    rows = load_words()["hijri"]["months"]
    return {name: number for number, names in enumerate(rows, 1) for name in names}


def _year(match: Match) -> int | None:
    year = match.groupdict().get("hyear")
    return int(year) if year else None


def _nth(match: Match) -> int | None:
    word: Any = read_group(match, "nth")
    if word is None:
        return None
    ordinals: dict[str, int] = load_words()["ordinals"]
    return int(word) if word.isdigit() else ordinals.get(word)
