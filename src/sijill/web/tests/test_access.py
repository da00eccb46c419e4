"""
For each address and each role: who may come, what they are shown, and what is kept from them.

Everything here is made from the table of addresses. An address that asks for something this
file does not know how to name fails the tests, so that none is added without a look at it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import product
from urllib.parse import quote

import pytest

from sijill.flow.capturing import capture_into
from sijill.flow.clock import now_utc
from sijill.flow.deciding import decide_assessment
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import open_workbench
from sijill.flow.team.restricting import restrict
from sijill.flow.team.tokens import make_token
from sijill.flow.workbench.live import list_decided
from sijill.model import Claim, Reading
from sijill.model.account import Account
from sijill.model.filters import IncidentFilter
from sijill.model.person import Person
from sijill.model.role import Right, Role, rights_of
from sijill.model.working import Restriction
from sijill.web.app import make_app
from sijill.web.routes import Rule
from sijill.web.tests.visited import (
    READS,
    RULES,
    Place,
    list_addresses,
    list_ids,
    shown,
    sign_in,
)

# Made up, so that each stands nowhere else.
NAME, SECRET, MARK = "Testman", "Qadrabad", "zqxmark"
DECIDED = 7707  # killed, as somebody decided
REPORTS = {
    "named.txt": "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in "
    "Idlib on Thursday, killing Salim Testman, 9, and wounding 12 people, residents said. "
    "Testman was buried on Friday.",
    "kept.txt": "BINNISH, Oct. 9, 2023 (Other Agency) -- Gunmen shot dead four farmers near "
    "Binnish in Idlib on Monday, a guard of the Qadrabad mill said.",
    f"<{MARK} onload=alert(1)>.html": f"<html><head><title>Shells &lt;{MARK} "
    f"onload=alert(1)&gt; in Taftanaz</title><meta name='author' content='&quot;&gt;&lt;{MARK}"
    " src=x onerror=alert(2)&gt;'></head><body><p>TAFTANAZ, Oct. 12, 2023 -- Shells hit "
    f"Taftanaz in Idlib on Thursday, killing two people &lt;{MARK} src=x onerror=alert(3)&gt;"
    " and wounding six, a witness said.</p></body></html>",
}
FILTERS = ["q", "sort", "zoom", "frame", *(item.name for item in fields(IncidentFilter))]
HOSTILE = (
    "' OR 1=1 --", '"; DROP TABLE accounts; --', "..%2f..%2fetc%2fpasswd", "%00\u202e", "-1",
    "9" * 40,
)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Yield a record of three reports with somebody of each role, one report kept from most."""
    folder = tmp_path_factory.mktemp("access")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    record = init_record(folder / "record")
    capture_into(record, [folder / name for name in REPORTS], by="a tester")
    run_record(record)
    with open_workbench(record, mode="team") as bench:
        cheap = replace(bench.rules, argon2_passes=1, argon2_mib=1, argon2_lanes=1)
        rules = replace(cheap, requests_minute=10**9)
        bench = replace(bench, rules=rules)
        cookies: dict[Role | None, str] = {role: sign_in(bench, role) for role in Role}
        boss = Person("p-administrator", "administrator", Role.ADMINISTRATOR)
        kept = next(one for one in bench.store.stream_records(Reading) if SECRET in one.text)
        role = Role.ADMINISTRATOR
        restrict(bench, boss, "document", str(kept.document_id), role, why="a test")
        known = bench.store.stream_records(Reading)
        other = next(str(one.document_id) for one in known if "Taftanaz" in one.text)
        role, accounts = Role.VIEWER, ["p-reviewer"]
        restrict(bench, boss, "document", other, role, why="kin", accounts=accounts)
        yield Place(bench, make_app(bench), cookies)


def test_there_is_something_to_hide(place: Place) -> None:
    """The record has a name, a restricted incident, and a title that is a tag."""
    texts = [one.text for one in place.bench.store.stream_records(Reading)]
    claims = list(place.bench.store.stream_records(Claim))
    rule = Rule("GET", "/{incident_id}", Right.READ, "page")

    assert any(NAME in text for text in texts)
    assert any(harm.names for claim in claims for harm in claim.harms)
    assert len(list_addresses(place.bench, rule, kept=SECRET)) == 1
    assert len(list_addresses(place.bench, rule)) >= 3
    assert "Binnish" in place.browser(Role.ADMINISTRATOR).get("/").text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.method} {rule.path}")
