"""
Chains and trees are the best ones, whatever is asked with them.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sijill.language.en.syntax.chains import best_chains
from sijill.language.en.syntax.network import FORBIDDEN
from sijill.language.en.syntax.trees import best_trees

SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS)
def test_no_chain_is_better(seed: int) -> None:
    """Every chain of a short sentence scores at most what the one found does."""
    rng = np.random.default_rng(seed)
    lengths = sorted(int(n) for n in rng.integers(1, 5, 3))
    starts = [0, lengths[0], lengths[0] + lengths[1]]
    scores = rng.integers(-9, 9, (sum(lengths), 3)).astype(np.float32)
    follow = rng.integers(-9, 9, (4, 3)).astype(np.float32)

    def total(start: int, chain: tuple[int, ...]) -> float:
        own = sum(scores[start + t, name] for t, name in enumerate(chain))
        pairs = zip((3, *chain[:-1]), chain, strict=True)
        return float(own + sum(follow[before, after] for before, after in pairs))

    chains = best_chains(scores, follow, starts, lengths)
    for start, length, chain in zip(starts, lengths, chains, strict=True):
        best = max(total(start, other) for other in product(range(3), repeat=length))
        assert total(start, tuple(chain)) == best


@given(SEEDS)
def test_every_word_reaches_the_root(seed: int) -> None:
    """Whatever the scores, the heads make a tree with one root."""
    rng = np.random.default_rng(seed)
    lengths = sorted(int(n) for n in rng.integers(1, 9, 4))
    scores = rng.integers(-99, 99, (4, lengths[-1], lengths[-1] + 1)).astype(np.float32)
    for at, length in enumerate(lengths):
        scores[at, :, length + 1 :] = FORBIDDEN
        scores[at, range(length), range(1, length + 1)] = FORBIDDEN

    for heads, length in zip(best_trees(scores, lengths), lengths, strict=True):
        assert sum(head == 0 for head in heads[:length]) == 1
        for at in range(1, length + 1):
            for _ in range(length):
                at = int(heads[at - 1]) if at else 0
            assert at == 0
