"""
A person, outlet or body that reports.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.privacy import Public, Restricted


@dataclass(frozen=True, slots=True)
class Source:
    """
    Who reports.

    Attributes:
        id: Term of the record's vocabulary of sources.
        name: As published.
        kind: Term of ``vocabulary/source_kind.toml``.
        aliases: Other names.
        party: Actor the source belongs to; ``None``: none known.
        languages: BCP 47 codes.
        beat: Countries it reports on, ISO codes.
        note: The team's own remarks.
    """

    id: Public[str]
    name: Public[str]
    kind: Public[str]
    aliases: Public[tuple[str, ...]] = ()
    party: Public[str | None] = None
    languages: Public[tuple[str, ...]] = ()
    beat: Public[tuple[str, ...]] = ()
    note: Restricted[str | None] = None
