"""
A person's own account: password, second factor, sessions and tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import AccountRefused, NotSignedIn, NotThere, SignInRefused
from sijill.flow.clock import now_utc
from sijill.flow.team.attempts import begin_attempt, end_attempt
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.passwords import find_weakness, hash_password, is_password
from sijill.flow.team.secondfactor import (
    Seed,
    digest_recovery_code,
    make_recovery_codes,
    make_seed,
    show_seed,
)
from sijill.flow.team.secrecy import digest_secret
from sijill.flow.team.sessions import Origin, find_session, rotate, use_code
from sijill.flow.team.tokens import need_self
from sijill.model.account import Account, ApiToken, RecoveryCode, Session
from sijill.model.person import Person
from sijill.model.role import Right

_SEED_LENGTH = 32


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """
    What a person sees of their own account.

    Attributes:
        name: Its name.
        role: Its role.
        second_factor: Whether it has one.
        n_recovery: Recovery codes that were not used.
        sessions: Open sessions, the newest first.
        current: Id of the session that asks.
        tokens: Tokens that stand.
        rights: Rights that a token could be given.
        token_days: Days that a token lasts at most.
    """

    name: str
    role: str
    second_factor: bool
    n_recovery: int
    sessions: tuple[Session, ...]
    current: str
    tokens: tuple[ApiToken, ...]
    rights: tuple[Right, ...]
    token_days: int


@dataclass(frozen=True, slots=True)
class Renewed:
    """
    What a person gets for a new second factor.

    Attributes:
        cookie: A new cookie.
        recovery_codes: Codes that open once each, shown once.
    """

    cookie: str
    recovery_codes: tuple[str, ...]


def show_own(bench: Workbench, person: Person, cookie: str) -> OwnAccount:
    """Return what a person sees of their own account."""
    need_self(person)
    account = bench.desk.find(Account, id=person.id)
    at = now_utc()
    tokens = bench.desk.list(ApiToken, order="-made_at", account_id=person.id, ended_at=None)
    here = bench.desk.find(Session, digest=digest_secret(cookie))
    return OwnAccount(
        person.name,
        person.role.value,
        bool(account and account.seed),
        bench.desk.count(RecoveryCode, account_id=person.id, used_at=None),
        bench.desk.list(Session, order="-made_at", account_id=person.id, stage="full"),
        here.id if here else "",
        tuple(token for token in tokens if token.ends_at > at),
        tuple(right for right in Right if right in person.rights),
        bench.rules.token_days,
    )


def change_password(bench: Workbench, cookie: str, old: str, new: str, origin: Origin) -> str:
    """
    Change the password of who is signed in; every other session ends.

    Returns:
        A new cookie.

    Raises:
        SignInRefused: If *old* is wrong.
        AccountRefused: If *new* is too weak.
    """
    account = _check_password(bench, cookie, old, origin)
    if weak := find_weakness(new, account.name, bench.rules):
        raise AccountRefused(weak)
    bench.desk.change(Account, {"id": account.id}, password=hash_password(new, bench.rules))
    return _renew(bench, account, cookie, origin, "account.change_password")


def offer_seed(bench: Workbench, cookie: str) -> Seed:
    """Return a new seed for who is signed in, or must set a second factor up to be."""
    return show_seed(make_seed(), _account_of(bench, cookie).name)


def show_offered(bench: Workbench, cookie: str, seed: str) -> Seed:
    """Return a seed that was offered before, after a code that was wrong."""
    return show_seed(_checked(seed), _account_of(bench, cookie).name)


def set_second_factor(
    bench: Workbench, cookie: str, seed: str, code: str, origin: Origin, *, password: str = ""
) -> Renewed:
    """
    Set a second factor up, or another one in its place.

    Args:
        bench: The workbench.
        cookie: The session's.
        seed: The seed that was offered.
        code: A code made of it, to show that the authenticator has it.
        origin: Where the request comes from.
        password: The password; not asked for when it was given just before.

    Raises:
        SignInRefused: If the password or the code is wrong.
    """
    session = find_session(bench, cookie)
    if session is not None and session.stage == "setup":
        account = _account_of(bench, cookie)
    else:
        account = _check_password(bench, cookie, password, origin)
    if not use_code(bench, account, code, now_utc(), seed=_checked(seed)):
        raise SignInRefused("wrong_code")
    codes = make_recovery_codes()
    bench.desk.drop(RecoveryCode, account_id=account.id)
    digests = (digest_recovery_code(account.id, one) for one in codes)
    bench.desk.add(*(RecoveryCode(digest, account.id) for digest in digests))
    return Renewed(_renew(bench, account, cookie, origin, "account.set_second_factor"), codes)


def end_session(bench: Workbench, person: Person, session_id: str) -> None:
    """
    End one of a person's own sessions.

    Raises:
        NotThere: If the person has no such session.
    """
    need_self(person)
    if not bench.desk.drop(Session, id=session_id, account_id=person.id):
        raise NotThere("session", session_id)
    note(bench, person, "session.end", session_id)


def _renew(bench: Workbench, account: Account, cookie: str, origin: Origin, act: str) -> str:
    fresh = rotate(bench, cookie, origin)
    kept = digest_secret(fresh)
    for session in bench.desk.list(Session, account_id=account.id):
        if session.digest != kept:
            bench.desk.drop(Session, digest=session.digest)
    bench.desk.save_audit(at=now_utc(), by=account.id, act=act, ids=())
    return fresh


def _check_password(bench: Workbench, cookie: str, password: str, origin: Origin) -> Account:
    session = find_session(bench, cookie)
    if session is None or session.stage != "full":
        raise NotSignedIn
    account = _account_of(bench, cookie)
    if wait_s := begin_attempt(bench.desk, account.key, origin.address, at=now_utc()):
        raise SignInRefused("wait", wait_s=wait_s)
    if not is_password(password, account.password, bench.rules):
        raise SignInRefused("wrong_password")
    end_attempt(bench.desk, account.key, origin.address)
    return account


def _account_of(bench: Workbench, cookie: str) -> Account:
    session = find_session(bench, cookie)
    found = session and bench.desk.find(Account, id=session.account_id, ended_at=None)
    if not session or not found or session.stage == "code":
        raise NotSignedIn
    return found


def _checked(seed: str) -> str:
    letters = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    if len(seed) != _SEED_LENGTH or not set(seed) <= letters:
        raise SignInRefused("wrong_code")
    return seed
