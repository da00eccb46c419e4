"""
What comparing needs of a claim, taken out once so that each pair costs little.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sijill.link.words import Frequencies, rare_words, weigh_words
from sijill.model import Claim, Count, Place
from sijill.model.toll import toll_of
from sijill.model.vocabulary import load_terms

_WORD = re.compile(r"\w+")
_SKETCH_STEP = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """
    A claim as comparing sees it.

    Attributes:
        claim: The claim.
        earliest: First possible day, as an ordinal; ``None``: no date.
        latest: Last possible day, as an ordinal; ``None``: no date.
        reported: Day of publication, as an ordinal; ``None``: not known.
        places: Places with coordinates, most specific first.
        place_names: Names of places, folded.
        setting: Names of places in the whole document and its dateline, folded.
        perpetrators: Actors held responsible, by id.
        means: Terms.
        objects: Objects that were hit.
        tolls: How many people, by kind of harm.
        statuses: Stated statuses of those harmed.
        groups: Stated groups.
        names: Victims' names, each as its sorted folded words.
        passage: Hashes of the word triples of the evidence.
        sketch: Hashes of the document's sketch.
        words: The document's telling words, by weight.
        rare: Those of them that other documents have too, most telling first.
        counted: Whether acts of this kind enter totals.
        founding: Whether the claim may stand beside others at all.
    """

    claim: Claim
    earliest: int | None
    latest: int | None
    reported: int | None
    places: tuple[Place, ...]
    place_names: frozenset[str]
    setting: frozenset[str]
    perpetrators: frozenset[str]
    means: frozenset[str]
    objects: frozenset[str]
    tolls: Mapping[str, Count]
    statuses: frozenset[str]
    groups: frozenset[str]
    names: frozenset[tuple[str, ...]]
    passage: frozenset[int]
    sketch: frozenset[str]
    words: Mapping[str, int]
    rare: tuple[str, ...]
    counted: bool
    founding: bool


def make_profiles(claims: Sequence[Claim], frequencies: Frequencies) -> list[Profile]:
    """Return what comparing needs of each claim; claims of a document share its words."""
    told: dict[str, tuple[Mapping[str, int], tuple[str, ...]]] = {}
    for sketch in {claim.reported.word_sketch or "" for claim in claims}:
        words = weigh_words(sketch, frequencies)
        told[sketch] = words, rare_words(words, frequencies)
    return [_profile(claim, *told[claim.reported.word_sketch or ""]) for claim in claims]


def _profile(claim: Claim, words: Mapping[str, int], rare: tuple[str, ...]) -> Profile:
    earliest, latest = _days(claim)
    kinds = sorted({harm.kind for harm in claim.harms})
    tolls = {kind: toll_of(claim.harms, kind) for kind in kinds}
    sketch = claim.reported.text_sketch or ""
    return Profile(
        claim=claim,
        earliest=earliest,
        latest=latest,
        reported=_ordinal(claim.reported.on),
        places=tuple(place for place in claim.where if place.is_resolved)[:4],
        place_names=frozenset(place.name.casefold() for place in claim.where if place.name),
        setting=_setting(claim),
        perpetrators=_perpetrators(claim),
        means=frozenset(means.term for means in claim.means),
        objects=frozenset(damage.object for damage in claim.damages),
        tolls={kind: toll for kind, toll in tolls.items() if toll and toll.is_known},
        statuses=frozenset(harm.status for harm in claim.harms) - {"unknown", "mixed"},
        groups=frozenset(group.term for harm in claim.harms for group in harm.groups),
        names=_names(claim),
        passage=_triples(" ".join(span.text for span in claim.evidence)),
        sketch=frozenset(
            sketch[n : n + _SKETCH_STEP] for n in range(0, len(sketch), _SKETCH_STEP)
        ),
        words=words,
        rare=rare,
        counted=load_terms("violence")[claim.violence].counted,
        founding=claim.modality not in ("hypothetical", "planned"),
    )


def _days(claim: Claim) -> tuple[int | None, int | None]:
    """Return the first and last day; an open end is closed by the report, or by the other."""
    when = claim.when
    if when is None or not when.is_resolved:
        return None, None
    earliest, latest = _ordinal(when.earliest), _ordinal(when.latest)
    if latest is None and earliest is not None:
        latest = max(earliest, _ordinal(claim.reported.on) or earliest)
    return (latest if earliest is None else earliest), latest


def _setting(claim: Claim) -> frozenset[str]:
    named = [place.name.casefold() for place in claim.context.places if place.name]
    line = (claim.reported.dateline or "").split(",")[0].strip()
    return frozenset((*named, line.casefold())) - {""}


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _perpetrators(claim: Claim) -> frozenset[str]:
    return frozenset(
        actor.actor_id
        for actor in claim.actors
        if actor.role == "perpetrator" and actor.actor_id and actor.certainty != "denied"
    )


def _names(claim: Claim) -> frozenset[tuple[str, ...]]:
    found = (name.name for harm in claim.harms for name in harm.names)
    return frozenset(tuple(sorted(_WORD.findall(name.casefold()))) for name in found) - {()}


def _triples(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    triples = (" ".join(words[n : n + 3]) for n in range(max(0, len(words) - 2)))
    return frozenset(zlib.crc32(triple.encode("utf-8", "replace")) for triple in triples)
