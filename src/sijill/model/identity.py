"""
The register of identities: which id was given to which incident, and what became of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import ModelError
from sijill.model.privacy import Public

IDENTITY_ACTS = ("given", "merged", "split", "restored")


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """
    What an id holds on to: a claim's first words, whatever extractor finds them.

    Attributes:
        document_id: Id of the reading.
        start: First code point of the first evidence span.
        end: First code point after it.
    """

    document_id: Public[str]
    start: Public[int]
    end: Public[int]


@dataclass(frozen=True, slots=True)
class Identity:
    """
    One line of the register.

    Attributes:
        at: Instant in UTC, ISO 8601.
        kind: ``incident`` or ``victim``.
        act: One of `IDENTITY_ACTS`.
        id: The id that was given, ceased, parted, or lives again.
        anchors: What the id holds on to from now on; of a split, what went along with the part.
        into: Where a merged or split id went; else empty.
    """

    at: Public[str]
    kind: Public[str]
    act: Public[str]
    id: Public[str]
    anchors: Public[tuple[Anchor, ...]] = ()
    into: Public[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        if self.act not in IDENTITY_ACTS:
            raise ModelError(f"an identity's act is one of {', '.join(IDENTITY_ACTS)}.")
