"""
Year, month and day that a time expression means, once it is known what it counts from.

An expression is anchored at the day of publication ("yesterday", "Thursday"), at the day
that the text named last ("two days later", "that month"), or at nothing ("26 October 2015").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sijill.language.dates import DateWords
from sijill.resolve.periods import shift_months

_SEASON_BY_MONTH = ("WI", "WI", "SP", "SP", "SP", "SU", "SU", "SU", "FA", "FA", "FA", "WI")
_TURN_MONTHS = 9


@dataclass(frozen=True, slots=True)
class Known:
    """
    A calendar date as far as it is known.

    Attributes:
        unit: How long it is: ``day``, ``week``, ``weekend``, ``month``, ``season``,
            ``quarter``, ``year``, ``decade``, ``century``.
        year: Calendar year; negative for BC. For decade and century the first year.
        month: 1 to 12.
        day: 1 to 31.
        season: ``SP``, ``SU``, ``FA``, ``WI``.
        guessed_year: Whether the year was taken from the anchor.
    """

    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str | None = None
    guessed_year: bool = False

    def as_date(self) -> date | None:
        """Return the day, where all of it is known and exists."""
        if self.year is None or self.month is None or self.day is None or self.year < 1:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @classmethod
    def of_day(cls, day: date, *, unit: str = "day") -> Known:
        """Return a known day, or the week or weekend that it lies in."""
        return cls(unit, day.year, day.month, day.day)


@dataclass(frozen=True, slots=True)
class Anchors:
    """
    What an expression may count from.

    Attributes:
        published: Day of publication; ``None``: not known.
        text: The date that the text named last; ``None``: none yet.
        story: Whether the text tells of the past from date to date, as a history does.
    """

    published: date | None = None
    text: Known | None = None
    story: bool = False


def anchor_words(words: DateWords, anchors: Anchors) -> Known | None:
    """
    Return the date that *words* mean; ``None`` where their anchor is not known.

    A weekday is the most recent one on or before publication: on a Thursday, "Thursday" is
    that same day. With "will" or the like in the sentence it is the next one.
    """
    if words.kind == "calendar":
        return _anchor_calendar(words, anchors)
    if words.kind == "weekday":
        return _anchor_weekday(words, anchors)
    if words.kind in ("relative", "part", "clock"):
        return _anchor_relative(words, anchors)
    return None


def _anchor_calendar(words: DateWords, anchors: Anchors) -> Known | None:
    unit = words.unit or "day"
    known = Known(unit, words.year, words.month, words.day, words.season)
    if words.year is not None:
        return known
    if words.ahead and anchors.story and anchors.published:
        anchors = replace(anchors, story=False)
    if words.month is None:
        return _day_of_month(words, anchors)
    if words.offset is not None:
        return _with_offset(words, known, anchors)
    year = _guess_year(words, anchors)
    return replace(known, year=year, guessed_year=True) if year is not None else None


def _day_of_month(words: DateWords, anchors: Anchors) -> Known | None:
    """Return the month that "the 28th" belongs to: the text's, else the latest past one."""
    text, published = anchors.text, anchors.published
    if words.anchor == "text" and text and text.year and text.month:
        return Known("day", text.year, text.month, words.day, guessed_year=True)
    if published is None or words.day is None:
        return None
    back = 0 if words.day <= published.day or words.ahead else -1
    year, month = shift_months(published.year, published.month, back)
    return Known("day", year, month, words.day, guessed_year=True)


def _with_offset(words: DateWords, known: Known, anchors: Anchors) -> Known | None:
    """Anchor "last May", "January 24 of the same year"."""
    if words.anchor == "text":
        year = anchors.text.year if anchors.text else None
        return replace(known, year=year, guessed_year=True) if year else None
    if anchors.published is None or words.month is None:
        return None
    published, offset = anchors.published, words.offset or 0
    if words.day is not None or offset == 0:
        return replace(known, year=published.year + offset)
    passed = words.month < published.month if offset < 0 else words.month <= published.month
    step = (0 if passed else -1) if offset < 0 else (1 if passed else 0)
    return replace(known, year=published.year + step)


def _guess_year(words: DateWords, anchors: Anchors) -> int | None:
    published, text = anchors.published, anchors.text
    if text and text.year and (anchors.story or published is None):
        # From December on to January: a story goes forward.
        turned = text.month and words.month and text.month - words.month >= _TURN_MONTHS
        return text.year + 1 if turned and text.year > 0 else text.year
    if published is None or words.month is None:
        return None
    told = (words.month, words.day or 1)
    if told <= (published.month, published.day):
        return published.year
    if words.ahead:
        return published.year
    return published.year - 1


