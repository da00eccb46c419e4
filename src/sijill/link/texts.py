"""
How the passages of two claims, and the reports around them, stand to each other in words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sijill.link.columns import Columns, Ints
from sijill.link.words import UNIT, Rarity, weigh_reports, weigh_words

WORDING = ("unknown", "same", "similar", "copy_elsewhere")
WORDS = ("unknown", "nearly_same", "very_like", "like", "akin", "some", "few", "other")

_FEWEST = 4  # triples of words that a passage needs to be compared by
_SAME, _SIMILAR, _APART, _COPIED = 0.6, 0.25, 0.1, 0.6
# Cosine from which two reports are at a level of `WORDS`, after the first.
_COSINES = (0.50, 0.32, 0.22, 0.15, 0.10, 0.06)


def levels_of_wording(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Return how much of the passages is the same, by the share of the shorter's triples."""
    sizes = columns.passage.sizes
    shorter = np.minimum(sizes[left], sizes[right])
    share = np.zeros(len(left))
    rows = np.flatnonzero(shorter >= _FEWEST)
    share[rows] = columns.passage.shared(left[rows], right[rows]) / shorter[rows]
    copied = np.zeros(len(left), dtype=bool)
    rows = np.flatnonzero(share < _APART)
    copied[rows] = _copied(columns, left[rows], right[rows])
    return np.select([share >= _SAME, share >= _SIMILAR, copied], [1, 2, 3], 0)


def _copied(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Say whether the documents are copies of one another, by their sketches."""
    sizes = columns.sketch.sizes
    one, two = columns.text[left], columns.text[right]
    longer = np.maximum(1, np.maximum(sizes[one], sizes[two]))
    return np.asarray(columns.sketch.shared(one, two) >= _COPIED * longer)


def levels_of_words(columns: Columns, left: Ints, right: Ints) -> Ints:
    """Return how alike the reports are in their words, rare words counting most."""
    sizes = columns.words.sizes
    one, two = columns.text[left], columns.text[right]
    found = np.zeros(len(left), dtype=np.int64)
    rows = np.flatnonzero((sizes[one] > 0) & (sizes[two] > 0))
    found[rows] = _levels(columns.words.shared(one[rows], two[rows]))
    return found


def level_reports(one: str, others: Sequence[str], rarity: Rarity) -> Ints:
    """
    Return how alike a report is to others in its words, as `levels_of_words` does.

    Args:
        one: The words of the one (`Reported.word_sketch`).
        others: Those of the n others.
        rarity: How rare words are.

    Returns:
        Positions in `WORDS`, of shape (n,).
    """
    own, told = (np.array(part, dtype=np.int64) for part in weigh_words(one, rarity))
    words, weights = weigh_reports(others, rarity)
    if not len(own):
        return np.zeros(len(others), dtype=np.int64)
    at = np.minimum(np.searchsorted(own, words), len(own) - 1)
    shared = np.where(own[at] == words, told[at] * weights, 0).sum(axis=1)
    return np.where([bool(other) for other in others], _levels(shared), 0)


def _levels(shared: Ints) -> Ints:
    least = -np.array(_COSINES)
    return 1 + np.searchsorted(least, -(shared / (UNIT * UNIT)), side="left")
