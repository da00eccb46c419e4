"""
From claims to columns: what comparing needs of each is taken out once.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import combinations
from typing import Any

import numpy as np

from sijill.link.columns import (
    NO_COUNT,
    NO_DAY,
    PLACES,
    Columns,
    Ints,
    digest,
    sort_columns,
)
from sijill.link.places import width_km
from sijill.link.sets import SetsBuilder
from sijill.link.words import Rarity, weigh_words
from sijill.model import Claim, Count, Place
from sijill.model.claim import HARM_KINDS, STATUSES
from sijill.model.rowclaims import document_of
from sijill.model.toll import toll_of
from sijill.model.vocabulary import load_terms

_WORD = re.compile(r"\w+")
_SKETCH_STEP = 8
_LOOSE = ("about", "nearly")
_STATED = ("civilian", "combatant")
_FLAGS = ("counted", "founding", "denied")
_DAYS = ("earliest", "latest", "reported")
_BITS = ("statuses", "groups", "means", "objects")
_SETS = ("named", "setting", "actors", "victims", "passage", "sketch", "words")


def make_columns(claims: Iterable[Claim], rarity: Rarity) -> Columns:
    """
    Return the columns of *claims*, by claim id.

    Args:
        claims: In any order; read once, and not kept.
        rarity: How rare words are.
    """
    return sort_columns(_Builder(rarity).add_all(claims).build())


class _Builder:
    """Columns that grow by one claim at a time."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._ids: list[str] = []
        self._whole = {name: array("q") for name in ("order", "document", "outlet", *_BITS)}
        self._days = {name: array("l") for name in _DAYS}
        self._flags = {name: array("b") for name in _FLAGS}
        self._violence, self._finest = array("b"), array("b")
        self._lows, self._highs, self._loose = array("l"), array("l"), array("b")
        self._points = {name: array("d") for name in ("latitude", "longitude", "width")}
        self._named_places = {name: array("q") for name in ("place", "place_name")}
        self._sets = {name: SetsBuilder() for name in _SETS}
        self._text, self._texts = array("l"), dict[tuple[str, str], int]()

    def add_all(self, claims: Iterable[Claim]) -> _Builder:
        """Add claims."""
        for claim in claims:
            self._add(claim)
        return self

    def _add(self, claim: Claim) -> None:
        self._ids.append(claim.id)
        self._whole["order"].append(digest(claim.id))
        self._whole["document"].append(digest(document_of(claim)))
        self._whole["outlet"].append(digest(claim.reported.by) if claim.reported.by else 0)
        for name, day in zip(_DAYS, (*_days(claim), claim.reported.on), strict=True):
            self._days[name].append(day.toordinal() if day else NO_DAY)
        self._violence.append(_position("violence", claim.violence))
        self._flags["counted"].append(load_terms("violence")[claim.violence].counted)
        self._flags["founding"].append(claim.modality not in ("hypothetical", "planned"))
        self._flags["denied"].append(claim.modality == "denied")
        self._add_terms(claim)
        self._add_tolls(claim)
        self._add_places(claim)
        self._add_sets(claim)

    def _add_terms(self, claim: Claim) -> None:
        stated = {harm.status for harm in claim.harms if harm.status in _STATED}
        self._whole["statuses"].append(sum(1 << STATUSES.index(term) for term in stated))
        groups = {group.term for harm in claim.harms for group in harm.groups}
        self._whole["groups"].append(_bits("group", groups))
        self._whole["means"].append(_bits("means", {item.term for item in claim.means}))
        self._whole["objects"].append(_bits("object", {item.object for item in claim.damages}))

    def _add_tolls(self, claim: Claim) -> None:
        named = {harm.kind for harm in claim.harms}
        for kind in HARM_KINDS:
            toll = toll_of(claim.harms, kind) if kind in named else None
            low, high = (toll.low, toll.high) if toll else (None, None)
            self._lows.append(NO_COUNT if low is None else min(low, 2**31 - 1))
            self._highs.append(NO_COUNT if high is None else min(high, 2**31 - 1))
            self._loose.append(_is_loose(toll))

    def _add_places(self, claim: Claim) -> None:
        places = [place for place in claim.where if place.is_resolved][:PLACES]
        widths = [width_km(place) for place in places]
        finest = min(range(len(places)), key=lambda n: widths[n] or np.inf, default=0)
        self._finest.append(finest)
        for n in range(PLACES):
            place = places[n] if n < len(places) else None
            for name, value in zip(self._points, _point(place), strict=True):
                self._points[name].append(value)
            self._named_places["place"].append(digest(place.gazetteer_id) if place else 0)
            self._named_places["place_name"].append(digest(place.name) if place else 0)

    def _add_sets(self, claim: Claim) -> None:
        self._sets["named"].add(_hash(p.name.casefold()) for p in claim.where if p.name)
        self._sets["setting"].add(_setting(claim))
        self._sets["actors"].add(
            _hash(actor.actor_id)
            for actor in claim.actors
            if actor.role == "perpetrator" and actor.actor_id and actor.certainty != "denied"
        )
        self._sets["victims"].add(_victims(claim))
        self._sets["passage"].add(_triples(" ".join(span.text for span in claim.evidence)))
        self._text.append(self._text_of(claim))

    def _text_of(self, claim: Claim) -> int:
        """Return which text a claim stands in; a text's claims share its words."""
        key = claim.reported.text_sketch or "", claim.reported.word_sketch or ""
        if key not in self._texts:
            sketch = key[0]
            steps = range(0, len(sketch), _SKETCH_STEP)
            self._sets["sketch"].add(int(sketch[n : n + _SKETCH_STEP], 16) for n in steps)
            self._sets["words"].add_weighted(*weigh_words(key[1], self._rarity))
            self._texts[key] = len(self._texts)
        return self._texts[key]

    def build(self) -> Columns:
        """Return the columns."""
        n = len(self._ids)
        shape = (n, len(HARM_KINDS))
        found: dict[str, Any] = {
            "ids": np.array([*self._ids, None], dtype=object)[:n],
            "violence": _numbers(self._violence, "i1"),
            "finest": _numbers(self._finest, "i1"),
            "text": _numbers(self._text, "i8"),
            "lows": _numbers(self._lows, "i4").reshape(shape),
            "highs": _numbers(self._highs, "i4").reshape(shape),
            "loose": _numbers(self._loose, "?").reshape(shape),
        }
        found |= {name: _numbers(values, "i8") for name, values in self._whole.items()}
        found |= {name: _numbers(values, "i4") for name, values in self._days.items()}
        found |= {name: _numbers(values, "?") for name, values in self._flags.items()}
        of_places: dict[str, Any] = {**self._points, **self._named_places}
        found |= {k: _numbers(v, v.typecode).reshape(n, PLACES) for k, v in of_places.items()}
        found |= {name: values.build() for name, values in self._sets.items()}
        return Columns(**found)


