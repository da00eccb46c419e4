"""
Where two coders differ and a third person writes another answer, what is written is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import cheapen, serve
from playwright.sync_api import Browser, expect
from visiting import NARROW, PASSWORD, WIDE, Visitor

from sijill.flow.team import Workbench
from sijill.flow.team.accounts import add_account
from sijill.model.role import Role
from sijill.web.tests.coded import coded_by_two

Place = tuple[Workbench, str]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Yield a workbench on which two coders differ, and its address."""
    with coded_by_two(tmp_path_factory.mktemp("coded")) as made:
        bench = cheapen(made)
        with serve(bench) as address:
            yield bench, address


@pytest.mark.parametrize(
    ("field", "key", "language", "size"),
    [
        ("[type=number]", "5", "en", NARROW),
        ("select", "ArrowDown", "ar", WIDE),
    ],
)
def test_what_is_written_is_chosen(
    chromium: Browser, place: Place, field: str, key: str, language: str, size: tuple[int, int]
) -> None:
    """By keys alone, and whatever was chosen before."""
    bench, address = place
    visitor = Visitor(chromium, address, f"Third {language}", language=language, size=size)
    add_account(bench, visitor.name, PASSWORD, Role.REVIEWER)
    visitor.sign_in()
    page = visitor.go("/coding/splits")
    sections = page.locator("main section")
    open_ones = sections.count()
    section = sections.filter(has=page.locator(f"{field}[name=other]"))
    another = section.locator("[value='other:']")
    section.locator("[type=radio]").first.focus()
    page.keyboard.press("Space")
    expect(another).not_to_be_checked()
    page.keyboard.press("Tab")
    expect(section.locator("[name=other]")).to_be_focused()
    page.keyboard.press(key)
    expect(another).to_be_checked()
    assert visitor.faults() == [] and visitor.overflow() <= 0
    section.locator("[type=submit]").focus()
    page.keyboard.press("Enter")
    expect(sections).to_have_count(open_ones - 1)
    visitor.leave()
