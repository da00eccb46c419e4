"""
The frame of the workbench: who comes in, what stands around every answer, what fails how.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

import sijill.web
from sijill.flow.team import Workbench, make_token
from sijill.web.app import list_rules, make_app
from sijill.web.security.headers import POLICY
from sijill.web.words import Words

TEMPLATES = Path(sijill.web.__file__).parent / "templates"
STATIC = {"/static", "/api/v1/openapi.json"}


def test_every_address_has_a_rule(bench: Workbench) -> None:
    """An address that is served without a rule cannot exist."""
    served = {getattr(route, "path", "") for route in make_app(bench).routes}
    ruled = {rule.path for rule in list_rules()}

    assert {path for path in served if path} - STATIC <= ruled


def test_the_token_opens_once(bench: Workbench, stranger: TestClient) -> None:
    """The printed address gives a session at its first use, and nothing after."""
    token = make_token(bench)

    assert stranger.get("/").headers["location"] == "/sign-in"
    assert stranger.get("/enter", params={"token": token}).headers["location"] == "/"
    assert stranger.get("/").status_code == 200
    assert stranger.get("/enter", params={"token": token}).headers["location"] == "/sign-in"


def test_who_signs_out_is_out(browser: TestClient) -> None:
    """A session that was ended opens nothing."""
    kept = browser.cookies["sijill_session"]
    browser.post("/sign-out")
    browser.cookies.set("sijill_session", kept)

    assert browser.get("/").status_code == 303


def test_nothing_is_loaded_from_elsewhere(browser: TestClient) -> None:
    """Every answer carries the policy; a page is not kept by the browser."""
    page = browser.get("/")

    assert page.headers["content-security-policy"] == POLICY
    assert page.headers["cache-control"] == "no-store"
    assert browser.get("/nowhere").headers["content-security-policy"] == POLICY


def test_the_language_is_asked_for_and_kept(browser: TestClient) -> None:
    """The whole page turns, and stays so on the next."""
    asked = browser.get("/", params={"lang": "ar"})

    assert '<html lang="ar" dir="rtl">' in asked.text
    assert '<html lang="ar" dir="rtl">' in browser.get("/").text


def test_a_wrong_address_gets_a_sentence(browser: TestClient) -> None:
    """A page in the browser, a problem in the API."""
    page = browser.get("/incidents/nothing", params={"lang": "ar"})

    assert "nothing at this address" in browser.get("/nowhere", params={"lang": "en"}).text
    assert "no incident" not in page.text and 'href="/search"' in page.text
    for path in ("nowhere", "incidents/..%2Fnowhere", "documents/..%2F..%2Fnowhere"):
        problem = browser.get(f"/api/v1/{path}", params={"lang": "en"}).json()
        assert {"status", "title", "kind", "detail"} == problem.keys(), path
        assert problem["kind"] == "not_found" and "in the lists" in problem["detail"]


def test_a_problem_of_the_api_is_told_in_the_readers_language(browser: TestClient) -> None:
    """What is wrong, and what to do, come in Arabic to whoever asks for it, else in English."""
    [claim] = browser.get("/api/v1/claims").json()["rows"][:1]
    assess = f"/api/v1/claims/{claim['id']}/assessments"
    asked = [
        ("GET", "/api/v1/incidents/nothing", None),
        ("POST", assess, {"verdict": "correct", "field": "no"}),
        ("POST", assess, {"verdict": "so"}),
        ("POST", "/api/v1/withdrawals", {"decisions": ["d-none"]}),
    ]
    for method, path, body in asked:
        told = {
            language: browser.request(
                method, path, json=body, headers={"Accept-Language": language, "If-Match": "*"}
            )
            for language in ("en", "ar")
        }
        assert {one.status_code for one in told.values()} <= {404, 422}, path
        for key in ("title", "detail"):
            assert not re.search("[\u0600-\u06ff]", told["en"].json()[key]), path
            assert re.search("[\u0600-\u06ff]", told["ar"].json()[key]), path


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_database_that_is_away_is_a_page(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """It says that nothing is lost and when to come back, in the reader's language."""

    def fail(*_: object, **__: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("the secret host is down"))

    monkeypatch.setattr("sijill.web.pages.queue.list_queue", fail)
    answer = browser.get("/queue", params={"lang": language})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert Words(language).say("shell.then.away") in answer.text
    assert "secret host" not in answer.text


def test_every_form_of_who_is_signed_in_has_a_key() -> None:
    """What gives a session has nobody yet whose key it could be."""
    at_the_door = {"sign_in", "sign_in_code"}
    for path in sorted(TEMPLATES.glob("*.html.j2")):
        text = path.read_text(encoding="utf-8")
        forms = re.findall(r'<form [^>]*method="post"[^>]*>(.{0,12})', text)
        is_at_door = path.name.partition(".")[0] in at_the_door

        assert all((one == "{{ once() }}") != is_at_door for one in forms), path.name
