"""
Translate a benchmark's texts into place names with coordinates.

``python bench/geo.py --texts T.jsonl --out P.jsonl``
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sijill.model import Reading
from sijill.resolve import load_actors, open_gazetteer, resolve_mentions


def main() -> None:
    """Read texts, write the places found in each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    gazetteer, actors = open_gazetteer(), load_actors()
    with (
        given.texts.open(encoding="utf-8") as texts,
        given.out.open("w", encoding="utf-8") as out,
    ):
        for line in filter(str.strip, texts):
            row = json.loads(line)
            reading = Reading(row["doc_id"], row["text"], language="en")
            found = resolve_mentions(reading, gazetteer=gazetteer, actors=actors)["places"]
            print(
                json.dumps(
                    {"doc_id": row["doc_id"], "toponyms": [translate(p) for p in found]}
                ),
                file=out,
            )


def translate(place: dict[str, object]) -> dict[str, object]:
    """Return one place in the benchmark's form."""
    ref = str(place["gazetteer_id"] or "")
    return {
        "start": place["start"],
        "end": place["end"],
        "lat": place["latitude"],
        "lon": place["longitude"],
        "geonameid": ref.removeprefix("geonames:") if ref.startswith("geonames:") else None,
        "uncertainty_km": place["uncertainty_km"],
        "precision": place["precision"],
    }


if __name__ == "__main__":
    main()
