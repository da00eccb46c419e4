"""
English numbers become intervals, and their words are the text's own.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.language.en.numbers import tag_numbers

CASES = [
    ("at least 21", (21, None, "at_least")),
    ("no fewer than 9", (9, None, "at_least")),
    ("12 or more", (12, None, "at_least")),
    ("50+", (50, None, "at_least")),
    ("at least several", (3, None, "at_least")),
    ("at least some 20", (20, None, "at_least")),
    ("more than 20", (21, None, "more_than")),
    ("well over 100", (101, None, "more_than")),
    ("more than a dozen", (13, None, "more_than")),
    ("exceeded 100", (101, None, "more_than")),
    ("up to thirty", (None, 30, "up_to")),
    ("as many as 500", (None, 500, "up_to")),
    ("no more than 5", (None, 5, "up_to")),
    ("fewer than 10", (None, 9, "less_than")),
    ("about 1,200", (1200, 1200, "about")),
    ("an estimated 70", (70, 70, "about")),
    ("a dozen or so", (12, 12, "about")),
    ("nearly two dozen", (24, 24, "nearly")),
    ("a dozen", (12, 12, "exact")),
    ("half a dozen", (6, 6, "exact")),
    ("two hundred and five", (205, 205, "exact")),
    ("TWENTY-THREE", (23, 23, "exact")),
    ("2.5 million", (2_500_000, 2_500_000, "exact")),
    ("5\u00a0000", (5000, 5000, "exact")),
    ("between 60 and 80", (60, 80, "between")),
    ("3 to 5", (3, 5, "between")),
    ("3-5", (3, 5, "between")),
    ("two or three", (2, 3, "between")),
    ("two to three hundred", (200, 300, "between")),
    ("at least 12 and possibly as many as 15", (12, 15, "between")),
    ("dozens", (24, None, "vague")),
    ("scores", (40, None, "vague")),
    ("several hundred", (300, None, "vague")),
    ("tens of thousands", (20_000, None, "vague")),
    ("a few", (3, None, "vague")),
    ("a couple of", (2, None, "vague")),
    ("no one", (0, 0, "none")),
    ("nobody", (0, 0, "none")),
    ("zero", (0, 0, "none")),
]


@pytest.mark.parametrize(("words", "expected"), CASES)
@pytest.mark.parametrize("frame", ["{}", "Shelling hurt {} at noon.", "({}) were seen"])
def test_a_number_is_what_its_words_guarantee_and_allow(
    words: str, expected: tuple[int | None, int | None, str], frame: str
) -> None:
    """
    Each wording gives its own bounds and qualifier, and the whole wording is kept.
    """
    (count,) = tag_numbers(frame.format(words))

    assert (count.low, count.high, count.qualifier) == expected
    assert count.words is not None
    assert count.words.text == words


NO_COUNTS = [
    "A 34-year-old driver fled.",
    "Salma Example, 34, was hurt.",
    "Salma Example (34) was hurt.",
    "a man aged thirty",
    "children under 15",
    "155mm shells and 9 mm rounds",
    "a fine of $5 million",
    "12 percent and 5 to 10 percent",
    "20 miles south, two more days later",
    "on June 12, on 12 June, in 2003, 1990-1995",
    "at 1530, at 9:30, at 9 a.m.",
    "an M-16, an AK-47, an F-16",
    "a 12-member council, a two-day siege",
    "the 12th and the twenty-first house",
    "Article 5, No. 7, Flight 103, 5 Brigade",
    "call 555-1234 or see www.example.org/2012/33",
    "one of the worst, one another, the last one",
    "no longer, no doubt, how many",
    "a 2-0 win",
    "from 0400 on, 8-9 December",
    "Salma Example, who was 45 and a mayor",
    "the 1989 elections",
    "millions of dollars",
    "We demand:\n 1. A truce. 2. An inquiry.",
]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_numbers_that_count_nobody_are_left_out(text: str) -> None:
    """
    Ages, measures, money, dates, times, labels and set phrases are no counts.
    """
    found = tag_numbers(text)

    assert found == ()


def test_some_counts_people_only_before_a_plural() -> None:
    """
    "Some villagers" are two or more; "some distance" is no number.
    """
    (count,) = tag_numbers("Some villagers fled some distance.")

    assert (count.low, count.high, count.qualifier) == (2, None, "vague")


def test_a_change_gives_both_its_numbers() -> None:
    """
    "Rose from 12 to 15" is no range.
    """
    counts = tag_numbers("the toll rose from 12 to 15")

    assert [count.low for count in counts] == [12, 15]


def test_a_number_of_four_digits_counts_before_people() -> None:
    """
    Four bare digits are a year only where the text does not count with them.
    """
    counts = tag_numbers("Floods of fire drove out 2000 people in 2000.")

    assert [count.low for count in counts] == [2000]


def test_joined_numbers_are_not_added() -> None:
    """
    "Two and three" are two numbers; a decimal is not a count of people.
    """
    counts = tag_numbers("two and three, 2.5")

    assert [count.low for count in counts] == [2, 3]


WORDS = [
    "at least", "two", "hundred", "and", "dozens", "1,200", "2.5", "\u0661", "a", "-", "x",
    "to", "between", "no", "many", "some", "men", "$", "or more", "as many as", "million",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_words_of_a_number_are_the_words_of_the_text(text: str) -> None:
    """
    Every number's span cuts its own words out of the text, and no two overlap.
    """
    spans = [count.words for count in tag_numbers(text) if count.words]

    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_dash_behind_a_dateline_is_no_range() -> None:
    """The number that opens the report is read, and not drawn into the year before it."""
    for text in (
        "KYIV, 3 June 2025 - Three farmers were killed.",
        "3 June 2025 – Three farmers were killed.",
        "KYIV, 3 June 1990 - 2,000 people fled.",
    ):
        (count,) = tag_numbers(text)
        assert (count.low, count.high) in ((3, 3), (2000, 2000))


def test_a_dash_between_years_or_scores_is_still_no_count() -> None:
    """Years with a dash between them count nobody."""
    assert tag_numbers("The war of 2003 - 2011 and a 2-1 win.") == ()
