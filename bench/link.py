"""
Measure linking by itself: a million generated claims, a new document, and Splink beside it.

``python bench/link.py [--sizes 10000,100000,1000000] [--peer PYTHON] [--crowded]``; each size
runs in a process of its own. Exit 3 where a bound of the project is missed.

A larger record has more countries, a longer span and more words: all grow with the root of
its size, so that claims stand as densely in each (docs/decisions/0086). With ``--crowded``
all sizes lie in the same thirty-two towns and ten years: a million claims besiege each.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import islice, repeat
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SIZES = (10_000, 100_000, 1_000_000)
PEER_SIZE = 100_000
CHUNK = 25_000
COUNTED = 10_000  # claims whose words are counted
NEW_DOCUMENTS = 200
DAYS = 365  # of a record of the smallest size, in one country
COMMON = 3000  # words that any report may have, likewise
CROWDED = (0, 3650, COMMON)
HELD_BACK = 1  # the part of which some documents come later
MOST_SECONDS, MOST_GIB, MOST_MS = 600.0, 8.0, 150.0
MOST_GROWTH = 1.0  # cost per n log n, in times that of the smallest size
DONE, BELOW = 0, 3
Row = dict[str, Any]
World = tuple[int, int, int]  # countries (0: the generator's own towns), days, common words


def main() -> int:
    """Run each size, print the table, return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--peer", help="Python with Splink; without it no peer is run")
    parser.add_argument("--crowded", action="store_true", help="the same towns at each size")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.one, CROWDED if given.crowded else world_of(given.one))))
        return DONE
    rows = []
    for size in map(int, given.sizes.split(",")):
        more = ["--crowded"] if given.crowded else []
        rows.append(_child([sys.executable, __file__, "--one", str(size), *more]))
        print(_line(rows[-1], rows[0]), flush=True)
    if given.peer:
        print(_peer_line(_child([given.peer, str(HERE / "link_peer.py"), str(PEER_SIZE)])))
    return DONE if _holds(rows[-1], rows[0]) else BELOW


def world_of(size: int) -> World:
    """Return how many countries, days and common words a record of *size* claims has."""
    times = math.sqrt(size / SIZES[0])
    return max(1, round(times)), round(DAYS * times), round(COMMON * times)


def _child(command: list[str]) -> Row:
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode:
        raise SystemExit(told.stderr)
    found: Row = json.loads(told.stdout.splitlines()[-1])
    return found


def _line(row: Row, first: Row) -> str:
    growth = _per_nlogn(row) / _per_nlogn(first)
    return (
        f"{row['claims']:>9,} claims: columns {row['columns_s']:6.1f} s, clusters "
        f"{row['cluster_s']:6.1f} s ({row['seconds']:.1f} s, {row['gib']:.2f} GiB), pairwise "
        f"F1 {row['f1']:.3f}, per n log n {growth:.2f} times the smallest; {row['towns']:,} "
        f"towns, {row['days']:,} days: {row['density']:.2f} claims a town and day; a new "
        f"document p50 {row['p50_ms']:.0f} ms, p95 {row['p95_ms']:.0f} ms"
    )


def _peer_line(row: Row) -> str:
    return (
        f"{row['claims']:>9,} claims, Splink {row['version']}: {row['seconds']:.1f} s, "
        f"{row['gib']:.2f} GiB, pairwise F1 {row['f1']:.3f}"
    )


def _per_nlogn(row: Row) -> float:
    return float(row["seconds"] / (row["claims"] * math.log(row["claims"])))


def _holds(row: Row, first: Row) -> bool:
    return (
        row["seconds"] <= MOST_SECONDS
        and row["gib"] <= MOST_GIB
        and row["p95_ms"] <= MOST_MS
        and _per_nlogn(row) <= MOST_GROWTH * _per_nlogn(first)
    )


