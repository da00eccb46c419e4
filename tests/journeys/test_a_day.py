"""
A whole day, in each language: read, correct, merge, undo, sign as another, export.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from conftest import Visit
from playwright.sync_api import Page, expect
from visiting import Visitor

from sijill.model.role import Role

# The words of a page that stands in the language: what a person looks for.
SAID = {"en": ("Overview", "Undo"), "ar": ("نظرة عامة", "تراجع")}
BOXES = """([place, words]) => {
  const walker = document.createTreeWalker(document.querySelector(place), NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push([text.length, node]);
    text += node.data;
  }
  const at = text.indexOf(words);
  const find = (index) => {
    const [start, node] = nodes.findLast(([from]) => from <= index);
    const range = document.createRange();
    range.setStart(node, index - start);
    range.setEnd(node, index - start + 1);
    return range.getBoundingClientRect();
  };
  const [first, last] = [find(at), find(at + words.length - 1)];
  const middle = ({ top, height }) => top + height / 2;
  return [first.left + 1, middle(first), last.right - 1, middle(last)];
}"""


def select_words(page: Page, place: str, words: str) -> None:
    """Draw the mouse over some words, as a reader does."""
    page.locator(place).scroll_into_view_if_needed()
    left, top, right, bottom = page.evaluate(BOXES, [place, words])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=3)
    page.mouse.move(right, bottom, steps=3)
    page.mouse.up()


def correct_a_count(visitor: Visitor) -> str:
    """Select the words that say how many were killed; return where the claim stands."""
    page = visitor.page
    page.locator("tr", has_text="18-wire-azaz").locator("a[href*='/documents/']").click()
    claim = page.locator(".claim.chosen")
    count = claim.locator(".fields > [data-kind=count]").first
    before = count.locator("dd").inner_text()
    count.click()
    page.keyboard.press("c")
    select_words(page, "#text", "more than 30")
    expect(page.locator("#correcting [name=low]")).to_have_value("31")
    page.fill("#correcting [name=why]", "Read again.")
    assert visitor.faults() == []
    page.locator("#correcting button.main").click()
    page.wait_for_selector("#said button")

    assert "31" not in before
    corrected = page.locator(".claim.chosen .fields > [data-kind=count] dd").first
    expect(corrected).to_contain_text("31")
    return str(page.url)


def merge_and_undo(visitor: Visitor, incident: str, undo: str) -> None:
    """Look at what joining would change, join, and take it back: all is as it was."""
    page = visitor.go(incident)
    rows = page.locator(".matrix tbody tr")
    before = rows.count()
    page.locator("[data-link]").first.click()
    page.fill("#preview [name=why]", "The same bomb.")
    assert visitor.faults() == []
    page.locator("#preview button[type=submit]").click()
    page.wait_for_selector("#said button")
    expect(rows).not_to_have_count(before)
    take_back(page, undo)
    visitor.go(incident)
    expect(rows).to_have_count(before)


def take_back(page: Page, undo: str) -> None:
    """Undo the last decision by the button beside what was said of it."""
    page.locator("#said button", has_text=undo).click()
    expect(page.locator("#said button")).to_have_count(0)


def sign(visitor: Visitor, incident: str) -> None:
    """Sign an incident with a reason."""
    page = visitor.go(incident)
    page.fill("#sign [name=why]", "Read against both wires.")
    page.locator("#sign button").click()
    page.wait_for_selector("[data-unsign]")
    assert visitor.faults() == []


def export(visitor: Visitor, file: Path) -> list[dict[str, str]]:
    """Save the view of the overview as a table, and return its lines."""
    page = visitor.go("/?first=2023-03-20&last=2023-03-20")
    with page.expect_download() as saved:
        page.locator("a[download][href*='csv']").first.click()
    saved.value.save_as(file)
    return list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_day_at_the_record(visit: Visit, language: str, tmp_path: Path) -> None:
    """Each step is seen by who did it, by the person who signs, and in what is exported."""
    overview, undo = SAID[language]
    coder = visit(f"Rana {language}", Role.CODER, language=language)
    page = coder.sign_in()
    expect(page.locator("header nav a").first).to_have_text(overview)
    incident = _open_incident(page, language)

    claim = correct_a_count(coder)
    coder.go(incident)
    expect(page.locator(".range .said").first).to_contain_text("18-wire-azaz.txt: 31")
    merge_and_undo(coder, incident, undo)
    expect(page.locator("#sign")).to_have_count(0)  # who decided does not sign, nor may a coder

    second = visit(f"Dana {language}", Role.REVIEWER, language=language)
    second.sign_in()
    sign(second, incident)
    coder.go(incident)
    expect(page.locator("main")).to_contain_text(second.name)
    [line] = [one for one in export(second, tmp_path / "view.csv") if one["id"] in incident]
    assert int(line["claims"]) >= 2

    second.go(incident)
    second.page.locator("[data-unsign]").click()
    second.page.wait_for_selector("#sign [name=why]")
    page.goto(claim)
    page.locator(".claim.chosen details summary").first.click()
    mine = page.locator(".claim.chosen .history li", has_text="Read again.")
    mine.locator("[data-undo]").click()
    count = page.locator(".claim.chosen .fields > [data-kind=count] dd").first
    expect(count).not_to_contain_text("31")


def _open_incident(page: Page, language: str) -> str:
    """Open the bombing of Azaz from the overview; return its address."""
    day = {"en": "20 March 2023", "ar": "20 آذار 2023"}[language]
    page.locator(".incidents a", has_text=day).first.click()
    page.wait_for_selector("#incident")
    return str(page.evaluate("location.pathname"))
