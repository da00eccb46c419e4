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


def correct_a_count(visitor: Visitor) -> None:
    """Open the claim's text, choose who was killed, and select the words that say how many."""
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
    page.locator("#correcting button.main").click()
    page.wait_for_selector("#said button")

    assert "31" not in before
    expect(page.locator(".claim.chosen .fields > [data-kind=count] dd").first).to_contain_text(
        "31"
    )


def take_back(page: Page, undo: str) -> None:
    """Undo the last decision by the button beside what was said of it."""
    page.locator("#said button", has_text=undo).click()
    expect(page.locator("#said button")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_day_at_the_record(visit: Visit, language: str, tmp_path: Path) -> None:
    """Each step is seen by who did it, and by the person who signs."""
    overview, undo = SAID[language]
    coder = visit(f"Rana {language}", Role.CODER, language=language)
    page = coder.sign_in()
    expect(page.locator("header nav a").first).to_have_text(overview)
    incident = _open_incident(page, language)

    correct_a_count(coder)
    take_back(page, undo)
    coder.go(incident)
    rows = page.locator(".matrix tbody tr")
    before = rows.count()
    page.locator("[data-link]").first.click()
    page.fill("#preview [name=why]", "The same bomb.")
    page.locator("#preview button[type=submit]").click()
    page.wait_for_selector("#said button")
    merged = page.url.removeprefix(coder.address).split("#")[0].split("?")[0]
    expect(rows).not_to_have_count(before)
    take_back(page, undo)
    coder.go(incident)
    expect(rows).to_have_count(before)
    assert merged == incident

    second = visit(f"Dana {language}", Role.REVIEWER, language=language)
    other = second.sign_in()
    second.go(incident)
    other.fill("#sign [name=why]", "Read against both wires.")
    other.locator("#sign button").click()
    other.wait_for_selector("[data-unsign]")
    assert second.faults() == []
    other.locator("[data-unsign]").click()
    other.wait_for_selector("#sign [name=why]")

    second.go("/")
    with other.expect_download() as saved:
        other.locator("a[download][href*='csv']").first.click()
    file = tmp_path / "view.csv"
    saved.value.save_as(file)
    lines = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert len(lines) > 3


def _open_incident(page: Page, language: str) -> str:
    """Open the bombing of Azaz from the overview; return its address."""
    day = {"en": "20 March 2023", "ar": "20 آذار 2023"}[language]
    page.locator(".incidents a", has_text=day).first.click()
    page.wait_for_selector("#incident")
    return str(page.evaluate("location.pathname"))
