"""
One small record, its server on the loopback address, and one browser, for all journeys.
"""

from __future__ import annotations

import base64
import io
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from sijill.flow.capturing import capture_into
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, open_workbench
from sijill.flow.team.accounts import add_account
from sijill.flow.victims import add_name_list
from sijill.model.role import Role
from sijill.web.app import make_app
from sijill.web.serving import LOOPBACK, bind_socket

sys.path.insert(0, str(Path(__file__).parent))
from browser import find_chromium
from visiting import PASSWORD, Visitor

REPORTS = Path(__file__).parents[2] / "examples" / "aleppo-plain" / "reports"
READ = (
    "01-wire-sarmin.txt", "02-media-sarmin.html", "03-copy-sarmin.html", "07-wire-binnish.txt",
    "08-local-binnish.html", "18-wire-azaz.txt", "20-wire-azaz-drone.txt", "34-arabic.txt",
)  # fmt: skip
PAGE = """<html><head><title>The market</title></head><p>The market of Sarmin, as it was.</p>
<img alt="A street" src="data:image/png;base64,{picture}"></html>"""
# Two lists of invented people: one row of each may be of one person.
LISTS = {"first": ("name", "Khaled Salim"), "second": ("name_ar", "خالد سليم")}
expect.set_options(timeout=60_000)  # a busy machine is no fault of a page
Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of some reports of the example."""
    folder = init_record(tmp_path_factory.mktemp("journeys") / "Aleppo plain")
    shown = tmp_path_factory.mktemp("shown") / "market.html"
    shown.write_text(PAGE.format(picture=draw_picture()), encoding="utf-8")
    reports = (*(str(REPORTS / name) for name in READ), str(shown))
    capture_into(folder, reports, by="A. Recorder")
    for name, (column, person) in LISTS.items():
        told = shown.with_name(f"{name}.csv")
        told.write_text(f"Name,Day\n{person},2023-03-{len(name)}\n", encoding="utf-8")
        columns = {column: "Name", "day": "Day"}
        add_name_list(folder, told, name=name, columns=columns, by="A. Recorder", why="sent")
    run_record(folder)
    return folder


def draw_picture() -> str:
    """Return a picture, in base64."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((320, 200)).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode("ascii")


@pytest.fixture(scope="session")
def team(record: Path) -> Iterator[Workbench]:
    """Yield its workbench for a team."""
    with open_workbench(record, mode="team") as bench:
        yield cheapen(bench)


def cheapen(bench: Workbench) -> Workbench:
    """Return a workbench whose passwords cost little to check."""
    cheap = replace(bench.rules, argon2_passes=1, argon2_mib=1, argon2_lanes=1)
    return replace(bench, rules=cheap)


@pytest.fixture(scope="session")
def address(team: Workbench) -> Iterator[str]:
    """Yield the address of the team's server."""
    with serve(team) as address:
        yield address


@contextmanager
def serve(bench: Workbench) -> Iterator[str]:
    """Serve a workbench; yield its address."""
    bound = bind_socket(LOOPBACK, 0)
    config = uvicorn.Config(make_app(bench), log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield f"http://{LOOPBACK}:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield a browser; without one every journey fails."""
    found = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(found.path),
            args=found.arguments,
            env={**os.environ, **found.environment},
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, team: Workbench, address: str) -> Iterator[Visit]:
    """Yield what seats a person before a browser; what each noticed is looked at last."""
    visitors: list[Visitor] = []

    def seat(name: str, role: Role = Role.CODER, **habits: object) -> Visitor:
        visitor = Visitor(chromium, address, name, **habits)
        visitors.append(visitor)
        add_account(team, name, PASSWORD, role)
        return visitor

    yield seat
    for visitor in visitors:
        visitor.leave()
