"""
Run every benchmark on its development half, and print our figures beside peers and floors.

``python bench/run.py [--raise-floors]``; the data stand in ``SIJILL_BENCH``. Exit 3 where a
figure is below its floor or a set is missing, 2 where there are no data at all.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import covering
import meltt
import speed

HERE = Path(__file__).parent
FLOORS = HERE.parent / "tests" / "floors" / "bench.toml"
Figures = dict[str, float]
CASUALTY = (
    "detection", "count", "breakdown", "victim_status", "place", "date", "perpetrator",
    "weapon", "attribution",
)  # fmt: skip
SPEED_ROUNDS = 3
NEVER_RAISED = (
    "speed.against_cnn",
    "speed.scaling",
    "speed.resolve_per_extract",
)  # a quieter machine is no better code
LOWER_IS_BETTER = (
    "casualty.false_alarms", "geo.town_radius_km", "geo.province_radius_km",
    "speed.resolve_per_extract", "gvc.killed_width", "gvc.injured_width", "gva.killed_width",
    "gva.injured_width",
)  # fmt: skip
DONE, NO_DATA, BELOW = 0, 2, 3


@dataclass(frozen=True, slots=True)
class Bench:
    """
    One set: our script, the scorer beside the data, and the figures taken from it.
    """

    name: str
    script: str
    texts: str
    score: Callable[[Path, Path, Path], Figures]
    flag: str = "--texts"
    more: tuple[str, ...] = ()
    questions: str | None = None


def score_casualty(data: Path, out: Path, _work: Path) -> Figures:
    """Return claims found, claims with the right number, and false alarms, in percent."""
    told = _json(
        [data / "casualty/casualty_score.py", data / "casualty/gold.jsonl", out, "--json"]
    )
    figures = {f"casualty.{name}": 100 * told[name]["f1"] for name in CASUALTY}
    alarms = told["hard_negatives"]
    rate = alarms.get("false_positive_rate", alarms.get("rate", 0.0))
    return {**figures, "casualty.false_alarms": 100 * rate}


def score_muc4(data: Path, out: Path, work: Path) -> Figures:
    """Return the harm score and the score of 1992 over whole templates."""
    keys = data / "muc4/data/tst2.keys.jsonl"
    target = work / "muc4.json"
    scorer = data / "muc4/scorer/muc4_score.py"
    _run([scorer, "all", "--keys", keys, "--responses", out, "--json", target])
    told = json.loads(target.read_text(encoding="utf-8"))
    harm = dict(_leaves(told))
    wanted = {
        "muc4.all_templates": "muc.rows.all_templates.f1",
        "muc4.templates": "muc.templates.f1",
        "muc4.harm": "harm.harm_score",
        "muc4.detection": "harm.detection",
        "muc4.casualties": "harm.casualties",
        "muc4.circumstances": "harm.circumstances",
    }
    return {name: harm[path] for name, path in wanted.items() if path in harm}


def score_temporal(kind: str) -> Callable[[Path, Path, Path], Figures]:
    """Return the scorer of one set of dates."""

    def score(data: Path, out: Path, _work: Path) -> Figures:
        scorer = data / "temporal/score_temporal.py"
        told = _json([scorer, data / f"temporal/{kind}.jsonl", out, "--json"])
        return {f"{kind}.{m}": 100 * told[m]["f1"] for m in ("strict", "relaxed", "value")}

    return score


def score_geo(data: Path, out: Path, _work: Path) -> Figures:
    """Return names found and places within 161 km by corpus, and what is covered over all."""
    told = _json([data / "geo/score_geo.py", data / "geo/geo.jsonl", out, "--json"])
    figures = {}
    for corpus, found in told.items():
        if isinstance(found, dict) and "span_strict" in found:
            figures[f"geo.{corpus}.span_strict"] = 100 * found["span_strict"]["f1"]
            figures[f"geo.{corpus}.acc161"] = 100 * found["end_to_end"]["acc161"]
    return figures | covering.measure(data / "geo/geo.jsonl", out)


def score_gazetteer(data: Path, out: Path, _work: Path) -> Figures:
    """Return the shares of places found within 40 km, by Latin and by native name."""
    places = [json.loads(x) for x in (data / "gazetteer/places.jsonl").open(encoding="utf-8")]
    found = [json.loads(x) for x in out.open(encoding="utf-8")]
    latin = sum(_is_near(a, b) for a, b in zip(places, found, strict=True))
    native = sum(_is_near(a, b["native"]) for a, b in zip(places, found, strict=True))
    return {
        "gazetteer.found": 100 * latin / len(places),
        "gazetteer.native": 100 * native / len(places),
    }


def score_linking(kind: str) -> Callable[[Path, Path, Path], Figures]:
    """Return the scorer of one set of linked articles."""

    def score(data: Path, out: Path, _work: Path) -> Figures:
        scorer = data / "linking/score_linking.py"
        gold = data / f"linking/{kind}_gold.jsonl"
        told = _json([scorer, gold, out, "--count", "all", "--json"])
        clusters, facts = told["clustering"], told["facts"]
        figures = {
            f"{kind}.b_cubed": 100 * clusters["b_cubed"]["f1"],
            f"{kind}.pairwise": 100 * clusters["pairwise"]["f1"],
            f"{kind}.killed_exact": 100 * facts["killed"]["exact"],
            f"{kind}.both_exact": 100 * facts["both_exact"],
        }
        for what in ("killed", "injured"):
            figures[f"{kind}.{what}_within"] = 100 * facts[what]["within"]
            figures[f"{kind}.{what}_width"] = facts[what]["mean_width"] or 0.0
        if kind == "gva":
            twins = _json([scorer, gold, out, "--count", "all", "--near-twins", "--json"])
            figures["gva.near_twins"] = 100 * twins["clustering"]["pairwise"]["f1"]
        return figures

    return score


def score_questions(data: Path, out: Path, _work: Path) -> Figures:
    """Return the share of questions with the right number."""
    scorer = data / "linking/score_linking.py"
    gold = data / "linking/counting_questions.jsonl"
    told = _json([scorer, gold, out, "--questions", "--json"])
    return {"questions.accuracy": 100 * told["accuracy"]}


def score_estimate(data: Path, out: Path, _work: Path) -> Figures:
    """Return the share of R's runs of dga that are met, and of tables with an estimate."""
    body = json.loads((data / "estimate/reference.json").read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in out.open(encoding="utf-8")]
    runs = [
        (here["posterior_at"], there["posterior_at"])
        for here, there in zip(rows, body["dga"], strict=False)
        if there["settings"].get("logprior") != "nb3"  # a prior that is not ours
    ]
    met = [
        all(abs(p["p"] / q["p"] - 1) < 1e-8 for p, q in zip(here, there, strict=True))
        for here, there in runs
    ]
    done = {row["table"] for row in rows if not row["refused"]}
    return {
        "estimate.dga": 100 * sum(met) / len(met),
        "estimate.tables": 100 * len(done) / len({row["table"] for row in rows}),
    }


