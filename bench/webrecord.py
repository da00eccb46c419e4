"""
A record of many claims and incidents, left as a run would leave it, to measure pages on.

``python bench/webrecord.py FOLDER [--claims 100000]``. Claims are generated with the incident
that each is of, and written with their readings and originals, some with names and some as
sums; linking, reconciling and indexing are the product's own.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from random import Random

from sqlalchemy import text

from sijill.flow import moving
from sijill.flow.recording import RecordLayout, init_record, open_record
from sijill.flow.running import link_record
from sijill.flow.settings import load_settings
from sijill.model import (
    Claim,
    Count,
    CustodyEntry,
    DateRange,
    Document,
    Harm,
    Incident,
    Place,
    Reading,
    Span,
    VictimName,
)
from sijill.model.form import to_json
from sijill.model.rows import WordsRow
from sijill.store import open_store
from sijill.store.copying import copy_rows
from sijill.store.database import open_engine
from sijill.store.fulltext import WORD_TABLES, clear_words, save_words
from sijill.store.rows import GONE, TABLES, VERSIONS
from sijill.testing.claims import make_claims

SEED = 1
AT = "2026-01-01T00:00:00Z"
_NAMED_SHARE = 0.05  # of claims that name somebody harmed
_SUM_SHARE = 0.01  # claims that sum up a region's month, as a share of all
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
    save_derived(layout, readings, told, sums, start)
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
    start: float,
) -> None:
    """Write readings and claims as a run would have, and let the product do the rest."""
    by_document: dict[str, list[Claim]] = {}
    for claim in (*(claim for claim, _ in told), *sums):
        by_document.setdefault(claim.document_id, []).append(claim)
    with open_store(layout.derived) as store:
        for first in range(0, len(readings), _BATCH):
            part = readings[first : first + _BATCH]
            store.save_steps("read", [(one.id, "made", [one]) for one in part])
        store.save_steps("claims", [(key, "made", part) for key, part in by_document.items()])
        _say(start, "readings and claims written")

        def tell(_stage: str, done: int, _whole: int | None) -> None:
            _say(start, f"linking and reconciling, step {done}")

        link_record(store, layout, load_settings(layout.settings), tell)
        _say(start, f"{store.count_records(Incident):,} incidents")


def move_record(folder: Path, variable: str) -> None:
    """Move a record to the database whose URL is in a variable, with the rows of its lists."""
    before = open_record(folder).derived
    moving.move_record(folder, target=None, variable=variable, key_file=None)
    aside = next(folder.glob("moved-*"))
    assert isinstance(before, Path)
    source, target = open_engine(aside / before.name), open_engine(open_record(folder).derived)
    with target.begin() as connection:
        copy_rows(source, connection, (*TABLES, GONE, VERSIONS))
        clear_words(connection)
        with source.connect() as kept:
            for rows, words in WORD_TABLES.items():
                lines = kept.execute(text(f"SELECT rowid, open, names FROM {words}"))
                for part in lines.partitions(_BATCH):
                    found = [(n, WordsRow("", "", shown, names)) for n, shown, names in part]
                    save_words(connection, rows, found)
        connection.execute(text("ANALYZE"))
    source.dispose()


__all__ = ["make_record", "move_record"]

if __name__ == "__main__":
    main()
