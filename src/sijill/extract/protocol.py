"""
What an extractor is: it reads a reading and says which claims its words make.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sijill.model import Claim, Reading, Span


@dataclass(frozen=True, slots=True)
class Reason:
    """
    One step of the way from the words to a value.

    Attributes:
        field: The claim's field, as in ``absent`` ("harms.0", "where").
        words: The words that were read; ``None``: the rule looks at no words.
        rule: What the rule does, in a sentence.
        weight: What it adds to the log-odds of the confidence, in natural units; ``None``
            where the rule gives a value instead.
    """

    field: str
    words: Span | None
    rule: str
    weight: float | None = None


class Extractor(Protocol):
    """
    One way of reading claims: rules, a model, a person.

    Attributes:
        name: Versioned name; a change that may change a claim changes it.
        languages: Codes of the languages it reads.
    """

    @property
    def name(self) -> str:
        """Versioned name; a change that may change a claim changes it."""

    @property
    def languages(self) -> frozenset[str]:
        """Codes of the languages it reads."""

    def extract_claims(self, reading: Reading) -> tuple[Claim, ...]:
        """Return the claims of *reading*, in reading order, every span from its text."""


@runtime_checkable
class Explainer(Protocol):
    """An extractor that can say afterwards why it made a claim."""

    def explain_claim(self, reading: Reading, claim_id: str) -> tuple[Reason, ...]:
        """Return the reasons for one claim of *reading*; none where it makes no such claim."""
