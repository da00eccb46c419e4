"""
Claims of our own sentences are found no worse than the floors say.

The sentences are invented. Those marked ``judging`` are never looked at while rules change.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sijill.extract import extract_claims
from sijill.extract.rules import make_extractor
from sijill.model import Reading

FOLDER = Path(__file__).parent
FLOORS = tomllib.loads((FOLDER / "own.toml").read_text(encoding="utf-8"))["extract"]
Facts = Counter[tuple[Any, ...]]


def load_rows(part: str) -> list[dict[str, Any]]:
    """Return the annotated sentences of one part."""
    text = (FOLDER / "own_claims.jsonl").read_text(encoding="utf-8")
    return [row for row in map(json.loads, text.splitlines()) if row["part"] == part]


def facts_of(row: dict[str, Any], *fields: str) -> Facts:
    """Return what a row says was done, by the fields asked for."""
    return Counter(tuple(claim[field] for field in fields) for claim in row["claims"])


def read_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return what the extractor says was done."""
    reading = Reading("r", row["text"], language="en")
    claims = extract_claims(reading, extractors=[make_extractor()])
    found = [
        {
            "violence": claim.violence,
            "kind": harm.kind,
            "low": harm.count.low,
            "high": harm.count.high,
            "status": harm.status,
        }
        for claim in claims
        for harm in claim.harms
    ]
    return {"text": row["text"], "claims": found}


def f1_of(rows: list[dict[str, Any]], *fields: str) -> tuple[float, list[str]]:
    """Return F1 over the facts of all rows, and the sentences that are not wholly right."""
    hits = told = wanted = 0
    wrong = []
    for row in rows:
        gold, found = facts_of(row, *fields), facts_of(read_row(row), *fields)
        hits += sum((gold & found).values())
        told, wanted = told + sum(found.values()), wanted + sum(gold.values())
        if gold != found:
            wrong.append(f"{row['text']} {dict(found)}")
    return 2 * hits / (told + wanted), wrong


@pytest.mark.parametrize("part", ["developing", "judging"])
@pytest.mark.parametrize(
    ("measure", "fields"),
    [
        ("count", ("kind", "low", "high")),
        ("violence", ("kind", "low", "high", "violence")),
        ("status", ("kind", "low", "high", "status")),
    ],
)
def test_claims_keep_their_floor(part: str, measure: str, fields: tuple[str, ...]) -> None:
    """
    The share of harms with the right number, and the right act or status, stays.
    """
    figure, wrong = f1_of(load_rows(part), *fields)

    assert figure >= FLOORS[part][measure], (figure, wrong)
