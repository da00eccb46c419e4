"""
What the benchmark scripts share: texts in, claims out, over all cores.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sijill.flow.extracting import extract_many
from sijill.model import Claim, Reading
from sijill.resolve.settings import Settings


def load_rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_day(value: object) -> date | None:
    """Return the day of an ISO date, or ``None``."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def stream_claims(
    rows: list[dict[str, Any]], readings: list[Reading]
) -> Iterator[tuple[dict[str, Any], tuple[Claim, ...]]]:
    """Yield each row with the resolved claims of its reading, in order."""
    groups = ((reading,) for reading in readings)
    for row, found in zip(rows, extract_many(groups, Settings()), strict=True):
        for refusal in found.refusals:
            print(f"{refusal.id}: {refusal.text}", file=sys.stderr)
        yield row, found.claims
