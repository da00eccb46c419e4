"""
What can be set about reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Settings:
    """
    The settings of the room `read`.

    Attributes:
        columns: For tables: which column holds ``text``, ``title``, ``date``, ``source``,
            ``url``, ``language`` and ``id``; empty: told by the columns' names.
        max_bytes: Largest document that is opened, in bytes.
        max_unpacked_bytes: Largest content of a packed document (DOCX), in bytes.
        max_chars: Longest text of one reading, in code points.
        max_rows: Most rows of one table.
        time_limit_s: Longest time for one document in a guarded process, in seconds.
        memory_limit_bytes: Most address space of a guarded process, in bytes; 0: no limit.
        ocr_languages: Languages for Tesseract, by its own codes, where they are installed.
        max_ocr_pages: Most pages of a scanned document that are read.
        min_language_chars: Shortest text whose language is told, in letters.
        min_p_language: Certainty in [0, 1] below which a language gets a caveat.
        latest_on: The day of the run; a later publication day in metadata is dropped.
            ``None``: not checked.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = 128 * 2**20
    max_unpacked_bytes: int = 128 * 2**20
    max_chars: int = 10_000_000
    max_rows: int = 200_000
    time_limit_s: float = 30.0
    memory_limit_bytes: int = 2**30
    ocr_languages: tuple[str, ...] = ("eng", "ara", "spa", "fra", "rus", "ukr")
    max_ocr_pages: int = 20
    min_language_chars: int = 40
    min_p_language: float = 0.9
    latest_on: date | None = None
