"""
Translate capture-pattern tables into estimates, a line for each table and method.

``python bench/estimate.py --tables tables.json --out E.jsonl``

A table may name runs, each a method with settings and probe points; one without gets the
defaults of every method that suits it. The R packages' names of settings are understood.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sijill.estimate import PatternTable, PopulationEstimate, estimate_population
from sijill.estimate.special import log_gamma

METHODS = ("dga", "lcmcr", "loglinear", "chao", "chapman")
NAMES = {
    "K": "classes", "a_alpha": "shape", "b_alpha": "rate", "burnin": "burn_in",
    "samples": "draws", "thinning": "thin", "buffer_size": None, "tabular": None,
    "logprior": "prior", "n_graphs": None, "model_prior": None, "grid": None,
    "iterations_per_chain": None,
}  # fmt: skip


def main() -> None:
    """Read tables, write an estimate or a refusal for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--only", default="", help="Tables, with a comma between.")
    given = parser.parse_args()
    body = json.loads(given.tables.read_text(encoding="utf-8"))
    tables = body.get("datasets", body.get("tables", body))
    wanted = set(filter(None, given.only.split(",")))
    if given.methods != "lcmcr":
        log_gamma(1.0)  # loads scipy, which no method's time holds, as R's holds no package
    with given.out.open("w", encoding="utf-8") as out:
        for name, method, settings, probes in list_runs(body, tables, given.methods.split(",")):
            if not wanted or name in wanted:
                line = translate(name, tables[name], method, settings, probes)
                print(json.dumps(line), file=out, flush=True)


def list_runs(
    body: Mapping[str, Any], tables: Mapping[str, Any], methods: list[str]
) -> Iterator[tuple[str, str, dict[str, Any], list[float]]]:
    """Yield table, method, settings and probes: of each run that is named, or of defaults."""
    done = set()
    for method in methods:
        under = [{**run, "method": method} for run in body.get(method, [])]
        for run in [*under, *body.get("runs", [])]:
            if run["method"] == method and "settings" in run:
                name = run.get("dataset", run.get("table"))
                done.add((name, method))
                probes = run.get("posterior_at", run.get("probes", []))
                yield name, method, run["settings"], [_number(probe) for probe in probes]
    for name in tables:
        for method in methods:
            if (name, method) not in done:
                yield name, method, dict(tables[name].get("settings", {})), []


def translate(
    name: str,
    table: Mapping[str, Any],
    method: str,
    settings: Mapping[str, Any],
    probes: list[float],
) -> dict[str, Any]:
    """Return one run in the benchmark's form."""
    begun = time.process_time()
    counted = PatternTable.of(table["lists"], table["patterns"])
    found = estimate_population(counted, method=method, **_options(settings))
    beliefs = found.posterior.at(probes) if found.posterior else [None] * len(probes)
    return {
        "table": name, "method": method, "settings": dict(settings), "observed": found.observed,
        "median": found.median, "mean": found.mean, "q025": found.lower, "q975": found.upper,
        "mode": found.mode,
        "posterior_at": [{"N": n, "p": p} for n, p in zip(probes, beliefs, strict=True)],
        "top_models": _models(found),
        "rhat": found.rhat, "ess": found.ess,
        "refused": " ".join(found.reasons) or None,
        "caveats": [caveat.term for caveat in found.caveats],
        "cpu_s": round(time.process_time() - begun, 4),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }  # fmt: skip


def _number(probe: Any) -> float:
    return float(probe["N"] if isinstance(probe, dict) else probe)


def _options(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings under our own names; those that say nothing to us are left out."""
    options: dict[str, Any] = {}
    for name, value in settings.items():
        if name == "Nmissing":
            options["least_missing"], options["most_missing"] = value
        elif name == "seeds":
            options["chains"] = max(2, len(value))
        elif name == "logprior":
            options["prior"] = "flat" if value == "flat" else "inverse"
        elif (ours := NAMES.get(name, name)) is not None:
            options[ours] = value
    return options


def _models(found: PopulationEstimate) -> list[dict[str, Any]]:
    key = "cliques" if found.method == "dga" else "model"
    return [
        {key: item.name, "prob": item.share, "total": item.total, "bic": item.bic}
        for item in found.models
    ]


if __name__ == "__main__":
    main()
