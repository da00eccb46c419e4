"""
What the bench of the workbench asks: every page and every question of the API, and by whom.
"""

from __future__ import annotations

import queue
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Any

import httpx

from sijill.flow.team import Workbench, open_workbench
from sijill.flow.workbench.columns import load_columns
from sijill.flow.workbench.victims import show_victim
from sijill.model import Claim, PersonPair, Victim
from sijill.model.filters import QueueFilter
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.model.rows import DocumentRow, IncidentRow
from sijill.review.agreement import is_double_coded
from sijill.store.queuereading import Among, read_queue
from sijill.web.app import list_rules

API = "/api/v1"
SHARE = 0.05  # of the documents that two people code
# Ways to look at a list beside its first page: filters, words, sorts.
VARIANTS = {
    "/": ("violence=shelling", "country=SY&words=killed", "first=2024-01-01&last=2025-12-31"),
    "/incidents": (
        "words=market", "sort=killed&country=SY", "disputed=true", "source=Outlet 3",
    ),
    "/claims": ("words=killed", "doubtful=true&sort=doubt", "source=Outlet 3"),
    "/documents": ("words=shelling", "state=new&sort=claims"),
    "/summaries": ("unexplained=true&words=killed",),
    "/search": ("words=killed", "words=hurt near mar"),
    "/queue": ("reason=likely_duplicate", "reason=new_document", "assigned=me"),
    "/overview/spots": ("zoom=4", "zoom=8&frame=36,35,38,37", "zoom=6&violence=ied"),
}  # fmt: skip
# What is not asked, and why.
LEFT_OUT = {
    "/live": "a stream of events that does not end",
    "/enter": "of a workbench on one's own machine alone",
    "/sign-in": "signing in is slow by design: Argon2id",
    "/sign-in/code": "as /sign-in",
    "/sign-in/second-factor": "as /sign-in",
    "/invitation/{secret}": "opens once",
    "/documents/{id}/pictures/{n}": "the generated documents have no pictures",
}
STREAMED = ("/export/", "/audit/export")  # timed to the first bytes
WRITES_LEFT_OUT = {
    "/releases": "making a release publishes the whole record",
    "/releases/sign": "as /releases",
    "/team/{account_id}/role": "would take a role from who asks",
    "/team/{account_id}/end": "would end the account of who asks",
    "/account/sessions/{session_id}/end": "would end the session of who asks",
}


@dataclass
class Timing:
    """How long each request to one route took, how large the answers were, and which failed."""

    ms: list[float] = field(default_factory=list)
    size: int = 0
    failed: list[str] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """Return the least time within which a share of the requests was answered, in ms."""
        kept = sorted(self.ms)
        return kept[max(0, ceil(share * len(kept)) - 1)] if kept else 0.0


class Pool:
    """Things of the record, each in one pair of hands at a time."""

    def __init__(self, items: Sequence[Any]) -> None:
        self._free: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for item in items:
            self._free.put(item)

    @contextmanager
    def take(self) -> Iterator[Any]:
        """Give one thing, which goes back after the block."""
        item = self._free.get(timeout=60)
        try:
            yield item
        finally:
            self._free.put(item)

    def use(self) -> Any:
        """Give one thing that does not go back."""
        return self._free.get(timeout=60)


@dataclass
class User:
    """One person at a browser, with the sessions of two coders beside the own one."""

    clients: Mapping[str, httpx.Client]
    order: random.Random
    timings: dict[str, Timing]
    lock: threading.Lock

    def get(self, route: str, address: str, who: str = "own") -> httpx.Response:
        """Ask for an address."""
        return self._time(route, lambda: _fetch(self.clients[who], route, address))

    def post(
        self,
        route: str,
        body: Mapping[str, Any],
        who: str = "own",
        *,
        match: str = "*",
        **names: str,
    ) -> dict[str, Any]:
        """Do one thing through the API, once; an empty answer where it was refused."""
        path = API + route.format(**names)
        headers = {"If-Match": match, "Idempotency-Key": uuid.uuid4().hex}
        answer = self._time(
            f"POST {API}{route}",
            lambda: self.clients[who].post(path, json=dict(body), headers=headers),
        )
        return dict(answer.json()) if answer.is_success else {}

    def _time(self, route: str, ask: Callable[[], httpx.Response]) -> httpx.Response:
        start = time.perf_counter()
        answer = ask()
        took = (time.perf_counter() - start) * 1000
        with self.lock:
            timing = self.timings.setdefault(route, Timing())
            timing.ms.append(took)
            timing.size = max(timing.size, answer.num_bytes_downloaded)
            if answer.status_code >= 400:
                timing.failed.append(f"{answer.status_code} {answer.url}")
        return answer


def _fetch(client: httpx.Client, route: str, address: str) -> httpx.Response:
    if not any(part in route for part in STREAMED):
        return client.get(address)
    with client.stream("GET", address) as answer:
        next(answer.iter_raw(), b"")
    return answer


@dataclass(frozen=True)
class Things:
    """
    Ids to ask about; what people link, part and correct are different ones, so that nobody
    takes away what another works on.

    Attributes:
        names: By family, what stands in an address.
        pairs: Likely duplicates: row of the queue, two claims, two incidents.
        linked: Incidents of likely duplicates, each in one pair; they are linked and parted.
        claims: Claims with their document and a passage: id, document, start, end.
        incidents: Incidents of several claims, with one of these.
        people: Pairs of rows and names that may be one person.
        apart: Persons of several rows and names, with one of these.
        coded: Documents that two people code.
    """

    names: Mapping[str, Sequence[Mapping[str, str]]]
    pairs: Sequence[tuple[str, str, str, str, str]]
    linked: Sequence[tuple[str, str]]
    claims: Sequence[tuple[str, str, int, int]]
    incidents: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, str]]
    apart: Sequence[tuple[str, str]]
    coded: Sequence[str]


