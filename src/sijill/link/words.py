"""
How rare words are, and what the words of a report weigh by it.

Rarity is a setting, counted once from a record or bundled, and never counted anew when a
document comes: else the same two claims would compare otherwise tomorrow.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from sijill.model import Claim
from sijill.model.wording import WORD_WIDTH, read_words

UNIT = 1000
_UNSEEN = 100  # documents that are held to lie outside those counted, with none of their words
_KEPT = 20_000  # the commonest words are kept; all others are alike
_SKETCHES = 8_192  # whose weighed words are kept, under a KiB each

_NO_WORD = 1 << 24  # above every hash
_POWERS = 16 ** np.arange(WORD_WIDTH - 2, -1, -1, dtype=np.int64)
_DIGITS = np.zeros(256, np.int64)
_DIGITS[[*b"0123456789abcdef"]] = range(16)
_LOGS = np.array([0.0, *(1 + log(times) for times in range(1, 10))])

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
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
    """
    Return the words of a report as a vector of length `UNIT`, in whole numbers.

    Examples:
        >>> from sijill.model.wording import sketch_words
        >>> words, weights = weigh_words(sketch_words("Shells hit Sarmin"), Rarity())
        >>> weights.tolist()
        [707, 707]
    """
    words, times = _read_numbers(sketch)
    found = _LOGS[times] * _tell_all(words, rarity)
    length = np.sqrt(np.cumsum(found * found)[-1:]) if len(found) else 1.0
    weights = np.rint(UNIT * found / np.where(length == 0, 1.0, length))
    return array("i", words.astype("i4").tobytes()), array("i", weights.astype("i4").tobytes())


def weigh_reports(sketches: Sequence[str], rarity: Rarity) -> tuple[Numbers, Numbers]:
    """
    Return the words of n reports as `weigh_words` does, and their weights, of shape (n, m).

    Each report's words stand first in its row; behind them is a number that is no word, of
    weight 0.

    Examples:
        >>> from sijill.model.wording import sketch_words
        >>> weigh_reports([sketch_words("Shells hit Sarmin"), ""], Rarity())[1].tolist()
        [[707, 707], [0, 0]]
    """
    read = [_read_numbers(sketch) for sketch in sketches]
    sizes = np.array([len(words) for words, _ in read], dtype=np.int64)
    there = np.arange(sizes.max(initial=0)) < sizes[:, None]
    words = np.full(there.shape, _NO_WORD)
    found = np.zeros(there.shape)
    if len(read):
        flat, times = (np.concatenate(part) for part in zip(*read, strict=True))
        words[there], found[there] = flat, _LOGS[times] * _tell_all(flat, rarity)
    length = np.sqrt(np.cumsum(found * found, axis=1)[:, -1:])
    weights = np.rint(UNIT * found / np.where(length == 0, 1.0, length))
    return words, weights.astype(np.int64)


def _read_numbers(sketch: str) -> tuple[Numbers, Numbers]:
    """Return the hashed words of a sketch as sorted numbers, and how often each occurs."""
    signs = np.frombuffer(sketch.encode("ascii"), np.uint8).reshape(-1, WORD_WIDTH)
    digits = _DIGITS[signs]
    words, times = digits[:, :-1] @ _POWERS, digits[:, -1]
    if np.any(words[1:] <= words[:-1]):  # no sketch of ours; of a word twice the last counts
        words, last = np.unique(words[::-1], return_index=True)
        times = times[::-1][last]
    return words, times


def _tell_all(words: Numbers, rarity: Rarity) -> Floats:
    """Return how much it tells that two reports share each of some words."""
    known, tell, rest = _list_tells(rarity)
    at = np.searchsorted(known, words)
    return np.where(known[at] == words, tell[at], rest)


@lru_cache(maxsize=4)
def _list_tells(rarity: Rarity) -> tuple[Numbers, Floats, float]:
    """Return the words that were counted, how much each tells, and how much any other does."""
    told = sorted((int(word, 16), rarity.of(word)) for word in rarity.counts)
    known = np.array([*(word for word, _ in told), _NO_WORD], np.int64)
    return known, np.array([*(tell for _, tell in told), 0.0]), rarity.of("")
