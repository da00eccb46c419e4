"""
What is withheld by field reaches nobody whom it is withheld from, by whatever address.

Marks that stand nowhere else are planted in each field. Every address is asked as each role,
with each field withheld, in a file and on a server: none of the marks may come back, and where
nothing is withheld all of them must.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace

import pytest
from anyio.from_thread import start_blocking_portal

from sijill.flow.deciding import decide_assessment
from sijill.flow.team.tokens import make_token
from sijill.flow.team.withholding import ROLES, lift_withholding, withhold
from sijill.flow.workbench.actors import find_actors
from sijill.flow.workbench.fieldrules import COLUMNS, FILTERS, KINDS
from sijill.flow.workbench.listing import SORTS
from sijill.flow.workbench.sighting import see
from sijill.flow.workbench.signing import show_signing, sign_incident
from sijill.model import Claim, Incident, Reading
from sijill.model.filters import ClaimFilter, DocumentFilter, IncidentFilter, SummaryFilter
from sijill.model.person import Person
from sijill.model.role import Right, Role, rights_of
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow, SummaryRow
from sijill.model.withheld import WITHHELD, FieldName, Withheld, with_words
from sijill.web.app import make_app
from sijill.web.routes import Rule
from sijill.web.tests.teams import open_team
from sijill.web.tests.visited import READS, RULES, Place, shown, sign_in

BOSS = Person("p-administrator", "administrator", Role.ADMINISTRATOR)
STRIKE = (
    "SARMIN, Syria, Oct. 6, 2023 -- Syrian army shells hit the market of Sarmin in Idlib on "
    "Thursday, killing Salim Testman, 9, and four other people, and wounding 12, a guard of "
    "the Qadrabad mill said."
)
REPORTS = {
    "zqfile.html": "<html><head><title>Zqtitle: shells in Sarmin</title><meta "
    "property='og:site_name' content='Zqsource Media'></head><body><article><p>"
    f"{STRIKE}</p></article></body></html>",
    "two.txt": "IDLIB, Oct. 6, 2023 (Other Agency) -- The Syrian army shelled the market of "
    "Sarmin in Idlib province on Thursday, killing seven people, residents said.",
    "three.txt": "IDLIB, Oct. 9, 2023 (Third Agency) -- Gunmen killed two farmers near Binnish "
    "in Idlib on Monday, residents said.",
    "sum.txt": "IDLIB, Nov. 2, 2023 (Plain Observatory) -- Monthly bulletin. At least 38 "
    "civilians were killed in separate attacks across Idlib and Aleppo provinces in October, "
    "the Observatory said.",
}
LISTS: Mapping[str, tuple[type, type]] = {
    "incidents": (IncidentRow, IncidentFilter), "claims": (ClaimRow, ClaimFilter),
    "documents": (DocumentRow, DocumentFilter), "summaries": (SummaryRow, SummaryFilter),
}  # fmt: skip
# A value of each part of a filter that finds something here, and one that does not.
TRIED: Mapping[str, tuple[str, str]] = {
    "words": ("Qadrabad", "Tzztbdzd"), "place": ("Sarmīn", "Tzztīn"),
    "box": ("36.6,35.8,36.8,36.0", "0,0,1,1"), "where": ("known", "unknown"),
    "clarity": ("1", "2"), "disputed": ("true", "false"), "grade": ("fair", "contested"),
    "source": ("Zqsource Media", "Tzztrce Media"), "document": ("a", "b"),
    "reason": ("disputed", "unplaced"), "doubtful": ("true", "false"),
    "left_out": ("true", "false"),
}  # fmt: skip
FIELDS = list(FieldName)


@dataclass(frozen=True, slots=True)
class Planted:
    """
    A team's record with marks in it, by the field that they are planted in.

    On a server, whose roles are told by the same code, the least and the last role ask.
    """

    roles: Sequence[Role]
    place: Place
    marks: Mapping[FieldName, frozenset[str]]

    def found(self, text: str, withheld: Withheld) -> list[str]:
        """Return the marks of some fields that a text has."""
        told = shown(text).casefold()
        return sorted(m for name in withheld for m in self.marks[name] if m in told)


@pytest.fixture(scope="module", params=["folder", "server"])
def planted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Planted]:
    """Yield a record with marks, signed, in a file and on a server."""
    folder = tmp_path_factory.mktemp("withheld")
    with open_team(request, folder, REPORTS) as bench:
        incident = max(bench.store.stream_records(Incident), key=lambda one: len(one.claims))
        record, told = bench.layout.folder, incident.claims[0]
        decide_assessment(record, told, verdict="accept", by="coder", why="zqnote")
        reviewer = Person("p-reviewer", "reviewer", Role.REVIEWER)
        seen = show_signing(bench, reviewer, incident.id).seen
        sign_incident(bench, reviewer, incident.id, seen=seen, why="zqsigned")
        cookies: dict[Role | None, str] = {role: sign_in(bench, role) for role in Role}
        roles = ROLES if request.param == "folder" else (ROLES[0], ROLES[-1])
        with start_blocking_portal() as portal:
            place = Place(bench, make_app(bench), cookies, portal)
            yield Planted(roles, place, _marks(place, incident))


def _marks(place: Place, incident: Incident) -> Mapping[FieldName, frozenset[str]]:
    """Return what stands in each field; digests of all that there is are told by no words."""
    store = place.bench.store
    readings, claims = list(store.stream_records(Reading)), list(store.stream_records(Claim))
    rows = store.rows.find_many(IncidentRow, [one.id for one in store.stream_records(Incident)])
    army = find_actors(place.bench)["army_sy"].name
    state = show_signing(place.bench, BOSS, incident.id).state
    return {
        FieldName.PLACE: frozenset(["sarm", "binnish", "35.904", "36.725", "35.956", "36.71"]),
        FieldName.SOURCE: frozenset(
            ["zqsource", *(str(one.document_id)[:12] for one in readings)]
        ).union(one.id for one in claims),
        FieldName.ACTORS: frozenset(["army_sy", "unknown_gunmen", army.casefold()]),
        FieldName.TEXT: frozenset(
            ["qadrabad", "zqtitle", "zqfile", "testman", "zqnote", "zqsigned", "syrian army"]
        ).union([state[:16], *(row.etag for row in rows)]),
    }


@contextmanager
def withheld(planted: Planted, field: FieldName) -> Iterator[Withheld]:
    """Withhold a field from every role that one can be withheld from."""
    bench = planted.place.bench
    withhold(bench, BOSS, field, roles=ROLES, why="a test")
    try:
        yield with_words([field])
    finally:
        lift_withholding(bench, BOSS, field)


def _is_closed(rule: Rule, address: str, field: FieldName) -> bool:
    """Say whether a rule that who lacks a field may ask tells of this field alone."""
    kind = next((k for k in LISTS if f"/{k}" in address), "incidents")
    if rule.path.endswith("/overview/spots"):
        return field is FieldName.PLACE
    return field in KINDS[LISTS[kind][0].__name__]


def _asked(place: Place, rule: Rule) -> list[str]:
    """
    Return the addresses of a rule to ask.

    Where nobody who lacks a field passes the gate, which looks at the rule alone, one stands
    for all.
    """
    addresses = place.addresses(rule)
    return addresses if rule.partly or rule.right is None else addresses[:1]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("rule", READS, ids=lambda rule: rule.path)
def test_no_mark_reaches_whom_it_is_withheld_from(
    planted: Planted, rule: Rule, field: FieldName
) -> None:
    """Whatever the role; what may be asked still answers, and all else is refused."""
    with withheld(planted, field) as names:
        for role in planted.roles:
            browser = planted.place.browser(role)
            for address in _asked(planted.place, rule):
                answer = browser.get(address)
                told = answer.text.replace(address, "") + str(dict(answer.headers))

                assert planted.found(told, names) == [], (role, address)
                assert answer.status_code < 500, (role, address)
                if rule.right is None or not {rule.right} & rights_of(role):
                    continue
                if not rule.partly:
                    assert answer.status_code == 403, (role, address)
                elif _is_closed(rule, address, field):
                    assert answer.status_code in (403, 422), (role, address)
                elif "second-factor" not in address:
                    assert answer.status_code in (200, 422), (role, address)


@pytest.fixture(scope="module")
def everything(planted: Planted) -> str:
    """Return all that a publisher is told by every address where nothing is withheld."""
    browser = planted.place.browser(Role.PUBLISHER)
    addresses = [one for rule in READS for one in planted.place.addresses(rule)]
    answers = [browser.get(address) for address in addresses]
    return "\n".join(one.text + str(dict(one.headers)) for one in answers)


@pytest.mark.parametrize("field", FIELDS)
def test_every_mark_is_told_where_nothing_is_withheld(
    planted: Planted, everything: str, field: FieldName
) -> None:
    """Else the tests of this file could not fail."""
    found = planted.found(everything, frozenset([field]))

    assert set(found) == planted.marks[field]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("rule", [one for one in READS if one.partly], ids=lambda r: r.path)
def test_a_filter_by_what_is_withheld_finds_nothing_out(
    planted: Planted, rule: Rule, field: FieldName
) -> None:
    """It is answered alike whether it hits or not; a list refuses it, and says so."""
    if rule.path.endswith("/second-factor"):
        return
    with withheld(planted, field) as names:
        browser = planted.place.browser(Role.VIEWER)
        for address in planted.place.addresses(rule):
            kind = next((one for one in LISTS if f"/{one}" in address), "incidents")
            for part, values in TRIED.items():
                rules = FILTERS[LISTS[kind][1].__name__]
                if not rules.get(part, frozenset()) & names:
                    continue
                answers = [browser.get(address, params={part: one}) for one in values]
                told = [
                    shown(answer.text).replace(str(answer.request.url.query, "ascii"), "")
                    for answer in answers
                ]
                told = [re.sub(r'href="[^"]*lang=[^"]*"', "", one) for one in told]
                assert told[0] == told[1], (address, part)
                assert answers[0].headers.get("etag") == answers[1].headers.get("etag")
                if "{id}" not in rule.path and "/account" not in rule.path:
                    assert answers[0].status_code in (403, 422), (address, part)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_not_sorted_by_what_is_withheld(
    planted: Planted, kind: str, field: FieldName
) -> None:
    """Neither as a page, nor by the API, nor as a file."""
    row = LISTS[kind][0]
    addresses = (f"/{kind}", f"/api/v1/{kind}", f"/api/v1/export/{kind}/csv")
    with withheld(planted, field) as names:
        browser = planted.place.browser(Role.VIEWER)
        for sort, (column, _) in SORTS[row].items():
            kept = names & (COLUMNS[row.__name__][column] | KINDS[row.__name__])
            for address in addresses:
                status = browser.get(address, params={"sort": sort}).status_code
                assert status == (403 if kept else 200), (address, sort)


@pytest.mark.parametrize("field", FIELDS)
def test_nobody_decides_or_signs_without_a_field(planted: Planted, field: FieldName) -> None:
    """Each write that a role could do is refused, but for those of the own account."""
    with withheld(planted, field):
        for role in planted.roles:
            browser = planted.place.browser(role)
            for rule in RULES:
                if rule.method == "GET" or rule.partly or rule.right is None:
                    continue
                [address, *_] = planted.place.addresses(rule)
                answer = browser.request(rule.method, address, json={})
                assert answer.status_code == 403, (role, rule.path)


def test_who_looks_on_is_told_of_nothing(planted: Planted) -> None:
    """The live stream is refused, since it names decisions."""
    with withheld(planted, FieldName.TEXT):
        answer = planted.place.browser(Role.CODER).get("/api/v1/live?once=true&after=0")
    told = planted.place.browser(Role.CODER).get("/api/v1/live?once=true&after=0")

    assert answer.status_code == 403
    assert "event: decided" in told.text


def test_what_is_withheld_is_marked_and_not_unknown(planted: Planted) -> None:
    """Null with the field's name beside it; in a table and on a page the word."""
    viewer = planted.place.browser(Role.VIEWER)
    with withheld(planted, FieldName.PLACE):
        row = viewer.get("/api/v1/incidents?sort=killed").json()["rows"][0]
        page = viewer.get(f"/incidents/{row['id']}").text
        whole = viewer.get(f"/api/v1/incidents/{row['id']}").json()
        table = viewer.get("/api/v1/export/incidents/csv").text.lstrip("\ufeff")
        shapes = viewer.get("/api/v1/export/incidents/geojson").json()["features"]
        overview = viewer.get("/?lang=ar").text

    assert row["where"]["admin1"] == "Idlib" and row["where"]["latitude"] is None
    assert {"name", "latitude", "longitude"} <= set(row["where"]["withheld"])
    assert {"map", "history", "signing"} <= set(whole["withheld"])
    assert "Idlib, Syria (exact place withheld)" in page
    assert "Withheld from you: the exact place." in page
    assert {line["where.name"] for line in csv.DictReader(io.StringIO(table))} == {"withheld"}
    assert {shape["geometry"] for shape in shapes} == {None}
    assert "المواقع محجوبة عنك" in overview and "الموقع الدقيق" in overview


