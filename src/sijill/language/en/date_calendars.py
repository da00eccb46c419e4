"""
Dates by other reckonings: the Hijri calendar and its feasts, quarters, fiscal years.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sijill.language.dates import DateWords
from sijill.language.en.date_groups import (
    Match,
    read_edge,
    read_group,
    read_span,
    read_time_of_day,
    read_year_of,
)
from sijill.language.en.date_patterns import load_words
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


def read_hijri_feast(match: Match) -> DateWords | None:
    """Read "Eid al-Fitr", "the second day of Eid al-Adha", "the eve of Ashura"."""
    month, day = load_words()["hijri"]["feasts"][read_group(match, "feast")]
    part, time = read_time_of_day(match)
    nth = _nth(match) or 1
    return DateWords(
        read_span(match), "calendar", month=month, day=day + nth - 1, unit="day", part=part,
        time=time, offset=-1 if match.group("eve") else None, calendar="hijri",
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
    first = DateWords(span, "calendar", year=year - 1, month=4, unit="month")
    last = DateWords(span, "calendar", year=year, unit="year")
    return DateWords(words, "range", first=first, last=last, unit="year")


def _month(match: Match) -> int:
    return _months()[str(read_group(match, "hmonth"))]


@cache
def _months() -> dict[str, int]:
    rows = load_words()["hijri"]["months"]
    return {name: number for number, names in enumerate(rows, 1) for name in names}


def _year(match: Match) -> int | None:
    year = match.group("hyear")
    return int(year) if year else None


def _nth(match: Match) -> int | None:
    word: Any = read_group(match, "nth")
    if word is None:
        return None
    ordinals: dict[str, int] = load_words()["ordinals"]
    return int(word) if word.isdigit() else ordinals.get(word)
