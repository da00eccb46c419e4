"""
One list of places that a team added to its record's gazetteer.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.privacy import Public, Restricted


@dataclass(frozen=True, slots=True)
class PlaceList:
    """
    What a record's gazetteer was given, by whom, and what came of it.

    Attributes:
        name: Its name in the record; adding a list of the same name replaces it.
        kind: ``team``, ``boundaries``, ``geonames``, ``events`` or ``codes``; ``bundled`` for
            what comes with Sijill.
        version: The kind, an @, and the beginning of a digest; written into every place that
            is resolved with it.
        file: File inside the record's ``gazetteer`` folder.
        digest: SHA-256 of what was added, in hex.
        places: Places in it.
        refused: Rows that were refused.
        left_out: Rows that name no place of a kind that is kept, or one that stood before.
        licence: Its licence; ``None``: not stated.
        attribution: Whom to name; ``None``: not stated.
        added_from: Name of the file that was added.
        added_at: Instant, ISO 8601 in UTC.
        by: Who added it.
    """

    name: Restricted[str]
    kind: Public[str]
    version: Public[str]
    file: Restricted[str]
    digest: Public[str]
    places: Public[int]
    refused: Public[int] = 0
    left_out: Public[int] = 0
    licence: Public[str | None] = None
    attribution: Public[str | None] = None
    added_from: Restricted[str | None] = None
    added_at: Public[str | None] = None
    by: Restricted[str | None] = None
