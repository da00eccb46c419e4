"""
Each incident's row says why it is queued, on both sides of a pair, whatever was decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from sijill.errors import SettingsError
from sijill.flow.recording import init_record, open_record
from sijill.flow.running import link_record
from sijill.flow.settings import load_settings
from sijill.flow.standing import find_claims
from sijill.flow.workbench.ground import Ground, find_ground
from sijill.flow.workbench.joining import work_out_joining
from sijill.flow.workbench.working_in import work_in, work_in_made
from sijill.model import Assessment, Incident
from sijill.review import target_of
from sijill.store import Store, open_store
from sijill.store.rows import INCIDENTS, QUEUE
from sijill.testing.claims import make_claims

_AT = "2026-01-01T00:00:00Z"


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """A record of generated claims, many of them perhaps of one incident."""
    layout = open_record(init_record(tmp_path / "record"))
    with open_store(layout.derived) as store:
        claims = [claim for claim, _ in make_claims(2, 400, days=60)]
        store.save_steps("claims", [(one.id, "made", [one]) for one in claims])
        link_record(store, layout, load_settings(layout.settings), lambda *_: None)
        yield find_ground(layout, store)


def _told(store: Store) -> dict[str, str | None]:
    with store.engine.connect() as connection:
        found = connection.execute(sa.select(INCIDENTS.c.id, INCIDENTS.c.reason))
        return {row.id: row.reason for row in found}


def _queued(store: Store) -> dict[str, str | None]:
    """Return why each incident is queued first, by the queue itself."""
    first: dict[str, str | None] = dict.fromkeys(_told(store))
    with store.engine.connect() as connection:
        rows = connection.execute(sa.select(QUEUE).order_by(QUEUE.c.rank.desc()))
        for row in rows.mappings():
            first |= {
                id_: row["reason"] for id_ in (row["target"], row["other"]) if id_ in first
            }
    return first


def _pair(store: Store, order: Random) -> list[Incident]:
    """Return two incidents that are queued as one, perhaps."""
    chosen = sa.select(QUEUE.c.target, QUEUE.c.other).where(QUEUE.c.other.is_not(None))
    with store.engine.connect() as connection:
        pairs = sorted(map(tuple, connection.execute(chosen)))
    return [*store.find_records(Incident, order.choice(pairs)).values()]


def _reject(ground: Ground, incident: Incident, n: int) -> None:
    claim = find_claims(ground.store, incident.claims[:1])[incident.claims[0]]
    work_in(ground, Assessment(f"r-{n}", _AT, "tester", "", "misreading", target_of(claim)))


def test_both_sides_of_a_pair_say_why(ground: Ground) -> None:
    """Links and rejections of one side leave the row of the other right too."""
    store, order = ground.store, Random(1)
    changed = 0
    for n in range(20):
        before = _told(store)
        one, two = _pair(store, order)
        if n % 2:
            _reject(ground, one, n)
        else:
            try:
                work_in_made(
                    ground,
                    lambda book, one=one, two=two: work_out_joining(  # type: ignore[misc]
                        ground, book, one.claims, two.claims, by="tester", why=""
                    ),
                )
            except SettingsError:
                continue
        now = _told(store)
        changed += sum(now.get(id_, reason) != reason for id_, reason in before.items())
        assert now == _queued(store)
    assert changed > 0
