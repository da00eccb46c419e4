"""
Which words of a claim may be shown beside the figure that they give.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sijill.model.public import PublicWords
from sijill.model.span import Span
from sijill.protect.names import NameGuard
from sijill.protect.settings import Settings


@dataclass(frozen=True, slots=True)
class WordShower:
    """
    Shows or withholds the words of one claim, and remembers what it withheld.

    Attributes:
        document_id: The document that the words stand in.
        guard: What is known of names.
        settings: The team's choices.
        withheld: Field paths whose words were withheld, in order, each as often as it was.
    """

    document_id: str
    guard: NameGuard
    settings: Settings
    withheld: list[str] = field(default_factory=list)

    def show(
        self, span: Span | None, path: str, *, known: Iterable[str] = ()
    ) -> PublicWords | None:
        """
        Return the position of *span*, with its words if they can name nobody.

        Args:
            span: The words; ``None`` passes through.
            path: Field path, to say what was withheld.
            known: Names that may be shown (a resolved place's).
        """
        if span is None:
            return None
        if self._may_show(span, known):
            return PublicWords(span.start, span.end, span.text)
        self.withheld.append(path)
        return PublicWords(span.start, span.end)

    def show_text(self, text: str | None, path: str) -> str | None:
        """Return a short free text such as a time of day, or ``None`` if it must not be."""
        if text is None or (self._fits(text) and self.guard.is_plain(text)):
            return text
        self.withheld.append(path)
        return None

    def keep_back(self, path: str) -> None:
        """Remember that the field at *path* is never shown."""
        self.withheld.append(path)

    def _may_show(self, span: Span, known: Iterable[str]) -> bool:
        return (
            self._fits(span.text)
            and not self.guard.touches_name(span, self.document_id)
            and self.guard.is_plain(span.text, known=known)
        )

    def _fits(self, text: str) -> bool:
        return self.settings.show_words and len(text) <= self.settings.longest_words
