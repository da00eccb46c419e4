"""
What time expressions say that name a year, month or day, and which function reads which.

A builder returns ``None`` for a match that is not a time after all ("may", "2000 soldiers").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from sijill.language.dates import DateWords
from sijill.language.en.date_calendars import (
    read_fiscal_year,
    read_hijri_day,
    read_hijri_feast,
    read_hijri_figures,
    read_hijri_mdy,
    read_hijri_month,
    read_hijri_year,
    read_moving_feast,
    read_quarter,
    read_school_year,
    read_week_of_month,
)
from sijill.language.en.date_groups import (
    Match,
    read_capital,
    read_edge,
    read_group,
    read_numbered,
    read_span,
    read_time_of_day,
    read_year_of,
)
from sijill.language.en.date_patterns import load_words
from sijill.language.en.date_relative import (
    read_clock,
    read_clock_words,
    read_day_alone,
    read_day_beside,
    read_day_word,
    read_duration,
    read_part,
    read_part_alone,
    read_past_days,
    read_reference,
    read_relative_count,
    read_relative_month,
    read_relative_unit,
    read_season_alone,
    read_set,
    read_weekday,
)
from sijill.language.hijri import is_hijri_year
from sijill.model.span import Span

_COUNTED = re.compile(
    r"\s*(?:%|(?:blocks?|hours|hrs|GMT|UTC|local\s+time|percent|people|men|women|children|troops|km|miles|met(?:re|er)s|feet|kg|tons|"
    r"strong|dead|wounded|soldiers|fighters|civilians|rebels|houses|homes|families|prisoners|"
    r"refugees|others|dollars|euros|pounds|shells|rockets|tanks|victims|volunteers)\b)"
)
_PLURAL_AFTER = re.compile(
    r"\s+(?!(?:was|is|has|as|this|its|his|thus|us)\b)[a-z]+(?<!s)s\b(?!['’])"
)
_DETERMINED = re.compile(r"\b(?:the|a|an|his|her|its|their|making)\s+$", re.IGNORECASE)
_YEAR_CUES = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|during|from|to|between|and|late|early|mid|before|after|"
    r"year|years|through|around|about|for|as|spring|summer|autumn|fall|winter|circa|ca\.|on|the|a|"
    r"an|his|her|its|their|making)\s+|[,(;:–—-]\s*|^\s*|\n\s*|[.!?]\s+)$",
    re.IGNORECASE,
)
_CENTURY_TURN = 50  # "3/4/24" is of 2024, "3/4/82" of 1982
_OFFSETS = {"last": -1, "next": 1}


def _read_calendar(match: Match) -> DateWords | None:
    month = read_numbered("months")[str(read_group(match, "month")).rstrip(".")]
    if not read_capital(match, "month"):
        return None
    part, time = read_time_of_day(match)
    same = read_group(match, "same")
    weekday = read_group(match, "weekday")
    day = read_group(match, "day")
    return DateWords(
        read_span(match), "calendar", year=read_year_of(match), month=month,
        day=int(day) if day else None, edge=read_edge(match), part=part, time=time,
        weekday=read_numbered("weekdays")[weekday.rstrip(".")] if weekday else None,
        unit="day" if day else "month",
        offset=_OFFSETS.get(same.split()[0], 0) if same else None,
        anchor="text" if same and same.split()[0] in ("the", "that") else "publication",
    )  # fmt: skip


def _read_month(match: Match) -> DateWords | None:
    found = _read_calendar(match)
    word = str(read_group(match, "month")).rstrip(".")
    if found and word in load_words()["paired_months"]:
        return None
    alone = found and found.year is None and found.edge is None
    if not alone or read_group(match, "same") or match.group() == match.string:
        return found
    if word in load_words()["doubtful_months"]:
        start = match.start()
        before = re.findall(r"[a-z]+", match.string[max(0, start - 20) : start].casefold())
        if not before or before[-1] not in load_words()["month_cues"]:
            return None
    return found


def _read_year(match: Match) -> DateWords | None:
    if match.group("bcyear") or match.group("edge"):
        return DateWords(
            read_span(match),
            "calendar",
            year=read_year_of(match),
            unit="year",
            edge=read_edge(match),
        )
    before = match.string[max(0, match.start() - 16) : match.start()]
    after = match.string[match.end() : match.end() + 20]
    if _COUNTED.match(after) or not (_YEAR_CUES.search(before) or after[:1] in (".", ",", ")")):
        return None
    if _PLURAL_AFTER.match(after) and not _DETERMINED.search(before):
        return None
    return DateWords(read_span(match), "calendar", year=read_year_of(match), unit="year")


def _read_season(match: Match) -> DateWords | None:
    season = load_words()["seasons"][read_group(match, "season")]
    return DateWords(
        read_span(match), "calendar", year=read_year_of(match), season=season, unit="season",
        edge=read_edge(match),
    )  # fmt: skip


def _read_decade(match: Match) -> DateWords:
    start = read_group(match, "decade")
    year = int(start) if start else -int(str(read_group(match, "bcdecade")))
    return DateWords(
        read_span(match), "calendar", year=year, unit="decade", edge=read_edge(match)
    )


def _read_century(match: Match) -> DateWords:
    word = str(read_group(match, "century"))
    ordinals: dict[str, int] = load_words()["ordinals"]
    number = ordinals[word] if word in ordinals else int(re.sub(r"\D", "", word))
    year = -number * 100 if match.group("era") else (number - 1) * 100 + 1
    return DateWords(
        read_span(match), "calendar", year=year, unit="century", edge=read_edge(match)
    )


def _day_words(
    match: Match, year: int, month: int, day: int, time: str | None
) -> DateWords | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return DateWords(
        read_span(match), "calendar", year=year, month=month, day=day, unit="day", time=time
    )


def _read_iso(match: Match) -> DateWords | None:
    year, month, day = (int(match.group(name)) for name in "ymd")
    if is_hijri_year(year):
        return None
    return _day_words(match, year, month, day, match.group("hm"))


def _read_numeric(match: Match) -> DateWords | None:
    """Read 26/10/2015; 3/4/2015 may be 3 April or 4 March, and is kept as either."""
    first, second, year = (int(match.group(name)) for name in "aby")
    year += 0 if year > 99 else 2000 if year < _CENTURY_TURN else 1900
    if is_hijri_year(year):
        return None
    if match.group("sep") == "." or first > 12 or first == second:
        return _day_words(match, year, second, first, None)
    if second > 12:
        return _day_words(match, year, first, second, None)
    if second > 12 or first > 12:
        return None
    return DateWords(
        read_span(match), "calendar", year=year, month=second, day=first, unit="day",
        swapped=True,
    )  # fmt: skip


def _read_holiday(match: Match) -> DateWords:
    month, day = load_words()["holidays"][read_group(match, "holiday")]
    night = bool(match.group("night"))
    return DateWords(
        read_span(match), "calendar", year=read_year_of(match), month=month,
        day=24 if night and day == 25 else day, unit="day", part="NI" if night else None,
    )  # fmt: skip


def _read_range_days(match: Match) -> DateWords | None:
    """Read "3 to 5 October 2015" and "October 3-5": both ends take month and year."""
    if not read_capital(match, "month"):
        return None
    month, year = (
        read_numbered("months")[str(read_group(match, "month")).rstrip(".")],
        read_year_of(match),
    )
    text, whole = match.string, read_span(match)
    month_first = match.start("month") < match.start("d1")
    starts = (match.start() if month_first else match.start("d1"), match.end("join"))
    ends = (match.start("join"), match.end())
    first, last = (
        DateWords(
            Span.of(text, starts[n], ends[n]), "calendar", year=year, month=month,
            day=int(match.group(name)), unit="day",
        )
        for n, name in enumerate(("d1", "day"))
    )  # fmt: skip
    if (first.day or 0) > (last.day or 0) or (last.day or 0) > 31:
        return None
    return DateWords(whole, "range", first=first, last=last, unit="day")


def _read_range_years(match: Match) -> DateWords | None:
    start, end = int(match.group("y1")), match.group("y2")
    last = int(end) if len(end) == 4 else start // 100 * 100 + int(end)
    if last < start:
        return None
    text = match.string
    first = DateWords(
        Span.of(text, match.start("y1"), match.end("y1")), "calendar", year=start, unit="year"
    )
    second = DateWords(
        Span.of(text, match.start("y2"), match.end("y2")), "calendar", year=last, unit="year"
    )
    return DateWords(read_span(match), "range", first=first, last=second, unit="year")


def _read_range_bc(match: Match) -> DateWords | None:
    start, end = int(match.group("y1")), int(match.group("y2"))
    if start <= end:
        return None
    text = match.string
    ends = ((match.start(), match.end("y1"), start), (match.start("y2"), match.end(), end))
    first, last = (
        DateWords(Span.of(text, begin, stop), "calendar", year=-year, unit="year")
        for begin, stop, year in ends
    )
    return DateWords(read_span(match), "range", first=first, last=last, unit="year")


BUILDERS: dict[str, Callable[[Match], DateWords | None]] = {
    "calendar_dmy": _read_calendar, "calendar_mdy": _read_calendar, "calendar_my": _read_month,
    "calendar_year": _read_year, "calendar_season": _read_season,
    "season_alone": read_season_alone, "calendar_decade": _read_decade,
    "calendar_century": _read_century, "calendar_iso": _read_iso,
    "calendar_numeric": _read_numeric, "day_alone": read_day_alone, "holiday": _read_holiday,
    "weekday": read_weekday, "day_word": read_day_word, "part_of_day": read_part,
    "part_alone": read_part_alone, "relative_unit": read_relative_unit,
    "relative_month": read_relative_month, "relative_count": read_relative_count,
    "day_beside": read_day_beside, "duration_past": read_duration, "duration": read_duration,
    "set": read_set, "clock": read_clock, "clock24": read_clock, "clock_four": read_clock,
    "clock_words": read_clock_words, "week_of_month": read_week_of_month,
    "school_year": read_school_year, "hijri_mdy": read_hijri_mdy,
    "moving_feast": read_moving_feast,
    "reference": read_reference, "past_days": read_past_days, "range_dm": _read_range_days,
    "range_md": _read_range_days, "range_years": _read_range_years,
    "range_bc": _read_range_bc, "hijri_day": read_hijri_day, "hijri_month": read_hijri_month,
    "hijri_year": read_hijri_year, "hijri_feast": read_hijri_feast,
    "hijri_figures": read_hijri_figures, "hijri_iso": read_hijri_figures,
    "calendar_quarter": read_quarter, "fiscal_year": read_fiscal_year,
}  # fmt: skip
