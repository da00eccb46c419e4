"""
Who links an incident with a larger one and takes that back is where they were before.
"""

from __future__ import annotations

import re

from conftest import Visit
from playwright.sync_api import Page, expect
from visiting import NARROW

from sijill.flow.team import Workbench
from sijill.model import Incident


def test_an_incident_that_was_linked_has_its_page_again(visit: Visit, team: Workbench) -> None:
    """
    The page leads to the larger one and offers the undo there; by the button and by the key,
    the address shows again what it showed, with both decisions.
    """
    every = sorted(team.store.stream_records(Incident), key=lambda one: len(one.claims))
    small, large = every[0].id, every[-1].id
    visitor = visit("Undoes")
    visitor.sign_in()
    page = visitor.go(f"/incidents/{small}")
    heading = str(page.locator("h1").text_content())
    undone = page.locator(".history [data-undo]")
    before = undone.count()  # by others who were there before
    _link(page, large)
    page.locator("#said button").click()
    expect(page).to_have_url(re.compile(f"/incidents/{small}$"))
    expect(page.locator("#said button")).to_have_count(0)
    expect(page.locator("h1")).to_have_text(heading)

    _link(page, large)
    assert visitor.faults() == []
    page.keyboard.press("z")
    expect(page).to_have_url(re.compile(f"/incidents/{small}$"))
    visitor.go(f"/incidents/{small}")
    expect(page.locator("h1")).to_have_text(heading)
    expect(undone).to_have_count(before + 2)  # of each withdrawal
    assert len(every) == len([*team.store.stream_records(Incident)])


def _link(page: Page, other: str) -> None:
    page.fill("#link-other [name=other]", other)
    page.locator("#link-other button").click()
    page.locator("#preview button[type=submit]").click()
    expect(page).to_have_url(re.compile(f"/incidents/{other}$"))
    page.wait_for_selector("#said button")


def test_a_preview_begins_with_what_stands_before(visit: Visit, team: Workbench) -> None:
    """On a telephone too, where it is longer than the window."""
    one, other = [each.id for each in team.store.stream_records(Incident)][:2]
    visitor = visit("Looks first", language="ar", size=NARROW)
    visitor.sign_in()
    page = visitor.go(f"/incidents/{one}")
    page.fill("#link-other [name=other]", other)
    page.locator("#link-other button").click()
    expect(page.locator("#preview-title")).to_be_in_viewport()
    expect(page.locator("#preview-title")).to_be_focused()
    assert visitor.faults() == [] and visitor.overflow() <= 0


def test_answers_of_the_queue_are_taken_back_one_after_another(visit: Visit) -> None:
    """By one key each, the last first; and who has none left to take back is told so."""
    visitor = visit("Answers twice")
    visitor.sign_in()
    page = visitor.go("/queue?reason=new_document")
    answered, current = page.locator(".card.answered"), page.locator(".card[aria-current]")
    first = str(current.get_attribute("data-id"))
    for n in (1, 2):
        page.keyboard.press("u")
        expect(answered).to_have_count(n)
    for n in (1, 0):
        page.keyboard.press("z")
        expect(answered).to_have_count(n)
    expect(current).to_have_attribute("data-id", first)
    nothing = str(page.locator("#queue").get_attribute("data-nothing"))
    page.keyboard.press("z")
    expect(page.locator("#said")).to_have_text(nothing)
    assert visitor.faults() == []


def test_what_is_said_covers_no_card_that_waits(visit: Visit) -> None:
    """After an answer the next card stands above the sentence, with its keys to be seen."""
    visitor = visit("Answers on", size=(1280, 500))
    visitor.sign_in()
    page = visitor.go("/queue?reason=new_document")
    for _ in range(3):
        page.keyboard.press("u")
        page.wait_for_selector("#said button")
        expect(page.locator(".card[data-busy]")).to_have_count(0)
    card, said = page.locator(".card[aria-current]"), page.locator("#said")
    ends = [one.bounding_box() for one in (card, said)]

    assert ends[0] and ends[1]
    assert ends[0]["y"] + ends[0]["height"] <= ends[1]["y"]
    for _ in range(3):
        page.keyboard.press("z")
        page.wait_for_timeout(300)
