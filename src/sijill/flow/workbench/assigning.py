"""
Who looks at what of the queue.

What is given to somebody about an incident stays theirs where it is linked with another, unless
that was given to somebody itself; and when the link is undone it is theirs as before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sijill.errors import Change, NotThere, StaleDecision
from sijill.flow.clock import now_utc
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.heirs import items_before, lead_item
from sijill.flow.workbench.queueshut import need_queued
from sijill.flow.workbench.registers import open_registers
from sijill.model.account import Account
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.working import Assignment

_KIND = "queue"
NOBODY = "nobody"


def find_assigned(bench: Workbench, items: Collection[str]) -> Mapping[str, Assignment]:
    """Return who looks at some rows of the queue, by the row's id."""
    if not items:
        return {}
    register = open_registers(bench.layout).incidents
    before = {old: item for item in items for old in items_before(register, item)}
    given = bench.desk.list(Assignment, kind=_KIND, item={*items, *before})
    in_order = sorted(given, key=lambda one: (one.at, one.item))
    led = {before[one.item]: one for one in in_order if one.item in before}
    return led | {one.item: one for one in given if one.item in items}


def list_assigned(bench: Workbench, account_id: str | None = None) -> frozenset[str]:
    """Return the ids of the rows that an account looks at; ``None``: that anybody does."""
    register = open_registers(bench.layout).incidents
    given = {one.item: one for one in bench.desk.list(Assignment, kind=_KIND)}
    own = {item for item, one in given.items() if account_id in (None, one.account_id)}
    led = {lead_item(register, item) for item in own}
    return frozenset(own | (led - given.keys()))


def assign(
    bench: Workbench, person: Person, item: str, *, to: str | None, was: str | None = None
) -> Assignment | None:
    """
    Say who looks at something of the queue.

    Args:
        bench: The workbench.
        person: Who says so.
        item: Id of the queue's row.
        to: Id of an account, ``me``, or ``None`` for nobody.
        was: Id of who looked at it as the person saw it, or `NOBODY`; ``None``: whoever does.

    Raises:
        NotAllowed: If the person may not decide.
        NotThere: If there is nothing like it in the queue of the person, or no such account.
        StaleDecision: If it was given to somebody else since.
    """
    need(person, Right.DECIDE)
    need_queued(bench, person, item)
    account = person.id if to == "me" else to
    known = account in (None, person.id)
    if not known and bench.desk.find(Account, id=account) is None:
        raise NotThere("account", str(to))
    _take_from(bench, item, was, to=account)
    made = Assignment(_KIND, item, account, person.id, now_utc()) if account else None
    if made and not bench.desk.add(made):  # somebody took it just now
        found = bench.desk.find(Assignment, kind=_KIND, item=item)
        raise StaleDecision("who looks at it", changes=_looking(bench, found))
    note(bench, person, "queue.assign", item, account or "")
    return made


def _take_from(bench: Workbench, item: str, was: str | None, *, to: str | None) -> None:
    """
    Take something from who looks at it, if that is still the one who did.

    What they have by an incident that went into this one is left to them where somebody else
    gets this, since it is theirs again when the link is undone.
    """
    found = find_assigned(bench, {item}).get(item)
    if was not in (None, found.account_id if found else NOBODY):
        raise StaleDecision("who looks at it", changes=_looking(bench, found))
    if found is None or (found.item != item and to):
        return
    gone = bench.desk.drop(Assignment, kind=_KIND, item=found.item, account_id=found.account_id)
    if was and not gone:
        raise StaleDecision("who looks at it", changes=_looking(bench, found))
    if not to:
        _take_from(bench, item, None, to=None)


def _looking(bench: Workbench, found: Assignment | None) -> tuple[Change, ...]:
    account = found and bench.desk.find(Account, id=found.account_id)
    return (Change(account.name, "look", at=found.at),) if found and account else ()
