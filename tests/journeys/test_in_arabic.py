"""
Whoever reads Arabic is shown no English but quotations, names, and what formats are called.
"""

from __future__ import annotations

import re

from conftest import Visit
from test_pages import STANDING, single_pages

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
