"""
Time words become days: anchored at publication, never publication itself.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.language.en.dates import tag_dates
from sijill.resolve.anchor import Anchors, Known
from sijill.resolve.dates import resolve_date, resolve_dates
from sijill.resolve.timex import timex_value

FRIDAY = date(2023, 10, 6)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("on Thursday", "2023-10-05", "2023-10-05", "day"),
        ("on Friday", "2023-10-06", "2023-10-06", "day"),
        ("last Friday", "2023-09-29", "2023-09-29", "day"),
        ("yesterday", "2023-10-05", "2023-10-05", "day"),
        ("overnight", "2023-10-05", "2023-10-06", "days"),
        ("last week", "2023-09-25", "2023-10-01", "week"),
        ("earlier this month", "2023-10-01", "2023-10-06", "days"),
        ("from 3 to 5 October", "2023-10-03", "2023-10-05", "days"),
        ("in September", "2023-09-01", "2023-09-30", "month"),
        ("in November", "2022-11-01", "2022-11-30", "month"),
        ("on 26 October 2015", "2015-10-26", "2015-10-26", "day"),
        ("since 2011", "2011-01-01", "2023-10-06", "longer"),
        ("the past two days", "2023-10-04", "2023-10-06", "days"),
        ("two days ago", "2023-10-04", "2023-10-04", "day"),
        ("late March 2022", "2022-03-22", "2022-03-31", "week"),
    ],
)
def test_words_become_days(text: str, earliest: str, latest: str, precision: str) -> None:
    """Each expression gives its first and last possible day and how well that is known."""
    result = resolve_dates(tag_dates(text), published=FRIDAY, story=False)[0].range

    assert (str(result.earliest), str(result.latest)) == (earliest, latest)
    assert result.precision == precision


@pytest.mark.parametrize("text", ["on Thursday", "yesterday", "last week", "on 5 October"])
def test_without_a_day_of_publication_relative_words_stay_open(text: str) -> None:
    """A relative date without an anchor has words, no day, and the reason."""
    result = resolve_date(tag_dates(text)[0], Anchors())

    assert not result.range.is_resolved
    assert result.reason == "not_anchored"


def test_the_next_day_counts_from_the_day_named_before() -> None:
    """An expression that leans on the text takes the day that the text named last."""
    found = tag_dates("It began on 26 October 2015. The following day it burned.")
    result = resolve_dates(found, published=FRIDAY)[1]

    assert result.range.earliest == date(2015, 10, 27)


def test_a_year_that_is_not_said_is_marked_as_guessed() -> None:
    """A day and month without a year is the latest past one, and says so."""
    result = resolve_date(tag_dates("on 12 December")[0], Anchors(FRIDAY))

    assert result.range.earliest == date(2022, 12, 12)
    assert result.guessed_year


def test_a_few_days_ago_keeps_only_its_upper_bound() -> None:
    """Vague words give no first day."""
    result = resolve_date(tag_dates("a few days ago")[0], Anchors(FRIDAY)).range

    assert (result.earliest, result.latest) == (None, FRIDAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in the 1980s", "198"),
        ("in 149 BC", "BC0149"),
        ("for three days", "P3D"),
        ("in the spring of 1979", "1979-SP"),
        ("on the morning of 3 May 1915", "1915-05-03TMO"),
        ("recently", "PAST_REF"),
    ],
)
def test_timex_values(text: str, value: str) -> None:
    """Values follow TIMEX3."""
    result = resolve_date(tag_dates(text)[0], Anchors(FRIDAY))

    assert timex_value(result.words, result.known) == value


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_within_the_week_before_publication(published: date, day: int) -> None:
    """A bare weekday is never after publication and at most six days before it."""
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    words = tag_dates(f"on {names[day]}")[0]
    found = resolve_date(words, Anchors(published)).range.earliest

    assert found is not None and found.weekday() == day
    assert timedelta(0) <= published - found <= timedelta(days=6)


@given(st.text(max_size=200))
def test_any_text_goes_through(text: str) -> None:
    """No text makes tagging or resolving fail, and each span matches its words."""
    for item in resolve_dates(tag_dates(text), published=FRIDAY):
        assert text[item.words.span.start : item.words.span.end] == item.words.span.text


def test_a_day_that_does_not_exist_has_no_date() -> None:
    """31 February is known to be wrong, not moved to March."""
    assert Known("day", 2023, 2, 31).as_date() is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("31/12/1445", "not_anchored"),
        ("1445-12-31", "not_anchored"),
        ("12/13/1445 AH", "not_anchored"),
        ("12/5/1402", "ambiguous"),
    ],
)
def test_a_day_that_the_hijri_calendar_has_not_is_no_day(words: str, reason: str) -> None:
    """Nor is it the year 1445 of the common era; its words stay."""
    found = tag_dates(f"Shells fell on {words}, residents said.")
    (resolved,) = resolve_dates(found, published=date(2024, 7, 8))

    assert (resolved.range.earliest, resolved.range.latest) == (None, None)
    assert (resolved.known, resolved.reason) == (None, reason)
    assert resolved.range.words is not None and resolved.range.words.text == words


def test_a_thirtieth_day_is_one_where_the_moon_was_seen_late() -> None:
    """Safar 1445 was computed with 29 days."""
    found = tag_dates("Shells fell on 30/2/1445, residents said.")
    (resolved,) = resolve_dates(found, published=date(2024, 7, 8))

    assert resolved.range.earliest == date(2023, 9, 14)
