"""
Which claims speak of the same incident.

Candidates are found by buckets (`blocking`), compared by a table of features whose
weights in bits stand in ``weights.toml`` (`comparison`), and joined without chains
(`clustering`). Nothing here depends on the order in which claims arrive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sijill.rooms import load_when_asked

if TYPE_CHECKING:
    from sijill.link.clustering import LINK_VERSION, ClaimJudgement, cluster_claims
    from sijill.link.comparison import ComparisonRow, ComparisonTable, compare_claims
    from sijill.link.draws import draw_clusterings
    from sijill.link.settings import Settings
    from sijill.link.training import Trained, train_weights
    from sijill.link.weights import Weights, load_weights, read_weights, write_weights
    from sijill.link.words import Rarity, count_words
else:
    __getattr__ = load_when_asked(
        __name__,
        {
            "LINK_VERSION": "clustering",
            "ClaimJudgement": "clustering",
            "cluster_claims": "clustering",
            "ComparisonRow": "comparison",
            "ComparisonTable": "comparison",
            "compare_claims": "comparison",
            "Settings": "settings",
            "Rarity": "words",
            "Trained": "training",
            "Weights": "weights",
            "count_words": "words",
            "draw_clusterings": "draws",
            "load_weights": "weights",
            "read_weights": "weights",
            "train_weights": "training",
            "write_weights": "weights",
        },
    )

__all__ = [
    "LINK_VERSION", "ClaimJudgement", "ComparisonRow", "ComparisonTable", "Rarity", "Settings",
    "Trained", "Weights", "cluster_claims", "compare_claims", "count_words", "draw_clusterings",
    "load_weights",
    "read_weights", "train_weights", "write_weights",
]  # fmt: skip
