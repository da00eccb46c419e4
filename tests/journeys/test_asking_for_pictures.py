"""
A picture in a document: nothing of it comes before it is asked for, and then a blur.
"""

from __future__ import annotations

import pytest
from conftest import Visit
from playwright.sync_api import expect

SHOW = {"en": "Show it clearly: A street", "ar": "إظهارها بوضوح: A street"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_picture_waits_to_be_asked_for(visit: Visit, language: str) -> None:
    """By the keyboard: empty, blurred, clear, blurred again; each told to screen readers."""
    visitor = visit(f"Looker {language}", language=language)
    page = visitor.sign_in()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/pictures/" in one.url else None)
    page.goto(visitor.address + "/documents?words=market")
    page.locator("main a[href^='/documents/']", has_text="The market").first.click()
    button = page.locator("[data-picture] button")
    expect(button).to_be_visible()
    page.mouse.wheel(0, 2000)
    page.wait_for_load_state("networkidle")
    before = [*asked]

    button.focus()
    page.keyboard.press("Enter")
    blurred = page.locator("[data-picture] img")
    expect(blurred).to_have_js_property("naturalWidth", 320)
    cover = page.locator("[data-picture] .cover")
    expect(cover).to_have_css("filter", "none")
    expect(blurred).to_have_css("filter", "blur(28px)")
    expect(button).to_have_accessible_name(SHOW[language])
    assert visitor.faults() == []
    page.keyboard.press("Enter")
    expect(blurred).to_have_css("filter", "none")
    expect(blurred).to_have_attribute("alt", "A street")
    page.keyboard.press("Enter")
    expect(blurred).to_have_css("filter", "blur(28px)")

    assert before == []
    assert len(asked) == 1


def test_without_scripts_a_picture_can_be_saved(visit: Visit) -> None:
    """The page asks for nothing, and leads to the file."""
    visitor = visit("Saver")
    visitor.sign_in()
    [document] = visitor.first_links("/documents?words=market", "/documents/")
    bare = visitor.without_scripts()
    asked: list[str] = []
    bare.on("request", lambda one: asked.append(one.url) if "/pictures/" in one.url else None)
    bare.goto(visitor.address + document)
    expect(bare.locator("[data-picture] button")).to_be_hidden()
    assert asked == []
    with bare.expect_download() as saved:
        bare.locator("[data-picture] a[download]").click()
    assert saved.value.suggested_filename.endswith(".png")
