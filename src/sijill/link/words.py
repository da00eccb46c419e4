"""
How rare words are, and what the words of a report weigh by it.

Rarity is a setting, counted once from a record or bundled, and never counted anew when a
document comes: else the same two claims would compare otherwise tomorrow.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log, sqrt

from sijill.model import Claim
from sijill.model.wording import read_words

UNIT = 1000
_UNSEEN = 100  # documents that are held to lie outside those counted, with none of their words
_KEPT = 20_000  # the commonest words are kept; all others are alike
_SKETCHES = 8_192  # whose weighed words are kept, under a KiB each

Weighed = tuple["array[int]", "array[int]"]  # hashed words, sorted, and their weights


@dataclass(frozen=True, slots=True)
class Rarity:
    """
    In how many documents each hashed word stands.

    Attributes:
        documents: How many documents were counted.
        counts: Documents by word, for words that stand in more than *rest* of them.
        rest: What every other word is held to stand in.
    """

    documents: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    rest: int = 0

    def __hash__(self) -> int:
        """Return one number for equal ones, without a look at every word."""
        return hash((self.documents, len(self.counts), self.rest))

    def of(self, word: str) -> float:
        """Return how much it tells that two reports share *word*."""
        return _tell(self.documents, self.counts.get(word, self.rest))


@lru_cache(maxsize=100_000)
def _tell(documents: int, count: int) -> float:
    return log((documents + _UNSEEN) / (count + 1))


def count_words(claims: Iterable[Claim]) -> Rarity:
    """
    Return in how many of the claims' documents each word stands.

    Examples:
        >>> count_words([]).documents
        0
    """
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    for claim in claims:
        if claim.document_id not in seen:
            seen.add(claim.document_id)
            counts.update(read_words(claim.reported.word_sketch or "").keys())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    kept = dict(ranked[:_KEPT])
    rest = ranked[_KEPT][1] if len(ranked) > _KEPT else 1
    common = {word: number for word, number in kept.items() if number > rest}
    return Rarity(len(seen), common, rest)


@lru_cache(maxsize=_SKETCHES)
def weigh_words(sketch: str, rarity: Rarity) -> Weighed:
    """Return the words of a report as a vector of length `UNIT`, in whole numbers."""
    found = {
        int(word, 16): (1 + log(times)) * rarity.of(word)
        for word, times in sorted(read_words(sketch).items())
    }
    length = sqrt(sum(weight * weight for weight in found.values())) or 1.0
    weights = array("i", [round(UNIT * weight / length) for weight in found.values()])
    return array("i", found), weights
