"""
The public form of each value: what stays of a count, a date or a place in a release.

Only `protect` builds these (a house test). Every field here is public by construction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sijill.model.finite import need_finite
from sijill.model.privacy import Public


@dataclass(frozen=True, slots=True)
class PublicWords:
    """
    Where words stand in a document, and the words themselves where they may be shown.

    Attributes:
        start: First code point of the words in the reading, counted from 0.
        end: First code point after them.
        text: The words; ``None``: withheld.
    """

    start: Public[int]
    end: Public[int]
    text: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class PublicCount:
    """
    How many, as a source said it.

    Attributes:
        low: Lower bound; ``None``: no floor stated.
        high: Upper bound; ``None``: no ceiling stated.
        qualifier: The way the number was put.
        words: Where it says so; ``None``: no single wording gives it.
    """

    low: Public[int | None]
    high: Public[int | None]
    qualifier: Public[str] = "exact"
    words: Public[PublicWords | None] = None


@dataclass(frozen=True, slots=True)
class PublicDate:
    """
    The days on which something may have happened.

    Attributes:
        words: The time expression; ``None`` for ranges that were computed.
        earliest: First possible day; ``None``: open or not known.
        latest: Last possible day; ``None``: open or not known.
        precision: Term of ``vocabulary/when_precision.toml``; ``None``: not resolved.
        time: The time of day; ``None``: not stated, or withheld.
    """

    words: Public[PublicWords | None] = None
    earliest: Public[date | None] = None
    latest: Public[date | None] = None
    precision: Public[str | None] = None
    time: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """
    A place, as exactly as it may be shown.

    Attributes:
        words: The words for it; ``None`` for places that were computed.
        name: The gazetteer's name; ``None``: not resolved, or withheld.
        gazetteer_id: The gazetteer's id; ``None``: not resolved.
        admin1: Name of the first-level area.
        country: ISO 3166-1 alpha-2 code.
        latitude: Degrees north, WGS 84.
        longitude: Degrees east, WGS 84.
        uncertainty_km: Radius in km within which the true place lies.
        precision: Term of ``vocabulary/where_precision.toml``.
        gazetteer_version: Version of the gazetteer or list that the place was found in.
    """

    words: Public[PublicWords | None] = None
    name: Public[str | None] = None
    gazetteer_id: Public[str | None] = None
    admin1: Public[str | None] = None
    country: Public[str | None] = None
    latitude: Public[float | None] = None
    longitude: Public[float | None] = None
    uncertainty_km: Public[float | None] = None
    precision: Public[str | None] = None
    gazetteer_version: Public[str | None] = None

    def __post_init__(self) -> None:
        need_finite(self, "latitude", "longitude", "uncertainty_km")


@dataclass(frozen=True, slots=True)
class PublicActor:
    """
    One actor's part, by the vocabulary's term alone.

    Attributes:
        role: ``perpetrator``, ``target``, ``ally`` or ``other``.
        actor_id: Term of the actors' vocabulary; ``None``: not resolved.
        certainty: How the text puts it.
    """

    role: Public[str]
    actor_id: Public[str | None] = None
    certainty: Public[str] = "asserted"


@dataclass(frozen=True, slots=True)
class PublicMeans:
    """
    What was used.

    Attributes:
        words: The words for it.
        term: Term of ``vocabulary/means.toml``.
    """

    words: Public[PublicWords]
    term: Public[str]


@dataclass(frozen=True, slots=True)
class PublicGroup:
    """
    A part of those harmed.

    Attributes:
        term: Term of ``vocabulary/group.toml``.
        count: How many of them.
    """

    term: Public[str]
    count: Public[PublicCount]


@dataclass(frozen=True, slots=True)
class PublicHarm:
    """
    What was done to people, without the people.

    Attributes:
        kind: Term of ``vocabulary/harm.toml``.
        count: How many.
        status: Term of ``vocabulary/status.toml``.
        groups: The parts that the text names.
    """

    kind: Public[str]
    count: Public[PublicCount]
    status: Public[str] = "unknown"
    groups: Public[tuple[PublicGroup, ...]] = ()


@dataclass(frozen=True, slots=True)
class PublicDamage:
    """
    An object that was hit.

    Attributes:
        object: Term of ``vocabulary/object.toml``.
        count: How many objects.
        effect: What was done to it.
        words: The words for it.
    """

    object: Public[str]
    count: Public[PublicCount]
    effect: Public[str] = "hit"
    words: Public[PublicWords | None] = None


@dataclass(frozen=True, slots=True)
class PublicAttribution:
    """
    The origin that a text names, by kind alone.

    Attributes:
        kind: Term of ``vocabulary/source_kind.toml``; ``None``: not known.
    """

    kind: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class PublicReported:
    """
    What a claim says of its document.

    Attributes:
        on: Day of publication; ``None``: not known.
        on_origin: Where that day comes from.
        by: Who published it.
        language: BCP 47 code.
    """

    on: Public[date | None] = None
    on_origin: Public[str | None] = None
    by: Public[str | None] = None
    language: Public[str | None] = None
