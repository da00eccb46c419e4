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
    from sijill.link.settings import Settings
    from sijill.link.words import Frequencies, count_words
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
            "Frequencies": "words",
            "count_words": "words",
        },
    )

__all__ = [
    "LINK_VERSION", "ClaimJudgement", "ComparisonRow", "ComparisonTable", "Frequencies",
    "Settings", "cluster_claims", "compare_claims", "count_words",
]  # fmt: skip