def _anchor_weekday(words: DateWords, anchors: Anchors) -> Known | None:
    published, text = anchors.published, anchors.text
    if words.anchor == "text":
        return _weekday_beside(words, text)
    if anchors.story and text and words.weekday is not None and not words.ahead:
        day = text.as_date()
        later = (words.weekday - day.weekday()) % 7 if day else 0
        return Known.of_day(day + timedelta(days=later)) if day else None
    if published is None or words.weekday is None:
        return None
    back = (published.weekday() - words.weekday) % 7
    if words.unit == "week":
        monday = published - timedelta(days=published.weekday())
        return Known.of_day(monday + timedelta(weeks=words.amount or 0, days=words.weekday))
    if (words.offset or 0) > 0 or (words.ahead and words.offset is None and back):
        return Known.of_day(published + timedelta(days=7 - back))
    if (words.offset or 0) < 0 and back == 0:
        back = 7
    return Known.of_day(published - timedelta(days=back))


def _weekday_beside(words: DateWords, text: Known | None) -> Known | None:
    """Anchor "the following Thursday" at the day that the text named last."""
    day = text.as_date() if text and text.unit == "day" else None
    if day is None or words.weekday is None:
        return None
    ahead = (words.weekday - day.weekday()) % 7
    if words.offset == 0:
        return Known.of_day(day) if ahead == 0 else None
    step = ahead or 7 if (words.offset or 0) > 0 else (ahead or 7) - 7 if ahead else -7
    return Known.of_day(day + timedelta(days=step))


def _anchor_relative(words: DateWords, anchors: Anchors) -> Known | None:
    from_text = words.anchor == "text"
    base = anchors.text if from_text else _published(anchors)
    if base is None and words.edge and words.offset == 0:
        base = _published(anchors)  # "the start of the year" where no year was named
    if base is None or words.vague:
        return None
    if words.kind == "clock" or (words.kind == "part" and words.offset is None):
        return replace(base) if base.unit == "day" else None
    if words.unit == "season":
        return _season(words, base)
    if words.offset is None:
        return None
    known = shift_known(base, words.unit or "day", words.offset)
    return _past_weekend(words, known, anchors) if words.unit == "weekend" else known


def _past_weekend(words: DateWords, known: Known | None, anchors: Anchors) -> Known | None:
    """Take "at the weekend" for the last one, where nothing speaks of what is to come."""
    day = known.as_date() if known else None
    published = anchors.published
    ahead = words.ahead or bool(words.offset)
    if ahead or day is None or published is None or day <= published:
        return known
    return Known.of_day(day - timedelta(weeks=1), unit="weekend")


def _published(anchors: Anchors) -> Known | None:
    return Known.of_day(anchors.published) if anchors.published else None


def _season(words: DateWords, base: Known) -> Known | None:
    if base.year is None:
        return None
    known = Known("season", base.year, season=words.season, guessed_year=True)
    if words.offset and words.anchor == "publication":
        current = _SEASON_BY_MONTH[(base.month or 1) - 1]
        order = ["WI", "SP", "SU", "FA"]
        passed = order.index(words.season or "WI") < order.index(current)
        step = (0 if passed else -1) if words.offset < 0 else (1 if passed else 0)
        return replace(known, year=base.year + step)
    if words.offset == 1 and base.month and _is_past(words.season, base.month):
        return replace(known, year=base.year + 1)
    return known


def _is_past(season: str | None, month: int) -> bool:
    order = ["WI", "SP", "SU", "FA"]
    return order.index(season or "WI") <= order.index(_SEASON_BY_MONTH[month - 1])


def shift_known(base: Known, unit: str, n: int) -> Known | None:
    """Return the *unit* that lies *n* units from *base*; ``None`` where base is too coarse."""
    if unit in ("minute", "hour"):
        return replace(base, unit="day") if base.day else None
    if unit in ("day", "week", "weekend"):
        day = base.as_date()
        if day is None:
            return None
        if unit == "weekend":
            day += timedelta(days=5 - day.weekday())
        days = n if unit == "day" else 7 * n
        try:
            return Known.of_day(day + timedelta(days=days), unit=unit)
        except OverflowError:
            return None
    if base.year is None:
        return None
    if unit in ("month", "quarter"):
        if base.month is None:
            return None
        year, month = shift_months(base.year, base.month, n * (3 if unit == "quarter" else 1))
        return Known(unit, year, month)
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    year = base.year + n * size
    start = {"year": year, "decade": year // 10 * 10, "century": (year - 1) // 100 * 100 + 1}
    return Known(unit, start[unit])
