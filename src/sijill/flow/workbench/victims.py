"""
The people whom lists and claims name, as a person may see them; and the pairs in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

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
from sijill.model import Anchor, NamedPerson, PersonJudgement, PersonPair, Victim
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.victim import person_id
from sijill.resolve.folding import fold_names

Hidden = frozenset[tuple[str, str]]
PAGE = 50
PAIRS = 10  # on a page; each is read with care
ANSWERED = 3  # of a person's own answers are shown beside those that wait
_FOLDED = 2**18  # people whose names are kept as they are searched


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
class Judged:
    """
    What somebody decided about two rows or names, or in one act about one and several others.

    Attributes:
        decision: What was decided.
        people: The rows or names as they are now, the one that is set apart from several
            others first; fewer where a list has lost its row.
        also: Ids of the other decisions of the act; it is taken back with them.
    """

    decision: PersonJudgement
    people: tuple[NamedPerson, ...]
    also: tuple[str, ...] = ()


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
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class PairList:
    """
    A page of the pairs that may be one person.

    Attributes:
        items: Those nearest to even chances first, those that nobody could tell last.
        total: How many wait.
        start: Number of the first of the page.
        next: Where the next page begins; ``None``: there is none.
        unsure: Ids of those on the page that somebody could not tell.
        answered: What who asks decided last, the newest first.
    """

    items: tuple[PairShown, ...]
    total: int
    start: int
    next: int | None
    unsure: tuple[str, ...] = ()
    answered: tuple[Judged, ...] = ()


def list_victims(
    bench: Workbench, person: Person, *, query: str = "", start: int = 0
) -> VictimList:
    """
    Return the people whose names hold *query*, by name.

    Args:
        bench: The workbench.
        person: Who asks.
        query: Parts of one name, in any order and spelt with or without marks, in any
            script; empty: everybody.
        start: Number of the first of the page.
    """
    need(person, Right.READ_PRIVATE)
    wanted = _fold((query,)).split()
    known, hidden = know_people(bench), hidden_from(bench, person)
    seen = _seen(known, hidden)
    found = [one for one in seen if not wanted or _is_named(one, wanted)]
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
    decided = reversed(open_people_book(bench.layout).standing().judged)
    about = (one for one in decided if anchors & {*one.people})
    return VictimShown(victim, named, tuple(_judged(known, hidden, about)))


def list_pairs(bench: Workbench, person: Person, *, start: int = 0) -> PairList:
    """Return the pairs that may be one person and wait for somebody to judge."""
    need(person, Right.READ_PRIVATE)
    known, hidden = know_people(bench), hidden_from(bench, person)
    found = _waiting(bench, known, hidden)
    more = start + PAIRS if len(found) > start + PAIRS else None
    part = found[start : start + PAIRS]
    shown = show_pairs(part, known.rows, find_weights(bench.layout))
    standing = open_people_book(bench.layout).standing()
    unsure = tuple(one.id for one in part if (one.left, one.right) in standing.verdicts)
    mine = (one for one in reversed(standing.judged) if one.by == person.name)
    answered = tuple(islice(_judged(known, hidden, mine), ANSWERED))
    return PairList(shown, len(found), start, more, unsure, answered)


def _judged(
    known: KnownPeople, hidden: Hidden, decided: Iterable[PersonJudgement]
) -> Iterator[Judged]:
    """Yield decisions with whom they are about, but for those about somebody hidden."""
    for act in _gather(one for one in decided if are_seen(known, hidden, one.people)):
        shared = set(act[0].people).intersection(*(one.people for one in act))
        ends = dict.fromkeys(end for one in act for end in one.people)
        order = sorted(ends, key=lambda end: len(act) > 1 and end not in shared)
        people = tuple(known.rows[id_] for id_ in map(person_id, order) if id_ in known.rows)
        yield Judged(act[0], people, tuple(one.id for one in act[1:]))


def _gather(decided: Iterable[PersonJudgement]) -> Iterator[list[PersonJudgement]]:
    """Yield decisions, together those of one act that set one row apart from several."""
    act: list[PersonJudgement] = []
    for one in decided:
        if act and not _goes_along(one, act):
            yield act
            act = []
        act.append(one)
    if act:
        yield act


def _goes_along(one: PersonJudgement, act: Sequence[PersonJudgement]) -> bool:
    first = act[0]
    way = (one.at, one.by, one.why, one.verdict)
    shared = set(one.people).intersection(*(each.people for each in act))
    return bool(shared) and way == (first.at, first.by, first.why, "not_same")


def are_seen(known: KnownPeople, hidden: Hidden, ends: Iterable[Anchor]) -> bool:
    """Say whether none of some rows and names, there or gone, is of what is hidden."""
    for end in ends:
        row = known.rows.get(person_id(end))
        document = ("document", end.document_id.partition("#")[0])
        if document in hidden or (row is not None and is_hidden(row, hidden)):
            return False
    return True


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


def _is_named(victim: Victim, wanted: list[str]) -> bool:
    """Say whether one name of a person has all of some folded parts."""
    every = _fold(victim.names).split("\n")
    return any(all(part in name for part in wanted) for name in every)


@lru_cache(maxsize=_FOLDED)
def _fold(names: tuple[str, ...]) -> str:
    """Return names as they are searched, one a line."""
    return "\n".join(fold_names(names))
