"""
The page reads alone: nothing is loaded, nothing runs that was not written here.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.model import PublicRecord
from sijill.model.public import PublicDate
from sijill.publish import Settings, publish_release
from sijill.publish.map import HEIGHT, WIDTH, draw_map
from sijill.publish.timeline import draw_timeline
from sijill.publish.wording import word_dates, word_range

_LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction"}


class Reader(HTMLParser):
    """Collects what a page would load, the ids it has and the anchors it points to."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        given = {key: value or "" for key, value in attrs}
        self.loads += [f"{tag} {key}" for key in given if key in _LOADING or key == "style"]
        self.loads += [tag] if tag in ("link", "img", "iframe", "base", "object") else []
        self.ids += [given["id"]] if "id" in given else []
        if given.get("href", "").startswith("#"):
            self.anchors.append(given["href"][1:])


@pytest.fixture(scope="module")
def page(public: PublicRecord, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the page of the invented record."""
    return write_page(public, tmp_path_factory.mktemp("releases"))


def write_page(public: PublicRecord, folder: Path) -> str:
    """Publish and return the page."""
    release = publish_release(public, folder, settings=Settings(), at="2026-01-01T00:00:00Z")
    return (folder / release.version / "index.html").read_text(encoding="utf-8")


def read(page: str) -> Reader:
    """Return what the page holds."""
    reader = Reader()
    reader.feed(page)
    return reader


def test_the_page_loads_nothing(page: str) -> None:
    """
    No tag fetches anything, and no style asks for a font or an image from elsewhere.
    """
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)

    assert read(page).loads == []
    assert len(style) == 1 and "url(" not in style[0] and "@import" not in style[0]


def test_the_policy_fits_what_is_inline(page: str) -> None:
    """
    The content security policy lets exactly this style and this script run.
    """
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    parts = [re.search(rf"<{t}>(.*?)</{t}>", page, re.DOTALL) for t in ("style", "script")]

    assert policy is not None and "default-src &#39;none&#39;" in policy[1]
    for part in parts:
        assert part is not None
        digest = base64.b64encode(hashlib.sha256(part[1].encode("utf-8")).digest()).decode()
        assert f"sha256-{digest}" in policy[1].replace("&#43;", "+")


def test_every_link_inside_the_page_arrives(page: str) -> None:
    """
    Each mark, bar and digest leads to a row that exists, and no id is given twice.
    """
    found = read(page)

    assert found.anchors
    assert set(found.anchors) - set(found.ids) == set()
    assert len(found.ids) == len(set(found.ids))


def test_a_figure_leads_back_to_the_words(page: str) -> None:
    """
    A row holds who said it, the document's digest, the position and the words.
    """
    row = page[page.index('<details class="incident"') :]

    assert '<q dir="auto" lang="en">three</q>' in row
    assert "[20, 25)" in row and "Example Observatory" in row and 'href="#d-0' in row


def test_words_of_a_source_never_become_markup(public: PublicRecord, tmp_path: Path) -> None:
    """
    A title, a source or a wording with a tag in it is shown and never run.
    """
    attack = "<script>alert(1)</script>"
    claims = tuple(
        replace(claim, reported=replace(claim.reported, by=attack)) for claim in public.claims
    )

    page = write_page(replace(public, title=attack, claims=claims), tmp_path)

    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)" in page


def test_a_place_is_drawn_as_wide_as_it_is_uncertain(public: PublicRecord) -> None:
    """
    An area's circle is its uncertainty to scale, and never smaller.
    """
    drawn = draw_map(public.incidents)

    assert drawn is not None
    assert all(0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT for mark in drawn.marks)
    unit = drawn.scale_width / drawn.scale_km
    wide = drawn.marks[0]
    assert not wide.is_enlarged and wide.ry == pytest.approx(80 * unit, rel=0.01)
    assert all(mark.ry >= 6 for mark in drawn.marks)


def test_every_incident_is_somewhere_on_the_timeline(public: PublicRecord) -> None:
    """
    Columns, bars and the unknown together are all incidents.
    """
    view = draw_timeline(public.incidents)

    assert view is not None
    counted = sum(column.n for column in view.columns)
    assert counted + len(view.bars) + view.more_bars + view.unknown == len(public.incidents)
    assert view.unknown > 0


bounds = st.none() | st.integers(0, 10**6)


@given(bounds, bounds)
def test_unknown_is_never_shown_as_a_number(low: int | None, high: int | None) -> None:
    """
    The words of a range hold a digit if, and only if, a bound is known.
    """
    shown = word_range(low, high)

    assert any(char.isdigit() for char in shown) == (low is not None or high is not None)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 900))
def test_a_range_of_days_never_reads_as_one_day(first: date, days: int) -> None:
    """
    Only a single day is worded as one day.
    """
    last = min(date(2100, 12, 31), date.fromordinal(first.toordinal() + days))

    shown = word_dates(PublicDate(earliest=first, latest=last))

    assert (shown == word_dates(PublicDate(earliest=first, latest=first))) == (first == last)
