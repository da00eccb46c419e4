"""
Time expressions become first and last possible days.

The day of publication anchors; it is never itself the day of what happened.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sijill.language.dates import DateWords
from sijill.model import DateRange
from sijill.resolve.anchor import Anchors, Known, anchor_words
from sijill.resolve.easter import easter_period
from sijill.resolve.hijri import hijri_period, no_period
from sijill.resolve.periods import (
    MONTH_PARTS,
    Period,
    edge_of,
    part_of_month,
    period_of_day,
    period_of_month,
    period_of_season,
    period_of_week,
    period_of_year,
    precision_of,
)

FAR_YEARS = 5
_DAY = timedelta(days=1)
_HALF_MONTH = timedelta(days=15)
_SAME_DAY_HOURS = 6
_STORY_YEARS = 3
_CHURCHES = {
    "hijri": hijri_period, "hijri_or_solar": no_period, "easter": easter_period,
}  # fmt: skip
_NIGHTS = ("night", "midnight", "nighttime", "night-time")
_UNIT_DAYS = {
    "hour": 1 / 24,
    "day": 1,
    "weekend": 2,
    "week": 7,
    "month": 31,
    "quarter": 92,
    "year": 366,
}
_VAGUE_PRECISION = {"hour": "day", "day": "days", "week": "week", "month": "month"}


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """
    A time expression and what it came to.

    Attributes:
        words: The expression.
        known: Its calendar date; ``None``: not anchored, or none (a duration).
        range: The days; its ends are ``None`` where they are open or not known.
        guessed_year: Whether the year was taken from the anchor.
        reason: Term of ``vocabulary/absence.toml`` where no day is known.
    """

    words: DateWords
    known: Known | None
    range: DateRange
    guessed_year: bool = False
    reason: str | None = None


def resolve_dates(
    found: Iterable[DateWords], *, published: date | None, story: bool | None = None
) -> tuple[ResolvedDate, ...]:
    """
    Resolve the time expressions of one text, in reading order.

    Args:
        found: The expressions; ranges may be among them.
        published: Day of publication; ``None``: not known.
        story: Whether the text is a history, whose dates count from one another. ``None``:
            told from the years that it names.

    Returns:
        One result for each expression, in the same order.
    """
    words = tuple(found)
    told = is_story(words, published) if story is None else story
    anchors = Anchors(published, None, told)
    resolved = []
    for item in words:
        result = resolve_date(item, anchors)
        resolved.append(result)
        anchors = replace(anchors, text=_next_anchor(result, anchors))
    return tuple(resolved)


def is_story(found: tuple[DateWords, ...], published: date | None) -> bool:
    """Say whether most years that the text names lie two and more years before publication."""
    years = [words.year for words in found if words.kind == "calendar" and words.year]
    if published is None:
        return len(years) >= _STORY_YEARS
    past = sum(year < published.year - 1 for year in years)
    told = sum(words.kind == "weekday" or words.reference == "past" for words in found)
    return past >= _STORY_YEARS and past > len(years) / 2 and told < past / 3


def _next_anchor(result: ResolvedDate, anchors: Anchors) -> Known | None:
    words, known = result.words, result.known
    if words.kind == "range" and words.last and words.unit != "year":
        known = anchor_words(words.last, anchors)
    if known is None or known.year is None or known.unit in ("decade", "century"):
        return anchors.text
    aside = words.kind == "relative" and (
        (words.offset or 0) < 0 or (anchors.story and words.anchor == "publication")
    )
    far = (
        anchors.story
        and known.unit == "year"
        and anchors.text is not None
        and abs(known.year - (anchors.text.year or known.year)) > FAR_YEARS
    )
    return anchors.text if aside or far else known


def resolve_date(words: DateWords, anchors: Anchors) -> ResolvedDate:
    """Return what one expression comes to."""
    if words.kind == "range" and words.first and words.last:
        return _resolve_range(words, words.first, words.last, anchors)
    if words.calendar in _CHURCHES:
        return _resolve_feast(words, anchors)
    known = anchor_words(words, anchors)
    period = _period(words, known, anchors)
    if period is None:
        reason = _reason(words, known)
        return ResolvedDate(words, known, _open_range(words, anchors), reason=reason)
    bounded = _bounded(words, period, anchors)
    guessed = bool(known and known.guessed_year)
    return ResolvedDate(words, known, bounded, guessed)


def _resolve_feast(words: DateWords, anchors: Anchors) -> ResolvedDate:
    """Resolve what is reckoned by another calendar, or from Easter."""
    period = _CHURCHES[words.calendar](words, published=anchors.published)
    if period is None:
        either = words.calendar == "hijri_or_solar" or (words.month == 0 and anchors.published)
        reason = "ambiguous" if either else "not_anchored"
        return ResolvedDate(words, None, _open_range(words, anchors), reason=reason)
    if words.calendar == "easter":
        known = Known.of_day(period.first) if period.n_days == 1 else None
        return ResolvedDate(words, known, _bounded(words, period, anchors), words.year is None)
    middle = Known.of_day(period.first + _DAY) if words.day else None
    return ResolvedDate(words, middle, _bounded(words, period, anchors), words.year is None)


def _resolve_range(
    words: DateWords, first: DateWords, last: DateWords, anchors: Anchors
) -> ResolvedDate:
    end = resolve_date(last, anchors)
    start = resolve_date(_lend(first, last, end.known), anchors)
    if first.kind == last.kind == "weekday":
        start = _week_before(start, end)
    early, late = start.range.earliest, end.range.latest
    if early and late and early > late and end.range.earliest and start.range.latest:
        early, late = end.range.earliest, start.range.latest  # "yesterday and on Sunday"
    if early is None or late is None or early > late:
        return ResolvedDate(words, end.known, DateRange(words.span), reason="not_anchored")
    span = DateRange(words.span, early, late, precision_of(Period(early, late)))
    return ResolvedDate(words, start.known, span, start.guessed_year or end.guessed_year)


def _week_before(start: ResolvedDate, end: ResolvedDate) -> ResolvedDate:
    """Take "Thursday" of "Thursday and Friday" for the one before that Friday."""
    day, until = start.range.earliest, end.range.latest
    if day is None or until is None or day <= until:
        return start
    day -= 7 * _DAY
    moved = replace(start.range, earliest=day, latest=day)
    return replace(start, known=Known.of_day(day), range=moved)


def _lend(first: DateWords, last: DateWords, known: Known | None) -> DateWords:
    """Give the first end of a range the year of the last ("from May to July 2015")."""
    if first.kind != "calendar" or first.year is not None or known is None:
        return first
    if last.kind != "calendar" or known.year is None or first.month is None:
        return first
    over = last.month is not None and first.month > last.month
    return replace(first, year=known.year - over)


def _period(words: DateWords, known: Known | None, anchors: Anchors) -> Period | None:
    if words.kind == "duration":
        return _past_duration(words, anchors)
    if known is None or known.year is None or not 1 <= known.year <= 9998:
        return None
    base = _known_period(known)
    if base is None:
        return None
    base = part_of_month(base, words) if words.edge in MONTH_PARTS else _edge(base, words)
    if words.swapped:
        return _either_way(words, base, anchors)
    if words.part == "NI" and base.n_days == 1:
        return _night(words, base)
    return _loosened(words, known, base, anchors)


def _edge(base: Period, words: DateWords) -> Period:
    return (
        edge_of(base, words.edge) if words.unit != "year" else _edge_of_year(base, words.edge)
    )


def _either_way(words: DateWords, base: Period, anchors: Anchors) -> Period:
    """Return the days of 3/4/2015: both ways round, or the one that publication leaves."""
    assert words.year is not None and words.month is not None and words.day is not None
    other = date(words.year, words.day, words.month)
    days = sorted({base.first, other})
    if anchors.published is not None and days[0] <= anchors.published < days[1]:
        days = days[:1]
    return Period(days[0], days[-1])


def _edge_of_year(base: Period, edge: str | None) -> Period:
    """Return the part of one or more years; a half year ends with a month."""
    if edge not in ("first_half", "second_half") or base.first.year != base.last.year:
        return edge_of(base, edge)
    year = base.first.year
    if edge == "first_half":
        return Period(base.first, date(year, 6, 30))
    return Period(date(year, 7, 1), base.last)


def _known_period(known: Known) -> Period | None:
    year = known.year or 0
    if known.unit in ("day", "week", "weekend"):
        day = known.as_date()
        if day is None:
            return None
        if known.unit == "week":
            return period_of_week(day)
        return period_of_day(day) if known.unit == "day" else Period(day, day + _DAY)
    if known.unit == "season" and known.season:
        return period_of_season(year, known.season)
    if known.unit == "quarter" and known.month:
        start = (known.month - 1) // 3 * 3 + 1
        return Period(date(year, start, 1), period_of_month(year, start + 2).last)
    if known.unit == "month" and known.month:
        return period_of_month(year, known.month)
    n_years = {"decade": 10, "century": 100}.get(known.unit, 1)
    return period_of_year(year, n_years)


def _night(words: DateWords, base: Period) -> Period:
    """
    Return the two days that a night lies on: "last night" began yesterday.

    "Overnight" ended today, and "overnight on Monday" may be the night before or after.
    """
    time = words.time or ""
    if time.startswith("overnight"):
        told = words.kind in ("weekday", "calendar") and time == "overnight"
        return Period(base.first - _DAY, base.last + (_DAY if told else 0 * _DAY))
    return Period(base.first, base.last + _DAY) if time in _NIGHTS else base


def _loosened(words: DateWords, known: Known, base: Period, anchors: Anchors) -> Period:
    """
    Widen a count of hours, days, weeks or months.

    "Two weeks ago" is not a calendar week: take three days on either side of the day. "Three
    months ago" is not a calendar month either, "about ten days ago" not that day, and hours
    may reach over midnight.
    """
    if words.kind != "relative" or not words.reference:
        return base
    if words.unit == "hour":
        return _over_midnight(words, base)
    day = known.as_date()
    if words.unit == "month" and anchors.published and words.anchor == "publication":
        day = base.first + min(anchors.published.day, base.n_days) * _DAY - _DAY
        return Period(day - _HALF_MONTH, day + _HALF_MONTH)
    slack = {"week": 3, "day": min(2, abs(words.offset or 0) // 2)}.get(words.unit or "", 0)
    if day and (words.unit == "week" or words.bound == "about"):
        return Period(day - slack * _DAY, day + slack * _DAY)
    return base


def _over_midnight(words: DateWords, base: Period) -> Period:
    hours = abs(words.offset or 0)
    if words.anchor == "text" and hours <= _SAME_DAY_HOURS:
        return base
    days = max(1, math.ceil(hours / 24)) * _DAY
    if words.reference == "past":
        return Period(base.first - days, base.last)
    return Period(base.first, base.last + days)


def _past_duration(words: DateWords, anchors: Anchors) -> Period | None:
    """Return "the past two days": from that long before publication up to it."""
    if words.offset != -1 or anchors.published is None or words.amount is None:
        return None
    days = math.ceil(words.amount * _UNIT_DAYS.get(words.unit or "day", 0))
    if not 0 < days < 40_000:
        return None
    return Period(anchors.published - timedelta(days=days), anchors.published)


def _bounded(words: DateWords, period: Period, anchors: Anchors) -> DateRange:
    published = anchors.published
    early: date | None = period.first
    late: date | None = period.last
    if words.bound == "since":
        late = published if published and published >= period.first else None
    elif words.bound == "until" and words.kind in ("calendar", "weekday"):
        early = None
    elif words.bound == "before" and words.kind in ("calendar", "weekday"):
        early, late = None, period.first - _DAY if period.first > date.min else None
    elif words.bound == "about" and words.unit == "day" and words.kind == "calendar":
        early, late = period.first - 2 * _DAY, period.last + 2 * _DAY
    elif published and not words.ahead and period.first <= published < period.last:
        late = published
    precision = precision_of(Period(early, late)) if early and late else "longer"
    if words.time and words.time[:1].isdigit() and precision == "day":
        precision = "time"
    time = words.time.removesuffix(" into") if words.time else None
    return DateRange(words.span, early, late, precision, time)


def _open_range(words: DateWords, anchors: Anchors) -> DateRange:
    """Keep the one bound that "a few days ago" or "in recent weeks" gives: publication."""
    past = words.reference == "past" or words.offset == -1
    if words.unit == "hour" and words.vague and words.kind == "relative":
        return _hours_beside(words, anchors)
    loose = words.vague or (words.kind == "duration" and words.amount is None)
    if loose and past and anchors.published and words.anchor == "publication":
        precision = _VAGUE_PRECISION.get(words.unit or "", "longer")
        return DateRange(words.span, None, anchors.published, precision, words.time)
    return DateRange(words.span, time=words.time)


def _hours_beside(words: DateWords, anchors: Anchors) -> DateRange:
    """Return the day, and the one before or behind it, for "a few hours ago", "hours later"."""
    told = anchors.text if words.anchor == "text" else None
    day = told.as_date() if told and told.unit == "day" else None
    if words.anchor == "publication":
        day = anchors.published
    if day is None:
        return DateRange(words.span, time=words.time)
    past = words.reference == "past"
    return DateRange(words.span, day - past * _DAY, day + (not past) * _DAY, "days", words.time)


def _reason(words: DateWords, known: Known | None) -> str:
    if words.kind in ("duration", "set", "reference"):
        return "not_stated"
    if known is None and words.vague:
        return "ambiguous"
    return "not_anchored"
