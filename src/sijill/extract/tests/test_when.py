"""
The words that date an act: its own clause's, not those of the speaking of it.
"""

from __future__ import annotations

import pytest

from sijill.extract.rules import make_extractor
from sijill.model import Reading

RULES = make_extractor()
CASES = [
    ("Gunmen killed seven in Bamo last week, and burned 30 homes between 28 and 30 May.", 0,
     "last week"),
    ("Jets killed two on Monday. The following morning a drone wounded nine in Bamo.", 1,
     "The following morning"),
    ("Since an earlier truce ended this month raids went on. Overnight shells killed two.", 0,
     "Overnight"),
    ("Fighting goes on in Bamo. On Saturday, an official said 40 people had been killed.",
     0, None),
    ("A series of raids killed four people in Sarmin. The raids took place Thursday.", 0,
     "Thursday"),
    ("Six people died in raids on Bamo, said a statement issued Saturday by the council.", 0,
     None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "words"), CASES)
def test_the_words_that_date_an_act(text: str, number: int, words: str | None) -> None:
    """The day of an announcement dates nothing; a night or morning that is told does."""
    claims = RULES.extract_claims(Reading("d1", text, language="en"))
    when = claims[number].when

    assert (when.words.text if when and when.words else None) == words
