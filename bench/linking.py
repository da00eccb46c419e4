"""
Translate a benchmark's articles into incidents with counts, or answer questions about them.

``python bench/linking.py --texts T.jsonl [--questions Q.jsonl] --out P.jsonl``
"""

from __future__ import annotations

import argparse
import calendar
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sijill.errors import RefusedError
from sijill.extract import extract_claims
from sijill.extract.rules import make_extractor
from sijill.link import Settings as LinkSettings
from sijill.link import cluster_claims
from sijill.model import Claim, HarmRange, Incident, Place, Reading
from sijill.reconcile import Settings as ReconcileSettings
from sijill.reconcile import reconcile_clusters
from sijill.resolve import Settings as ResolveSettings
from sijill.resolve import load_actors, open_gazetteer, resolve_claim

NEAR_KM = 60.0
HARM_OF_EVENT = {"killing": "killed", "injuring": "injured"}
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
            lines: Iterable[Row] = [translate(*item) for item in found]
        else:
            places = find_place()
            lines = [answer(ask, found, places) for ask in read_rows(given.questions)]
        for line in lines:
            print(json.dumps(line), file=out)


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            yield json.loads(line)


def main_incidents(rows: Sequence[Row]) -> list[tuple[Incident, list[str]]]:
    """Return each incident with the documents whose foremost incident it is."""
    claims = read_claims(rows)
    clusters = cluster_claims(claims, settings=LinkSettings())
    made = reconcile_clusters(claims, clusters, settings=ReconcileSettings())
    by_id = {claim.id: claim for claim in claims}
    spoken: dict[str, list[Incident]] = defaultdict(list)
    for incident in made.incidents:
        for name in sorted({by_id[c].document_id or "" for c in incident.claims}):
            spoken[name].append(incident)
    first: dict[str, list[str]] = defaultdict(list)
    for name, incidents in spoken.items():
        foremost = min(incidents, key=lambda one: rank(one, name, by_id))
        first[foremost.id].append(name)
    return [(one, sorted(first[one.id])) for one in made.incidents if one.id in first]


def rank(incident: Incident, name: str, by_id: dict[str, Claim]) -> tuple[object, ...]:
    """Return how far back an incident stands in a document: harm and first words lead."""
    mine = [by_id[c] for c in incident.claims if by_id[c].document_id == name]
    starts = [span.start for claim in mine for span in claim.evidence]
    hurts = any(h.kind in ("killed", "injured") for h in incident.harms)
    return not hurts, incident.when is None, min(starts, default=0), incident.id


def read_claims(rows: Sequence[Row]) -> list[Claim]:
    """Return the resolved claims of all articles; says on standard error how far it is."""
    extractor, gazetteer, actors = make_extractor(), open_gazetteer(), load_actors()
    settings, refused, claims = ResolveSettings(), 0, []
    for number, row in enumerate(rows, 1):
        try:
            found = extract_claims(make_reading(row), extractors=(extractor,))
        except RefusedError:
            refused += 1
            continue
        claims += [
            resolve_claim(c, gazetteer=gazetteer, actors=actors, settings=settings)
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
    return Reading(
        row["doc_id"],
        row["text"],
        title=row.get("title"),
        language="en",
        published_on=date.fromisoformat(day[:10]) if day else None,
        source=row.get("publisher"),
        url=row.get("source_url"),
        document_id=row["doc_id"],
    )


def translate(incident: Incident, documents: list[str]) -> Row:
    """Return one incident in the benchmark's form."""
    when, where = incident.when, incident.where
    day = when and (when.earliest or when.latest)
    return {
        "incident_id": incident.id,
        "doc_ids": documents,
        "date": day.isoformat() if day else None,
        "lat": where.latitude if where else None,
        "lon": where.longitude if where else None,
        "killed": count(incident.harms, "killed"),
        "injured": count(incident.harms, "injured"),
    }


def count(lines: Sequence[HarmRange], kind: str) -> dict[str, int | None] | int:
    """Return everybody's number of one kind; a harm that no claim names is 0 here."""
    mine = [line for line in lines if line.kind == kind]
    if not mine:
        return 0
    lows = [line.low for line in mine if line.low is not None]
    highs = [line.high for line in mine if line.high is not None]
    low = sum(lows) if lows else 1
    high = max(low, sum(highs)) if len(highs) == len(mine) else None
    top = low if high is None else high
    return {"low": low, "best": low, "high": top}


def find_place() -> Callable[[str], Place | None]:
    """Return a look-up from a question's address of a place to the place."""
    gazetteer = open_gazetteer()

    def look_up(address: str) -> Place | None:
        words = unquote(address).rsplit("/", 1)[-1].replace("_", " ")
        name, _, area = words.partition(",")
        found = [e for e in gazetteer.find_places(name.strip()) if e.country == "US"]
        areas = {e.admin1 for e in gazetteer.find_places(area.strip()) if area.strip()}
        best = next((e for e in found if e.admin1 in areas), found[0] if found else None)
        if best is None:
            return None
        return Place(name=best.name, latitude=best.latitude, longitude=best.longitude,
                     uncertainty_km=1.0, precision="exact", admin1=best.admin1)  # fmt: skip

    return look_up


def answer(
    ask: Row, found: list[tuple[Incident, list[str]]], places: Callable[[str], Place | None]
) -> Row:
    """Return how many incidents meet a question's constraints, and the articles on them."""
    kind = HARM_OF_EVENT.get(ask["event_type"], "killed")
    days = window(ask.get("time") or {})
    spot = {level: places(str(name)) for level, name in (ask.get("location") or {}).items()}
    met = [
        (one, names)
        for one, names in found
        if any(line.kind == kind for line in one.harms)
        and is_during(one, days)
        and all(is_at(one, level, place) for level, place in spot.items())
    ]
    documents = sorted({name for _, names in met for name in names})
    return {"question_id": ask["question_id"], "answer": len(met), "docs": documents}


def window(time: Row) -> tuple[date, date] | None:
    """Return the days that a question asks about; ``None``: any."""
    parts = [int(p) for word in list(time.values())[:1] for p in str(word).split("/")]
    if not parts:
        return None
    year, month = parts[-1], parts[-2] if len(parts) > 1 else None
    day = parts[0] if len(parts) > 2 else None
    last = calendar.monthrange(year, month or 12)[1]
    return date(year, month or 1, day or 1), date(year, month or 12, day or last)


def is_during(incident: Incident, days: tuple[date, date] | None) -> bool:
    """Say whether an incident's days fall into a window, by their middle."""
    when = incident.when
    if days is None:
        return True
    if when is None or not (when.earliest or when.latest):
        return False
    first = when.earliest or when.latest or date.min
    last = when.latest or first
    return days[0] <= first + timedelta(days=(last - first).days // 2) <= days[1]


def is_at(incident: Incident, level: str, place: Place | None) -> bool:
    """Say whether an incident lies in a state, or near enough to a city."""
    where = incident.where
    if place is None or where is None or where.latitude is None or where.longitude is None:
        return False
    if level == "state":
        return where.admin1 is not None and where.admin1 == place.admin1
    north = (where.latitude - (place.latitude or 0.0)) * 111.2
    east = (where.longitude - (place.longitude or 0.0)) * 90.0
    return north**2 + east**2 <= NEAR_KM**2


if __name__ == "__main__":
    main()
