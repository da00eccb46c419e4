"""
Tests of who suffers in headlines and behind clauses.
"""

from __future__ import annotations

import pytest

from sijill.language.en.sentences import segment_sentences
from sijill.language.en.statements import tag_statements
from sijill.model.span import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five shot, one killed in a shooting in Sarmin.", [("affected", 5), ("killed", 1)]),
        ("Four people shot, 1 dead in Sarmin.", [("affected", 4), ("killed", 1)]),
        ("A mass shooting left two people dead.", [("killed", 2)]),
        ("The shooting sent four people to the hospital.", [("injured", 4)]),
        ("One of the four victims died in hospital.", [("killed", 1)]),
        ("The boy who was shot on Sunday has died.", [("affected", 1), ("killed", 1)]),
        ("A man was taken to hospital with a gunshot wound.", [("injured", 1)]),
        ("Six bodies with gunshot wounds were found.", [("killed", 6)]),
        ("3 shot, 1 fatally in Sarmin.", [("affected", 3), ("killed", 1)]),
        ("Two were shot, one of them fatally.", [("affected", 2), ("killed", 1)]),
        ("A fatal double shooting was reported.", [("affected", 2)]),
        ("A double shooting left one man dead.", [("killed", 1)]),
        ("3 people shot at a club in Sarmin.", [("affected", 3)]),
        ("Boy, 12, shot in Sarmin.", [("affected", 1)]),
        ("Teen killed, another wounded in Sarmin.", [("killed", 1), ("injured", 1)]),
        ("15-year-old killed, 13-year-old hurt.", [("killed", 1), ("injured", 1)]),
        ("Girl recovers after being hit by gunfire.", [("affected", 1)]),
        ("They investigate the shooting of a boy.", [("affected", 1)]),
        ("An officer shot and wounded a burglar.", [("injured", 1)]),
    ],
)
def test_headlines_and_clauses_tell_whom_they_count(
    text: str, expected: list[tuple[str, int]]
) -> None:
    """Each word of harm counts those whom it speaks of, however short the words are."""
    harms = tag_statements(text, Span(0, len(text), text)).harms

    assert [(harm.kind, harm.victims.count.low) for harm in harms] == expected


def test_a_month_cut_short_ends_no_sentence() -> None:
    """Months before a number and streets before a small word go on."""
    text = "He was shot on Weeks Ave. in Mt. Hope on Jan. 19. He died on Sept. 3."

    assert [s.text for s in segment_sentences(text)] == [
        "He was shot on Weeks Ave. in Mt. Hope on Jan. 19.",
        "He died on Sept. 3.",
    ]
