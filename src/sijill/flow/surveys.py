"""
What the whole record says of origins, kept with what a run makes, for deciding on a part.
"""

from __future__ import annotations

import base64
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sijill.model.ids import digest_words
from sijill.reconcile import Survey
from sijill.reconcile.bodies import Names, Words
from sijill.reconcile.rarity import Rarity
from sijill.store import Store

ORIGINS = "origins"  # id of each: a record has one
_SWIFT = 1  # of zlib: the counts are nearly all noughts


@dataclass(frozen=True, slots=True)
class KeptSurvey:
    """
    A survey in the form that the derived records keep.

    Attributes:
        id: Always the same: a record has one.
        names: Pairs of a name's words and the words of the longest that stands for it.
        known: Words of each name that documents are published by or credited to.
        spoken_of: Words of each name that claims name.
        rarity: Counts of phrases, packed.
    """

    id: str
    names: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    known: tuple[tuple[str, ...], ...]
    spoken_of: tuple[tuple[str, ...], ...]
    rarity: str


@dataclass(frozen=True, slots=True)
class SurveyStamp:
    """
    Which survey is kept, so that it is unpacked once.

    Attributes:
        id: As of the survey.
        digest: Of what it holds.
    """

    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class SurveyDrift:
    """
    By how much decisions since the last run have changed the counts of phrases.

    Attributes:
        id: As of the survey.
        counts: Change by the phrase's hash, in decimals.
    """

    id: str
    counts: Mapping[str, int]


def pack_survey(survey: Survey) -> Iterator[KeptSurvey | SurveyStamp]:
    """Yield the records that keep a survey."""
    full = survey.names.full.items()
    packed = base64.b64encode(zlib.compress(bytes(survey.rarity.counts), _SWIFT)).decode()
    names = tuple(sorted((_words(name), _words(longer)) for name, longer in full))
    known, spoken = _lists(survey.known), _lists(survey.spoken_of)
    yield KeptSurvey(ORIGINS, names, known, spoken, packed)
    yield SurveyStamp(ORIGINS, digest_words(repr(names), repr(known), repr(spoken), packed))


def load_survey(
    store: Store, stamp: SurveyStamp | None, drift: SurveyDrift | None
) -> Survey | None:
    """
    Return the survey of the last run, its counts a copy to be changed.

    Args:
        store: The derived records.
        stamp: Which one it is; ``None``: the last run kept none.
        drift: What decisions have changed since; ``None``: nothing.
    """
    if stamp is None:
        return None
    kept = _load(store, stamp.digest)
    rarity = kept.rarity.copy()
    for phrase, change in drift.counts.items() if drift else ():
        rarity.shift(int(phrase), change)
    return Survey(kept.names, kept.known, kept.spoken_of, rarity)


def add_drift(
    drift: SurveyDrift | None, *, dropped: Iterable[int], added: Iterable[int]
) -> SurveyDrift:
    """Return the drift with the phrases of incidents that are no more, and of new ones."""
    before = drift.counts.items() if drift else ()
    counts = Counter({int(phrase): change for phrase, change in before})
    counts.subtract(dropped)
    counts.update(added)
    return SurveyDrift(ORIGINS, {str(key): n for key, n in sorted(counts.items()) if n})


@lru_cache(maxsize=2)
def _load(store: Store, digest: str) -> Survey:  # noqa: ARG001  (what it is kept by)
    kept = store.find_record(KeptSurvey, ORIGINS)
    assert kept is not None
    return Survey(
        Names({frozenset(name): frozenset(longer) for name, longer in kept.names}),
        frozenset(map(frozenset, kept.known)),
        frozenset(map(frozenset, kept.spoken_of)),
        Rarity(bytearray(zlib.decompress(base64.b64decode(kept.rarity)))),
    )


def _words(name: Words) -> tuple[str, ...]:
    return tuple(sorted(name))


def _lists(names: Iterable[Words]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(map(_words, names)))
