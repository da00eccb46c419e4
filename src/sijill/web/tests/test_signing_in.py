"""
From an invitation to an account, its second factor, and the pages behind the door.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest
from fastapi.testclient import TestClient

from sijill.flow.clock import now_utc, seconds_of
from sijill.flow.team import Workbench, open_workbench
from sijill.flow.team.accounts import add_account
from sijill.flow.team.invitations import invite
from sijill.flow.team.tokens import make_token
from sijill.model.account import Account, Session
from sijill.model.person import Person
from sijill.model.role import Right, Role
from sijill.web.app import make_app

PASSWORD = "quartz lamp on sunday"
OWN = {"Origin": "http://127.0.0.1", "X-Sijill-Form": "1"}
Client = Callable[[], TestClient]


@pytest.fixture(scope="module")
def team(record: Path) -> Iterator[Workbench]:
    """Yield the record's workbench for a team, with passwords that cost little to check."""
    with open_workbench(record, mode="team") as bench:
        cheap = replace(bench.rules, argon2_passes=1, argon2_mib=1, argon2_lanes=1)
        yield replace(bench, rules=cheap)


@pytest.fixture(scope="module")
def boss(team: Workbench) -> Person:
    """Return the first administrator."""
    account = add_account(team, "Boss", PASSWORD, Role.ADMINISTRATOR)
    return Person(account.id, account.name, Role.ADMINISTRATOR)


@pytest.fixture(scope="module")
def client(team: Workbench) -> Client:
    """Return what makes a browser."""
    app = make_app(team)

    def make() -> TestClient:
        here = "http://127.0.0.1"
        return TestClient(app, base_url=here, follow_redirects=False, headers=OWN)

    return make


def seed_in(page: str) -> str:
    """Return the seed that a page offers."""
    return str(re.findall(r'name="seed" value="(\w+)"', page)[0])


def code_for(seed: str, step: int = 0) -> str:
    """Return the code of a seed now, or some steps later."""
    return pyotp.TOTP(seed).at(seconds_of(now_utc()) + 30 * step)


def test_an_invitation_that_is_sent_twice_makes_one_account(
    team: Workbench, boss: Person, client: Client
) -> None:
    """Two clicks are answered alike; with other words the link has ended."""
    link = f"/invitation/{invite(team, boss, Role.CODER).secret}"
    browser = client()
    drawn = re.findall('name="once" value="([^"]+)"', browser.get(link).text)
    typed = {"name": "Twice", "password": PASSWORD, "again": PASSWORD, "once": drawn}
    answers = [browser.post(link, data=typed) for _ in range(2)]
    other = browser.post(link, data={**typed, "name": "Thrice"})

    assert [one.headers.get("location") for one in answers] == ["/sign-in?made=1"] * 2
    assert other.status_code == 404
    names = [one.name for one in team.desk.list(Account)]
    assert names.count("Twice") == 1 and "Thrice" not in names


def test_what_is_sent_twice_at_the_door_is_no_failed_attempt(
    team: Workbench, client: Client
) -> None:
    """The second click leads to where the first came in; no session and no refusal is left."""
    account = add_account(team, "Double click", PASSWORD, Role.CODER)
    browser, typed = client(), {"name": account.name, "password": PASSWORD}
    browser.post("/sign-in", data=typed)
    seed = seed_in(browser.get("/sign-in/second-factor").text)
    browser.post("/sign-in/second-factor", data={"seed": seed, "code": code_for(seed)})
    browser.post("/sign-out")
    for _ in range(2):
        browser.post("/sign-in", data=typed)
    before = browser.cookies["sijill_session"]
    first = browser.post("/sign-in/code", data={"code": code_for(seed, 1)})
    came_in = browser.cookies["sijill_session"]
    browser.cookies.set("sijill_session", before)
    second = browser.post("/sign-in/code", data={"code": code_for(seed, 1)})
    browser.cookies.set("sijill_session", came_in)
    mine = [
        one for one in team.desk.list(Session, account_id=account.id) if one.stage == "full"
    ]
    acts = [one.act for one in team.desk.list_audit() if one.by == account.id]

    assert (first.headers["location"], second.headers["location"]) == ("/", "/sign-in")
    assert browser.get("/sign-in").headers["location"] == "/"
    assert len(mine) == 1
    assert not [act for act in acts if "refuse" in act]


