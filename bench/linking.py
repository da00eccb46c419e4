"""
Translate a benchmark's articles into incidents with counts, or answer questions about them.

``python bench/linking.py --texts T.jsonl [--questions Q.jsonl] --out P.jsonl``
"""

from __future__ import annotations

import argparse
import calendar
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from foremost import Told, share_out
from likeliest import credible_readings, weigh_claims

from sijill.errors import RefusedError
from sijill.extract import extract_claims
from sijill.extract.rules import make_extractor
from sijill.link import Settings as LinkSettings
from sijill.link import cluster_claims, count_words, load_weights
from sijill.model import Claim, Place, Reading
from sijill.read.headline import head_text
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
            lines: Iterable[Row] = [translate(told) for told in found]
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
        head_text(row["text"], row.get("title")),
        title=row.get("title"),
        language="en",
        published_on=date.fromisoformat(day[:10]) if day else None,
        source=row.get("publisher"),
        url=row.get("source_url"),
        document_id=row["doc_id"],
    )


def translate(told: Told) -> Row:
    """Return one incident in the benchmark's form."""
    when, where = told.incident.when, told.incident.where
    day = when and (when.earliest or when.latest)
    said = weigh_claims(told.beside, frozenset(told.incident.claims))
    best, credible = credible_readings(said)
    return {
        "incident_id": told.incident.id,
        "doc_ids": list(told.documents),
        "date": day.isoformat() if day else None,
        "lat": where.latitude if where else None,
        "lon": where.longitude if where else None,
        "killed": spread(best[0], [died for died, _ in credible]),
        "injured": spread(best[1], [hurt for _, hurt in credible]),
    }


def spread(best: int, credible: Sequence[int]) -> dict[str, int]:
    """Return a number and the range of those that are credible beside it."""
    return {"low": min(credible), "best": best, "high": max(credible)}


def find_place() -> Callable[[str], Place | None]:
    """Return a look-up from a question's address of a place to the place."""
    gazetteer = open_gazetteer()

    def look_up(address: str) -> Place | None:
        words = unquote(address).rsplit("/", 1)[-1].replace("_", " ")
        name, _, area = words.partition(",")
        found = [e for e in gazetteer.find_places(name.strip()) if e.country == "US"]
        areas = {e.admin1 for e in gazetteer.find_places(area.strip()) if area.strip()}
        areas |= set() if area.strip() else {name.strip()}  # "Florida" is the state
        best = next((e for e in found if e.admin1 in areas), found[0] if found else None)
        if best is None:
            return None
        return Place(name=best.name, latitude=best.latitude, longitude=best.longitude,
                     uncertainty_km=1.0, precision="exact", admin1=best.admin1)  # fmt: skip

    return look_up


def answer(ask: Row, found: Sequence[Told], places: Callable[[str], Place | None]) -> Row:
    """Return how many incidents meet a question's constraints, and the articles on them."""
    kind = HARM_OF_EVENT.get(ask["event_type"], "killed")
    days = window(ask.get("time") or {})
    spot = {level: places(str(name)) for level, name in (ask.get("location") or {}).items()}
    met = [
        told
        for told in found
        if translate(told)[kind]["best"] > 0
        and is_during(told, days)
        and all(
            is_at(where_told(told), level, place) or is_told(told, level, place, places)
            for level, place in spot.items()
        )
        and is_named(told, ask.get("participant") or {})
    ]
    documents = sorted({name for told in met for name in told.documents})
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


def is_during(told: Told, days: tuple[date, date] | None) -> bool:
    """
    Say whether an incident's days fall into a window, by their middle.

    The day of its first report stands in where no words tell the day.
    """
    if days is None:
        return True
    when = told.incident.when
    if when is None or not (when.earliest or when.latest):
        own = (c for c in told.claims if c.id in told.incident.claims)
        reported = [c.reported.on for c in own if c.reported.on]
        return bool(reported) and days[0] <= min(reported) <= days[1]
    first = when.earliest or when.latest or date.min
    last = when.latest or first
    return days[0] <= first + timedelta(days=(last - first).days // 2) <= days[1]


def where_told(told: Told) -> list[Place]:
    """
    Return where an incident was, as its articles have it.

    The incident's own place counts if it lies in the state that the articles name most.
    """
    own = told.incident.where
    context = {claim.document_id: claim.context.places for claim in told.claims}
    named = [place for places in context.values() for place in places]
    named += [place for claim in told.claims for place in claim.where]
    found = [place for place in (own, *named) if place and place.admin1 and place.is_resolved]
    states = Counter(place.admin1 for place in found)
    if not states:
        return []
    best = max(sorted(states, key=str), key=lambda name: states[name])
    inside = [place for place in found if place.admin1 == best]
    towns = [place for place in inside if (place.uncertainty_km or 0.0) <= NEAR_KM]
    return [own] if own in towns else (towns or inside)[:1]


def is_at(found: Sequence[Place], level: str, place: Place | None) -> bool:
    """Say whether one of the places lies in a state, or near enough to a city."""
    return place is not None and any(is_inside(one, level, place) for one in found)


def is_told(
    told: Told, level: str, place: Place | None, places: Callable[[str], Place | None]
) -> bool:
    """Say whether the articles' commonest names of places tell it, where none is resolved."""
    if place is None or any(one.country == "US" for one in where_told(told)):
        return False
    names = Counter(item.name for c in told.claims for item in c.context.places if item.name)
    found = [spot for name, _ in names.most_common(8) if (spot := places(name))]
    return any(is_inside(one, level, place) for one in found)


def is_inside(one: Place, level: str, place: Place) -> bool:
    """Say whether a place lies in a state, or near enough to a city."""
    if level == "state":
        return one.admin1 == place.admin1
    north = ((one.latitude or 0.0) - (place.latitude or 0.0)) * 111.2
    east = ((one.longitude or 0.0) - (place.longitude or 0.0)) * 90.0
    return north**2 + east**2 <= NEAR_KM**2


def is_named(told: Told, wanted: Row) -> bool:
    """Say whether the words of the articles' claims hold the name that a question asks for."""
    if not wanted:
        return True
    text = " ".join(span.text for claim in told.claims for span in claim.evidence).casefold()
    return all(str(name).casefold() in text for name in wanted.values())


if __name__ == "__main__":
    main()
