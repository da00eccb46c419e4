"""
A claim from testimony: its note is sealed, kept back, read by no machine, and in no release.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from sijill.errors import NotAllowed, NotThere, SettingsError
from sijill.flow.listing import stream_records
from sijill.flow.publishing import publish_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench
from sijill.flow.typed_days import read_typed_day
from sijill.flow.verifying import verify_custody
from sijill.flow.workbench.interviewing import Told, add_interview, list_interviews
from sijill.flow.workbench.seeing import need_seen
from sijill.model import Claim, Reading
from sijill.model.person import Person
from sijill.model.role import Role

NOTE = (
    "Held in a shelter near the river.\r\n\r\nThe witness heard two blasts before dawn. "
    "Three neighbours were killed in the market of Sarmin.\r\nShells killed nine in Binnish."
)
TOLD = Told(
    "W-12", NOTE, date(2023, 10, 20), "Three neighbours were killed in the market of Sarmin.",
    "shelling", read_typed_day("2023-10-05"), "Sarmin", "killed", 3, 3, "a calm witness",
)  # fmt: skip
Member = Callable[[Role], Person]


def test_the_claim_stands_and_the_note_is_for_those_who_may(
    team: Workbench, member: Member
) -> None:
    """
    One claim and not what a machine would read; a coder sees neither the note nor the
    interview; a release has the figure, the place and no word of it.
    """
    rima, dana = member(Role.REVIEWER), member(Role.CODER)
    made = add_interview(team, rima, TOLD)
    folder = team.layout.folder
    run_record(folder)
    document = made.target.document_id
    claims = list(stream_records(folder, "claims"))
    reading = team.store.find_record(Reading, document)
    claim = team.store.find_record(Claim, str(claims[0]["id"]))
    publish_record(folder, title="Test", by="x")
    released = "".join(
        path.read_text("utf-8", "replace")
        for path in (folder / "releases").rglob("*")
        if path.is_file()
    )

    assert len(claims) == 1
    assert claim is None  # it is a decision, not what a machine read
    assert claims[0]["where"][0]["name"] == "Sarmīn"
    assert reading is not None
    assert reading.text[made.target.start : made.target.end] == TOLD.words
    assert verify_custody(folder) == ()
    with pytest.raises(NotThere):
        need_seen(team, dana, "document", document)
    assert list_interviews(team, dana).items == ()
    assert [one.code for one in list_interviews(team, rima).items] == ["W-12"]
    assert "neighbours" not in released
    assert "W-12" not in released
    assert "Sarm" in released


def test_the_claim_stands_at_once_and_the_next_run_has_the_same(
    team: Workbench, member: Member
) -> None:
    """Two interviews about one shelling are one incident before any run."""
    rima, folder = member(Role.REVIEWER), team.layout.folder
    add_interview(team, rima, TOLD)
    told = replace(TOLD, code="W-13", text="Four were killed there.", words="Four were killed")
    add_interview(team, rima, replace(told, low=4, high=4))

    def found() -> list[object]:
        kinds = ("readings", "claims", "clusters", "incidents", "refusals")
        return [list(stream_records(folder, kind, canonical=True)) for kind in kinds]

    before = found()
    run_record(folder)

    assert [len(records) for records in before[:4]] == [2, 2, 1, 1]  # type: ignore[arg-type]
    assert found() == before


def test_what_cannot_be_so_is_refused_and_nothing_is_kept(
    team: Workbench, member: Member
) -> None:
    """
    A name for a code, words that are not in the note, a day after the interview, a role above
    one's own, and a viewer.
    """
    coder = member(Role.CODER)
    mine = replace(TOLD, role=Role.CODER)
    wrong = [
        replace(mine, code="Rima Haddad"), replace(mine, words="Four neighbours"),
        replace(mine, when=read_typed_day("2023-11-01")), replace(mine, violence="war"),
        replace(mine, low=4), replace(mine, place="Nosuchplace"),
    ]  # fmt: skip
    for told in wrong:
        with pytest.raises(SettingsError):
            add_interview(team, coder, told)
    with pytest.raises(NotThere):
        add_interview(team, coder, TOLD)
    with pytest.raises(NotAllowed):
        add_interview(team, member(Role.VIEWER), mine)

    assert list(team.layout.custody.stream_entries()) == []
    assert add_interview(team, coder, mine).verdict == "missed"
