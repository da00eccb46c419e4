"""
Lists, search and exports: the same rows as pages, as answers of the API and as files.
"""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

pytestmark = pytest.mark.parametrize(
    "record", ["folder", "server"], indirect=True, scope="module"
)


@pytest.mark.parametrize("kind", ["incidents", "claims", "documents", "summaries"])
def test_a_list_is_a_page_and_an_answer(browser: TestClient, kind: str) -> None:
    """Both languages show it, and the API gives as many rows."""
    shown = browser.get(f"/{kind}", params={"sort": "oldest"})
    turned = browser.get(f"/{kind}", params={"lang": "ar"})
    told = browser.get(f"/api/v1/{kind}").json()
    browser.get("/", params={"lang": "en"})

    assert (shown.status_code, turned.status_code) == (200, 200)
    assert told["n"] == len(told["rows"])
    assert shown.text.count("<tr>") == (told["n"] + 1 if told["n"] else 0)


def test_a_view_is_a_file(browser: TestClient) -> None:
    """Spreadsheets, programmes and maps get the same incidents."""
    n = browser.get("/api/v1/incidents").json()["n"]
    table = browser.get("/api/v1/export/incidents/csv")
    lines = browser.get("/api/v1/export/incidents/jsonl").text.splitlines()
    map_ = browser.get("/api/v1/export/incidents/geojson").json()

    assert table.text.startswith("\ufeffid,violence,when.earliest")
    assert len(table.text.splitlines()) - 1 == len(lines) == len(map_["features"]) == n > 0
    assert json.loads(lines[0])["harms"]["killed"]["low"] == 3
    assert "attachment" in table.headers["content-disposition"]


def test_search_finds_by_the_beginning_of_a_word(browser: TestClient) -> None:
    """What nobody wrote finds nothing."""
    found = browser.get("/api/v1/search", params={"words": "market sarm"}).json()

    assert found["incidents"]["n"] == 1
    assert browser.get("/api/v1/search", params={"words": "zebra"}).json()["claims"]["n"] == 0
    assert "Sarmin" in browser.get("/search", params={"words": "sarmin"}).text


@pytest.mark.parametrize(
    "asked",
    ["first=yesterday", "killed_least=-1", "cursor=x", "sort=no", "box=1,2", "disputed=maybe"],
)
def test_a_wrong_part_of_a_view_is_a_sentence(browser: TestClient, asked: str) -> None:
    """Nothing that an address can hold breaks a list."""
    answer = browser.get(f"/api/v1/incidents?{asked}")

    assert (answer.status_code, answer.json()["kind"]) == (422, "wrong")
    assert browser.get("/api/v1/export/incidents/exe").status_code == 404
