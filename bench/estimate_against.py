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

MIXING = (
    "kosovo4", "hiv4", "uk4", "lesbian4", "my3", "my5", "hav3", "hare6", "western5", "neworl5",
    "stan_sim1", "stan_sim2", "stan_sim3", "stan_sim4", "stan_sim5", "diabetes4",
)  # fmt: skip
NOT_MIXING = ("uk5", "uk6", "ned5", "ned6", "scotpwid4", "gaza3")
LOOSE = ("lesbian4", "diabetes4")
TRUTH = {f"stan_sim{n}": 2000 for n in range(1, 6)}
Lines = list[dict[str, Any]]


def main() -> None:
    """Run what is asked for, print the table, and say whether every must is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--methods", default="dga,loglinear,chao,lcmcr")
    given = parser.parse_args()
    body = json.loads(given.reference.read_text(encoding="utf-8"))
    failed = 0
    for method in given.methods.split(","):
        for what, must, here, met in CHECKS[method](body):
            failed += not met
            print(f"{'' if met else 'BELOW  '}{what:<58}{must:>16}{here:>18}", flush=True)
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


def check_dga(body: Mapping[str, Any]) -> list[tuple[str, str, str, bool]]:
    """Hold every run of dga against R's, then time and memory."""
    refs = [run for run in body["dga"] if run["settings"].get("logprior") != "nb3"]
    runs = [
        {"table": run["dataset"], "method": "dga", "settings": run["settings"],
         "posterior_at": [probe["N"] for probe in run["posterior_at"]]}
        for run in refs
    ]  # fmt: skip
    found = estimate(body, runs)
    mass, model, exact = 0.0, 0.0, 0
    for ref, here in zip(refs, found, strict=True):
        told = {probe["N"]: probe["p"] for probe in ref["posterior_at"]}
        mass = max(mass, *(abs(p["p"] / told[p["N"]] - 1) for p in here["posterior_at"]))
        shares = {item["cliques"]: item["prob"] for item in here["top_models"]}
        gaps = [abs(shares.get(m["cliques"], 0) - m["prob"]) for m in ref["top_models"]]
        model = max(model, *gaps)
        exact += all(
            here[key] == ref["estimate"][key] for key in ("median", "q025", "q975", "mode")
        )
    held = sum(
        line["q025"] <= TRUTH[line["table"]] <= line["q975"]
        for line, ref in zip(found, refs, strict=True)
        if line["table"] in TRUTH and ref["settings"]["delta"] < 0.1
    )
    lines = [
        (
            f"dga: posterior mass, worst of {len(refs)} runs",
            "<= 1e-8",
            f"{mass:.1e}",
            mass <= 1e-8,
        ),
        ("dga: quantiles and mode equal", str(len(refs)), str(exact), exact == len(refs)),
        ("dga: top models, worst", "<= 1e-8", f"{model:.1e}", model <= 1e-8),
        ("dga: simulations with the truth inside, of 5", ">= 4", str(held), held >= 4),
    ]
    for table, points, most_s, most_mb in (
        ("uk5", 10_000, 0.3, 150), ("ned5", 82_340, 3.7, 200), ("uk6", 10_000, 5.0, None),
    ):  # fmt: skip
        run = {"table": table, "method": "dga", "settings": {"most_missing": points}}
        one = estimate(body, [run])[0]
        what = f"dga: {table}, {points:,} points"
        lines.append(
            (f"{what}, CPU s", f"<= {most_s}", f"{one['cpu_s']:.2f}", one["cpu_s"] <= most_s)
        )
        if most_mb:
            lines.append(
                (
                    f"{what}, MB",
                    f"<= {most_mb}",
                    f"{one['rss_mb']:.0f}",
                    one["rss_mb"] <= most_mb,
                )
            )
    return lines


def check_loglinear(body: Mapping[str, Any]) -> list[tuple[str, str, str, bool]]:
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
        (
            "loglinear: abundance of the best model, worst",
            "<= 1e-6",
            f"{total:.1e}",
            total <= 1e-6,
        ),
        ("loglinear: profile limits, worst", "<= 1e-3", f"{ends:.1e}", ends <= 1e-3),
        (
            "loglinear: what Rcapture flags, refused",
            str(flagged),
            str(refused),
            refused == flagged,
        ),
    ]


def check_chao(body: Mapping[str, Any]) -> list[tuple[str, str, str, bool]]:
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
        lines.append(
            (f"chao: {form}, worst of {len(refs)}", "<= 1e-6", f"{worst:.1e}", worst <= 1e-6)
        )
    return lines


def check_lcmcr(body: Mapping[str, Any]) -> list[tuple[str, str, str, bool]]:
    """Hold four chains against R's pooled seeds; ask for doubt where R's chains disagree."""
    usual = {
        "classes": 10,
        "chains": 4,
        "burn_in": 50_000,
        "draws": 3_000,
        "thin": 100,
        "longest": 12_000,
    }
    longest = {
        name: max(
            (
                run
                for run in body["lcmcr"]
                if run["dataset"] == name and run["settings"]["K"] == 10
            ),
            key=lambda run: int(run["settings"]["iterations_per_chain"]),
        )
        for name in (*MIXING, *NOT_MIXING)
    }
    warm = {
        "table": "my3",
        "method": "lcmcr",
        "settings": {"chains": 2, "burn_in": 1, "draws": 4},
    }
    runs = [{"table": name, "method": "lcmcr", "settings": usual} for name in MIXING]
    lines = []
    for here in estimate(body, [warm, *runs])[1:]:
        name, told = here["table"], longest[here["table"]]["estimate_pooled"]
        if here["refused"]:
            lines.append((f"lcmcr: {name}", "R-hat <= 1.01", f"{here['rhat']:.3f}", False))
            continue
        off = abs(here["median"] / told["median"] - 1)
        ends = max(abs(here[key] / told[key] - 1) for key in ("q025", "q975"))
        most = 0.02 if name in LOOSE else 0.01
        lines.append(
            (
                f"lcmcr: {name}, median and ends off",
                f"{most:.0%}, 3%",
                f"{off:.2%}, {ends:.2%}",
                off <= most and ends <= 0.03,
            )
        )
        if name in TRUTH:
            inside = here["q025"] <= TRUTH[name] <= here["q975"]
            lines.append(
                (f"lcmcr: {name} covers 2,000", "yes", "yes" if inside else "no", inside)
            )
    short = {**usual, "burn_in": 10_000, "draws": 1_000, "longest": 0}
    for here in estimate(
        body, [{"table": n, "method": "lcmcr", "settings": short} for n in NOT_MIXING]
    ):
        doubted = bool(here["refused"] or here["caveats"])
        said = "refused" if here["refused"] else ",".join(here["caveats"])
        lines.append((f"lcmcr: {here['table']}", "refused/flagged", said[:17], doubted))
    return lines


CHECKS = {
    "dga": check_dga, "loglinear": check_loglinear, "chao": check_chao, "lcmcr": check_lcmcr,
}  # fmt: skip

if __name__ == "__main__":
    main()
