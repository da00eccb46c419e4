"""
Sent twice and done once, read twice and sent once: keys of writes, and etags.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sijill.flow.listing import stream_records
from sijill.flow.recording import write_record
from sijill.flow.standing import load_claims
from sijill.flow.team import Workbench, make_token, open_workbench
from sijill.model import Incident
from sijill.web.app import list_rules, make_app

pytestmark = pytest.mark.parametrize("record", ["folder", "server"], indirect=True)
OWN = {"Origin": "http://127.0.0.1", "X-Sijill-Form": "1", "If-Match": "*"}


@pytest.fixture
def path(bench: Workbench) -> str:
    """Return the call that decides about a claim."""
    return f"/api/v1/claims/{load_claims(bench.store)[0].id}/assessments"


@pytest.fixture
def other(record: Path) -> Iterator[TestClient]:
    """Yield a browser at another process of the same server: nothing is shared but the desk."""
    with open_workbench(record, owner="A. Tester") as bench:
        client = TestClient(make_app(bench), base_url="http://127.0.0.1")
        client.get("/enter", params={"token": make_token(bench)})
        yield client


def test_a_write_sent_again_is_done_once(
    record: Path, path: str, browser: TestClient, other: TestClient
) -> None:
    """Whichever process takes it; another write under its key is refused."""
    headers = {**OWN, "Idempotency-Key": "one press of a button"}
    first = browser.post(path, json={"verdict": "unsure", "why": "twice"}, headers=headers)
    again = other.post(path, json={"verdict": "unsure", "why": "twice"}, headers=headers)
    wrong = other.post(path, json={"verdict": "accept"}, headers=headers)
    kept = [one for one in stream_records(record, "decisions") if one["why"] == "twice"]

    assert (first.status_code, again.status_code, wrong.status_code) == (200, 200, 422)
    assert again.json() == first.json()
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert wrong.json()["kind"] == "key_used"
    assert len(kept) == 1


def test_while_a_run_writes_the_answer_says_when_to_try_again(
    record: Path, path: str, browser: TestClient
) -> None:
    """In the reader's language; the same key then does it, since nothing was done."""
    headers = {**OWN, "Idempotency-Key": "while it runs", "Accept-Language": "ar"}
    held, go_on = threading.Event(), threading.Event()

    def run() -> None:
        with write_record(record):
            held.set()
            go_on.wait()

    writer = threading.Thread(target=run)
    writer.start()
    held.wait()
    busy = browser.post(path, json={"verdict": "unsure"}, headers=headers)
    go_on.set()
    writer.join()
    done = browser.post(path, json={"verdict": "unsure"}, headers=headers)

    assert (busy.status_code, done.status_code) == (503, 200)
    assert int(busy.headers["retry-after"]) > 0
    assert busy.json()["title"].startswith("تُكتب الآن")


def test_who_has_an_answer_already_is_told_so(path: str, browser: TestClient) -> None:
    """Every read has an etag, a list and a claim alike; it changes with decisions."""
    claim = path.removesuffix("/assessments")
    for address in ("/api/v1/incidents", "/api/v1/queue", claim):
        first = browser.get(address)
        again = browser.get(address, headers={"If-None-Match": first.headers["etag"]})

        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    etag = browser.get(claim).headers["etag"]
    browser.post(path, json={"verdict": "accept"}, headers=OWN)
    assert browser.get(claim, headers={"If-None-Match": etag}).status_code == 200


def test_the_description_tells_of_keys(browser: TestClient) -> None:
    """Every write of the API takes one."""
    paths = browser.get("/api/v1/openapi.json").json()["paths"]
    writes = [
        paths[one.path][one.method.lower()] for one in list_rules() if one.kind == "write"
    ]

    assert len(writes) > 15
    for one in writes:
        assert "Idempotency-Key" in {item["name"] for item in one["parameters"]}
        assert {"409", "412", "428", "503"} <= one["responses"].keys()


def _draw(browser: TestClient, page: str) -> str:
    """Return the key of a form as a page draws it."""
    found = re.search(r'name="once" value="([0-9a-f]{32})"', browser.get(page).text)
    assert found is not None
    return found[1]


def test_a_form_sent_again_is_done_once(bench: Workbench, browser: TestClient) -> None:
    """Two clicks and a resend alike; with other words, or drawn anew, it is another write."""
    incident = next(bench.store.stream_records(Incident)).id
    kept = {"kind": "incident", "item": incident, "role": "administrator", "why": "kin asked"}
    key = _draw(browser, "/restrictions")
    first = browser.post("/restrictions", data={**kept, "once": key}, headers=OWN)
    browser.post("/restrictions/lift", data={**kept, "once": key}, headers=OWN)
    again = browser.post("/restrictions", data={**kept, "once": key}, headers=OWN)
    shown = [browser.get("/restrictions").text.count("kin asked")]
    other = {**kept, "why": "kin asked again", "once": key}
    browser.post("/restrictions", data=other, headers=OWN)
    shown.append(browser.get("/restrictions").text.count("kin asked again"))
    browser.post("/restrictions/lift", data={**kept, "once": _draw(browser, "/")}, headers=OWN)

    assert (first.status_code, again.status_code) == (303, 303)
    assert (first.headers["location"], again.headers["location"]) == ("/restrictions",) * 2
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert shown == [0, 1]


def test_a_refused_form_can_be_sent_again(browser: TestClient) -> None:
    """Nothing was done under its key, so it is tried anew, and refused anew."""
    sent = {"kind": "no kind", "item": "x", "role": "viewer", "once": "a key"}
    answers = [browser.post("/restrictions", data=sent, headers=OWN) for _ in range(2)]

    assert [one.status_code for one in answers] == [422, 422]
    assert "idempotent-replayed" not in answers[1].headers


def test_the_second_of_two_clicks_gets_the_answer_of_the_first(
    bench: Workbench, browser: TestClient
) -> None:
    """It waits while the first is under way, and shows what came of it."""
    claim = load_claims(bench.store)[0].id
    sent = {"kind": "claim", "item": claim, "role": "administrator", "once": "two"}
    answers: list[tuple[int, str | None]] = []

    def click() -> None:
        found = browser.post("/restrictions", data=sent, headers=OWN)
        answers.append((found.status_code, found.headers.get("idempotent-replayed")))

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    browser.post("/restrictions/lift", data=sent, headers=OWN)

    assert sorted(answers, key=str) == [(303, "true"), (303, None)]
