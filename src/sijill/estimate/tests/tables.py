"""
Public capture-pattern tables, and what the R packages make of them.

Facts, worked out with dga 2.0.2, LCMCR 0.4.14 and Rcapture 1.4-4 under R 4.2.2. Each table
names the package or the data set it is published in.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sijill.estimate import PatternTable, estimate_population

FACTS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "reference.json").read_text(encoding="utf-8")
)

estimate: Any = estimate_population  # tests read fields that a refusal has not


def table_of(name: str) -> PatternTable:
    """Return one public table."""
    body = FACTS["tables"][name]
    return PatternTable.of(body["lists"], body["patterns"])