def find_things(folder: Path, n: int = 120) -> Things:
    """Return some of everything that a record holds, from all of its parts."""
    with open_workbench(folder, mode="team") as bench:
        found = _find_pairs(bench, n)
        linked = [*_list_apart((pair[3], pair[4]) for pair in found[3::4])]
        claims = _find_claims(bench, {one for pair in found[2::4] for one in pair[1:3]})
        incidents = _find_incidents(bench, {one for pair in found[1::4] for one in pair[3:]})
        pairs = found[::4]
        summed = Among(QueueFilter(reason="unexplained_remainder"), frozenset())
        sums = [row.target for row in read_queue(bench.store.rows, summed, after=None, limit=n)]
        coded = [one for one in sorted(_documents(bench)) if is_double_coded(one, SHARE)]
        victims = [one.id for one in islice(bench.store.stream_records(Victim), n)]
        apart = [*islice(_list_several(bench), n)]
        doubtful = islice(bench.store.stream_records(PersonPair), n)
        people = [(one.left, one.right) for one in doubtful]
    names = {
        "incidents": [{"id": pair[3], "incident_id": pair[3]} for pair in pairs],
        "claims": [{"id": one[0]} for one in claims],
        "documents": [{"id": one[1]} for one in claims],
        "summaries": [{"id": one} for one in sums],
        "victims": [{"id": one} for one in victims],
        "apart": [{"id": one, "row": row} for one, row in apart[::2]],
        "pair": [{"left": pair[1], "right": pair[2]} for pair in pairs],
        "export": [
            {"kind": kind, "form": form}
            for kind in ("incidents", "claims") for form in ("csv", "jsonl")
        ],
    }  # fmt: skip
    return Things(names, pairs, linked, claims, incidents, people, apart[1::2], coded)


def _find_pairs(bench: Workbench, n: int) -> list[tuple[str, str, str, str, str]]:
    """Return likely duplicates from all of the queue."""
    chosen = Among(QueueFilter(reason="likely_duplicate"), frozenset())
    found = read_queue(bench.store.rows, chosen, after=None, limit=20 * n)[::20]
    return [
        (row.id, row.claims[0], row.claims[1], row.target, row.other)
        for row in found
        if len(row.claims) == 2 and row.other
    ]


def _list_several(bench: Workbench) -> Iterator[tuple[str, str]]:
    """Yield persons of several rows and names, with one of these."""
    asking = Person("bench", "bench", Role.ADMINISTRATOR)
    for one in bench.store.stream_records(Victim):
        if len(one.claims) > 1:
            yield one.id, show_victim(bench, asking, one.id).named[0].id


def _list_apart(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield those pairs of incidents of which no other pair has one."""
    seen: set[str] = set()
    for pair in pairs:
        if seen.isdisjoint(pair):
            yield pair
        seen.update(pair)


def _find_claims(bench: Workbench, ids: set[str]) -> list[tuple[str, str, int, int]]:
    """Return those of some claims that are not there for their coders alone."""
    records = bench.store.find_records(Claim, ids)
    spans = {key: one.evidence[0] for key, one in records.items()}
    return [
        (key, one.document_id, spans[key].start, spans[key].end)
        for key, one in sorted(records.items())
        if not is_double_coded(one.document_id, SHARE)
    ]


def _find_incidents(bench: Workbench, ids: set[str]) -> list[tuple[str, str]]:
    """Return those of some incidents that have several claims, none coded blind, with one."""
    rows = bench.store.rows
    several = sorted(row.id for row in rows.find_many(IncidentRow, ids) if row.claims > 1)
    return [
        (one, rows.claims_of(one)[0].id)
        for one in several
        if not any(is_double_coded(row.document, SHARE) for row in rows.claims_of(one))
    ]


def _documents(bench: Workbench) -> Iterator[str]:
    return iter(load_columns(bench.store, DocumentRow).ids)


def list_reads(things: Things, coded_for: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Return every page and question of the API: by route, addresses and who asks for them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for rule in list_rules():
        plain = rule.path.removeprefix(API)
        if rule.kind not in ("page", "read") or plain in LEFT_OUT:
            continue
        addresses = list(_addresses(rule.path, plain, things, coded_for))
        who = "coder" if plain.startswith("/coding") and plain != "/coding/splits" else "own"
        if addresses:
            found[rule.path] = [(address, who) for address in addresses]
    return found


def _addresses(
    path: str, plain: str, things: Things, coded_for: Sequence[str]
) -> Iterator[str]:
    if plain == "/claims/{id}/words":
        for id_, _, start, end in things.claims:
            yield f"{path.format(id=id_)}?field=when&start={start}&end={end}"
    elif plain == "/incidents/{id}/preview":
        yield from (f"{path.format(id=one[3])}?other={one[4]}" for one in things.pairs)
        yield from (f"{path.format(id=one)}?claim={claim}" for one, claim in things.incidents)
    elif plain == "/coding/{id}":
        yield from (path.format(id=one) for one in coded_for)
    elif "{" in path:
        family = plain.split("/")[1]
        family = "pair" if "/beside/" in path else "apart" if "/without/" in path else family
        yield from (path.format(**names) for names in things.names.get(family, ()))
    else:
        yield f"{path}?words=killed" if plain == "/search" else path
        yield from (f"{path}?{more}" for more in VARIANTS.get(plain, ()))
