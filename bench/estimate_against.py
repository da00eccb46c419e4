"""
Hold estimates against what the R packages give, and their cost against R's.

``python bench/estimate_against.py --reference reference.json [--methods dga,loglinear,…]``

Each line is a figure, what it must be, and what it is here; below a must the script exits 3.
The estimates are made by ``bench/estimate.py``, which is given tables and settings alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from estimate_costs import (
    Check,
    Lines,
    check_dga_costs,
    check_lcmcr_costs,
    check_replicates,
)

from sijill.estimate.replicates import spread_replicates

MIXING = (
    "kosovo4", "hiv4", "uk4", "lesbian4", "my3", "my5", "hav3", "hare6", "western5", "neworl5",
    "stan_sim1", "stan_sim2", "stan_sim3", "stan_sim4", "stan_sim5", "diabetes4",
)  # fmt: skip
NOT_MIXING = ("uk5", "uk6", "ned5", "ned6", "scotpwid4", "gaza3")
LOOSE = ("lesbian4", "diabetes4")
TRUTH = {f"stan_sim{n}": 2000 for n in range(1, 6)}
EXACT = ("median", "q025", "q975", "mode")
USUAL = {
    "classes": 10, "chains": 4, "burn_in": 50_000, "draws": 6_000, "thin": 100,
    "longest": 12_000,
}  # fmt: skip
SHORT = {**USUAL, "burn_in": 10_000, "draws": 1_000, "longest": 0}
WARM = {"chains": 2, "burn_in": 1, "draws": 4}


def main() -> None:
    """Run what is asked for, print the table, and say whether every must is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--methods", default=",".join(CHECKS))
    given = parser.parse_args()
    print(f"{'':<62}{'must':>16}{'here':>18}{'R':>10}")
    body = json.loads(given.reference.read_text(encoding="utf-8"))
    failed = 0
    for method in given.methods.split(","):
        for what, must, here, met, theirs in CHECKS[method](body):
            failed += not met
            mark = "" if met else "BELOW  "
            print(f"{mark + what:<62}{must:>16}{here:>18}{theirs:>10}", flush=True)
    sys.exit(3 if failed else 0)


def estimate(body: Mapping[str, Any], runs: Lines, *, only: str = "") -> Lines:
    """Return the estimates of these runs, made in a process of their own."""
    with tempfile.TemporaryDirectory() as folder:
        tables, out = Path(folder) / "tables.json", Path(folder) / "out.jsonl"
        tables.write_text(json.dumps({"tables": body["datasets"], "runs": runs}))
        methods = ",".join(dict.fromkeys(run["method"] for run in runs))
        script = Path(__file__).with_name("estimate.py")
        subprocess.run(
            [sys.executable, script, "--tables", tables, "--out", out, "--methods", methods,
             "--only", only or ",".join({run["table"] for run in runs})],
            check=True,
        )  # fmt: skip
        return [json.loads(line) for line in out.read_text().splitlines()]


def at_most(what: str, most: float, here: float) -> Check:
    """Return a figure that must be no larger."""
    return (what, f"<= {most:.0e}", f"{here:.1e}", here <= most, "")


def check_dga(body: Mapping[str, Any]) -> list[Check]:
    """Hold every run of dga against R's, then time and memory."""
    refs = [run for run in body["dga"] if run["settings"].get("logprior") != "nb3"]
    runs = [
        {"table": run["dataset"], "method": "dga", "settings": run["settings"],
         "posterior_at": [probe["N"] for probe in run["posterior_at"]]}
        for run in refs
    ]  # fmt: skip
    pairs = list(zip(refs, estimate(body, runs), strict=True))
    mass = max(gap for ref, here in pairs for gap in _gaps_of_mass(ref, here))
    model = max(gap for ref, here in pairs for gap in _gaps_of_models(ref, here))
    exact = sum(all(here[key] == ref["estimate"][key] for key in EXACT) for ref, here in pairs)
    held = sum(
        here["q025"] <= TRUTH[here["table"]] <= here["q975"]
        for ref, here in pairs
        if here["table"] in TRUTH and ref["settings"]["delta"] < 0.1
    )
    return [
        at_most(f"dga: posterior mass, worst of {len(refs)} runs", 1e-8, mass),
        ("dga: quantiles and mode equal", str(len(refs)), str(exact), exact == len(refs), ""),
        at_most("dga: top models, worst", 1e-8, model),
        ("dga: simulations with the truth inside, of 5", ">= 4", str(held), held >= 4, "4"),
        *check_dga_costs(body, estimate),
    ]


def _gaps_of_mass(ref: Mapping[str, Any], here: Mapping[str, Any]) -> list[float]:
    told = {probe["N"]: probe["p"] for probe in ref["posterior_at"]}
    return [abs(probe["p"] / told[probe["N"]] - 1) for probe in here["posterior_at"]]


def _gaps_of_models(ref: Mapping[str, Any], here: Mapping[str, Any]) -> list[float]:
    shares = {item["cliques"]: item["prob"] for item in here["top_models"]}
    return [abs(shares.get(item["cliques"], 0) - item["prob"]) for item in ref["top_models"]]


