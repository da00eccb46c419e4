"""
Time `sijill extract`, and `sijill resolve` over what it finds; one JSON object on standard
output.

``python bench/speed_ours.py T.jsonl WORKERS``; 0 workers: all cores.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from reading import load_rows

from sijill.flow.filtering import extract_lines, resolve_lines
from sijill.model.form import json_line


def main() -> None:
    """Read once to warm up, then read again by the clock."""
    rows = load_rows(Path(sys.argv[1]))
    workers = int(sys.argv[2]) or None
    lines = [json.dumps(_reading(n, row)) for n, row in enumerate(rows)]
    extract_lines(lines[:40], _drop, _drop, workers=1)
    claims: list[Any] = []
    begun, cpu = time.perf_counter(), time.process_time()
    extract_lines(lines, claims.append, _drop, workers=workers)
    seconds, extracting = time.perf_counter() - begun, time.process_time() - cpu
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
                **(_resolve(claims, extracting) if workers == 1 else {}),
            }
        )
    )


def _resolve(claims: list[Any], extracting: float) -> dict[str, float]:
    """Return what resolving the claims costs, in CPU time, by what extracting them did."""
    lines = [json_line(claim) for claim in claims]
    resolve_lines(lines[:5], _drop, _drop, workers=1)
    cpu = time.process_time()
    resolve_lines(lines, _drop, _drop, workers=1)
    return {"resolve_per_extract": (time.process_time() - cpu) / extracting}


def _reading(number: int, row: dict[str, str]) -> dict[str, str]:
    return {"id": str(number), "text": row["text"], "language": "en"}


def _drop(_record: object) -> None:
    pass


if __name__ == "__main__":
    main()
