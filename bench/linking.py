"""
Translate a benchmark's articles into incidents with counts, or answer questions about them.

``python bench/linking.py --texts T.jsonl [--questions Q.jsonl] --out P.jsonl``
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from foremost import Told, share_out
from questions import answer, find_place

from sijill.errors import RefusedError
from sijill.extract import extract_claims
from sijill.extract.rules import make_extractor
from sijill.link import Settings as LinkSettings
from sijill.link import cluster_claims, count_words, load_weights
from sijill.model import Claim, Incident, Reading
from sijill.read.dateline import read_dateline
from sijill.read.headline import head_text
from sijill.reconcile import Settings as ReconcileSettings
from sijill.reconcile import reconcile_clusters
from sijill.resolve import Settings as ResolveSettings
from sijill.resolve import load_actors, open_gazetteer, resolve_claim
from sijill.resolve.sources import load_sources

Row = dict[str, Any]


def main() -> None:
    """Read articles, write incidents or answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    rows = list(read_rows(given.texts))
    found = main_incidents(rows)
    with given.out.open("w", encoding="utf-8") as out:
        if given.questions is None:
            lines: Iterable[Row] = [translate(told) for told in found]
        else:
            places = find_place()
            told = [(item, translate(item)) for item in found]
            lines = [answer(ask, told, places) for ask in read_rows(given.questions)]
        for line in lines:
            print(json.dumps(line), file=out)


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            yield json.loads(line)


def main_incidents(rows: Sequence[Row]) -> list[Told]:
    """Return each incident that is some document's foremost one."""
    claims = read_claims(rows)
    weights = replace(load_weights(), rarity=count_words(claims))  # as `link --train` counts
    clusters = cluster_claims(claims, settings=LinkSettings(), weights=weights)
    made = reconcile_clusters(claims, clusters, settings=ReconcileSettings())
    return share_out(made.incidents, {claim.id: claim for claim in claims})


def read_claims(rows: Sequence[Row]) -> list[Claim]:
    """Return the resolved claims of all articles; says on standard error how far it is."""
    extractor, gazetteer, actors = make_extractor(), open_gazetteer(), load_actors()
    settings, sources, refused, claims = ResolveSettings(), load_sources(), 0, []
    for number, row in enumerate(rows, 1):
        try:
            found = extract_claims(make_reading(row), extractors=(extractor,))
        except RefusedError:
            refused += 1
            continue
        claims += [
            resolve_claim(
                c, gazetteer=gazetteer, actors=actors, settings=settings, sources=sources
            )
            for c in found
        ]
        if number % 200 == 0:
            print(f"{number} of {len(rows)} articles read", file=sys.stderr)
    if refused:
        print(f"{refused} articles were refused and hold no claims.", file=sys.stderr)
    return claims


def make_reading(row: Row) -> Reading:
    """Return an article as a reading."""
    day = row.get("publication_date")
    line = read_dateline(row["text"])
    return Reading(
        row["doc_id"],
        head_text(row["text"], row.get("title")),
        title=row.get("title"),
        language="en",
        published_on=date.fromisoformat(day[:10]) if day else None,
        source=row.get("publisher"),
        url=row.get("source_url"),
        dateline=line.place if line else None,
        document_id=row["doc_id"],
    )


def translate(told: Told) -> Row:
    """Return one incident in the benchmark's form."""
    when, where = told.incident.when, told.incident.where
    day = when and (when.earliest or when.latest)
    return {
        "incident_id": told.incident.id,
        "doc_ids": list(told.documents),
        "date": day.isoformat() if day else None,
        "lat": where.latitude if where else None,
        "lon": where.longitude if where else None,
        **count_likely(told.incident),
    }


def count_likely(incident: Incident) -> dict[str, dict[str, int]]:
    """Return the dead and the hurt as the record itself has them."""
    found = {one.kind: one for one in incident.likely}
    return {
        kind: {"low": one.low, "best": one.best, "high": one.high}
        if (one := found.get(kind))
        else dict.fromkeys(("low", "best", "high"), 0)
        for kind in ("killed", "injured")
    }


if __name__ == "__main__":
    main()
