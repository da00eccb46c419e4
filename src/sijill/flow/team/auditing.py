"""
The audit log: every write leaves one line; administrators read it, filter it and export it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sijill.flow.clock import now_utc
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.model.account import Account, AuditEntry
from sijill.model.form import json_line
from sijill.model.person import Person
from sijill.model.role import Right

ACTS = (
    "session.begin", "session.end", "session.refuse", "session.refuse_code", "session.recover",
    "account.make", "account.invite", "account.withdraw_invitation", "account.change_role",
    "account.change_password", "account.set_second_factor", "account.reset", "account.end",
    "token.make", "token.end",
    "restriction.make", "restriction.lift", "field.withhold", "field.show",
    "decision.assess", "decision.judge", "decision.withdraw", "decision.sign",
    "decision.unsign", "victim.judge", "interview.add", "coding.save", "coding.settle",
    "queue.assign", "view.save", "view.drop",
    "release.sign", "release.make", "audit.export",
)  # fmt: skip
"""What a line of the audit log may say was done."""

_PAGE = 50


@dataclass(frozen=True, slots=True)
class AuditLine:
    """
    One line, with the name of who did it.

    Attributes:
        entry: The line.
        name: The person's name; the id where the account is of another desk.
    """

    entry: AuditEntry
    name: str


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """
    Which lines of the audit log are asked for; what is empty asks for nothing.

    Attributes:
        by: Id of who did it.
        act: What was done.
        since: First day or instant.
        until: First day or instant after.
    """

    by: str = ""
    act: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class AuditLog:
    """
    A page of the audit log.

    Attributes:
        lines: Newest first.
        next: The number to go on before; ``None``: there are no more.
        people: Every account, for the filter.
        chosen: What was asked for.
        acts: What may be asked for as done.
    """

    lines: tuple[AuditLine, ...]
    next: int | None
    people: tuple[Account, ...]
    chosen: AuditFilter
    acts: tuple[str, ...] = ACTS


def note(bench: Workbench, person: Person, act: str, *ids: str) -> AuditEntry:
    """
    Append to the audit log that *person* did *act* to *ids*.

    Args:
        bench: The workbench.
        person: Who did it.
        act: What, such as ``decision.judge``; no names and no source text.
        ids: What it was done to.
    """
    return bench.desk.save_audit(at=now_utc(), by=person.id, act=act, ids=ids)


def list_audit(
    bench: Workbench,
    person: Person,
    chosen: AuditFilter | None = None,
    *,
    before: int | None = None,
) -> AuditLog:
    """
    Return a page of the audit log, newest first.

    Args:
        bench: The workbench.
        person: Who asks; an administrator.
        chosen: Which lines; all if not said.
        before: Number of the line to go on before.
    """
    need(person, Right.ADMINISTER)
    asked = chosen or AuditFilter()
    where = {name: value for name, value in (("by", asked.by), ("act", asked.act)) if value}
    found = bench.desk.list_audit(
        before=before,
        since=asked.since or None,
        until=asked.until or None,
        limit=_PAGE + 1,
        **where,
    )
    people = bench.desk.list(Account, order="key")
    names = {one.id: one.name for one in people}
    lines = tuple(AuditLine(line, names.get(line.by, line.by)) for line in found[:_PAGE])
    more = found[_PAGE - 1].number if len(found) > _PAGE else None
    return AuditLog(lines, more, people, asked)


def export_audit(bench: Workbench, person: Person) -> Iterator[str]:
    """
    Return the whole audit log as JSON Lines, oldest first, each line with its digests.

    It is checked before the first line is told.

    Raises:
        ChainBroken: If the log was touched.
    """
    need(person, Right.ADMINISTER)
    bench.desk.check_audit()
    note(bench, person, "audit.export")
    return (json_line(entry) + "\n" for entry in reversed(bench.desk.list_audit()))
