"""
Invitations make one account each; tokens do what they are for and end; the log is whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from sijill.errors import AccountRefused, ChainBroken, NotAllowed, NotThere
from sijill.flow.clock import later, now_utc
from sijill.flow.team import Workbench
from sijill.flow.team.accounts import add_account, end_account, list_team, reset_account
from sijill.flow.team.auditing import AuditFilter, export_audit, list_audit
from sijill.flow.team.invitations import (
    accept_invitation,
    find_invitation,
    invite,
    withdraw_invitation,
)
from sijill.flow.team.tokens import end_token, find_by_token, make_token
from sijill.model.person import Person
from sijill.model.role import Right, Role
from sijill.store.database import open_engine

PASSWORD = "quartz lamp on sunday"
Make = Callable[[Role], Person]


def test_an_invitation_makes_one_account(team: Workbench, member: Make) -> None:
    """With the role that it was made for; a second use and a late one are refused alike."""
    boss = member(Role.ADMINISTRATOR)
    invited = invite(team, boss, Role.REVIEWER)
    with pytest.raises(AccountRefused):
        accept_invitation(team, invited.secret, "Rana", "weak")
    account = accept_invitation(team, invited.secret, "Rana", PASSWORD)
    late = invite(team, boss, Role.CODER)
    back = invite(team, boss, Role.CODER)
    withdraw_invitation(team, boss, back.invitation.id)

    assert account.role == "reviewer"
    for secret, at in (
        (invited.secret, now_utc()),
        (late.secret, later(now_utc(), days=3)),
        (back.secret, now_utc()),
        ("made up", now_utc()),
    ):
        with pytest.raises(AccountRefused, match="link ended"):
            find_invitation(team, secret, at=at)


def test_names_that_look_alike_are_one(team: Workbench) -> None:
    """No second account takes the name of another, be it ended."""
    boss = add_account(team, "Boss", PASSWORD, Role.ADMINISTRATOR)
    dana = add_account(team, "Dana  Test", PASSWORD, Role.CODER)
    end_account(team, Person(boss.id, boss.name, Role.ADMINISTRATOR), dana.id)

    with pytest.raises(AccountRefused, match="name taken"):
        add_account(team, "ＤＡＮＡ test", PASSWORD, Role.CODER)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_administer(team: Workbench, member: Make, role: Role) -> None:
    """Nobody else invites, sees the team, ends an account or reads the log."""
    person = member(role)
    for ask in (
        lambda: invite(team, person, Role.VIEWER),
        lambda: list_team(team, person),
        lambda: end_account(team, person, person.id),
        lambda: reset_account(team, person, person.id, PASSWORD),
        lambda: list_audit(team, person),
        lambda: next(export_audit(team, person)),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_a_token_does_what_it_is_for(team: Workbench, member: Make) -> None:
    """It has the rights that it was given, none beyond its person's, until it ends."""
    dana = member(Role.CODER)
    made = make_token(team, dana, "nightly copy", [Right.READ], days=30)
    found = find_by_token(team, made.secret)

    assert found is not None
    assert (found.name, found.rights) == (dana.name, frozenset({Right.READ}))
    with pytest.raises(NotAllowed):
        make_token(team, found, "another", [Right.READ], days=1)
    with pytest.raises(NotAllowed):
        make_token(team, dana, "more", [Right.PUBLISH], days=1)
    with pytest.raises(AccountRefused):
        make_token(team, dana, "for ever", [Right.READ], days=10_000)
    assert find_by_token(team, made.secret, at=later(now_utc(), days=30)) is None
    end_token(team, dana, made.token.id)
    assert find_by_token(team, made.secret) is None


def test_nobody_ends_another_persons_token(team: Workbench, member: Make) -> None:
    """To another it is as if it were not there."""
    dana, rana = member(Role.CODER), member(Role.CODER)
    made = make_token(team, dana, "nightly copy", [Right.READ], days=30)

    with pytest.raises(NotThere):
        end_token(team, rana, made.token.id)
    assert find_by_token(team, made.secret) is not None


def test_the_log_is_filtered_and_exported(team: Workbench, member: Make) -> None:
    """By person and act, newest first; the export holds every line with its digest."""
    boss, _ = member(Role.ADMINISTRATOR), member(Role.CODER)
    invite(team, boss, Role.CODER)
    found = list_audit(team, boss, AuditFilter(by=boss.id, act="account.invite"))
    lines = [json.loads(line) for line in export_audit(team, boss)]

    assert [(line.name, line.entry.act) for line in found.lines] == [
        (boss.name, "account.invite")
    ]
    assert [line["number"] for line in lines] == [1, 2, 3, 4]
    assert lines[-1]["act"] == "audit.export"


def test_a_log_that_was_touched_is_not_begun_to_be_told(team: Workbench, member: Make) -> None:
    """It is refused before its first line: half a file looks like a whole one."""
    boss = member(Role.ADMINISTRATOR)
    with open_engine(team.layout.desk).begin() as connection:
        connection.execute(sa.text("UPDATE audit SET act = 'nothing'"))

    with pytest.raises(ChainBroken):
        export_audit(team, boss)
