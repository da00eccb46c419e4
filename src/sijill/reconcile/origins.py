"""
Where each claim comes from: an outlet's own word, the body it names, or another's text.

Corroboration is counted in origins, since five outlets that copy one release are one source.
Copies, translations and credits are settled for a whole record, so that a document has one
origin in every incident; whom a claim's own words name is settled claim by claim.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sijill.model import Claim, Cluster, Origin, OriginEdge
from sijill.model.ids import digest_words
from sijill.model.phrases import read_phrases, sketch_phrases
from sijill.reconcile.bodies import (
    Body,
    Names,
    Words,
    credited_body,
    join_unnamed,
    named_body,
    outlet_of,
)
from sijill.reconcile.descent import trace_descent
from sijill.reconcile.settings import Settings
from sijill.reconcile.survey import Survey, first_claims, survey_claims

COPIES = frozenset({"copied_text", "edited_text", "translated_text", "same_details"})
_STEPS = 64  # copies of copies that are followed
_SAME_PASSAGE = 0.3  # share of a passage that stands in the text it was taken from


@dataclass(frozen=True, slots=True)
class OriginGraph:
    """
    The origins of a record's documents.

    Attributes:
        descent: The step to the document whose text each took over.
        bodies: Whose word each document's text is, copies and credits followed.
        credits: The body that each document credits its text to, by the document's id.
        names: Which names are one body.
    """

    descent: Mapping[str, OriginEdge] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    credits: Mapping[str, Body] = field(default_factory=dict)
    names: Names = field(default_factory=Names)

    def root_of(self, document: str) -> str:
        """Return the document that *document*'s text goes back to."""
        for _ in range(_STEPS):
            edge = self.descent.get(document)
            if edge is None or edge.to_document is None:
                break
            document = edge.to_document
        return document


@dataclass(frozen=True, slots=True)
class Traced:
    """
    A claim with its origin.

    Attributes:
        claim: The claim.
        origin: Key that claims of one origin share; says nothing by itself.
        reason: Term of ``vocabulary/origin_reason.toml``.
        on: Day that the origin said it, as far as known: a copy's is the original's.
        body: Whose word it is.
    """

    claim: Claim
    origin: str
    reason: str
    on: date | None
    body: Body


def graph_origins(
    claims: Mapping[str, Claim],
    clusters: Sequence[Cluster],
    *,
    settings: Settings,
    survey: Survey | None = None,
) -> OriginGraph:
    """
    Return the graph of a record's documents.

    Args:
        claims: The claims that the clusters name, by id.
        clusters: Of the whole record: how rare a phrase is, its incidents say.
        settings: See `Settings`.
        survey: What the whole record says, where these are a part of it; its rarity gets
            what these add to it. ``None``: these are all.

    Assumes:
        1. Of two texts that are nearly the same, the later is the copy.
        2. A name in a dateline, a byline or a notice is a credit if the vocabulary or another
           document's source has it, or if two outlets credit it.
    """
    survey = survey or survey_claims(claims)
    first = first_claims(claims.values())
    outlets = {key: outlet_of(claim) for key, claim in first.items()}
    names = survey.names
    credits = _settle_credits(first, outlets, survey)
    spoken_of = {names.standing_for(body.words) for body in credits.values()}
    spoken_of |= survey.spoken_of
    originals = {k for k, b in outlets.items() if names.standing_for(b.words) in spoken_of}
    descent = trace_descent(
        claims, clusters, settings=settings, named=originals, rarity=survey.rarity
    )
    for key, edge in survey.descent.items():
        if key not in descent or (descent[key].shared or 0.0) < (edge.shared or 0.0):
            descent[key] = edge
    graph = OriginGraph(descent, {}, credits, names)
    return OriginGraph(graph.descent, _settle_bodies(graph, first, outlets), credits, names)


def _settle_credits(
    first: Mapping[str, Claim], outlets: Mapping[str, Body], survey: Survey
) -> dict[str, Body]:
    names = survey.names
    found = {}
    for key, claim in first.items():
        own = names.standing_for(outlets[key].words)
        places = {place.name for place in claim.context.places}
        for one in claim.reported.credits:
            body = credited_body(one)
            words = names.standing_for(body.words)
            told = one.source_id or one.party or words in survey.known
            if words and words != own and told and one.name not in places:
                found[key] = body
                break
    return found


