"""
Who reads without a mouse selects words, corrects and adds claims as everybody does.
"""

from __future__ import annotations

from conftest import Visit
from playwright.sync_api import Page, expect
from visiting import Visitor

SELECTED = "getSelection().toString()"


def test_a_correction_begins_with_what_stands(visit: Visit) -> None:
    """With the first of its fields in hand; Escape leaves the claim as it was."""
    visitor = visit("Corrects by keys")
    page = _open(visitor, "18-wire-azaz")
    page.keyboard.press("c")
    form = page.locator("#correcting")
    expect(form.locator("[name=violence]")).to_have_value("ied")
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    page.keyboard.press("ArrowDown")  # from the act
    page.keyboard.press("c")
    expect(form.locator("[name=low]")).to_have_value("8")
    expect(form.locator("[name=high]")).to_have_value("8")
    page.keyboard.type("6")  # over what stands
    expect(form.locator("[name=low]")).to_have_value("6")
    page.keyboard.press("Escape")
    expect(page.locator(".claim.chosen")).to_be_focused()
    assert form.is_hidden()
    assert visitor.faults() == []


def test_words_are_selected_by_keys(visit: Visit) -> None:
    """From the words of the field; they replace what stands, and one key takes it back."""
    visitor = visit("Selects by keys")
    page = _open(visitor, "18-wire-azaz")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("w")
    assert page.evaluate(SELECTED) == "eight"
    for key in ("ArrowRight",) * 4 + ("Shift+ArrowRight",) * 2:
        page.keyboard.press(key)
    assert page.evaluate(SELECTED) == "more than 30"
    page.keyboard.press("c")
    form = page.locator("#correcting")
    expect(form.locator("output")).to_contain_text("31")
    expect(form.locator("[name=low]")).to_have_value("31")
    expect(form.locator("[name=high]")).to_have_value("")
    page.keyboard.press("Enter")
    page.wait_for_selector("#said button")
    killed = page.locator(".claim.chosen .fields > [data-kind=count] dd").first
    expect(killed).to_contain_text("31")
    page.keyboard.press("c")
    expect(form).to_be_visible()
    assert not _touch(page, "#said", "#correcting")
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(killed).to_contain_text("8")


def test_a_missed_claim_is_added_by_keys(visit: Visit) -> None:
    """In a text from the right an arrow goes where it points; no act is chosen beforehand."""
    visitor = visit("Adds by keys", language="ar")
    page = _open(visitor, "34-arabic")
    page.keyboard.press("w")
    first = page.evaluate(SELECTED)
    page.keyboard.press("Shift+ArrowLeft")
    both = page.evaluate(SELECTED)
    page.keyboard.press("m")
    form = page.locator("#correcting")
    expect(form.locator(".chosen q")).to_have_text(both)
    assert both.startswith(first) and both != first
    assert form.locator("[name=violence]").input_value() == ""
    assert visitor.faults() == []
    claims = page.locator(".claim")
    before = claims.count()
    page.keyboard.press("ArrowDown")
    page.locator("#correcting [name=why]").press("Enter")
    page.wait_for_selector("#said button")
    expect(claims).to_have_count(before + 1)
    page.keyboard.press("z")
    expect(claims).to_have_count(before)


def _open(visitor: Visitor, file: str) -> Page:
    """Open a document and choose its first claim, if it has one."""
    page = visitor.sign_in()
    visitor.go("/documents")
    page.locator("main a", has_text=file).first.click()
    page.wait_for_selector("#add")  # the scripts run
    page.keyboard.press("n")
    expect(page.locator(".claim.chosen")).to_have_count(min(page.locator(".claim").count(), 1))
    return page


def _touch(page: Page, *places: str) -> bool:
    """Say whether two things on a page cover each other."""
    one, other = (page.locator(place).bounding_box() for place in places)
    assert one and other
    return (
        one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
        and one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
    )
