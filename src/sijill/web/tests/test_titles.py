"""
What a card and a heading call a thing: what it is, in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

DOUBTED = (
    "IDLIB, March 27, 2023 (Plainwire) -- A landmine killed a shepherd and wounded his son in "
    "a field near Jisr al-Shughur on Sunday, a health worker said."
)
SUMMED = (
    "IDLIB, April 2, 2023 (Plainwire) -- At least 38 civilians were killed in separate attacks "
    "across Idlib and Aleppo provinces in March, the Observatory said."
)
_CARD = re.compile(r'<h2><span class="badge accent">(.*?)</span>.*?<bdi>(.*?)</bdi>', re.S)


@pytest.fixture(scope="module")
def record(tell_record: Callable[..., Path]) -> Path:
    """Return a record of a claim that its extractor doubted, and of a sum over two areas."""
    return tell_record(DOUBTED, SUMMED)


@pytest.mark.parametrize(
    ("language", "reason", "title"),
    [
        ("en", "Doubtful claim", "mine or remnant of war · Jisr al-Shughur, Syria · "),
        ("ar", "قول مشكوك فيه", "لغم أو مخلفات حرب · جسر الشغور، سوريا · "),
    ],
)
def test_a_doubtful_claim_is_called_by_what_it_tells(
    browser: TestClient, language: str, reason: str, title: str
) -> None:
    """As an incident is: act, place and day."""
    page = browser.get("/queue", params={"lang": language}).text
    browser.get("/", params={"lang": "en"})
    titles = dict(_CARD.findall(page))

    assert titles[reason].startswith(title)
    assert all(titles.values())


def test_two_areas_joined_are_named_in_arabic(browser: TestClient) -> None:
    """In the list of sums and in the heading of the one, joined as Arabic does."""
    listed = browser.get("/summaries", params={"lang": "ar"}).text
    address = re.search(r'href="(/summaries/[^"]+)"', listed)
    assert address
    page = browser.get(address[1]).text
    browser.get("/", params={"lang": "en"})
    heading = re.search(r"<h1>(.*?)</h1>", page, re.S)

    assert "<bdi>إدلب وحلب</bdi>" in listed
    assert heading and "إدلب وحلب" in heading[1]


def test_a_document_without_a_title_is_called_by_its_file(browser: TestClient) -> None:
    """On its card, in the list and where two code it: nobody knows a document by its digest."""
    cards = browser.get("/queue", params={"reason": "new_document"}).text
    listed = browser.get("/documents").text

    assert {title for _, title in _CARD.findall(cards)} == {"0.txt", "1.txt"}
    assert ">0.txt<" in listed.replace("<bdi>", "").replace("</bdi>", "")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_who_looks_for_words_of_a_text_is_led_on(browser: TestClient, language: str) -> None:
    """The list finds titles; words of what documents tell are found in the search."""
    page = browser.get("/documents", params={"words": "landmine", "lang": language}).text
    browser.get("/", params={"lang": "en"})
    found = re.search(r'href="(/search\?words=landmine)"', page)

    assert found
    assert "shepherd" in browser.get(found[1]).text
