"""
Translate a benchmark's articles into incidents with their documents, and answer questions.

``python bench/linking.py --texts T.jsonl --out P.jsonl``
``python bench/linking.py --texts T.jsonl --questions Q.jsonl --out A.jsonl``
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from questions import answer_question
from reading import load_rows, read_day, stream_claims

from sijill.link import Settings, cluster_claims
from sijill.model import Claim, Incident, Reading
from sijill.reconcile import Settings as ReconcileSettings
from sijill.reconcile import reconcile_clusters


def main() -> None:
    """Read articles; write incidents, or answers to questions about them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    rows = load_rows(given.texts)
    readings = [
        Reading(
            row["doc_id"],
            row["text"],
            title=row.get("title"),
            language="en",
            published_on=read_day(row.get("publication_date")),
            source=row.get("publisher"),
            url=row.get("source_url"),
        )
        for row in rows
    ]
    by_doc = {row["doc_id"]: claims for row, claims in stream_claims(rows, readings)}
    incidents = make_incidents(by_doc)
    with given.out.open("w", encoding="utf-8") as out:
        if given.questions:
            for question in load_rows(given.questions):
                print(json.dumps(answer_question(question, incidents)), file=out)
        else:
            for item in incidents:
                print(json.dumps(item), file=out)


def make_incidents(by_doc: dict[str, tuple[Claim, ...]]) -> list[dict[str, Any]]:
    """
    Return incidents, each with its documents: a document belongs to the incident of its
    first claim of harm, and one without stands alone.
    """
    claims = [claim for found in by_doc.values() for claim in found]
    clusters = cluster_claims(claims, settings=Settings())
    found = reconcile_clusters(claims, clusters, settings=ReconcileSettings())
    main_claim = {doc: _main(items) for doc, items in by_doc.items()}
    incident_of = {claim: item for item in found.incidents for claim in item.claims}
    docs: dict[str, list[str]] = {}
    named: dict[str, Incident | None] = {}
    for doc, claim in main_claim.items():
        item = incident_of.get(claim.id) if claim else None
        key = item.id if item else f"alone-{doc}"
        docs.setdefault(key, []).append(doc)
        named[key] = item
    return [_form(key, docs[key], named[key]) for key in docs]


def _main(claims: tuple[Claim, ...]) -> Claim | None:
    """Return the claim that a document is about: its first that founds an incident."""
    founding = [
        c for c in claims if c.scope == "incident" and c.modality in ("asserted", "alleged")
    ]
    harmed = [c for c in founding if any(h.kind in ("killed", "injured") for h in c.harms)]
    return next(iter(harmed or founding), None)


def _form(key: str, docs: list[str], item: Incident | None) -> dict[str, Any]:
    where = item.where if item else None
    when = item.when.earliest if item and item.when else None
    return {
        "incident_id": key,
        "doc_ids": docs,
        "date": when.isoformat() if when else None,
        "lat": where.latitude if where else None,
        "lon": where.longitude if where else None,
        "place": where.name if where else None,
        "admin1": where.admin1 if where else None,
        "killed": _count(item, "killed"),
        "injured": _count(item, "injured"),
    }


def _count(item: Incident | None, kind: str) -> dict[str, int]:
    """Return the range of a kind, nobody when no claim names it: the record's own codebook."""
    lines = [harm for harm in item.harms if harm.kind == kind] if item else []
    low = sum(harm.low or 0 for harm in lines)
    high = sum(harm.high if harm.high is not None else (harm.low or 0) for harm in lines)
    best = sum(harm.best.get("ucdp", harm.low or 0) for harm in lines)
    return {"low": low, "best": best, "high": max(high, best)}


if __name__ == "__main__":
    main()
