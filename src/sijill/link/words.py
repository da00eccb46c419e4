"""
How alike the reports around two claims are in their words, rare words counting most.

How rare a word is, the record itself says: its documents are counted once, in no order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log, sqrt

from sijill.model import Claim
from sijill.model.wording import read_words

UNIT = 1000
RARE_KEPT = 24
_UNSEEN = 100  # documents that are held to lie outside the record, with none of its words

# Cosine from which two reports are at a level.
_LEVELS = (
    (0.50, "nearly_same"), (0.32, "very_like"), (0.22, "like"), (0.15, "akin"),
    (0.10, "some"), (0.06, "few"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frequencies:
    """
    In how many documents of a record each hashed word stands.

    Attributes:
        documents: How many documents there are.
        counts: Documents by word.
    """

    documents: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    def rarity(self, word: str) -> float:
        """Return how much it tells that two reports share *word*."""
        return log((self.documents + _UNSEEN) / (self.counts.get(word, 0) + 1))


def count_words(claims: Iterable[Claim]) -> Frequencies:
    """
    Return in how many of the claims' documents each word stands.

    Examples:
        >>> count_words([]).documents
        0
    """
    sketches = {claim.document_id: claim.reported.word_sketch or "" for claim in claims}
    counts: Counter[str] = Counter()
    for sketch in sketches.values():
        counts.update(read_words(sketch))
    return Frequencies(len(sketches), counts)


def weigh_words(sketch: str, frequencies: Frequencies) -> dict[str, int]:
    """Return the words of a report as a vector of length `UNIT`, in whole numbers."""
    found = {
        word: (1 + log(times)) * frequencies.rarity(word)
        for word, times in sorted(read_words(sketch).items())
    }
    length = sqrt(sum(weight * weight for weight in found.values())) or 1.0
    return {word: round(UNIT * weight / length) for word, weight in found.items()}


def likeness(left: Mapping[str, int], right: Mapping[str, int]) -> float:
    """
    Return the cosine of two reports' words, in [0, 1].

    Examples:
        >>> likeness({"a": 600, "b": 800}, {"a": 1000})
        0.6
    """
    shared = left.keys() & right.keys()
    return sum(left[word] * right[word] for word in shared) / (UNIT * UNIT)


def level_of_likeness(left: Mapping[str, int], right: Mapping[str, int]) -> str:
    """Return how alike two reports are; ``unknown``: one has no words."""
    if not left or not right:
        return "unknown"
    cosine = likeness(left, right)
    return next((level for least, level in _LEVELS if cosine >= least), "other")


def rare_words(words: Mapping[str, int], frequencies: Frequencies) -> tuple[str, ...]:
    """Return the words that another document has too, most telling first."""
    shared = (word for word in words if frequencies.counts.get(word, 0) > 1)
    return tuple(sorted(shared, key=lambda word: (-words[word], word))[:RARE_KEPT])
