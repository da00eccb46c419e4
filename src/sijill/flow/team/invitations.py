"""
Invitations: a link that makes one account, once, within some days.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import AccountRefused, NotThere
from sijill.flow.clock import later, now_utc
from sijill.flow.team.accounts import add_account
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.naming import fold_name, is_name
from sijill.flow.team.passwords import find_weakness
from sijill.flow.team.rights import need
from sijill.flow.team.secrecy import digest_secret, make_id, make_secret
from sijill.model.account import Account, Invitation
from sijill.model.person import Person
from sijill.model.role import Right, Role


@dataclass(frozen=True, slots=True)
class Invited:
    """
    An invitation and the words that open it, which are shown once.

    Attributes:
        invitation: What is kept.
        secret: What stands in the link.
    """

    invitation: Invitation
    secret: str


def invite(bench: Workbench, person: Person, role: Role) -> Invited:
    """Return an invitation to make an account with *role*; an administrator makes it."""
    need(person, Right.ADMINISTER)
    at = now_utc()
    secret = make_secret()
    ends_at = later(at, days=bench.rules.invitation_days)
    made = Invitation(digest_secret(secret), make_id("n"), role.value, person.id, at, ends_at)
    bench.desk.add(made)
    note(bench, person, "account.invite", made.id, role.value)
    return Invited(made, secret)


def withdraw_invitation(bench: Workbench, person: Person, invitation_id: str) -> None:
    """
    Take an invitation back.

    Raises:
        NotThere: If there is none, or it was used.
    """
    need(person, Right.ADMINISTER)
    where = {"id": invitation_id, "used_at": None}
    if not bench.desk.change(Invitation, where, used_at=now_utc()):
        raise NotThere("invitation", invitation_id)
    note(bench, person, "account.withdraw_invitation", invitation_id)


def find_invitation(bench: Workbench, secret: str, *, at: str | None = None) -> Invitation:
    """
    Return the invitation that a link opens.

    Raises:
        AccountRefused: If it was used, taken back or has ended, or never was; not told apart.
    """
    found = bench.desk.find(Invitation, digest=digest_secret(secret), used_at=None)
    if found is None or found.ends_at <= (at or now_utc()):
        raise AccountRefused("link_ended")
    return found


def accept_invitation(bench: Workbench, secret: str, name: str, password: str) -> Account:
    """
    Make an account by an invitation, which opens nothing after that.

    Raises:
        AccountRefused: If the invitation has ended, or the name or the password will not do;
            the link can be used again then.
    """
    found = find_invitation(bench, secret)
    if not is_name(name):
        raise AccountRefused("bad_name")
    if weak := find_weakness(password, name, bench.rules):
        raise AccountRefused(weak)
    if bench.desk.find(Account, key=fold_name(name)):
        raise AccountRefused("name_taken")
    where = {"digest": found.digest, "used_at": None}
    if not bench.desk.change(Invitation, where, used_at=now_utc()):
        raise AccountRefused("link_ended")
    account = add_account(bench, name, password, Role(found.role))
    bench.desk.change(Invitation, {"digest": found.digest}, used_by=account.id)
    return account
