"""
The rules extractor: a language's grammar finds the statements, and claims are made of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.extract.claims import make_claims
from sijill.extract.events import Event, group_statements
from sijill.extract.pages import Page, tag_page
from sijill.extract.protocol import Reason
from sijill.extract.reasons import explain_event
from sijill.language import find_language
from sijill.model import Claim, Reading

_VERSION = "v2"


@dataclass(frozen=True, slots=True)
class RulesExtractor:
    """
    Reads claims of one language by rules; the same reading always gives the same claims.

    Attributes:
        name: ``sijill.rules_<code>.<version>``.
        languages: The one code.
        syntax: The tagger of names that stands in for the language's own.
    """

    name: str
    languages: frozenset[str]
    syntax: str | None = None

    def extract_claims(self, reading: Reading) -> tuple[Claim, ...]:
        """Return the claims of *reading*, in reading order."""
        page, events = self._read(reading)
        return make_claims(page, events, extractor=self.name)

    def explain_claim(self, reading: Reading, claim_id: str) -> tuple[Reason, ...]:
        """
        Return why the claim with the id *claim_id* says what it says, by reading once more.

        Examples:
            >>> reading = Reading("d1", "Shells killed three farmers.", language="en")
            >>> rules = make_extractor()
            >>> claim, = rules.extract_claims(reading)
            >>> reason = rules.explain_claim(reading, claim.id)[0]
            >>> reason.field, reason.words.text, reason.rule
            ('violence', 'Shells', 'shelling: the words for the act stand in the sentence')
        """
        page, events = self._read(reading)
        claims = make_claims(page, events, extractor=self.name)
        for claim, event in zip(claims, events, strict=True):
            if claim.id == claim_id:
                return explain_event(page, event)
        return ()

    def _read(self, reading: Reading) -> tuple[Page, list[Event]]:
        (code,) = self.languages
        page = tag_page(reading, find_language(code, self.syntax))
        return page, group_statements(page)


def make_extractor(code: str = "en", syntax: str | None = None) -> RulesExtractor:
    """
    Return the rules extractor for the language *code*.

    Its name tells of another tagger than the language's own, since it may make other claims.

    Examples:
        >>> make_extractor("en", "spacy:en_core_web_md").name
        'sijill.rules_en.v2@spacy:en_core_web_md'
    """
    other = f"@{syntax}" if syntax else ""
    return RulesExtractor(f"sijill.rules_{code}.{_VERSION}{other}", frozenset({code}), syntax)
