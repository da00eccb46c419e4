"""
The bundled gazetteer knows places by their names in any script and spelling.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.errors import StoreError
from sijill.resolve.bundled import BundledGazetteer, distance_km, merge_entries, open_gazetteer
from sijill.resolve.protocol import Entry


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("Idlib", "geonames:169389"),
        ("IDLIB", "geonames:169389"),
        ("إدلب", "geonames:169389"),
        ("Ar-Raqqah", "geonames:172955"),
        ("Syria", "geonames:163843"),
        ("UK", "geonames:2635167"),
    ],
)
def test_a_place_is_found_by_each_of_its_names(
    gazetteer: BundledGazetteer, name: str, ref: str
) -> None:
    """A place is found by its main name, other spellings, and names in other scripts."""
    found = gazetteer.find_places(name)

    assert ref in {entry.ref for entry in found}


def test_an_unknown_name_finds_nothing(gazetteer: BundledGazetteer) -> None:
    """A name that no file holds gives an empty answer, not a guess."""
    assert gazetteer.find_places("Qwxyzzyville") == ()


def test_every_entry_has_a_size(gazetteer: BundledGazetteer) -> None:
    """No entry comes without a radius: no pin without an uncertainty."""
    found = [
        entry for name in ("Paris", "Aleppo", "Sudan") for entry in gazetteer.find_places(name)
    ]

    assert found and all(entry.radius_km > 0 for entry in found)


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    """A gazetteer that was not built says how to build it."""
    with pytest.raises(StoreError, match="make gazetteer"):
        open_gazetteer(tmp_path)


def test_the_same_place_in_two_sources_is_one_entry() -> None:
    """Entries of one country within reach are one; the first source's stands."""
    first = Entry("a:1", "Town", "place", "SY", None, 35.0, 36.0, 2.0, 100, grade=1)
    second = Entry("b:7", "Town", "admin2", "SY", None, 35.05, 36.0, 9.0, 0, grade=0)
    elsewhere = Entry("b:8", "Town", "place", "SY", None, 37.0, 41.0, 1.0, 0)

    merged = merge_entries([first, second, elsewhere])

    assert [entry.ref for entry in merged] == ["a:1", "b:8"]
    assert merged[0].grade == 0


def test_a_degree_of_latitude_is_111_km() -> None:
    """Distances are great-circle distances in km."""
    south = Entry("a", "A", "place", None, None, 10.0, 20.0, 1.0, 0)
    north = Entry("b", "B", "place", None, None, 11.0, 20.0, 1.0, 0)

    assert distance_km(south, north) == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize(
    ("arabic", "name", "country"),
    [("أرحب", "Arhab", "YE"), ("نهم", "Nihm", "YE"), ("الدلنج", "Dilling", "SD")],
)
def test_a_name_in_arabic_letters_is_read_in_latin(
    arabic: str, name: str, country: str
) -> None:
    """A place known by a Latin name alone is found by the Arabic that it was made from."""
    found = open_gazetteer().find_places(arabic)

    assert (name, country) in {(entry.name, entry.country) for entry in found}


def test_words_that_are_no_place_give_none() -> None:
    """Two letters that sound fit too much; other letters than Arabic's are not read."""
    assert open_gazetteer().find_places("في") == ()
    assert not any(entry.kind == "country" for entry in open_gazetteer().find_places("قرية"))
