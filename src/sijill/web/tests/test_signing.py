"""
Two people for what is signed, and a third look when it changes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sijill.errors import Change, NotAllowed, NotThere, SignRefused, StaleDecision
from sijill.flow.deciding import decide_assessment
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, make_token, open_workbench
from sijill.flow.workbench.assessing import assess
from sijill.flow.workbench.judging import withdraw
from sijill.flow.workbench.releasing import list_releases, make_release
from sijill.flow.workbench.signing import (
    show_signing,
    sign_incident,
    sign_release,
    withdraw_signature,
)
from sijill.model import Incident
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.model.rows import IncidentRow
from sijill.web.app import make_app

HEADERS = {"Origin": "http://127.0.0.1", "X-Sijill-Form": "1"}
DANA = Person("p-1", "Dana", Role.REVIEWER)
RANA = Person("p-2", "Rana", Role.REVIEWER)
SAMI = Person("p-3", "Sami", Role.PUBLISHER)


@pytest.fixture
def decided(record: Path, tmp_path: Path) -> Iterator[tuple[Workbench, str]]:
    """Yield a copy of the record about whose incident Dana has decided, and its id."""
    folder = tmp_path / "record"
    shutil.copytree(record, folder)
    with open_workbench(folder, mode="team") as bench:
        incident = next(bench.store.stream_records(Incident))
        decide_assessment(folder, incident.claims[0], verdict="accept", by="Dana", why="read")
        yield bench, incident.id


def test_who_decided_last_does_not_sign(decided: tuple[Workbench, str]) -> None:
    """Another person does; the signature stands, until it is taken back."""
    bench, incident = decided
    seen = show_signing(bench, DANA, incident).seen
    with pytest.raises(SignRefused, match="decided last"):
        sign_incident(bench, DANA, incident, seen=seen, why="seen")
    with pytest.raises(NotAllowed):
        sign_incident(bench, replace(RANA, role=Role.CODER), incident, seen=seen, why="x")
    with pytest.raises(StaleDecision):
        sign_incident(bench, RANA, incident, seen="0" * 64, why="seen")
    signed = sign_incident(bench, RANA, incident, seen=seen, why="seen")

    assert show_signing(bench, SAMI, incident).stands
    withdraw_signature(bench, RANA, signed.id, why="by mistake")
    assert not show_signing(bench, SAMI, incident).stands


def test_what_changes_is_no_longer_signed(decided: tuple[Workbench, str]) -> None:
    """A count that is corrected afterwards takes the signature's force."""
    bench, incident = decided
    seen = show_signing(bench, RANA, incident).seen
    sign_incident(bench, RANA, incident, seen=seen, why="seen")
    signed = bench.store.find_record(Incident, incident)
    assert signed is not None
    decide_assessment(
        bench.layout.folder, signed.claims[0], verdict="correct", field="harms.killed.count",
        value={"low": 4, "high": 4}, by="Dana", why="four",
    )  # fmt: skip
    run_record(bench.layout.folder)
    now = show_signing(bench, RANA, incident)

    assert now.signed is not None
    assert (now.stands, now.refused) == (False, None)
    assert [(one.by, one.act, one.field) for one in now.changes] == [
        ("Dana", "correct", "harms.killed.count")
    ]


def test_who_signs_too_late_is_told_what_changed(decided: tuple[Workbench, str]) -> None:
    """An incident and a release alike: since they looked, and nothing that was before."""
    bench, incident = decided
    seen = show_signing(bench, RANA, incident).seen
    seen_all = list_releases(bench, RANA).signing.seen
    found = bench.store.find_record(Incident, incident)
    assert found is not None
    assess(
        bench, SAMI, found.claims[0], verdict="correct", field="harms.killed.count",
        value={"low": 4, "high": 4, "qualifier": "exact"}, why="four",
    )  # fmt: skip

    for sign in (
        partial(sign_incident, bench, RANA, incident, seen=seen, why="seen"),
        partial(sign_release, bench, RANA, seen=seen_all, why="seen"),
    ):
        with pytest.raises(StaleDecision) as refused:
            sign()
        (change,) = refused.value.changes
        assert (change.by, change.act, change.field) == (
            "Sami",
            "correct",
            "harms.killed.count",
        )
        assert change.at