def test_a_count_by_what_is_withheld_is_not_given(planted: Planted) -> None:
    """Neither as a choice of the overview, nor as a number that it follows from."""
    bench, viewer = planted.place.bench, Person("p-viewer", "viewer", Role.VIEWER)
    kept = replace(viewer, withheld=with_words([FieldName.SOURCE, FieldName.PLACE]))
    told, less = (see(bench, one, IncidentFilter()) for one in (viewer, kept))
    with withheld(planted, FieldName.SOURCE):
        page = planted.place.browser(Role.VIEWER).get("/incidents").text

    assert set(told.facets) - set(less.facets) == {"grade", "reason"}
    assert told.spots and less.spots is WITHHELD and less.unplaced is WITHHELD
    assert told.n == less.n and told.killed == less.killed
    assert 'name="source"' not in page and 'value="origins"' not in page


def test_a_field_is_withheld_from_one_person_and_their_tokens(planted: Planted) -> None:
    """And from nobody else of their role; it holds at once, and ends at once."""
    bench, place = planted.place.bench, planted.place
    coder = Person("p-coder", "coder", Role.CODER)
    token = make_token(bench, coder, "a programme", [Right.READ], days=1).secret
    headers = {"Authorization": f"Bearer {token}"}
    withhold(bench, BOSS, FieldName.PLACE, accounts=["p-coder"], why="a test")
    kept = [
        place.browser(Role.CODER).get("/api/v1/incidents").text,
        place.browser(None).get("/api/v1/incidents", headers=headers).text,
    ]
    others = place.browser(Role.VIEWER).get("/api/v1/incidents").text
    lift_withholding(bench, BOSS, FieldName.PLACE)
    after = place.browser(None).get("/api/v1/incidents", headers=headers).text

    assert all("Sarm" not in text and '"withheld"' in text for text in kept)
    assert "Sarm" in others and "Sarm" in after


