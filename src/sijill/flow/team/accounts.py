"""
Accounts: made on the terminal or by an invitation, changed and ended by an administrator.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import AccountRefused, NotThere
from sijill.flow.clock import now_utc
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.naming import fold_name, is_name
from sijill.flow.team.passwords import find_weakness, hash_password
from sijill.flow.team.rights import need
from sijill.flow.team.secrecy import make_id
from sijill.model.account import Account, ApiToken, Invitation, RecoveryCode, Session
from sijill.model.person import Person
from sijill.model.role import Right, Role


@dataclass(frozen=True, slots=True)
class Member:
    """
    A person of the team, as administrators see it.

    Attributes:
        id: Id of the account.
        name: Its name.
        role: Its role.
        made_at: When it was made.
        second_factor: Whether it has one.
        ended_at: When it was ended.
        seen_at: When one of its sessions was last used; ``None``: none is open.
    """

    id: str
    name: str
    role: str
    made_at: str
    second_factor: bool
    ended_at: str | None
    seen_at: str | None


@dataclass(frozen=True, slots=True)
class Team:
    """
    Who is in the team, and who is invited.

    Attributes:
        members: By name; those whose account was ended come last.
        invitations: Those that stand.
        roles: Every role, the least first.
    """

    members: tuple[Member, ...]
    invitations: tuple[Invitation, ...]
    roles: tuple[str, ...] = tuple(Role)


def add_account(
    bench: Workbench, name: str, password: str, role: Role, *, by: str | None = None
) -> Account:
    """
    Make an account.

    Args:
        bench: The workbench.
        name: Its name; none like it may have been used.
        password: Its password.
        role: Its role.
        by: Id of who makes it; ``None``: the person whose account it is.

    Raises:
        AccountRefused: If the name cannot be one or was used, or the password is too weak.
    """
    if not is_name(name):
        raise AccountRefused("bad_name")
    if weak := find_weakness(password, name, bench.rules):
        raise AccountRefused(weak)
    kept = hash_password(password, bench.rules)
    name = " ".join(name.split())
    made = Account(make_id("p"), fold_name(name), name, role.value, kept, now_utc())
    if not bench.desk.add(made):
        raise AccountRefused("name_taken")
    bench.desk.save_audit(
        at=made.made_at, by=by or made.id, act="account.make", ids=(made.id, made.role)
    )
    return made


def has_accounts(bench: Workbench) -> bool:
    """Say whether anybody has an account."""
    return bench.desk.count(Account) > 0


def list_team(bench: Workbench, person: Person) -> Team:
    """Return everybody of the team, for an administrator."""
    need(person, Right.ADMINISTER)
    seen: dict[str, str] = {}
    for session in bench.desk.list(Session, stage="full"):
        seen[session.account_id] = max(session.seen_at, seen.get(session.account_id, ""))
    members = tuple(
        Member(
            one.id, one.name, one.role, one.made_at, bool(one.seed), one.ended_at,
            seen.get(one.id),
        )
        for one in bench.desk.list(Account, order="key")
    )  # fmt: skip
    waiting = tuple(
        one
        for one in bench.desk.list(Invitation, order="made_at", used_at=None)
        if one.ends_at > now_utc()
    )
    return Team(tuple(sorted(members, key=lambda one: one.ended_at is not None)), waiting)


def change_role(bench: Workbench, person: Person, account_id: str, role: Role) -> Account:
    """
    Give an account another role; it holds from the next request on.

    Raises:
        NotThere: If there is no such account, or it was ended.
        AccountRefused: If it is the last administrator.
    """
    need(person, Right.ADMINISTER)
    account = _find(bench, account_id)
    if role is not Role.ADMINISTRATOR:
        _keep_one_administrator(bench, account)
    bench.desk.change(Account, {"id": account.id}, role=role.value)
    note(bench, person, "account.change_role", account.id, account.role, role.value)
    return _find(bench, account_id)


def end_account(bench: Workbench, person: Person, account_id: str) -> None:
    """
    End an account with its sessions and tokens; its name is never given again.

    Raises:
        NotThere: If there is no such account, or it was ended.
        AccountRefused: If it is the last administrator.
    """
    need(person, Right.ADMINISTER)
    account = _find(bench, account_id)
    _keep_one_administrator(bench, account)
    at = now_utc()
    bench.desk.change(Account, {"id": account.id}, ended_at=at, seed=None, password="")
    bench.desk.drop(Session, account_id=account.id)
    bench.desk.drop(RecoveryCode, account_id=account.id)
    bench.desk.change(ApiToken, {"account_id": account.id, "ended_at": None}, ended_at=at)
    note(bench, person, "account.end", account.id)


def reset_account(bench: Workbench, person: Person, account_id: str, password: str) -> None:
    """
    Give an account a new password and take its second factor off, after both were lost.

    Raises:
        NotThere: If there is no such account, or it was ended.
        AccountRefused: If the password is too weak.
    """
    need(person, Right.ADMINISTER)
    account = _find(bench, account_id)
    if weak := find_weakness(password, account.name, bench.rules):
        raise AccountRefused(weak)
    kept = hash_password(password, bench.rules)
    bench.desk.change(Account, {"id": account.id}, password=kept, seed=None)
    bench.desk.drop(Session, account_id=account.id)
    bench.desk.drop(RecoveryCode, account_id=account.id)
    note(bench, person, "account.reset", account.id)


def find_account(bench: Workbench, name: str) -> Account:
    """
    Return the account of a name.

    Raises:
        NotThere: If there is none, or it was ended.
    """
    account = bench.desk.find(Account, key=fold_name(name), ended_at=None)
    if account is None:
        raise NotThere("account", name)
    return account


def _find(bench: Workbench, account_id: str) -> Account:
    account = bench.desk.find(Account, id=account_id, ended_at=None)
    if account is None:
        raise NotThere("account", account_id)
    return account


def _keep_one_administrator(bench: Workbench, account: Account) -> None:
    role = Role.ADMINISTRATOR.value
    if account.role == role and bench.desk.count(Account, role=role, ended_at=None) < 2:
        raise AccountRefused("last_administrator")
