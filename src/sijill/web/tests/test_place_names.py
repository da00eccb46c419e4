"""
Places in the reader's language: on pages alone, never in what is kept or handed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from sijill.model import Place
from sijill.web.templates import mark_latin
from sijill.web.words import Words


@pytest.fixture
def arabic(browser: TestClient) -> Iterator[TestClient]:
    """Yield a browser whose pages are in Arabic."""
    browser.get("/", params={"lang": "ar"})
    yield browser
    browser.get("/", params={"lang": "en"})


def first_of(browser: TestClient, kind: str) -> str:
    """Return the id of a record's first row of a kind."""
    return str(browser.get(f"/api/v1/{kind}").json()["rows"][0]["id"])


@pytest.mark.parametrize("kind", ["incidents", "claims"])
def test_a_list_in_arabic_names_places_in_arabic(arabic: TestClient, kind: str) -> None:
    """Place and country, with no Latin name left."""
    page = arabic.get(f"/{kind}").text

    assert "سرمين، سوريا" in page
    assert "Sarm" not in re.sub(r'(?s)<td class="words">.*?</td>', "", page)


def test_an_incident_in_arabic_names_its_place(arabic: TestClient) -> None:
    """In its title, its heading, its matrix and its map."""
    page = arabic.get(f"/incidents/{first_of(arabic, 'incidents')}").text
    title, heading = (re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", page) for tag in ("title", "h1"))

    assert title and "سرمين، سوريا" in title[1]
    assert heading and "سرمين، سوريا" in heading[1]
    assert re.search(r"<td[^>]*><bdi>سرمين، سوريا</bdi>", page)


def test_the_overview_names_it_in_table_map_and_filter(arabic: TestClient) -> None:
    """The popup of the moving map is in the reader's language, its data is not."""
    page = arabic.get("/").text
    [spot] = arabic.get("/api/v1/overview/spots", params={"zoom": 8}).json()["spots"]

    assert "<bdi>سرمين، سوريا</bdi>" in page
    assert "سرمين" in spot["title"] and "Sarm" not in spot["title"]
    assert "إدلب" in arabic.get("/", params={"admin1": "Idlib"}).text


def test_the_document_and_the_queue_name_it(arabic: TestClient) -> None:
    """The claim beside the text, whose words stay as they are."""
    page = arabic.get(f"/documents/{first_of(arabic, 'documents')}").text

    assert "<bdi>سرمين، سوريا</bdi>" in page
    assert "SARMIN, Syria" in page
    assert "Sarmīn" not in arabic.get("/queue").text


def test_what_is_handed_on_is_the_same_in_each_language(browser: TestClient) -> None:
    """Rows, records and exports have the stable name, whatever the pages are in."""
    id_ = first_of(browser, "incidents")
    addresses = (
        "/api/v1/incidents", f"/api/v1/incidents/{id_}", "/api/v1/export/incidents/csv",
        "/api/v1/export/incidents/jsonl", "/api/v1/export/incidents/geojson",
    )  # fmt: skip
    english = [browser.get(address).content for address in addresses]
    browser.get("/", params={"lang": "ar"})
    arabic = [browser.get(address).content for address in addresses]
    browser.get("/", params={"lang": "en"})

    assert english == arabic
    assert b"Sarm" in english[0]


def test_a_search_in_either_script_finds_the_report(arabic: TestClient) -> None:
    """The words of the report find it on an Arabic page too."""
    found = arabic.get("/search", params={"words": "sarmin"}).text

    assert "سرمين، سوريا" in found


def test_a_name_without_an_arabic_one_is_marked(arabic: TestClient) -> None:
    """It runs its own way, and a screen reader is told that it is not Arabic."""
    words = Words("ar")
    place = Place(name="Dana <Farm>", country="SY")

    assert (
        mark_latin(words.where(place))
        == '<span lang="en" dir="ltr">Dana &lt;Farm&gt;</span>، سوريا'
    )
    assert words.where(Place(name="مزرعة الدانا", country="SY")) == "مزرعة الدانا، سوريا"
    assert Words("en").where(place) == "Dana <Farm>, Syria"
    assert arabic.get("/").status_code == 200