def test_each_role_comes_where_it_may(place: Place, rule: Rule) -> None:
    """Who lacks the right is turned away before anything is done, and nobody else is."""
    address = list_addresses(place.bench, rule)[0]
    for role in (None, *Role):
        status = place.browser(role).request(rule.method, address, json={}).status_code
        may = rule.right is None or (role is not None and rule.right in rights_of(role))
        if not may and role is None:
            assert status in (401, 303), (role, status)
        elif not may:
            assert status == 403, (role, status)
        else:
            assert status < 500 and status != 401, (role, status)


@pytest.mark.parametrize("rule", READS, ids=lambda rule: rule.path)
def test_no_name_reaches_who_may_not_see_it(place: Place, rule: Rule) -> None:
    """Nowhere in a page or an answer stands the name of a person harmed, for a viewer."""
    viewer = place.browser(Role.VIEWER)
    for address in list_addresses(place.bench, rule):
        answer = viewer.get(address)

        assert NAME.casefold() not in answer.text.casefold(), address
        assert "salim" not in answer.text.casefold(), address


@pytest.mark.parametrize("rule", READS, ids=lambda rule: rule.path)
@pytest.mark.parametrize("role", [Role.VIEWER, Role.PUBLISHER])
def test_what_is_restricted_is_nowhere(place: Place, rule: Rule, role: Role) -> None:
    """Neither its words, nor its ids, nor its place; asked for by id it is not there."""
    browser = place.browser(role)
    is_named = re.search(r"(incidents|claims|documents|coding)/{", rule.path) is not None
    words = {SECRET, "Binnish", *list_ids(place.bench, "incidents", "id", kept=SECRET)}
    words |= {*list_ids(place.bench, "claims", "id", kept=SECRET)}
    for address in list_addresses(place.bench, rule):
        answer = browser.get(address)
        if answer.status_code == 200:
            assert [word for word in words if word in shown(answer.text)] == [], address
    if is_named and rule.right is Right.READ:
        for address in list_addresses(place.bench, rule, kept=SECRET):
            assert browser.get(address).status_code in (404, 303, 403), address


@pytest.mark.parametrize("rule", READS, ids=lambda rule: rule.path)
def test_what_is_kept_from_one_person_is_nowhere_for_them(place: Place, rule: Rule) -> None:
    """Whatever their role, and for nobody else of that role."""
    reading = next(
        one for one in place.bench.store.stream_records(Reading) if "Taftanaz" in one.text
    )
    claims = place.bench.store.stream_records(Claim, document_id=reading.id)
    words = {"Taftanaz", *(one.id for one in claims)}
    reviewer, publisher = place.browser(Role.REVIEWER), place.browser(Role.PUBLISHER)
    for address in list_addresses(place.bench, rule):
        answer = reviewer.get(address)
        if answer.status_code == 200:
            assert [word for word in words if word in shown(answer.text)] == [], address
    if rule.path == "/api/v1/claims":
        assert "Taftanaz" in publisher.get(rule.path).text


def test_nobody_is_told_of_decisions_on_what_they_may_not_see(place: Place) -> None:
    """Who looks on learns of a decision about a restricted document if they may see it."""
    claim = list_ids(place.bench, "claims", "id", kept=SECRET)[0]
    made = decide_assessment(
        place.bench.layout.folder, claim, verdict="accept", by="administrator", why="read"
    )
    told = {
        role: made.id
        in {one.id for one in list_decided(place.bench, Person(role, role, role), 0)}
        for role in Role
    }

    assert {role for role, is_told in told.items() if is_told} == {Role.ADMINISTRATOR}


