"""
A person before a browser: signs in, goes to pages, and notices what no page may do.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyotp
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from sijill.flow.clock import now_utc, seconds_of

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".data" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "quartz lamp on sunday"
WIDE, NARROW = (1280, 900), (360, 740)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """rules => axe.run({runOnly: rules}).then(found => found.violations.map(
  one => `${one.id}: ${one.nodes.length} × ${one.nodes[0].html.slice(0, 200)}`))"""


class Visitor:
    """
    Somebody who uses the workbench.

    Args:
        browser: The browser.
        address: Of the server.
        name: Name of the account.
        language: Which language is read.
        size: Width and height of the window.
        with_map: Whether the moving map is loaded; it takes a while without a graphics card.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        name: str,
        *,
        language: str = "en",
        size: tuple[int, int] = WIDE,
        with_map: bool = False,
    ) -> None:
        self.address, self.name = address, name
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=language,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(60_000)
        self.page: Page = self.context.new_page()
        self.noticed: list[str] = []
        self.others: list[BrowserContext] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.noticed.append(f"script: {error}"))
        self.page.on("request", self._see)
        if not with_map:
            self.page.route("**/vendor/maplibre-gl.mjs*", _withhold)

    def go(self, path: str) -> Page:
        """Open a page of the workbench."""
        answer = self.page.goto(self.address + path)
        assert answer is not None and answer.status < 400, f"{path}: {answer and answer.status}"
        return self.page

    def sign_in(self) -> Page:
        """Come in by name, password and a fresh second factor."""
        page = self.go("/sign-in")
        page.fill("#name", self.name)
        page.fill("#password", PASSWORD)
        page.click("form.narrow button[type=submit]")
        seed = page.input_value("[name=seed]")
        page.fill("#code", pyotp.TOTP(seed).at(seconds_of(now_utc())))
        page.click("form.narrow button[type=submit]")
        page.click("main a[href='/']")  # the recovery codes are kept
        page.wait_for_selector("#table-title")
        return page

    def without_scripts(self, *, are_lost: bool = False) -> Page:
        """
        Return a page in which the same person is signed in and no script runs.

        Args:
            are_lost: Whether the browser runs scripts, and those of the workbench do not come.
        """
        browser = self.context.browser
        assert browser is not None
        bare = browser.new_context(
            java_script_enabled=are_lost,
            viewport=self.page.viewport_size,
            storage_state=self.context.storage_state(),
        )
        bare.route("**/static/js/**", lambda route: route.abort())
        self.others.append(bare)
        return bare.new_page()

    def first_links(self, path: str, start: str) -> list[str]:
        """Open a page; return the address of its first link that begins so, if there is one."""
        links = self.go(path).locator(f"main a[href^='{start}']")
        found = [str(links.first.get_attribute("href"))] if links.count() else []
        return [address.split("#")[0].split("?")[0] for address in found]

    def faults(self) -> list[str]:
        """Return what axe finds wrong with the page that is open."""
        self.page.evaluate(_axe())
        found: list[str] = self.page.evaluate(LOOK, RULES)
        return found

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        wide: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide

    def leave(self) -> None:
        """Close the window; nothing may have failed unseen, and no other host been asked."""
        for context in (*self.others, self.context):
            context.close()
        assert self.noticed == []

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 404" not in message.text:
            self.noticed.append(f"console: {message.text}")

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.noticed.append(f"request: {request.url}")


def _withhold(route: Any) -> None:
    route.fulfill(content_type="text/javascript", body="throw new Error('withheld')")


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")
