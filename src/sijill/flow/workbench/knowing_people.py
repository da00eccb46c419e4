"""
The people of a record, at hand: read once in a process, and then only whom decisions touched.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from sijill.flow.pairing import doubt_of
from sijill.flow.peoplelinking import STAGE, weights_of
from sijill.flow.peoplenear import ALL
from sijill.flow.recording import RecordLayout
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.regrouping import PeopleChange, change_id, read_mark
from sijill.link.people import PeopleWeights
from sijill.model import NamedPerson, PersonPair, Victim
from sijill.store import Store

Order = tuple[tuple[str, ...], str]
_AGAIN = 3  # readings that another's decision may cross
_LOCK = Lock()


@dataclass(slots=True)
class KnownPeople:
    """
    The people of a record after a run and some decisions; never changed once it is handed out.

    Attributes:
        run: Mark of the run.
        changes: How many decisions were worked in since.
        victims: The people, by id.
        order: Their names and ids, sorted.
        rows: What names them, by id.
        members: Ids of these, by victim.
        pairs: Those that wait for somebody to judge, by id.
        waiting: What sorts these, sorted.
    """

    run: str
    changes: int
    victims: dict[str, Victim]
    order: list[Order]
    rows: dict[str, NamedPerson]
    members: dict[str, tuple[str, ...]]
    pairs: dict[str, PersonPair]
    waiting: list[tuple[float, str]]

    def named(self, victim: str) -> tuple[NamedPerson, ...]:
        """Return the rows and names that are one person."""
        return tuple(self.rows[id_] for id_ in self.members[victim])

    def sorted_victims(self) -> list[Victim]:
        """Return the people by name."""
        return [self.victims[id_] for _, id_ in self.order]

    def sorted_pairs(self) -> list[PersonPair]:
        """Return the pairs that wait, the nearest to even chances first."""
        return [self.pairs[id_] for _, id_ in self.waiting]


_KNOWN: dict[Path, KnownPeople] = {}


def know_people(bench: Workbench) -> KnownPeople:
    """Return the people of a record as they are now."""
    folder = bench.layout.folder.resolve()
    known = _KNOWN.get(folder)
    if known is not None and (known.run, known.changes) == _mark(bench.store):
        return known
    with _LOCK:  # of several who ask, one reads
        known = _KNOWN[folder] = _bring_up(bench.store, _KNOWN.get(folder))
        for _ in range(_AGAIN):
            if (known.run, known.changes) == _mark(bench.store):
                break
            known = _KNOWN[folder] = _bring_up(bench.store, known)
        return known


def _bring_up(store: Store, known: KnownPeople | None) -> KnownPeople:
    run, changes = _mark(store)
    if known is None or known.run != run or known.changes > changes:
        return _read(store, run, changes)
    return _read_on(store, known, changes) if known.changes < changes else known


def find_weights(layout: RecordLayout) -> PeopleWeights:
    """Return the weights that hold in a record; read again only where a file has changed."""
    frozen = layout.folder / "frozen"
    stamp = frozen.stat().st_mtime_ns if frozen.exists() else 0
    return _weights(layout, stamp)


@lru_cache(maxsize=8)
def _weights(
    layout: RecordLayout,
    stamp: int,  # noqa: ARG001  (what the answer is kept by)
) -> PeopleWeights:
    return weights_of(layout)


def _mark(store: Store) -> tuple[str, int]:
    return read_mark(store.marks(STAGE).get(ALL, ""))


def _read(store: Store, run: str, changes: int) -> KnownPeople:
    rows = {one.id: one for one in store.stream_records(NamedPerson)}
    victims = {one.id: one for one in store.stream_records(Victim)}
    pairs = {one.id: one for one in store.stream_records(PersonPair)}
    return KnownPeople(
        run, changes, victims, sorted(map(_order, victims.values())), rows,
        _members(rows.values()), pairs, sorted(map(doubt_of, pairs.values())),
    )  # fmt: skip


def _read_on(store: Store, known: KnownPeople, changes: int) -> KnownPeople:
    """Return what is known with whom the decisions since have touched."""
    numbers = range(known.changes + 1, changes + 1)
    found = store.find_records(PeopleChange, map(change_id, numbers)).values()
    now = KnownPeople(
        known.run, changes, {**known.victims}, [*known.order], {**known.rows},
        {**known.members}, {**known.pairs}, [*known.waiting],
    )  # fmt: skip
    touched = {id_ for one in found for id_ in one.victims}
    pairs = {id_ for one in found for id_ in one.pairs}
    for id_ in touched & now.victims.keys():
        now.order.remove(_order(now.victims.pop(id_)))
        now.members.pop(id_, None)
    for id_ in pairs & now.pairs.keys():
        now.waiting.remove(doubt_of(now.pairs.pop(id_)))
    for victim in store.find_records(Victim, touched).values():
        now.victims[victim.id] = victim
        insort(now.order, _order(victim))
    for pair in store.find_records(PersonPair, pairs).values():
        now.pairs[pair.id] = pair
        insort(now.waiting, doubt_of(pair))
    rows = store.find_records(NamedPerson, {id_ for one in found for id_ in one.named})
    now.rows |= rows
    now.members |= _members(rows.values())
    return now


def _members(rows: Iterable[NamedPerson]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in rows:
        found[one.victim or ""].append(one.id)
    return {victim: tuple(sorted(ids)) for victim, ids in found.items()}


def _order(victim: Victim) -> Order:
    return victim.names, victim.id
