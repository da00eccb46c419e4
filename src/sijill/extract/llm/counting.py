"""
A model's numbers, held against what our own readers make of the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from sijill.errors import ModelError
from sijill.extract.llm.said import SaidCount
from sijill.language import Language
from sijill.model import Count, Span

FROM_WORDS, UNCHECKED = "count_from_words", "count_unchecked"
_OPEN = "vague"


class CountReader:
    """
    Reads the numbers of one text; a model's number stands only beside the same one.

    Attributes:
        text: The whole text.
        language: Its rules; ``None``: there are none at hand.
    """

    def __init__(self, text: str, sentences: Sequence[Span], language: Language | None) -> None:
        self.text = text
        self.language = language
        self._sentences = sentences

    def read_count(self, span: Span, said: SaidCount) -> tuple[Count, str | None]:
        """Return the number that the words *span* say, and a caveat if the model erred."""
        told = _as_told(span, said)
        if self.language is None:
            return _read_plain(span, told)
        near = [one for one in self._counts if _shared(one, span)]
        same = next((one for one in near if told and _agree(one, told)), None)
        if same:
            return same, None
        best = max(near, key=lambda one: _shared(one, span), default=None)
        return best or Count(None, None, _OPEN, span), FROM_WORDS

    def find_count(self, span: Span) -> Count | None:
        """Return the number that stands whole within *span*; ``None``: none, or several."""
        if self.language is None:
            return None
        whole = [one for one in self._counts if one.words and span.holds(one.words)]
        widest = max(whole, key=lambda one: _shared(one, span), default=None)
        words = widest.words if widest else None
        alone = words and all(one.words and one.words.overlap(words) for one in whole)
        return widest if alone else None

    @cached_property
    def _counts(self) -> tuple[Count, ...]:
        """The numbers of the text: of phrases for people first, then every numeral."""
        language = self.language
        assert language is not None
        people = [
            harm.victims.count
            for sentence in self._sentences
            for harm in language.tag_statements(self.text, sentence).harms
        ]
        return (*people, *language.tag_numbers(self.text))


def _as_told(span: Span, said: SaidCount) -> Count | None:
    try:
        return Count(said.low, said.high, said.qualifier, span)
    except ModelError:
        return None


def _read_plain(span: Span, told: Count | None) -> tuple[Count, str | None]:
    """Read digits of any script; words of a language without rules cannot be checked."""
    if span.text.isdecimal():
        read = Count(int(span.text), int(span.text), "exact", span)
        agrees = told is not None and read.low in (told.low, told.high)
        return (told, None) if told and agrees else (read, FROM_WORDS)
    return (told, UNCHECKED) if told else (Count(None, None, _OPEN, span), FROM_WORDS)


def _shared(one: Count, span: Span) -> int:
    return one.words.overlap(span) if one.words else 0


def _agree(one: Count, other: Count) -> bool:
    return (one.low, one.high) == (other.low, other.high)