def measure(size: int, world: World) -> Row:
    """Return what linking *size* claims takes, generation apart."""
    from sijill.link import LinkIndex, Settings, join_columns
    from sijill.testing.data import load_data
    from sijill.testing.towns import TOWNS

    settings, weights = Settings(), _weights(world)
    towns = world[0] * TOWNS or len(load_data("places.toml")["place"])
    with ProcessPoolExecutor(2) as pool:
        seeds = range(1, 1 + math.ceil(size / CHUNK))
        counts = [min(CHUNK, size - CHUNK * (seed - 1)) for seed in seeds]
        made = list(pool.map(make_part, seeds, counts, repeat(world)))
    columns_s = sum(part[2] for part in made) / 2  # two cores made them
    truth = {name: true for part in made for name, true in part[1]}
    columns = join_columns([part[0] for part in made])
    del made
    begun = time.perf_counter()
    index = LinkIndex(settings=settings, weights=weights)
    index.add_columns(columns)
    cluster_s = time.perf_counter() - begun
    del columns
    times = sorted(_add_documents(index, counts[0], world))
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "claims": size, "columns_s": columns_s, "cluster_s": cluster_s,
        "seconds": columns_s + cluster_s, "gib": peak / 2**20,
        "f1": pairwise_f1([c.claims for c in index.clusters()], truth),
        "towns": towns, "days": world[1], "density": size / (towns * world[1]),
        "p50_ms": 1000 * times[len(times) // 2], "p95_ms": 1000 * times[len(times) * 95 // 100],
    }  # fmt: skip


def make_part(seed: int, number: int, world: World) -> tuple[Any, list[tuple[str, str]], float]:
    """Return some claims as columns, their truth, and the seconds that the columns took."""
    from sijill.link import make_columns

    made = make_rows(seed, number, world)
    found = [item for item in made if not _is_new(seed, item[0])]
    rarity = _weights(world).rarity
    begun = time.process_time()
    columns = make_columns((claim for claim, _ in found), rarity)
    took = time.process_time() - begun
    return columns, [(claim.id, f"{seed}/{true}") for claim, true in found], took


def make_rows(seed: int, number: int, world: World) -> Iterator[tuple[Any, str]]:
    """Yield the claims of one part of a record, each with its truth."""
    from sijill.testing.claims import ClaimRates, make_claims

    countries, days, common = world
    rates = ClaimRates(common_words=common)
    made = make_claims(seed, number, countries=countries, days=days, rates=rates)
    return islice(made, number)


def _is_new(seed: int, claim: Any) -> bool:
    """Say whether a claim is held back: those of each tenth document of one part."""
    return seed == HELD_BACK and int(claim.document_id.rpartition("-")[2]) % 10 == 0


@cache
def _weights(world: World) -> Any:
    """Return the bundled weights with words counted on such claims, as training counts them."""
    from sijill.link import count_words, load_weights

    counted = count_words(claim for claim, _ in make_rows(0, COUNTED, world))
    return replace(load_weights(), rarity=counted)


def _add_documents(index: Any, number: int, world: World) -> Iterator[float]:
    """Yield the seconds that each new document of five claims on known acts takes."""
    made = make_rows(HELD_BACK, number, world)
    new = [claim for claim, _ in made if _is_new(HELD_BACK, claim)]
    for first in range(0, min(len(new) - 4, 5 * NEW_DOCUMENTS), 5):
        begun = time.perf_counter()
        index.add(new[first : first + 5])
        yield time.perf_counter() - begun


def pairwise_f1(clusters: list[tuple[str, ...]], truth: dict[str, str]) -> float:
    """Return the F1 of pairs that stand together, over the claims whose truth is known."""
    from collections import Counter

    kept = [[truth[name] for name in names if name in truth] for names in clusters]
    said = sum(len(names) * (len(names) - 1) // 2 for names in kept)
    true = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())
    right = sum(n * (n - 1) // 2 for names in kept for n in Counter(names).values())
    return 2 * right / max(1, said + true)


if __name__ == "__main__":
    sys.exit(main())
