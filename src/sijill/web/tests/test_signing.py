"""
Two people for what is signed, and a third look when it changes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sijill.errors import NotAllowed, NotThere, SignRefused, StaleDecision
from sijill.flow.deciding import decide_assessment
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, open_workbench
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
    state = show_signing(bench, DANA, incident).state
    with pytest.raises(SignRefused, match="decided last"):
        sign_incident(bench, DANA, incident, state=state, why="seen")
    with pytest.raises(NotAllowed):
        sign_incident(bench, replace(RANA, role=Role.CODER), incident, state=state, why="x")
    with pytest.raises(StaleDecision):
        sign_incident(bench, RANA, incident, state="0" * 64, why="seen")
    signed = sign_incident(bench, RANA, incident, state=state, why="seen")

    assert show_signing(bench, SAMI, incident).stands
    withdraw_signature(bench, RANA, signed.id, why="by mistake")
    assert not show_signing(bench, SAMI, incident).stands


def test_what_changes_is_no_longer_signed(decided: tuple[Workbench, str]) -> None:
    """A count that is corrected afterwards takes the signature's force."""
    bench, incident = decided
    state = show_signing(bench, RANA, incident).state
    sign_incident(bench, RANA, incident, state=state, why="seen")
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


def test_lists_show_what_is_signed_until_it_changes(decided: tuple[Workbench, str]) -> None:
    """The row says so at once, after a run, and no longer once a count is corrected."""
    bench, incident = decided

    def state() -> str:
        row = bench.store.rows.find(IncidentRow, incident)
        assert row is not None
        return row.state

    run_record(bench.layout.folder)
    before = state()
    seen = show_signing(bench, RANA, incident).state
    signed = sign_incident(bench, RANA, incident, state=seen, why="seen")
    shown = [state()]
    withdraw_signature(bench, RANA, signed.id, why="by mistake")
    shown.append(state())
    sign_incident(bench, SAMI, incident, state=seen, why="seen again")
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
    state = list_releases(bench, RANA).signing.state
    sign_release(bench, replace(SAMI, name="Rana"), state=state, why="read through")
    with pytest.raises(SignRefused, match="decided last"):
        make_release(bench, replace(SAMI, name="rana"), title="A test")
    report = make_release(bench, SAMI, title="A test")

    assert list_releases(bench, SAMI).versions == (report.release.version,)
    with pytest.raises(NotAllowed):
        make_release(bench, RANA, title="A test")
