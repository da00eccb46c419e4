"""
From claims to columns: what comparing needs of each is taken out once.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import chain, combinations
from typing import Any
from zlib import crc32

import numpy as np

from sijill.link.columns import (
    NO_COUNT,
    NO_DAY,
    OF_TEXTS,
    PLACES,
    Columns,
    Ints,
    digest,
    sort_columns,
)
from sijill.link.places import width_km
from sijill.link.sets import SetsBuilder, sort_members
from sijill.link.words import Rarity, weigh_words
from sijill.model import Claim, Count, Place
from sijill.model.claim import HARM_KINDS, STATUSES
from sijill.model.remembering import remember
from sijill.model.rowclaims import document_of
from sijill.model.toll import toll_of
from sijill.model.vocabulary import load_terms

_WORD = re.compile(r"\w+")
_SKETCH_STEP = 8
_LOOSE = ("about", "nearly")
_STATED = ("civilian", "combatant")
_KEPT = 4096  # claims whose profiles are remembered, some 2 KiB each
_SKETCHES = 8192  # texts whose sketches are, under a KiB each
_NOWHERE = (np.nan, np.nan, np.nan)
_NONE = sort_members(())
_KIND_AT = {kind: at for at, kind in enumerate(HARM_KINDS)}
_WHOLE = (
    ("order", "i8"), ("document", "i8"), ("outlet", "i8"), ("earliest", "i4"),
    ("latest", "i4"), ("reported", "i4"), ("violence", "i1"), ("counted", "?"),
    ("founding", "?"), ("denied", "?"), ("statuses", "i8"), ("groups", "i8"), ("means", "i8"),
    ("objects", "i8"), ("finest", "i1"),
)  # fmt: skip
_POINTS = ("latitude", "longitude", "width")
_PLACES = ("place", "place_name")
_SETS = ("named", "setting", "actors", "victims", "passage")


@dataclass(frozen=True, slots=True)
class Profile:
    """
    What comparing needs of one claim, but for the words of its text.

    Attributes:
        id: The claim's id.
        whole: Whole numbers, in the order of `_WHOLE`.
        counts: Least and greatest numbers of people, each by kind of harm.
        loose: Whether the number of each kind is "about" or "nearly" so.
        points: Latitudes, longitudes and widths of `PLACES` places.
        places: Digests of their gazetteer's ids and of their names.
        sets: Sorted hashes, in the order of `_SETS`.
        sketches: The sketches of its text: of its triples, and of its words.
    """

    id: str
    whole: tuple[int, ...]
    counts: tuple[int, ...]
    loose: tuple[bool, ...]
    points: tuple[float, ...]
    places: tuple[int, ...]
    sets: tuple[array[int], ...]
    sketches: tuple[str, str]


def make_columns(
    claims: Iterable[Claim], rarity: Rarity, *, are_asked_often: bool = False
) -> Columns:
    """
    Return the columns of *claims*, by claim id.

    Args:
        claims: In any order; read once, and not kept.
        rarity: How rare words are.
        are_asked_often: Whether they are some of a record's claims, of which many were asked
            for before: what was made of each is remembered then, and so are they.
    """
    builder = _Builder(rarity)
    for claim in claims:
        builder.add(_recall(claim) if are_asked_often else profile_claim(claim))
    return sort_columns(builder.build())


class _Builder:
    """Columns that grow by one claim at a time."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._ids: list[str] = []
        self._whole, self._counts, self._loose = array("q"), array("q"), array("b")
        self._points, self._places = array("d"), array("q")
        self._sets = {name: SetsBuilder() for name in (*_SETS, *OF_TEXTS)}
        self._text, self._texts = array("q"), dict[tuple[str, str], int]()

    def add(self, profile: Profile) -> None:
        """Add a claim."""
        self._ids.append(profile.id)
        self._whole.extend(profile.whole)
        self._counts.extend(profile.counts)
        self._loose.extend(profile.loose)
        self._points.extend(profile.points)
        self._places.extend(profile.places)
        for name, members in zip(_SETS, profile.sets, strict=True):
            self._sets[name].add_sorted(members)
        self._text.append(self._text_of(profile.sketches))

    def _text_of(self, sketches: tuple[str, str]) -> int:
        """Return which text a claim stands in; a text's claims share its words."""
        if sketches not in self._texts:
            triples, words = sketches
            self._sets["sketch"].add_sorted(_sort_sketch(triples))
            self._sets["words"].add_weighted(*weigh_words(words, self._rarity))
            self._texts[sketches] = len(self._texts)
        return self._texts[sketches]

    def build(self) -> Columns:
        """Return the columns."""
        n, kinds = len(self._ids), len(HARM_KINDS)
        whole = _numbers(self._whole, n, len(_WHOLE))
        counts = _numbers(self._counts, n, 2, kinds)
        points = _numbers(self._points, n, len(_POINTS), PLACES)
        places = _numbers(self._places, n, len(_PLACES), PLACES)
        found: dict[str, Any] = {
            "ids": np.array([*self._ids, None], dtype=object)[:n],
            "text": _numbers(self._text, n),
            "lows": counts[:, 0].astype("i4"),
            "highs": counts[:, 1].astype("i4"),
            "loose": _numbers(self._loose, n, kinds).astype("?"),
        }
        found |= {name: whole[:, at].astype(kind) for at, (name, kind) in enumerate(_WHOLE)}
        found |= {name: points[:, at].copy() for at, name in enumerate(_POINTS)}
        found |= {name: places[:, at].copy() for at, name in enumerate(_PLACES)}
        found |= {name: values.build() for name, values in self._sets.items()}
        return Columns(**found)


def _numbers(values: array[int] | array[float], *shape: int) -> Ints:
    return np.array(values, dtype=values.typecode).reshape(shape)


