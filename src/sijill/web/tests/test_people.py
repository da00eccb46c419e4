"""
The pages and the API of victims, double coding and interviews, as a browser sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sijill.flow.capturing import capture_into
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import make_token, open_workbench
from sijill.flow.victims import add_name_list
from sijill.web.app import make_app

WRITE = {"Origin": "http://127.0.0.1", "X-Sijill-Form": "1"}
REPORT = (
    "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in Idlib on "
    "Thursday, killing three farmers and wounding at least 12 people, residents said."
)
LISTS = {
    "first": ("name", "Name,Day,Town\nKhaled Salim <b>x</b>,2023-10-05,Hama\n"),
    "second": ("name_ar", "Name,Day,Town\nخالد سليم,2023-10-09,حماة\n"),
}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a browser over a record of one report and two lists, all of it coded twice."""
    folder = tmp_path_factory.mktemp("people")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    record = init_record(folder / "record")
    capture_into(record, [folder / "report.txt"], by="a tester")
    _add_lists(folder, record)
    run_record(record)
    with open_workbench(record, owner="A. Tester") as bench:
        bench = replace(bench, rules=replace(bench.rules, double_coding=1.0))
        app = make_app(bench)
        with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
            client.get("/enter", params={"token": make_token(bench)})
            yield client


def _add_lists(folder: Path, record: Path) -> None:
    for name, (column, text) in LISTS.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        add_name_list(
            record, folder / f"{name}.csv", name=name,
            columns={column: "Name", "day": "Day", "place": "Town"},
            by="a tester", why="sent",
        )  # fmt: skip


def test_a_pair_is_judged_and_the_person_has_a_page(people: TestClient) -> None:
    """
    Two rows wait, "the same" makes one person with both names; a name is no markup.
    """
    pair = people.get("/api/v1/victims/pairs").json()["items"][0]
    page = people.get("/victims/pairs").text
    sent = {"left": pair["left"]["id"], "right": pair["right"]["id"], "verdict": "same"}
    answer = people.post("/victims/pairs", data=sent, headers=WRITE)
    found = people.get("/api/v1/victims", params={"query": "سليم"}).json()["items"]
    listed = people.get("/victims", params={"query": "سليم"}).text
    shown = people.get(f"/victims/{found[0]['id']}")
    decision = re.findall('name="decision" value="([^"]+)"', shown.text)
    taken, again = (
        people.post("/victims/judgements/withdraw", data={"decision": one}, headers=WRITE)
        for one in (decision * 2)
    )
    parted = people.get("/api/v1/victims", params={"query": "سليم"}).json()["items"]

    assert "<b>x</b>" not in page
    assert answer.headers["location"] == "/victims/pairs"
    assert found[0]["names"] == ["Khaled Salim <b>x</b>", "خالد سليم"]
    assert found[0]["place"]["name"] == "Hama"
    assert "<bdi>Hama</bdi> · <bdi>حماة</bdi>" in listed
    assert shown.status_code == 200
    assert "&lt;b&gt;x&lt;/b&gt;" in shown.text
    assert taken.headers["location"] == "/victims/pairs"
    assert again.status_code == 412
    assert parted[0]["names"] == ["خالد سليم"]
    assert people.get("/victims/v-none").status_code == 404
    assert people.get("/victims?lang=ar").status_code == 200
    assert people.post("/api/v1/victims/pairs", json=sent | {"left": "x"}, headers=WRITE).json()


def test_a_row_is_set_apart_from_a_person(people: TestClient) -> None:
    """The person's page leads to what it changes; a form or the API does what was seen."""
    pair = people.get("/api/v1/victims/pairs").json()["items"][0]
    sent = {"left": pair["left"]["id"], "right": pair["right"]["id"], "verdict": "same"}
    people.post("/victims/pairs", data=sent, headers=WRITE)
    [victim] = people.get("/api/v1/victims", params={"query": "سليم"}).json()["items"]
    page = people.get(f"/victims/{victim['id']}?lang=en").text
    paths = re.findall('href="(/victims/[^"]+/without/[^"]+)"', page)
    preview = people.get(f"{paths[0]}?lang=en").text
    [etag] = re.findall('name="etag" value="([^"]+)"', preview)
    made = people.post(paths[0], data={"etag": etag, "why": "kin"}, headers=WRITE)
    parted = people.get("/api/v1/victims").json()["total"]
    late = people.post(paths[0], data={"etag": etag}, headers=WRITE)
    after = people.get(f"{made.headers['location']}?lang=en").text
    [decision] = re.findall('name="decision" value="([^"]+)"', after.split("kin</q>")[1])[:1]
    back = {"decision": decision, "victim": victim["id"]}
    taken = people.post("/victims/judgements/withdraw", data=back, headers=WRITE)
    joined = people.get("/api/v1/victims").json()["total"]

    assert len(paths) == 2
    assert "Then: 2 people" in preview and "&lt;b&gt;x&lt;/b&gt;" in preview
    assert made.headers["location"] == taken.headers["location"] == f"/victims/{victim['id']}"
    assert "/without/" not in after
    assert late.status_code == 422 and "Nothing can be set apart" in late.text
    assert parted == joined + 1

    api = f"/api/v1{paths[1]}"
    seen = people.get(api)
    unseen = people.post(api, json={}, headers=WRITE)
    stale = people.post(api, json={}, headers=WRITE | {"If-Match": '"0-other"'})
    answer = people.post(api, json={}, headers=WRITE | {"If-Match": seen.headers["etag"]})
    undo = {"decisions": answer.json()["decisions"]}
    undone = people.post("/api/v1/withdrawals", json=undo, headers=WRITE)

    assert [len(one) for one in seen.json()["after"]] == [1, 1]
    assert (unseen.status_code, stale.status_code) == (428, 412)
    assert answer.status_code == undone.status_code == 200
    assert people.get("/api/v1/victims").json()["total"] == joined
    before = re.findall('name="decision" value="([^"]+)"', people.get("/victims/pairs").text)
    people.post("/victims/judgements/withdraw", data={"decision": before}, headers=WRITE)


