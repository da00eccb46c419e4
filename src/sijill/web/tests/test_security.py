"""
What no request gets past: another host, another site, too much, too often.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from sijill.flow.team import Workbench, make_token
from sijill.web.app import list_rules, make_app
from sijill.web.routes import Rule
from sijill.web.security.rates import Rates

OWN = {"Origin": "http://127.0.0.1", "X-Sijill-Form": "1"}
WRITES = [rule for rule in list_rules() if rule.method != "GET"]


@pytest.fixture
def plain(bench: Workbench) -> TestClient:
    """Return a client that sends nothing but what a test says."""
    return TestClient(make_app(bench), base_url="http://127.0.0.1", follow_redirects=False)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil", ""]
)
def test_a_server_answers_to_its_own_name(plain: TestClient, host: str) -> None:
    """A name that somebody made point here is refused, on pages, static files and the API."""
    for path in ("/", "/static/css/base.css", "/api/v1/openapi.json"):
        assert plain.get(path, headers={"Host": host}).status_code == 421


def test_a_team_names_its_hosts(bench: Workbench) -> None:
    """The name in the settings is answered to, whatever the case and port."""
    rules = replace(bench.rules, hosts=("Sijill.example",))
    client = TestClient(
        make_app(replace(bench, rules=rules)), base_url="http://sijill.example:8443"
    )

    assert client.get("/sign-in").status_code != 421


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:81"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
@pytest.mark.parametrize("rule", WRITES, ids=lambda rule: rule.path)
def test_another_site_writes_nothing(
    plain: TestClient, rule: Rule, headers: dict[str, str]
) -> None:
    """Every address that takes something refuses what a page of another site sends."""
    answer = plain.request(rule.method, rule.path, headers={**headers, "X-Sijill-Form": "1"})

    assert answer.status_code == 403


def test_the_api_takes_nothing_that_a_form_can_send(plain: TestClient) -> None:
    """Without the header that scripts of our own set, the API refuses."""
    answer = plain.post("/api/v1/anything", headers={"Origin": "http://127.0.0.1"})

    assert answer.json()["kind"] == "forged"


def test_a_cookie_beside_a_token_is_held_to_the_cookies_rules(plain: TestClient) -> None:
    """A made-up token does not let a forged request with a cookie pass."""
    headers = {"Authorization": "Bearer x", "Cookie": "sijill_session=y"}

    assert plain.post("/sign-out", headers=headers).status_code == 403


@pytest.mark.parametrize("chunked", [False, True], ids=["announced", "chunked"])
def test_what_is_too_large_is_refused(bench: Workbench, chunked: bool) -> None:
    """Whether the length is told before or not, no more is kept than the bound."""
    client = TestClient(
        make_app(replace(bench, rules=replace(bench.rules, body_mib=1))),
        base_url="http://127.0.0.1",
        headers={**OWN, "Content-Type": "application/x-www-form-urlencoded"},
    )

    def pieces() -> Iterator[bytes]:
        for _ in range(24):
            yield b"name=" + b"x" * 100_000

    body = pieces() if chunked else b"x" * 2_000_000
    answer = client.post("/sign-in", content=body)

    assert answer.status_code == 413
    assert "content-security-policy" in answer.headers


def test_who_asks_too_often_waits(bench: Workbench) -> None:
    """The bound is each session's own, for all processes together, and the wait is told."""
    rules = replace(bench.rules, requests_minute=10)
    apps = [make_app(replace(bench, rules=rules)) for _ in range(2)]
    here = {"base_url": "http://127.0.0.1", "client": ("192.0.2.7", 50000)}
    client, other = (TestClient(app, **here) for app in apps)  # type: ignore[arg-type]
    left = 60 - time.time() % 60
    time.sleep(left if left < 10 else 0)  # all of it falls in one minute
    answers = [one.get("/static/css/base.css") for _ in range(6) for one in (client, other)]

    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2
    assert int(answers[-1].headers["retry-after"]) >= 1
    client.cookies.set("sijill_session", "another")
    assert client.get("/static/css/base.css").status_code == 200


def test_the_cookie_is_out_of_reach(bench: Workbench, stranger: TestClient) -> None:
    """Scripts cannot read it, other sites cannot send it, and it opens at one address."""
    answer = stranger.get("/enter", params={"token": make_token(bench)})
    cookie = answer.headers["set-cookie"]

    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2f..%2fapp.py",
        "/static/css/..%5c..%5capp.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/static/css/base.css%00",
    ],
)
def test_no_path_leaves_the_static_folder(plain: TestClient, path: str) -> None:
    """Neither dots nor slashes, written in any way, lead anywhere else."""
    answer = plain.get(path)

    assert answer.status_code in (303, 404, 405)
    assert "import" not in answer.text and "root:" not in answer.text


def test_requests_at_once_lose_none_of_a_minute() -> None:
    """Each that finds nothing at hand takes some of the count; what it leaves is kept."""
    left, calls = [40], itertools.count()
    lock, together = threading.Lock(), threading.Barrier(4)

    def take(_key: str, _minute: int, n: int, _most: int) -> int:
        if next(calls) < 4:
            together.wait()
        with lock:
            given = min(n, left[0])
            left[0] -= given
        return given

    rates = Rates(40, take, clock=lambda: 50.0)

    async def ask() -> list[int]:
        first = await asyncio.gather(*(rates.wait_for("a", None) for _ in range(4)))
        return [*first, *[await rates.wait_for("a", None) for _ in range(40)]]

    with ThreadPoolExecutor(1) as thread:  # whose loop is its own
        waits = thread.submit(asyncio.run, ask()).result()
    assert waits == [0] * 40 + [10] * 4