def check_loglinear(body: Mapping[str, Any]) -> list[Check]:
    """Hold the models that BIC chooses against Rcapture's; what R flags is to be refused."""
    refs = [ref for ref in body["loglinear"] if ref.get("best_BIC_profileCI")]
    runs = [{"table": ref["dataset"], "method": "loglinear", "settings": {}} for ref in refs]
    total, ends, refused, flagged = 0.0, 0.0, 0, 0
    for ref, here in zip(refs, estimate(body, runs), strict=True):
        best = ref["closedpMS"]["best_BIC"][0]
        if best["infoFit"] != 0:
            flagged += 1
            refused += here["refused"] is not None
            continue
        limits = ref["best_BIC_profileCI"]["CI"]
        total = max(total, abs((here["median"] or 0) / best["abundance"] - 1))
        ends = max(
            ends,
            abs((here["q025"] or 0) / limits["infCL"] - 1),
            abs((here["q975"] or 0) / limits["supCL"] - 1),
        )
    return [
        at_most("loglinear: abundance of the best model, worst", 1e-6, total),
        at_most("loglinear: profile limits, worst", 1e-3, ends),
        (
            "loglinear: what Rcapture flags, refused",
            str(flagged),
            str(refused),
            refused == flagged,
            "",
        ),
    ]


def check_chao(body: Mapping[str, Any]) -> list[Check]:
    """Hold Chao's bound against Rcapture's, with lists that differ and with lists alike."""
    lines = []
    for form, key in (("lists_and_people", "chao_Mth_LB"), ("people", "chao_Mh_LB")):
        refs = [ref for ref in body["loglinear"] if (ref.get(key) or {}).get("fit")]
        runs = [
            {"table": ref["dataset"], "method": "chao", "settings": {"form": form}}
            for ref in refs
        ]
        worst = max(
            abs((here["median"] or 0) / ref[key]["fit"]["abundance"] - 1)
            for ref, here in zip(refs, estimate(body, runs), strict=True)
        )
        lines.append(at_most(f"chao: {form}, worst of {len(refs)}", 1e-6, worst))
    return lines


def check_lcmcr(body: Mapping[str, Any]) -> list[Check]:
    """Hold four chains against R's pooled seeds; ask for doubt where R's chains disagree."""
    warm = {"table": "my3", "method": "lcmcr", "settings": WARM}  # compiles
    runs = [{"table": name, "method": "lcmcr", "settings": USUAL} for name in MIXING]
    lines = []
    for here in estimate(body, [warm, *runs])[1:]:
        lines += _hold_to_r(here, _longest_of_r(body, here["table"]))
    runs = [{"table": name, "method": "lcmcr", "settings": SHORT} for name in NOT_MIXING]
    for here in estimate(body, runs):
        doubted = bool(here["refused"] or here["caveats"])
        said = "refused" if here["refused"] else ",".join(here["caveats"])
        lines.append((f"lcmcr: {here['table']}", "refused/flagged", said[:17], doubted, ""))
    return lines


def _longest_of_r(body: Mapping[str, Any], table: str) -> Mapping[str, Any]:
    """Return R's pooled estimate from its longest chains of ten classes."""
    told = [r for r in body["lcmcr"] if r["dataset"] == table and r["settings"]["K"] == 10]
    longest = max(told, key=lambda run: int(run["settings"]["iterations_per_chain"]))
    pooled: Mapping[str, Any] = longest["estimate_pooled"]
    return pooled


def _hold_to_r(here: Mapping[str, Any], told: Mapping[str, Any]) -> list[Check]:
    """Return how far the median and the ends of one table are off, and whether truth is in."""
    name = here["table"]
    if here["refused"]:
        return [(f"lcmcr: {name}", "R-hat <= 1.01", f"{here['rhat']:.3f}", False, "")]
    off = abs(here["median"] / told["median"] - 1)
    ends = max(abs(here[key] / told[key] - 1) for key in ("q025", "q975"))
    most = 0.02 if name in LOOSE else 0.01
    met = off <= most and ends <= 0.03
    lines = [
        (
            f"lcmcr: {name}, median and ends off",
            f"{most:.0%}, 3%",
            f"{off:.2%}, {ends:.2%}",
            met,
            f"{told['median']:,.0f}",
        )
    ]
    if name in TRUTH:
        inside = here["q025"] <= TRUTH[name] <= here["q975"]
        lines.append(
            (f"lcmcr: {name} covers 2,000", "yes", "yes" if inside else "no", inside, "yes")
        )
    return lines


def check_combining(body: Mapping[str, Any]) -> list[Check]:
    """Hold twenty published replicates, combined by either rule, against verdata's and R's."""
    told = body["verdata_combine_estimates"]
    lines = []
    for rule, key in (("bda3", "combine_verdata"), ("rubin1987", "combine_rubin_df")):
        ref = told[key]
        logs = [np.log(ref[end] - ref["n_bar"]) for end in ("N_025", "N_975")]
        low, high, _degrees = spread_replicates(
            ref["W"], ref["B"], told["m"], middle=float(np.mean(logs)), level=0.95, rule=rule
        )
        here = [round(ref["n_bar"] + end) for end in (low, high)]
        must = [round(ref["N_025"]), round(ref["N_975"])]
        met = max(abs(one - other) for one, other in zip(here, must, strict=True)) <= 1
        lines.append(
            (f"combining replicates, rule {rule}", str(must), str(here), met, str(must))
        )
    return lines


def check_costs(body: Mapping[str, Any]) -> list[Check]:
    """Hold the time of an iteration, and a million people, against R's."""
    return check_lcmcr_costs(body, estimate)


def check_published(body: Mapping[str, Any]) -> list[Check]:
    """Hold two published replicates of twenty lists against their draws, and R's time."""
    return check_replicates(body, estimate)


CHECKS = {
    "dga": check_dga, "loglinear": check_loglinear, "chao": check_chao,
    "combine": check_combining, "lcmcr": check_lcmcr, "costs": check_costs,
    "replicates": check_published,
}  # fmt: skip

if __name__ == "__main__":
    main()
