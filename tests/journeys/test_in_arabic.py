"""
Whoever reads Arabic is shown no English but quotations, names, and what formats are called.
"""

from __future__ import annotations

import re

import pyotp
from conftest import Visit
from test_pages import STANDING, single_pages
from visiting import NARROW, PASSWORD

from sijill.flow.clock import now_utc, seconds_of
from sijill.flow.listing import stream_records
from sijill.flow.team import Workbench
from sijill.model.role import Role

# A quotation says so by its element or its direction; a name stands apart in the sentence.
LATIN = r"""() => {
  const apart = "bdi, q, blockquote, code, script, style, noscript, head, [dir=auto]"
    + ", [lang]:not(html)";
  const read = ["title", "aria-label", "alt", "placeholder"];
  const said = [];
  for (const one of document.querySelectorAll("html, html *")) {
    if (one.closest(apart)) continue;
    const own = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    said.push(own.map((node) => node.data).join(" "));
    said.push(...read.map((name) => one.getAttribute(name) || ""));
  }
  const shown = said.map((text) => text.replace(/\u2068[^\u2069]*\u2069/g, "").trim());
  return shown.filter((text) => /[A-Za-z]{2}/.test(text));
}"""
FORMATS = (
    "CSV JSON JSONL Lines GeoJSON GEOJSON SHA ACLED UCDP SDG Airwars QR English sijill toml"
)
KNOWN = frozenset(FORMATS.split())


def test_a_page_in_arabic_says_nothing_in_english(visit: Visit, team: Workbench) -> None:
    """Each page, and each answer that something is wrong, is in Arabic throughout."""
    visitor = visit("Reader of Arabic", Role.ADMINISTRATOR, language="ar", with_map=True)
    page = visitor.sign_in()
    names = re.findall("[A-Za-z]+", " ".join(_names(team))) + visitor.name.split()
    known = {*FORMATS.split(), *names}
    wrong: dict[str, list[str]] = {}
    for path in [*STANDING, *single_pages(visitor), "/incidents/nothing", "/nowhere"]:
        page.goto(visitor.address + path)
        if path == "/":
            page.wait_for_selector("#map[data-drawn]")
        said = [
            text
            for text in page.evaluate(LATIN)
            if not known >= set(re.findall("[A-Za-z]{2,}", text))
        ]
        if said:
            wrong[path] = said

    assert wrong == {}


def test_the_door_says_nothing_in_english(visit: Visit) -> None:
    """Signing in, both ways to be refused, the second factor and an invitation, on a phone."""
    visitor = visit("Newcomer", Role.ADMINISTRATOR, language="ar", size=NARROW)
    page, shown = visitor.go("/sign-in"), []

    def look() -> None:
        said = [t for t in page.evaluate(LATIN) if set(re.findall("[A-Za-z]{2,}", t)) - KNOWN]
        shown.append((page.locator("h1").inner_text(), said, visitor.faults()))
        assert visitor.overflow() <= 0

    def send(**typed: str) -> None:
        for name, value in typed.items():
            page.fill(f"#{name}", value)
        page.locator("form.narrow button").click()
        look()

    look()
    send(name=visitor.name, password="none of theirs")
    send(name=visitor.name, password=PASSWORD)
    send(code="000000")
    seed = page.input_value("[name=seed]")
    send(code=pyotp.TOTP(seed).at(seconds_of(now_utc())))
    page.click("main a[href='/']")
    page.goto(visitor.address + "/team")
    page.locator("form[action='/team/invite'] button").click()
    invitation = page.locator(".note.good code").inner_text()
    visitor.context.clear_cookies()
    page.goto(invitation)
    look()
    page.goto(invitation[:-1])
    look()
    page.goto(visitor.address + "/sign-in")
    send(name=visitor.name, password=PASSWORD)
    send(code="000000")

    assert len({title for title, *_ in shown}) == 5
    assert [one for one in shown if any(one[1:])] == []
    visitor.noticed.clear()  # the browser writes down that it was refused


def test_numbers_stand_below_their_heading(visit: Visit) -> None:
    """Though they are written from the left, with their sign before them."""
    visitor = visit("Reader of weights", language="ar")
    visitor.sign_in()
    pair = next(one for one in single_pages(visitor) if "/beside/" in one)
    page = visitor.go(pair)
    ends = [
        page.locator(f".waterfall {one}").first.evaluate(
            """one => { const range = document.createRange(); range.selectNodeContents(one);
            return range.getBoundingClientRect().left; }"""
        )
        for one in ("th.number", "td.number")
    ]

    assert abs(ends[0] - ends[1]) < 2


def _names(team: Workbench) -> list[str]:
    """Return what places and files of the record are called."""
    folder = team.layout.folder
    incidents = [
        (one["where"] or {}).get("name") for one in stream_records(folder, "incidents")
    ]
    files = [one["file_name"] for one in stream_records(folder, "documents")]
    return [name for name in (*incidents, *files) if name]


def test_quotations_stand_in_marks_that_turn_with_them(visit: Visit) -> None:
    """Others would open where the English words end."""
    visitor = visit("Reader of quotations", language="ar")
    visitor.sign_in()
    _, document, *_ = single_pages(visitor)
    page = visitor.go(document)
    marks = page.locator(".claim q").first.evaluate("one => getComputedStyle(one).quotes")

    assert marks.startswith('"«" "»"')
