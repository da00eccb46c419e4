"""
Translate a benchmark's sentences into casualty claims.

``python bench/casualty.py --texts T.jsonl --out P.jsonl``
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from reading import load_rows, read_day, stream_claims

from sijill.model import Claim, Group, Harm, Reading, Span
from sijill.model.vocabulary import load_terms

EFFECTS = ("killed", "injured", "missing", "detained", "displaced", "abducted")
CATEGORIES = {
    "child": "children", "girl": "children", "boy": "children", "infant": "children",
    "woman": "women", "man": "men", "civilian": "civilians", "soldier": "soldiers",
    "police": "police", "fighter": "militants", "attacker": "militants",
    "combatant": "militants", "official": "officials", "foreigner": "foreigners",
    "journalist": "journalists", "aid_worker": "aid_workers", "peacekeeper": "peacekeepers",
}  # fmt: skip


def main() -> None:
    """Read texts, write the claims found in each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    rows = load_rows(given.texts)
    readings = [
        Reading(
            row["id"],
            row["text"],
            title=row.get("title"),
            language=row.get("language") or "en",
            published_on=read_day(row.get("date")),
        )
        for row in rows
    ]
    with given.out.open("w", encoding="utf-8") as out:
        for row, claims in stream_claims(rows, readings):
            told = [one for claim in claims for one in translate(claim)]
            print(json.dumps({"id": row["id"], "claims": told}), file=out)


def translate(claim: Claim) -> list[dict[str, Any]]:
    """Return one benchmark claim for each harm; none for an exclusion."""
    if not load_terms("violence")[claim.violence].counted:
        return []
    return [_harm(claim, harm) for harm in claim.harms if harm.kind in EFFECTS]


def _harm(claim: Claim, harm: Harm) -> dict[str, Any]:
    told: dict[str, Any] = {
        "effect": harm.kind,
        "count_min": harm.count.low,
        "count_max": harm.count.high,
        "qualifier": harm.count.qualifier,
        "victim_status": harm.status if harm.status != "mixed" else "unknown",
        "breakdown": [],
        "scope": claim.scope,
        "modality": claim.modality,
    }
    whole = harm.count.words
    told["breakdown"] = [
        _part(part) for part in harm.groups if part.count.words and part.count.words != whole
    ]
    _put(told, "count", harm.count.words or harm.words)
    _put(told, "victim", harm.words)
    _put(told, "place", claim.where[0].words if claim.where else None)
    _put(told, "date", claim.when.words if claim.when else None)
    _put(told, "perpetrator", claim.actors[0].words if claim.actors else None)
    _put(told, "weapon", claim.means[0].words if claim.means else None)
    _put(told, "attribution", claim.attribution.words if claim.attribution else None)
    return told


def _part(part: Group) -> dict[str, Any]:
    words = part.count.words
    assert words is not None
    return {
        "category": CATEGORIES.get(part.term, "other"),
        "count_min": part.count.low,
        "count_max": part.count.high,
        "text": words.text,
        "start": words.start,
    }


def _put(told: dict[str, Any], name: str, words: Span | None) -> None:
    if words:
        told[f"{name}_text"], told[f"{name}_start"] = words.text, words.start


if __name__ == "__main__":
    main()
