"""
Which records a list, a map or a chart shows: what a person chose, not how it is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sijill.model.finite import need_finite
from sijill.model.privacy import Public, Restricted

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """
    Which incidents; every part that is ``None`` lets all of them pass.

    Attributes:
        words: Words that its claims have.
        first: It surely happened on this day or later.
        last: It surely happened on this day or earlier.
        when: ``unknown``: no day is known; ``spread``: it is known to lie within several
            months only.
        violence: Term of ``vocabulary/violence.toml``.
        country: ISO code.
        admin1: Name of the first-level area.
        place: Name of the place.
        box: West, south, east, north of what its place lies in, in degrees.
        where: ``unknown``: no point of the map can stand for it.
        grade: Grade by the scheme ``airwars``.
        clarity: UCDP's clarity.
        status: ``civilian``: civilians were killed, or may have been; ``unstated``: no claim
            says who was killed.
        state: One of `model.rows.STATES`.
        reason: Why it is queued.
        disputed: Whether its claims part.
        killed_least: At least so many people were killed, whatever claim is right.
        killed_most: At most so many.
        source: A source that tells of it.
    """

    words: Restricted[str | None] = None
    first: Public[date | None] = None
    last: Public[date | None] = None
    when: Public[str | None] = None
    violence: Public[str | None] = None
    country: Public[str | None] = None
    admin1: Public[str | None] = None
    place: Public[str | None] = None
    box: Public[Box | None] = None
    where: Public[str | None] = None
    grade: Public[str | None] = None
    clarity: Public[int | None] = None
    status: Public[str | None] = None
    state: Public[str | None] = None
    reason: Public[str | None] = None
    disputed: Public[bool | None] = None
    killed_least: Public[int | None] = None
    killed_most: Public[int | None] = None
    source: Public[str | None] = None

    def __post_init__(self) -> None:
        need_finite(self, "box")


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """
    Which claims.

    Attributes:
        words: Words that it has.
        first: Published on this day or later.
        last: Published on this day or earlier.
        violence: Term of ``vocabulary/violence.toml``.
        country: ISO code.
        admin1: Name of the first-level area.
        source: The document's source.
        document: Its reading.
        incident: The incident that holds it.
        scope: As in `Claim`.
        modality: As in `Claim`.
        decided: One of `model.rows.DECIDED`.
        doubtful: Whether its extractor doubted it.
        left_out: Whether it is in no incident and no summary.
    """

    words: Restricted[str | None] = None
    first: Public[date | None] = None
    last: Public[date | None] = None
    violence: Public[str | None] = None
    country: Public[str | None] = None
    admin1: Public[str | None] = None
    source: Public[str | None] = None
    document: Public[str | None] = None
    incident: Public[str | None] = None
    scope: Public[str | None] = None
    modality: Public[str | None] = None
    decided: Public[str | None] = None
    doubtful: Public[bool | None] = None
    left_out: Public[bool | None] = None


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """
    Which documents.

    Attributes:
        words: Words of its title or source.
        first: Published on this day or later.
        last: Published on this day or earlier.
        source: Who published it.
        language: BCP 47 code.
        state: ``new``: nobody decided about it; ``begun``; ``decided``: about every claim;
            ``empty``: no claim; ``refused``: it could not be read.
    """

    words: Restricted[str | None] = None
    first: Public[date | None] = None
    last: Public[date | None] = None
    source: Public[str | None] = None
    language: Public[str | None] = None
    state: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class SummaryFilter:
    """
    Which summaries.

    Attributes:
        words: Words that its claim has.
        first: It sums over this day or later ones.
        last: It sums over this day or earlier ones.
        country: ISO code.
        admin1: Name of the first-level area.
        unexplained: Whether something remains that no incident explains.
        contradicted: Whether the incidents exceed it.
    """

    words: Restricted[str | None] = None
    first: Public[date | None] = None
    last: Public[date | None] = None
    country: Public[str | None] = None
    admin1: Public[str | None] = None
    unexplained: Public[bool | None] = None
    contradicted: Public[bool | None] = None


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """
    Which things to look at.

    Attributes:
        reason: One of `model.rows.REASONS`.
        country: ISO code.
        source: The document's source.
        unsure: Whether somebody looked and was not sure.
        assigned: ``me``, ``nobody``; ``None``: to whomever.
    """

    reason: Public[str | None] = None
    country: Public[str | None] = None
    source: Public[str | None] = None
    unsure: Public[bool | None] = None
    assigned: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """
    What a person may not see: for them it is as if it were not there.

    Attributes:
        documents: Ids of documents and of readings.
        claims: Ids of claims.
        incidents: Ids of incidents: those that are closed, and those that stand on what is.
        closed: Ids of the incidents that are closed themselves.
        sums: Ids of the sums that were held against any of the incidents.
    """

    documents: Public[frozenset[str]] = frozenset()
    claims: Public[frozenset[str]] = frozenset()
    incidents: Public[frozenset[str]] = frozenset()
    closed: Public[frozenset[str]] = frozenset()
    sums: Public[frozenset[str]] = frozenset()

    def __bool__(self) -> bool:
        """Say whether anything is hidden."""
        return bool(self.documents or self.claims or self.incidents)