def test_an_invitation_leads_to_the_first_page(
    team: Workbench, boss: Person, client: Client
) -> None:
    """Name, password, second factor, recovery codes; each step has a cookie of its own."""
    link = f"/invitation/{invite(team, boss, Role.CODER).secret}"
    browser = client()
    typed = {"name": "Dana <b>", "password": PASSWORD, "again": "x"}
    assert "not the same" in browser.post(link, data=typed).text
    made = browser.post(link, data={**typed, "again": PASSWORD})
    assert made.headers["location"] == "/sign-in?made=1"
    assert browser.get(link).status_code == 404
    came = browser.post("/sign-in", data={"name": "dana <B>", "password": PASSWORD})
    assert came.headers["location"] == "/sign-in/second-factor"
    first = browser.cookies["sijill_session"]
    assert browser.get("/").headers["location"] == "/sign-in"
    seed = seed_in(browser.get("/sign-in/second-factor").text)
    wrong = browser.post("/sign-in/second-factor", data={"seed": seed, "code": "000000"})
    assert seed_in(wrong.text) == seed
    done = browser.post("/sign-in/second-factor", data={"seed": seed, "code": code_for(seed)})
    codes = re.findall(r"<code>([\w-]{19})</code>", done.text)

    assert len(codes) == 10
    assert browser.cookies["sijill_session"] != first
    account = browser.get("/account").text
    assert "Dana &lt;b&gt;" in account and "Dana <b>" not in account
    assert browser.get("/team").status_code == 403

    browser.post("/sign-out")
    assert browser.get("/").status_code == 303
    came = browser.post("/sign-in", data={"name": "Dana <b>", "password": PASSWORD})
    assert came.headers["location"] == "/sign-in/code"
    assert browser.post("/sign-in/code", data={"code": codes[0]}).headers["location"] == "/"
    assert browser.get("/").status_code == 200


def test_a_planted_cookie_opens_nothing(team: Workbench, client: Client) -> None:
    """Who plants a cookie before somebody signs in does not come in with it."""
    add_account(team, "Rana", PASSWORD, Role.CODER)
    browser = client()
    browser.cookies.set("sijill_session", "planted")
    browser.post("/sign-in", data={"name": "Rana", "password": PASSWORD})

    assert browser.cookies.get("sijill_session", domain="127.0.0.1") != "planted"
    thief = client()
    thief.cookies.set("sijill_session", "planted")
    assert thief.get("/sign-in/second-factor").status_code == 303


def test_what_is_refused_says_the_same(client: Client, boss: Person) -> None:
    """A name that is there and one that is not, word for word."""
    pages = [
        client().post("/sign-in", data={"name": name, "password": "wrong"})
        for name in (boss.name, "nobody at all")
    ]

    assert pages[0].text == pages[1].text
    assert {page.status_code for page in pages} == {403}


def test_an_administrator_runs_the_team(team: Workbench, boss: Person, client: Client) -> None:
    """Invite, change a role, end an account; each is a line of the audit log."""
    browser = _signed_in(team, client, boss.name)
    other = add_account(team, "Sami", PASSWORD, Role.CODER)
    page = browser.post("/team/invite", data={"role": "viewer"}).text
    link = re.findall(r"http://127.0.0.1(/invitation/[\w-]+)", page)[0]

    assert client().get(link).status_code == 200
    assert browser.post(f"/team/{other.id}/role", data={"role": "reviewer"}).status_code == 303
    assert browser.post(f"/team/{boss.id}/end").status_code == 422
    assert browser.post(f"/team/{other.id}/end").status_code == 303
    log = browser.get("/audit", params={"act": "account.end"}).text
    said = browser.get("/audit", params={"act": "account.end", "lang": "ar"}).text
    assert other.id in log
    assert ">ended an account</td>" in log
    assert ">إنهاء حساب</td>" in said
    assert not re.search(r">\s*account\.end", log + said)
    export = browser.get("/api/v1/audit/export")
    assert '"act": "account.end"' in export.text
    assert export.text.count("\n") == team.desk.check_audit()


def test_a_token_reads_and_does_no_more(team: Workbench, boss: Person, client: Client) -> None:
    """In the API alone, with its rights alone, and never with what only a person may do."""
    token = make_token(team, boss, "a copy", [Right.READ], days=1).secret
    program = client()
    program.headers["Authorization"] = f"Bearer {token}"

    assert program.get("/api/v1/team").status_code == 403
    assert program.get("/api/v1/account").status_code == 403
    assert program.get("/").headers["location"] == "/sign-in"
    made = program.post("/api/v1/account/tokens", json={"name": "x", "rights": ["read"]})
    assert made.status_code == 403
    program.headers["Authorization"] = "Bearer sijill_made_up"
    assert program.get("/api/v1/account").status_code == 401


def test_the_api_shows_no_secret(team: Workbench, boss: Person, client: Client) -> None:
    """Digests, hashes and seeds stand in no answer."""
    browser = _signed_in(team, client, boss.name)
    browser.post("/api/v1/account/tokens", json={"name": "x", "rights": ["read"]})
    browser.post("/api/v1/team/invitations", json={"role": "viewer"})
    account = team.desk.find(Account, id=boss.id)
    assert account is not None
    secrets = [account.password, str(account.seed)]
    secrets += [one.digest for one in team.desk.list(Session)]
    said = browser.get("/api/v1/account").text + browser.get("/api/v1/team").text

    assert account.name in said
    assert [one for one in secrets if one in said] == []


def _signed_in(team: Workbench, client: Client, name: str) -> TestClient:
    """Return a browser in which somebody has signed in, with a fresh second factor."""
    browser = client()
    team.desk.change(Account, {"name": name}, seed=None)
    browser.post("/sign-in", data={"name": name, "password": PASSWORD})
    seed = seed_in(browser.get("/sign-in/second-factor").text)
    browser.post("/sign-in/second-factor", data={"seed": seed, "code": code_for(seed)})
    return browser
