"""
Time `sijill extract` over a file of texts; one JSON object on standard output.

``python bench/speed_ours.py T.jsonl WORKERS``; 0 workers: all cores.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from reading import load_rows

from sijill.flow.filtering import extract_lines


def main() -> None:
    """Read once to warm up, then read again by the clock."""
    rows = load_rows(Path(sys.argv[1]))
    workers = int(sys.argv[2]) or None
    lines = [json.dumps(_reading(n, row)) for n, row in enumerate(rows)]
    extract_lines(lines[:40], _drop, _drop, workers=1)
    begun = time.perf_counter()
    extract_lines(lines, _drop, _drop, workers=workers)
    seconds = time.perf_counter() - begun
    words = sum(len(row["text"].split()) for row in rows)
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        json.dumps(
            {
                "words_per_s": words / seconds,
                "docs_per_s": len(rows) / seconds,
                "peak_mb": peak / 1024,
            }
        )
    )


def _reading(number: int, row: dict[str, str]) -> dict[str, str]:
    return {"id": str(number), "text": row["text"], "language": "en"}


def _drop(_record: object) -> None:
    pass


if __name__ == "__main__":
    main()
