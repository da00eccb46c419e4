"""
Days of the Hijri calendar: against known days, and as properties of the whole table.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.language.en.dates import tag_dates
from sijill.language.hijri import (
    FIRST_YEAR,
    LAST_YEAR,
    days_of_month,
    find_hijri_days,
    find_hijri_year,
)

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
# First days of years that the calendar of Saudi Arabia had, as its newspapers printed them.
NEW_YEARS = {
    1400: date(1979, 11, 20), 1421: date(2000, 4, 6), 1440: date(2018, 9, 11),
    1442: date(2020, 8, 20), 1445: date(2023, 7, 19),
}  # fmt: skip


@pytest.mark.parametrize(("year", "day"), NEW_YEARS.items())
def test_a_year_begins_on_the_known_day(year: int, day: date) -> None:
    month = days_of_month(year, 1)
    assert month is not None
    assert month[0] == day


@given(YEARS, st.integers(1, 12))
def test_months_follow_one_another_without_a_gap(year: int, month: int) -> None:
    """A few months of the printed calendar, of the 1920s, have 28 or 31 days."""
    days = days_of_month(year, month)
    assert days is not None
    assert (days[1] - days[0]).days + 1 in range(28, 32)
    after = days_of_month(year + month // 12, month % 12 + 1)
    assert after is None or after[0] == days[1] + timedelta(days=1)


@given(YEARS.filter(lambda year: year > FIRST_YEAR), st.integers(1, 12), st.integers(1, 29))
def test_a_day_is_three_of_which_the_computed_one_is_the_middle(
    year: int, month: int, day: int
) -> None:
    days, whole = find_hijri_days(year, month, day), find_hijri_days(year, month)
    assert days is not None and whole is not None
    assert days[1] - days[0] == timedelta(days=2)
    assert whole[0] <= days[0] and days[1] <= whole[1]
    assert find_hijri_year(days[0] + timedelta(days=1)) == year


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1342, 1, 1), (1501, 1, 1), (1445, 0, 1), (1445, 13, 1), (1445, 9, 0), (1445, 9, 31)],
)
def test_what_the_tables_have_not_is_no_day(year: int, month: int, day: int) -> None:
    assert find_hijri_days(year, month, day) is None


@pytest.mark.parametrize(
    "words", ["12/09/1445", "12.9.1445 AH", "1445-09-12", "12 Ramadan 1445", "12/9/1402 AH"]
)
def test_a_text_in_english_says_a_day_of_that_calendar(words: str) -> None:
    (found,) = tag_dates(f"Shells fell on {words}, residents said.")
    assert found.calendar == "hijri"
    assert (found.month, found.day) == (9, 12)
    assert found.span.text == words


def test_a_year_with_its_sign_is_no_year_of_the_middle_ages() -> None:
    (found,) = tag_dates("Nobody was killed there in 1445 AH.")
    assert (found.calendar, found.year, found.unit) == ("hijri", 1445, "year")


@pytest.mark.parametrize(
    "words", ["12/9/1445", "1445/9/12", "12 - 9 - 1445", "12–9–1445", "1445-09-12 AH"]
)
def test_figures_are_one_expression_however_they_are_parted(words: str) -> None:
    (found,) = tag_dates(f"Shells fell on {words}, residents said.")
    assert (found.span.text, found.calendar, found.day) == (words, "hijri", 12)


@pytest.mark.parametrize("words", ["12/5/1402", "1402-05-12", "1402/5/12"])
def test_figures_that_may_be_of_the_solar_calendar_are_kept_as_either(words: str) -> None:
    """Solar 1402 began in 2023, lunar 1402 in 1981: either would be a guess."""
    (found,) = tag_dates(f"Shells fell on {words}.")
    assert (found.span.text, found.calendar) == (words, "hijri_or_solar")


@pytest.mark.parametrize(
    "words", ["31/12/1445", "31.12.1445", "1445-12-31", "31/12/1445 AH", "12/13/1445"]
)
def test_a_day_that_the_calendar_has_not_keeps_its_words(words: str) -> None:
    """It is no year 1445 with a rest of figures before it."""
    (found,) = tag_dates(f"Shells fell on {words}, residents said.")
    assert (found.span.text, found.calendar, found.unit) == (words, "hijri", "day")


@pytest.mark.parametrize("words", ["31/12/1299", "3/4/1320"])
def test_years_before_the_tables_are_of_the_common_era(words: str) -> None:
    (found,) = tag_dates(f"The town fell on {words}.")
    assert (found.span.text, found.calendar) == (words, "gregorian")
