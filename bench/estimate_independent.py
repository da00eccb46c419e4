"""
The belief of latent classes computed once more, by a way that shares nothing with the sampler.

``python bench/estimate_independent.py --reference reference.json [--tables verdata_r1,…]``

`lcmcr` walks from one division of people into classes to the next. Here people and the
unlisted are summed out, and classes are never split or merged: each way to tell so many classes
apart is found by climbing from random divisions, and a cloud is led there from a distribution
whose total is one (``bench/annealed_classes.py``). What the total has become says how much that
way is believed, and the clouds, so weighed, how many people there are. First a table of four
people is computed and held to the sum over every division; where they differ, the script
exits 3.

Left out, and nearly never believed where lists are many: that the sampler has at most so many
classes (here there is no bound).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from math import comb, factorial
from pathlib import Path

import numpy as np
from annealed_classes import (
    LEAST,
    RATE,
    SHAPE,
    SHARE,
    Floats,
    Start,
    Target,
    anneal,
    climb,
    draw_missing,
    widen,
)
from numpy.random import Generator, default_rng
from numpy.typing import NDArray
from scipy.special import betaln, gammaln, logsumexp

MOST_RATIO = 20.0  # unlisted for each of the listed
MOST_CLASSES = 6
TRIES, SPLITS = 60, 15  # random divisions to climb from; and of each class of a place of fewer
SCOUTS = 150  # points of a first cloud
HOPELESS, WORTH = 12.0, 5.0  # log odds to the best: of a start, of a first cloud
FEW = 2  # people of a class that is there for them alone
SAME = 0.005  # share of the people by which places differ that are one
CHECKED = 150  # points of a cloud of which it is asked whose place they are in
REPEATS, OFF = 4, 0.05  # of a table of four people; and how far off it may be
FOUR = ({"110": 1, "011": 1, "001": 2}, 4)  # a table, and the most unlisted


@dataclass(frozen=True)
class Place:
    """
    A way to tell so many classes apart, and what is believed of it.

    Attributes:
        name: People by class where it is likeliest.
        log_totals: Log of the total, by repeat.
        people: Draws of all people, by repeat. Each shape (points,).
    """

    name: str
    log_totals: tuple[float, ...]
    people: tuple[NDArray[np.int_], ...]

    @property
    def log_total(self) -> float:
        """Log of the mean total."""
        return float(logsumexp(self.log_totals) - np.log(len(self.log_totals)))


def main() -> None:
    """Hold the small table to its sum, then compute the belief of the tables asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path)
    parser.add_argument("--tables", default="verdata_r1,verdata_r2")
    parser.add_argument("--points", type=int, default=500)
    parser.add_argument("--repeats", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    met = check_small(given.seed)
    if met and given.reference:
        body = json.loads(given.reference.read_text(encoding="utf-8"))
        for name in given.tables.split(","):
            print(f"{name}", flush=True)
            marks, counts = lay_out(body["datasets"][name]["patterns"])
            show(explore(marks, counts, given.points, given.repeats, given.seed))
    sys.exit(0 if met else 3)


def lay_out(patterns: dict[str, int]) -> tuple[Floats, Floats]:
    """Return the lists and people of each pattern, those of no list first."""
    names = ["0" * len(next(iter(patterns))), *patterns]
    marks = np.array([[int(mark) for mark in name] for name in names], float)
    return marks, np.array([0, *patterns.values()], float)


def explore(marks: Floats, counts: Floats, size: int, repeats: int, seed: int) -> list[Place]:
    """Return the places that matter: small clouds scout all, and large ones stay at those."""
    scouted: list[tuple[float, Start, Target, list[Start]]] = []
    best, last, starts = -np.inf, list[Start](), list[Start]()
    for classes in range(1, MOST_CLASSES + 1):
        target = Target(marks, counts, classes, MOST_RATIO * counts.sum())
        fewer = [one for one in starts if people_of(one).min() > FEW]
        starts = find_starts(target, fewer, last, best, default_rng([seed, classes]))
        told = [
            anneal(target, start, SCOUTS, default_rng([seed, classes, at]))[0]
            for at, start in enumerate(starts)
        ]
        best = max([best, *told])
        last = []
        for log_total, start in zip(told, starts, strict=True):
            print(f"  scout: {_name(start)}: {log_total:.1f}", flush=True)
            scouted.append((log_total, start, target, starts))
            if log_total > best - WORTH:
                last.append(start)
        if scouted and not last:
            break
    return [
        visit(target, starts, start, size, repeats, seed)
        for log_total, start, target, starts in scouted
        if log_total > best - WORTH
    ]


def find_starts(
    target: Target, fewer: list[Start], last: list[Start], best: float, generator: Generator
) -> list[Start]:
    """
    Return starts about different likeliest classes, those without hope left out.

    Each is climbed to from a division; besides, each of the last, with a class of one person
    more. What a start promises is the middle log odds over its own points.
    """
    found: list[tuple[float, Start]] = []
    for shares in divide(target, fewer, generator):
        start = widen(*climb(target, shares))
        points = start.draw(100, generator)
        gains = target.log_density(points) - start.log_density(points, target)
        known = any(_distance(people_of(start), other) < SAME for _, other in found)
        if not known and people_of(start).min() > FEW:
            found.append((float(np.median(gains)), start))
    most = max([best, *(promise for promise, _ in found)], key=float)
    kept = [start for promise, start in found if promise > most - HOPELESS]
    lists = target.marks.shape[1]
    for start in last:
        sizes = np.append(people_of(start), 1.0)
        kept.append(widen(sizes, np.column_stack([start.hits / SHARE, np.full(lists, 0.5)])))
    return kept


def divide(target: Target, fewer: list[Start], generator: Generator) -> Iterator[Floats]:
    """Yield divisions: at random, and those of fewer classes with one class divided."""
    for _try in range(TRIES):
        yield generator.dirichlet(np.full(target.classes, 0.5), len(target.counts))
    for start in fewer:
        chances = (start.hits / SHARE + 1) / (people_of(start) + 2)
        logs = target.marks @ np.log(chances / (1 - chances)) + np.log1p(-chances).sum(0)
        logs += np.log(start.sizes)
        shares = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        for k in range(shares.shape[1]):
            for _try in range(SPLITS):
                taken = shares[:, k] * generator.beta(0.5, 0.5, len(shares))
                rest = shares.copy()
                rest[:, k] -= taken
                yield np.column_stack([rest, taken])


def visit(
    target: Target, starts: list[Start], start: Start, size: int, repeats: int, seed: int
) -> Place:
    """Lead clouds from a start; of what has strayed to another's place, that one gives word."""
    totals, people = [], []
    listed = int(target.counts.sum())
    for repeat in range(repeats):
        generator = default_rng([seed, target.classes, repeat, 7])
        log_total, points = anneal(target, start, size, generator)
        here = [place_of(target, one, starts) is start for one in points[:CHECKED]]
        own = float(np.mean(here))
        totals.append(log_total + np.log(max(own, 1e-9)))
        people.append(draw_missing(target, points, generator) + listed)
        print(
            f"  {_name(start)}: log total {totals[-1]:.2f}, own {own:.0%}, people "
            f"{np.median(people[-1]):,.0f}", flush=True,
        )  # fmt: skip
    return Place(_name(start), tuple(totals), tuple(people))


def place_of(target: Target, point: Floats, starts: list[Start]) -> Start:
    """Return the start nearest to the likeliest classes about a point."""
    parts = target.parts(point[None])[0]
    shares = np.exp(parts - logsumexp(parts, axis=1, keepdims=True))
    lone = (target.counts @ shares).min() < FEW
    alike = [one for one in starts if (people_of(one).min() < FEW) == lone]
    sizes, _ = climb(target, shares)
    return min(alike or starts, key=lambda start: _distance(sizes, start))


def people_of(start: Start) -> Floats:
    """Return people by class where a start was climbed to."""
    return np.asarray((start.sizes - LEAST) / SHARE, float)


def _distance(sizes: Floats, start: Start) -> float:
    gap = np.abs(np.sort(sizes) - np.sort(people_of(start)))
    return float(gap.sum() / sizes.sum())


def _name(start: Start) -> str:
    return " + ".join(f"{size:.0f}" for size in np.sort(people_of(start))[::-1])


def show(places: list[Place]) -> None:
    """Print how much each place is believed, and how many people there are, by repeat."""
    total = logsumexp([place.log_total for place in places])
    for place in sorted(places, key=lambda one: -one.log_total):
        share, spread = np.exp(place.log_total - total), np.std(place.log_totals, ddof=1)
        said = _say(np.concatenate(place.people))
        total_here = f"log total {place.log_total:,.2f} +- {spread:.2f}"
        print(f"  {share:6.1%}  {place.name:<32} {total_here}, people {said}")
    found = [pool(places, repeat) for repeat in range(len(places[0].people))]
    for repeat, people in enumerate(found, start=1):
        print(f"  repeat {repeat}: {_say(people)}, below 1,800: {np.mean(people < 1800):.1%}")
    people = np.concatenate(found)
    print(f"  all: {_say(people)}, below 1,800: {np.mean(people < 1800):.1%}", flush=True)


def pool(places: list[Place], repeat: int, size: int = 100_000) -> NDArray[np.int_]:
    """Return draws of one repeat over all places, each by how much it is believed."""
    logs = np.array([place.log_totals[repeat] for place in places])
    numbers = np.round(size * np.exp(logs - logsumexp(logs))).astype(int)
    return np.concatenate(
        [
            np.resize(place.people[repeat], number)
            for place, number in zip(places, numbers, strict=True)
        ]
    )


def _say(people: NDArray[np.int_]) -> str:
    low, middle, high = np.quantile(people, [0.025, 0.5, 0.975])
    return f"{middle:,.0f} [{low:,.0f}, {high:,.0f}]"


def check_small(seed: int) -> bool:
    """Hold a table of four people to the sum over all divisions, and print both."""
    table, most = FOUR
    marks, counts = lay_out(table)
    summed = sum_divisions(np.repeat(marks, counts.astype(int), axis=0), most)
    met = True
    for classes in (1, 2, 3):
        target = Target(marks, counts, classes, most)
        flat = np.full(classes, 6.0 / classes), np.full((3, classes), 3.0 / classes)
        told, means = [], []
        for repeat in range(REPEATS):
            generator = default_rng([seed, classes, repeat])
            log_total, points = anneal(target, widen(*flat), 2_000, generator)
            told.append(log_total - np.log(factorial(classes)))
            means.append(draw_missing(target, points, generator).mean())
        total, mean = summed[classes].sum(), summed[classes] @ np.arange(most + 1)
        off = float(logsumexp(told) - np.log(REPEATS) - np.log(total))
        away = float(np.mean(means) - mean / total)
        error, lag = np.std(told) / (REPEATS - 1) ** 0.5, np.std(means) / (REPEATS - 1) ** 0.5
        met &= abs(off) < OFF and abs(away) < OFF
        print(
            f"four people, {classes} classes: log total {np.log(total):.3f}, here {off:+.3f} "
            f"+- {error:.3f}; unlisted {mean / total:.3f}, here {away:+.3f} +- {lag:.3f}",
            flush=True,
        )
    return met


def sum_divisions(people: Floats, most_missing: int) -> dict[int, Floats]:
    """Return the belief by unlisted people, for each number of classes. (missing + 1,)."""
    found: dict[int, Floats] = {}
    alphas = np.exp(np.linspace(-60, 5, 6_501))
    log_prior = SHAPE * np.log(RATE * alphas) - gammaln(SHAPE) - RATE * alphas + np.log(0.01)
    for missing in range(most_missing + 1):
        rows = np.vstack([people, np.zeros((missing, people.shape[1]))])
        ways = comb(len(rows) - 1, missing)
        for labels in _divide(len(rows)):
            inside = np.array(labels)[:, None] == np.arange(max(labels) + 1)
            sizes, hits = inside.sum(0), rows.T @ inside
            logs = log_prior + len(sizes) * np.log(alphas)
            logs = logs + gammaln(alphas) - gammaln(alphas + len(rows))
            chance = gammaln(sizes).sum() + betaln(1 + hits, 1 + sizes - hits).sum()
            belief = found.setdefault(len(sizes), np.zeros(most_missing + 1))
            belief[missing] += ways * np.exp(chance + logsumexp(logs))
    return found


def _divide(size: int) -> Iterator[tuple[int, ...]]:
    """Yield each division of so many people, as the number of each one's class."""
    if size == 0:
        yield ()
        return
    for labels in _divide(size - 1):
        for label in range(max(labels, default=-1) + 2):
            yield (*labels, label)


if __name__ == "__main__":
    main()