def score_meltt(_data: Path, out: Path, _work: Path) -> Figures:
    """Return the share of meltt's own figures that are met, and of the matches it shows."""
    figures = meltt.compare(json.loads(line) for line in out.open(encoding="utf-8"))
    told = [ours == theirs for name, ours, theirs in figures if name in meltt.MELTT]
    shown = next(100 * ours / theirs for name, ours, theirs in figures if name == meltt.TEN)
    return {"meltt.figures": 100 * sum(told) / len(told), "meltt.shown": shown}


BENCHES = (
    Bench("casualty", "casualty.py", "casualty/units.jsonl", score_casualty),
    Bench("muc4", "muc4.py", "muc4/data/tst2.texts.jsonl", score_muc4),
    Bench("wikiwars", "temporal.py", "temporal/wikiwars.jsonl", score_temporal("wikiwars")),
    Bench("tempeval3", "temporal.py", "temporal/tempeval3.jsonl", score_temporal("tempeval3")),
    Bench("geo", "geo.py", "geo/geo.jsonl", score_geo),
    Bench("gazetteer", "gazetteer.py", "gazetteer/places.jsonl", score_gazetteer, "--names"),
    Bench("gvc", "linking.py", "linking/gvc_docs.jsonl", score_linking("gvc")),
    Bench("gva", "linking.py", "linking/gva_docs.jsonl", score_linking("gva")),
    Bench(
        "questions", "linking.py", "linking/counting_docs.jsonl", score_questions,
        questions="linking/counting_questions.jsonl",
    ),
    Bench("meltt", "meltt.py", "linking/meltt_crash", score_meltt, "--tables"),
    Bench(
        "estimate", "estimate.py", "estimate/reference.json", score_estimate, "--tables",
        more=("--methods", "dga,chao"),
    ),
)  # fmt: skip