@pytest.fixture(scope="module")
def blind(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Yield a copy of the record of which two people code every document, with a decision."""
    folder = tmp_path_factory.mktemp("blind") / "record"
    shutil.copytree(place.bench.layout.folder, folder)
    claim = list_ids(place.bench, "claims", "id", kept=SECRET)[0]
    value = {"low": DECIDED, "high": DECIDED, "qualifier": "exact"}
    decide_assessment(
        folder, claim, verdict="correct", field="harms.0.count", value=value, by="someone",
        why="zqblind",
    )  # fmt: skip
    run_record(folder)
    with open_workbench(folder, mode="team") as bench:
        at = now_utc()
        bench.desk.drop(Restriction, kind="document")
        bench.desk.add(Account("p-c", "second", "second", "coder", "", at))
        rules = replace(place.bench.rules, double_coding=1.0)
        bench = replace(bench, rules=rules)
        yield Place(bench, make_app(bench), place.cookies)


@pytest.mark.parametrize("rule", READS, ids=lambda rule: rule.path)
def test_who_codes_blind_sees_no_decision(blind: Place, rule: Rule) -> None:
    """Neither what was decided, nor what stands on it: in no page, list, map, file or count."""
    coder = blind.browser(Role.CODER)
    words = {str(DECIDED), f"{DECIDED:,}", "zqblind"}
    if "/coding" not in rule.path:
        words |= {*list_ids(blind.bench, "claims", "id")}
        words |= {*list_ids(blind.bench, "incidents", "id")}
    for address in list_addresses(blind.bench, rule):
        answer = coder.get(address)
        if answer.status_code == 200:
            assert [word for word in words if word in shown(answer.text)] == [], address
    if rule.path.endswith(("/incidents", "/claims")) and rule.kind == "read":
        reviewer = blind.browser(Role.REVIEWER).get(rule.path)
        assert coder.get(rule.path).json()["n"] == 0
        assert str(DECIDED) in reviewer.text


SCOPES = [
    (role, [right, Right.READ])
    for role, right in (
        (Role.CODER, Right.DECIDE),
        (Role.REVIEWER, Right.SIGN),
        (Role.PUBLISHER, Right.PUBLISH),
        (Role.ADMINISTRATOR, Right.ADMINISTER),
    )
]


@pytest.mark.parametrize(
    "rule", [one for one in READS if one.kind == "read"], ids=lambda r: r.path
)
def test_a_token_that_reads_nothing_private_is_told_no_name(
    place: Place, blind: Place, rule: Rule
) -> None:
    """Whatever else it may do: decide, sign, publish, administer; and code blind."""
    asked = {"field": "harms.0.count", "start": "0", "end": "120"}
    for where, (role, rights) in product((place, blind), SCOPES):
        person = Person(f"p-{role.value}", role.value, role)
        secret = make_token(where.bench, person, "a programme", rights, days=1).secret
        browser = where.browser(None)
        for address in list_addresses(where.bench, rule):
            answer = browser.get(
                address, params=asked, headers={"Authorization": f"Bearer {secret}"}
            )

            assert NAME.casefold() not in answer.text.casefold(), (role, address)
            assert answer.status_code not in (401, 500), (role, address)


STEADY = [rule for rule in READS if not rule.path.endswith("/second-factor")]  # else random


@pytest.mark.parametrize("rule", STEADY, ids=lambda rule: rule.path)
def test_a_search_for_a_name_tells_nothing(place: Place, rule: Rule) -> None:
    """Who may not see a name learns as much by looking for it as by looking for no word."""
    viewer = place.browser(Role.VIEWER)
    for address in list_addresses(place.bench, rule):
        told = []
        for word in (NAME, "Tzztmzz"):
            answer = viewer.get(address, params=dict.fromkeys(("words", "q"), word))
            told.append((answer.status_code, re.sub(word, "X", shown(answer.text), flags=re.I)))

        assert told[0] == told[1], address


@pytest.mark.parametrize("rule", READS, ids=lambda rule: rule.path)
def test_no_captured_words_become_a_page(place: Place, rule: Rule) -> None:
    """A tag in a title, a source's name, a file's name or a text is shown and not obeyed."""
    browser = place.browser(Role.ADMINISTRATOR)
    for address in list_addresses(place.bench, rule):
        answer = browser.get(address)

        if answer.headers.get("content-type", "").startswith(("text/html", "image/svg")):
            assert f"<{MARK}" not in answer.text, address
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.method} {rule.path}")
def test_hostile_words_break_nothing(place: Place, rule: Rule) -> None:
    """In an address, in what is asked and in what is sent: an answer, never a fault."""
    browser = place.browser(Role.ADMINISTRATOR)
    asked = _asked_names(place, rule)
    if not asked and "{" not in rule.path:
        return
    for word in HOSTILE:
        named = quote(word, safe="%").replace("/", "")
        address = re.sub(r"{\w+(?::\w+)?}", named.replace("\\", ""), rule.path)
        sent = dict.fromkeys(asked, word)
        body = {"data" if rule.kind == "form" else "json": sent}
        answer = browser.request(rule.method, address, params=sent, **body)  # type: ignore[arg-type]
        assert answer.status_code < 500, (word[:40], answer.status_code)
        assert "root:x:" not in answer.text
    assert place.bench.desk.count(Account) == len(Role)


def _asked_names(place: Place, rule: Rule) -> list[str]:
    """Return the names of what a handler asks for in the address and in a form."""
    routes = place.app.routes  # type: ignore[attr-defined]
    for route in routes:
        if getattr(route, "path", "") == rule.path and rule.method in route.methods:
            needs = route.dependant
            asked = [item.alias for item in (*needs.query_params, *needs.body_params)]
            return asked + FILTERS if rule.method == "GET" else asked
    return FILTERS
