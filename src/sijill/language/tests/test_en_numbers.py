"""
English numbers become intervals, and their words are the text's own.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.language.en.numbers import tag_numbers

CASES = [
    ("at least 21", (21, None, "at_least")),
    ("more than 20", (21, None, "more_than")),
    ("up to thirty", (None, 30, "up_to")),
    ("fewer than 10", (None, 9, "less_than")),
    ("about 1,200", (1200, 1200, "about")),
    ("a dozen", (12, 12, "exact")),
    ("dozens", (24, None, "vague")),
    ("two hundred and five", (205, 205, "exact")),
    ("TWENTY-THREE", (23, 23, "exact")),
]


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_a_number_is_what_its_words_guarantee_and_allow(
    words: str, expected: tuple[int | None, int | None, str]
) -> None:
    """
    Each wording gives its own bounds and qualifier.
    """
    (count,) = tag_numbers(words)

    assert (count.low, count.high, count.qualifier) == expected


def test_joined_numbers_are_not_added() -> None:
    """
    "Two and three" are two numbers; a decimal is not a count of people.
    """
    counts = tag_numbers("two and three, 2.5")

    assert [count.low for count in counts] == [2, 3]


WORDS = ["at least", "two", "hundred", "and", "dozens", "1,200", "2.5", "\u0661", "a", "-", "x"]


@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_words_of_a_number_are_the_words_of_the_text(text: str) -> None:
    """
    Every number's span cuts its own words out of the text.
    """
    spans = [count.words for count in tag_numbers(text) if count.words]

    assert all(text[span.start : span.end] == span.text for span in spans)