def _settle_bodies(
    graph: OriginGraph, first: Mapping[str, Claim], outlets: Mapping[str, Body]
) -> dict[str, Body]:
    """Return whose word each text is: whom most of its copies credit, or its first outlet."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key in sorted(first, key=lambda k: (first[k].reported.on or date.max, k)):
        groups[graph.root_of(key)].append(key)
    found = {}
    for root, members in groups.items():
        said = [graph.credits[key] for key in members if key in graph.credits]
        votes = Counter(graph.names.standing_for(body.words) for body in said)
        best = max(votes.values(), default=0)
        body = next(
            (one for one in said if votes[graph.names.standing_for(one.words)] == best),
            outlets[root] if root in outlets else outlets[members[0]],
        )
        found.update(dict.fromkeys(members, body))
    return found


def trace_origins(
    claims: Sequence[Claim], *, settings: Settings, graph: OriginGraph | None = None
) -> tuple[Traced, ...]:
    """
    Return each claim of one cluster with its origin, in the order of ids.

    Args:
        claims: The claims of one cluster.
        settings: See `Settings`.
        graph: The record's graph; ``None``: these claims are all there is.

    Assumes:
        1. Claims without a named source are not independent of one another.
        2. What most copies of a text name as its origin is the origin of all of them.
        3. A shorter name whose words (two or more) all stand in one longer name alone is that
           body's; so are initials.
        4. What an outlet or body of a party says is that party's word, as the vocabulary of
           sources has it (`sijill.model.voice`).
        5. A body that is named, and whose own report names where that comes from, leads on
           to there.

    References:
        .. [1] Every Casualty Counts (2016). Standards for Casualty Recording, p. 25.
           (Sources are independent when outlet, author and primary source differ.)
    """
    if graph is None:
        alone = Cluster("alone", tuple(claim.id for claim in claims))
        graph = graph_origins({c.id: c for c in claims}, [alone], settings=settings)
    told = _bodies_of(claims, graph)
    onward = _lead_on(claims, told, graph) | join_unnamed(body for body, _ in told.values())
    first_said = _first_days(claims, graph)
    traced = []
    for claim in sorted(claims, key=lambda item: item.id):
        body, reason = told[claim.id]
        words = _follow(graph.names.standing_for(body.words), onward)
        key = "o-" + digest_words(*sorted(words))[:16]
        on = first_said[graph.root_of(claim.document_id)]
        own = claim.document_id not in graph.descent
        traced.append(Traced(claim, key, reason, claim.reported.on if own else on, body))
    return tuple(traced)


def _bodies_of(claims: Sequence[Claim], graph: OriginGraph) -> dict[str, tuple[Body, str]]:
    """Return whose word each claim is, and why; copies of a text have one answer."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.reported.on or date.max, c.id)):
        groups[graph.root_of(claim.document_id)].append(claim)
    found: dict[str, tuple[Body, str]] = {}
    for members in groups.values():
        said = {c.id: body for c in members if (body := named_body(c))}
        shared = _most_named(said, graph.names) if _has_copies(members, graph) else None
        for claim in members:
            found[claim.id] = _body_of(claim, members, said.get(claim.id), shared, graph)
    return found


def _body_of(
    claim: Claim,
    members: Sequence[Claim],
    named: Body | None,
    shared: Body | None,
    graph: OriginGraph,
) -> tuple[Body, str]:
    edge = graph.descent.get(claim.document_id)
    if named and shared and named.words != shared.words and _is_own_passage(claim, members):
        return named, "attributed"
    if edge:
        return shared or graph.bodies[claim.document_id], edge.reason
    if shared or named:
        return shared or named or outlet_of(claim), "attributed"
    credited = claim.document_id in graph.credits
    body = graph.bodies.get(claim.document_id) or outlet_of(claim)
    return body, "credited" if credited else "own_source"


def _has_copies(members: Sequence[Claim], graph: OriginGraph) -> bool:
    return any(claim.document_id in graph.descent for claim in members)


def _most_named(said: Mapping[str, Body], names: Names) -> Body | None:
    """Return the body that most of a text's copies name, the first of equals."""
    votes = Counter(names.standing_for(body.words) for body in said.values())
    best = max(votes.values(), default=0)
    return next((b for b in said.values() if votes[names.standing_for(b.words)] == best), None)


def _is_own_passage(claim: Claim, members: Sequence[Claim]) -> bool:
    """Say whether the claim's passage stands in none of the texts that share its origin."""
    own = _passage(claim)
    others = [_passage(one) for one in members if one.document_id != claim.document_id]
    most = max((len(own & other) for other in others), default=0)
    return bool(own) and most < _SAME_PASSAGE * len(own)


def _passage(claim: Claim) -> frozenset[str]:
    words = " ".join(span.text for span in claim.evidence)
    return frozenset(read_phrases(sketch_phrases(words)))


def _lead_on(
    claims: Sequence[Claim], told: Mapping[str, tuple[Body, str]], graph: OriginGraph
) -> dict[Words, Words]:
    """Return where an outlet leads whose own claims here are all another's word."""
    by_outlet: dict[Words, list[Words]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.reported.on or date.max, c.id)):
        own = graph.names.standing_for(outlet_of(claim).words)
        by_outlet[own].append(graph.names.standing_for(told[claim.id][0].words))
    return {
        outlet: bodies[0]
        for outlet, bodies in by_outlet.items()
        if outlet and outlet not in bodies
    }


def _follow(words: Words, onward: Mapping[Words, Words]) -> Words:
    seen = {words}
    while (further := onward.get(words)) is not None and further not in seen:
        words = further
        seen.add(words)
    return words


def _first_days(claims: Sequence[Claim], graph: OriginGraph) -> dict[str, date | None]:
    found: dict[str, date | None] = {}
    for claim in sorted(claims, key=lambda c: (c.reported.on or date.max, c.id)):
        found.setdefault(graph.root_of(claim.document_id), claim.reported.on)
    return found


def list_origins(traced: Sequence[Traced]) -> tuple[Origin, ...]:
    """Return how the origins were counted, as the record keeps it."""
    return tuple(Origin(item.claim.id, item.origin, item.reason) for item in traced)
