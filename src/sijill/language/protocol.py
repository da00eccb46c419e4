"""
What every language offers to the rooms that read text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sijill.language.dates import DateWords
from sijill.language.names import NamedWords
from sijill.language.places import PlaceWords
from sijill.language.statements import SentenceWords
from sijill.model.count import Count
from sijill.model.span import Span


class Language(Protocol):
    """
    One language's grammar and vocabulary; all spans point into the text given.

    Attributes:
        code: The language's ISO 639 code, which is also the name of its folder.
    """

    @property
    def code(self) -> str:
        """The language's ISO 639 code, which is also the name of its folder."""

    def segment_sentences(self, text: str) -> tuple[Span, ...]:
        """Return the sentences of *text*, in order, without the space around them."""

    def tag_tokens(self, text: str) -> tuple[Span, ...]:
        """Return the words, numbers and marks of *text*, in order."""

    def tag_dates(self, text: str) -> tuple[DateWords, ...]:
        """Return the time expressions of *text*, not anchored."""

    def tag_places(self, text: str) -> tuple[PlaceWords, ...]:
        """Return the words of *text* that may name a place."""

    def tag_names(self, sentences: Sequence[Span]) -> tuple[tuple[NamedWords, ...], ...]:
        """Return what the names of each sentence name, where the language can tell."""

    def tag_numbers(self, text: str) -> tuple[Count, ...]:
        """Return the numbers of *text* as intervals, each with its words."""

    def tag_credits(self, text: str) -> tuple[Span, ...]:
        """Return the names that *text* credits itself to, in reading order."""

    def tag_asides(
        self, sentence: SentenceWords, days: Sequence[Span], *, deep: bool
    ) -> tuple[Span, ...]:
        """Return those of *days* that date the telling of an act; *deep*: by the tree too."""

    def tag_statements(self, text: str, sentence: Span) -> SentenceWords:
        """Return what *sentence*, a span of *text*, says of harm."""
