"""
Every page, in each language, wide and narrow: readable, within its window, and calm.
"""

from __future__ import annotations

import pytest
from conftest import Visit
from playwright.sync_api import expect
from visiting import NARROW, WIDE, Visitor

from sijill.model.role import Role
from sijill.web.app import list_rules
from sijill.web.templates import environment
from sijill.web.words import Words

# Pages that lead elsewhere by themselves, or that only an address made once opens.
ELSEWHERE = ("/enter", "/sign-in")
# How many boxes open on nothing that can be seen.
EMPTY = """all => all.filter(one => { one.open = true;
  return one.offsetHeight < one.querySelector("summary").offsetHeight + 12; }).length"""
# How many of the places where a line may end break a range in two.
BROKEN = """(line, range) => Array.from({length: 80}, (_, n) => {
  line.textContent = "و ".repeat(n) + range;
  const said = document.createRange();
  said.setStart(line.firstChild, 2 * n);
  said.setEnd(line.firstChild, 2 * n + range.length);
  const tops = [...said.getClientRects()].map(one => Math.round(one.top));
  return Math.max(...tops) - Math.min(...tops) > 8; }).filter(Boolean).length"""
STANDING = sorted(
    rule.path
    for rule in list_rules()
    if rule.kind == "page" and "{" not in rule.path and not rule.path.startswith(ELSEWHERE)
)


@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ar", NARROW)])
def test_every_page_can_be_read_by_everybody(
    visit: Visit, language: str, size: tuple[int, int]
) -> None:
    """No page breaks a rule of WCAG 2.2 AA that axe knows, nor is wider than a telephone."""
    visitor = visit(f"Reader {language}", Role.ADMINISTRATOR, language=language, size=size)
    page = visitor.sign_in()
    wrong: dict[str, list[str]] = {}
    for path in [*STANDING, *single_pages(visitor)]:
        visitor.go(path)
        wrong[path] = visitor.faults()
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        if visitor.overflow() > 0:
            wrong[path].append(f"{visitor.overflow()} pixels too wide")
        page.set_viewport_size({"width": size[0], "height": size[1]})

    assert page.get_attribute("html", "lang") == language
    assert {path: found for path, found in wrong.items() if found} == {}


def single_pages(visitor: Visitor) -> list[str]:
    """Return pages of one thing each: incident, claim, document, pair, person, original."""
    [incident] = visitor.first_links("/incidents", "/incidents/i-")
    [document] = visitor.first_links(incident, "/documents/")
    pairs = [one for one in visitor.first_links(incident, "/claims/") if "/beside/" in one]
    sums = visitor.first_links("/summaries", "/summaries/")
    claims = visitor.first_links("/claims", "/claims/")
    people = visitor.first_links("/victims", "/victims/v-")
    return [incident, document, f"{document}/original", *claims, *pairs, *sums, *people]


def test_what_went_wrong_is_a_page_too(visit: Visit) -> None:
    """A wrong address leads on, in the reader's language, and breaks no rule of axe."""
    for language in ("en", "ar"):
        visitor = visit(f"Lost {language}", language=language, size=NARROW)
        page = visitor.sign_in()
        page.goto(visitor.address + "/incidents/nothing")
        expect(page.locator("main a[href='/search']")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert visitor.faults() == [] and visitor.overflow() <= 0


@pytest.mark.parametrize(("language", "are_lost"), [("en", False), ("ar", False), ("en", True)])
def test_everything_can_be_read_without_scripts(
    visit: Visit, language: str, are_lost: bool
) -> None:
    """Each page has its heading and words, says what cannot be done, and offers none of it."""
    visitor = visit(f"Plain {language} {are_lost}", language=language)
    page = visitor.sign_in()
    expect(page.locator("main .unscripted")).to_be_hidden()
    singles = single_pages(visitor)
    bare = visitor.without_scripts(are_lost=are_lost)
    for path in ["/", "/queue", "/documents", "/summaries", "/victims/pairs", *singles]:
        bare.goto(visitor.address + path)
        expect(bare.locator("h1").first).to_be_visible()
        expect(bare.locator("main .unscripted")).to_be_visible()
        assert bare.locator("button.main:visible, [data-verdict]:visible").count() <= 1, path
        assert bare.locator("kbd:visible").count() == 0, path
        assert bare.locator("main details:visible").evaluate_all(EMPTY) == 0, path
    bare.goto(visitor.address + singles[0])
    expect(bare.locator(".matrix tbody tr").first).to_be_visible()
    bare.goto(visitor.address + "/")
    expect(bare.locator("#map svg a circle").first).to_be_visible()


def test_a_key_shows_what_the_keys_do(visit: Visit) -> None:
    """The question mark opens the list of keys, Escape closes it, and nothing was decided."""
    visitor = visit("Keys", language="ar")
    page = visitor.sign_in()
    visitor.go("/queue")
    page.keyboard.press("?")
    expect(page.locator("#keys-help")).to_be_visible()
    assert visitor.faults() == []
    page.keyboard.press("Escape")
    expect(page.locator("#keys-help")).to_be_hidden()


def test_the_views_filter_each_other(visit: Visit) -> None:
    """A choice, a stretch of days and a frame of the map narrow one view, by its address."""
    visitor = visit("Sight", with_map=True)
    visitor.sign_in()
    page = visitor.go("/")
    page.wait_for_selector("#map[data-drawn]")
    title = page.locator("#table-title")
    everything = title.inner_text()

    page.get_by_role("link", name="Idlib").click()
    page.wait_for_selector(".chips [aria-current]")
    narrowed = title.inner_text()
    page.locator("svg.chart").scroll_into_view_if_needed()
    box = page.locator("svg.chart").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 8, box["y"] + 30, steps=4)
    page.mouse.up()
    page.wait_for_selector("#first[value]:not([value=''])")
    address = page.evaluate("location.search")

    assert narrowed != everything
    assert "admin1=Idlib" in address and "first=" in address
    page.get_by_role("link", name="Show everything").click()
    page.wait_for_selector("#first[value='']")
    assert title.inner_text() == everything