def test_an_administrator_withholds_by_page_and_by_call(planted: Planted) -> None:
    """Each leaves a line of the audit log; what names nobody or an administrator is refused."""
    boss, path = planted.place.browser(Role.ADMINISTRATOR), "/api/v1/restrictions/fields"
    sent = {"field": "actors", "roles": ["viewer"], "why": "kin at risk"}
    made = boss.post("/restrictions/fields", data=sent)
    listed = boss.get("/restrictions").text
    again = boss.post(path, json={**sent, "roles": ["coder"], "accounts": ["p-viewer"]})
    now = boss.get("/api/v1/restrictions").json()["fields"]
    refused = [
        boss.post(path, json={**sent, "roles": ["administrator"]}),
        boss.post(path, json={**sent, "roles": [], "accounts": ["p-administrator"]}),
        boss.post(path, json={**sent, "roles": []}),
        boss.post("/restrictions/fields", data={**sent, "roles": []}),
    ]
    unknown = boss.post(path, json={**sent, "accounts": ["p-nobody"]})
    lifted = boss.post(f"{path}/lift", json={"field": "actors"})
    acts = [line["act"] for line in boss.get("/api/v1/audit").json()["lines"][:3]]

    assert made.status_code == 303 and "kin at risk" in listed and "the parties" in listed
    assert again.status_code == 200 and unknown.status_code == 404
    assert [(one["roles"], one["accounts"]) for one in now] == [(["coder"], ["p-viewer"])]
    assert [one.status_code for one in refused] == [422] * 4
    assert lifted.status_code == 200
    assert acts == ["field.show", "field.withhold", "field.withhold"]


def test_every_part_of_a_filter_that_can_be_withheld_is_tried() -> None:
    """So that a new one is among what this file asks for."""
    kept = {
        item.name
        for _, kind in LISTS.values()
        for item in fields(kind)
        if FILTERS[kind.__name__][item.name]
    }

    assert kept == TRIED.keys()
