"""
Translate a benchmark's texts into time expressions with TIMEX3 values.

``python bench/temporal.py --texts T.jsonl --out P.jsonl``
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from sijill.errors import RefusedError
from sijill.model import Reading
from sijill.resolve.mentions import resolve_mentions


def main() -> None:
    """Read texts, write the expressions found in each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    unsupported: set[str] = set()
    with (
        given.texts.open(encoding="utf-8") as texts,
        given.out.open("w", encoding="utf-8") as out,
    ):
        for line in filter(str.strip, texts):
            print(json.dumps(translate(json.loads(line), unsupported)), file=out)
    for language in sorted(unsupported):
        print(
            f"Language {language} has no date words yet; its lists are empty.", file=sys.stderr
        )


def translate(row: dict[str, str], unsupported: set[str]) -> dict[str, object]:
    """Return the prediction for one text."""
    published = date.fromisoformat(row["dct"][:10]) if row.get("dct") else None
    language = row.get("language") or "en"
    reading = Reading(row["doc_id"], row["text"], language=language, published_on=published)
    try:
        found = resolve_mentions(reading, gazetteer=None, actors=None)["dates"]
    except RefusedError:
        unsupported.add(language)
        found = []
    timexes = [{"start": item["start"], "end": item["end"], **item["timex"]} for item in found]
    return {"doc_id": row["doc_id"], "timexes": timexes}


if __name__ == "__main__":
    main()
