"""
A record of many claims and incidents, left as a run would leave it, to measure pages on.

``python bench/webrecord.py FOLDER [--claims 100000]``. Claims are generated with the incident
that each is of; they are joined by that truth, reconciled and indexed by the product, and
written with their readings, originals and register, so that every page has what it needs.
"""

from __future__ import annotations

import argparse
import hashlib
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from random import Random

from sijill.flow.indexing import Indexable, index_all
from sijill.flow.recording import RecordLayout, init_record, open_record
from sijill.flow.settings import load_settings
from sijill.model import (
    Claim,
    Cluster,
    Count,
    CustodyEntry,
    DateRange,
    Document,
    Harm,
    Incident,
    Link,
    Place,
    Reading,
    Span,
    Summary,
    VictimName,
)
from sijill.model.form import to_json
from sijill.model.ids import cluster_id
from sijill.reconcile import reconcile_clusters
from sijill.review import identify_incidents
from sijill.store import open_store
from sijill.testing.claims import make_claims

SEED = 1
AT = "2026-01-01T00:00:00Z"
_NAMED_SHARE = 0.05  # of claims that name somebody harmed
_SUM_SHARE = 0.01  # claims that sum up a region's month, as a share of all
_NEAR_SHARE = 0.05  # incidents that lie near another
_BATCH = 2000
Told = tuple[Claim, str]


def main() -> None:
    """Make the record that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    given = parser.parse_args()
    make_record(given.folder, given.claims)


def make_record(folder: Path, claims: int) -> RecordLayout:
    """Return the layout of a new record of about *claims* generated claims."""
    start = time.perf_counter()
    layout = open_record(init_record(folder))
    random = Random(f"{SEED}/record")
    readings: list[Reading] = []
    told: list[Told] = []
    pairs = make_claims(SEED, claims)
    for _, group in groupby(pairs, key=lambda pair: pair[0].document_id):
        reading, found = write_document(random, list(group))
        readings.append(reading)
        told.extend(found)
    _say(start, f"{len(told):,} claims in {len(readings):,} documents")
    save_originals(layout, readings)
    _say(start, "originals and custody")
    sums = list(sum_up(random, told, round(claims * _SUM_SHARE)))
    save_derived(layout, readings, told, sums, random)
    _say(start, "incidents and rows")
    return layout


def _say(start: float, what: str) -> None:
    print(f"{time.perf_counter() - start:7.1f} s  {what}", flush=True)


def write_document(random: Random, told: Sequence[Told]) -> tuple[Reading, list[Told]]:
    """Return a document's reading, and its claims with their spans in it."""
    parts: list[str] = []
    moved: list[Told] = []
    at = 0
    reported = told[0][0].reported
    for claim, truth in told:
        words = claim.evidence[0].text
        named = random.random() < _NAMED_SHARE and bool(claim.harms)
        name = f"Person {random.randrange(10_000)}" if named else None
        text = f"{words}, among them {name}" if name else words
        moved.append((_move(claim, text, at, name), truth))
        parts.append(text + ".")
        at += len(text) + 2
    first = told[0][0]
    place = first.where[0].name if first.where else "the region"
    title = f"{first.violence.replace('_', ' ').capitalize()} in {place}"
    body = " ".join(parts)
    digest = hashlib.sha256(body.encode()).hexdigest()
    reading = Reading(
        digest, body, title, "en", reported.on, "metadata", reported.by, document_id=digest,
        reader="generated.v1",
    )  # fmt: skip
    return reading, [
        (replace(one, document_id=digest, reported=replace(one.reported, title=title)), truth)
        for one, truth in moved
    ]


def _move(claim: Claim, text: str, at: int, name: str | None) -> Claim:
    harms = list(claim.harms)
    if name:
        start = at + len(text) - len(name)
        span = Span(start, start + len(name), name)
        harms[0] = replace(harms[0], names=(VictimName(span, name),))
    doubt = 0.5 + 0.5 * (int(hashlib.sha256(text.encode()).hexdigest()[:6], 16) / 0xFFFFFF)
    return replace(
        claim, evidence=(Span(at, at + len(text), text),), harms=tuple(harms),
        confidence=round(doubt, 3),
    )  # fmt: skip


def sum_up(random: Random, told: Sequence[Told], n: int) -> Iterator[Claim]:
    """Yield claims that give the sum of a region's month."""
    placed = [claim for claim, _ in told if claim.where and claim.when]
    for number, claim in enumerate(random.sample(placed, min(n, len(placed)))):
        where = claim.where[0]
        first = (claim.when.earliest if claim.when else None) or date(2020, 1, 1)
        first = first.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        area = Place(
            None, where.admin1, f"x:{where.admin1}", where.admin1, where.country,
            where.latitude, where.longitude, 80.0, "admin1",
        )  # fmt: skip
        people = random.randrange(5, 200)
        yield replace(
            claim, id=f"c-sum-{number:06}", violence="attack", scope="aggregate",
            when=DateRange(None, first, last, "month"), where=(area,), damages=(),
            harms=(Harm("killed", Count(people, people)),),
        )  # fmt: skip


