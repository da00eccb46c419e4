"""
The queue: what is in it and why, answering, taking it over, and views that are kept.
"""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

pytestmark = pytest.mark.parametrize(
    "record", ["folder", "server"], indirect=True, scope="module"
)


def test_a_new_document_waits_until_somebody_decides(browser: TestClient) -> None:
    """The answer to a claim takes its document out; taking the answer back brings it in."""

    def waiting() -> list[str]:
        items = browser.get("/api/v1/queue").json()["items"]
        return [item["row"]["reason"] for item in items]

    claim = browser.get("/api/v1/claims").json()["rows"][0]["id"]
    seen = {"If-Match": browser.get(f"/api/v1/claims/{claim}").headers["etag"]}
    path = f"/api/v1/claims/{claim}/assessments"
    answer = browser.post(path, json={"verdict": "accept"}, headers=seen)
    late = browser.post(path, json={"verdict": "unsure"}, headers=seen)
    while_decided = waiting()
    decisions = answer.json()["decisions"]
    browser.post("/api/v1/withdrawals", json={"decisions": decisions})

    assert late.status_code == 412 and len(late.json()["changes"]) == 1
    assert "new_document" not in while_decided
    assert "new_document" in waiting()


def test_the_page_shows_why_and_its_keys(browser: TestClient) -> None:
    """Each card says why it is there and offers to be unsure, in both languages."""
    page = browser.get("/queue").text
    turned = browser.get("/queue", params={"lang": "ar"}).text
    browser.get("/queue", params={"lang": "en"})

    assert "New document" in page and 'data-verdict="unsure"' in page
    assert "وثيقة جديدة" in turned


def test_who_takes_something_over_finds_it_again(browser: TestClient) -> None:
    """It is among one's own things, and no longer among those that nobody looks at."""
    item = browser.get("/api/v1/queue").json()["items"][0]["row"]["id"]
    path, free = "/api/v1/queue/assignments", {"If-Match": '"nobody"'}
    taken = browser.post(path, json={"item": item, "to": "me"}, headers=free)
    late = browser.post(path, json={"item": item, "to": "me"}, headers=free)
    own = browser.get("/api/v1/queue", params={"assigned": "me"}).json()
    free = browser.get("/api/v1/queue", params={"assigned": "nobody"}).json()
    mine = {"If-Match": f'"{taken.json()["account_id"]}"'}
    browser.post(path, json={"item": item, "to": None}, headers=mine)

    assert (taken.status_code, late.status_code) == (200, 412)
    assert [one["row"]["id"] for one in own["items"]] == [item]
    assert item not in {one["row"]["id"] for one in free["items"]}
    assert browser.get("/api/v1/queue", params={"assigned": "me"}).json()["n"] == 0


def test_a_view_is_kept_by_its_name(browser: TestClient) -> None:
    """It leads back to what was chosen, until it is dropped."""
    body = {"name": "Documents", "chosen": {"reason": "new_document"}}
    view = browser.post("/api/v1/queue/views", json=body).json()
    page = browser.get("/queue").text
    browser.post(f"/api/v1/queue/views/{view['id']}/drop")

    assert view["query"] == "reason=new_document" and "/queue?reason=new_document" in page
    assert browser.get("/api/v1/queue").json()["views"] == []
