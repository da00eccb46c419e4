"""
The people whom lists and claims name, as a person may see them; and the pairs in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import NotThere
from sijill.flow.pairing import PairShown, show_pairs
from sijill.flow.peoplelinking import gather_victim
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.hiding import hidden_from
from sijill.flow.workbench.judging_people import is_hidden
from sijill.flow.workbench.knowing_people import KnownPeople, find_weights, know_people
from sijill.flow.workbench.peoplebook import open_people_book
from sijill.flow.workbench.seeing import need_seen
from sijill.model import NamedPerson, PersonJudgement, PersonPair, Victim
from sijill.model.person import Person
from sijill.model.role import Right

Hidden = frozenset[tuple[str, str]]
PAGE = 50
PAIRS = 10  # on a page; each is read with care


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
        items: Those nearest to even chances first, those that nobody could tell last.
        total: How many wait.
        start: Number of the first of the page.
        next: Where the next page begins; ``None``: there is none.
    """

    items: tuple[PairShown, ...]
    total: int
    start: int
    next: int | None


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
    known, hidden = know_people(bench), hidden_from(bench, person)
    seen = _seen(known, hidden)
    found = [
        one for one in seen if not wanted or any(wanted in n.casefold() for n in one.names)
    ]
    more = start + PAGE if len(found) > start + PAGE else None
    waiting = len(_waiting(bench, known, hidden))
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
    known, hidden = know_people(bench), hidden_from(bench, person)
    victim = _shown(known, id, hidden)
    if victim is None:
        raise NotThere("victim", id)
    named = tuple(one for one in known.named(id) if not is_hidden(one, hidden))
    anchors = {one.anchor for one in named}
    decided = open_people_book(bench.layout).standing().judged
    judged = [one for one in decided if anchors & {*one.people}]
    return VictimShown(victim, named, tuple(reversed(judged)))


def list_pairs(bench: Workbench, person: Person, *, start: int = 0) -> PairList:
    """Return the pairs that may be one person and wait for somebody to judge."""
    need(person, Right.READ_PRIVATE)
    known = know_people(bench)
    found = _waiting(bench, known, hidden_from(bench, person))
    more = start + PAIRS if len(found) > start + PAIRS else None
    part = found[start : start + PAIRS]
    shown = show_pairs(part, known.rows, find_weights(bench.layout))
    return PairList(shown, len(found), start, more)


def _waiting(bench: Workbench, known: KnownPeople, hidden: Hidden) -> list[PersonPair]:
    """Return the pairs that wait, those that somebody could not tell last."""
    found = known.sorted_pairs()
    if hidden:
        found = [
            pair
            for pair in found
            if not any(is_hidden(known.rows[id_], hidden) for id_ in (pair.left, pair.right))
        ]
    said = open_people_book(bench.layout).standing().verdicts
    return sorted(found, key=lambda pair: said.get((pair.left, pair.right), ""))


def _seen(known: KnownPeople, hidden: Hidden) -> list[Victim]:
    """Return the victims by name, as a person may see them."""
    if not hidden:
        return known.sorted_victims()
    found = (_shown(known, id_, hidden) for _, id_ in known.order)
    return [one for one in found if one]


def _shown(known: KnownPeople, id_: str, hidden: Hidden) -> Victim | None:
    """Return a victim without what hidden documents say; ``None``: nothing is left."""
    victim = known.victims.get(id_)
    if victim is None or not hidden:
        return victim
    every = known.named(id_)
    left = tuple(one for one in every if not is_hidden(one, hidden))
    if not left or ("victim", id_) in hidden:
        return None
    return victim if len(left) == len(every) else gather_victim(id_, left)
