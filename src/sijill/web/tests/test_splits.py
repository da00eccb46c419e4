"""
Where two coders differ, as a third person decides it in the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sijill.flow.team import Workbench
from sijill.flow.workbench.coding_review import list_splits
from sijill.flow.workbench.double_coding import list_coding_tasks
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.web.app import make_app
from sijill.web.tests.coded import CODERS, coded_by_two
from sijill.web.tests.visited import OWN, sign_in

FIRST = Role.CODER  # one of the two, and the third person, by the roles that they have
THIRD = Role.PUBLISHER
Seat = Callable[[Role], TestClient]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """Yield a team's workbench over one report that two have coded, one of them otherwise."""
    with coded_by_two(tmp_path) as bench:
        yield bench


@pytest.fixture
def seat(bench: Workbench) -> Seat:
    """Return what gives a browser in which somebody of a role is signed in."""
    app = make_app(bench)

    def seat(role: Role) -> TestClient:
        client = TestClient(
            app, base_url="http://127.0.0.1", follow_redirects=False, headers=OWN
        )
        cookie = f"cookie of a {role.value}" if role in CODERS else sign_in(bench, role)
        client.cookies.set("sijill_session", cookie)
        return client

    return seat


def test_no_answer_is_chosen_for_a_reviewer(bench: Workbench, seat: Seat) -> None:
    """Each answer stands with who gives it; without a choice nothing is decided."""
    browser = seat(THIRD)
    page = browser.get("/coding/splits").text
    reviewer = Person("p-3", "somebody", Role.REVIEWER)
    before = list_splits(bench, reviewer)
    refused = [
        browser.post("/coding/splits", data={"split": before.items[0].id} | sent)
        for sent in (
            {},
            {"why": "read again"},
            {"value": "other:"},
            {"value": "shelling", "other": "airstrike"},
        )
    ]
    fields = [one.field for one in before.items]

    assert fields == ["violence", "when", "killed"]
    assert " checked" not in page and page.count(" required> <span>") == 6
    assert "4 October 2023" in page and "2023-10-04</" not in page
    assert [answer.status_code for answer in refused] == [422] * 4
    assert "Choose the right answer" in refused[0].text
    assert "You chose one answer and wrote another" in refused[-1].text
    assert list_splits(bench, reviewer) == before

    for split, value in zip(before.items, ("shelling", "other:", "none:"), strict=True):
        other = "2023-10-03" if value == "other:" else ""
        sent = {"split": split.id, "value": value, "other": other}
        assert browser.post("/coding/splits", data=sent).status_code == 303
    assert list_splits(bench, reviewer).total == 0


def test_one_of_the_two_is_not_asked(seat: Seat) -> None:
    """A reviewer who coded the document sees the answers, and that another decides."""
    page = seat(Role.REVIEWER).get("/coding/splits").text

    assert "another person decides" in page
    assert 'name="split"' not in page


def test_the_other_coders_answers_are_in_the_readers_words(
    bench: Workbench, seat: Seat
) -> None:
    """No code of a term and no day as a machine writes it, in either language."""
    coder = Person(f"p-{FIRST.value}", FIRST.value, FIRST)
    document = list_coding_tasks(bench, coder).tasks[0].document_id
    browser = seat(FIRST)
    english, arabic = (
        browser.get(f"/coding/{document}?lang={one}").text for one in ("en", "ar")
    )
    weeks = browser.get("/coding?lang=en").text

    assert "air strike</p>" in english and "4 October 2023" in english
    assert "airstrike</p>" not in arabic and "4 تشرين الأول 2023" in arabic
    assert "Answer from the text alone" not in english
    assert "-W" not in weeks.split("<h2>")[-1]
