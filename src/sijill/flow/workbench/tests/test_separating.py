"""
A row that was surely joined is set apart from the person, as previewed, and taken back as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sijill.errors import NotAllowed, NotThere, SettingsError, StaleDecision
from sijill.flow.capturing import capture_into
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, open_workbench
from sijill.flow.team.restricting import restrict
from sijill.flow.victims import add_name_list
from sijill.flow.workbench.judging import withdraw
from sijill.flow.workbench.judging_people import judge_pair
from sijill.flow.workbench.separating import Separation, preview_separation, separate
from sijill.flow.workbench.victims import list_pairs, list_victims, show_victim
from sijill.model import NamedPerson, Victim
from sijill.model.person import Person
from sijill.model.role import Role

RANA = Person("p-1", "Rana", Role.ADMINISTRATOR)
DANA = Person("p-2", "Dana", Role.CODER)
GUEST = Person("p-3", "Guest", Role.VIEWER)
ROW = "Khaled Mahmoud Al-Barazi,2023-10-05,Hama,41"
REPORT = (
    "HAMA, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Hama on Thursday, killing "
    "Khaled Mahmoud Al-Barazi, 41, residents said."
)
SAYING = ("first", "second", "report")


@pytest.fixture
def people(tmp_path: Path) -> Iterator[Workbench]:
    """Yield a workbench over two lists and a report, each of which names one person."""
    record = init_record(tmp_path / "record")
    columns = {"name": "Name", "day": "Day", "place": "Town", "age": "Age"}
    for name in SAYING[:2]:
        path = tmp_path / f"{name}.csv"
        path.write_text(f"Name,Day,Town,Age,Of\n{ROW},{name}\n", encoding="utf-8")
        add_name_list(record, path, name=name, columns=columns, by="a tester", why="sent")
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    capture_into(record, [tmp_path / "report.txt"], by="a tester")
    run_record(record)
    with open_workbench(record, owner="tester") as bench:
        yield bench


def see(bench: Workbench, person: Person = RANA) -> set[frozenset[str]]:
    """Return the people that somebody sees, each by who names them."""
    found = list_victims(bench, person).items
    return {naming(show_victim(bench, person, one.id).named) for one in found}


def naming(rows: Iterable[NamedPerson]) -> frozenset[str]:
    """Return who says some rows and names: a list by its name, else the report."""
    return frozenset(one.list or "report" for one in rows)


def foresee(found: Separation) -> set[frozenset[str]]:
    """Return the people that a preview tells, each by who names them."""
    return {naming(people) for people in found.after}


def the_one(bench: Workbench) -> tuple[Victim, dict[str, NamedPerson]]:
    """Return the person whom all name, with what each says."""
    [victim] = list_victims(bench, RANA).items
    shown = show_victim(bench, RANA, victim.id)
    return shown.victim, {one.list or "report": one for one in shown.named}


def test_a_sure_row_is_set_apart_as_previewed_and_taken_back_as_one(people: Workbench) -> None:
    """It waits in no list of doubts; one decision a pair parts it, one withdrawal undoes it."""
    victim, rows = the_one(people)
    waiting = list_pairs(people, DANA).total
    foreseen = preview_separation(people, DANA, victim.id, rows["second"].id)
    answer = separate(
        people, DANA, victim.id, rows["second"].id, why="another father", etag=foreseen.etag
    )
    apart = see(people)
    page = show_victim(people, RANA, victim.id)
    [judged] = page.judged
    run_record(people.layout.folder)
    after_a_run = see(people)
    withdraw(people, DANA, *answer.decisions)

    assert waiting == 0 and len(rows) == 3
    assert foreseen.after[0] == (rows["second"],)
    assert apart == foresee(foreseen) == {frozenset({"second"}), frozenset({"first", "report"})}
    assert naming(page.named) == {"first", "report"}
    assert {judged.decision.id, *judged.also} == {*answer.decisions} and len(judged.also) == 1
    assert judged.people[0].list == "second"
    assert judged.decision.why == "another father"
    assert after_a_run == apart
    assert see(people) == {frozenset(SAYING)}
    assert the_one(people)[0].id == victim.id
    assert show_victim(people, RANA, victim.id).judged == ()


def test_what_somebody_said_before_gives_way(people: Workbench) -> None:
    """Who said that two are the same is overruled by who sets the row apart later."""
    victim, rows = the_one(people)
    judge_pair(people, RANA, rows["first"].id, rows["second"].id, "same")
    separate(people, DANA, victim.id, rows["first"].id)

    assert see(people) == {frozenset({"first"}), frozenset({"second", "report"})}


def test_a_person_who_is_another_by_now_is_told_and_nothing_is_written(
    people: Workbench,
) -> None:
    """The refusal says what was decided meanwhile; without an etag the row goes anyway."""
    victim, rows = the_one(people)
    seen = preview_separation(people, DANA, victim.id, rows["first"].id)
    separate(people, RANA, victim.id, rows["report"].id)
    with pytest.raises(StaleDecision) as refused:
        separate(people, DANA, victim.id, rows["first"].id, etag=seen.etag)
    told = {(one.by, one.act) for one in refused.value.changes}

    assert told == {("Rana", "not_same")}
    assert see(people) == {frozenset({"report"}), frozenset({"first", "second"})}
    separate(people, DANA, victim.id, rows["first"].id)
    assert see(people) == {frozenset({one}) for one in SAYING}


def test_only_a_row_that_stands_with_others_is_set_apart(people: Workbench) -> None:
    """A row of somebody else, a person of one row, and who may not decide are refused."""
    victim, rows = the_one(people)
    with pytest.raises(NotAllowed):
        preview_separation(people, GUEST, victim.id, rows["first"].id)
    with pytest.raises(NotThere):
        preview_separation(people, DANA, "v-none", rows["first"].id)
    separate(people, DANA, victim.id, rows["first"].id)
    alone = next(one for one in list_victims(people, DANA).items if one.lists == ("first",))
    for row in ("first", "second"):
        for ask in (preview_separation, separate):
            with pytest.raises(SettingsError, match="set apart"):
                ask(people, DANA, alone.id, rows[row].id)


def test_a_row_that_is_kept_from_somebody_is_neither_told_nor_judged(people: Workbench) -> None:
    """Its document is restricted: the preview, the decision and its page are without it."""
    victim, rows = the_one(people)
    hidden = rows["report"].anchor.document_id.partition("#")[0]
    restrict(people, RANA, "document", hidden, role=Role.REVIEWER, why="asked for")
    foreseen = preview_separation(people, DANA, victim.id, rows["first"].id)
    answer = separate(people, DANA, victim.id, rows["first"].id, etag=foreseen.etag)
    with pytest.raises(SettingsError):
        preview_separation(people, DANA, victim.id, rows["report"].id)

    assert len(answer.decisions) == 1
    assert hidden not in answer.documents
    assert foresee(foreseen) == {frozenset({"first"}), frozenset({"second"})}
    assert see(people, DANA) == foresee(foreseen)
    assert hidden not in repr(foreseen)
