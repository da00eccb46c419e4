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
    from sijill.link.clustering import (
        LINK_VERSION,
        cluster_claims,
        cluster_columns,
    )
    from sijill.link.columns import Columns, join_columns, sort_columns
    from sijill.link.comparison import ComparisonRow, ComparisonTable, compare_claims
    from sijill.link.draws import draw_clusterings
    from sijill.link.index import Change, LinkIndex
    from sijill.link.judgements import ClaimJudgement
    from sijill.link.linking import Linked, Linker, find_likely, link_claims
    from sijill.link.near import find_near
    from sijill.link.profile import make_columns
    from sijill.link.screening import find_in_reach
    from sijill.link.settings import Settings
    from sijill.link.training import Trained, train_weights
    from sijill.link.weights import Weights, load_weights, read_weights, write_weights
    from sijill.link.words import Rarity, count_words
else:
    __getattr__ = load_when_asked(
        __name__,
        {
            "LINK_VERSION": "clustering",
            "ClaimJudgement": "judgements",
            "cluster_claims": "clustering",
            "Change": "index",
            "Columns": "columns",
            "LinkIndex": "index",
            "Linked": "linking",
            "ComparisonRow": "comparison",
            "ComparisonTable": "comparison",
            "cluster_columns": "clustering",
            "compare_claims": "comparison",
            "Settings": "settings",
            "Rarity": "words",
            "Trained": "training",
            "Weights": "weights",
            "count_words": "words",
            "draw_clusterings": "draws",
            "find_in_reach": "screening",
            "Linker": "linking",
            "find_likely": "linking",
            "find_near": "near",
            "join_columns": "columns",
            "link_claims": "linking",
            "load_weights": "weights",
            "make_columns": "profile",
            "read_weights": "weights",
            "sort_columns": "columns",
            "train_weights": "training",
            "write_weights": "weights",
        },
    )

__all__ = [
    "LINK_VERSION",
    "Change",
    "ClaimJudgement",
    "Columns",
    "ComparisonRow",
    "ComparisonTable",
    "LinkIndex",
    "Linked",
    "Linker",
    "Rarity",
    "Settings",
    "Trained",
    "Weights",
    "cluster_claims",
    "cluster_columns",
    "compare_claims",
    "count_words",
    "draw_clusterings",
    "find_in_reach",
    "find_likely",
    "find_near",
    "join_columns",
    "link_claims",
    "load_weights",
    "make_columns",
    "read_weights",
    "sort_columns",
    "train_weights",
    "write_weights",
]  # fmt: skip
