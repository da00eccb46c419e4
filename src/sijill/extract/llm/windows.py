"""
Long texts in overlapping pieces that begin and end where sentences do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sijill.errors import RefusedError
from sijill.language import Language, find_language
from sijill.model import Span

_ENDS = re.compile(r"(?<=[.!?؟۔。।])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Window:
    """
    One piece of a text.

    Attributes:
        start: Where it begins in the whole text.
        text: Its words.
        sentences: The sentences in it, positions in the whole text.
    """

    start: int
    text: str
    sentences: tuple[Span, ...]

    @property
    def end(self) -> int:
        """Where it ends in the whole text."""
        return self.start + len(self.text)


def language_of(code: str | None) -> Language | None:
    """Return the rules of a language; ``None`` where there are none at hand."""
    try:
        return find_language((code or "").split("-")[0].lower())
    except RefusedError:
        return None


def split_sentences(text: str, language: Language | None) -> tuple[Span, ...]:
    """
    Return the sentences of *text*, by the language's rules or, without any, by their ends.

    Examples:
        >>> [span.text for span in split_sentences("سقطت قذائف. قتل ثلاثة؟ لا", None)]
        ['سقطت قذائف.', 'قتل ثلاثة؟', 'لا']
    """
    if language:
        return language.segment_sentences(text)
    cuts = [0, *(at for hit in _ENDS.finditer(text) for at in hit.span()), len(text)]
    pairs = zip(cuts[::2], cuts[1::2], strict=True)
    return tuple(Span.of(text, a, b) for a, b in pairs if text[a:b].strip())


def cut_windows(
    text: str, sentences: Sequence[Span], *, size: int, overlap: int
) -> Iterator[Window]:
    """
    Yield windows of at most *size* code points, each beginning *overlap* before the last end.

    Sentences are kept whole; one that is longer than a window is cut between words.

    Examples:
        >>> text = "One fell. Two fell. Three fell."
        >>> parts = split_sentences(text, None)
        >>> [w.text for w in cut_windows(text, parts, size=20, overlap=10)]
        ['One fell. Two fell.', 'Two fell.', 'Three fell.']
    """
    parts = [part for span in sentences for part in _cut_long(text, span, size)]
    first = 0
    while first < len(parts):
        last = first
        while last + 1 < len(parts) and parts[last + 1].end - parts[first].start <= size:
            last += 1
        start, end = parts[first].start, parts[last].end
        yield Window(start, text[start:end], tuple(parts[first : last + 1]))
        if last + 1 == len(parts):
            return
        following = last + 1
        while following - 1 > first and parts[following - 1].start >= end - overlap:
            following -= 1
        first = following


def _cut_long(text: str, span: Span, size: int) -> Iterator[Span]:
    start = span.start
    while span.end - start > size:
        space = text.rfind(" ", start + size // 2, start + size)
        end = space if space > 0 else start + size
        yield Span.of(text, start, end)
        start = end
    yield Span.of(text, start, span.end)
