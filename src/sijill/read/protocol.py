"""
What a reader must do: turn the bytes of one format into drafts of readings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sijill.model import Document
from sijill.read.settings import Settings


@dataclass(frozen=True, slots=True)
class Draft:
    """
    What a reader found, before language, date and dateline are settled.

    Attributes:
        text: The text, as it stands in the document.
        row: Name of the row in a table; ``None``: the document is no table.
        published_on: Day of publication by the document's own metadata.
        caveats: Terms of ``vocabulary/caveat.toml``.
    """

    text: str
    title: str | None = None
    language: str | None = None
    published_on: date | None = None
    source: str | None = None
    url: str | None = None
    row: str | None = None
    caveats: tuple[str, ...] = ()


class Reader(Protocol):
    """A function that reads one format; raises `RefusedError` where it cannot."""

    def __call__(
        self, document: Document, data: bytes, *, settings: Settings
    ) -> tuple[Draft, ...]:
        """Return what the document says, a draft for each reading."""
