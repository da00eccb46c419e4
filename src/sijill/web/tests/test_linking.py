"""
Linking two incidents over the API: what it will do is said, and what stands in its way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sijill.flow.team import Workbench
from sijill.model import Incident
from sijill.testing.disagreeing import BOMBED, SHELLED

WRITE = {"X-Sijill-Form": "1", "Origin": "http://127.0.0.1", "If-Match": "*"}


@pytest.fixture(scope="module")
def record(tell_record: Callable[..., Path]) -> Path:
    """Return a record of two incidents that disagree in everything but the town."""
    return tell_record(*SHELLED, *BOMBED)


def _claims(bench: Workbench) -> dict[str, tuple[str, ...]]:
    return {one.id: one.claims for one in bench.store.stream_records(Incident)}


@pytest.mark.parametrize(("language", "words"), [("en", " pairs of"), ("ar", "من الأقوال")])
def test_a_link_is_previewed_made_and_undone_as_one(
    bench: Workbench, browser: TestClient, language: str, words: str
) -> None:
    """
    The preview says how many pairs it judges; the answer's decisions are one undo, after which
    the address of the one that had ended, which led to the other meanwhile, shows it again.
    """
    before = _claims(bench)
    one, two = sorted(before)
    asked = {"other": two, "lang": language}
    foreseen = browser.get(f"/api/v1/incidents/{one}/preview", params=asked).json()
    made = browser.post(f"/api/v1/incidents/{one}/links", json={"other": two}, headers=WRITE)
    joined = _claims(bench)
    page = browser.get(f"/incidents/{one}", follow_redirects=True).text
    decisions = made.json()["decisions"]
    (ended,), (heir,) = before.keys() - joined.keys(), joined
    led = browser.get(f"/incidents/{ended}", follow_redirects=False)
    told = browser.get(f"/api/v1/incidents/{ended}").json()
    undone = browser.post("/api/v1/withdrawals", json={"decisions": decisions}, headers=WRITE)

    assert words in foreseen["said"]["judged"]
    assert [side["claims"] for side in foreseen["after"]] == [6] == [*map(len, joined.values())]
    assert foreseen["judgements"] == len(decisions) > 1
    assert f'data-undo="{" ".join(reversed(decisions))}"' in page
    assert undone.status_code == 200
    assert told["id"] == heir
    assert (led.status_code, led.headers["location"]) == (303, f"/incidents/{heir}")
    assert _claims(bench) == before
    assert browser.get(f"/incidents/{ended}", follow_redirects=False).status_code == 200
    assert browser.get(f"/api/v1/incidents/{ended}").json()["id"] == ended


@pytest.mark.parametrize(("language", "words"), [("en", "A. Tester"), ("ar", "قرر")])
def test_incidents_that_somebody_parted_are_not_linked(
    bench: Workbench, browser: TestClient, language: str, words: str
) -> None:
    """Preview and link are refused with whose decision stands in the way, and what to do."""
    (one, mine), (two, theirs) = sorted(_claims(bench).items())
    body = {"left": mine[0], "right": theirs[0], "verdict": "not_same"}
    apart = browser.post("/api/v1/judgements", json=body, headers=WRITE).json()
    path = f"/api/v1/incidents/{one}"
    asked = {"other": two, "lang": language}
    preview = browser.get(f"{path}/preview", params=asked)
    link = browser.post(
        f"{path}/links", params={"lang": language}, json={"other": two}, headers=WRITE
    )
    browser.post("/api/v1/withdrawals", json={"decisions": apart["decisions"]}, headers=WRITE)

    assert (preview.status_code, link.status_code) == (422, 422)
    assert words in preview.json()["detail"] and words in link.json()["detail"]


@pytest.mark.parametrize("act", ["links", "partings"])
def test_what_the_preview_showed_is_what_is_decided(
    bench: Workbench, browser: TestClient, act: str
) -> None:
    """Who decides by a preview is refused if anything in it has changed, and told by whom."""
    (one, mine), (two, theirs) = sorted(_claims(bench).items())
    before = _claims(bench)
    path, body = f"/api/v1/incidents/{one}", {"other": two}
    changed = theirs[0]
    if act == "partings":
        body, changed = {"claim": mine[0]}, mine[1]
    seen = browser.get(f"{path}/preview", params=body).json()["seen"]
    value = {"low": 77, "high": 77, "qualifier": "exact"}
    sent = {"verdict": "correct", "field": "harms.0.count", "value": value, "why": "heard"}
    made = browser.post(f"/api/v1/claims/{changed}/assessments", json=sent, headers=WRITE)
    stale = browser.post(f"{path}/{act}", json={**body, "seen": seen}, headers=WRITE)
    kept = _claims(bench)
    again = browser.get(f"{path}/preview", params=body).json()["seen"]
    fresh = browser.post(f"{path}/{act}", json={**body, "seen": again}, headers=WRITE)
    for answer in (fresh, made):
        decisions = answer.json()["decisions"]
        browser.post("/api/v1/withdrawals", json={"decisions": decisions}, headers=WRITE)

    assert stale.status_code == 412
    assert "A. Tester" in [one["by"] for one in stale.json()["changes"]]
    assert kept == before and fresh.status_code == 200
    assert _claims(bench) == before
