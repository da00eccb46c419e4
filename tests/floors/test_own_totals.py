"""
Totals of a small generated world, from its reports to each codebook's table, keep the floors.

``make bench-totals`` measures the same on 2,000 incidents.
"""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sijill.testing import generate

ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads((Path(__file__).parent / "own.toml").read_text("utf-8"))["totals"]


def load_bench() -> Any:
    """Return ``bench/totals.py`` as a module."""
    spec = importlib.util.spec_from_file_location("bench_totals", ROOT / "bench/totals.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures of a world with a judging seed."""
    bench = load_bench()
    world = generate(FLOORS["seed"], incidents=FLOORS["incidents"], settings=bench.STATUSES)
    record, _ = bench.make_record(world, tmp_path_factory.mktemp("world"))
    found: dict[str, Any] = bench.judge(world, record, draws=FLOORS["draws"])
    return found


def test_reports_of_one_incident_are_linked(figures: dict[str, Any]) -> None:
    """The pairs of claims that stand in one incident keep their floor."""
    assert figures["pairwise"]["f1"] >= FLOORS["pairwise"]


def test_intervals_hold_what_was_reported(figures: dict[str, Any]) -> None:
    """Under each codebook the share of strata that hold the truth keeps its floor."""
    rows = {n: row for n, row in figures["coverage"].items() if n.endswith("reported")}
    low = {name: row for name, row in rows.items() if row["held"] < FLOORS["held"]}
    wide = {name: row for name, row in rows.items() if row["median_width"] > FLOORS["width"]}

    assert len(rows) == 10
    assert low == {}
    assert wide == {}
