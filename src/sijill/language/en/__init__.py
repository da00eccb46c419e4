"""
English, composed of its taggers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sijill.language.dates import DateWords
from sijill.language.en.asides import tag_asides
from sijill.language.en.credits import tag_credits
from sijill.language.en.dates import tag_dates
from sijill.language.en.entities import tag_entities_of, use_tagger
from sijill.language.en.numbers import tag_numbers
from sijill.language.en.places import tag_places
from sijill.language.en.sentences import segment_sentences, tag_tokens
from sijill.language.en.statements import speaks_of_harm, tag_statements
from sijill.language.names import NamedWords
from sijill.language.places import PlaceWords
from sijill.language.protocol import Language
from sijill.language.statements import SentenceWords
from sijill.model.count import Count
from sijill.model.span import Span


@dataclass(frozen=True, slots=True)
class _English:
    code: str = "en"
    syntax: str | None = None

    def segment_sentences(self, text: str) -> tuple[Span, ...]:
        return segment_sentences(text)

    def tag_tokens(self, text: str) -> tuple[Span, ...]:
        return tag_tokens(text)

    def tag_dates(self, text: str) -> tuple[DateWords, ...]:
        return tag_dates(text)

    def tag_places(self, text: str) -> tuple[PlaceWords, ...]:
        with use_tagger(self.syntax):
            return tag_places(text)

    def tag_names(self, sentences: Sequence[Span]) -> tuple[tuple[NamedWords, ...], ...]:
        with use_tagger(self.syntax):
            return tag_entities_of(sentences, trees=speaks_of_harm)

    def tag_numbers(self, text: str) -> tuple[Count, ...]:
        return tag_numbers(text)

    def tag_credits(self, text: str) -> tuple[Span, ...]:
        return tag_credits(text)

    def tag_asides(
        self, sentence: SentenceWords, days: Sequence[Span], *, deep: bool
    ) -> tuple[Span, ...]:
        with use_tagger(self.syntax):
            harms = [harm.trigger for harm in sentence.harms]
            return tag_asides(sentence.span, days, harms, deep=deep)

    def tag_statements(self, text: str, sentence: Span) -> SentenceWords:
        with use_tagger(self.syntax):
            return tag_statements(text, sentence)


def make_language(syntax: str | None = None) -> Language:
    """Return English, its names read by the tagger *syntax* (see `syntax.load_tagger`)."""
    return _English(syntax=syntax)