def save_originals(layout: RecordLayout, readings: Sequence[Reading]) -> None:
    """Write each document's bytes into the vault, unsynced, and its line of custody."""
    lines = []
    for reading in readings:
        data = reading.text.encode()
        path = layout.vault.path_of(reading.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        document = Document(
            reading.id, len(data), "text/plain", None, f"{reading.id[:8]}.txt", reading.source,
            reading.published_on, "by_hand", reading.title,
        )  # fmt: skip
        entry = CustodyEntry(
            0, AT, "bench", "captured", "file", reading.id, len(data), "text/plain",
            f"{reading.id[:8]}.txt", document=to_json(document),
        )  # fmt: skip
        lines.append(to_json(entry))
    layout.custody.save_entries(lines)


def save_derived(
    layout: RecordLayout,
    readings: Sequence[Reading],
    told: Sequence[Told],
    sums: Sequence[Claim],
    random: Random,
) -> None:
    """Reconcile, name and index what was generated, and write it."""
    claims = [*(claim for claim, _ in told), *sums]
    clusters = join_by_truth(told, random)
    settings = load_settings(layout.settings)
    found = reconcile_clusters(claims, clusters, settings=settings.reconcile)
    named = name_incidents(layout, claims, found.incidents, found.summaries)
    incidents = [item for item in named if isinstance(item, Incident)]
    summaries = [item for item in named if isinstance(item, Summary)]
    with open_store(layout.derived) as store:
        for first in range(0, len(readings), _BATCH):
            part = readings[first : first + _BATCH]
            store.save_steps("read", [(one.id, "made", [one]) for one in part])
        groups = groupby(claims[: len(told)], key=lambda claim: claim.document_id)
        by_document = {key: list(group) for key, group in groups}
        for claim in sums:
            by_document[claim.document_id].append(claim)
        store.save_steps("claims", [(key, "made", part) for key, part in by_document.items()])
        near = near_pairs(incidents, random)
        made = Indexable(claims, clusters, incidents, summaries, near=near)
        records = (*clusters, *incidents, *summaries)
        store.save_step("incidents", "all", "made", records, rows=index_all(store, made))


def join_by_truth(told: Sequence[Told], random: Random) -> list[Cluster]:
    """Return a cluster for each true incident, with a doubt drawn for it."""
    members: dict[str, list[str]] = {}
    for claim, truth in told:
        members.setdefault(truth, []).append(claim.id)
    clusters = []
    for ids in members.values():
        ids.sort()
        doubt = round(random.uniform(0.6, 1.0), 4)
        weakest = Link((ids[0], ids[1]), round(doubt * 0.9, 4)) if len(ids) > 1 else None
        held = doubt if weakest else 1.0
        clusters.append(Cluster(cluster_id(tuple(ids)), tuple(ids), held, weakest))
    return clusters


def near_pairs(incidents: Sequence[Incident], random: Random) -> list[Link]:
    """Return likenesses between incidents, as linking would find them below its bar."""
    links = []
    for _ in range(round(len(incidents) * _NEAR_SHARE)):
        one, two = random.sample(range(len(incidents)), 2)
        left, right = sorted((incidents[one].claims[0], incidents[two].claims[0]))
        links.append(Link((left, right), round(random.uniform(0.27, 0.5), 4)))
    return list({link.claims: link for link in links}.values())


def name_incidents(
    layout: RecordLayout,
    claims: Sequence[Claim],
    incidents: Sequence[Incident],
    summaries: Sequence[Summary],
) -> list[Incident | Summary]:
    """Return incidents and sums with ids from the register, which is written."""
    by_id = {claim.id: claim for claim in claims}
    members = {item.id: [by_id[key] for key in item.claims] for item in incidents}
    given = identify_incidents(members, (), mint=lambda: f"i-{uuid.uuid4().hex}", at=AT)
    layout.identities.save_entries([to_json(line) for line in given.new])
    ids = given.id_by_incident
    return [
        *(replace(item, id=ids[item.id]) for item in incidents),
        *(
            replace(
                item,
                incidents=tuple(sorted(ids[key] for key in item.incidents)),
                possible=tuple(sorted(ids[key] for key in item.possible)),
            )
            for item in summaries
        ),
    ]


__all__ = ["make_record"]

if __name__ == "__main__":
    main()
