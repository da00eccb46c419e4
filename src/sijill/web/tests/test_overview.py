"""
The overview: every figure is what its link lists, in each language, with and without the map.
"""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from sijill.web.pages import overview_making

CHIP = re.compile(
    r'<a href="([^"]+)" data-in-view[^>]*>(?:(?!</a>).)*?<span class="n">(\d+)</span>'
)
ROW = re.compile(r'<th scope="row">')


def test_every_count_is_what_its_link_lists(browser: TestClient) -> None:
    """Each choice and each column leads to as many incidents as it says."""
    page = browser.get("/").text
    counted = [(unescape(address), int(n)) for address, n in CHIP.findall(page)]

    assert counted
    for address, n in counted:
        assert len(ROW.findall(browser.get(address).text)) == n


def test_a_place_is_an_area(browser: TestClient) -> None:
    """The map is told how wide a place is, and where its incidents are listed."""
    [spot] = browser.get("/api/v1/overview/spots", params={"zoom": 8}).json()["spots"]

    assert spot["km"] > 0
    assert len(ROW.findall(browser.get(spot["address"]).text)) == spot["n"]
    assert f"known to about {round(spot['km'])} km" in spot["title"]
    assert 'class="small"' in browser.get("/").text or 'class="area"' in browser.get("/").text


def test_a_view_without_incidents_says_so(browser: TestClient) -> None:
    """Nothing is drawn, and the way back is there."""
    page = browser.get("/", params={"country": "YE"}).text

    assert "No incident is in this view." in page
    assert "Show everything" in page and "Yemen" in page


@pytest.mark.parametrize(
    "wrong",
    [{"box": "1,2,3"}, {"first": "yesterday"}, {"disputed": "perhaps"}, {"cursor": "x"}],
)
def test_a_wrong_view_gets_a_sentence(browser: TestClient, wrong: dict[str, str]) -> None:
    """A value that no filter can have is told, not passed over."""
    answer = browser.get("/", params=wrong)

    assert answer.status_code == 422
    assert "cannot be done as asked" in answer.text


def test_without_the_library_the_drawn_map_stays(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A set-up that could not fetch the moving map's code serves the rest."""
    monkeypatch.setattr(overview_making, "has_asset", lambda _path: False)
    page = browser.get("/").text

    assert "data-library" not in page and "<circle" in page