def test_no_line_breaks_within_a_range(visit: Visit) -> None:
    """A long one keeps together on a telephone, and the page is no wider for it."""
    visitor = visit("Range", size=NARROW)
    visitor.sign_in()
    [incident] = visitor.first_links("/incidents", "/incidents/i-")
    page = visitor.go(incident)
    broken = page.locator(".whole").evaluate_all("""all => all.filter(one => {
      one.textContent = "1,234,567–9,876,543";
      return one.getClientRects().length > 1; }).length""")
    assert page.locator(".whole").count() > 1 and broken == 0
    assert visitor.overflow() <= 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_line_breaks_within_a_range_in_a_sentence(visit: Visit, language: str) -> None:
    """Wherever the line ends: "2 to 10" in Arabic keeps together as "2–10" does."""
    visitor = visit(f"Reads a range {language}", language=language, size=NARROW)
    line = visitor.sign_in().locator("main p:visible").first
    said = environment().filters["unbroken"](Words(language).range(2, 10))

    assert line.evaluate(BROKEN, said) == 0
    assert line.evaluate(BROKEN, "2 – 10") > 0  # as it is between blanks


def test_the_overview_shows_all_that_is_in_it(visit: Visit) -> None:
    """The last month below the chart is whole, and the map is as wide as what is not known."""
    visitor = visit("Edges")
    page = visitor.sign_in()
    for language in ("en", "ar"):
        visitor.go(f"/?lang={language}")
        chart = page.locator("svg.chart").bounding_box()
        ticks = [one.bounding_box() for one in page.locator(".chart .tick").all()]
        drawing = page.locator("#map > svg").bounding_box()
        areas = [one.bounding_box() for one in page.locator("#map > svg circle.area").all()]

        assert chart and drawing and ticks and areas
        for part, whole in [(one, chart) for one in ticks] + [(one, drawing) for one in areas]:
            assert part is not None
            assert part["x"] >= whole["x"] - 1, language
            assert part["x"] + part["width"] <= whole["x"] + whole["width"] + 1, language
        for part in areas:
            assert part is not None
            assert part["y"] >= drawing["y"] - 1, language
            assert part["y"] + part["height"] <= drawing["y"] + drawing["height"] + 1, language


def test_a_captured_title_is_shown_letter_by_letter(visit: Visit) -> None:
    """A file that begins with a small letter does so in the heading; an act has a capital."""
    visitor = visit("Letters")
    page = visitor.sign_in()
    found = {
        path: page.evaluate(
            "path => fetch(path).then(r => r.json()).then(found => found.rows[0].id)",
            f"/api/v1/{path}",
        )
        for path in ("incidents", "documents")
    }
    cases = {
        f"/documents/{found['documents']}": "none",
        f"/documents/{found['documents']}/original": "none",
        f"/incidents/{found['incidents']}": "uppercase",
    }

    for path, wanted in cases.items():
        visitor.go(path)
        shown = page.locator("h1").evaluate(
            "heading => getComputedStyle(heading, '::first-letter').textTransform"
        )
        assert shown == wanted, path
