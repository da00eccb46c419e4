"""
A team's record of some reports, in its folder or on a server, to be asked as each role.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from sijill.flow.capturing import capture_into
from sijill.flow.moving import move_to_server
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, open_workbench


@contextmanager
def open_team(
    request: pytest.FixtureRequest, folder: Path, reports: Mapping[str, str]
) -> Iterator[Workbench]:
    """
    Give the workbench of a record that is run, with passwords that cost little.

    Args:
        request: Whose parameter is ``folder`` or ``server``.
        folder: Where the record and the reports are put.
        reports: Their texts, by the names of their files.
    """
    for name, text in reports.items():
        (folder / name).write_text(text, encoding="utf-8")
    record = init_record(folder / "record")
    if request.param == "server":
        url = request.getfixturevalue("kept_postgres_url")
        move_to_server(record, url, {"url_file": "store-url"})
    capture_into(record, [folder / name for name in reports], by="a tester")
    run_record(record)
    with open_workbench(record, mode="team") as bench:
        cheap = replace(bench.rules, argon2_passes=1, argon2_mib=1, argon2_lanes=1)
        yield replace(bench, rules=replace(cheap, requests_minute=10**9))