def _numbers(values: array[int] | array[float], kind: str) -> Ints:
    return np.array(values, dtype=kind)


def _is_loose(toll: Count | None) -> bool:
    both = toll is not None and toll.low is not None and toll.high is not None
    return both and toll is not None and toll.qualifier in _LOOSE


def _point(place: Place | None) -> tuple[float, float, float]:
    if place is None or place.latitude is None or place.longitude is None:
        return np.nan, np.nan, np.nan
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


def _setting(claim: Claim) -> Iterator[int]:
    yield from (_hash(place.name.casefold()) for place in claim.context.places if place.name)
    line = (claim.reported.dateline or "").split(",")[0].strip()
    if line:
        yield _hash(line.casefold())


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


def _triples(text: str) -> Iterator[int]:
    words = _WORD.findall(text.casefold())
    return (_crc(" ".join(words[n : n + 3])) for n in range(max(0, len(words) - 2)))


def _crc(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "replace"))


@lru_cache(maxsize=100_000)
def _hash(text: str) -> int:
    return digest(text) % (2**31 - 1)


@cache
def _position(vocabulary: str, term: str) -> int:
    return list(load_terms(vocabulary)).index(term)


def _bits(vocabulary: str, terms: Iterable[str]) -> int:
    return sum(1 << _position(vocabulary, term) for term in terms)
