"""
The people whom lists and claims name, as a person may see them; and the pairs in doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sijill.errors import NotThere
from sijill.flow.pairing import PairShown, show_pairs
from sijill.flow.peoplelinking import STAGE, bring_victims, gather_victim, weights_of
from sijill.flow.recording import PATIENCE_S, read_decisions, write_record
from sijill.flow.settings import load_settings
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.victims import judge_people
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.hiding import hidden_from
from sijill.flow.workbench.seeing import need_seen
from sijill.model import NamedPerson, PersonJudgement, Victim
from sijill.model.person import Person
from sijill.model.role import Right

PAGE = 50


@dataclass(frozen=True, slots=True)
class VictimList:
    """
    A page of the people whom lists and claims name.

    Attributes:
        items: By name.
        total: How many the search finds.
        query: What was searched for.
        pairs: How many pairs wait for somebody to judge.
        start: Number of the first of the page.
        next: Where the next page begins; ``None``: there is none.
    """

    items: tuple[Victim, ...]
    total: int
    query: str
    pairs: int
    start: int
    next: int | None


@dataclass(frozen=True, slots=True)
class VictimShown:
    """
    One person, and who says what.

    Attributes:
        victim: The person.
        named: The rows and names that are held to be this person.
        judged: What people decided about them, the newest first.
    """

    victim: Victim
    named: tuple[NamedPerson, ...]
    judged: tuple[PersonJudgement, ...]


@dataclass(frozen=True, slots=True)
class PairList:
    """
    A page of the pairs that may be one person.

    Attributes:
        items: Those nearest to even chances first.
        total: How many wait.
        next: Where the next page begins; ``None``: there is none.
    """

    items: tuple[PairShown, ...]
    total: int
    next: int | None


@dataclass(frozen=True, slots=True)
class _Known:
    mark: str
    victims: tuple[Victim, ...]
    named: Mapping[str, tuple[NamedPerson, ...]]
    pairs: tuple[PairShown, ...]


_KNOWN: dict[str, _Known] = {}  # of this process, by record; made again when its mark changes


def list_victims(
    bench: Workbench, person: Person, *, query: str = "", start: int = 0
) -> VictimList:
    """
    Return the people whose names hold *query*, by name.

    Args:
        bench: The workbench.
        person: Who asks.
        query: A part of a name, in any script; empty: everybody.
        start: Number of the first of the page.
    """
    need(person, Right.READ_PRIVATE)
    wanted = query.casefold().strip()
    seen = _seen(bench, person)
    found = [
        one for one in seen if not wanted or any(wanted in n.casefold() for n in one.names)
    ]
    more = start + PAGE if len(found) > start + PAGE else None
    waiting = len(_pairs(bench, person))
    part = tuple(found[start : start + PAGE])
    return VictimList(part, len(found), query, waiting, start, more)


def show_victim(bench: Workbench, person: Person, id: str) -> VictimShown:
    """
    Return one person, and who says what.

    Raises:
        NotThere: If there is nobody of that id whom *person* may see.
    """
    need(person, Right.READ_PRIVATE)
    need_seen(bench, person, "victim", id)
    victim = next((one for one in _seen(bench, person) if one.id == id), None)
    if victim is None:
        raise NotThere("victim", id)
    hidden = hidden_from(bench, person)
    named = tuple(one for one in _load(bench).named[id] if not _is_hidden(one, hidden))
    anchors = {one.anchor for one in named}
    book = open_book(bench.layout)
    decided = read_decisions(book.in_order(book.general)).people
    judged = [one for one in decided if anchors & {*one.people}]
    return VictimShown(victim, named, tuple(reversed(judged)))


def list_pairs(bench: Workbench, person: Person, *, start: int = 0) -> PairList:
    """Return the pairs that may be one person and wait for somebody to judge."""
    need(person, Right.READ_PRIVATE)
    found = _pairs(bench, person)
    more = start + PAGE if len(found) > start + PAGE else None
    return PairList(found[start : start + PAGE], len(found), more)


def judge_pair(
    bench: Workbench, person: Person, left: str, right: str, verdict: str, *, why: str = ""
) -> PersonJudgement:
    """
    Append whether two rows or names are one person, and bring the victims up to date.

    Raises:
        NotThere: If one of the two is of a document that *person* may not see.
        SettingsError: If an id names nobody, or both name one row.
        ModelError: If the verdict is none.
    """
    need(person, Right.DECIDE)
    need(person, Right.READ_PRIVATE)
    for id_ in (left, right):
        need_seen(bench, person, "document", id_.partition("#")[0].partition(":")[0])
    folder = bench.layout.folder
    made = judge_people(folder, left, right, verdict=verdict, by=person.name, why=why)
    with write_record(folder, wait_s=PATIENCE_S) as layout:
        bring_victims(bench.store, layout, load_settings(layout.settings))
    note(bench, person, "victim.judge", made.id)
    return made


def _pairs(bench: Workbench, person: Person) -> tuple[PairShown, ...]:
    hidden = hidden_from(bench, person)
    return tuple(
        pair
        for pair in _load(bench).pairs
        if not (_is_hidden(pair.left, hidden) or _is_hidden(pair.right, hidden))
    )


def _seen(bench: Workbench, person: Person) -> tuple[Victim, ...]:
    """Return the victims as a person may see them: without what hidden documents say."""
    known, hidden = _load(bench), hidden_from(bench, person)
    if not hidden:
        return known.victims
    shown = []
    for victim in known.victims:
        every = known.named[victim.id]
        left = tuple(one for one in every if not _is_hidden(one, hidden))
        if left and ("victim", victim.id) not in hidden:
            whole = len(left) == len(every)
            shown.append(victim if whole else gather_victim(victim.id, left))
    return tuple(shown)


def _is_hidden(one: NamedPerson, hidden: frozenset[tuple[str, str]]) -> bool:
    document = one.anchor.document_id.partition("#")[0]
    return ("document", document) in hidden or ("claim", one.claim or "") in hidden


def _load(bench: Workbench) -> _Known:
    key = str(bench.layout.folder.resolve())
    mark = bench.store.marks(STAGE).get("all", "")
    known = _KNOWN.get(key)
    if known is None or known.mark != mark:
        named: dict[str, list[NamedPerson]] = {}
        for one in bench.store.stream_records(NamedPerson):
            named.setdefault(one.victim or "", []).append(one)
        victims = sorted(
            bench.store.stream_records(Victim), key=lambda one: (one.names, one.id)
        )
        found = {victim: tuple(rows) for victim, rows in named.items()}
        pairs = show_pairs(bench.store, weights_of(bench.layout))
        known = _KNOWN[key] = _Known(mark, tuple(victims), found, pairs)
    return known
