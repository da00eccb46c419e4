"""
A claim says how sure it is, and by which words and rules it came to be.
"""

from __future__ import annotations

import math

from sijill.extract.rules import make_extractor
from sijill.model import Reading

RULES = make_extractor()
PLAIN = "Shells killed three farmers in Sarmin on Thursday, the local council said."


def read(text: str) -> Reading:
    return Reading("d1", text, language="en")


def test_confidence_is_the_sum_of_its_signs() -> None:
    """The weights that are shown are those that make the figure."""
    (claim,) = RULES.extract_claims(read(PLAIN))
    weights = [
        r.weight for r in RULES.explain_claim(read(PLAIN), claim.id) if r.weight is not None
    ]

    assert claim.confidence == round(1 / (1 + math.exp(-sum(weights))), 2)


def test_a_doubtful_claim_comes_before_a_plain_one() -> None:
    """A vague number far from any act is less sure than a number beside its act."""
    (plain,) = RULES.extract_claims(read(PLAIN))
    (vague,) = RULES.extract_claims(
        read("The raid went on. Nobody spoke. Some say that several villagers may have died.")
    )

    assert vague.confidence < plain.confidence


def test_every_value_has_its_words_and_rule() -> None:
    """Act, harm, count, place, day and origin are explained by words of the text."""
    (claim,) = RULES.extract_claims(read(PLAIN))
    told = {r.field: r.words for r in RULES.explain_claim(read(PLAIN), claim.id) if r.words}

    assert {"violence", "harms.0", "harms.0.count", "where", "when", "attribution"} <= set(told)
    assert all(PLAIN[w.start : w.end] == w.text for w in told.values())


def test_a_claim_that_is_not_made_has_no_reasons() -> None:
    """An id of another reading explains nothing."""
    assert RULES.explain_claim(read(PLAIN), "no such claim") == ()