def main() -> int:
    """Run the benchmarks that are asked for, print one table, return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these sets; `speed` is one")
    parser.add_argument("--raise-floors", action="store_true")
    parser.add_argument("--scorers", default=sys.executable, help="Python for the scorers")
    given = parser.parse_args()
    os.environ["SIJILL_SCORERS"] = given.scorers
    data = Path(os.environ.get("SIJILL_BENCH", "../shared/bench"))
    if not data.is_dir():
        print(f"no benchmark data in {data}: set SIJILL_BENCH to where they stand.")
        return NO_DATA
    benches = [b for b in BENCHES if not given.names or b.name in given.names]
    figures: Figures = {}
    broken: list[str] = []
    for bench in benches:
        begun = time.monotonic()
        print(f"{bench.name} …", end=" ", file=sys.stderr, flush=True)
        try:
            figures |= run_bench(bench, data)
        except (subprocess.CalledProcessError, OSError, ValueError, KeyError) as why:
            broken.append(f"{bench.name}: {_why(why)}")
        print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    if not given.names or "speed" in given.names:
        figures |= run_speed(data, given.scorers, broken)
    floors = load_floors()
    below = print_table(figures, floors)
    for sentence in broken:
        print(f"not scored: {sentence}")
    if given.raise_floors:
        save_floors({**floors, **_raised(figures, floors)})
    return BELOW if below or broken else DONE


def run_speed(data: Path, peer_python: str, broken: list[str]) -> Figures:
    """Time extraction beside its peers over the unlabelled corpus; return the ratios."""
    try:
        rows = speed.measure(data / "corpus/articles.jsonl", peer_python, rounds=SPEED_ROUNDS)
    except (subprocess.CalledProcessError, OSError, ValueError, KeyError) as why:
        broken.append(f"speed: {_why(why)}")
        return {}
    speed.print_table(rows)
    print()
    return speed.ratios(rows)


def run_bench(bench: Bench, data: Path) -> Figures:
    """Run one script on its texts and the scorer on what it wrote."""
    with tempfile.TemporaryDirectory(prefix="sijill-bench-") as folder:
        out = Path(folder, "out.jsonl")
        command = [
            HERE / bench.script,
            bench.flag,
            data / bench.texts,
            "--out",
            out,
            *bench.more,
        ]
        if bench.questions:
            command += ["--questions", data / bench.questions]
        _run(command)
        return bench.score(data, out, Path(folder))


def print_table(figures: Figures, floors: Figures) -> list[str]:
    """Print figures beside peers and floors; return the names below their floor."""
    peers = tomllib.loads((HERE / "peers.toml").read_text(encoding="utf-8"))
    print(f"{'measure':<28}{'Sijill':>8}{'floor':>8}{'peer':>8}  who")
    below = []
    for name, figure in figures.items():
        floor, peer = floors.get(name), peers.get(name, {})
        shown = f"{floor:8.1f}" if floor is not None else f"{'–':>8}"
        other = f"{peer['figure']:8.1f}" if peer else f"{'–':>8}"
        mark = ""
        if floor is not None and _is_below(name, figure, floor):
            below.append(name)
            mark = "  BELOW ITS FLOOR"
        print(f"{name:<28}{figure:8.1f}{shown}{other}  {peer.get('who', '')}{mark}")
    return below


def load_floors() -> Figures:
    """Return the floors; none where they were never written."""
    if not FLOORS.is_file():
        return {}
    floors: Figures = tomllib.loads(FLOORS.read_text(encoding="utf-8")).get("floors", {})
    return floors


def save_floors(floors: Figures) -> None:
    """Write the floors."""
    lines = [
        "# Floors of the outside benchmarks, development halves. They only rise:",
        "# `python bench/run.py --raise-floors` writes what is better than before.",
        "[floors]",
        *(f'"{name}" = {figure}' for name, figure in sorted(floors.items())),
    ]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _raised(figures: Figures, floors: Figures) -> Figures:
    """Return the better of figure and floor, rounded to the safe side."""
    raised = {}
    for name, figure in figures.items():
        if name in NEVER_RAISED:
            continue
        lower = name in LOWER_IS_BETTER
        rounded = (math.ceil if lower else math.floor)(figure * 10) / 10
        old = floors.get(name, rounded)
        raised[name] = min(old, rounded) if lower else max(old, rounded)
    return raised


def _is_below(name: str, figure: float, floor: float) -> bool:
    return figure > floor + 1e-9 if name in LOWER_IS_BETTER else figure < floor - 1e-9


def _is_near(place: dict[str, Any], found: dict[str, Any]) -> bool:
    if found.get("latitude") is None:
        return False
    north = (found["latitude"] - place["approx_lat"]) * 111.2
    east = (found["longitude"] - place["approx_lon"]) * 111.2
    return math.hypot(north, east * math.cos(math.radians(place["approx_lat"]))) <= 40


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, float]]:
    for key, item in value.items() if isinstance(value, dict) else ():
        if isinstance(item, dict):
            yield from _leaves(item, f"{path}{key}.")
        elif isinstance(item, int | float):
            yield f"{path}{key}", float(item)


def _json(command: list[Any]) -> Any:
    return json.loads(_run(command))


def _run(command: list[Any]) -> str:
    """Run a script of ours by this Python, and a scorer by the one that has its needs."""
    ours = Path(command[0]).parent == HERE
    python = sys.executable if ours else os.environ["SIJILL_SCORERS"]
    done = subprocess.run(
        [python, *map(str, command)], capture_output=True, check=True, text=True
    )
    return done.stdout


def _why(why: Exception) -> str:
    if isinstance(why, subprocess.CalledProcessError):
        lines = (why.stderr or "").strip().splitlines()
        return lines[-1] if lines else f"ended with {why.returncode}"
    return f"{type(why).__name__}: {why}"


if __name__ == "__main__":
    sys.exit(main())
