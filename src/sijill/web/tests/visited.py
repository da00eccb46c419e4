"""
The table of addresses as tests walk it: each rule with ids of a record in the place of names.

An address that asks for something this file does not know how to name fails the tests, so that
none is added without a look at it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from anyio.from_thread import BlockingPortal
from fastapi.testclient import TestClient

from sijill.flow.clock import later, now_utc
from sijill.flow.team import Workbench
from sijill.flow.team.secrecy import digest_secret
from sijill.model import Claim, Incident, NamedPerson, Reading, Summary, Victim
from sijill.model.account import Account, Session
from sijill.model.role import Role
from sijill.web.app import list_rules
from sijill.web.routes import Rule

OWN = {"Origin": "http://127.0.0.1", "X-Sijill-Form": "1"}
# What ends the session that asks, and what goes on for ever, are tested elsewhere.
RULES = [one for one in list_rules() if one.path not in ("/sign-out", "/api/v1/live")]
_NONE = ("secret", "token_id", "session_id", "invitation_id", "account_id", "sign_off_id",
         "pairs", "views", "view_id", "pair")  # fmt: skip
OTHERS = {
    "export/kind": ["incidents", "claims", "documents", "summaries"],
    "pictures/n": ["1"],
    "{kind}/form": ["csv", "jsonl", "geojson"],
    **{name: ["unknown"] for name in _NONE},
}
READS = [rule for rule in RULES if rule.method == "GET"]


@dataclass(frozen=True, slots=True)
class Place:
    """
    A team's record, and a browser for each role.

    Attributes:
        bench: The record, to which nobody adds while it is asked.
        app: The workbench over it.
        cookies: The session of each role.
        portal: The loop that all browsers share; ``None``: each request starts one.
    """

    bench: Workbench
    app: object
    cookies: Mapping[Role | None, str]
    portal: BlockingPortal | None = None
    _addresses: dict[Rule, list[str]] = field(default_factory=dict)

    def addresses(self, rule: Rule) -> list[str]:
        """Return the addresses of a rule, looked up once."""
        if rule not in self._addresses:
            self._addresses[rule] = list_addresses(self.bench, rule)
        return self._addresses[rule]

    def browser(self, role: Role | None) -> TestClient:
        """Return a browser in which somebody of a role has signed in."""
        client = TestClient(
            self.app,  # type: ignore[arg-type]
            base_url="http://127.0.0.1",
            follow_redirects=False,
            headers=OWN,
        )
        client.portal = self.portal
        if role is not None:
            client.cookies.set("sijill_session", self.cookies[role])
        return client


def shown(text: str) -> str:
    """Return a page without the keys of its forms, which are made of chance."""
    return re.sub('name="once" value="[0-9a-f]+"', "", text)


def sign_in(bench: Workbench, role: Role) -> str:
    """Put an account and its session on the desk; return the cookie."""
    cookie, at = f"cookie of a {role.value}", now_utc()
    end = later(at, hours=1)
    id_ = f"p-{role.value}"
    bench.desk.add(Account(id_, role.value, role.value, role.value, "", at))
    session = Session(digest_secret(cookie), f"s-{role.value}", id_, "full", at, at, end)
    bench.desk.add(session)
    return cookie


def list_addresses(bench: Workbench, rule: Rule, *, kept: str = "") -> list[str]:
    """
    Return the addresses of a rule, its names filled with ids of the record.

    Args:
        bench: The record.
        rule: The rule.
        kept: Words of the texts whose ids are wanted; empty: of all.
    """
    addresses = [""]
    before = ""
    for part in rule.path.split("/")[1:]:
        name = part.strip("{}").partition(":")[0]
        ids = [part]
        if part.startswith("{"):
            ids = list_ids(bench, before, name, kept=kept, method=rule.method)
        addresses = [f"{one}/{quote(id_, safe='/:')}" for one in addresses for id_ in ids]
        before = part
    return addresses


def list_ids(
    bench: Workbench, before: str, name: str, *, kept: str = "", method: str = "GET"
) -> list[str]:
    """Return what a name in an address stands for, by itself or by the word before it."""
    readings = {
        one.id: str(one.document_id)
        for one in bench.store.stream_records(Reading)
        if kept in one.text
    }
    claims = [one for one in bench.store.stream_records(Claim) if one.document_id in readings]
    ids = {one.id for one in claims}
    incidents = [
        one.id for one in bench.store.stream_records(Incident) if ids & set(one.claims)
    ]
    known: dict[str, list[str]] = {
        "incidents": incidents,
        "claims": sorted(ids),
        "documents": sorted({*readings, *readings.values()}),
        "coding": sorted(readings),
        "summaries": [one.id for one in bench.store.stream_records(Summary)] or ["s-none"],
        "victims": [one.id for one in bench.store.stream_records(Victim)] or ["v-none"],
        "row": [one.id for one in bench.store.stream_records(NamedPerson)] or ["none:0:1"],
    }
    kind = {"incident_id": "incidents", "left": "claims", "right": "claims"}.get(name, name)
    kind = before if kind == "id" else kind
    if kind in known:
        return known[kind]
    others = OTHERS.get(kind) or OTHERS.get(f"{before}/{kind}")
    if method != "GET":
        return others or ["unknown"]
    assert others, f"say here what {name!r} after {before!r} stands for"
    return others
