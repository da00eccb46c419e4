"""
Two rows that may be one person: judged by one key, and the answer taken back.
"""

from __future__ import annotations

import pytest
from conftest import Visit
from playwright.sync_api import expect
from visiting import NARROW, WIDE


@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ar", NARROW)])
def test_a_pair_is_judged_and_the_answer_taken_back(
    visit: Visit, language: str, size: tuple[int, int]
) -> None:
    """The answer stands beside the pairs and on the person's page, and says of whom it is."""
    visitor = visit(f"Tells apart {language}", language=language, size=size)
    visitor.sign_in()
    page = visitor.go("/victims")
    page.locator(".note.doubt a").click()
    pairs = page.locator(".pair")
    expect(pairs).to_have_count(1)
    page.keyboard.press("2")
    expect(pairs).to_have_count(0)
    answered = page.locator("section[aria-labelledby=answered] li")
    expect(answered).to_contain_text("Khaled Salim")
    expect(answered).to_contain_text("خالد سليم")
    assert visitor.faults() == [] and visitor.overflow() <= 0

    visitor.go("/victims?query=SALIM+khaled")
    page.locator("main tbody a").click()
    decision = page.locator("main li", has_text="خالد سليم")
    expect(decision).to_contain_text(visitor.name)
    assert visitor.faults() == [] and visitor.overflow() <= 0
    decision.locator("button").click()
    expect(page.locator("main li")).to_have_count(0)
    visitor.go("/victims/pairs")
    expect(pairs).to_have_count(1)
    expect(answered).to_have_count(0)


@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ar", NARROW)])
def test_a_row_is_set_apart_and_put_back(
    visit: Visit, language: str, size: tuple[int, int]
) -> None:
    """By keys and without scripts: from the person to what it changes, done, and taken back."""
    visitor = visit(f"Sets apart {language}", language=language, size=size)
    visitor.sign_in()
    page = visitor.go("/victims/pairs")
    page.locator("button[value=same]").click()
    expect(page.locator(".pair")).to_have_count(0)
    page = visitor.without_scripts()
    page.goto(f"{visitor.address}/victims?query=SALIM+khaled")
    page.locator("main tbody a").click()
    person = page.url
    page.locator("a[href*='/without/']").first.press("Enter")
    expect(page.locator("section[aria-labelledby=after] ul")).to_have_count(2)
    visitor.go(page.url.removeprefix(visitor.address))
    assert visitor.faults() == [] and visitor.overflow() <= 0
    page.locator("#why").fill("another father")
    page.locator("#why").press("Enter")
    page.wait_for_url(person)
    expect(page.locator("a[href*='/without/']")).to_have_count(0)
    decisions = page.locator("main li")
    for decision in (decisions.filter(has_text="another father"), decisions):
        decision.locator("button").click()
        page.wait_for_url("**/victims/v-*")
    expect(decisions).to_have_count(0)
