"""
One small record, made once, and a copy of it for each test that writes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sijill.flow.capturing import capture_into
from sijill.flow.moving import move_to_server
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, open_workbench

REPORTS = {
    "a.txt": "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in "
    "Idlib on Thursday, killing three farmers and wounding at least 12 people, residents said.",
    "b.txt": "IDLIB, Oct. 7, 2023 (Other Agency) -- The death toll from Thursday's shelling of "
    "Sarmin rose to five, a local official said. On Friday, gunmen shot dead a teacher in "
    "Binnish, Idlib.",
    "c.txt": "IDLIB, Oct. 31, 2023 (Example Agency) -- At least 40 civilians were killed in "
    "separate attacks across Idlib province this month, a monitoring group said.",
    "d.txt": "سقطت قذائف على سوق بلدة سرمين يوم الخميس وقتل ثلاثة مزارعين وأصيب اثنا عشر شخصا",
    "e.txt": "SARMIN, Oct. 6, 2023 (Third Agency) -- Shells hit the market of Sarmin in Idlib "
    "on Thursday, killing three farmers and wounding at least 12 people, residents said.",
}


@pytest.fixture(scope="session")
def made_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the reports, brought up to date; nobody writes to it."""
    folder = tmp_path_factory.mktemp("bench")
    paths = [folder / name for name in REPORTS]
    for path in paths:
        path.write_text(REPORTS[path.name], encoding="utf-8")
    init_record(folder / "record")
    capture_into(folder / "record", paths, by="tester")
    run_record(folder / "record")
    return folder / "record"


@pytest.fixture(params=["folder", "server"])
def record(made_record: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of the record, to be written to, in its folder and on a server."""
    folder = tmp_path / "record"
    shutil.copytree(made_record, folder)
    if request.param == "server":
        url = request.getfixturevalue("postgres_url")
        move_to_server(folder, url, {"url_file": "store-url"})
        run_record(folder)
    return folder


@pytest.fixture
def bench(record: Path) -> Iterator[Workbench]:
    """A workbench over a copy of the record."""
    with open_workbench(record, owner="tester") as bench:
        yield bench
