"""
What may leave: the public form of each record, and the release that holds them.

Only `protect` builds the public forms (a house test looks for any other builder), and
`publish` takes nothing else. Every field here is public by construction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sijill.errors import ReleaseError
from sijill.model.actor import Actor
from sijill.model.finite import need_finite
from sijill.model.incident import DamageRange, Disagreement, HarmRange, LikelyCount, Origin
from sijill.model.privacy import Public
from sijill.model.public import (
    PublicActor,
    PublicAttribution,
    PublicDamage,
    PublicDate,
    PublicHarm,
    PublicMeans,
    PublicPlace,
    PublicReported,
    PublicWords,
)
from sijill.model.summary import Comparison


@dataclass(frozen=True, slots=True)
class PublicClaim:
    """
    One document's saying that one act of violence happened.

    Attributes:
        id: The claim's id.
        document_id: Digest of the document, and the row in a table.
        extractor: Versioned name of what read it.
        violence: Term of ``vocabulary/violence.toml``.
        violence_words: The words for the act.
        confidence: The extractor's certainty, in [0, 1].
        reported: Who published it, and when.
        when: When it happened; ``None`` with a reason in *absent*.
        where: Where it happened, most specific first.
        actors: Who took part.
        means: What was used.
        harms: What was done to people.
        damages: Which objects were hit.
        attribution: Kind of the origin that the text names.
        scope: Whether it speaks of one incident or of a sum.
        modality: How the claim is made.
        absent: Reason by field path, a term of ``vocabulary/absence.toml``; ``withheld``
            for what `protect` kept back.
        caveats: Terms of ``vocabulary/caveat.toml``.
    """

    id: Public[str]
    document_id: Public[str]
    extractor: Public[str]
    violence: Public[str]
    violence_words: Public[PublicWords | None] = None
    confidence: Public[float] = 1.0
    reported: Public[PublicReported] = field(default_factory=PublicReported)
    when: Public[PublicDate | None] = None
    where: Public[tuple[PublicPlace, ...]] = ()
    actors: Public[tuple[PublicActor, ...]] = ()
    means: Public[tuple[PublicMeans, ...]] = ()
    harms: Public[tuple[PublicHarm, ...]] = ()
    damages: Public[tuple[PublicDamage, ...]] = ()
    attribution: Public[PublicAttribution | None] = None
    scope: Public[str] = "incident"
    modality: Public[str] = "asserted"
    absent: Public[Mapping[str, str]] = field(default_factory=dict)
    caveats: Public[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        need_finite(self, "confidence")


@dataclass(frozen=True, slots=True)
class PublicIncident:
    """
    One occurrence of violence, as its claims support it.

    Attributes:
        id: Opaque id.
        claims: Ids of the claims, sorted.
        violence: Term of ``vocabulary/violence.toml``.
        when: What the claims together allow; ``None``: no claim says.
        where: The place, with uncertainty; ``None``: no claim says.
        actors: Every involvement that a claim gives.
        harms: Ranges, by kind and status.
        damages: Ranges, by object.
        origins: How many independent origins.
        origin_by_claim: How *origins* was counted; the key says nothing but which are one.
        grades: Grade by scheme.
        disagreements: Where the claims part.
        caveats: Terms of ``vocabulary/caveat.toml``.
        likely: How many died and how many more were hurt, as the reports bear it out best,
            whatever their status; no bound, and in no total. Empty: they count nobody.
    """

    id: Public[str]
    claims: Public[tuple[str, ...]]
    violence: Public[str]
    when: Public[PublicDate | None] = None
    where: Public[PublicPlace | None] = None
    actors: Public[tuple[PublicActor, ...]] = ()
    harms: Public[tuple[HarmRange, ...]] = ()
    damages: Public[tuple[DamageRange, ...]] = ()
    origins: Public[int] = 0
    origin_by_claim: Public[tuple[Origin, ...]] = ()
    grades: Public[Mapping[str, str | int]] = field(default_factory=dict)
    disagreements: Public[tuple[Disagreement, ...]] = ()
    caveats: Public[tuple[str, ...]] = ()
    likely: Public[tuple[LikelyCount, ...]] = ()


@dataclass(frozen=True, slots=True)
class PublicSummary:
    """
    A sum that a source gives, beside the incidents inside it.

    Attributes:
        id: The summary's id.
        claim: The claim's id.
        window: The days it sums over; ``None``: not said.
        area: The area it sums over; ``None``: not said.
        harms: What it claims.
        accounted: What the incidents inside it support.
        remainder: What no incident explains.
        contradicted: Where the incidents exceed the sum.
        incidents: Ids of the incidents inside it, sorted.
    """

    id: Public[str]
    claim: Public[str]
    window: Public[PublicDate | None] = None
    area: Public[PublicPlace | None] = None
    harms: Public[tuple[HarmRange, ...]] = ()
    accounted: Public[tuple[Comparison, ...]] = ()
    remainder: Public[tuple[Comparison, ...]] = ()
    contradicted: Public[tuple[Comparison, ...]] = ()
    incidents: Public[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """
    A captured document, by digest; never its text, its file name or its title.

    Attributes:
        id: SHA-256 of the bytes, in hex.
        size_bytes: Length of the bytes.
        media_type: As detected at capture.
        url: Public address; ``None``: not captured from one, or withheld.
        source: Who published it; ``None``: not known, or withheld.
        published_on: Day of publication; ``None``: not known.
        published_origin: Where that day comes from.
        part_of: Digest of the container that it was taken from.
    """

    id: Public[str]
    size_bytes: Public[int]
    media_type: Public[str]
    url: Public[str | None] = None
    source: Public[str | None] = None
    published_on: Public[date | None] = None
    published_origin: Public[str | None] = None
    part_of: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class PublicGazetteer:
    """
    A list of places that places of the release were found in, and whom to name for it.

    Attributes:
        kind: ``bundled``, ``team``, ``boundaries``, ``geonames``, ``events`` or ``codes``.
        version: Version that stands in the places found in it.
        places: Places in the list.
        licence: Its licence; ``None``: the team did not state one.
        attribution: Whom to name; ``None``: the team did not state it.
    """

    kind: Public[str]
    version: Public[str]
    places: Public[int]
    licence: Public[str | None] = None
    attribution: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """
    Everything of a record that may be published, and what was kept back.

    Attributes:
        title: What the record is about.
        incidents: Sorted by id.
        claims: Every claim of an incident or a summary, sorted by id.
        summaries: Sorted by id.
        documents: Every captured document, sorted by id.
        actors: Descriptions of the actors that appear, sorted by id.
        gazetteers: The lists of places that its places were found in, bundled ones first.
        refusals: How many documents and records were refused, by reason.
        withheld: How many values `protect` kept back, by field path without positions.
        digest: Canonical digest of the record that this is the public form of.
    """

    title: Public[str]
    incidents: Public[tuple[PublicIncident, ...]] = ()
    claims: Public[tuple[PublicClaim, ...]] = ()
    summaries: Public[tuple[PublicSummary, ...]] = ()
    documents: Public[tuple[PublicDocument, ...]] = ()
    actors: Public[tuple[Actor, ...]] = ()
    gazetteers: Public[tuple[PublicGazetteer, ...]] = ()
    refusals: Public[Mapping[str, int]] = field(default_factory=dict)
    withheld: Public[Mapping[str, int]] = field(default_factory=dict)
    digest: Public[str] = ""


@dataclass(frozen=True, slots=True)
class Release:
    """
    A frozen, versioned, published set.

    Attributes:
        version: ``1.0``, ``1.1`` …; never given twice.
        title: What it is about.
        at: Instant in UTC, ISO 8601.
        code_version: Version of the package that made it.
        record_digest: Canonical digest of the record it was made from.
        settings_digest: Digest of the settings of `publish`.
        counts: How many records of each kind it holds.
        withheld: How many values were kept back, by field.
        limits: What it must not be used for, in sentences; never empty.
        caveats: How many records carry each term of ``vocabulary/caveat.toml``.
        gazetteers: The lists of places that its places were found in, with licences.
        files: SHA-256 by file name, of every file but this one and the checksums file.
    """

    version: Public[str]
    title: Public[str]
    at: Public[str]
    code_version: Public[str]
    record_digest: Public[str]
    settings_digest: Public[str]
    counts: Public[Mapping[str, int]]
    withheld: Public[Mapping[str, int]]
    limits: Public[tuple[str, ...]]
    caveats: Public[Mapping[str, int]]
    gazetteers: Public[tuple[PublicGazetteer, ...]] = ()
    files: Public[Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.limits:
            raise ReleaseError(
                f"release {self.version} says nothing of its limits. "
                "Give at least one sentence that says what it must not be used for."
            )
