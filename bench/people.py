"""
Link generated lists of people whose truth is known, and say how well, how fast and how large.

``python bench/people.py [NUMBER] [--seed N] [--train]``: prints pairwise precision, recall and
F1 of the people found, seconds (wall and CPU), peak memory, and what draws of the linkage say
of the number of people. The lists are made beforehand; what is measured is linking alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sijill.link.people import (
    cluster_people,
    draw_people,
    learn_weights,
    load_people_weights,
    weigh_people,
    write_people_weights,
)
from sijill.testing.peoplelists import PeopleLists, make_people_lists


def main() -> None:
    """Link, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=100_000)
    parser.add_argument("--seed", type=int, default=900_001)
    parser.add_argument("--train", metavar="FILE", type=Path, help="Learn weights; keep them.")
    parser.add_argument("--draws", type=int, default=5)
    asked = parser.parse_args()
    made = make_people_lists(asked.seed, asked.number)
    print(json.dumps(measure(made, train=asked.train, draws=asked.draws), indent=1))


def measure(made: PeopleLists, *, train: Path | None, draws: int) -> dict[str, float]:
    """Return what linking these lists gave and took."""
    begun, spent = time.perf_counter(), time.process_time()
    weights = load_people_weights()
    if train:
        people = sorted(made.rows, key=lambda one: one.id)
        weights = learn_weights(
            people, weights, seed=1, source="generated lists", repeats=made.repeats
        )
        train.write_text(write_people_weights(weights), encoding="utf-8")
    pairs = weigh_people(made.rows, repeats=made.repeats, weights=weights)
    groups = cluster_people(made.rows, pairs, {}, repeats=made.repeats).groups
    took = {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - spent}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    drawn = draw_people(made.rows, pairs, {}, repeats=made.repeats, draws=draws, seed=1)
    counts = sorted(len(answer) for answer in drawn) or [0]
    return {
        "rows": len(made.rows), "pairs": len(pairs), **score(groups, made.truth), **took,
        "gib": peak, "people": len(set(made.truth.values())), "found": len(groups),
        "drawn_least": counts[0], "drawn_most": counts[-1],
    }  # fmt: skip


def score(groups: Iterable[Sequence[str]], truth: Mapping[str, str]) -> dict[str, float]:
    """Return pairwise precision, recall and F1."""
    said = right = 0
    for ids in groups:
        said += len(ids) * (len(ids) - 1) // 2
        right += sum(n * (n - 1) // 2 for n in Counter(truth[one] for one in ids).values())
    true = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())
    return {
        "precision": right / max(1, said), "recall": right / max(1, true),
        "f1": 2 * right / max(1, said + true),
    }  # fmt: skip


if __name__ == "__main__":
    main()
