"""
Tokens: what a programme signs in with, for one account, with some of its rights, until a day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sijill.errors import AccountRefused, NotAllowed, NotThere
from sijill.flow.clock import later, now_utc
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.naming import is_name
from sijill.flow.team.secrecy import digest_secret, make_id, make_secret
from sijill.flow.team.withholding import withheld_from
from sijill.model.account import Account, ApiToken
from sijill.model.person import Person
from sijill.model.role import Right, Role, rights_of

_PREFIX = "sijill_"


@dataclass(frozen=True, slots=True)
class MadeToken:
    """
    A token and its words, which are shown once.

    Attributes:
        token: What is kept.
        secret: What a programme sends.
    """

    token: ApiToken
    secret: str


def make_token(
    bench: Workbench, person: Person, name: str, rights: Iterable[Right], *, days: int
) -> MadeToken:
    """
    Make a token for a person's own account.

    Args:
        bench: The workbench.
        person: Whose account; signed in, and not by a token.
        name: What it is for.
        rights: What it may do, out of what the person may.
        days: Days until it ends, from 1 to the setting ``token_days``.

    Raises:
        NotAllowed: If the person is a token, or lacks one of the rights.
        AccountRefused: If the name or the days will not do, or no right is named.
    """
    wanted = frozenset(rights)
    need_self(person)
    for right in sorted(wanted - person.rights):
        raise NotAllowed(right.value)
    if not is_name(name):
        raise AccountRefused("bad_name")
    if not wanted or not 1 <= days <= bench.rules.token_days:
        raise AccountRefused("bad_token")
    at = now_utc()
    secret = _PREFIX + make_secret()
    scopes = tuple(sorted(right.value for right in wanted))
    made = ApiToken(
        digest_secret(secret), make_id("t"), person.id, name.strip(), scopes, at,
        later(at, days=days),
    )  # fmt: skip
    bench.desk.add(made)
    note(bench, person, "token.make", made.id, *scopes)
    return MadeToken(made, secret)


def end_token(bench: Workbench, person: Person, token_id: str) -> None:
    """
    End one of a person's own tokens.

    Raises:
        NotThere: If the person has no such token, or it was ended.
    """
    need_self(person)
    where = {"id": token_id, "account_id": person.id, "ended_at": None}
    if not bench.desk.change(ApiToken, where, ended_at=now_utc()):
        raise NotThere("token", token_id)
    note(bench, person, "token.end", token_id)


def find_by_token(bench: Workbench, secret: str, *, at: str | None = None) -> Person | None:
    """Return for whom a token asks, with its rights alone; ``None``: it opens nothing."""
    at = at or now_utc()
    token = bench.desk.find(ApiToken, digest=digest_secret(secret), ended_at=None)
    if token is None or token.ends_at <= at:
        return None
    account = bench.desk.find(Account, id=token.account_id, ended_at=None)
    if account is None:
        return None
    if token.used_at is None or later(token.used_at, minutes=1) <= at:
        bench.desk.change(ApiToken, {"digest": token.digest}, used_at=at)
    role = Role(account.role)
    scopes = frozenset(Right(right) for right in token.rights) & rights_of(role)
    return Person(account.id, account.name, role, scopes, withheld_from(bench, account))


def need_self(person: Person) -> None:
    """
    Go on if a person signed in, and no token acts for them.

    Raises:
        NotAllowed: If it is a token: tokens make no tokens and change no passwords.
    """
    if person.only is not None:
        raise NotAllowed("sign_in")
