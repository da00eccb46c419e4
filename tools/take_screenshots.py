"""
Take the pictures of the workbench that stand in the docs: `make screenshots`.

A record of some reports of the example, its server on the loopback address, and a real
browser; each page in English and in Arabic. The pictures hold invented people alone.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import threading
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from sijill.flow.capturing import capture_into
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import make_token, open_workbench
from sijill.web.app import make_app
from sijill.web.serving import LOOPBACK, bind_socket

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "examples" / "aleppo-plain" / "reports"
TARGET = ROOT / "docs" / "pictures"
KINDS = (".txt", ".html")
SIZE, NARROW = (1180, 820), (360, 740)
COLOURS = 64
DAYS = {"en": "20 March 2023", "ar": "20 آذار 2023"}
# A note of an invented witness, the passage that makes the claim, and where it happened.
TOLD = {
    "en": (
        "I was at the mill. The car blew up by the bakery in Azaz. I saw two men dead, perhaps "
        "three. I did not go near.",
        "The car blew up by the bakery in Azaz. I saw two men dead, perhaps three.",
        "Azaz",
    ),
    "ar": (
        "كنت عند المطحنة. انفجرت السيارة قرب المخبز في أعزاز. رأيت قتيلين، وربما ثلاثة. "
        "لم أقترب.",
        "انفجرت السيارة قرب المخبز في أعزاز. رأيت قتيلين، وربما ثلاثة.",
        "أعزاز",
    ),
}
sys.path.insert(0, str(ROOT / "tests" / "journeys"))
from browser import find_chromium  # noqa: E402


def main() -> int:
    """Take every picture; return the exit code."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        record = init_record(Path(folder) / "Aleppo plain, March 2023")
        settings = record / "sijill.toml"
        told = settings.read_text(encoding="utf-8")
        settings.write_text(
            told.replace("# countries = []", 'countries = ["SY"]'), encoding="utf-8"
        )
        reports = sorted(path for path in REPORTS.iterdir() if path.suffix in KINDS)
        capture_into(record, tuple(map(str, reports)), by="A. Recorder")
        lost = {"too_slow", "reader_crashed"} & run_record(record).refusals.keys()
        if lost:
            print(f"Reports of the example were not read ({', '.join(lost)}).", file=sys.stderr)
            return 1
        with open_workbench(record, owner="A. Recorder") as bench:
            bound = bind_socket(LOOPBACK, 0)
            config = uvicorn.Config(make_app(bench), log_level="warning", lifespan="off")
            server = uvicorn.Server(config)
            thread = threading.Thread(
                target=server.run, kwargs={"sockets": [bound]}, daemon=True
            )
            thread.start()
            try:
                address = f"http://{LOOPBACK}:{bound.getsockname()[1]}"
                take_all(address, f"/enter?token={make_token(bench)}")
            finally:
                server.should_exit = True
                thread.join()
    return 0


def take_all(address: str, door: str) -> None:
    """Take every picture of the workbench at *address*, entering by *door*."""
    chromium = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium.path),
            args=chromium.arguments,
            env={**os.environ, **chromium.environment},
        )
        context = browser.new_context(base_url=address, reduced_motion="reduce")
        context.set_default_timeout(90_000)
        page = context.new_page()
        page.goto(door)
        for language in DAYS:
            take_in(page, language)
        browser.close()


def take_in(page: Page, language: str) -> None:
    """Take the pictures of one language."""
    resize(page, SIZE)
    page.goto(f"/?lang={language}")
    page.wait_for_selector("#map > svg", state="detached")
    page.wait_for_timeout(1500)  # labels of the map fade in
    save(page, f"overview-{language}")
    resize(page, NARROW)
    page.goto("/?violence=shelling")
    page.wait_for_selector("#map > svg", state="detached")
    page.wait_for_timeout(1500)
    save(page, f"narrow-{language}")
    resize(page, SIZE)
    page.goto("/")
    page.locator(".incidents a", has_text=DAYS[language]).first.click()
    page.wait_for_selector("#incident")
    save(page, f"incident-{language}")
    save_narrow(page, f"narrow-incident-{language}")
    page.locator("[data-link]").first.click()
    page.wait_for_selector("#preview[open]")
    save(page, f"preview-{language}")
    page.locator("[data-cancel]").first.click()
    page.locator(".matrix a[href*='/documents/']").first.click()
    page.locator(".claim.chosen .fields > [data-kind=count]").first.click()
    page.keyboard.press("c")
    page.evaluate("window.scrollTo(0, 0)")
    save(page, f"document-{language}")
    save_narrow(page, f"narrow-document-{language}", show="#text")
    for name in ("queue", "incidents", "summaries"):
        page.goto(f"/{name}")
        save(page, f"{name}-{language}")
    page.goto("/queue")
    save_narrow(page, f"narrow-queue-{language}")
    page.goto("/interviews")
    fill_interview(page, language)
    save(page, f"interview-{language}", whole=True)


def fill_interview(page: Page, language: str) -> None:
    """Fill in what an invented witness told; it is never sent."""
    note, passage, place = TOLD[language]
    for name, value in {
        "code": "W-12", "held_on": "2023-03-28", "text": note, "words": passage,
        "day": "2023-03-20", "place": place, "low": "2", "high": "3",
    }.items():  # fmt: skip
        page.fill(f"form [name={name}]", value)
    page.select_option("form [name=violence]", "ied")
    page.select_option("form [name=harm]", "killed")
    page.locator("h1").click()


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give the window another size."""
    page.set_viewport_size({"width": size[0], "height": size[1]})


def save_narrow(page: Page, name: str, *, show: str = "body") -> None:
    """Write what the window shows at the width of a telephone, and make it wide again."""
    resize(page, NARROW)
    page.locator(show).evaluate("one => one.scrollIntoView()")
    save(page, name)
    resize(page, SIZE)


def save(page: Page, name: str, *, whole: bool = False) -> None:
    """Write what the window shows, or the whole page, in few colours."""
    picture = Image.open(io.BytesIO(page.screenshot(full_page=whole)))
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(TARGET / f"{name}.png", optimize=True)
    print(f"{name}.png", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
