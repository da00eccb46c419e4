"""
What lists, maps and searches are made of: one short row for each record.

A row is derived from a record and never the other way round. It is made together with the
record, so that no page has to read a whole record of which it shows a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sijill.model.finite import need_finite
from sijill.model.incident import LikelyCount
from sijill.model.privacy import Private, Public, Restricted

DECIDED = ("open", "unsure", "decided")
STATES = ("open", "decided", "signed")
REASONS = (
    "doubtful_claim", "disputed", "likely_duplicate", "weak_link", "new_document",
    "unsure_document", "unexplained_remainder", "unplaced", "contradicting",
)  # fmt: skip
ROW_HARMS = ("killed", "injured", "missing", "abducted", "detained", "displaced")


@dataclass(frozen=True, slots=True)
class People:
    """
    How many people, as a range.

    Attributes:
        low: Lowest number that is supported; ``None``: none is known.
        high: Highest; ``None``: no ceiling is known.
    """

    low: Public[int | None] = None
    high: Public[int | None] = None


@dataclass(frozen=True, slots=True)
class RowTime:
    """
    When, as a list shows it.

    Attributes:
        earliest: First possible day; ``None``: open or not known.
        latest: Last possible day; ``None``: open or not known.
        precision: Term of ``vocabulary/when_precision.toml``; ``None``: not known.
    """

    earliest: Public[date | None] = None
    latest: Public[date | None] = None
    precision: Public[str | None] = None

    @property
    def month(self) -> str | None:
        """
        The month that holds it whole (``2023-10``); ``None``: several may, or none is known.

        Examples:
            >>> RowTime(date(2023, 10, 5), date(2023, 10, 7)).month
            '2023-10'
        """
        if self.earliest is None or self.latest is None:
            return None
        first, last = f"{self.earliest:%Y-%m}", f"{self.latest:%Y-%m}"
        return first if first == last else None


@dataclass(frozen=True, slots=True)
class RowPlace:
    """
    Where, as a list shows it.

    Attributes:
        country: ISO 3166-1 alpha-2 code.
        admin1: Name of the first-level area.
        name: The place's name.
        latitude: Degrees north, WGS 84.
        longitude: Degrees east, WGS 84.
        uncertainty_km: Radius in km within which the true place lies.
        precision: Term of ``vocabulary/where_precision.toml``.
    """

    country: Public[str | None] = None
    admin1: Public[str | None] = None
    name: Public[str | None] = None
    latitude: Public[float | None] = None
    longitude: Public[float | None] = None
    uncertainty_km: Public[float | None] = None
    precision: Public[str | None] = None

    def __post_init__(self) -> None:
        need_finite(self, "latitude", "longitude", "uncertainty_km")


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """
    An incident as a line of a list.

    Attributes:
        id: The incident's id.
        violence: Term of ``vocabulary/violence.toml``.
        when: Its days.
        where: Its place.
        harms: People harmed, by kind; a kind that no claim names is not there.
        civilians: Civilians killed.
        grade: Grade by the scheme ``airwars``; ``None``: not graded.
        clarity: UCDP's clarity; ``None``: not graded.
        origins: How many independent origins.
        claims: How many claims.
        documents: How many documents.
        disagreements: How many disagreements.
        p_same: Probability that its claims are one incident, in [0, 1].
        reason: Why it is queued, one of `REASONS`; ``None``: it is not.
        state: One of `STATES`.
        etag: Digest of all that a page shows of it.
        likely: How many died and were hurt, as the reports bear it out best.
    """

    id: Public[str]
    violence: Public[str]
    when: Public[RowTime] = field(default_factory=RowTime)
    where: Public[RowPlace] = field(default_factory=RowPlace)
    harms: Public[Mapping[str, People]] = field(default_factory=dict)
    civilians: Public[People] = field(default_factory=People)
    grade: Public[str | None] = None
    clarity: Public[int | None] = None
    origins: Public[int] = 0
    claims: Public[int] = 1
    documents: Public[int] = 1
    disagreements: Public[int] = 0
    p_same: Public[float] = 1.0
    reason: Public[str | None] = None
    state: Public[str] = "open"
    etag: Public[str] = ""
    likely: Public[tuple[LikelyCount, ...]] = ()

    def __post_init__(self) -> None:
        need_finite(self, "p_same")


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """
    A claim as a line of a list.

    Attributes:
        id: The claim's id.
        document: Id of its reading.
        incident: The incident that holds it; ``None``: none does.
        violence: Term of ``vocabulary/violence.toml``.
        confidence: The extractor's certainty, in [0, 1].
        scope: As in `Claim`.
        modality: As in `Claim`.
        when: Its days.
        where: Its most specific place.
        harms: People harmed, by kind.
        said_by: Whom its text names as the origin, else the document's source.
        source: The document's source.
        published_on: Day of publication.
        words: The passages that make it, with the names of those harmed.
        open_words: The same without the names.
        decided: One of `DECIDED`.
        left_out: Why it is in no incident and no summary; ``None``: it is in one.
    """

    id: Public[str]
    document: Public[str]
    incident: Public[str | None]
    violence: Public[str]
    confidence: Public[float] = 1.0
    scope: Public[str] = "incident"
    modality: Public[str] = "asserted"
    when: Public[RowTime] = field(default_factory=RowTime)
    where: Public[RowPlace] = field(default_factory=RowPlace)
    harms: Public[Mapping[str, People]] = field(default_factory=dict)
    said_by: Restricted[str | None] = None
    source: Public[str | None] = None
    published_on: Public[date | None] = None
    words: Private[str | None] = None
    open_words: Restricted[str] = ""
    decided: Public[str] = "open"
    left_out: Public[str | None] = None

    def __post_init__(self) -> None:
        need_finite(self, "confidence")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """
    A reading, or a document that could not be read, as a line of a list.

    Attributes:
        id: The reading's id; the document's where there is no reading.
        document: The document's id.
        title: Its title, with the names of those harmed.
        open_title: The same without the names.
        source: Who published it.
        published_on: Day of publication.
        language: BCP 47 code.
        claims: How many claims it makes.
        decided: How many of them people decided about.
        refused: Why it could not be processed; ``None``: it could.
    """

    id: Public[str]
    document: Public[str]
    title: Private[str | None] = None
    open_title: Restricted[str | None] = None
    source: Public[str | None] = None
    published_on: Public[date | None] = None
    language: Public[str | None] = None
    claims: Public[int] = 0
    decided: Public[int] = 0
    refused: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """
    A summary as a line of a list.

    Attributes:
        id: The summary's id.
        claim: The claim that it is made of.
        document: Id of the claim's reading.
        when: The days that it sums over.
        where: The area that it sums over.
        harms: What it claims, by kind.
        remainder: What no incident explains, by kind.
        contradicted: Whether the incidents exceed it.
        inside: How many incidents lie inside.
        perhaps: How many may.
    """

    id: Public[str]
    claim: Public[str]
    document: Public[str]
    when: Public[RowTime] = field(default_factory=RowTime)
    where: Public[RowPlace] = field(default_factory=RowPlace)
    harms: Public[Mapping[str, People]] = field(default_factory=dict)
    remainder: Public[Mapping[str, People]] = field(default_factory=dict)
    contradicted: Public[bool] = False
    inside: Public[int] = 0
    perhaps: Public[int] = 0


@dataclass(frozen=True, slots=True)
class QueueRow:
    """
    One thing to look at next, and why.

    Attributes:
        id: The reason and what it is about: ``doubtful_claim:c-1``.
        reason: One of `REASONS`.
        target: Id of the claim, incident, document, summary or decision.
        other: The other incident of a likely duplicate; ``None``: no pair.
        claims: The claims that the question is about: one, or the two of a link.
        rank: Where it stands; the smallest comes first.
        doubt: The probability that the reason rests on, in [0, 1]; ``None``: it rests on none.
        number: The number that the reason rests on (disagreements, people); ``None``: none.
        country: ISO code of where it is about.
        source: Source of the document that it is about.
        unsure: Whether somebody looked and was not sure.
    """

    id: Public[str]
    reason: Public[str]
    target: Public[str]
    other: Public[str | None] = None
    claims: Public[tuple[str, ...]] = ()
    rank: Public[float] = 0.0
    doubt: Public[float | None] = None
    number: Public[int | None] = None
    country: Public[str | None] = None
    source: Public[str | None] = None
    unsure: Public[bool] = False

    def __post_init__(self) -> None:
        need_finite(self, "rank", "doubt")


@dataclass(frozen=True, slots=True)
class NearRow:
    """
    Two claims of different incidents that are alike, and stand nearest between the two.

    Attributes:
        left: Id of one claim, the smaller.
        right: Id of the other.
        p_same: Probability that they speak of one incident, in [0, 1].
    """

    left: Public[str]
    right: Public[str]
    p_same: Public[float]

    def __post_init__(self) -> None:
        need_finite(self, "p_same")


@dataclass(frozen=True, slots=True)
class WordsRow:
    """
    The words by which a record is found, folded, between blanks.

    Attributes:
        kind: ``incident``, ``claim`` or ``document``.
        id: Its id.
        open: The words that everybody of the team may search.
        names: The words that name those harmed.
    """

    kind: Public[str]
    id: Public[str]
    open: Restricted[str]
    names: Private[str] = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """
    Rows of every kind that are saved together.

    Attributes:
        incidents: Of incidents.
        claims: Of claims that stand.
        documents: Of readings, and of documents that could not be read.
        summaries: Of summaries.
        queue: What to look at next.
        near: Claims of different incidents that are alike.
        words: What is searched.
    """

    incidents: tuple[IncidentRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    summaries: tuple[SummaryRow, ...] = ()
    queue: tuple[QueueRow, ...] = ()
    near: tuple[NearRow, ...] = ()
    words: tuple[WordsRow, ...] = ()
