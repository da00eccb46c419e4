"""
What is restricted, by claim, incident or document, is told by nothing that stands beside it.

One claim is doubted, corrected, and judged with claims of other reports; its incident is
inside a sum. Each way of restricting it is tried on every address, and on each write that could
tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from sijill.flow.deciding import decide_assessment, decide_judgement, decide_withdrawal
from sijill.flow.publishing import publish_record
from sijill.flow.running import run_record
from sijill.flow.team.restricting import lift_restriction, restrict
from sijill.flow.workbench.live import list_decided
from sijill.flow.workbench.signing import show_signing, sign_incident
from sijill.model import Claim, Incident, Reading, Summary
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.web.app import make_app
from sijill.web.routes import Rule
from sijill.web.tests.teams import open_team
from sijill.web.tests.visited import READS, Place, shown, sign_in

KEPT = (
    "IDLIB, Oct. 23, 2023 (Plainwire) -- A landmine killed a shepherd and wounded his son in "
    "a field near Jisr al-Shughur on Sunday, a health worker said."
)
REPORTS = {
    "kept.txt": KEPT,
    "one.txt": "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in "
    "Idlib on Thursday, killing Salim Testman, 9, and four other people, residents said.",
    "two.txt": "IDLIB, Oct. 16, 2023 (Third Agency) -- Gunmen killed three teachers near "
    "Maarrat Misrin in Idlib on Monday, residents said.",
    "sum.txt": "IDLIB, Nov. 2, 2023 (Plain Observatory) -- Monthly bulletin. At least 38 "
    "civilians were killed in separate attacks across Idlib province in October, the "
    "Observatory said.",
}
BOSS = Person("p-administrator", "administrator", Role.ADMINISTRATOR)
VALUE = {"low": 7707, "high": 7707, "qualifier": "exact"}
KINDS = ("incident", "claim", "document")
STALE = {"If-Match": '"0-of-before"'}


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A team's record with a claim that can be restricted.

    Attributes:
        place: The record, with a browser for each role.
        ids: Of the claim, its incident and its document, by kind.
        other: Id of an incident beside it.
        decisions: Ids of what was decided about it.
        marks: What must not be told where it is restricted.
    """

    place: Place
    ids: Mapping[str, str]
    other: str
    decisions: tuple[str, ...]
    marks: frozenset[str]


@pytest.fixture(scope="module", params=["folder", "server"])
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept]:
    """Yield a record in which much was decided about one claim, in a file and on a server."""
    folder = tmp_path_factory.mktemp("restricted")
    with open_team(request, folder, REPORTS) as bench:
        record = bench.layout.folder
        document = next(
            one.id for one in bench.store.stream_records(Reading) if one.text == KEPT
        )
        claims = [one for one in bench.store.stream_records(Claim) if one.scope == "incident"]
        [claim] = [one.id for one in claims if one.document_id == document]
        beside = [one.id for one in claims if one.document_id != document]
        made = _decide_much(record, claim, beside)
        run_record(record)
        own, other = (
            next(one.id for one in bench.store.stream_records(Incident) if id_ in one.claims)
            for id_ in (claim, beside[0])
        )
        reviewer = Person("p-reviewer", "reviewer", Role.REVIEWER)
        seen = show_signing(bench, reviewer, other).seen
        sign_incident(bench, reviewer, other, seen=seen, why="zqsigned")
        cookies: dict[Role | None, str] = {role: sign_in(bench, role) for role in Role}
        ids = {"incident": own, "claim": claim, "document": document}
        reasons = {"zqcorrected", "zqtaken", *(f"zqjudged{n}" for n in range(len(beside)))}
        marks = frozenset({own, claim, "7707", *made, *reasons})
        yield Kept(Place(bench, make_app(bench), cookies), ids, other, made, marks)


def _decide_much(record: Path, claim: str, beside: Sequence[str]) -> tuple[str, ...]:
    """Decide about a claim, alone and with each of some others; return the decisions' ids."""
    made = [
        decide_judgement(
            record, claim, one, verdict="not_same", by="coder", why=f"zqjudged{n}"
        ).id
        for n, one in enumerate(beside)
    ]
    corrected = decide_assessment(
        record, claim, verdict="correct", field="harms.0.count", value=VALUE, by="coder",
        why="zqcorrected",
    )  # fmt: skip
    # Taken back, so that the claim stays doubtful.
    [taken] = decide_withdrawal(record, corrected.id, by="coder", why="zqtaken")
    return (*made, corrected.id, taken.id)


@contextmanager
def restricted(kept: Kept, kind: str) -> Iterator[None]:
    """Restrict the claim in one way."""
    bench = kept.place.bench
    restrict(bench, BOSS, kind, kept.ids[kind], Role.ADMINISTRATOR, why="a test")
    try:
        yield
    finally:
        lift_restriction(bench, BOSS, kind, kept.ids[kind])


