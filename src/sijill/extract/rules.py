"""
The rules extractor: a language's grammar finds the statements, and claims are made of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.extract.claims import make_claims
from sijill.extract.events import group_statements
from sijill.extract.pages import tag_page
from sijill.language import find_language
from sijill.model import Claim, Reading

_VERSION = "v1"


@dataclass(frozen=True, slots=True)
class RulesExtractor:
    """
    Reads claims of one language by rules; the same reading always gives the same claims.

    Attributes:
        name: ``sijill.rules_<code>.<version>``.
        languages: The one code.
    """

    name: str
    languages: frozenset[str]

    def extract_claims(self, reading: Reading) -> tuple[Claim, ...]:
        """Return the claims of *reading*, in reading order."""
        (code,) = self.languages
        page = tag_page(reading, find_language(code))
        return make_claims(page, group_statements(page), extractor=self.name)


def make_extractor(code: str = "en") -> RulesExtractor:
    """Return the rules extractor for the language *code*."""
    return RulesExtractor(f"sijill.rules_{code}.{_VERSION}", frozenset({code}))
