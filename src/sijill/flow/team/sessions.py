"""
Signing in with a password and a second factor, being known by a cookie, and signing out.

Each step gives a new cookie, so that one planted before it opens nothing. Whether there is no
such account, it was ended, or the password is wrong: the words and the time are the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import NotSignedIn, SignInRefused
from sijill.flow.clock import later, now_utc
from sijill.flow.team.attempts import begin_attempt, end_attempt
from sijill.flow.team.bench import Workbench
from sijill.flow.team.naming import fold_name
from sijill.flow.team.passwords import hash_password, is_outdated, is_password
from sijill.flow.team.sealing import is_sealed
from sijill.flow.team.secondfactor import digest_recovery_code, find_step
from sijill.flow.team.secrecy import digest_secret, make_id, make_secret
from sijill.flow.team.withholding import withheld_from
from sijill.model.account import Account, RecoveryCode, Session
from sijill.model.person import Person
from sijill.model.role import Role

FULL, CODE, SETUP = "full", "code", "setup"
_PENDING_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Origin:
    """
    Where a request comes from.

    Attributes:
        address: The peer's address.
        browser: What it says it is.
    """

    address: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """
    How far somebody has come.

    Attributes:
        cookie: What the browser keeps; the desk has its digest alone.
        stage: ``full``, ``code`` or ``setup``, as in `Session`.
    """

    cookie: str
    stage: str


def sign_in(
    bench: Workbench, name: str, password: str, origin: Origin, *, at: str | None = None
) -> SignedIn:
    """
    Take a name and a password.

    Args:
        bench: The workbench.
        name: The name as typed.
        password: The password as typed.
        origin: Where the request comes from.
        at: Instant; now if not said.

    Raises:
        SignInRefused: If they are wrong, or it is too early to try again.
    """
    at = at or now_utc()
    key = fold_name(name)
    _begin(bench, key, origin, at)
    account = bench.desk.find(Account, key=key, ended_at=None)
    if not is_password(password, account.password if account else None, bench.rules):
        by = account.id if account else "unknown"
        bench.desk.save_audit(at=at, by=by, act="session.refuse", ids=())
        raise SignInRefused("wrong")
    assert account is not None
    if is_outdated(account.password, bench.rules):
        fresh = hash_password(password, bench.rules)
        bench.desk.change(Account, {"id": account.id}, password=fresh)
    stage = CODE if account.seed else SETUP if bench.rules.second_factor else FULL
    return _let_in(bench, account, stage, origin, at)


def enter_code(
    bench: Workbench, cookie: str, code: str, origin: Origin, *, at: str | None = None
) -> SignedIn:
    """
    Take the code of the second factor, or a recovery code; each opens once.

    Raises:
        NotSignedIn: If no password was given before, or too long ago.
        SignInRefused: If the code is wrong or was used, or it is too early to try again.
    """
    at = at or now_utc()
    session = find_session(bench, cookie, at=at)
    account = bench.desk.find(Account, id=session.account_id) if session else None
    if session is None or session.stage != CODE or account is None:
        raise NotSignedIn
    _begin(bench, account.key, origin, at)
    if not (use_code(bench, account, code, at) or _use_recovery_code(bench, account, code, at)):
        if find_session(bench, cookie, at=at) is None:  # a second click: the first came in
            raise NotSignedIn
        bench.desk.save_audit(at=at, by=account.id, act="session.refuse_code", ids=())
        raise SignInRefused("wrong_code")
    bench.desk.drop(Session, digest=session.digest)
    return _let_in(bench, account, FULL, origin, at, tries=2)  # the password was one


def use_code(
    bench: Workbench, account: Account, code: str, at: str, *, seed: str | None = None
) -> bool:
    """Use a code by time, of the account's seed or a new one; say whether it was right."""
    known = seed or open_seed(bench, account)
    step = find_step(known, code, at=at) if known else None
    if step is None:
        return False
    below = None if seed else {"step": step}
    changed: dict[str, int | str] = {"step": step}
    if seed:
        changed["seed"] = bench.sealer.seal(seed, _seed_of(account))
    return bench.desk.change(Account, {"id": account.id}, below=below, **changed) == 1


def open_seed(bench: Workbench, account: Account) -> str | None:
    """
    Return the seed of an account; ``None``: it has none, or it was sealed with another key.

    One that an earlier version kept open is sealed when it is next asked for.
    """
    if account.seed is None or is_sealed(account.seed):
        return account.seed and bench.sealer.open(account.seed, _seed_of(account))
    was = {"id": account.id, "seed": account.seed}
    bench.desk.change(Account, was, seed=bench.sealer.seal(account.seed, _seed_of(account)))
    return account.seed


