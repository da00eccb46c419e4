"""
What a model may say: the form of a claim with words in the place of spans.

A model does not say where words stand, who published them or what the claim's id is; it
copies words, and picks terms of the vocabularies.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaidCount:
    """A `Count`, as a model says it."""

    words: str
    low: int | None
    high: int | None
    qualifier: str


@dataclass(frozen=True, slots=True)
class SaidGroup:
    """A `Group`, as a model says it."""

    term: str
    count: SaidCount


@dataclass(frozen=True, slots=True)
class SaidName:
    """A `VictimName`, as a model says it."""

    words: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class SaidHarm:
    """A `Harm`, as a model says it."""

    words: str
    kind: str
    status: str
    count: SaidCount | None = None
    groups: tuple[SaidGroup, ...] = ()
    names: tuple[SaidName, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidDamage:
    """A `Damage`, as a model says it."""

    words: str
    object: str
    effect: str
    count: SaidCount | None = None


@dataclass(frozen=True, slots=True)
class SaidActor:
    """An `Involvement`, as a model says it."""

    words: str
    role: str
    certainty: str = "asserted"


@dataclass(frozen=True, slots=True)
class SaidMeans:
    """A `Means`, as a model says it."""

    words: str
    term: str


@dataclass(frozen=True, slots=True)
class SaidOrigin:
    """An `Attribution`, as a model says it."""

    words: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class SaidClaim:
    """
    A `Claim`, as a model says it; every text is copied from the reading.

    The order is that in which a model is led through it: the passage first, then what it says.
    """

    evidence: tuple[str, ...]
    violence_words: str | None
    violence: str
    harms: tuple[SaidHarm, ...]
    when: str | None = None
    where: tuple[str, ...] = ()
    actors: tuple[SaidActor, ...] = ()
    attribution: SaidOrigin | None = None
    damages: tuple[SaidDamage, ...] = ()
    means: tuple[SaidMeans, ...] = ()
    scope: str = "incident"
    modality: str = "asserted"


@dataclass(frozen=True, slots=True)
class Said:
    """A model's whole answer to one piece of text."""

    claims: tuple[SaidClaim, ...]