def test_a_document_is_coded_in_the_browser(people: TestClient) -> None:
    """
    The sheet asks, a wrong answer comes back with what was written, a right one is kept; until
    the other has coded, the document itself is not shown.
    """
    task = people.get("/api/v1/coding").json()["tasks"][0]
    path = f"/coding/{task['document_id']}"
    claim = people.get(f"/api/v1{path}").json()["claims"][0]
    place = f"answer:{claim['start']}:{claim['end']}:"
    given = {"stands": "yes", "violence": "shelling", "when": "2023-10-05", "killed": "three"}
    sent = {place + key: value for key, value in given.items()} | {"missed": "0"}
    wrong = people.post(path, data=sent, headers=WRITE)
    right = people.post(path, data=sent | {f"{place}killed": "3"}, headers=WRITE)

    assert task["title"] == "report.txt"
    assert "<h1><bdi>report.txt</bdi></h1>" in people.get(path).text
    assert wrong.status_code == 422
    assert 'value="three"' in wrong.text
    assert right.headers["location"] == "/coding"
    assert people.get("/coding").status_code == people.get("/coding/splits").status_code == 200
    assert people.get("/api/v1/coding").json()["tasks"][0]["state"] == "waiting"
    assert people.get(f"/documents/{task['document_id']}").status_code == 422


def test_an_interview_is_entered_in_the_browser(people: TestClient) -> None:
    """
    A name for a code is refused with all that was written kept; then it stands in the list.
    """
    sent = {
        "code": "Rima", "text": "Two were shot.\r\nIn Binnish.", "held_on": "2023-10-20",
        "words": "Two were shot.", "violence": "shooting", "role": "coder", "harm": "killed",
        "low": "2", "high": "2",
    }  # fmt: skip
    wrong = people.post("/interviews", data=sent, headers=WRITE)
    right = people.post("/interviews", data=sent | {"code": "W-3"}, headers=WRITE)

    assert wrong.status_code == 422
    assert "Two were shot." in wrong.text
    assert right.headers["location"] == "/interviews"
    listed = [people.get(f"/interviews?lang={one}").text for one in ("en", "ar")]
    assert ">W-3<" in listed[0] and "20 October 2023</td>" in listed[0]
    assert "20 تشرين الأول 2023</td>" in listed[1]
    assert people.get("/api/v1/interviews").json()["items"][0]["role"] == "coder"


def test_no_act_is_chosen_for_a_witness(people: TestClient) -> None:
    """Who forgets to choose is asked to, and sends no act that nobody told."""
    page = people.get("/interviews").text
    choice = page.split('<select id="violence"')[1].split("</select>")[0]

    assert choice.split(">")[0].endswith("required")
    assert choice.split("<option")[1].startswith(' value="">')
    assert " selected" not in choice


def test_an_answer_is_taken_back_where_it_was_given(people: TestClient) -> None:
    """The page of pairs shows it, says of whom it is, and what was not said on a side."""
    pair = people.get("/api/v1/victims/pairs").json()["items"][0]
    sent = {"left": pair["left"]["id"], "right": pair["right"]["id"], "verdict": "unsure"}
    people.post("/victims/pairs", data=sent, headers=WRITE)
    page = people.get("/victims/pairs?lang=en").text
    [decision] = re.findall('name="decision" value="([^"]+)"', page)
    answered = page.split('<h2 id="answered">')[1].split("</section>")[0]
    people.post("/victims/judgements/withdraw", data={"decision": decision}, headers=WRITE)
    after = people.get("/victims/pairs?lang=en").text

    assert "خالد سليم" in answered and "Khaled Salim" in answered
    assert "somebody was not sure" in page
    assert "Sex: Not said on one side" in page and "Age or day of birth: Not said" in page
    assert 'name="decision"' not in after and "somebody was not sure" not in after
