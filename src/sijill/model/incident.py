"""
One occurrence of violence at a place and time, as the claims about it support it.

An incident is derived: every number in it names the claims that it stands on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sijill.model.actor import Involvement
from sijill.model.daterange import DateRange
from sijill.model.finite import need_finite
from sijill.model.place import Place
from sijill.model.privacy import Public, Restricted

LIKELY_KINDS = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class ClaimedCount:
    """
    What one claim says of one number.

    Attributes:
        claim: The claim's id.
        low: Lower bound, or ``None``.
        high: Upper bound, or ``None``.
    """

    claim: Public[str]
    low: Public[int | None]
    high: Public[int | None]


@dataclass(frozen=True, slots=True)
class GroupRange:
    """
    The range for a part of those harmed.

    Attributes:
        term: Term of ``vocabulary/group.toml``.
        low: Lowest number that a claim supports; ``None``: no claim gives one.
        high: Highest number that a claim supports; ``None``: no ceiling stated.
        by_claim: Who said what.
    """

    term: Public[str]
    low: Public[int | None]
    high: Public[int | None]
    by_claim: Public[tuple[ClaimedCount, ...]] = ()


@dataclass(frozen=True, slots=True)
class HarmRange:
    """
    The range for one kind of harm and one status.

    Attributes:
        kind: As in `Harm`.
        status: As in `Harm`.
        low: Lowest number that a claim supports; ``None``: no claim gives one.
        high: Highest number that a claim supports; ``None``: no ceiling stated.
        best: Best value by codebook; it may lie outside the range (`codebook_below_words`).
        by_claim: Who said what.
        groups: The parts.
        newest: What was said last among what stands; ``None``: no day of publication is known.
    """

    kind: Public[str]
    status: Public[str]
    low: Public[int | None]
    high: Public[int | None]
    best: Public[Mapping[str, int]] = field(default_factory=dict)
    by_claim: Public[tuple[ClaimedCount, ...]] = ()
    groups: Public[tuple[GroupRange, ...]] = ()
    newest: Public[ClaimedCount | None] = None


@dataclass(frozen=True, slots=True)
class LikelyCount:
    """
    The number of one kind of harm that the reports of an incident bear out best.

    Everybody counts once, by what became of them and whatever their status: who was hurt and
    then died is among the killed alone. It is a reading and no bound: what the claims say
    stands in `HarmRange`.

    Attributes:
        kind: ``killed`` or ``injured``.
        low: Lowest number that one claim more could lift above the best.
        best: The number.
        high: Highest number that one claim more could lift above the best.
    """

    kind: Public[str]
    low: Public[int]
    best: Public[int]
    high: Public[int]


@dataclass(frozen=True, slots=True)
class DamageRange:
    """
    The range for one kind of object.

    Attributes:
        object: As in `Damage`.
        effect: The gravest effect that a claim gives.
        low: Lowest number that a claim supports.
        high: Highest number that a claim supports.
        by_claim: Who said what.
    """

    object: Public[str]
    effect: Public[str]
    low: Public[int | None]
    high: Public[int | None]
    by_claim: Public[tuple[ClaimedCount, ...]] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """
    Where the claims of an incident part.

    Attributes:
        field: Path of the field, such as ``harms.killed``.
        claims: The claims that part, sorted.
        why: One sentence that says how.
        reason: Term of ``vocabulary/disagreement.toml``, which holds the sentence; its kind
            of harm and its group stand in *field*. ``None``: made before there were terms.
    """

    field: Public[str]
    claims: Public[tuple[str, ...]]
    why: Public[str]
    reason: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class Origin:
    """
    Where a claim comes from, once copies and attributions are followed.

    Attributes:
        claim: The claim's id.
        origin: Key that claims of one origin share.
        reason: Term of ``vocabulary/origin_reason.toml``: the first step on the way there.
    """

    claim: Public[str]
    origin: Public[str]
    reason: Public[str]


@dataclass(frozen=True, slots=True)
class OriginEdge:
    """
    One step from a document towards where its words come from.

    Attributes:
        document: The document that the step starts from.
        reason: Term of ``vocabulary/origin_reason.toml``.
        claim: The claim whose words say so; ``None``: it holds for the whole document.
        to_document: The document that it leads to; ``None``: to a body.
        body: The body that it leads to, as named or by its term; ``None``: to a document.
        shared: Share of the shorter text's telling words, or of the signs of a translation,
            that the two have in common, in [0, 1]; ``None``: the step stands on a name.
        signs: How many phrases, or names and numbers, that share was counted from.
    """

    document: Public[str]
    reason: Public[str]
    claim: Public[str | None] = None
    to_document: Public[str | None] = None
    body: Restricted[str | None] = None
    shared: Public[float | None] = None
    signs: Public[int | None] = None

    def __post_init__(self) -> None:
        need_finite(self, "shared")


@dataclass(frozen=True, slots=True)
class GradeReason:
    """
    Why an incident has its grade in one scheme.

    Attributes:
        scheme: ``airwars``, ``ucdp_clarity``.
        grade: The grade, as in `Incident.grades`.
        reason: Term of ``vocabulary/grade_reason.toml``, which holds the sentence.
        claims: The claims that it rests on, sorted.
        number: The number that the sentence names (of origins, of parties); ``None``: none.
        beside: Terms of what else is so and does not decide (a denial of a party).
    """

    scheme: Public[str]
    grade: Public[str]
    reason: Public[str]
    claims: Public[tuple[str, ...]] = ()
    number: Public[int | None] = None
    beside: Public[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """
    One occurrence of violence.

    Attributes:
        id: Opaque id from the register of identities; a digest of its claims in filters.
        claims: Ids of the claims, sorted.
        violence: Term of ``vocabulary/violence.toml``.
        when: What the claims together allow; ``None``: no claim says.
        where: The place, with uncertainty; ``None``: no claim says.
        actors: Every involvement that a claim gives, each once.
        harms: Ranges, by kind and status.
        damages: Ranges, by object.
        origins: How many independent origins.
        origin_by_claim: How *origins* was counted.
        grades: Grade by scheme (``airwars``, ``ucdp_clarity``).
        disagreements: Where the claims part.
        caveats: Terms of ``vocabulary/caveat.toml``.
        origin_edges: The graph that *origins* was counted on: each step of each document.
        grade_reasons: Why it has each of its grades.
        likely: How many died and how many more were hurt, as the reports bear it out best;
            empty: they count nobody.
    """

    id: Public[str]
    claims: Public[tuple[str, ...]]
    violence: Public[str]
    when: Public[DateRange | None] = None
    where: Public[Place | None] = None
    actors: Public[tuple[Involvement, ...]] = ()
    harms: Public[tuple[HarmRange, ...]] = ()
    damages: Public[tuple[DamageRange, ...]] = ()
    origins: Public[int] = 0
    origin_by_claim: Public[tuple[Origin, ...]] = ()
    grades: Public[Mapping[str, str | int]] = field(default_factory=dict)
    disagreements: Public[tuple[Disagreement, ...]] = ()
    caveats: Public[tuple[str, ...]] = ()
    origin_edges: Restricted[tuple[OriginEdge, ...]] = ()
    grade_reasons: Public[tuple[GradeReason, ...]] = ()
    likely: Public[tuple[LikelyCount, ...]] = ()
