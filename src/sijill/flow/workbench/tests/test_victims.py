"""
The people of two lists: found however a name is spelt, and what is decided about them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, open_workbench
from sijill.flow.team.restricting import restrict
from sijill.flow.victims import add_name_list
from sijill.flow.workbench.judging_people import judge_pair
from sijill.flow.workbench.live import list_decided
from sijill.flow.workbench.victims import list_pairs, list_victims, show_victim
from sijill.model.person import Person
from sijill.model.role import Role

RANA = Person("p-1", "Rana", Role.ADMINISTRATOR)
DANA = Person("p-2", "Dana", Role.CODER)
LISTS = {
    "first": ("name", "Name,Day,Town\nKhaled Al-Salim,2023-10-05,Hama\n"),
    "second": ("name_ar", "Name,Day,Town\nخالد السليم,2023-10-09,حماة\n"),
}


@pytest.fixture
def people(tmp_path: Path) -> Iterator[Workbench]:
    """Yield a workbench over two lists, with one row each that may be one person."""
    record = init_record(tmp_path / "record")
    for name, (column, text) in LISTS.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        add_name_list(
            record, tmp_path / f"{name}.csv", name=name,
            columns={column: "Name", "day": "Day", "place": "Town"},
            by="a tester", why="sent",
        )  # fmt: skip
    run_record(record)
    with open_workbench(record, owner="tester") as bench:
        yield bench


@pytest.mark.parametrize("query", ["al salim", "SALIM khaled", "خالِد", "سليم"])
def test_a_name_is_found_however_it_is_spelt(people: Workbench, query: str) -> None:
    """With or without marks, hyphens and the article, its parts in any order."""
    assert list_victims(people, DANA, query=query).total == 1
    assert list_victims(people, DANA, query=f"{query} omar").total == 0


def test_answers_say_of_whom_they_are(people: Workbench) -> None:
    """Beside the pairs stand one's own last ones, on a person's page everybody's."""
    pair = list_pairs(people, DANA).items[0].pair
    unsure = judge_pair(people, DANA, pair.left, pair.right, "unsure")
    waiting = list_pairs(people, DANA)
    made = judge_pair(people, DANA, pair.left, pair.right, "not_same")
    after = list_pairs(people, DANA)
    one = list_victims(people, RANA, query="khaled").items[0]
    judged = show_victim(people, RANA, one.id).judged

    assert waiting.unsure == (pair.id,)
    assert [item.decision for item in waiting.answered] == [unsure]
    assert [item.decision for item in after.answered] == [made, unsure]
    assert {row.id for row in after.answered[0].people} == {pair.left, pair.right}
    assert [item.decision for item in judged] == [made, unsure]
    assert list_pairs(people, RANA).answered == ()


def test_who_is_restricted_stands_in_no_pair_and_no_answer(people: Workbench) -> None:
    """Whoever may not see one of the two finds neither the pair nor what was said of it."""
    pair = list_pairs(people, DANA).items[0].pair
    made = judge_pair(people, DANA, pair.left, pair.right, "unsure", why="not Khaled, I think")
    arabic = list_victims(people, RANA, query="خالد").items[0]
    latin = list_victims(people, RANA, query="khaled").items[0]
    restrict(people, RANA, "victim", latin.id, role=Role.REVIEWER, why="asked for")
    page = list_pairs(people, DANA)

    assert (page.items, page.total, page.answered) == ((), 0, ())
    told = {who.id: {one.id for one in list_decided(people, who, 0)} for who in (DANA, RANA)}
    assert told[RANA.id] - told[DANA.id] == {made.id}
    assert show_victim(people, DANA, arabic.id).judged == ()
    assert len(list_pairs(people, RANA).items) == 1
