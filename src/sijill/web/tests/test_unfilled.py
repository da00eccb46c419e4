"""
Lists that only a run fills say so while they are empty, and do not pass for a record of nobody.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from sijill.flow.capturing import capture_into
from sijill.flow.moving import move_to_server
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import make_token, open_workbench
from sijill.web.app import make_app

REPORT = (
    "SARMIN, 5 October 2023 - Three people were killed when shells hit Sarmin on Thursday.\n"
)
SAID = {"en": "The lists are empty", "ar": "القوائم فارغة"}


def _told(record: Path, language: str) -> list[bool]:
    """Return which pages say it, of those of two lists and of the overview."""
    with open_workbench(record, owner="A. Tester") as bench:
        browser = TestClient(make_app(bench), base_url="http://127.0.0.1")
        browser.get("/enter", params={"token": make_token(bench)})
        pages = (
            browser.get(path, params={"lang": language})
            for path in ("/", "/incidents", "/queue")
        )
        return [SAID[language] in page.raise_for_status().text for page in pages]


@pytest.mark.parametrize("language", SAID)
def test_a_record_says_that_nothing_was_made_of_it_yet(
    tmp_path: Path, postgres_url: sa.URL, language: str
) -> None:
    """New, and again where it was moved to a server: until a run has filled its lists."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    record = init_record(tmp_path / "record")
    capture_into(record, (str(tmp_path / "report.txt"),), by="a tester")
    assert all(_told(record, language))
    run_record(record)
    assert not any(_told(record, language))
    move_to_server(record, postgres_url, {"url_file": "store-url"})
    assert all(_told(record, language))
    run_record(record)
    assert not any(_told(record, language))