def test_who_signs_after_a_run_is_told_that(decided: tuple[Workbench, str]) -> None:
    """Where nobody decided anything, a run changed it."""
    bench, incident = decided
    known = show_signing(bench, RANA, incident).known
    with pytest.raises(StaleDecision) as refused:
        sign_incident(bench, RANA, incident, seen=f"{'0' * 64}-{known}", why="seen")

    assert refused.value.changes == (Change("", "run"),)


def test_the_change_is_said_in_the_readers_language(decided: tuple[Workbench, str]) -> None:
    """By the API in its answer, by the page as a list, with what was written kept."""
    bench, incident = decided
    bench = replace(bench, mode="local")
    client = TestClient(make_app(bench), base_url="http://127.0.0.1", headers=HEADERS)
    client.get("/enter", params={"token": make_token(bench)})
    stale = {"If-Match": "0" * 64}
    told = client.post(
        f"/api/v1/incidents/{incident}/sign", json={"why": "seen"},
        headers={**stale, "Accept-Language": "ar"},
    )  # fmt: skip
    page = client.post(
        "/releases/sign", data={"seen": "0" * 64, "why": "all of it"},
        headers={"Accept-Language": "ar"},
    )  # fmt: skip

    assert (told.status_code, page.status_code) == (412, 412)
    (change,) = told.json()["changes"]
    assert (change["by"], change["act"]) == ("Dana", "accept")
    assert change["said"].startswith("\u2068Dana\u2069، ") and change["said"].endswith(": صحيح")
    assert change["said"] in page.text and "all of it</textarea>" in page.text


def test_lists_show_what_is_signed_until_it_changes(decided: tuple[Workbench, str]) -> None:
    """The row says so at once, after a run, and no longer once a count is corrected."""
    bench, incident = decided

    def state() -> str:
        row = bench.store.rows.find(IncidentRow, incident)
        assert row is not None
        return row.state

    run_record(bench.layout.folder)
    before = state()
    seen = show_signing(bench, RANA, incident).seen
    signed = sign_incident(bench, RANA, incident, seen=seen, why="seen")
    shown = [state()]
    withdraw_signature(bench, RANA, signed.id, why="by mistake")
    shown.append(state())
    sign_incident(bench, SAMI, incident, seen=seen, why="seen again")
    run_record(bench.layout.folder)
    shown.append(state())
    found = bench.store.find_record(Incident, incident)
    assert found is not None
    assess(
        bench, DANA, found.claims[0], verdict="correct", field="harms.killed.count",
        value={"low": 4, "high": 4, "qualifier": "exact"}, why="four",
    )  # fmt: skip

    assert shown == ["signed", before, "signed"]
    assert state() != "signed"
    with pytest.raises(NotThere):
        withdraw(bench, DANA, signed.id, why="who decides does not unsign")


def test_nobody_signs_what_nobody_decided(record: Path) -> None:
    """What a machine made alone needs a first person before a second."""
    with open_workbench(record, mode="team") as bench:
        incident = next(bench.store.stream_records(Incident))

        assert show_signing(bench, RANA, incident.id).refused == "nobody_decided"


def test_a_release_needs_three_looks(decided: tuple[Workbench, str]) -> None:
    """Who decided does not sign, and who signed does not release."""
    bench, _ = decided
    with pytest.raises(SignRefused, match="nobody has signed"):
        make_release(bench, SAMI, title="A test")
    seen = list_releases(bench, RANA).signing.seen
    sign_release(bench, replace(SAMI, name="Rana"), seen=seen, why="read through")
    with pytest.raises(SignRefused, match="decided last"):
        make_release(bench, replace(SAMI, name="rana"), title="A test")
    report = make_release(bench, SAMI, title="A test")

    assert list_releases(bench, SAMI).versions == (report.release.version,)
    with pytest.raises(NotAllowed):
        make_release(bench, RANA, title="A test")