def profile_claim(claim: Claim) -> Profile:
    """Return what comparing needs of a claim."""
    places = [place for place in claim.where if place.is_resolved][:PLACES]
    missing = PLACES - len(places)
    points = [*map(_point, places), *(_NOWHERE,) * missing]
    return Profile(
        claim.id,
        (*_whole(claim), _finest(places)),
        *_tolls(claim),
        tuple(chain.from_iterable(zip(*points, strict=True))),
        (
            *(digest(place.gazetteer_id) for place in places),
            *(0,) * missing,
            *(digest(place.name) for place in places),
            *(0,) * missing,
        ),
        tuple(sort_members(members) if members else _NONE for members in _list_sets(claim)),
        (claim.reported.text_sketch or "", claim.reported.word_sketch or ""),
    )


_recall = remember(_KEPT)(profile_claim)


def _whole(claim: Claim) -> Iterator[int]:
    """Yield the whole numbers of a claim, in the order of `_WHOLE`, but for the last."""
    yield digest(claim.id)
    yield digest(document_of(claim))
    yield digest(claim.reported.by) if claim.reported.by else 0
    for day in (*_days(claim), claim.reported.on):
        yield day.toordinal() if day else NO_DAY
    yield _position("violence", claim.violence)
    yield load_terms("violence")[claim.violence].counted
    yield claim.modality not in ("hypothetical", "planned")
    yield claim.modality == "denied"
    stated = {harm.status for harm in claim.harms if harm.status in _STATED}
    yield sum(1 << STATUSES.index(term) for term in stated)
    yield _bits("group", {group.term for harm in claim.harms for group in harm.groups})
    yield _bits("means", {item.term for item in claim.means})
    yield _bits("object", {item.object for item in claim.damages})


def _tolls(claim: Claim) -> tuple[tuple[int, ...], tuple[bool, ...]]:
    """Return least and greatest numbers of people by kind of harm, and which are loose."""
    lows, highs = [NO_COUNT] * len(HARM_KINDS), [NO_COUNT] * len(HARM_KINDS)
    loose = [False] * len(HARM_KINDS)
    for kind in {harm.kind for harm in claim.harms}:
        toll = toll_of(claim.harms, kind)
        if toll is not None:
            at = _KIND_AT[kind]
            lows[at], highs[at], loose[at] = (
                _bound(toll.low),
                _bound(toll.high),
                _is_loose(toll),
            )
    return (*lows, *highs), tuple(loose)


def _bound(number: int | None) -> int:
    return NO_COUNT if number is None else min(number, 2**31 - 1)


def _finest(places: Sequence[Place]) -> int:
    """Return which of some places is known best."""
    widths = [width_km(place) for place in places]
    return min(range(len(places)), key=lambda n: widths[n] or np.inf, default=0)


def _list_sets(claim: Claim) -> Iterator[Collection[int]]:
    """Yield the hashes of a claim, in the order of `_SETS`."""
    yield {_hash(place.name.casefold()) for place in claim.where if place.name}
    yield _setting(claim)
    yield {
        _hash(actor.actor_id)
        for actor in claim.actors
        if actor.role == "perpetrator" and actor.actor_id and actor.certainty != "denied"
    }
    yield {*_victims(claim)}
    yield _triples(" ".join(span.text for span in claim.evidence))


def _is_loose(toll: Count) -> bool:
    return toll.low is not None and toll.high is not None and toll.qualifier in _LOOSE


def _point(place: Place) -> tuple[float, float, float]:
    if place.latitude is None or place.longitude is None:
        return _NOWHERE
    return place.latitude, place.longitude, width_km(place)


def _days(claim: Claim) -> tuple[date | None, date | None]:
    """Return the first and last day; an open end is closed by the report, or by the other."""
    when = claim.when
    if when is None or not when.is_resolved:
        return None, None
    earliest, latest = when.earliest, when.latest
    if latest is None and earliest is not None:
        latest = max(earliest, claim.reported.on or earliest)
    return (latest if earliest is None else earliest), latest


def _setting(claim: Claim) -> set[int]:
    found = {_hash(place.name.casefold()) for place in claim.context.places if place.name}
    line = (claim.reported.dateline or "").split(",")[0].strip()
    return found | {_hash(line.casefold())} if line else found


def _victims(claim: Claim) -> Iterator[int]:
    """
    Yield a hash for each two words of a victim's name, and for a name of one word.

    Two names are one person's if two words of one are in the other: a middle name more or
    less, parts in another order.
    """
    for name in {name.name for harm in claim.harms for name in harm.names}:
        words = sorted(set(_WORD.findall(name.casefold())))
        pairs = combinations(words, 2) if len(words) > 1 else [tuple(words)] if words else []
        yield from (_hash(" ".join(pair)) for pair in pairs)


def _triples(text: str) -> list[int]:
    words = [one.encode("utf-8", "replace") for one in _WORD.findall(text.casefold())]
    return [crc32(b" ".join(words[n : n + 3])) for n in range(len(words) - 2)]


@lru_cache(maxsize=_SKETCHES)
def _sort_sketch(triples: str) -> array[int]:
    """Return the members of a text's sketch (`model.sketch`)."""
    steps = range(0, len(triples), _SKETCH_STEP)
    return sort_members([int(triples[n : n + _SKETCH_STEP], 16) for n in steps])


@lru_cache(maxsize=100_000)
def _hash(text: str) -> int:
    return digest(text) % (2**31 - 1)


@cache
def _position(vocabulary: str, term: str) -> int:
    return list(load_terms(vocabulary)).index(term)


def _bits(vocabulary: str, terms: Iterable[str]) -> int:
    return sum(1 << _position(vocabulary, term) for term in terms)
