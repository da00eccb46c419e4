"""
Look up a benchmark's place names, Latin and native, in the bundled gazetteer.

``python bench/gazetteer.py --names N.jsonl --out P.jsonl``
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sijill.resolve import Entry, Gazetteer, open_gazetteer


def main() -> None:
    """Read names, write the place that each was resolved to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    gazetteer = open_gazetteer()
    with (
        given.names.open(encoding="utf-8") as names,
        given.out.open("w", encoding="utf-8") as out,
    ):
        for line in filter(str.strip, names):
            row = json.loads(line)
            entry = best_entry(gazetteer, row["name"], row.get("country"))
            native = best_entry(gazetteer, row["native_name"], row.get("country"))
            found = {"id": row.get("id"), **translate(entry), "native": translate(native)}
            print(json.dumps(found), file=out)


def best_entry(gazetteer: Gazetteer, name: str, country: str | None) -> Entry | None:
    """Return the largest best-fitting place of the name in the country."""
    found = [e for e in gazetteer.find_places(name) if country is None or e.country == country]
    return found[0] if found else None


def translate(entry: Entry | None) -> dict[str, object]:
    """Return one answer in the benchmark's form."""
    return {
        "gazetteer_id": entry.ref if entry else None,
        "latitude": entry.latitude if entry else None,
        "longitude": entry.longitude if entry else None,
    }


if __name__ == "__main__":
    main()
