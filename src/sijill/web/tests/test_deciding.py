"""
The pages and the API of deciding: shown in both languages, guarded by etags, told as they come.
"""

from __future__ import annotations

from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from sijill.flow.standing import load_claims
from sijill.flow.team import Workbench
from sijill.model import Incident

WRITE = {"X-Sijill-Form": "1", "Origin": "http://127.0.0.1", "If-Match": "*"}


def _addresses(bench: Workbench) -> dict[str, str]:
    claim = load_claims(bench.store)[0]
    document = quote(claim.document_id, safe="")
    incident = next(bench.store.stream_records(Incident))
    return {
        "document": f"/documents/{document}",
        "original": f"/documents/{document}/original",
        "incident": f"/incidents/{incident.id}",
        "claim": claim.id,
    }


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("page", ["document", "original", "incident"])
def test_every_page_is_there_in_both_languages(
    bench: Workbench, browser: TestClient, page: str, language: str
) -> None:
    """Each answers, and says in which language."""
    found = browser.get(_addresses(bench)[page], params={"lang": language})

    assert found.status_code == 200
    assert f'<html lang="{language}"' in found.text


def test_a_decision_needs_the_page_as_it_is(bench: Workbench, browser: TestClient) -> None:
    """The first answer is kept; a second one by the same etag is stale, and says so."""
    where = _addresses(bench)
    etag = browser.get(f"/api/v1{where['document']}").headers["etag"]
    path = f"/api/v1/claims/{where['claim']}/assessments"
    blind = browser.post(path, json={"verdict": "accept"})
    kept = browser.post(path, json={"verdict": "accept"}, headers={**WRITE, "If-Match": etag})
    late = browser.post(path, json={"verdict": "unsure"}, headers={**WRITE, "If-Match": etag})
    told = browser.get("/api/v1/live", params={"after": 0, "once": True}).text
    undone = browser.post(
        "/api/v1/withdrawals", json={"decisions": kept.json()["decisions"]}, headers=WRITE
    )

    again = browser.post("/api/v1/withdrawals", json={"decisions": kept.json()["decisions"]})

    assert (kept.status_code, late.status_code, undone.status_code) == (200, 412, 200)
    assert (blind.status_code, again.status_code) == (428, 412)
    assert late.json()["changes"] and again.json()["changes"]
    assert "event: decided" in told and kept.json()["decisions"][0] in told


def test_what_is_not_there_or_has_not_its_form_is_said(
    bench: Workbench, browser: TestClient
) -> None:
    """Never a broken page: no such incident, no such claim, a value without its form."""
    claim = _addresses(bench)["claim"]
    wrong = {"verdict": "correct", "field": "harms.0.count", "value": {"low": "many"}}
    path = f"/api/v1/claims/{claim}/assessments"

    assert browser.get("/incidents/i-0").status_code == 404
    assert browser.get("/api/v1/claims/c-0").status_code == 404
    assert browser.post(path, json=wrong, headers=WRITE).status_code == 422
    assert browser.post(path, json={"verdict": "so"}, headers=WRITE).status_code == 422


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
@pytest.mark.parametrize("field", ["harms.killed.count", "where.0.uncertainty_km"])
def test_what_is_no_number_is_refused(
    bench: Workbench, browser: TestClient, field: str, number: str
) -> None:
    """What JSON has not, and yet is read: a sentence, and never a broken answer."""
    value = f'{{"low": {number}, "high": 3}}' if "count" in field else number
    form = f'{{"verdict": "correct", "field": "{field}", "value": {value}}}'
    path = f"/api/v1/claims/{_addresses(bench)['claim']}/assessments"
    headers = WRITE | {"Content-Type": "application/json"}
    answer = browser.post(path, content=form, headers=headers)

    assert answer.status_code == 422
    assert "number" in answer.json()["detail"]
