"""
A run holds the record while a person decides: the page says so, and the decision is made.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Visit
from playwright.sync_api import expect

from sijill.flow.recording import write_record

SAID = {"en": "waits its turn", "ar": "ينتظر قرارك دوره"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_decision_waits_for_a_run_and_is_then_made(
    visit: Visit, record: Path, language: str
) -> None:
    """Meanwhile another page is read; afterwards the decision stands and can be undone."""
    visitor = visit(f"Patient {language}", language=language)
    page = visitor.sign_in()
    [reading] = visitor.first_links("/documents?words=market", "/documents/")
    [incident] = visitor.first_links("/incidents?sort=claims", "/incidents/i-")
    page.goto(visitor.address + incident)
    page.locator("[data-part]").first.click()
    page.wait_for_selector("#preview[open]")
    other = page.context.new_page()
    with write_record(record):
        page.locator("#preview button[type=submit]").click()
        expect(page.locator("#said")).to_contain_text(SAID[language])
        answer = other.goto(visitor.address + reading)

    page.wait_for_selector("#said button")
    page.locator("#said button").click()
    expect(page.locator("#said button")).to_have_count(0)
    assert answer is not None and answer.ok
