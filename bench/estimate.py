"""
Translate capture-pattern tables into estimates, a line for each table and method.

``python bench/estimate.py --tables tables.json --out E.jsonl``

Two lists can be estimated so far; a method for three and more is refused by name.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sijill.estimate import METHODS, Settings, estimate_from_lists

BETWEEN_THREE_AND_MORE = ("dga", "lcmcr", "loglinear")


def main() -> None:
    """Read tables, write an estimate or a refusal for each method."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    body = json.loads(given.tables.read_text(encoding="utf-8"))
    tables = body.get("datasets", body.get("tables", body))
    with given.out.open("w", encoding="utf-8") as out:
        for name, table in sorted(tables.items()):
            for method in (*METHODS, *BETWEEN_THREE_AND_MORE):
                print(json.dumps(translate(name, table, method)), file=out)


def translate(name: str, table: Mapping[str, Any], method: str) -> dict[str, Any]:
    """Return one table's estimate by one method, in the benchmark's form."""
    begun = time.process_time()
    empty = dict.fromkeys(
        ("median", "mean", "q025", "q975", "mode", "posterior_at", "top_models", "rhat", "ess",
         "rss_mb")
    )  # fmt: skip
    told = {
        "table": name,
        "method": method,
        "settings": {},
        "observed": _observed(table),
        **empty,
    }
    if method in BETWEEN_THREE_AND_MORE:
        text = f"{method} is not built yet; two lists can be estimated by {', '.join(METHODS)}."
        return {**told, "refused": text, "caveats": [], "cpu_s": 0.0}
    found = estimate_from_lists(_members(table), settings=Settings(method=method))
    return {
        **told,
        "settings": {"level": found.level},
        "median": found.total,
        "mean": found.total,
        "q025": found.low,
        "q975": found.high,
        "refused": found.refused,
        "caveats": [caveat.term for caveat in found.caveats],
        "cpu_s": round(time.process_time() - begun, 4),
    }


def _observed(table: Mapping[str, Any]) -> int:
    return sum(table["patterns"].values())


def _members(table: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return who stands on which list, people made up from the pattern counts."""
    size = len(next(iter(table["patterns"])))
    names = table.get("lists") or [f"list{n}" for n in range(size)]
    members: dict[str, set[str]] = {name: set() for name in names}
    for pattern, count in table["patterns"].items():
        for number in range(count):
            for name, mark in zip(names, pattern, strict=True):
                if mark == "1":
                    members[name].add(f"{pattern}-{number}")
    return members


if __name__ == "__main__":
    main()
