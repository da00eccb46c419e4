"""
What origins need of a whole record: which names are one, what is a credit, which phrases are
rare. Kept beside the record, it lets a part of it be reconciled as the whole would be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sijill.model import Claim, Cluster, OriginEdge
from sijill.reconcile.bodies import (
    Names,
    Words,
    credited_body,
    join_names,
    named_body,
    outlet_of,
)
from sijill.reconcile.rarity import Rarity
from sijill.reconcile.texts import Text, make_texts


@dataclass(frozen=True, slots=True)
class Survey:
    """
    A record as its origins see it.

    Attributes:
        names: Which names are one body.
        known: Names that documents are published by, or that several outlets credit.
        spoken_of: Names that claims name or documents credit.
        rarity: In how many incidents each phrase stands; of the incidents that are reconciled
            afresh, none is counted yet.
        descent: Steps to documents that share no incident with those at hand.
    """

    names: Names = field(default_factory=Names)
    known: frozenset[Words] = frozenset()
    spoken_of: frozenset[Words] = frozenset()
    rarity: Rarity = field(default_factory=Rarity)
    descent: Mapping[str, OriginEdge] = field(default_factory=dict)


def survey_claims(claims: Mapping[str, Claim]) -> Survey:
    """Return what a record's claims say of its origins, but for how rare phrases are."""
    first = first_claims(claims.values())
    outlets = {key: outlet_of(claim) for key, claim in first.items()}
    named = [body for claim in claims.values() if (body := named_body(claim))]
    credited = [credited_body(one) for c in first.values() for one in c.reported.credits]
    names = join_names([*outlets.values(), *named, *credited])
    known = {names.standing_for(body.words) for body in outlets.values() if body.words}
    by_credit: dict[Words, set[Words]] = defaultdict(set)
    for key, claim in first.items():
        for one in claim.reported.credits:
            if one.form != "line":
                by_credit[names.standing_for(credited_body(one).words)].add(outlets[key].words)
    known |= {words for words, outlets_ in by_credit.items() if len(outlets_) > 1}
    spoken_of = frozenset(names.standing_for(body.words) for body in named)
    return Survey(names, frozenset(known), spoken_of)


def first_claims(claims: Iterable[Claim]) -> dict[str, Claim]:
    """Return one claim of each document, always the same one."""
    return {claim.document_id: claim for claim in sorted(claims, key=lambda c: c.id)}


def group_texts(
    claims: Mapping[str, Claim], clusters: Sequence[Cluster]
) -> list[dict[str, Text]]:
    """Return the texts of each cluster that has more than one, by its id."""
    return [
        texts
        for cluster in sorted(clusters, key=lambda item: item.id)
        if len(texts := make_texts(claims[name] for name in cluster.claims)) > 1
    ]


def phrases_of(texts: Mapping[str, Text]) -> set[int]:
    """Return the phrases of an incident's texts, each once."""
    return {phrase for text in texts.values() for phrase in text.phrases.hashes}
