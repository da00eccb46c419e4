"""
Link generated claims with Splink, set up as its own guides advise, for comparison.

``python bench/link_peer.py NUMBER``, in an environment that has Splink and DuckDB; the rows
come from ``bench/link_rows.py``, run in the project's own environment.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import __version__ as version

Row = dict[str, Any]
JOIN_AT = 0.9


def main() -> None:
    """Link, and print what it took."""
    rows = _rows(int(sys.argv[1]))
    truth = {row["unique_id"]: row.pop("truth") for row in rows}
    begun = time.perf_counter()
    clusters = link(pa.Table.from_pylist(rows))
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"claims": len(rows), "version": version, "seconds": seconds,
                      "gib": peak, "f1": pairwise_f1(clusters, truth)}))  # fmt: skip


def _rows(number: int) -> list[Row]:
    """Return the rows that the project's own environment makes."""
    ours = Path(__file__).resolve().parents[1] / ".venv" / "bin" / "python"
    script = Path(__file__).with_name("link_rows.py")
    told = subprocess.run([ours, script, str(number)], capture_output=True, check=True)
    return [json.loads(line) for line in told.stdout.splitlines()]


def link(table: pa.Table) -> list[list[str]]:
    """Return the clusters of Splink: trained without labels, joined at `JOIN_AT`."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("day", "place"), block_on("week", "place"), block_on("day", "region"),
        ],
        comparisons=[
            cl.AbsoluteDateDifferenceAtThresholds(
                "day", input_is_string=True, metrics=["day", "day", "month"],
                thresholds=[1, 3, 1],
            ),
            cl.DistanceInKMAtThresholds("latitude", "longitude", [2, 10, 60]),
            cl.ExactMatch("violence"), cl.ExactMatch("killed"), cl.ExactMatch("injured"),
            cl.ExactMatch("actor"), cl.ExactMatch("object"),
        ],
    )  # fmt: skip
    linker = Linker(DuckDBAPI().register(table), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("day", "place", "violence", "killed")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
    for rule in (block_on("day", "place"), block_on("violence", "killed", "injured", "week")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=0.5)
    joined = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=JOIN_AT
    )
    groups: dict[Any, list[str]] = defaultdict(list)
    for row in joined.as_record_list():
        groups[row["cluster_id"]].append(row["unique_id"])
    return list(groups.values())


def pairwise_f1(clusters: list[list[str]], truth: dict[str, str]) -> float:
    """Return the F1 of pairs that stand together."""
    said = sum(len(names) * (len(names) - 1) // 2 for names in clusters)
    true = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())
    right = sum(
        n * (n - 1) // 2
        for names in clusters
        for n in Counter(truth[name] for name in names).values()
    )
    return 2 * right / max(1, said + true)


if __name__ == "__main__":
    main()
