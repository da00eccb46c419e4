"""
Who clicks twice where once was meant comes in once, and is told of nothing.
"""

from __future__ import annotations

import pyotp
from conftest import Visit
from playwright.sync_api import expect
from visiting import PASSWORD

from sijill.flow.clock import now_utc, seconds_of
from sijill.flow.team import Workbench
from sijill.flow.team.invitations import invite
from sijill.model.account import Account, Session
from sijill.model.person import Person
from sijill.model.role import Role

SUBMIT = "form.narrow button[type=submit]"


def test_two_clicks_on_the_way_in_are_one(visit: Visit, team: Workbench) -> None:
    """The invitation, the password and the code of the second factor, each clicked twice."""
    boss = visit("Invites", Role.ADMINISTRATOR).name
    [account] = [one for one in team.desk.list(Account) if one.name == boss]
    person = Person(account.id, account.name, Role.ADMINISTRATOR)
    visitor = visit("Passes by")
    page = visitor.go(f"/invitation/{invite(team, person, Role.CODER).secret}")
    page.fill("#name", "Clicks twice")
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.dblclick(SUBMIT)
    page.wait_for_url("**/sign-in?made=1")
    page.fill("#name", "Clicks twice")
    page.fill("#password", PASSWORD)
    page.dblclick(SUBMIT)
    page.wait_for_url("**/second-factor")
    page.fill("#code", pyotp.TOTP(page.input_value("[name=seed]")).at(seconds_of(now_utc())))
    page.dblclick(SUBMIT)
    expect(page.locator("code")).to_have_count(10)
    [made] = [one for one in team.desk.list(Account) if one.name == "Clicks twice"]
    sessions = team.desk.list(Session, account_id=made.id)
    acts = [one.act for one in team.desk.list_audit() if one.by == made.id]

    assert [one.stage for one in sessions] == ["full"]
    assert [act for act in acts if "refuse" in act] == []
