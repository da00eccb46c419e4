"""
Which rows of lists and names in claims are one person.

Pairs that share a key are compared (`comparisons`), weighed by Splink (`splinking`), and joined
into people without chains (`clustering`); other answers that the weights allow are drawn
(`drawing`). Nothing here depends on the order in which rows arrive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sijill.rooms import load_when_asked

if TYPE_CHECKING:
    from sijill.link.people.clustering import People, bits_of, cluster_people
    from sijill.link.people.drawing import draw_people
    from sijill.link.people.quality import Judged, PairQuality, measure_pairs
    from sijill.link.people.settings import Settings
    from sijill.link.people.splinking import learn_weights
    from sijill.link.people.weighing import WeightRow, explain_pair, weigh_people
    from sijill.link.people.weights import (
        PeopleWeights,
        load_people_weights,
        read_people_weights,
        write_people_weights,
    )
else:
    __getattr__ = load_when_asked(
        __name__,
        {
            "People": "clustering",
            "bits_of": "clustering",
            "cluster_people": "clustering",
            "draw_people": "drawing",
            "Judged": "quality",
            "PairQuality": "quality",
            "measure_pairs": "quality",
            "Settings": "settings",
            "learn_weights": "splinking",
            "WeightRow": "weighing",
            "explain_pair": "weighing",
            "weigh_people": "weighing",
            "PeopleWeights": "weights",
            "load_people_weights": "weights",
            "read_people_weights": "weights",
            "write_people_weights": "weights",
        },
    )

__all__ = [
    "Judged", "PairQuality", "People", "PeopleWeights", "Settings", "WeightRow", "bits_of",
    "cluster_people", "draw_people", "explain_pair", "learn_weights", "load_people_weights",
    "measure_pairs", "read_people_weights", "weigh_people", "write_people_weights",
]  # fmt: skip
