"""
A field is withheld from somebody on the page of restrictions, and is gone for them.
"""

from __future__ import annotations

import pytest
from conftest import Visit
from playwright.sync_api import expect
from visiting import NARROW, WIDE

from sijill.model.role import Role
from sijill.web.words import Words


@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ar", NARROW)])
def test_a_place_is_withheld_and_shown_again(
    visit: Visit, language: str, size: tuple[int, int]
) -> None:
    """The reader is told what is missing, on pages that all can read, and finds no way in."""
    say = Words(language).say
    boss = visit(f"Keeper {language}", Role.ADMINISTRATOR, language=language, size=size)
    reader = visit(f"Kept {language}", Role.REVIEWER, language=language, size=size)
    boss.sign_in()
    reader.sign_in()
    [incident] = reader.first_links("/incidents", "/incidents/i-")
    page = boss.go("/restrictions")
    page.get_by_label(say("restrictions.field_of.place")).check()
    fields = page.locator("form[action='/restrictions/fields']")
    fields.get_by_label(reader.name).check()
    fields.locator("[name=why]").fill("kin at risk")
    fields.get_by_role("button").click()

    expect(page.get_by_text("kin at risk")).to_be_visible()
    assert boss.faults() == [] and boss.overflow() <= 0
    for path in ("/", "/incidents", incident, "/claims"):
        shown = reader.go(path)
        expect(shown.locator("main > .note.withheld")).to_contain_text(
            say("restrictions.named.place")
        )
        expect(shown.locator("#map, svg.map")).to_have_count(0)
        assert reader.faults() == [] and reader.overflow() <= 0, path
    shown.goto(reader.address + "/?box=36,35,37,37")
    expect(shown.locator("h1")).to_have_text(say("shell.error.withheld"))
    assert reader.faults() == [] and reader.overflow() <= 0
    reader.noticed.clear()  # the browser writes down that it was refused

    page.locator("form[action='/restrictions/fields/lift'] button").click()
    expect(page.get_by_text(say("restrictions.no_field"))).to_be_visible()
    expect(reader.go(incident).locator("svg.map")).to_be_visible()
