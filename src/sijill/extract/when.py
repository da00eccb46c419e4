"""
When it happened: the time expression that dates an act, not the speaking of it.
"""

from __future__ import annotations

from sijill.extract.circumstances import gap, is_of_other_place, neighbours
from sijill.extract.pages import Page
from sijill.language.dates import DateWords
from sijill.model import Span

_DAYS = ("calendar", "weekday", "relative", "range")
_OTHER_CLAUSE = 60  # code points that a clause's end weighs


def find_date(page: Page, number: int, near: Span, scope: str = "incident") -> DateWords | None:
    """
    Return the time expression that dates what *near* tells.

    The sentence's own day comes first, then the days of the sentences around it that speak
    of the same, then a bare time of day. A sum over several acts may be dated by a duration,
    and is not dated by the sentences of its single acts.
    """
    own = find_days(page, number)
    if scope != "incident":
        own += [item for item in page.dates[number] if item.kind == "duration"]
    if own:
        return min(own, key=lambda item: _distance(page, number, item.span, near))
    for other in neighbours(page, number):
        summed = scope != "incident" and other > number and page.sentences[other].harms
        if summed or is_of_other_place(page, number, other):
            continue
        if days := find_days(page, other):
            return days[0]
    clocks = [i for i in page.dates[number] if i.kind in ("part", "clock")]
    return min(clocks, key=lambda item: gap(item.span, near), default=None)


def _distance(page: Page, number: int, words: Span, near: Span) -> int:
    """Return how far *words* stand from *near*; another clause is far."""
    first, last = sorted((words, near), key=lambda span: span.start)
    ends = [
        sign
        for sign in page.sentences[number].signs
        if sign.kind == "clause" and first.end <= sign.span.start < last.start
    ]
    return gap(words, near) + _OTHER_CLAUSE * len(ends)


def find_days(page: Page, number: int) -> list[DateWords]:
    """Return the days in sentence *number* that may date an act."""
    return [
        item for item in page.dates[number] if item.kind in _DAYS and _dates(page, number, item)
    ] or [
        item for item in page.dates[number] if _names_night(item) and _dates(page, number, item)
    ]


def _names_night(item: DateWords) -> bool:
    """Say whether a part of the day tells its day too: "overnight", "the next morning"."""
    return item.kind == "part" and item.offset is not None


def is_coarse(item: DateWords) -> bool:
    """Say whether the words name no day, but a month or a year: "2003", "last year"."""
    if item.kind == "calendar":
        return item.day is None
    return item.kind == "relative" and item.unit in ("month", "year")


def _dates(page: Page, number: int, item: DateWords) -> bool:
    return item.span not in page.asides[number] and _dates_event(item)


def _dates_event(item: DateWords) -> bool:
    return not (item.ahead or _is_to_come(item) or _counts_from_act(item))


def _is_to_come(item: DateWords) -> bool:
    """Say whether the words name a day to come: "next week", "later this month"."""
    later = item.offset is not None and item.offset > 0 and item.anchor == "publication"
    return later or item.span.text.lower().startswith("later this")


def _counts_from_act(item: DateWords) -> bool:
    """Say whether the words count hours from another act ("hours later") and name no day."""
    return item.anchor == "text" and item.unit in ("hour", "minute")


def is_other_day(one: DateWords, other: DateWords) -> bool:
    """
    Say whether two time expressions surely name different days.

    A time of day names none, and a day of the week may be any date.
    """
    if one.kind not in _DAYS or other.kind not in _DAYS or one.kind != other.kind:
        return False
    if one.kind == "weekday" and (one.offset, other.offset) == (None, None):
        return one.weekday != other.weekday
    named = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    if one.kind == "calendar":
        return any(None not in pair and pair[0] != pair[1] for pair in named)
    return one.span.text.lower() != other.span.text.lower()
