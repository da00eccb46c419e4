"""
Restrictions: what is for a role and those above it, and for others as if it were not there.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sijill.errors import NotThere
from sijill.flow.clock import now_utc
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.model import Claim, Incident, Victim
from sijill.model.account import Account
from sijill.model.person import Person
from sijill.model.role import Right, Role, is_within
from sijill.model.rows import DocumentRow
from sijill.model.working import Restriction

KINDS = ("document", "claim", "incident", "victim")
_RECORDS = {"claim": Claim, "incident": Incident, "victim": Victim}


@dataclass(frozen=True, slots=True)
class Restrictions:
    """
    What is restricted.

    Attributes:
        items: By kind and id.
    """

    items: tuple[Restriction, ...]


def list_restrictions(bench: Workbench, person: Person) -> Restrictions:
    """Return every restriction, for an administrator."""
    need(person, Right.ADMINISTER)
    return Restrictions(bench.desk.list(Restriction))


def restrictions_on(bench: Workbench, person: Person) -> frozenset[Restriction]:
    """Return the restrictions that keep something from a person."""

    def find() -> frozenset[Restriction]:
        return frozenset(
            one
            for one in bench.desk.list(Restriction)
            if not is_within(Role(one.role), person.role) or person.id in one.accounts
        )

    return bench.desk.keep(("restricted", person.id, person.role), find)


def restrict(
    bench: Workbench,
    person: Person,
    kind: str,
    item: str,
    role: Role,
    *,
    why: str,
    accounts: Collection[str] = (),
) -> Restriction:
    """
    Keep something for a role and those above it, and from some of these.

    Args:
        bench: The workbench.
        person: Who does it; an administrator.
        kind: One of `KINDS`.
        item: Its id; a document by its digest.
        role: The lowest role that may see it.
        why: The reason.
        accounts: Ids of accounts that it is kept from whatever their role.

    Raises:
        NotThere: If there is no such thing, or no such account.
    """
    need(person, Right.ADMINISTER)
    if kind not in KINDS or not _is_there(bench, kind, item):
        raise NotThere(kind[:20], item)
    people = tuple(sorted(set(accounts)))
    for id_ in people:
        if bench.desk.find(Account, id=id_) is None:
            raise NotThere("account", id_)
    made = Restriction(kind, item, role.value, person.id, now_utc(), why, people)
    bench.desk.drop(Restriction, kind=kind, item=item)
    bench.desk.add(made)
    note(bench, person, "restriction.make", kind, item, role.value, *people)
    return made


def lift_restriction(bench: Workbench, person: Person, kind: str, item: str) -> None:
    """
    Let everybody see something again.

    Raises:
        NotThere: If it is not restricted.
    """
    need(person, Right.ADMINISTER)
    if not bench.desk.drop(Restriction, kind=kind, item=item):
        raise NotThere("restriction", item)
    note(bench, person, "restriction.lift", kind, item)


def _is_there(bench: Workbench, kind: str, item: str) -> bool:
    if kind == "document":
        rows = bench.store.rows.find_many(DocumentRow, (item,), by="document")
        return next(rows, None) is not None
    return bench.store.find_record(_RECORDS[kind], item) is not None
