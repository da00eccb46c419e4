"""
How often 95 % intervals hold a known truth, in invented worlds.

``python bench/estimate_coverage.py [--replicates 500] [--people 1000] [--kept FILE]``

Independent lists; two classes of people, one of them hardly known, near one another and far
apart; and two lists that depend on one another. A method is expected to cover where its
assumptions hold, and shown where not. ``told`` is of how many the caveat `classes_hardly_told`
was given, ``range`` how often the interval or that under the other prior of chances, or what
lies between, holds the truth. With ``--kept`` each world's outcome is written to a file of JSON
lines as soon as it is known, and what the file holds is not computed again.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from sijill.estimate import PatternTable, PopulationEstimate, estimate_population

Members = NDArray[np.bool_]
Outcome = dict[str, Any]  # lower end, median, upper end; what was told; ends of the range
SOONER: dict[str, Any] = {"burn_in": 5_000, "thin": 10, "longest": 40_000}
"""As many chains as by default, as long at most, but asked sooner whether they are enough."""
METHODS: dict[str, dict[str, Any]] = {"dga": {}, "lcmcr": SOONER, "loglinear": {}, "chao": {}}


def draw_independent(people: int, generator: Generator) -> Members:
    """Four lists that know nothing of one another."""
    return generator.random((people, 4)) < np.array([0.35, 0.3, 0.4, 0.25])


def draw_two_classes(people: int, generator: Generator) -> Members:
    """Of the people, 60 % are well known to all of five lists, and 40 % little."""
    known = generator.random((people, 1)) < 0.6
    chances = np.where(known, [0.55, 0.45, 0.6, 0.5, 0.4], [0.25, 0.2, 0.15, 0.25, 0.2])
    return generator.random((people, 5)) < chances


def draw_far_classes(people: int, generator: Generator) -> Members:
    """As two classes, but so far from one another that the lists tell them apart."""
    known = generator.random((people, 1)) < 0.6
    chances = np.where(known, [0.8, 0.7, 0.75, 0.65, 0.7], [0.2, 0.25, 0.15, 0.2, 0.25])
    return generator.random((people, 5)) < chances


def draw_dependent(people: int, generator: Generator) -> Members:
    """The second list takes from the first."""
    members = draw_independent(people, generator)
    members[:, 1] = generator.random(people) < np.where(members[:, 0], 0.6, 0.15)
    return members


def draw_believed(people: int, generator: Generator) -> Members:
    """As `lcmcr` believes before it sees a list; five lists, at least fifty people on any."""
    while True:
        concentration = max(generator.gamma(0.25) / 0.25, 1e-12)
        breaks = np.append(generator.beta(1, concentration, 9), 1.0)
        shares = breaks * np.cumprod(np.append(1.0, 1 - breaks[:-1]))
        classes = generator.choice(10, people, p=shares / shares.sum())
        members = generator.random((people, 5)) < generator.random((10, 5))[classes]
        if members.any(1).sum() >= 50 and members.any(0).all():
            return np.asarray(members)


WORLDS: dict[str, Callable[[int, Generator], Members]] = {
    "independent": draw_independent,
    "two classes": draw_two_classes,
    "classes far apart": draw_far_classes,
    "a pair depends": draw_dependent,
    "as believed": draw_believed,
}


def main() -> None:
    """Draw worlds, estimate, and print the share of intervals that hold the truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="seed of the first world")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--worlds", default=",".join(WORLDS))
    parser.add_argument("--kept", type=Path, help="file of JSON lines to go on from")
    given = parser.parse_args()
    print(
        f"{'world':<19}{'method':<11}{'covers':>8}{'+-':>5}{'too low':>9}{'too high':>9}"
        f"{'refused':>9}{'median':>9}{'told':>6}{'range':>8}{'cpu s':>7}"
    )
    known = read_kept(given.kept) if given.kept else {}
    for world in given.worlds.split(","):
        for method in given.methods.split(","):
            begun = time.process_time()
            found = [
                measure_once(world, method, given.people, seed, known, given.kept)
                for seed in range(given.first, given.first + given.replicates)
            ]
            show(world, method, given.people, found, time.process_time() - begun)


def read_kept(path: Path) -> dict[str, Outcome]:
    """Return the outcomes of a file by what was asked."""
    rows = map(json.loads, path.read_text().splitlines()) if path.exists() else ()
    return {json.dumps(row["asked"]): row["outcome"] for row in rows}


def measure_once(
    world: str,
    method: str,
    people: int,
    seed: int,
    known: dict[str, Outcome],
    kept: Path | None,
) -> Outcome:
    """Return one world's outcome, and keep it; it is empty where the estimate is refused."""
    asked = {"world": world, "people": people, "seed": seed, "method": method}
    asked = {**asked, "settings": METHODS[method]}
    if json.dumps(asked) in known:
        return known[json.dumps(asked)]
    table = tabulate(WORLDS[world](people, default_rng(seed)))
    outcome = read_outcome(
        estimate_population(table, method=method, seed=seed + 1, **METHODS[method])
    )
    if kept:
        with kept.open("a") as file:
            file.write(json.dumps({"asked": asked, "outcome": outcome}) + "\n")
    return outcome


def read_outcome(found: PopulationEstimate) -> Outcome:
    """Return what is counted of an estimate."""
    if found.refused:
        return {}
    rows = [row for row in found.sensitivity if row.choice.startswith("missed=")]
    lower, upper = float(found.lower or 0), float(found.upper or 0)
    return {
        "interval": (lower, found.median, upper),
        "told": [caveat.term for caveat in found.caveats],
        "range": (
            min([lower, *(row.lower for row in rows)]),
            max([upper, *(row.upper for row in rows)]),
        ),
    }


def show(world: str, method: str, people: int, found: list[Outcome], spent: float) -> None:
    """Print one line: how one method fares in one world."""
    given = [outcome for outcome in found if outcome]
    low = sum(outcome["interval"][2] < people for outcome in given)
    high = sum(outcome["interval"][0] > people for outcome in given)
    told = sum("classes_hardly_told" in outcome["told"] for outcome in given)
    inside = sum(outcome["range"][0] <= people <= outcome["range"][1] for outcome in given)
    share = 1 - (low + high) / max(1, len(given))
    error = (share * (1 - share) / max(1, len(given))) ** 0.5  # by chance of the worlds
    middles = [outcome["interval"][1] for outcome in given]
    middle = float(np.median(middles)) if given else float("nan")
    print(
        f"{world:<19}{method:<11}{100 * share:>7.1f}%{100 * error:>5.1f}{low:>9}{high:>9}"
        f"{len(found) - len(given):>9}{middle:>9,.0f}{told:>6}"
        f"{100 * inside / max(1, len(given)):>7.1f}%{spent:>7.0f}",
        flush=True,
    )


def tabulate(members: Members) -> PatternTable:
    """Count people by pattern, those on no list left out."""
    patterns = Counter("".join("01"[int(mark)] for mark in row) for row in members)
    patterns.pop("0" * members.shape[1], None)
    return PatternTable.of([f"list{n}" for n in range(members.shape[1])], patterns)


if __name__ == "__main__":
    main()
