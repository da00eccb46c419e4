"""
One small record and its workbench, for all tests of the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sijill.flow.capturing import capture_into
from sijill.flow.moving import move_to_server
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, make_token, open_workbench
from sijill.web.app import make_app

REPORT = """Shelling kills three in Sarmin

SARMIN, Syria, 5 October 2023 - At least three people, among them a child, were killed and
seven injured when shells hit the market of Sarmin in Idlib province on Thursday morning.
"""


@pytest.fixture(scope="module")
def record(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of one report; on a server too, where a file asks for both."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    layout = init_record(folder / "record")
    if getattr(request, "param", "folder") == "server":
        url = request.getfixturevalue("kept_postgres_url")
        move_to_server(layout, url, {"url_file": "store-url"})
    capture_into(layout, (str(folder / "report.txt"),), by="a tester")
    run_record(layout)
    return layout


@pytest.fixture(scope="module")
def bench(record: Path) -> Iterator[Workbench]:
    """Yield its workbench, for one person on this machine."""
    with open_workbench(record, owner="A. Tester") as bench:
        yield replace(bench, rules=replace(bench.rules, requests_minute=10**6))


@pytest.fixture
def stranger(bench: Workbench) -> TestClient:
    """Return a browser that nobody has signed in with."""
    return TestClient(
        make_app(bench),
        base_url="http://127.0.0.1",
        follow_redirects=False,
        headers={"Origin": "http://127.0.0.1", "X-Sijill-Form": "1"},
    )


@pytest.fixture
def browser(bench: Workbench, stranger: TestClient) -> TestClient:
    """Return a browser that came in by the address that was printed."""
    stranger.get("/enter", params={"token": make_token(bench)})
    return stranger
