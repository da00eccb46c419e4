"""
How fast `sijill extract` reads, beside a small spaCy pipeline, in one run on one machine.

``python bench/speed.py --texts T.jsonl [--peer-python .venv-bench/bin/python] [--json OUT]``

Each contender reads the same texts in a process of its own, on one core, its models loaded
before the clock starts; ours also on all cores. Contenders take turns, round after round, and
the median round counts, so that a busy machine slows them alike.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROUNDS = 3
OURS = (("sijill extract, one core", "1"), ("sijill extract, all cores", "0"))
PEERS = (
    ("spaCy small CNN (tagger, parser, NER)", "cnn"),
    ("spaCy tokenizer alone", "tokens"),
)
QUIET = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}


def main() -> None:
    """Time every contender in turn, print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--peer-python", default=".venv-bench/bin/python")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", type=Path, help="write the figures here")
    given = parser.parse_args()
    figures = measure(given.texts, given.peer_python, given.rounds)
    print_table(figures)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def measure(texts: Path, peer_python: str, rounds: int) -> dict[str, dict[str, float]]:
    """Return words and documents a second, and peak memory, of each contender."""
    seen: dict[str, list[dict[str, float]]] = {}
    for _ in range(rounds):
        for name, how in OURS:
            run = [sys.executable, str(HERE / "speed_ours.py"), str(texts), how]
            seen.setdefault(name, []).append(_time(run))
        for name, how in PEERS:
            run = [peer_python, str(HERE / "speed_peer.py"), str(texts), how]
            seen.setdefault(name, []).append(_time(run))
    return {name: _median(rows) for name, rows in seen.items()}


def _time(command: list[str]) -> dict[str, float]:
    done = subprocess.run(
        command, capture_output=True, check=True, text=True, env={**os.environ, **QUIET}
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _median(rows: list[dict[str, float]]) -> dict[str, float]:
    """Return the round in the middle, by words a second."""
    middle = statistics.median_low([row["words_per_s"] for row in rows])
    return next(row for row in rows if row["words_per_s"] == middle)


def ratios(figures: dict[str, dict[str, float]]) -> dict[str, float]:
    """
    Return what the floors hold: ours against the CNN, how it grows with the cores, and what
    resolving costs by what extracting does, in CPU time on the same readings.
    """
    (one, _), (many, _) = OURS
    cnn = figures[PEERS[0][0]]["words_per_s"]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    alone = figures[one]["words_per_s"]
    return {
        "speed.against_cnn": alone / cnn,
        "speed.scaling": figures[many]["words_per_s"] / alone / cores,
        "speed.resolve_per_extract": figures[one]["resolve_per_extract"],
    }


def print_table(figures: dict[str, dict[str, Any]]) -> None:
    """Print every contender's figures and the ratios."""
    print(f"{'reader':<40}{'words/s':>10}{'docs/s':>10}{'peak MB':>10}")
    for name, row in figures.items():
        print(
            f"{name:<40}{row['words_per_s']:>10,.0f}{row['docs_per_s']:>10,.1f}"
            f"{row['peak_mb']:>10,.0f}"
        )
    for name, ratio in ratios(figures).items():
        print(f"{name:<40}{ratio:>10.2f}")


if __name__ == "__main__":
    main()
