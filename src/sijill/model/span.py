"""
A place in a reading: where words stand, and the words themselves.

Positions are code points of the reading's text, half-open: ``text[start:end]``.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import ModelError
from sijill.model.privacy import Public, Restricted


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """
    The words from *start* up to, not including, *end*.

    Attributes:
        start: First code point, counted from 0.
        end: First code point after the words. Above *start*.
        text: The words, exactly as they stand in the reading.

    Raises:
        ModelError: If the positions are reversed, or do not fit the words' length.

    Examples:
        >>> Span.of("Shells hit Sarmin.", 11, 17)
        Span(start=11, end=17, text='Sarmin')
        >>> Span(3, 1, "x")
        Traceback (most recent call last):
        sijill.errors.ModelError: a span needs 0 <= start < end and words of that length, got \
start=3, end=1 and 1 code points.
    """

    start: Public[int]
    end: Public[int]
    text: Restricted[str]

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise ModelError(
                "a span needs 0 <= start < end and words of that length, got "
                f"start={self.start}, end={self.end} and {len(self.text)} code points."
            )

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Return the span of *text* from *start* to *end*, with its words."""
        return cls(start, end, text[start:end])

    def holds(self, other: Span) -> bool:
        """Say whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> int:
        """Return how many code points both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))
