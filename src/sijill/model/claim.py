"""
In document D, source S says that three to four people were killed in Q; here are the words.

A claim is one document's saying that one act of violence happened. It is data, not truth:
ranges are derived from claims and never typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sijill.errors import ModelError
from sijill.model.actor import Attribution, Involvement
from sijill.model.count import Count
from sijill.model.daterange import DateRange
from sijill.model.finite import need_finite
from sijill.model.place import Place
from sijill.model.privacy import Private, Public, Restricted
from sijill.model.span import Span

HARM_KINDS = (
    "killed", "injured", "missing", "abducted", "detained",
    "displaced", "tortured", "raped", "affected",
)  # fmt: skip
STATUSES = ("civilian", "combatant", "mixed", "unknown")
SCOPES = ("incident", "aggregate", "cumulative")
MODALITIES = ("asserted", "alleged", "denied", "hypothetical", "planned")


@dataclass(frozen=True, slots=True)
class Credit:
    """
    A name to which a document credits its own text.

    Attributes:
        name: The name as written.
        form: ``dateline`` ("(Example Wire) --"), ``notice`` ("By …", "© …"), ``line``: a line
            of its own at the head or the foot, which may be something else.
        source_id: Term of the vocabulary of sources; ``None``: not in it.
        party: Actor that it is or speaks for; ``None``: none known.
    """

    name: Restricted[str]
    form: Public[str] = "notice"
    source_id: Public[str | None] = None
    party: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class Reported:
    """
    What a claim must carry of its document, since later steps read nothing but claims.

    Attributes:
        on: Day of publication. ``None``: not known.
        on_origin: ``metadata``, ``dateline``, ``by_hand``: where *on* comes from.
        by: The document's own source.
        dateline: Place of the dateline, as written.
        language: BCP 47 code of the reading.
        title: The document's title.
        text_sketch: Digest that near-copies share (see `sijill.model.sketch`).
        word_sketch: Digest of its telling words (see `sijill.model.wording`).
        source_id: Term of the vocabulary of sources for *by*; ``None``: not in it.
        party: Actor that *by* is or speaks for; ``None``: none known.
        phrase_sketch: Digest of its neighbouring words (see `sijill.model.phrases`).
        sign_sketch: Digest of what outlives translating (see `sijill.model.signs`).
        credits: To whom the document credits its text, in reading order.
    """

    on: Public[date | None] = None
    on_origin: Public[str | None] = None
    by: Public[str | None] = None
    dateline: Public[str | None] = None
    language: Public[str | None] = None
    title: Restricted[str | None] = None
    text_sketch: Restricted[str | None] = None
    word_sketch: Restricted[str | None] = None
    source_id: Public[str | None] = None
    party: Public[str | None] = None
    phrase_sketch: Restricted[str | None] = None
    sign_sketch: Restricted[str | None] = None
    credits: Restricted[tuple[Credit, ...]] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """
    The places and dates of the whole document, to decide between namesakes.

    Attributes:
        places: Every place the document names, in reading order, each name once.
        dates: Every date expression of the document, in reading order.
        country: ISO code of the country that the document's places and dateline speak for
            most; ``None``: none, or several alike.
        home: Where the document is at home, as its title, its local bodies, its dateline and
            its outlet tell; ``None``: not told, or not resolved.
    """

    places: Restricted[tuple[Place, ...]] = ()
    dates: Restricted[tuple[DateRange, ...]] = ()
    country: Restricted[str | None] = None
    home: Restricted[Place | None] = None


@dataclass(frozen=True, slots=True)
class Means:
    """
    What was used.

    Attributes:
        words: The words for it.
        term: Term of ``vocabulary/means.toml``.
    """

    words: Public[Span]
    term: Public[str]


@dataclass(frozen=True, slots=True)
class Group:
    """
    A part of those harmed ("including 21 children").

    Attributes:
        term: Term of ``vocabulary/group.toml``.
        count: How many of them; both bounds ``None`` where only "most of them" is said.
    """

    term: Public[str]
    count: Public[Count]


@dataclass(frozen=True, slots=True)
class VictimName:
    """
    A person named as harmed.

    Attributes:
        words: The words that name the person.
        name: The name as written.
        description: Role or relation as written.
        sex: ``female``, ``male``; ``None``: not stated.
        age: In years, as written; ``None``: not stated.
    """

    words: Private[Span]
    name: Private[str]
    description: Private[str | None] = None
    sex: Private[str | None] = None
    age: Private[int | None] = None


@dataclass(frozen=True, slots=True)
class Harm:
    """
    What was done to people: one kind, one count.

    Attributes:
        kind: One of `HARM_KINDS`.
        count: How many people.
        status: One of `STATUSES`, from the words alone.
        words: The victim phrase.
        groups: The parts that the text names.
        names: The persons that the text names.
    """

    kind: Public[str]
    count: Public[Count]
    status: Public[str] = "unknown"
    words: Restricted[Span | None] = None
    groups: Public[tuple[Group, ...]] = ()
    names: Private[tuple[VictimName, ...]] = ()

    def __post_init__(self) -> None:
        if self.kind not in HARM_KINDS or self.status not in STATUSES:
            raise ModelError(
                f"a harm's kind is one of {', '.join(HARM_KINDS)} and its status one of "
                f"{', '.join(STATUSES)}; got {self.kind!r} and {self.status!r}."
            )


@dataclass(frozen=True, slots=True)
class Damage:
    """
    An object that was hit, and how.

    Attributes:
        object: Term of ``vocabulary/object.toml``.
        count: How many objects.
        effect: ``hit``, ``damaged``, ``destroyed``, ``burned``, ``looted``.
        words: The words for the object.
    """

    object: Public[str]
    count: Public[Count]
    effect: Public[str] = "hit"
    words: Public[Span | None] = None


@dataclass(frozen=True, slots=True)
class Claim:
    """
    One document's saying that one act of violence happened.

    Attributes:
        id: Digest of document, evidence spans, extractor and order (`ids.claim_id`).
        document_id: The reading that makes the claim.
        extractor: Versioned name of what read it.
        evidence: The passages that make the claim, in reading order; at least one.
        violence: Term of ``vocabulary/violence.toml``.
        violence_words: The words for the act; ``None`` where the harm alone tells of it.
        confidence: The extractor's own certainty that this is a claim, in [0, 1].
        reported: What travels with it of the document.
        context: The document's places and dates.
        when: When it happened; ``None`` with a reason in *absent*.
        where: Where it happened, most specific first.
        actors: Who took part.
        means: What was used.
        harms: What was done to people.
        damages: Which objects were hit.
        attribution: The origin that the text names.
        scope: One of `SCOPES`.
        modality: One of `MODALITIES`.
        absent: Reason by field path, a term of ``vocabulary/absence.toml``.
        caveats: Terms of ``vocabulary/caveat.toml``.
    """

    id: Public[str]
    document_id: Public[str]
    extractor: Public[str]
    evidence: Restricted[tuple[Span, ...]]
    violence: Public[str]
    violence_words: Public[Span | None] = None
    confidence: Public[float] = 1.0
    reported: Public[Reported] = field(default_factory=Reported)
    context: Restricted[Context] = field(default_factory=Context)
    when: Public[DateRange | None] = None
    where: Public[tuple[Place, ...]] = ()
    actors: Public[tuple[Involvement, ...]] = ()
    means: Public[tuple[Means, ...]] = ()
    harms: Public[tuple[Harm, ...]] = ()
    damages: Public[tuple[Damage, ...]] = ()
    attribution: Public[Attribution | None] = None
    scope: Public[str] = "incident"
    modality: Public[str] = "asserted"
    absent: Public[Mapping[str, str]] = field(default_factory=dict)
    caveats: Public[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        need_finite(self, "confidence")
        if not self.evidence:
            raise ModelError(f"claim {self.id} has no evidence: a claim without words is none.")
        if self.scope not in SCOPES or self.modality not in MODALITIES:
            raise ModelError(
                f"claim {self.id}: scope is one of {', '.join(SCOPES)} and modality one of "
                f"{', '.join(MODALITIES)}; got {self.scope!r} and {self.modality!r}."
            )

    def spans(self) -> Iterator[Span]:
        """Yield every span of the claim, context apart, so that each can be checked."""
        yield from self.evidence
        optional: list[Span | None] = [self.violence_words]
        optional += [self.when.words if self.when else None]
        optional += [self.attribution.words if self.attribution else None]
        optional += [place.words for place in self.where]
        optional += [actor.words for actor in self.actors]
        optional += [means.words for means in self.means]
        for harm in self.harms:
            optional += [harm.words, harm.count.words]
            optional += [group.count.words for group in harm.groups]
            optional += [name.words for name in harm.names]
        for damage in self.damages:
            optional += [damage.words, damage.count.words]
        yield from (span for span in optional if span)
