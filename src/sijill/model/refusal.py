"""
One document or record that could not be processed, and why; the rest went on.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.privacy import Public, Restricted


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    What was refused, by which step, and why.

    Attributes:
        kind: What it was: ``capture``, ``document``, ``reading``, ``claim``, ``line``.
        id: Its id; for a refused capture the digest of its address.
        step: The step that refused: ``capture``, ``read``, ``extract`` ….
        version: Version of that step.
        reason: Term of ``vocabulary/refusal.toml``.
        text: One sentence: what is wrong, and what to do next. No source text, no names.
        at: Instant, ISO 8601 in UTC; ``None`` in filters.
    """

    kind: Public[str]
    id: Public[str]
    step: Public[str]
    version: Public[str]
    reason: Public[str]
    text: Restricted[str]
    at: Public[str | None] = None
