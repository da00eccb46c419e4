"""
A decision about two people worked into the record at once: only who it touches is made again.

Who is one person is decided among those that hang together by pairs likely enough to join, or
by what somebody said; nobody else has a say. The decision is kept first, in the log; the
victims follow in one transaction, with the mark of their step changed, so that the next run
makes everything again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sijill.flow.peoplelinking import STAGE, NamedGroups, bring_victims, name_groups
from sijill.flow.peoplenear import ALL, NEAR_STAGE, NearPeople, list_pairs
from sijill.flow.workbench.following import append
from sijill.flow.workbench.ground import Ground
from sijill.flow.workbench.peoplebook import (
    Decision,
    Standing,
    open_people_book,
)
from sijill.flow.workbench.registers import open_registers
from sijill.link.people import People, Settings, bits_of, cluster_people
from sijill.model import NamedPerson, PersonPair, Victim
from sijill.model.form import to_json
from sijill.model.rows import Rows
from sijill.model.victim import person_id
from sijill.review import Register
from sijill.store import Store

_SINCE = " + "  # between the mark of a run and how many decisions were worked in since


@dataclass(frozen=True, slots=True)
class PeopleChange:
    """
    Who may stand otherwise since a decision; so that whoever holds them in memory asks again.

    Attributes:
        id: Its number, counted from the last run.
        victims: Ids of the victims that were made again, are new or are no more.
        named: Ids of their rows and names.
        pairs: Ids of the pairs among these.
    """

    id: str
    victims: tuple[str, ...]
    named: tuple[str, ...]
    pairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """
    Whom a decision may bear on.

    Attributes:
        named: The rows and names.
        pairs: The weighed pairs among them.
    """

    named: Mapping[str, NamedPerson]
    pairs: tuple[PersonPair, ...]


def work_in_people(
    ground: Ground, *decisions: Decision, check: Callable[[], None] = lambda: None
) -> None:
    """
    Keep *decisions*, all or none, and make again whom they touch.

    Args:
        ground: The record.
        decisions: What a person decided in one act, of rows and names that are there.
        check: Called once nobody else can write; raises `StaleDecision` where what the person
            saw is not what is there any more.

    Raises:
        RecordError: If another process writes to the record.
        StaleDecision: As *check* says; nothing is kept then.
        StoreError: If the disk does not take it.
    """
    with ground.hold() as layout:
        check()
        book = open_people_book(layout)
        standing = book.standing_after(decisions)
        rows = {person_id(end) for one in decisions for end in book.people_of(one)}
        append(layout, {"decisions": [to_json(one) for one in decisions]})
        if ALL not in ground.store.marks(NEAR_STAGE):  # last run by a version before
            bring_victims(ground.store, layout, ground.settings)
            return
        register = open_registers(layout).victims
        touched, people = _regroup(ground, register, standing, rows)
        told = name_groups(people.groups, touched.named.values(), register)
        append(layout, {"identities": [to_json(line) for line in told.identities]})
        _exchange(ground.store, touched, told, people.doubtful)


def foresee_people(ground: Ground, *decisions: Decision) -> tuple[tuple[str, ...], ...]:
    """
    Return who would be one person of all whom *decisions* touch; no decision is kept.

    Returns:
        Ids of rows and names, a group a person, each sorted.
    """
    if ALL not in ground.store.marks(NEAR_STAGE):
        with ground.hold() as layout:
            bring_victims(ground.store, layout, ground.settings)
    book, register = open_people_book(ground.layout), open_registers(ground.layout).victims
    rows = {person_id(end) for one in decisions for end in book.people_of(one)}
    return _regroup(ground, register, book.standing_after(decisions), rows)[1].groups


def _regroup(
    ground: Ground, register: Register, standing: Standing, rows: Iterable[str]
) -> tuple[Touched, People]:
    """Return whom a decision about some rows may bear on, and who is one person of them."""
    settings = ground.settings.people
    touched = find_touched(ground.store, register, standing, rows, settings)
    named = [*touched.named.values()]
    people = cluster_people(
        named, touched.pairs, standing.verdicts, repeats=standing.repeats, settings=settings
    )
    return touched, people


def find_touched(
    store: Store,
    register: Register,
    standing: Standing,
    rows: Iterable[str],
    settings: Settings,
) -> Touched:
    """
    Return whom a decision about some rows and names may bear on.

    They are all who hang together with them, by pairs likely enough to join or by what
    somebody said; and all who had one id with any of these, as it may go over to others now.
    """
    bar = bits_of(settings.join_at)
    near: dict[str, NearPeople] = {}
    named: dict[str, NamedPerson] = {}
    ids = set[str]()
    asked = fresh = set(rows)
    while fresh:
        found = store.find_records(NamedPerson, fresh)
        named |= found
        near |= store.find_records(NearPeople, found)
        ids |= register.ids_at(one.anchor for one in found.values())
        reached = {
            other.other
            for id_ in found
            for other in (near[id_].near if id_ in near else ())
            if bits_of(other.p_same) >= bar
        }
        reached.update(*(standing.same.get(id_, ()) for id_ in found))
        fresh = (reached | _rows_of(register, ids)) - asked
        asked = asked | fresh
    return Touched(named, list_pairs(near.values(), within=named))


def _rows_of(register: Register, ids: Iterable[str]) -> set[str]:
    """Return the rows and names, there or gone, whose words overlap those of some ids."""
    words = [word for id_ in ids for word in register.words(id_)]
    return {person_id(one) for found in register.overlapping(words).values() for one in found}


def _exchange(
    store: Store, touched: Touched, told: NamedGroups, doubtful: Iterable[PersonPair]
) -> None:
    """Put the people as they are now in the place of those before, in one transaction."""
    run, n = read_mark(store.marks(STAGE)[ALL])
    number = n + 1
    pairs = {pair.id for pair in touched.pairs}
    before = {one.victim for one in touched.named.values() if one.victim}
    victims = before | {one.id for one in told.victims}
    change = PeopleChange(
        change_id(number), tuple(sorted(victims)), tuple(sorted(touched.named)),
        tuple(sorted(pairs)),
    )  # fmt: skip
    store.exchange_records(
        (STAGE, ALL, f"{run}{_SINCE}{number}"),
        gone={Victim: before, PersonPair: pairs},
        records=(*told.victims, *told.named, *doubtful, change),
        rows=Rows(),
        gone_rows={},
    )


def read_mark(mark: str) -> tuple[str, int]:
    """
    Return the mark of the last run, and how many decisions were worked in since.

    Examples:
        >>> read_mark("ab"), read_mark("ab + 3")
        (('ab', 0), ('ab', 3))
    """
    run, _, n = mark.partition(_SINCE)
    return run, int(n or 0)


def change_id(number: int) -> str:
    """Return the id of the change that the *number*-th decision since a run made."""
    return f"change-{number:09}"
