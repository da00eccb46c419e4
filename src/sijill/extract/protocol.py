"""
What an extractor is: it reads a reading and says which claims its words make.
"""

from __future__ import annotations

from typing import Protocol

from sijill.model import Claim, Reading


class Extractor(Protocol):
    """
    One way of reading claims: rules, a model, a person.

    Attributes:
        name: Versioned name; a change that may change a claim changes it.
        languages: Codes of the languages it reads.
    """

    name: str
    languages: frozenset[str]

    def extract_claims(self, reading: Reading) -> tuple[Claim, ...]:
        """Return the claims of *reading*, in reading order, every span from its text."""
