"""
Hold the totals of a generated world, from its reports to each codebook's table, to its truth.

``python bench/totals.py [--incidents 2000] [--seed 900001] [--draws 60] [--out F.json]``

For each codebook: in which share of strata the truth lies within the stated interval, and how
wide the interval is. Two truths are held: the people of whom reports tell (what a codebook
counts), and those killed (a toll that rose after the last report is in no report).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from sijill.errors import SettingsError
from sijill.flow.capturing import capture_into
from sijill.flow.listing import stream_records
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.totalling import total_folder
from sijill.flow.weighing import train_record
from sijill.reconcile.codebooks import load_codebooks
from sijill.testing import (
    JUDGING_SEEDS,
    Settings,
    World,
    generate,
    measure_coverage,
    true_totals,
    write_reports,
)

# Of 188 annotated claims in English news 44 call those harmed civilians and 48 combatants.
STATUSES = Settings(civilian_share=0.23, combatant_share=0.26)
STRATA = (("month", "admin1"), ("month", "country"))


def main() -> None:
    """Print the figures, and write them where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=JUDGING_SEEDS[0])
    parser.add_argument("--draws", type=int, default=60)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = generate(given.seed, incidents=given.incidents, settings=STATUSES)
        record, seconds = make_record(world, Path(folder))
        figures = judge(world, record, draws=given.draws)
    figures["seconds"] = round(seconds, 1)
    if given.out:
        given.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print_figures(figures)


def make_record(world: World, folder: Path) -> tuple[Path, float]:
    """Return the record of a world's reports, linked by weights trained on itself."""
    begun = time.perf_counter()
    write_reports(world, folder / "reports")
    record = init_record(folder / "record")
    capture_into(record, [str(folder / "reports")], by="bench")
    run_record(record)
    try:
        train_record(record)
        run_record(record)
    except SettingsError as why:  # a small world teaches nothing
        print(why)
    return record, time.perf_counter() - begun


def judge(world: World, record: Path, *, draws: int) -> dict[str, Any]:
    """Return how linking and every codebook's intervals stand to the truth."""
    figures: dict[str, Any] = {"pairwise": pairwise(world, record), "coverage": {}}
    for by in STRATA:
        lines = total_folder(record, by=by, draws=draws).lines
        for book in load_codebooks():
            for reported in (True, False):
                truth = true_totals(world, book, by, reported=reported)
                found = measure_coverage(lines, truth, by, book.name)
                name = f"{'-'.join(by)} {book.name} {'reported' if reported else 'killed'}"
                figures["coverage"][name] = {
                    "strata": found.strata,
                    "held": round(100 * found.share, 1),
                    "median_width": round(100 * found.median_width, 1),
                }
    return figures


def pairwise(world: World, record: Path) -> dict[str, float]:
    """Return precision, recall and F1 of the pairs of claims that stand in one incident."""
    told = {
        report.file_name: report.told[0].incidents[0]
        for report in world.reports
        if report.told and report.told[0].scope == "incident"
    }
    names = {item["id"]: item["file_name"] for item in stream_records(record, "documents")}
    true: dict[str, list[str]] = defaultdict(list)
    known = set()
    for claim in stream_records(record, "claims"):
        incident = told.get(names.get(claim["document_id"].partition("#")[0], ""))
        if incident and claim["scope"] == "incident":
            true[incident].append(claim["id"])
            known.add(claim["id"])
    groups = (item["claims"] for item in stream_records(record, "clusters"))
    found = _pairs([one for one in group if one in known] for group in groups)
    wanted = _pairs(true.values())
    right = len(found & wanted)
    return {
        "precision": round(100 * right / max(1, len(found)), 1),
        "recall": round(100 * right / max(1, len(wanted)), 1),
        "f1": round(200 * right / max(1, len(found) + len(wanted)), 1),
    }


def _pairs(groups: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def print_figures(figures: dict[str, Any]) -> None:
    """Print the figures as a table."""
    linked = figures["pairwise"]
    print("pairs of claims:", ", ".join(f"{name} {value}" for name, value in linked.items()))
    print(f"{'strata, codebook, truth':<44} {'strata':>6} {'held %':>7} {'median width %':>15}")
    for name, row in figures["coverage"].items():
        print(f"{name:<44} {row['strata']:>6} {row['held']:>7} {row['median_width']:>15}")


if __name__ == "__main__":
    main()
