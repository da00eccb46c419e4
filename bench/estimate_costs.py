"""
What estimates cost beside what R's packages cost: CPU seconds, memory, time to an iteration.

Called by ``bench/estimate_against.py``. R's figures are those of the reference, measured on a
machine of this kind; each of ours is taken in a process of its own that has compiled before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Lines = list[dict[str, Any]]
Check = tuple[str, str, str, bool, str]
"""A figure, what it must be, what it is here, whether that is met, and R's."""
Estimate = Callable[[Mapping[str, Any], Lines], Lines]

GRIDS = (("uk5", 10_000, 0.3, 150), ("ned5", 82_340, 3.7, 200), ("uk6", 10_000, 5.0, None))
"""Table, grid points, most CPU seconds, most MB."""
WARM = {"chains": 2, "burn_in": 1, "draws": 4, "thin": 1, "longest": 0}
TIMED = {"chains": 8, "burn_in": 2_000, "draws": 200, "thin": 100, "longest": 0}
# Iterations of the two rows under other priors, which a refusal has not.
VARIED = 2 * 2 * (2_000 + 100 * 100)
REPLICATE = {
    "classes": 15, "chains": 4, "burn_in": 20_000, "draws": 6_000, "thin": 200, "longest": 0,
}  # fmt: skip
MOST_CPU_S = 220
SIDES = 5


def check_dga_costs(body: Mapping[str, Any], estimate: Estimate) -> list[Check]:
    """Hold CPU and memory of averaging over graphs against R's."""
    lines: list[Check] = []
    for table, points, most_s, most_mb in GRIDS:
        run = {"table": table, "method": "dga", "settings": {"most_missing": points}}
        (one,) = estimate(body, [run])
        theirs_s, theirs_mb = _dga_of_r(body, table, points)
        what = f"dga: {table}, {points:,} points"
        cpu, mb = one["cpu_s"], one["rss_mb"]
        lines.append((f"{what}, CPU s", f"<= {most_s}", f"{cpu:.2f}", cpu <= most_s, theirs_s))
        if most_mb:
            met = mb <= most_mb
            lines.append((f"{what}, MB", f"<= {most_mb}", f"{mb:.0f}", met, theirs_mb))
    return lines


def check_lcmcr_costs(body: Mapping[str, Any], estimate: Estimate) -> list[Check]:
    """Hold the CPU time of an iteration against R's, then a million people."""
    theirs = _iterations_of_r(body)
    names = [name for name in theirs if len(body["datasets"][name]["lists"]) <= 8]
    warm = {"table": "my3", "method": "lcmcr", "settings": WARM}
    runs = [{"table": name, "method": "lcmcr", "settings": TIMED} for name in names]
    lines: list[Check] = []
    total = TIMED["chains"] * (TIMED["burn_in"] + TIMED["draws"] * TIMED["thin"])
    for here in estimate(body, [warm, *runs])[1:]:
        most, cost = theirs[here["table"]], here["cpu_s"] * 1e6
        cost /= total if here["refused"] else total + VARIED
        what = f"lcmcr: {here['table']}, microseconds an iteration"
        lines.append((what, f"<= {most:.1f}", f"{cost:.1f}", cost <= most, f"{most:.1f}"))
    return [*lines, *_check_million(body, estimate)]


def check_replicates(body: Mapping[str, Any], estimate: Estimate) -> list[Check]:
    """Hold the two published Colombian replicates, twenty lists, against their draws."""
    told = body["verdata_combine_estimates"]["per_replicate"]
    warm = {"table": "my3", "method": "lcmcr", "settings": WARM}
    names = {"verdata_r1": "R1", "verdata_r2": "R2"}
    runs = [{"table": name, "method": "lcmcr", "settings": REPLICATE} for name in names]
    lines: list[Check] = []
    for here in estimate(body, [warm, *runs])[1:]:
        name, ref = here["table"], told[names[here["table"]]]
        cpu = here["cpu_s"]
        lines.append((f"lcmcr: {name}, R-hat", "<= 1.01", f"{here['rhat']:.3f}",
                      here["rhat"] <= 1.01, "1 chain"))  # fmt: skip
        lines.append((f"lcmcr: {name}, CPU s", f"<= {MOST_CPU_S}", f"{cpu:.0f}",
                      cpu <= MOST_CPU_S, "410"))  # fmt: skip
        if not here["refused"]:
            off = abs(here["median"] / ref["median"] - 1)
            ends = max(abs(here[end] / ref[end] - 1) for end in ("q025", "q975"))
            lines.append((f"lcmcr: {name}, median and ends off", "2%, 8%",
                          f"{off:.1%}, {ends:.1%}", off <= 0.02 and ends <= 0.08,
                          f"{ref['median']:,.0f}"))  # fmt: skip
    return lines


def _check_million(body: Mapping[str, Any], estimate: Estimate) -> list[Check]:
    """Say what it takes before the first draw when there are a million people."""
    warm = {"table": "my3", "method": "lcmcr", "settings": WARM}
    large = {"lists": list("ABCDE"), "patterns": _million()}
    asked = {"table": "million", "method": "lcmcr", "settings": WARM}
    runs = estimate({"datasets": {**body["datasets"], "million": large}}, [warm, asked])
    (ref,) = [r for r in body["scaling"]["lcmcr"] if r["J"] == SIDES and r["n_observed"] > 5e5]
    cpu, mb = runs[1]["cpu_s"], runs[1]["rss_mb"]
    what = "lcmcr: a million people on five lists, set-up"
    return [
        (f"{what}, CPU s", "<= 0.1", f"{cpu:.3f}", cpu <= 0.1, f"{ref['setup_cpu_s']:.1f}"),
        (f"{what}, MB", "<= 150", f"{mb:.0f}", mb <= 150, f"{ref['peak_rss_mb']:.0f}"),
    ]


def _million() -> dict[str, int]:
    """Return counts of about a million people: the more lists, the fewer on all of them."""
    names = [f"{cell:05b}" for cell in range(1, 1 << SIDES)]
    by_lists = {1: 120_000, 2: 30_000, 3: 8_000, 4: 3_000, 5: 1_000}
    return {name: by_lists[name.count("1")] + 7 * int(name, 2) for name in names}


def _dga_of_r(body: Mapping[str, Any], table: str, points: int) -> tuple[str, str]:
    """Return R's CPU seconds and MB on a grid of this size, where it was measured."""
    for run in body["dga"]:
        first, last = run["settings"]["Nmissing"]
        if run["dataset"] == table and last - first + 1 == points and "cpu_s" in run:
            return f"{run['cpu_s']:.2f}", f"{run['peak_rss_mb']:.0f}"
    n_lists = len(body["datasets"][table]["lists"])
    for run in body["scaling"]["dga"]:
        if run["p"] == n_lists and run["grid_length"] == points:
            return f"{run['cpu_s']:.2f}", f"{run['peak_rss_mb']:.0f}"
    return "cannot", "cannot"


def _iterations_of_r(body: Mapping[str, Any]) -> dict[str, float]:
    """Return R's microseconds of CPU for an iteration with ten classes, longest runs."""
    costs: dict[str, tuple[int, float]] = {}
    for run in body["lcmcr"]:
        if run["settings"]["K"] == 10:
            length = int(run["settings"]["iterations_per_chain"])
            found = (length, float(run["cpu_us_per_iteration"]))
            costs[run["dataset"]] = max(costs.get(run["dataset"], (0, 0.0)), found)
    return {name: cost for name, (_length, cost) in costs.items()}
