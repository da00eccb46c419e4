"""
Signing in: what opens, what does not, how often one may try, and when it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyotp
import pytest

from sijill.errors import AccountRefused, NotSignedIn, SignInRefused
from sijill.flow.clock import later, now_utc, seconds_of
from sijill.flow.team import Workbench
from sijill.flow.team.accounts import add_account, change_role, end_account
from sijill.flow.team.ownaccount import change_password, offer_seed, set_second_factor
from sijill.flow.team.sealing import Sealer, is_sealed
from sijill.flow.team.sessions import (
    Origin,
    enter_code,
    find_member,
    find_session_end,
    seal_old_seeds,
    sign_in,
)
from sijill.model.account import Account, AuditEntry, RecoveryCode
from sijill.model.person import Person
from sijill.model.role import Right, Role

PASSWORD = "quartz lamp on sunday"
HERE = Origin("192.0.2.1", "a browser")
Make = Callable[[Role], Person]


def set_up(team: Workbench, name: str) -> tuple[str, str, tuple[str, ...]]:
    """Sign in for the first time; return the cookie, the seed and the recovery codes."""
    cookie = sign_in(team, name, PASSWORD, HERE).cookie
    seed = offer_seed(team, cookie).words
    code = pyotp.TOTP(seed).at(seconds_of(now_utc()))
    renewed = set_second_factor(team, cookie, seed, code, HERE)
    return renewed.cookie, seed, renewed.recovery_codes


def test_a_password_alone_opens_nothing(team: Workbench, member: Make) -> None:
    """Who has no second factor must set one up first, who has one must give its code."""
    dana = member(Role.CODER)
    first = sign_in(team, dana.name.upper(), PASSWORD, HERE)
    cookie, _, _ = set_up(team, dana.name)
    second = sign_in(team, dana.name, PASSWORD, HERE)

    assert (first.stage, second.stage) == ("setup", "code")
    assert find_member(team, second.cookie) is None
    assert find_member(team, first.cookie) is None
    assert find_member(team, cookie) == dana


def test_each_code_opens_once(team: Workbench, member: Make) -> None:
    """A code that was seen over a shoulder is worth nothing; nor is an older one."""
    dana = member(Role.CODER)
    _, seed, _ = set_up(team, dana.name)
    at = later(now_utc(), minutes=5)
    code = pyotp.TOTP(seed).at(seconds_of(at))
    old = pyotp.TOTP(seed).at(seconds_of(at) - 30)
    first = enter_code(
        team, sign_in(team, dana.name, PASSWORD, HERE, at=at).cookie, code, HERE, at=at
    )

    assert find_member(team, first.cookie, at=at) == dana
    for used in (code, old):
        pending = sign_in(team, dana.name, PASSWORD, HERE, at=at)
        with pytest.raises(SignInRefused):
            enter_code(team, pending.cookie, used, HERE, at=at)


def test_a_recovery_code_opens_once(team: Workbench, member: Make) -> None:
    """It stands in for the second factor, whatever the dashes, and then is used up."""
    dana = member(Role.CODER)
    _, _, codes = set_up(team, dana.name)
    typed = codes[3].replace("-", " ").upper()

    enter_code(team, sign_in(team, dana.name, PASSWORD, HERE).cookie, typed, HERE)
    with pytest.raises(SignInRefused):
        enter_code(team, sign_in(team, dana.name, PASSWORD, HERE).cookie, codes[3], HERE)

    assert team.desk.count(RecoveryCode, account_id=dana.id, used_at=None) == 9


def test_the_cookie_is_another_after_each_step(team: Workbench, member: Make) -> None:
    """A cookie that was planted before somebody signed in opens nothing afterwards."""
    dana = member(Role.CODER)
    _, seed, _ = set_up(team, dana.name)
    pending = sign_in(team, dana.name, PASSWORD, HERE)
    at = later(now_utc(), minutes=1)
    code = pyotp.TOTP(seed).at(seconds_of(at))
    full = enter_code(team, pending.cookie, code, HERE, at=at)

    assert full.cookie != pending.cookie
    with pytest.raises(NotSignedIn):
        enter_code(team, pending.cookie, code, HERE, at=at)


def test_no_words_tell_who_has_an_account(team: Workbench, member: Make) -> None:
    """A wrong password, a name that is not there, and one that was ended: one answer."""
    boss, gone = member(Role.ADMINISTRATOR), member(Role.CODER)
    end_account(team, boss, gone.id)
    said = set()
    for name, password in (
        (boss.name, "wrong"), ("nobody", PASSWORD), (gone.name, PASSWORD), (gone.name, "")
    ):  # fmt: skip
        with pytest.raises(SignInRefused) as refused:
            sign_in(team, name, password, HERE)
        said.add((str(refused.value), refused.value.reason, refused.value.wait_s))

    assert len(said) == 1


def test_the_waits_grow(team: Workbench, member: Make) -> None:
    """After some failures each next try waits twice as long, the right password too."""
    dana = member(Role.CODER)
    at, waits = now_utc(), []
    for _ in range(9):
        with pytest.raises(SignInRefused) as refused:
            sign_in(team, dana.name, "wrong", HERE, at=at)
        if refused.value.wait_s:
            waits.append(refused.value.wait_s)
            with pytest.raises(SignInRefused):
                sign_in(team, dana.name, PASSWORD, HERE, at=at)
            at = later(at, seconds=refused.value.wait_s)

    assert waits == [2, 4]
    assert sign_in(team, dana.name, PASSWORD, Origin("192.0.2.2"), at=at).cookie


def test_one_address_cannot_try_many_names(team: Workbench) -> None:
    """Tries with ever other names from one address are bounded too."""
    reasons = []
    for number in range(23):
        with pytest.raises(SignInRefused) as refused:
            sign_in(team, f"name {number}", "wrong", HERE, at="2026-01-01T00:00:00Z")
        reasons.append(refused.value.reason)

    assert reasons == ["wrong"] * 21 + ["wait"] * 2


def test_a_whole_office_signs_in_from_one_address(team: Workbench, member: Make) -> None:
    """Tries that got somebody in are no failures, with a code or without one."""
    office = [member(Role.CODER) for _ in range(12)]
    seeds = {one.name: set_up(team, one.name)[1] for one in office}
    for number, (name, seed) in enumerate(seeds.items()):
        at = later(now_utc(), minutes=2 + number)
        came = sign_in(team, name, PASSWORD, HERE, at=at)
        code = pyotp.TOTP(seed).at(seconds_of(at))
        assert enter_code(team, came.cookie, code, HERE, at=at).cookie


def test_a_session_ends(team: Workbench, member: Make) -> None:
    """By not being used, by its length, and with the account."""
    boss, dana = member(Role.ADMINISTRATOR), member(Role.CODER)
    cookie, _, _ = set_up(team, dana.name)
    at = now_utc()
    idle = later(at, minutes=team.rules.idle_minutes, seconds=1)

    assert find_member(team, cookie, at=later(at, minutes=59)) == dana
    assert find_member(team, cookie, at=later(at, minutes=100)) == dana
    assert find_member(team, cookie, at=later(idle, minutes=101)) is None
    cookie, _, _ = set_up_again(team, dana)
    for minutes in range(50, 12 * 60, 50):
        assert find_member(team, cookie, at=later(at, minutes=minutes)) == dana
    assert find_member(team, cookie, at=later(at, hours=12, minutes=1)) is None
    cookie, _, _ = set_up_again(team, dana)
    end_account(team, boss, dana.id)
    assert find_member(team, cookie) is None


def test_what_nobody_does_renews_no_session(team: Workbench, member: Make) -> None:
    """It is known by its cookie, and ends as if it had not been asked for."""
    dana = member(Role.CODER)
    cookie, _, _ = set_up(team, dana.name)
    at = now_utc()

    for minutes in (30, 59):
        found = find_member(team, cookie, at=later(at, minutes=minutes), renews=False)
        assert found == dana
    end = find_session_end(team, cookie)
    assert end is not None and end <= later(at, minutes=team.rules.idle_minutes)
    late = later(at, minutes=team.rules.idle_minutes, seconds=1)
    assert find_member(team, cookie, at=late) is None
    assert find_session_end(team, cookie) is None


def set_up_again(team: Workbench, person: Person) -> tuple[str, str, tuple[str, ...]]:
    """Take the second factor off and set up another, for a new session."""
    team.desk.change(Account, {"id": person.id}, seed=None)
    return set_up(team, person.name)


def test_a_role_holds_from_the_next_request(team: Workbench, member: Make) -> None:
    """Who is made a viewer has lost the rights of a coder in the open session too."""
    boss, dana = member(Role.ADMINISTRATOR), member(Role.CODER)
    cookie, _, _ = set_up(team, dana.name)
    change_role(team, boss, dana.id, Role.VIEWER)
    found = find_member(team, cookie)

    assert found is not None
    assert not found.may(Right.READ_PRIVATE)
    with pytest.raises(AccountRefused):
        change_role(team, boss, boss.id, Role.CODER)


def test_a_new_password_ends_the_other_sessions(team: Workbench, member: Make) -> None:
    """Who changes a password because somebody knows it is rid of them."""
    dana = member(Role.CODER)
    here, seed, _ = set_up(team, dana.name)
    code = pyotp.TOTP(seed).at(seconds_of(now_utc()) + 30)
    there = enter_code(team, sign_in(team, dana.name, PASSWORD, HERE).cookie, code, HERE).cookie
    with pytest.raises(SignInRefused):
        change_password(team, here, "wrong", "another lamp of quartz", HERE)
    fresh = change_password(team, here, PASSWORD, "another lamp of quartz", HERE)

    assert find_member(team, fresh) == dana
    assert (find_member(team, here), find_member(team, there)) == (None, None)


def test_nothing_that_opens_stands_on_the_desk(team: Workbench, member: Make) -> None:
    """Cookies and recovery codes are digests there, passwords are hashes, seeds are sealed."""
    dana = member(Role.CODER)
    cookie, seed, codes = set_up(team, dana.name)
    files = [team.layout.folder / f"desk.sqlite{end}" for end in ("", "-wal")]
    data = b"".join(path.read_bytes() for path in files)

    assert dana.id.encode() in data
    assert [one for one in (PASSWORD, cookie, seed, *codes) if one.encode() in data] == []


def test_a_seed_of_an_earlier_version_is_sealed(team: Workbench, member: Make) -> None:
    """It goes on to open; with another key its codes do not, and a recovery code still does."""
    dana = member(Role.CODER)
    _, seed, codes = set_up(team, dana.name)
    team.desk.change(Account, {"id": dana.id}, seed=seed)
    sealed = (seal_old_seeds(team), seal_old_seeds(team))
    kept = team.desk.find(Account, id=dana.id)
    at = later(now_utc(), minutes=5)
    code = pyotp.TOTP(seed).at(seconds_of(at))
    cookie = sign_in(team, dana.name, PASSWORD, HERE, at=at).cookie
    stranger = replace(team, sealer=Sealer(bytes(32)))

    assert sealed == (1, 0)
    assert kept is not None
    assert kept.seed is not None
    assert is_sealed(kept.seed)
    with pytest.raises(SignInRefused):
        enter_code(stranger, cookie, code, HERE, at=at)
    assert enter_code(team, cookie, code, HERE, at=at).stage == "full"
    again = sign_in(team, dana.name, PASSWORD, HERE, at=at).cookie
    assert enter_code(stranger, again, codes[0], HERE, at=at).stage == "full"


def test_the_log_names_ids_alone(team: Workbench, member: Make) -> None:
    """What happened stands in the audit log; what people typed does not."""
    dana = member(Role.CODER)
    set_up(team, dana.name)
    with pytest.raises(SignInRefused):
        sign_in(team, "my password by mistake", "x", HERE)
    lines = team.desk.list(AuditEntry)

    assert [line.act for line in lines] == [
        "account.make", "session.begin", "account.set_second_factor", "session.refuse"
    ]  # fmt: skip
    assert not any("mistake" in str(line) or dana.name in str(line) for line in lines)


@pytest.mark.parametrize("password", ["short", "dana test dana test", "aaaaaaaaaaaaaaaaaaaa"])
def test_a_weak_password_makes_no_account(team: Workbench, password: str) -> None:
    """Too short, the own name, or one letter."""
    with pytest.raises(AccountRefused):
        add_account(team, "Dana Test", password, Role.CODER)
