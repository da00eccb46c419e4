"""
What places are called in Arabic, with the bundled gazetteer, an older one, and none.
"""

from __future__ import annotations

import sqlite3
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from sijill.resolve.arabic import COUNTRIES
from sijill.resolve.arabic_names import load_arabic_names
from sijill.resolve.bundled import BundledGazetteer, open_gazetteer
from sijill.resolve.folding import fold_name


@pytest.mark.parametrize(
    ("name", "country", "arabic"),
    [
        ("Sarmīn", "SY", "سرمين"),
        ("Sarmin", "SY", "سرمين"),
        ("Aleppo", "SY", "حلب"),
        ("Dar‘ā", "SY", "درعا"),
        ("Khan Yunis", "PS", "خان يونس"),
        ("Ta'izz", "YE", "تعز"),
        ("Kyiv", "UA", "كييف"),
        ("Derna District", "LY", "درنة"),
        ("Rif Dimashq", "SY", "ريف دمشق"),
    ],
)
def test_a_place_has_its_arabic_name(name: str, country: str, arabic: str) -> None:
    """Towns, areas with and without a word for their kind, and plain spellings."""
    assert load_arabic_names().find(name, country) == arabic


def test_what_is_not_known_has_none() -> None:
    """A name that is Arabic already, one without a country, and an unknown one."""
    names = load_arabic_names()

    assert names.find("سرمين", "SY") is None
    assert names.find("Sarmin", None) is None
    assert names.find("Qwxyzzyville", "SY") is None


@pytest.mark.parametrize("content", ["", "CREATE TABLE places (id, country, name)"])
def test_an_older_gazetteer_has_those_by_hand(tmp_path: Path, content: str) -> None:
    """A file without the table, or no file, leaves towns in Latin letters; nothing fails."""
    file = tmp_path / "geonames.sqlite"
    if content:
        with sqlite3.connect(file) as base:
            base.execute(content)

    names = load_arabic_names(file)

    assert names.find("Sarmīn", "SY") is None
    assert names.find("Aleppo", "SY") == "حلب"


def test_names_by_hand_name_what_the_gazetteer_has() -> None:
    """No town by hand is misspelt: the gazetteer has it, in that country."""
    gazetteer: BundledGazetteer = open_gazetteer()
    text = files("sijill.resolve").joinpath("arabic_names.toml").read_text("utf-8")
    towns = tomllib.loads(text)["towns"]

    for country, rows in towns.items():
        assert country in COUNTRIES
        for name in rows:
            found = {entry.country for entry in gazetteer.find_places(name)}
            assert country in found, name


def test_a_place_is_found_by_the_name_that_is_shown(gazetteer: BundledGazetteer) -> None:
    """Whoever types what an Arabic page shows finds the place: of every tenth town in Syria."""
    names = load_arabic_names()
    towns = gazetteer.list_towns("SY")[::10]
    shown = [(town, names.find(town.name, "SY")) for town in towns]
    asked = [(town, name) for town, name in shown if name]

    assert len(asked) > 20
    for town, name in asked:
        keys = {fold_name(entry.name) for entry in gazetteer.find_places(name)}
        assert fold_name(town.name) in keys, name