def _told(kept: Kept, role: Role, rule: Rule) -> dict[str, list[str]]:
    """Return the marks that each address of a rule tells somebody of."""
    browser, found = kept.place.browser(role), {}
    for address in kept.place.addresses(rule):
        answer = browser.get(address)
        if answer.status_code == 200:
            text = shown(answer.text).replace(address, "") + str(dict(answer.headers))
            found[address] = sorted(mark for mark in kept.marks if mark in text)
    return found


def test_every_mark_is_told_where_nothing_is_restricted(kept: Kept) -> None:
    """Else the tests of this file could not fail; the claim is in the queue, and in a sum."""
    told = [_told(kept, Role.CODER, rule) for rule in READS]
    queue = kept.place.browser(Role.CODER).get("/api/v1/queue?reason=doubtful_claim").json()
    [summary] = kept.place.bench.store.stream_records(Summary)

    assert {mark for one in told for marks in one.values() for mark in marks} == kept.marks
    assert kept.ids["claim"] in [one["row"]["target"] for one in queue["items"]]
    assert kept.ids["incident"] in summary.incidents


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [Role.VIEWER, Role.PUBLISHER])
def test_nothing_beside_it_tells_of_it(kept: Kept, kind: str, role: Role) -> None:
    """Neither an incident that it was judged with, nor its document, its sum or the queue."""
    with restricted(kept, kind):
        told = [_told(kept, role, rule) for rule in READS]
        sums = kept.place.browser(role).get("/api/v1/summaries").json()
        counts = kept.place.browser(role).get("/api/v1/queue").json()["counts"]

    assert {at: marks for one in told for at, marks in one.items() if marks} == {}
    assert sums["n"] == 0 and "unexplained_remainder" not in counts
    assert "doubtful_claim" not in counts


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_told_that_it_was_decided_about(kept: Kept, kind: str) -> None:
    """Not even of a judgement whose other end they may see."""
    coder = Person("p-coder", "coder", Role.CODER)
    every = {one.id for one in list_decided(kept.place.bench, coder, 0)}
    with restricted(kept, kind):
        told = {one.id for one in list_decided(kept.place.bench, coder, 0)}
        boss = {one.id for one in list_decided(kept.place.bench, BOSS, 0)}

    assert every == boss >= {*kept.decisions}
    assert every - told == {*kept.decisions}


@pytest.mark.parametrize("kind", KINDS)
def test_a_write_about_it_is_answered_as_about_nothing(kept: Kept, kind: str) -> None:
    """Whatever state it is said to rest on; nothing is written."""
    coder = kept.place.browser(Role.CODER)
    own, sent = kept.ids["incident"], {"other": kept.other, "claim": kept.ids["claim"]}
    asked = [
        (f"/api/v1/incidents/{{}}/{act}", sent, own, "i-none") for act in ("links", "partings")
    ]
    rows = [f"doubtful_claim:{kept.ids['claim']}", f"new_document:{kept.ids['document']}"]
    with restricted(kept, kind):
        for path, body, id_, nothing in asked:
            answers = [
                coder.post(path.format(one), json=body, headers=STALE) for one in (id_, nothing)
            ]
            texts = [a.text.replace(id_, "X").replace(nothing, "X") for a in answers]
            assert [one.status_code for one in answers] == [404, 404], path
            assert texts[0] == texts[1], path
        for id_ in kept.decisions:
            answer = coder.post("/api/v1/withdrawals", json={"decisions": [id_]})
            assert answer.status_code == 404, id_
        taken = [
            coder.post(
                "/api/v1/queue/assignments", json={"item": row, "to": "me"}, headers=any_
            )
            for row in rows[: 2 if kind == "document" else 1]
            for any_ in ({"If-Match": "*"},)
        ]
    now = coder.get(f"/api/v1/incidents/{own}").json()["history"]

    assert [one.status_code for one in taken] == [404] * len(taken)
    assert {one["why"] for one in now if one["withdrawn_by"]} == {"zqcorrected"}


def test_a_reason_is_for_who_may_see_who_was_harmed(kept: Kept) -> None:
    """Of a signature too: it may name somebody, in a spelling that nobody knows to mask."""
    path = f"/api/v1/incidents/{kept.other}/signing"
    told = {
        role: kept.place.browser(role).get(path).json()["signed"]["why"]
        for role in (Role.VIEWER, Role.CODER)
    }

    assert told == {Role.VIEWER: "", Role.CODER: "zqsigned"}


@pytest.mark.parametrize("kind", (*KINDS, ""))
def test_no_release_holds_it(kept: Kept, kind: str) -> None:
    """Who reads a release is nobody of the team; what is left out is counted."""
    folder = kept.place.bench.layout.folder
    with restricted(kept, kind) if kind else nullcontext():
        report = publish_record(folder, title="A test", by="publisher")
    files = [one for one in report.folder.rglob("*") if one.is_file()]
    text = "".join(one.read_bytes().decode("utf-8", "replace") for one in files)
    marks = {"Jisr al-Shugh", kept.ids["incident"], kept.ids["claim"]}
    found = {mark for mark in marks if mark in text}

    assert kept.other in text
    assert found == (set() if kind else marks)
    assert report.withheld.get("incidents", 0) == (1 if kind else 0)
    assert (kept.ids["document"] in text) == (kind != "document")
