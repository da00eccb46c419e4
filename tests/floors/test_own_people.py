"""
People linked on generated lists whose truth is known, by the bundled weights.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from sijill.link.people import cluster_people, weigh_people
from sijill.testing.peoplelists import make_people_lists

FLOORS = tomllib.loads(Path(__file__).with_name("own.toml").read_text(encoding="utf-8"))
JUDGING_SEED = 900_002  # never looked at while building


def test_people_are_linked_as_well_as_before() -> None:
    """
    Pairwise F1 of the people found among 5,000 rows does not fall below its floor.
    """
    made = make_people_lists(JUDGING_SEED, 5_000)
    pairs = weigh_people(made.rows, repeats=made.repeats)
    groups = cluster_people(made.rows, pairs, {}, repeats=made.repeats).groups
    said = right = 0
    for ids in groups:
        said += len(ids) * (len(ids) - 1) // 2
        right += sum(n * (n - 1) // 2 for n in Counter(made.truth[one] for one in ids).values())
    true = sum(n * (n - 1) // 2 for n in Counter(made.truth.values()).values())

    assert 2 * right / (said + true) >= FLOORS["people"]["f1"]
