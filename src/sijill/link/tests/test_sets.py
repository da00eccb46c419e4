"""
What sets share is the same whether a full table tells it or a sparse one.
"""

from __future__ import annotations

import random

import numpy as np
import pytest

from sijill.link.sets import Sets, SetsBuilder


def _sets(rng: random.Random, n: int, most: int) -> Sets:
    builder = SetsBuilder()
    for _ in range(n):
        builder.add(rng.sample(range(400), rng.randrange(most)))
    return builder.build()


@pytest.mark.parametrize(("n", "most"), [(1, 9), (7, 3), (60, 90), (130, 40)])
def test_few_sets_share_what_many_would(n: int, most: int) -> None:
    """All pairs at once are told by a table, one pair of large sets by itself."""
    sets = _sets(random.Random(n), n, most)
    left, right = np.triu_indices(n)
    members = [set(sets.row(row).tolist()) for row in range(n)]
    expected = [len(members[one] & members[two]) for one, two in zip(left, right, strict=True)]

    assert sets.shared(left, right).tolist() == expected
    assert sets.shared(left[-1:], right[-1:]).tolist() == expected[-1:]
    assert sets.shared(left, right, other=sets).tolist() == expected