def seal_old_seeds(bench: Workbench) -> int:
    """Seal every seed that an earlier version kept open; return how many there were."""
    old = [one for one in bench.desk.list(Account) if one.seed and not is_sealed(one.seed)]
    for account in old:
        open_seed(bench, account)
    return len(old)


def _seed_of(account: Account) -> str:
    return f"seed of {account.id}"


def _use_recovery_code(bench: Workbench, account: Account, code: str, at: str) -> bool:
    digest = digest_recovery_code(account.id, code)
    where = {"digest": digest, "account_id": account.id, "used_at": None}
    used = bench.desk.change(RecoveryCode, where, used_at=at) == 1
    if used:
        bench.desk.save_audit(at=at, by=account.id, act="session.recover", ids=())
    return used


def find_session(
    bench: Workbench, cookie: str | None, *, at: str | None = None, renews: bool = True
) -> Session | None:
    """
    Return the session of a cookie, of whatever stage; ``None``: none, or it has ended.

    Args:
        bench: The workbench.
        cookie: What the browser sent.
        at: Instant; now if not said.
        renews: Whether somebody did something, so that the session is not idle.
    """
    if not cookie:
        return None
    at = at or now_utc()
    session = bench.desk.find(Session, digest=digest_secret(cookie))
    if session is None:
        return None
    if session.ends_at <= at or _idle_end(bench, session) <= at:
        bench.desk.drop(Session, digest=session.digest)
        return None
    if renews and later(session.seen_at, minutes=1) <= at:
        bench.desk.change(Session, {"digest": session.digest}, seen_at=at)
    return session


def find_session_end(bench: Workbench, cookie: str | None) -> str | None:
    """Return when a session ends if nobody does anything; ``None``: it has ended."""
    session = find_session(bench, cookie, renews=False)
    return min(session.ends_at, _idle_end(bench, session)) if session else None


def find_member(
    bench: Workbench, cookie: str | None, *, at: str | None = None, renews: bool = True
) -> Person | None:
    """
    Return who is fully signed in with a cookie; ``None``: nobody, or not any more.

    The arguments are those of `find_session`.
    """
    session = find_session(bench, cookie, at=at, renews=renews)
    if session is None or session.stage != FULL:
        return None
    id_ = session.account_id
    return bench.desk.keep(("member", id_), lambda: _find_person(bench, id_))


def _find_person(bench: Workbench, account_id: str) -> Person | None:
    account = bench.desk.find(Account, id=account_id, ended_at=None)
    if account is None:
        return None
    withheld = withheld_from(bench, account)
    return Person(account.id, account.name, Role(account.role), withheld=withheld)


def end_by_cookie(bench: Workbench, cookie: str | None) -> None:
    """End the session of a cookie."""
    if cookie:
        session = bench.desk.find(Session, digest=digest_secret(cookie))
        if session and bench.desk.drop(Session, digest=session.digest):
            by = session.account_id
            bench.desk.save_audit(at=now_utc(), by=by, act="session.end", ids=(session.id,))


def rotate(bench: Workbench, cookie: str, origin: Origin) -> str:
    """Return a new cookie in the place of one, for a session that gained something."""
    session = find_session(bench, cookie)
    if session is None:
        raise NotSignedIn
    bench.desk.drop(Session, digest=session.digest)
    return _open(bench, session.account_id, FULL, origin, now_utc())


def _begin(bench: Workbench, key: str, origin: Origin, at: str) -> None:
    wait_s = begin_attempt(bench.desk, key, origin.address, at=at)
    if wait_s:
        raise SignInRefused("wait", wait_s=wait_s)


def _let_in(
    bench: Workbench, account: Account, stage: str, origin: Origin, at: str, *, tries: int = 1
) -> SignedIn:
    if stage != CODE:
        end_attempt(bench.desk, account.key, origin.address, tries=tries)
    return SignedIn(_open(bench, account.id, stage, origin, at), stage)


def _open(bench: Workbench, account_id: str, stage: str, origin: Origin, at: str) -> str:
    cookie = make_secret()
    full = stage == FULL
    span = {"hours": bench.rules.session_hours} if full else {"minutes": _PENDING_MINUTES}
    session = _session(cookie, account_id, stage, origin, at, later(at, **span))
    bench.desk.drop(Session, below={"ends_at": at})
    bench.desk.add(session)
    if full:
        bench.desk.save_audit(at=at, by=account_id, act="session.begin", ids=(session.id,))
    return cookie


def _session(
    secret: str, account_id: str, stage: str, origin: Origin, at: str, ends_at: str
) -> Session:
    digest = digest_secret(secret)
    browser = "".join(char for char in origin.browser if char.isprintable())[:120]
    return Session(
        digest, make_id("s"), account_id, stage, at, at, ends_at, origin.address, browser
    )


def _idle_end(bench: Workbench, session: Session) -> str:
    return later(session.seen_at, minutes=bench.rules.idle_minutes)
