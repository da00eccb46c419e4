"""
Two people code one document, blind to each other; a third decides where they differ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sijill.errors import NotAllowed, NotThere, SettingsError, StaleDecision
from sijill.flow.capturing import capture_into
from sijill.flow.running import run_record
from sijill.flow.team import Workbench
from sijill.flow.workbench.blind import hides_decisions
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.coding_review import list_splits, settle_split
from sijill.flow.workbench.double_coding import (
    list_coding_tasks,
    save_coding,
    show_agreement,
    show_coding_sheet,
)
from sijill.flow.workbench.judging import withdraw
from sijill.flow.workbench.live import list_decided
from sijill.model.person import Person
from sijill.model.role import Role

REPORT = (
    "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in Idlib on "
    "Thursday, killing three farmers and wounding at least 12 people, residents said."
)
Member = Callable[[Role], Person]


@pytest.fixture
def coded(team: Workbench, tmp_path: Path) -> Workbench:
    """A team's workbench over one report, all of which is coded twice."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    capture_into(team.layout.folder, [tmp_path / "report.txt"], by="a tester")
    run_record(team.layout.folder)
    return replace(team, rules=replace(team.rules, double_coding=1.0))


def _answer(bench: Workbench, person: Person, killed: str, **more: str) -> None:
    sheet = show_coding_sheet(bench, person, _document(bench, person))
    given = {"stands": "yes", "violence": "shelling", "when": "2023-10-05", "where": "Sarmīn"}
    given |= {"killed": killed, "injured": "12"} | more
    answers = {
        claim.key(field): value for claim in sheet.claims for field, value in given.items()
    }
    save_coding(bench, person, sheet.document_id, answers, etag=sheet.etag)


def _document(bench: Workbench, person: Person) -> str:
    return list_coding_tasks(bench, person).tasks[0].document_id


def test_two_code_blind_and_a_third_decides(coded: Workbench, member: Member) -> None:
    """
    Nobody sees the other's answers before both are done; then the one difference goes to a
    reviewer, whose decision settles it.
    """
    dana, samir, rima = member(Role.CODER), member(Role.CODER), member(Role.REVIEWER)
    document = _document(coded, dana)
    _answer(coded, dana, "3")
    before = show_coding_sheet(coded, samir, document)

    assert hides_decisions(coded, samir, document)
    assert (before.state, before.theirs, before.mine) == ("to_code", {}, {})
    assert list_coding_tasks(coded, dana).tasks[0].state == "waiting"
    assert show_agreement(coded, rima).documents == 0
    assert list_splits(coded, rima).total == 0

    _answer(coded, samir, "4")
    after = show_coding_sheet(coded, samir, document)
    waiting = list_splits(coded, rima)

    assert not hides_decisions(coded, samir, document)
    assert [v for k, v in after.theirs.items() if k.endswith("killed")] == ["3"]
    assert [(one.field, {*one.answers}) for one in waiting.items] == [("killed", {3, 4})]

    made = settle_split(coded, rima, waiting.items[0].id, "4", why="read again")

    form = open_book(coded.layout).by_id[made.decisions[0]]
    assert (form["verdict"], form["value"]["low"], form["by"]) == ("correct", 4, rima.name)
    assert list_splits(coded, rima).total == 0


def test_who_may_not_cannot(coded: Workbench, member: Member) -> None:
    """
    A third coder has no sheet, a coder settles nothing, a viewer sees no list; once both are
    done nothing is changed any more.
    """
    coders = [member(Role.CODER) for _ in range(3)]
    mine = [one for one in coders if list_coding_tasks(coded, one).tasks]
    third = next(one for one in coders if one not in mine)
    document = _document(coded, mine[0])
    for one in mine:
        _answer(coded, one, "3")

    assert len(mine) == 2
    with pytest.raises(NotThere):
        show_coding_sheet(coded, third, document)
    with pytest.raises(NotAllowed):
        list_splits(coded, mine[0])
    with pytest.raises(NotAllowed):
        list_coding_tasks(coded, member(Role.VIEWER))
    with pytest.raises(StaleDecision):
        _answer(coded, mine[0], "5")


def test_both_against_the_machine_wait_too(coded: Workbench, member: Member) -> None:
    """
    Two coders who answer alike, and not as the machine reads, are put before a reviewer.
    """
    dana, samir, rima = member(Role.CODER), member(Role.CODER), member(Role.REVIEWER)
    for one in (dana, samir):
        _answer(coded, one, "3", injured="13")
    waiting = list_splits(coded, rima).items
    shown = show_agreement(coded, dana)

    assert [(one.field, one.answers, one.machine) for one in waiting] == [
        ("injured", (13, 13), 12)
    ]
    assert {line.field for line in shown.weeks} >= {"killed", "when", "missed"}
    assert all(line.agreement.alike == line.agreement.units for line in shown.weeks)


def test_an_answer_without_form_is_refused(coded: Workbench, member: Member) -> None:
    """
    A number in words, a term that is none, a claim that is not there: a sentence, and no line.
    """
    dana = member(Role.CODER)
    member(Role.CODER)
    size = (coded.layout.folder / "decisions.jsonl").exists()
    for wrong in (
        {"killed": "three"},
        {"violence": "war"},
        {"when": "Thursday"},
        {"stands": ""},
    ):
        with pytest.raises(SettingsError):
            _answer(coded, dana, **{"killed": "3"} | wrong)

    assert (coded.layout.folder / "decisions.jsonl").exists() == size


@pytest.mark.parametrize(
    ("one", "other", "is_alike", "waits"),
    [
        ("Sarmeen", "سرمين", True, False),
        ("Sarmin", "Sarmin, geonames:164782", True, False),
        ("Azaz", "أعزاز", True, True),  # they agree, and the machine reads another
        ("by the mill", "By the  Mill", True, True),
        ("Azaz", "Sarmin", False, True),
        ("Ariha, geonames:172994", "Ariha, geonames:284899", False, True),
    ],
)
def test_two_spellings_of_one_place_agree(
    coded: Workbench, member: Member, one: str, other: str, is_alike: bool, waits: bool
) -> None:
    """
    In either script, by the gazetteer's id; words that name no known place by themselves.
    """
    dana, samir, rima = member(Role.CODER), member(Role.CODER), member(Role.REVIEWER)
    _answer(coded, dana, "3", where=one)
    _answer(coded, samir, "3", where=other)
    waiting = [set(split.answers) for split in list_splits(coded, rima).items]
    [agreement] = [
        line.agreement for line in show_agreement(coded, rima).weeks if line.field == "where"
    ]

    assert waiting == ([{one, other}] if waits else [])
    assert agreement.alike == int(is_alike)


def test_what_was_coded_is_not_taken_back(coded: Workbench, member: Member) -> None:
    """Else who has read the other's answers could give the same, and agreement mean nothing."""
    dana, samir = member(Role.CODER), member(Role.CODER)
    document = _document(coded, dana)
    _answer(coded, dana, "3")
    _answer(coded, samir, "4")
    before = show_agreement(coded, dana)
    for form in open_book(coded.layout).forms:
        with pytest.raises(NotThere):
            withdraw(coded, samir, str(form["id"]), why="to give the other's answers")

    assert len(open_book(coded.layout).forms) == 2
    assert show_coding_sheet(coded, samir, document).state == "both_done"
    assert show_agreement(coded, dana) == before
    assert list_decided(coded, dana, 0) == ()
